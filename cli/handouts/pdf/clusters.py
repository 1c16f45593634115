"""A cluster of glyphs divided into parts of one code point each, so that text reads exactly what is printed.

A reader turns each character code of a file into text by itself, and many guess spaces and order from places and
widths. Each code here stands for one code point: those that take no room of their own have no width, and what has more
glyphs than code points becomes one outline. How parts reach the file is left to ``text``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from typing import NamedTuple
from unicodedata import category

from handouts.pdf.lines import Cluster, Glyph

PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2060": None})
"""What typography puts in to keep words together is not searched for: spaces read as a space, a joiner not at all."""
ROOMLESS = {"Mn", "Me", "Cf"}
STEP = 1
"""Thousandths of the font size between parts in one place: poppler sorts the letters of a line by where they start."""

REACH = 25
"""How far letters of a word, or a mark and what follows, may be apart: poppler takes more for a space."""
NEAR = 0.2
"""Thousandths of the font size by which a glyph may be drawn off its place, which no eye and no printer can tell."""

BACK = 0.1
"""Thousandths of the font size by which a letter that is read from right to left starts left of the one before."""
GAP = 20
"""Thousandths of the font size that may stay free between two letters: poppler sees the end of a word in 30."""
TALL = 200
BAND = ((0, 0), (0, TALL))
"""What the bounds of all letters have in common: pdfium ends a line where two do not stand side by side."""
SPECK = ((0, 0), (20, TALL))
"""The bounds of what has neither outline nor width: pdfium drops what has none."""


class Ink(NamedTuple):
    """What one character code draws: glyphs, each moved by thousandths of the font size from the code's own origin.

    *points*, in the same unit, draw nothing, but readers count them for the bounds of the glyph.
    """

    glyphs: tuple[tuple[int, int, int], ...] = ()
    points: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class Part:
    """One code point: *x* and *width* in thousandths of the font size, *x* from the start of the run."""

    text: str
    x: float
    width: int = 0
    place: tuple[int, int] = (0, 0)
    glyphs: list[Glyph] = field(default_factory=list)
    points: tuple[tuple[int, int], ...] = ()

    @property
    def ink(self) -> Ink:
        """Give the glyphs as they lie around the part's origin."""
        drawn = [(glyph.id, round(glyph.x - self.x), round(glyph.y)) for glyph in self.glyphs]
        return Ink(tuple(drawn), self.points)


def takes_room(character: str) -> bool:
    """Say whether a code point has a width of its own: combining marks and format controls have none."""
    return category(character) not in ROOMLESS


def divide(cluster: Cluster) -> list[Part]:
    """Divide a cluster into its code points in the order of the text, from left to right."""
    waiting = list(cluster.text.translate(PLAIN))
    if not waiting or not cluster.glyphs:
        return []
    if len(cluster.glyphs) == 1 == len(waiting):  # most text, by far
        glyph = cluster.glyphs[0]
        return [Part(waiting[0], glyph.pen, max(glyph.nominal, 0), (cluster.place, 0), [glyph])]
    parts: list[Part] = []
    for glyph in cluster.glyphs:
        taken = _take(glyph, waiting, first=not parts)
        if taken:
            parts += [Part(character, glyph.pen) for character in taken]
            parts[-1].glyphs.append(glyph)
            parts[-1].width = max(glyph.nominal, 0) if not parts[1:] or takes_room(taken[-1]) else 0
        else:
            _merge(glyph, parts)
    parts += _end(parts, waiting)
    for number, part in enumerate(parts):
        part.place = cluster.place, number
    return parts


def _take(glyph: Glyph, waiting: list[str], *, first: bool) -> list[str]:
    """Take from the *waiting* code points those up to the one that *glyph* shows; none where there is none for it."""
    if first:
        count = 1
    elif glyph.advance >= 1:
        count = next((number for number, each in enumerate(waiting, 1) if takes_room(each)), 0)
    else:
        count = int(bool(waiting) and not takes_room(waiting[0]))
    taken, waiting[:] = waiting[:count], waiting[count:]
    return taken


def _merge(glyph: Glyph, parts: list[Part]) -> None:
    """Draw *glyph* with the part before it; what it adds to the line widens the last part that has a width.

    A part starts where its first glyph does, so one that adds to the line comes before a mark that does not.
    """
    glyphs = parts[-1].glyphs
    leads = glyph.advance >= 1 and bool(glyphs) and all(each.advance < 1 for each in glyphs)
    glyphs.insert(0 if leads else len(glyphs), glyph)
    wide = next((part for part in reversed(parts) if part.width), parts[0])
    wide.width += max(round(glyph.advance), 0)


def _end(parts: list[Part], waiting: list[str]) -> Iterator[Part]:
    """Give blank parts for the code points that have no glyph: they share the width of the last part that has one."""
    wide = next((part for part in reversed(parts) if part.width), parts[0])
    share = wide.width // (1 + sum(map(takes_room, waiting)))
    x = wide.x + wide.width
    if any(map(takes_room, waiting)):
        wide.width = share
        x = wide.x + share
    for character in waiting:
        yield Part(character, x, share if takes_room(character) else 0)
        x += share if takes_room(character) else 0


def settle(parts: Sequence[Part], end: float) -> None:
    """Choose where each part of a run that ends at *end* starts: at its glyph, unless readers would go astray.

    A wide gap inside the run goes to the part before it: what is meant as a space is a part of its own.
    """
    limit = end
    for part in reversed(parts):
        if part.glyphs:
            part.x = part.glyphs[0].x
        if not part.width:
            part.x = limit - STEP if part.x > limit - STEP or part.x < limit - REACH else part.x
        limit = part.x
    for before, part in pairwise(parts):
        if not part.width:
            part.x = max(part.x, before.x + STEP)
    for part in parts:
        _keep_place(part)
    wide = [part for part in parts if part.width]
    for part, after in zip(wide, [*(part.x for part in wide[1:]), end], strict=False):
        gap = after - part.x - part.width
        part.width += round(gap) if gap > REACH else 0


def settle_backwards(parts: Sequence[Part]) -> None:
    """Let each part of a run, in the order of the text, start left of the one before and leave no gap to it."""
    for before, part in pairwise(parts):
        part.x = min(part.x, before.x - BACK)
        _keep_place(part)
        if part.width and before.x - part.x - part.width > GAP:
            part.width = round(before.x - part.x)


def _keep_place(part: Part) -> None:
    """Let a part start where its outline, which is moved by whole units only, stays in its place."""
    if part.glyphs and abs(beside := part.glyphs[0].x - part.x) > NEAR:
        part.x -= ceil(beside) - beside


def divide_backwards(cluster: Cluster) -> list[Part]:
    """Divide a cluster that is read from right to left: the first code point draws it, the others are blank."""
    characters = cluster.text.translate(PLAIN)
    if not characters or not cluster.glyphs:
        return []
    x = cluster.glyphs[0].x if len(cluster.glyphs) == 1 else cluster.glyphs[0].pen
    width = max(sum(glyph.nominal for glyph in cluster.glyphs), 0)
    points = ((0, 0), (width, TALL)) if characters[0] == " " else BAND
    first = Part(characters[0], x, width, (cluster.place, 0), list(cluster.glyphs), points)
    blanks = (Part(each, x, 0, (cluster.place, at), [], SPECK) for at, each in enumerate(characters[1:], 1))
    return [first, *blanks]
