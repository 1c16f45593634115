"""Exchange: catalogs as files that translators' tools read (XLIFF, XLSX, CSV, TMX, TBX), and what comes back; no PO."""
