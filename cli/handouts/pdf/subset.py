"""Fonts made for one file: TrueType glyphs gathered anew, one per character code, and CFF fonts without their wrapping.

Outlines are copied point by point, and what was composed stays composed, so that no reader draws them otherwise. Which
codes there are is decided in ``typefaces``. Fonts are plain bytes here.
"""

import struct
from collections.abc import Iterator, Sequence
from io import BytesIO

from fontTools.ttLib import TTFont
from fontTools.ttLib.sfnt import SFNTReader, SFNTWriter

from handouts.pdf.clusters import Ink

# Flags of a component of a glyph: the OpenType specification, table glyf.
_WORDS, _OFFSETS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0002, 0x0008, 0x0020, 0x0040, 0x0080
_HEADER = struct.Struct(">hhhhh")
"""Number of contours (-1 for a composed glyph) and the corners: left, bottom, right, top."""
_COMPONENT = struct.Struct(">HHhh")
"""Flags, number of the glyph, offset to the right and up."""

_ON_CURVE = 0x01
_LARGEST = 0x7FFF
_TWICE = b"\x7f\xff"
"""The largest scale of a component, a bit less than two."""
_Points = tuple[tuple[int, int], ...]


class _Source:
    """The glyphs of one TrueType font."""

    def __init__(self, data: bytes) -> None:
        """Read where the glyphs lie, and their metrics."""
        self.tables = SFNTReader(BytesIO(data), fontNumber=0)
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
        """Give the data of a glyph, none where it is blank."""
        return bytes(self.glyf[self.places[number] : self.places[number + 1]])

    def metrics(self, number: int) -> tuple[int, int]:
        """Give width and left side bearing of a glyph."""
        if number < self.measured:
            width, left = struct.unpack_from(">Hh", self.hmtx, 4 * number)
            return width, left
        (width,) = struct.unpack_from(">H", self.hmtx, 4 * (self.measured - 1))
        (left,) = struct.unpack_from(">h", self.hmtx, 4 * self.measured + 2 * (number - self.measured))
        return width, left


