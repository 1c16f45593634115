"""The gate: what is asked of a file that comes from outside before any other part of the program works with it."""
