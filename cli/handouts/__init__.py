"""Multilingual printable handouts: Jinja templates and PO catalogs in, accessible PDF files out."""

__version__ = "0.1.0"
