"""Laid-out lines of text seen as plain values: runs, clusters and glyphs, each where WeasyPrint would draw it.

Pango's private structures are read here and nowhere else; ``engine`` checks that the drawing step is the known one.
What the glyphs mean as text is decided in ``clusters``, how they are written in ``text``.
"""

# ruff: noqa: ANN401, SLF001 (Pango's structures have no types; private parts are this module's purpose)

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from struct import Struct
from typing import Any, NamedTuple

from weasyprint import Document
from weasyprint.formatting_structure import boxes
from weasyprint.logger import LOGGER
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

MILLI_EM = 1000 * FROM_UNITS
"""Pango units to thousandths of the font size, once divided by that size."""
FIRST_EXACT_SIZE = 14802
"""The first version of Pango, 1.48.2, that tells the size of a font rightly."""
SOFT_HYPHEN, SHOWN_HYPHEN = "\u00ad", "\u2010"
"""WeasyPrint shows a soft hyphen at which a line ends by the other one after it, which nobody wrote."""
BROKEN = f"{SOFT_HYPHEN}{SHOWN_HYPHEN}".encode()
"""How the text of such a line ends."""
JOINERS = "\u200c".encode(), "\u200d".encode()
"""What Persian and Indian scripts write between letters that join otherwise, or would not."""

Info = tuple[int, int, int, int]
"""What Pango knows of a glyph: its number, then its width, its offset to the right and down, in Pango's units."""
_INFO = Struct("=Iiii4x")


class Glyph(NamedTuple):
    """One glyph: lengths in thousandths of the font size, *x* from the start of its run, *y* up from the baseline.

    *nominal* is the width that the font gives it, *advance* what the line gives it.
    """

    id: int
    pen: float
    x: float
    y: float
    nominal: int
    advance: float


class Cluster(NamedTuple):
    """The glyphs that stand for *text* together; *place* is where it starts in the whole line's text."""

    text: str
    place: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True)
class Run:
    """Clusters in one font, from left to right; an odd *level* is read from right to left.

    *x* is its start in CSS pixels, *width* its width in thousandths of the font size.
    """

    font: Font
    size: float
    level: int
    x: float
    width: float
    clusters: tuple[Cluster, ...]


class Face(NamedTuple):
    """A font as the PDF has it, as Pango draws it, and its size in CSS pixels."""

    font: Font
    drawn: Any
    size: float


@dataclass
class Measures:
    """The nominal widths of the glyphs of one document, by font and glyph, each asked for once."""

    widths: dict[tuple[str, int], int] = field(default_factory=dict)

    def width(self, stream: Stream, face: Face, glyph: int) -> int:
        """Give the width of *glyph* in a font."""
        key = face.font.hash, glyph
        if key not in self.widths:
            pango.pango_font_get_glyph_extents(face.drawn, glyph, stream.ink_rect, stream.logical_rect)
            self.widths[key] = round(stream.logical_rect.width * MILLI_EM / face.size)
        return self.widths[key]


@dataclass(frozen=True)
class Direction:
    """Which way a document runs: whether it *turns*, from right to left, as the lines of *boxes*, by their id(), do."""

    turns: bool
    boxes: frozenset[int]


def read_direction(document: Document) -> Direction:
    """Read which way the text of *document* runs."""
    pages = document.pages
    lines = (
        box for page in pages for box in page._page_box.descendants(placeholders=True) if isinstance(box, boxes.LineBox)
    )
    turned = (box for line in lines if line.style["direction"] == "rtl" for box in line.descendants())
    found = frozenset(id(box) for box in turned if isinstance(box, boxes.TextBox))
    return Direction(pages[0]._page_box.children[0].style["direction"] == "rtl", found)


def read_items(textbox: Any) -> tuple[bytes, list[Any]]:
    """Give the text of the line that *textbox* holds, and Pango's glyph items for it, from left to right."""
    pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)  # noqa: FBT003 (a C function)
    line, _ = textbox.pango_layout.get_first_line()
    items, item = [], line.runs[0]
    while item != ffi.NULL:
        items.append(item.data)
        item = item.next
    return textbox.pango_layout.text.encode(), items


def read_face(stream: Stream, textbox: Any, item: Any) -> Face:
    """Give the font of a glyph item."""
    drawn = item.item.analysis.font
    font, size = stream.add_font(drawn)
    return Face(font, drawn, textbox.style["font_size"] if pango.pango_version() < FIRST_EXACT_SIZE else size)


