"""TrueType files read and written by hand: tables, glyphs as bytes, metrics; which glyphs are taken is for ``subset``.

Only what is asked for is read, which costs a fraction of what a library for whole fonts does.
"""

import struct
from collections.abc import Iterator, Mapping

# Flags of a component of a glyph: the OpenType specification, table glyf.
WORDS, OFFSETS, _SCALE, MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0002, 0x0008, 0x0020, 0x0040, 0x0080
_INSTRUCTED = 0x0100
HEADER = struct.Struct(">hhhhh")
"""Number of contours (-1 for a composed glyph) and the corners: left, bottom, right, top."""
COMPONENT = struct.Struct(">HHhh")
"""Flags, number of the glyph, offset to the right and up."""
_FILE = struct.Struct(">4sHHHH")
"""Kind of font, number of tables, and three numbers for a search among them."""
_TABLE = struct.Struct(">4sLLL")
"""Name, checksum, place and length of a table."""
_WHOLE = 0xB1B0AFBA
"""What the checksum of a whole font is adjusted to."""
DAMAGES = (struct.error, LookupError, ValueError)
"""What a font may raise that does not keep to the format."""


class Source:
    """The glyphs of one TrueType font."""

    def __init__(self, data: bytes, index: int) -> None:
        """Read where the glyphs lie, and their metrics; *index* is the place of the font in a file of several."""
        self.tables = _read_tables(data, index)
        head, hhea, maxp = self.tables["head"], self.tables["hhea"], self.tables["maxp"]
        (self.units,) = struct.unpack_from(">H", head, 18)
        (self.count,) = struct.unpack_from(">H", maxp, 4)
        (wide,) = struct.unpack_from(">h", head, 50)
        places = struct.unpack_from(f">{self.count + 1}{'L' if wide else 'H'}", self.tables["loca"])
        self.places = places if wide else [2 * place for place in places]
        self.glyf = self.tables["glyf"]
        self.hmtx = self.tables["hmtx"]
        (self.measured,) = struct.unpack_from(">H", hhea, 34)

    def glyph(self, number: int) -> bytes:
        """Give the data of a glyph without its instructions, none where it is blank."""
        return _without_instructions(self.glyf[self.places[number] : self.places[number + 1]])

    def metrics(self, number: int) -> tuple[int, int]:
        """Give width and left side bearing of a glyph."""
        if number < self.measured:
            width, left = struct.unpack_from(">Hh", self.hmtx, 4 * number)
            return width, left
        (width,) = struct.unpack_from(">H", self.hmtx, 4 * (self.measured - 1))
        (left,) = struct.unpack_from(">h", self.hmtx, 4 * self.measured + 2 * (number - self.measured))
        return width, left


def find_components(data: bytes) -> Iterator[int]:
    """Give the place of each component in the data of a composed glyph."""
    place, flags = HEADER.size, MORE
    while flags & MORE:
        yield place
        (flags,) = struct.unpack_from(">H", data, place)
        place += _measure(flags)


def _measure(flags: int) -> int:
    """Give the length of a component with these flags."""
    shape = 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return (8 if flags & WORDS else 6) + shape


def is_composed(data: bytes) -> bool:
    """Say whether a glyph is put together from others."""
    return data[0] > 0x7F  # noqa: PLR2004 (the number of contours is negative)


def _without_instructions(data: bytes) -> bytes:
    """Give a glyph without the program that fits it to pixels: a file holds nothing else of these programs."""
    if not data:
        return data
    if not is_composed(data):
        end = HEADER.size + 2 * HEADER.unpack_from(data)[0]
        (length,) = struct.unpack_from(">H", data, end)
        return data[:end] + b"\0\0" + data[end + 2 + length :] if length else data
    *_, last = find_components(data)
    (flags,) = struct.unpack_from(">H", data, last)
    if not flags & _INSTRUCTED:
        return data
    return data[:last] + struct.pack(">H", flags & ~_INSTRUCTED) + data[last + 2 : last + _measure(flags)]


def _read_tables(data: bytes, index: int) -> Mapping[str, bytes]:
    """Give the tables of the font that is number *index* in a file, which may hold several."""
    start = struct.unpack_from(">L", data, 12 + 4 * index)[0] if data[:4] == b"ttcf" else 0
    tables = {}
    for number in range(_FILE.unpack_from(data, start)[1]):
        tag, _, place, length = _TABLE.unpack_from(data, start + _FILE.size + number * _TABLE.size)
        tables[tag.decode("latin-1")] = data[place : place + length]
    return tables


def assemble(tables: dict[str, bytes]) -> bytes:
    """Give a font file of *tables*."""
    step = 16 << (len(tables).bit_length() - 1)
    rest = (step, step.bit_length() - 5, 16 * len(tables) - step)
    place = _FILE.size + len(tables) * _TABLE.size
    records, bodies = [], []
    for tag, data in sorted(tables.items()):
        body = data + bytes(-len(data) % 4)
        if tag == "head":
            body = body[:8] + bytes(4) + body[12:]  # the checksum of the whole, made without itself
            adjusted = place + 8
        records.append(_TABLE.pack(tag.encode(), _add_up(body), place, len(data)))
        bodies.append(body)
        place += len(body)
    whole = bytearray(_FILE.pack(b"\0\1\0\0", len(tables), *rest) + b"".join([*records, *bodies]))
    struct.pack_into(">L", whole, adjusted, (_WHOLE - _add_up(bytes(whole))) & 0xFFFFFFFF)
    return bytes(whole)


def _add_up(data: bytes) -> int:
    """Give the checksum of data whose length is a multiple of four."""
    return int(sum(struct.unpack(f">{len(data) // 4}L", data))) & 0xFFFFFFFF
