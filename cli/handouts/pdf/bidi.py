"""A line with right-to-left text in the order of the text, in groups of codes that are each written where they belong.

MuPDF and pdf.js keep the order of the file. Two readers sort a line by place, and blank codes tell each of them what
it cannot know. poppler turns a line around but for stretches of left-to-right text: marks of direction say where these
begin and end. pdfium sorts groups by where they start, turns the whole line around, and each piece of right-to-left
text in it: the pieces of a left-to-right stretch ("CAR", "-", "T") would come out last first. Each but the last
therefore starts with a blank code further right than the next one, and goes back from there to its place. MuPDF does
not see these codes, as their bounds lie off the page; pdf.js leaves out any mark that prints nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf
from unicodedata import bidirectional, category, mirrored

from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from handouts.pdf.clusters import TALL, TURNED, Part, takes_room
from handouts.pdf.codes import Code, Place

LEFTWARDS, RIGHTWARDS, JOINER = "\u200f", "\u200e", "\u2060"
BACK = 0.0001
"""Parts of the font size by which a blank code starts left of what it follows."""
STEP, CLEAR = 0.0005, 20
"""Parts of the font size between the places where the pieces of a stretch start for pdfium; steps before its end."""
ASIDE = 0.003
"""Parts of the font size between a stretch and a blank code that must not stand in it."""
WIDE = 500
"""Thousandths of the font size that pdfium takes a blank code for, which else it would part from its neighbours."""
OWN_SIZE = 1.0005
"""Factor on the size of marks in right-to-left text: pdf.js starts a new piece of text at another size."""
NEAR = 0.06
"""Parts of the font size that may lie between two boxes that touch."""
FAR = 60_000
"""Thousandths of the font size up or down, to what is not on the page: MuPDF leaves out what has its bounds there."""
KINDS = 8
"""How many blank codes take turns: pdfium leaves out what it has just seen."""


@dataclass
class Order:
    """Where the text of a file has got to: *height* is that of a page, *line* the line, in CSS pixels.

    *left* and *right* are the ends of what was written last; *hidden* is how much of a left-to-right stretch pdfium
    does not see there, since it takes all but the last piece to be further right.
    """

    height: float
    line: tuple[int, float] = (0, 0.0)
    left: float = inf
    right: float = inf
    hidden: float = 0.0
    turned: bool = True
    strong: bool = True
    count: int = 0

    def arrange(self, stream: Stream, matrix: Matrix, codes: Sequence[Code], *, turns: bool) -> Iterator[list[Code]]:
        """Give the codes of a line in the order of the text, in groups that are each written from a place.

        Where the line *turns*, all of it is read from right to left.
        """
        line = id(stream), matrix.values[5]
        if line != self.line:
            self.line, self.left, self.right, self.hidden, self.turned = line, inf, inf, 0.0, True
        start = matrix.values[4]
        self.left, self.right = self.left - start, self.right - start
        ordered = sorted(codes, key=lambda code: code.place.order)
        yield self._part(ordered)
        for turned, group in groupby(ordered, key=lambda code: code.turns):
            if turned:
                for code in group:
                    right = min(code.place.x + code.place.width, self.left)
                    yield [] if self.turned else _blank(code, LEFTWARDS, right - ASIDE * code.size)
                    yield self._turn(code)
            else:
                yield from self._frame(list(group), turns=turns)
        self.left, self.right = self.left + start, self.right + start

    def _part(self, codes: Sequence[Code]) -> list[Code]:
        """Give a blank space where a line goes on elsewhere, as in the next cell of a table."""
        first = codes[0]
        left, right = min(code.place.x for code in codes), max(code.place.x + code.place.width for code in codes)
        near = NEAR * first.size
        touches = abs(right - self.left) < near or abs(left - self.right) < near
        if touches or self.left == inf:
            return []
        x = first.place.x + first.place.width if first.turns else first.place.x - ASIDE * first.size
        return _blank(first, TURNED[" "], x)

    def _turn(self, code: Code) -> list[Code]:
        """Give the group of one code that is read from right to left, with what tells readers that it is."""
        x, width = code.place.x, code.place.width
        group = [code if takes_room(code.text[-1:] or " ") else replace(code, size=code.size * OWN_SIZE)]
        touches = abs(x + width - self.left) < NEAR * code.size
        hidden = self.hidden if touches else 0.0
        if mirrored(code.text[-1:]) or category(code.text[-1:] or " ") in ("Pi", "Pf"):
            group += _blank(code, RIGHTWARDS, x + width)
            group += _blank(code, LEFTWARDS, x - BACK * code.size)
            group += _blank(code, JOINER, x - BACK * code.size)
        kind = sort(code)
        alone = code.text == TURNED[" "] and self.strong  # has a mark of its own
        if hidden or (kind in "WN" and not alone):
            group += _blank(code, LEFTWARDS, x - BACK * code.size, width + hidden)
        self.strong = kind == "R" or (kind == "M" and self.strong)
        if width:
            self.hidden = 0.0
        self.left, self.right, self.turned = x, x + width, True
        return group

    def _frame(self, stretch: list[Code], *, turns: bool) -> Iterator[list[Code]]:
        """Give the groups of a stretch that is read from left to right, with what tells readers where it ends."""
        first, last = stretch[0], stretch[-1]
        start, end = first.place.x, last.place.x + last.place.width
        before: list[Code] = []
        if self.turned or abs(start - self.right) > NEAR * first.size:
            before = _blank(first, LEFTWARDS, start - 2 * BACK * first.size)
            before += _blank(first, RIGHTWARDS, start) if sort(first) != "L" else []
        apart = turns and all(code.typeface.is_exact for code in stretch)
        pieces = [list(piece) for _, piece in groupby(stretch, key=_kind)] if apart else [stretch]
        spots = [end, *(end - (number + CLEAR) * STEP * first.size for number in range(1, len(pieces) + 1))]
        touched = abs(end - self.left) < NEAR * first.size
        for number, piece in enumerate(pieces[:-1], 1):
            marks = [RIGHTWARDS] if number > 1 else [LEFTWARDS, JOINER] * (len(pieces) + 1)
            lead = [each for mark in marks for each in self._far(piece[0], mark, spots[number], WIDE)]
            reach = (start - BACK * first.size, spots[number - 1]) if number > 1 or touched else None
            yield [*lead, *before, *piece, *self._trail(piece, reach)]
            before = []
        closing = {"N": RIGHTWARDS, "W": LEFTWARDS}.get(sort(last))
        after = _blank(last, closing, spots[-1] if pieces[1:] else end) if closing else []
        yield [*before, *pieces[-1], *after]
        self.left, self.right, self.turned, self.strong = start, end, False, False
        self.hidden = pieces[-1][0].place.x - start

    def _trail(self, piece: list[Code], reach: tuple[float, float] | None) -> list[Code]:
        """Give the blank code after a piece, which for pdfium reaches from one place to where the next piece starts."""
        last = piece[-1]
        neutral = sort(last) == "N" and any(code.text != " " for code in piece)
        if reach:
            width = (reach[1] - reach[0]) / last.size * 1000
            return self._far(last, RIGHTWARDS if neutral else JOINER, reach[0], width)
        return _blank(last, RIGHTWARDS, last.place.x + last.place.width) if neutral else []

    def _far(self, code: Code, text: str, x: float, width: float) -> list[Code]:
        """Give a blank code whose bounds are not on the page."""
        self.count = (self.count + 1) % KINDS
        up = FAR if self.line[1] < self.height / 2 else -FAR
        points = ((0, up), (2 * round(width / 2), up + 2 * self.count + 2))
        number = code.typeface.code(Part(text, 0.0, points=points))
        return [Code(code.typeface, code.size, number, text, Place(x, 0.0, code.place.order, code.place.level))]


def _blank(code: Code, text: str, x: float, width: float = 0.0) -> list[Code]:
    """Give a blank code at *x* in the font of *code*, if it can have one; pdfium takes it for as wide as *width*."""
    if not code.typeface.is_exact:
        return []
    points = ((0, 0), (round(width / code.size * 1000), TALL)) if width else ()
    number = code.typeface.code(Part(text, 0.0, points=points))
    return [Code(code.typeface, code.size, number, text, Place(x, 0.0, code.place.order, code.place.level))]


def _kind(code: Code) -> tuple[str, str, float]:
    """Give what the codes of a piece have in common."""
    return sort(code).replace("M", "W"), code.typeface.font.hash, code.size


WEAK = {"EN", "AN", "ES", "ET", "CS"}
MARKS = {"NSM", "BN"}
STRONG = {"L": "L", "R": "R", "AL": "R"}


def sort(code: Code) -> str:
    """Give what readers take a code for: "L" or "R" of a direction, "W" weak, as digits, "M" a mark, "N" neutral."""
    kind = bidirectional(code.text[-1:])
    return STRONG.get(kind) or ("W" if kind in WEAK else "M" if kind in MARKS else "N")
