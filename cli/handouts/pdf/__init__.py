"""Laid-out pages to a finished PDF file, and finished files read back; no layout, no files on disk."""