def read_infos(item: Any) -> tuple[list[Info], list[int]]:
    """Give the glyphs of an item as Pango has them, all at once, and where the text of each starts in the item's."""
    count = item.glyphs.num_glyphs
    infos = _INFO.iter_unpack(ffi.buffer(item.glyphs.glyphs, count * _INFO.size))
    return list(infos), ffi.unpack(item.glyphs.log_clusters, count)


def read_line(stream: Stream, textbox: Any, measures: Measures) -> Iterator[Run]:
    """Give the runs of the line that *textbox* holds, from left to right."""
    text, items = read_items(textbox)
    x = 0.0
    for item in items:
        run = _read_run(read_face(stream, textbox, item), (stream, measures), (item, text, x))
        yield run
        x += run.width * run.size / 1000


def _read_run(face: Face, surroundings: tuple[Stream, Measures], place: tuple[Any, bytes, float]) -> Run:
    """Read one glyph item of Pango, given with its line's text and its start."""
    item, text, x = place
    infos, starts = read_infos(item)
    glyphs, width = read_glyphs(face, infos, *surroundings)
    offset = item.item.offset
    raw = text[offset : offset + item.item.length]
    clusters = make_clusters(raw, glyphs, [offset + start for start in starts], offset)
    written = tuple(_as_written(cluster, text) for cluster in clusters)
    return Run(face.font, face.size, item.item.analysis.level, x, width, written)


def _as_written(cluster: Cluster, text: bytes) -> Cluster:
    """Give the hyphen that is shown at a soft one the text of the soft one."""
    if cluster.text == SHOWN_HYPHEN and text[: cluster.place].endswith(SOFT_HYPHEN.encode()):
        return cluster._replace(text=SOFT_HYPHEN)
    return cluster


def make_clusters(
    text: bytes, glyphs: Sequence[Glyph | None], starts: Sequence[int], offset: int = 0
) -> Iterator[Cluster]:
    """Give *glyphs* in clusters, from left to right.

    *starts* are where the text of each starts, that of the first in the text at *offset*; the text of a cluster ends
    where the next one in the text starts, or after the joiners there, which draw nothing but are part of the spelling.
    """
    if None in glyphs:
        starts = _hold_joiners(text, glyphs, starts, offset)
    order = sorted(set(starts))
    ends = dict(zip(order, [*order[1:], offset + len(text)], strict=True))
    at, count = 0, len(starts)
    while at < count:
        start, end = starts[at], at + 1
        while end < count and starts[end] == start:
            end += 1
        drawn = tuple([glyph for glyph in glyphs[at:end] if glyph])
        yield Cluster(text[start - offset : ends[start] - offset].decode(), start, drawn)
        at = end


def _hold_joiners(text: bytes, glyphs: Sequence[Glyph | None], starts: Sequence[int], offset: int) -> list[int]:
    """Let joiners that draw nothing start where the letter before them does."""
    drawn = {start for start, glyph in zip(starts, glyphs, strict=True) if glyph}
    homes: dict[int, int] = {}
    for before, start in pairwise(sorted(set(starts))):
        joins = start not in drawn and text[start - offset :].startswith(JOINERS)
        homes[start] = homes.get(before, before) if joins else start
    return [homes.get(start, start) for start in starts]


def read_glyphs(
    face: Face, infos: Sequence[Info], stream: Stream, measures: Measures
) -> tuple[list[Glyph | None], float]:
    """Give *infos* as glyphs, None for those that draw nothing, and the width of all, in thousandths of the size."""
    glyphs: list[Glyph | None] = []
    pen = 0.0
    for info in infos:
        if info[0] == pango.PANGO_GLYPH_EMPTY:
            glyphs.append(None)
            pen += info[1] / face.size
        else:
            glyph = _read_glyph(face, (info, pen), stream, measures)
            glyphs.append(glyph)
            pen += glyph.advance
    return glyphs, pen


def _read_glyph(face: Face, place: tuple[Info, float], stream: Stream, measures: Measures) -> Glyph:
    """Read one glyph that starts at a pen; its advance is rounded as WeasyPrint rounds it, so that nothing moves."""
    (number, units, x_offset, y_offset), pen = place
    width = units * MILLI_EM / face.size
    if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        number, nominal = _miss(face.font, number - pango.PANGO_GLYPH_UNKNOWN_FLAG), round(width)
    else:
        nominal = measures.width(stream, face, number)
    offset = x_offset / face.size
    advance = offset + nominal - int(nominal + offset - width)
    return Glyph(number, pen, pen + offset, -y_offset / face.size, nominal, advance)


def _miss(font: Font, character: int) -> int:
    """Note that *font* lacks *character*, in the words of WeasyPrint; give a number beyond its glyphs for it."""
    LOGGER.warning(
        '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', chr(character), character
    )
    return int(font.get_unused_glyph_id(character))
