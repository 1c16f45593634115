"""Fonts made for one file: TrueType glyphs gathered anew, one per character code, and CFF fonts without their wrapping.

Outlines are copied point by point, and what was composed stays composed, so that no reader draws them otherwise. Which
codes there are is decided in ``typefaces``. Fonts are plain bytes here.
"""

import struct
from collections.abc import Mapping, Sequence
from io import BytesIO
from itertools import accumulate

from fontTools.ttLib import TTFont

from handouts.pdf.clusters import Ink
from handouts.pdf.truetype import (
    COMPONENT,
    HEADER,
    MORE,
    OFFSETS,
    WORDS,
    Source,
    assemble,
    find_components,
    is_composed,
)

_ON_CURVE = 0x01
_RIGHTS = "OS/2"
"""The table that says whether the font may be embedded: whoever gets the file can see that it may."""
_Points = tuple[tuple[int, int], ...]


class _Gathering:
    """The glyphs of a font in the making: 0 is blank, then one for each code, then what those are composed of."""

    def __init__(self, source: Source, last: int) -> None:
        """Leave room for the glyphs of the codes up to the *last*."""
        self.source = source
        self.glyphs = [b""] * (last + 1)
        self.metrics = [(0, 0)] * (last + 1)
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
            left = HEADER.unpack_from(glyph)[1] if glyph else 0
        if points and not _covers(glyph, points):
            glyph = self.composed(drawn, points) if drawn else _dots(points)
            left = HEADER.unpack_from(glyph)[1]
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
        if not data or not is_composed(data):
            return data
        glyph = bytearray(data)
        for place in find_components(data):
            (number,) = struct.unpack_from(">H", data, place + 2)
            struct.pack_into(">H", glyph, place + 2, self.component(number))
        return bytes(glyph)

    def composed(self, pieces: Sequence[tuple[int, float, float]], points: _Points = ()) -> bytes:
        """Give one glyph that draws *pieces*, each a glyph and its offset in units of the font, and holds *points*."""
        parts: list[tuple[int, int, int]] = []
        corners: list[tuple[int, int, int, int]] = []
        for number, x, y in pieces:
            _, left, bottom, right, top = HEADER.unpack_from(self.source.glyph(number))
            across, up = round(x) + self.source.metrics(number)[1] - left, round(y)
            parts.append((self.component(number), across, up))
            corners.append((left + across, bottom + up, right + across, top + up))
        if points:
            parts.append((self.dots(points), 0, 0))
            corners += [(x, y, x, y) for x, y in points]
        self.most = max(self.most, len(parts))
        if not parts:
            return b""
        flags = [WORDS | OFFSETS | MORE] * (len(parts) - 1) + [WORDS | OFFSETS]
        records = (COMPONENT.pack(flag, *part) for flag, part in zip(flags, parts, strict=True))
        return _header(-1, corners) + b"".join(records)

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
    return HEADER.pack(contours, min(lefts), min(bottoms), max(rights), max(tops))


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
    _, _, bottom, _, top = HEADER.unpack_from(glyph)
    return bool(bottom <= min(y for _, y in points) and top >= max(y for _, y in points))


def gather(data: bytes, inks: Mapping[int, tuple[Ink, int]], index: int = 0) -> bytes:
    """Make a TrueType font of *data* whose glyph n draws what *inks* has for n; where it has none, nothing.

    Each comes with its width in thousandths of the font size. The font has what a PDF asks for and no more. Raises
    one of DAMAGES for a font that is damaged.
    """
    source = Source(data, index)
    gathering = _Gathering(source, max(inks))
    for code, (ink, width) in inks.items():
        gathering.put(code, ink, round(width * source.units / 1000))
    padded = [glyph + bytes(-len(glyph) % 4) for glyph in gathering.glyphs]
    places = accumulate(map(len, padded), initial=0)
    head, hhea = (bytearray(source.tables[tag]) for tag in ("head", "hhea"))
    struct.pack_into(">h", head, 50, 1)  # indexToLocFormat: long
    struct.pack_into(">H", hhea, 34, len(padded))  # numberOfHMetrics
    tables = {
        "head": bytes(head),
        "hhea": bytes(hhea),
        "maxp": _write_limits(source.tables["maxp"], len(padded), gathering.most),
        "hmtx": b"".join(struct.pack(">Hh", width, left) for width, left in gathering.metrics),
        "loca": struct.pack(f">{len(padded) + 1}L", *places),
        "glyf": b"".join(padded),
    }
    rights = {_RIGHTS: source.tables[_RIGHTS]} if _RIGHTS in source.tables else {}
    return assemble(tables | rights)


def _write_limits(table: bytes, count: int, most: int) -> bytes:
    """Give the table maxp of a font with *count* glyphs that are put together from at most *most* others."""
    maxp = bytearray(table)
    struct.pack_into(">H", maxp, 4, count)
    for place in (10, 12):  # maxCompositePoints, maxCompositeContours
        simple, composed = struct.unpack_from(">H", maxp, place - 4)[0], struct.unpack_from(">H", maxp, place)[0]
        struct.pack_into(">H", maxp, place, min(0xFFFF, max(simple, composed) * most))
    elements, depth = struct.unpack_from(">HH", maxp, 28)
    struct.pack_into(">7HHH", maxp, 14, 1, 0, 0, 0, 0, 0, 0, max(elements, most), depth + 1)  # no instructions
    return bytes(maxp)


def bare_cff(data: bytes) -> bytes | None:
    """Give the CFF table of a font whose glyphs have CIDs of their own, None where a CID is a place in the font."""
    font = TTFont(BytesIO(data), lazy=True)
    return font.reader["CFF "] if hasattr(font["CFF "].cff.topDictIndex[0], "ROS") else None
