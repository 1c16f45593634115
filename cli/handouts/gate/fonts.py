"""Fonts: is a file a whole font that may be put into a document; told by its tables, without drawing a letter.

The table directory of a font: https://learn.microsoft.com/typography/opentype/spec/otff; embedding rights: OS/2.fsType
in .../spec/os2. A collection (.ttc) shares tables between fonts; all of its fonts are looked at.
"""

import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from handouts.errors import HandoutError
from handouts.gate.limits import find_limit

_KINDS = {b"\0\1\0\0", b"true", b"OTTO"}
_NEEDED = {b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2", b"post"}
_OUTLINES = ({b"glyf", b"loca"}, {b"CFF "}, {b"CFF2"})
_RESTRICTED, _NO_SUBSET, _BITMAP = 0x0002, 0x0100, 0x0200
_LICENCES = 0x000F
_FS_TYPE = 8  # bytes into OS/2
_LARGEST_COLLECTION = 64


def check_font(path: Path, where: str) -> None:
    """Look at the font file at *path*, which messages call *where*.

    Raises HandoutError for a file that is no font, is not whole, or whose licence bits forbid embedding a subset.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > find_limit("font-bytes"):
                _refuse(where, f"larger than {find_limit('font-bytes')} bytes")
            for start in _find_fonts(where, file):
                _check_tables(where, _read_tables(where, file, start), file, size)
    except struct.error:
        _refuse(where, "cut off")
    except OSError as error:
        _refuse(where, os.strerror(error.errno or 0).lower())


def _find_fonts(where: str, file: BinaryIO) -> Iterator[int]:
    """Give where each font of the file begins."""
    if file.read(4) != b"ttcf":
        yield 0
        return
    (count,) = struct.unpack(">4xL", file.read(8))
    if not 0 < count <= _LARGEST_COLLECTION:
        _refuse(where, f"a collection of {count} fonts")
    yield from struct.unpack(f">{count}L", file.read(4 * count))


def _read_tables(where: str, file: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    """Read where the tables of a font lie: offset and length by name."""
    file.seek(start)
    kind, count = struct.unpack(">4sH6x", file.read(12))
    if kind not in _KINDS:
        _refuse(where, "no TrueType or OpenType font")
    if count > find_limit("font-tables"):
        _refuse(where, f"a font of {count} tables")
    rows = struct.iter_unpack(">4s4xLL", file.read(16 * count))
    return {name: (offset, length) for name, offset, length in rows}


def _check_tables(where: str, tables: dict[bytes, tuple[int, int]], file: BinaryIO, size: int) -> None:
    """Refuse a font that lacks a table, has one that lies outside of the file, or may not be embedded."""
    if missing := _NEEDED - tables.keys():
        _refuse(where, f"without the table {min(missing).decode()}")
    if not any(each <= tables.keys() for each in _OUTLINES):
        _refuse(where, "without outlines of letters")
    for name, (offset, length) in tables.items():
        if offset + length > size:
            _refuse(where, f"cut off: the table {name.decode('ascii', 'replace')} ends behind its end")
    file.seek(tables[b"OS/2"][0] + _FS_TYPE)
    (rights,) = struct.unpack(">H", file.read(2))
    if rights & _LICENCES == _RESTRICTED or rights & (_NO_SUBSET | _BITMAP):
        message = "the licence bits of this font do not allow to embed it in part (OS/2 fsType)"
        raise HandoutError(message, where, "take another font, or ask its maker for one that may be embedded")


def _refuse(where: str, what: str) -> NoReturn:
    """Say what is wrong with the file."""
    message = f"this font cannot be used: {what}"
    raise HandoutError(message, where, "install the font again, or take it out of styles/fonts/")
