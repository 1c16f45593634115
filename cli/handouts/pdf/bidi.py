"""A line with right-to-left text in the order of the text, in groups of codes that are each written where they belong.

MuPDF and pdf.js keep the order of the file. Two readers sort a line by place, and blank codes tell each of them what
it cannot know. poppler turns a line around but for stretches of left-to-right text: marks of direction say where these
begin and end. pdfium sorts groups by where they start, turns the whole line around, and each piece of right-to-left
text in it: the pieces of a left-to-right stretch ("CAR", "-", "T") would come out last first. Each therefore starts
with a blank code further right than the next piece does, and goes back from there to its place.

That code is a space, which pdfium never parts from what is before it, and a group of its own with the same one comes
first: pdfium drops the second of two equal codes in one place, and the space before a group that starts with one. So
both are gone, and nothing is left between the pieces that a search would stumble over. pdf.js in turn loses a space
that is followed by something further left, and gets one of its own. No other reader sees these codes (``steering``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf
from unicodedata import bidirectional, category, mirrored

from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from handouts.pdf.clusters import TALL, Part, takes_room
from handouts.pdf.codes import Code, Place
from handouts.pdf.steering import SPACE

LEFTWARDS, RIGHTWARDS, JOINER = "\u200f", "\u200e", "\u2060"
BACK = 0.0001
"""Parts of the font size by which a blank code starts left of what it follows."""
STEP, CLEAR = 0.0005, 20
"""Parts of the font size between the places where the pieces of a stretch start for pdfium; steps before its end."""
UNLIKE, LEAST = 0.001, 0.01
"""Parts of the font size by which a code gets another one, and what it is wide at least: pdfium leaves out what is as
one of the five groups before it."""
ASUNDER = 0.08
"""Parts of the font size between two equal marks: pdfium takes them for one below 0.07, and a space from 0.1."""
ROOM = 0.16
"""Parts of the font size that a space is wide at least: `pdftotext -raw` misses it below 0.15."""
ASIDE = 0.003
"""Parts of the font size between a stretch and a blank code that must not stand in it."""
OWN_SIZE = 1.0005
"""Factor on the size of marks in right-to-left text: pdf.js starts a new piece of text at another size."""
HOP = 0.08
NEAR = 0.06
"""Parts of the font size that may lie between two boxes that touch."""


@dataclass
class Order:
    """Where the text of a file has got to, in CSS pixels: the *line*, and the ends of what was written last."""

    line: tuple[int, float] = (0, 0.0)
    left: float = inf
    right: float = inf
    turned: bool = True
    strong: bool = True

    def arrange(self, stream: Stream, matrix: Matrix, codes: Sequence[Code], *, turns: bool) -> Iterator[list[Code]]:
        """Give the codes of a line in the order of the text, in groups that are each written from a place.

        Where the line *turns*, all of it is read from right to left.
        """
        line = id(stream), matrix.values[5]
        if line != self.line:
            self.line, self.left, self.right, self.turned = line, inf, inf, True
        start = matrix.values[4]
        self.left, self.right = self.left - start, self.right - start
        ordered = sorted(codes, key=lambda code: code.place.order)
        yield from self._part(ordered)
        for turned, group in groupby(ordered, key=lambda code: code.turns):
            if turned:
                for code in group:
                    right = min(code.place.x + code.place.width, self.left)
                    yield [] if self.turned else _blank(code, LEFTWARDS, right - ASIDE * code.size)
                    yield _space(code) if code.text == " " else []
                    yield self._turn(code)
            else:
                yield from self._frame(list(group), turns=turns)
        self.left, self.right = self.left + start, self.right + start

    def _part(self, codes: Sequence[Code]) -> Iterator[list[Code]]:
        """Give a blank space where a line goes on elsewhere, as in the next cell of a table."""
        first = codes[0]
        left, right = min(code.place.x for code in codes), max(code.place.x + code.place.width for code in codes)
        near = NEAR * first.size
        touches = abs(right - self.left) < near or abs(left - self.right) < near
        if not touches and self.left < inf:
            x = first.place.x + first.place.width if first.turns else first.place.x - ASIDE * first.size
            yield _space(first)
            yield _blank(first, " ", x)

    def _turn(self, code: Code) -> list[Code]:
        """Give the group of one code that is read from right to left, with what tells readers that it is."""
        x, width = code.place.x, code.place.width
        group = [code if takes_room(code.text[-1:] or " ") else replace(code, size=code.size * OWN_SIZE)]
        if mirrored(code.text[-1:]) or category(code.text[-1:] or " ") in ("Pi", "Pf"):
            group += _blank(code, RIGHTWARDS, x + width)
            group += _blank(code, LEFTWARDS, x - BACK * code.size)
            group += _blank(code, JOINER, x - BACK * code.size)
        kind = sort(code)
        alone = code.text == " " and self.strong  # after a letter it turns with it
        if kind in "WN" and not alone:
            group += _blank(code, LEFTWARDS, x - BACK * code.size, width)
        self.strong = kind == "R" or (kind == "M" and self.strong)
        self.left, self.right, self.turned = x, x + width, True
        return group

    def _frame(self, stretch: list[Code], *, turns: bool) -> Iterator[list[Code]]:
        """Give the groups of a stretch that is read from left to right, with what tells readers where it ends."""
        first, last = stretch[0], stretch[-1]
        start, end = first.place.x, last.place.x + last.place.width
        before: list[Code] = []
        if self.turned or abs(start - self.right) > NEAR * first.size:
            before = _blank(first, LEFTWARDS, start - 2 * BACK * first.size)
            before += _blank(first, RIGHTWARDS, start - BACK * first.size) if sort(first) != "L" else []
        closing = {"N": RIGHTWARDS, "W": LEFTWARDS}.get(sort(last))
        after = _blank(last, closing, end - BACK * last.size) if closing else []
        apart = turns and all(code.typeface.is_exact for code in stretch)
        pieces = [list(piece) for _, piece in groupby(stretch, key=_kind)] if apart else [stretch]
        if pieces[1:]:
            yield before
            yield from self._close(pieces, end)
            yield from _take_apart(_tell_apart(_leave_room(pieces)), end)
            yield after
        else:
            yield [*before, *stretch, *after]
        self.left, self.right, self.turned, self.strong = start, end, False, False

    def _close(self, pieces: Sequence[list[Code]], end: float) -> Iterator[list[Code]]:
        """Give what pdfium takes for the end of a stretch in pieces, which there comes before it.

        It reads a line from right to left that has more pieces of that direction than of the other.
        """
        first = pieces[0][0]
        x = end - (CLEAR - 1) * STEP * first.size
        strong = sum(sort(piece[0]) == "L" for piece in pieces)
        marks = [JOINER if sort(first) == "L" else RIGHTWARDS, LEFTWARDS, *[JOINER, LEFTWARDS] * strong]
        places = (x - (strong - number // 2) * ASUNDER * first.size for number in range(len(marks)))
        steers = [_steer(first, mark, place) for mark, place in zip(marks, places, strict=True)]
        apart = self.left < inf and abs(end - self.left) > NEAR * first.size
        lead = _steer(first, " ", x)
        yield [lead]
        yield [lead, *steers, *([lead] if apart else [])]


def _take_apart(pieces: Sequence[list[Code]], end: float) -> Iterator[list[Code]]:
    """Give the pieces of a stretch, each where it belongs and led by what says where it stands for pdfium.

    The last comes first, but pieces of one sort, which differ in their font, keep their order.
    """
    places: list[int] = []
    for _, group in groupby(pieces, key=lambda piece: _kind(piece[0])[0]):
        alike = len(list(group))
        before = len(pieces) - len(places) - alike
        places += range(before + 1, before + alike + 1)
    for number, (piece, place) in enumerate(zip(pieces, places, strict=True), 1):
        lead = _steer(piece[0], " ", end - (CLEAR + len(pieces) - place) * STEP * piece[0].size)
        yield [lead] * (1 + number % 3)
        yield [lead, *piece]


def _steer(code: Code, text: str, x: float) -> Code:
    """Give a code at *x* in the font of *code* that says *text* to one reader only."""
    number = code.typeface.steer(text)
    return Code(code.typeface, code.size, number, text, Place(x, 0.0, code.place.order, code.place.level))


def _space(code: Code) -> list[Code]:
    """Give a space before *code* for pdf.js alone, which starts a new piece of text at another size."""
    if not code.typeface.is_exact:
        return []
    return [replace(_steer(code, SPACE, code.place.x), size=code.size * OWN_SIZE, aside=True)]


def _blank(code: Code, text: str, x: float, width: float = 0.0) -> list[Code]:
    """Give a blank code at *x* in the font of *code*, if it can have one; pdfium takes it for as wide as *width*."""
    if not code.typeface.is_exact:
        return []
    points = ((0, 0), (round(width / code.size * 1000), TALL)) if width else ()
    number = code.typeface.code(Part(text, 0.0, points=points))
    return [Code(code.typeface, code.size, number, text, Place(x, 0.0, code.place.order, code.place.level))]


def _leave_room(pieces: Sequence[list[Code]]) -> list[list[Code]]:
    """Give *pieces* with less width, but the same outline, for what stands before a space that poppler would miss."""
    room = []
    for piece, after in zip(pieces, [*pieces[1:], []], strict=True):
        last = piece[-1]
        lack = ROOM - after[0].place.width / last.size if after and after[0].text == " " else 0.0
        room.append([*piece[:-1], last.narrow(lack)] if 0 < lack < last.place.width / last.size else piece)
    return room


def _tell_apart(pieces: Sequence[list[Code]]) -> list[list[Code]]:
    """Give *pieces*, each with another code for the same outline where it would be as the last but one."""
    told: list[list[Code]] = []
    for piece in pieces:
        twin = len(told) > 1 and [code.number for code in piece] == [code.number for code in told[-2]]
        wide = piece[0].place.width > LEAST * piece[0].size
        told.append([piece[0].narrow(UNLIKE), *piece[1:]] if twin and wide else piece)
    return told


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
