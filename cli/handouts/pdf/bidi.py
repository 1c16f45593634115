"""A line with right-to-left text in the order of the text, in groups of codes that are each written where they belong.

Readers that keep the order of the file (MuPDF, pdf.js) then have it already. Those that sort a line by place and turn
what they take for right-to-left (pdfium, poppler) are told by a blank code where a left-to-right stretch ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from handouts.pdf.clusters import Part, takes_room
from handouts.pdf.codes import Code, Place

TURNER = "\u200f"
LEAD = 3
"""Thousandths of the font size by which the end of a stretch lies left of it."""
OWN_SIZE = 1.0005
"""Factor on the size of marks in right-to-left text: pdf.js starts a new piece of text at another size."""


def order_line(codes: Sequence[Code]) -> Iterator[Sequence[Code]]:
    """Give the codes of a line in the order of the text, in groups that are each written from a place of their own."""
    ordered = sorted(codes, key=lambda code: code.place.order)
    for turns, group in groupby(ordered, key=lambda code: code.turns):
        if turns:
            yield from ([_sized(code)] for code in group)
        else:
            stretch = list(group)
            yield stretch
            yield from _end(stretch)


def _end(stretch: Sequence[Code]) -> Iterator[Sequence[Code]]:
    """Give the blank code after a left-to-right stretch, on the left, where right-to-left text goes on."""
    last = stretch[-1]
    if last.typeface.is_exact:
        x = min(code.place.x for code in stretch) - LEAD * last.size / 1000
        number = last.typeface.code(Part(TURNER, 0.0))
        yield [Code(last.typeface, last.size, number, TURNER, Place(x, 0.0, last.place.order, last.place.level))]


def _sized(code: Code) -> Code:
    """Give a mark a size of its own."""
    return code if takes_room(code.text[-1:] or " ") else replace(code, size=code.size * OWN_SIZE)
