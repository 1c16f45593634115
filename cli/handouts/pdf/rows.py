"""Lines that run from left to right, written fast: what comes again, a letter with its marks, is divided only once.

Most lines of most languages are such. Where letters depend on their neighbours, or something is drawn above or below
the line, the line is left to ``text``, which does the same with more care.
"""

# ruff: noqa: ANN401 (Pango's structures have no types)

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from weasyprint.pdf.stream import Stream

from handouts.pdf.clusters import REACH, divide, settle
from handouts.pdf.codes import LEAST_STEP
from handouts.pdf.lines import (
    BROKEN,
    Cluster,
    Face,
    Info,
    Measures,
    make_clusters,
    read_face,
    read_glyphs,
    read_infos,
    read_items,
)
from handouts.pdf.typefaces import Typeface


class Block(NamedTuple):
    """A letter with its marks as it is written: codes with place and width, in thousandths of the font size."""

    codes: tuple[tuple[str, float, int], ...]
    advance: float


Key = tuple[bytes, tuple[Info, ...], tuple[int, ...]]
"""What is divided once: text, glyphs, and where the text of each glyph starts."""


class RowWriter:
    """The blocks of one file by font and size; None for those that want more care."""

    def __init__(self, measures: Measures, find_typeface: Callable[[Any], Typeface]) -> None:
        """Start with none."""
        self.measures = measures
        self.find_typeface = find_typeface
        self.blocks: dict[tuple[str, float], dict[Key, Block | None]] = {}

    def write(self, stream: Stream, textbox: Any, matrix: Any) -> bool:
        """Write the line that *textbox* holds, from the place that *matrix* names; say whether that could be done."""
        text, items = read_items(textbox)
        if text.endswith(BROKEN) or any(item.item.analysis.level % 2 for item in items):
            return False
        faces = [read_face(stream, textbox, item) for item in items]
        rows = [list(self.read_row(stream, face, text, item)) for face, item in zip(faces, items, strict=True)]
        if any(block is None for row in rows for block in row):
            return False
        stream.set_text_matrix(*matrix.values)
        ahead = 0.0  # CSS pixels from where the last run was written to, to where the next one starts
        for face, row in zip(faces, rows, strict=True):
            stream.set_font_size(face.font.hash, face.size)
            shown, ahead = _join(filter(None, row), ahead / face.size * 1000)
            ahead *= face.size / 1000
            if shown:
                stream.show_text(shown)
        return True

    def read_row(self, stream: Stream, face: Face, text: bytes, item: Any) -> Iterator[Block | None]:
        """Give the blocks of one glyph item: a cluster, and those after it that begin with a glyph without width."""
        known = self.blocks.setdefault((face.font.hash, face.size), {})
        infos, starts = read_infos(item)
        base, count = item.item.offset, len(infos)
        at = 0
        while at < count:
            start, end = starts[at], at + 1
            while end < count and (starts[end] == start or not infos[end][1]):
                start = starts[end]
                end += 1
            last = base + (starts[end] if end < count else item.item.length)
            first = starts[at]
            places = () if end == at + 1 else tuple(place - first for place in starts[at:end])
            key = text[base + first : last], tuple(infos[at:end]), places
            if key not in known:
                known[key] = self.make(stream, face, key)
            yield known[key]
            at = end

    def make(self, stream: Stream, face: Face, key: Key) -> Block | None:
        """Divide a block by itself; None where that is not enough."""
        raw, infos, places = key
        typeface = self.find_typeface(face.font)
        glyphs, width = read_glyphs(face, infos, stream, self.measures)
        clusters = list(make_clusters(raw, glyphs, places or (0,)))
        if typeface.is_pictures:
            return None
        if not typeface.is_exact:
            return _make_stock(typeface, clusters, width)
        parts = [part for cluster in clusters for part in divide(cluster)]
        is_plain = len(parts) == len(infos) == 1 and not infos[0][2] and width <= parts[0].width + REACH
        if not is_plain:  # but most text is, by far
            settle(parts, width)
        if parts[0].x or not parts[0].width if parts else width:
            return None
        return Block(tuple((f"{typeface.code(part):04x}", part.x, part.width) for part in parts), width)


def _make_stock(typeface: Typeface, clusters: Sequence[Cluster], width: float) -> Block | None:
    """Give the glyphs of clusters as WeasyPrint would draw them, if all stand on the line and none is of a twin."""
    if any(glyph.y for cluster in clusters for glyph in cluster.glyphs):
        return None
    codes = []
    for cluster in clusters:
        for number, glyph in enumerate(cluster.glyphs):
            if typeface.note(glyph, "" if number else cluster.text) is not typeface:
                return None
            codes.append((f"{glyph.id:04x}", glyph.x, typeface.widths[glyph.id]))
    return Block(tuple(codes), width)


def _join(row: Iterable[Block], ahead: float) -> tuple[str, float]:
    """Give clusters as codes and steps between them, and how far ahead of the last code the row ends.

    The row starts *ahead* of the place that is written to; lengths are in thousandths of the font size.
    """
    shown: list[str] = []
    for codes, advance in row:
        pen = -ahead  # of the place that is written to, from the start of the cluster
        for code, x, width in codes:
            step = pen - x
            if step >= LEAST_STEP or step <= -LEAST_STEP:
                shown.append(f">{step:.7g}<")
                pen = x
            shown.append(code)
            pen += width
        ahead = advance - pen
    return f"<{''.join(shown)}>".replace("<>", "") if shown else "", ahead
