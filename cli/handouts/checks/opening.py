"""Open a PDF file that anyone may have made; one that cannot be read becomes a finding, never a traceback."""

from pathlib import Path

import pikepdf

from handouts.finding import Finding, Level
from handouts.pdf.content import READING_ERRORS

_HEAD = 1024
"""Bytes within which readers look for the mark of a PDF file."""
_AGAIN = "ask whoever made the file for a new copy"


def open_pdf(path: Path) -> pikepdf.Pdf | Finding:
    """Open the file at *path*; give what is wrong with it where that is not possible."""
    where = str(path)
    if not path.is_file():
        missing = "there is no such file" if not path.exists() else "this is not a file"
        return Finding("file-missing", Level.ERROR, missing, where, "name a PDF file")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        return Finding("file-unreadable", Level.ERROR, str(error.strerror).lower(), where, "make the file readable")
    if not head:
        return Finding("file-empty", Level.ERROR, "the file is empty", where, _AGAIN)
    if b"%PDF-" not in head:
        return Finding("not-a-pdf", Level.ERROR, "this is not a PDF file", where, "name a PDF file")
    return _open(path)


def _open(path: Path) -> pikepdf.Pdf | Finding:
    """Open what begins like a PDF file."""
    where = str(path)
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PasswordError:
        hint = "ask whoever made the file for a copy without a password; many patients cannot open this one"
        return Finding("file-locked", Level.ERROR, "the file cannot be opened without a password", where, hint)
    except (*READING_ERRORS, OSError):
        return Finding("file-damaged", Level.ERROR, "the file is damaged and cannot be opened", where, _AGAIN)
    try:
        pages = len(pdf.pages)
    except READING_ERRORS:
        return Finding("file-damaged", Level.ERROR, "the file is damaged: its pages cannot be found", where, _AGAIN)
    if not pages:
        return Finding("no-pages", Level.ERROR, "the file has no pages", where, _AGAIN)
    return pdf
