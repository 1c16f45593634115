"""A line with right-to-left text in the order of the text, in groups of codes that are each written where they belong.

MuPDF and pdf.js keep the order of the file. poppler sorts a line by place and turns it around, with stretches of
left-to-right text kept. pdfium sorts the groups of a line by the places where they start, then turns around the whole
line and each piece of right-to-left text in it. Blank codes tell each of them what it needs to know.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf
from unicodedata import bidirectional, mirrored

from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from handouts.pdf.clusters import TALL, Part, takes_room
from handouts.pdf.codes import Code, Place

LEFTWARDS, RIGHTWARDS = "\u200f", "\u200e"
BACK = 0.0001
"""Parts of the font size by which a blank code starts left of what it follows."""
OWN_SIZE = 1.0005
"""Factor on the size of marks in right-to-left text: pdf.js starts a new piece of text at another size."""
NEAR = 0.3
"""Parts of the font size that may lie between two boxes of one stretch."""


@dataclass
class Order:
    """Where the text of a file has got to: the line, and where on it a left-to-right stretch ends, in CSS pixels."""

    line: tuple[int, float] = (0, 0.0)
    end: float = -inf

    def arrange(self, stream: Stream, matrix: Matrix, codes: Sequence[Code]) -> Iterator[list[Code]]:
        """Give the codes of a line in the order of the text, in groups that are each written from a place."""
        start = matrix.values[4]
        line = id(stream), matrix.values[5]
        if line != self.line:
            self.line, self.end = line, -inf
        ordered = sorted(codes, key=lambda code: code.place.order)
        for turns, stretch in groupby(ordered, key=lambda code: code.turns):
            group = list(stretch)
            if turns:
                yield from map(_turn, group)
            else:
                yield self._frame(group, start)
            self.end = -inf if turns else start + group[-1].place.x + group[-1].place.width

    def _frame(self, stretch: list[Code], start: float) -> list[Code]:
        """Give the group of a stretch that is read from left to right, with what tells poppler where it lies."""
        first, last = stretch[0], stretch[-1]
        goes_on = abs(start + first.place.x - self.end) < NEAR * first.size
        before = [] if goes_on else _blank(first, LEFTWARDS, first.place.x)
        after = _blank(last, RIGHTWARDS, last.place.x + last.place.width) if sort(last) == "N" else []
        return [*before, *stretch, *after]


def _turn(code: Code) -> list[Code]:
    """Give the group of one code that is read from right to left, with what tells readers that it is."""
    group = [code if takes_room(code.text[-1:] or " ") else replace(code, size=code.size * OWN_SIZE)]
    if mirrored(code.text[-1:]):
        group += _blank(code, RIGHTWARDS, code.place.x + code.place.width)
    if sort(code) in "WN":
        group += _blank(code, LEFTWARDS, code.place.x - BACK * code.size, code.place.width)
    return group


def _blank(code: Code, text: str, x: float, width: float = 0.0) -> list[Code]:
    """Give a blank code at *x* in the font of *code*, if it can have one; pdfium takes it for as wide as *width*."""
    if not code.typeface.is_exact:
        return []
    points = ((0, 0), (round(width / code.size * 1000), TALL)) if width else ()
    number = code.typeface.code(Part(text, 0.0, points=points))
    return [Code(code.typeface, code.size, number, text, Place(x, 0.0, code.place.order, code.place.level))]


WEAK = {"EN", "AN", "ES", "ET", "CS"}
MARKS = {"NSM", "BN"}
STRONG = {"L": "L", "R": "R", "AL": "R"}


def sort(code: Code) -> str:
    """Give what readers take a code for: "L" or "R" of a direction, "W" weak, as digits, "M" a mark, "N" neutral."""
    kind = bidirectional(code.text[-1:])
    return STRONG.get(kind) or ("W" if kind in WEAK else "M" if kind in MARKS else "N")
