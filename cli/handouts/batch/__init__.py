"""Batch: many jobs, each ending as a whole file or as an error; one broken language never stops the others."""
