"""Catalogs: PO files read, looked up and written; what a message is stands in ``handouts.message``."""
