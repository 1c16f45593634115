"""A way to look at files that a process of its own can import; see test_inspection.py."""

import os
from pathlib import Path

from handouts.batch.inspection import MEMORY
from handouts.pdf.read import read_pdf
from handouts.verification import Verification


def look(path: Path) -> Verification:
    """Read a file as verify does, without veraPDF, which starts slowly; one kind of file is deadly, one has no end."""
    if path.stem == "deadly":
        os._exit(3)
    if path.stem == "bomb":
        bytearray(MEMORY)
    return Verification(path, len(read_pdf(path.read_bytes()).pages), is_ours=False, findings=())
