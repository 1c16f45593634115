"""What was found, as the machines of continuous integration read it; each format is one module."""
