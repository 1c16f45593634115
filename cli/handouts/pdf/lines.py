"""A laid-out line of text seen as plain values: runs, clusters and glyphs, each where WeasyPrint would draw it.

Pango's private structures are read here and nowhere else; ``engine`` checks that the drawing step is the known one.
What the glyphs mean as text is decided in ``clusters``, how they are written in ``text``.
"""

# ruff: noqa: ANN401 (Pango's structures have no types)

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

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


@dataclass(frozen=True)
class Glyph:
    """One glyph: lengths in thousandths of the font size, *x* from the start of its run, *y* up from the baseline.

    *nominal* is the width that the font gives it, *advance* what the line gives it.
    """

    id: int
    pen: float
    x: float
    y: float
    nominal: int
    advance: float


@dataclass(frozen=True)
class Cluster:
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


@dataclass
class Measures:
    """The nominal widths of the glyphs of one document, by font and glyph, each asked for once."""

    widths: dict[tuple[str, int], int] = field(default_factory=dict)

    def width(self, stream: Stream, font: tuple[Font, Any, float], glyph: int) -> int:
        """Give the width of *glyph* in a font, known to PDF and to Pango, at a size."""
        key = font[0].hash, glyph
        if key not in self.widths:
            pango.pango_font_get_glyph_extents(font[1], glyph, stream.ink_rect, stream.logical_rect)
            self.widths[key] = round(stream.logical_rect.width * MILLI_EM / font[2])
        return self.widths[key]


def read_line(stream: Stream, textbox: Any, measures: Measures) -> Iterator[Run]:
    """Give the runs of the line that *textbox* holds, from left to right."""
    pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)  # noqa: FBT003 (a C function)
    line, _ = textbox.pango_layout.get_first_line()
    text = textbox.pango_layout.text.encode()
    item, x = line.runs[0], 0.0
    while item != ffi.NULL:
        run = _read_run(stream, textbox, measures, (item.data, text, x))
        yield run
        x += run.width * run.size / 1000
        item = item.next


def _read_run(stream: Stream, textbox: Any, measures: Measures, place: tuple[Any, bytes, float]) -> Run:
    """Read one glyph item of Pango, given with its line's text and its start."""
    item, text, x = place
    analysis = item.item.analysis
    font, size = stream.add_font(analysis.font)
    if pango.pango_version() < FIRST_EXACT_SIZE:
        size = textbox.style["font_size"]
    glyphs: list[Glyph | None] = []
    pen = 0.0
    for info in item.glyphs.glyphs[0 : item.glyphs.num_glyphs]:
        if info.glyph == pango.PANGO_GLYPH_EMPTY:
            glyphs.append(None)
            pen += info.geometry.width / size
        else:
            glyph = _read_glyph(stream, measures, (font, analysis.font, size), (info, pen))
            glyphs.append(glyph)
            pen += glyph.advance
    texts = _cluster_texts(item, text)
    clusters = []
    for start, numbers in groupby(range(len(glyphs)), key=lambda number: item.glyphs.log_clusters[number]):
        drawn = tuple(each for number in numbers if (each := glyphs[number]))
        clusters.append(Cluster(texts[start], item.item.offset + start, drawn))
    return Run(font, size, analysis.level, x, pen, tuple(clusters))


def _read_glyph(stream: Stream, measures: Measures, font: tuple[Font, Any, float], place: tuple[Any, float]) -> Glyph:
    """Read one glyph that starts at a pen; its advance is rounded as WeasyPrint rounds it, so that nothing moves."""
    info, pen = place
    number, size = info.glyph, font[2]
    width = info.geometry.width * MILLI_EM / size
    if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:
        number, nominal = _miss(font[0], number - pango.PANGO_GLYPH_UNKNOWN_FLAG), round(width)
    else:
        nominal = measures.width(stream, font, number)
    offset = info.geometry.x_offset / size
    advance = offset + nominal - int(nominal + offset - width)
    return Glyph(number, pen, pen + offset, -info.geometry.y_offset / size, nominal, advance)


def _miss(font: Font, character: int) -> int:
    """Note that *font* lacks *character*, in the words of WeasyPrint; give a number beyond its glyphs for it."""
    LOGGER.warning(
        '.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', chr(character), character
    )
    return int(font.get_unused_glyph_id(character))


def _cluster_texts(item: Any, text: bytes) -> dict[int, str]:
    """Give the text of each cluster by its start within *item*: it ends where the next one in the text starts."""
    starts = sorted(set(item.glyphs.log_clusters[0 : item.glyphs.num_glyphs]))
    base = item.item.offset
    texts = {
        start: text[base + start : base + end].decode()
        for start, end in zip(starts, [*starts[1:], item.item.length], strict=True)
    }
    last = starts[-1]
    if texts[last] == SHOWN_HYPHEN and text[: base + last].endswith(SOFT_HYPHEN.encode()):
        texts[last] = SOFT_HYPHEN
    return texts
