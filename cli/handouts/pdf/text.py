"""The text of one file, drawn so that every reader gets exactly what is printed, glyph for glyph where it was.

Stands in for two of WeasyPrint's steps while one file is written: a line of text drawn, and the fonts stored. Lines
with right-to-left text are put into the order of the text by ``bidi``.
"""

# ruff: noqa: ANN401 (WeasyPrint's values have no types)

from collections.abc import Callable, Iterator
from typing import Any

import pydyf
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream

from handouts.enginelog import PictureGlyphError
from handouts.pdf.bidi import Order
from handouts.pdf.clusters import Part, divide, divide_backwards, settle, settle_backwards
from handouts.pdf.codes import Code, Place, write_codes, write_groups
from handouts.pdf.lines import Direction, Measures, Run, read_line
from handouts.pdf.rows import RowWriter
from handouts.pdf.steering import store_encoding
from handouts.pdf.typefaces import Typeface, store_twins, unwrap_cff

SMALLEST = 1e-6  # CSS pixels; what is smaller would be written as 0


class TextWriter:
    """The text of one file while it is written."""

    def __init__(self, draw_line: Callable[..., Any], build_fonts: Callable[..., Any], direction: Direction) -> None:
        """Take WeasyPrint's own two steps, which do the rest, and which way the text of the document runs."""
        self.direction = direction
        self.order = Order()
        self.own_draw_line = draw_line
        self.own_build_fonts = build_fonts
        self.measures = Measures()
        self.typefaces: dict[str, Typeface] = {}
        self.rows = RowWriter(self.measures, self._find_typeface)

    def draw_first_line(self, stream: Stream, textbox: Any, *how: Any) -> list[Any]:
        """Draw the line that *textbox* holds; *how* is text-overflow, block-ellipsis and the matrix of its place."""
        overflow, ellipsis, matrix = how
        if not textbox.text.strip() or textbox.style["font_size"] < SMALLEST:
            return []
        if overflow == "ellipsis" or ellipsis != "none":  # WeasyPrint shortens the line; what it draws is not kept
            self.own_draw_line(stream.clone(fonts={}), textbox, *how)
        if not self.direction.turns and self.rows.write(stream, textbox, matrix):
            return []
        runs = list(read_line(stream, textbox, self.measures))
        codes = [code for run in runs for code in self._codes(run)]
        if codes and (self.direction.turns or any(run.level % 2 for run in runs)):
            turns = id(textbox) in self.direction.boxes
            write_groups(stream, self.order.arrange(stream, matrix, codes, turns=turns), matrix)
        else:
            write_codes(stream, codes, matrix)
        return []

    def build_fonts_dictionary(self, pdf: pydyf.PDF, fonts: dict[Any, Any], *how: Any) -> pydyf.Dictionary:
        """Store the fonts with the codes that were given out."""
        for font in fonts.values():
            self.typefaces[font.hash].store(font)
        dictionary = self.own_build_fonts(pdf, fonts, *how)
        for name in dict.fromkeys(font.hash for font in fonts.values()):
            typeface = self.typefaces[name]
            store_twins(pdf, dictionary, typeface)
            if typeface.steers:
                store_encoding(pdf, dictionary[name], max(typeface.texts), typeface.blank)
        unwrap_cff(pdf)
        return dictionary

    def _find_typeface(self, font: Font) -> Typeface:
        """Give the typeface of *font*; several objects may stand for one font."""
        if font.hash not in self.typefaces:
            self.typefaces[font.hash] = Typeface(font)
        return self.typefaces[font.hash]

    def _codes(self, run: Run) -> Iterator[Code]:
        """Give the codes of a run from left to right."""
        typeface = self._find_typeface(run.font)
        if typeface.is_pictures:
            raise PictureGlyphError(run.clusters[0].text[0])
        if not typeface.is_exact:
            return _stock_codes(typeface, run)
        if run.level % 2:
            ordered = sorted(run.clusters, key=lambda cluster: cluster.place)
            parts = [part for cluster in ordered for part in divide_backwards(cluster)]
            settle_backwards(parts)
        else:
            parts = [part for cluster in run.clusters for part in divide(cluster)]
            settle(parts, run.width)
        return (_code(typeface, run, part) for part in parts)


def _code(typeface: Typeface, run: Run, part: Part) -> Code:
    """Give the code for one part of a run."""
    scale = run.size / 1000
    place = Place(run.x + part.x * scale, part.width * scale, part.place, run.level)
    return Code(typeface, run.size, typeface.code(part), part.text, place)


def _stock_codes(typeface: Typeface, run: Run) -> Iterator[Code]:
    """Give the glyphs of a run as WeasyPrint would draw them."""
    scale = run.size / 1000
    for cluster in run.clusters:
        for number, glyph in enumerate(cluster.glyphs):
            face = typeface.note(glyph, "" if number else cluster.text)
            width = face.widths[glyph.id] * scale
            place = Place(run.x + glyph.x * scale, width, (cluster.place, number), run.level, glyph.y * scale)
            yield Code(face, run.size, glyph.id, face.texts[glyph.id], place)