class _Gathering:
    """The glyphs of a font in the making: 0 is blank, then one for each code, then what those are composed of."""

    def __init__(self, source: _Source, codes: int) -> None:
        """Leave room for the glyphs of the codes."""
        self.source = source
        self.glyphs = [b""] * (codes + 1)
        self.metrics = [(0, 0)] * (codes + 1)
        self.components: dict[int, int] = {}
        self.dotted: dict[_Points, int] = {}
        self.most = 1

    def put(self, code: int, ink: Ink, width: int) -> None:
        """Put the glyph of *code* in its place; *width* is in units of the font."""
        scale = self.source.units / 1000
        pieces = [(number if number < self.source.count else 0, x * scale, y * scale) for number, x, y in ink.glyphs]
        drawn = [piece for piece in pieces if self.source.glyph(piece[0])]
        points = tuple((round(x * scale), round(y * scale)) for x, y in ink.points)
        if len(pieces) == 1 and pieces[0][1:] == (0, 0):
            number = pieces[0][0]
            glyph, left = self.renumbered(self.source.glyph(number)), self.source.metrics(number)[1]
        else:
            glyph = self.composed(drawn)
            left = _HEADER.unpack_from(glyph)[1] if glyph else 0
        if points and not _covers(glyph, points):
            far = max(abs(length) for point in points for length in point) > _LARGEST
            glyph = self.composed(drawn, points) if drawn else self.doubled(points) if far else _dots(points)
            left = _HEADER.unpack_from(glyph)[1]
        self.glyphs[code], self.metrics[code] = glyph, (width, left)

    def component(self, number: int) -> int:
        """Give the new number of a glyph that others are composed of."""
        if number not in self.components:
            new = self.components[number] = len(self.glyphs)
            self.glyphs.append(b"")
            self.metrics.append(self.source.metrics(number))
            self.glyphs[new] = self.renumbered(self.source.glyph(number))
        return self.components[number]

    def renumbered(self, data: bytes) -> bytes:
        """Give a glyph with the numbers of its components replaced by the new ones."""
        if not data or _HEADER.unpack_from(data)[0] >= 0:
            return data
        glyph = bytearray(data)
        for place in _components(data):
            (number,) = struct.unpack_from(">H", data, place + 2)
            struct.pack_into(">H", glyph, place + 2, self.component(number))
        return bytes(glyph)

    def composed(self, pieces: Sequence[tuple[int, float, float]], points: _Points = ()) -> bytes:
        """Give one glyph that draws *pieces*, each a glyph and its offset in units of the font, and holds *points*."""
        parts: list[tuple[int, int, int]] = []
        corners: list[tuple[int, int, int, int]] = []
        for number, x, y in pieces:
            _, left, bottom, right, top = _HEADER.unpack_from(self.source.glyph(number))
            across, up = round(x) + self.source.metrics(number)[1] - left, round(y)
            parts.append((self.component(number), across, up))
            corners.append((left + across, bottom + up, right + across, top + up))
        if points:
            parts.append((self.dots(points), 0, 0))
            corners += [(x, y, x, y) for x, y in points]
        self.most = max(self.most, len(parts))
        if not parts:
            return b""
        flags = [_WORDS | _OFFSETS | _MORE] * (len(parts) - 1) + [_WORDS | _OFFSETS]
        records = (_COMPONENT.pack(flag, *part) for flag, part in zip(flags, parts, strict=True))
        return _header(-1, corners) + b"".join(records)

    def doubled(self, points: _Points) -> bytes:
        """Give a glyph of *points* that are too far out to be written: it is twice as large as its component."""
        half = tuple((_clip(x // 2), _clip(y // 2)) for x, y in points)
        corners = [(_clip(x), _clip(y), _clip(x), _clip(y)) for x, y in points]
        return _header(-1, corners) + _COMPONENT.pack(_WORDS | _OFFSETS | _SCALE, self.dots(half), 0, 0) + _TWICE

    def dots(self, points: _Points) -> int:
        """Give the new number of a glyph of *points*."""
        if points not in self.dotted:
            self.dotted[points] = len(self.glyphs)
            self.glyphs.append(_dots(points))
            self.metrics.append((0, min(x for x, _ in points)))
        return self.dotted[points]


def _header(contours: int, corners: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Give the head of a glyph: the number of its contours, -1 for a composed one, and what its parts cover."""
    lefts, bottoms, rights, tops = zip(*corners, strict=True)
    return _HEADER.pack(contours, min(lefts), min(bottoms), max(rights), max(tops))


def _clip(length: int) -> int:
    """Give a length that can be written."""
    return max(-_LARGEST, min(length, _LARGEST))


def _dots(points: _Points) -> bytes:
    """Give a glyph of contours of one point each: nothing is drawn, but the points are within its bounds."""
    count = len(points)
    steps = [(x - before[0], y - before[1]) for before, (x, y) in zip(((0, 0), *points), points, strict=False)]
    across, up = ([step[axis] for step in steps] for axis in (0, 1))
    contours = struct.pack(f">{count}HH{count}B", *range(count), 0, *[_ON_CURVE] * count)
    return _header(count, [(x, y, x, y) for x, y in points]) + contours + struct.pack(f">{2 * count}h", *across, *up)


def _covers(glyph: bytes, points: _Points) -> bool:
    """Say whether a glyph reaches as far down and up as *points*."""
    if not glyph:
        return False
    _, _, bottom, _, top = _HEADER.unpack_from(glyph)
    return bool(bottom <= min(y for _, y in points) and top >= max(y for _, y in points))


def _components(data: bytes) -> Iterator[int]:
    """Give the place of each component in the data of a composed glyph."""
    place, flags = _HEADER.size, _MORE
    while flags & _MORE:
        yield place
        (flags,) = struct.unpack_from(">H", data, place)
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0


def gather(data: bytes, inks: Sequence[tuple[Ink, int]]) -> bytes:
    """Make a TrueType font of *data* whose glyph 0 is blank and whose glyph n draws the n-th of *inks*.

    Each comes with its width in thousandths of the font size. The font has what a PDF asks for and no more.
    """
    source = _Source(data)
    gathering = _Gathering(source, len(inks))
    for code, (ink, width) in enumerate(inks, 1):
        gathering.put(code, ink, round(width * source.units / 1000))
    glyf, places = bytearray(), [0]
    for glyph in gathering.glyphs:
        glyf += glyph + bytes(-len(glyph) % 4)
        places.append(len(glyf))
    head, hhea, maxp = (bytearray(source.tables[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, 1)  # indexToLocFormat: long
    struct.pack_into(">H", hhea, 34, len(gathering.glyphs))  # numberOfHMetrics
    struct.pack_into(">H", maxp, 4, len(gathering.glyphs))
    for place, more in ((10, gathering.most), (12, gathering.most)):  # maxCompositePoints, maxCompositeContours
        simple, composed = struct.unpack_from(">H", maxp, place - 4)[0], struct.unpack_from(">H", maxp, place)[0]
        struct.pack_into(">H", maxp, place, min(0xFFFF, max(simple, composed) * more))
    elements, depth = struct.unpack_from(">HH", maxp, 28)
    struct.pack_into(">HH", maxp, 28, max(elements, gathering.most), depth + 1)
    metrics = b"".join(struct.pack(">Hh", width, left) for width, left in gathering.metrics)
    loca = struct.pack(f">{len(places)}L", *places)
    tables = {"head": head, "hhea": hhea, "maxp": maxp, "hmtx": metrics, "loca": loca, "glyf": glyf}
    return _assemble({tag: bytes(table) for tag, table in tables.items()})


def _assemble(tables: dict[str, bytes]) -> bytes:
    """Give a font file of *tables*."""
    buffer = BytesIO()
    writer = SFNTWriter(buffer, len(tables))
    for tag, data in tables.items():
        writer[tag] = data
    writer.close()
    return buffer.getvalue()


def bare_cff(data: bytes) -> bytes | None:
    """Give the CFF table of a font whose glyphs have CIDs of their own, None where a CID is a place in the font."""
    font = TTFont(BytesIO(data), lazy=True)
    return font.reader["CFF "] if hasattr(font["CFF "].cff.topDictIndex[0], "ROS") else None
