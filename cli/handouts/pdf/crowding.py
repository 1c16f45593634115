"""Crowding: texts that are cut off, stick out of their box, or lie on each other, on pages that are laid out.

Reads WeasyPrint's box tree, as ``geometry`` does; no box leaves this module. What leaves the page is found there. A
line is as high as its line height: whether the letters of a script are higher is a matter of its fonts, not of a page.
"""

# ruff: noqa: ANN401, SLF001 (boxes have no types; private parts are what this module reads)

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from handouts.pdf.geometry import MM_PER_PIXEL, holds_line

CUT, OUTSIDE, COLLISION = "cut", "outside", "collision"
_EDGES = ("border_top_width", "border_right_width", "border_bottom_width", "border_left_width")


@dataclass(frozen=True)
class Fault:
    """What is wrong with a *text* on a page (from 1), and by how many mm; *other* is the text that it lies on."""

    kind: str
    text: str
    page: int
    distance: float
    other: str = ""


@dataclass(frozen=True)
class _Frame:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def measure_outside(self, frame: "_Frame") -> float:
        """Give how far this sticks out of *frame*; negative inside."""
        sides = (frame.left - self.left, self.right - frame.right)
        return max(*sides, frame.top - self.top, self.bottom - frame.bottom)

    def measure_overlap(self, other: "_Frame") -> float:
        """Give how deep this lies on *other*; negative apart."""
        width = min(self.right, other.right) - max(self.left, other.left)
        return min(width, min(self.bottom, other.bottom) - max(self.top, other.top))


@dataclass(frozen=True)
class _Line:
    """The words of one line, where they are, the width they may fill, and the boxes that must hold or may cut them."""

    text: str
    frame: _Frame
    column: _Frame
    panels: tuple[_Frame, ...]
    cuts: tuple[_Frame, ...]
    block: Any


def find_crowding(document: Document, tolerance: float = 0.3) -> Iterator[Fault]:
    """Find texts that something cuts off, that leave their box, or lie on each other by more than *tolerance* mm."""
    for number, page in enumerate(document.pages, 1):
        lines = [line for root in page._page_box.children for line in _find_lines(root, (), (), None)]
        faults = [fault for line in lines for fault in _judge(line, number)]
        faults += [
            _compare(one, other, number) for one, other in combinations(lines, 2) if one.block is not other.block
        ]
        yield from (fault for fault in faults if fault.distance > tolerance)


def _find_lines(box: Any, panels: tuple[_Frame, ...], cuts: tuple[_Frame, ...], block: Any) -> Iterator[_Line]:
    """Give each line of words in *box*, which lies in *panels* and *cuts*; *block* is the box whose lines they are."""
    box = getattr(box, "_box", box)
    if isinstance(box, boxes.LineBox) and not any(holds_line(child) for child in box.children):
        yield from _read_line(box, panels, cuts, block)
        return
    if isinstance(box, boxes.BlockLevelBox | boxes.BlockContainerBox | boxes.MarginBox):
        block = box
        if box.style["position"] == "absolute":
            panels, cuts = (), ()
        if _is_painted(box):
            panels = (*panels, _frame(box, "border"))
        if box.style["overflow"] != "visible":
            cuts = (*cuts, _frame(box, "padding"))
    for child in getattr(box, "children", ()):
        yield from _find_lines(child, panels, cuts, block)


def _read_line(line: Any, panels: tuple[_Frame, ...], cuts: tuple[_Frame, ...], block: Any) -> Iterator[_Line]:
    """Give a line, if it has words."""
    texts = [box for box in line.descendants() if isinstance(box, boxes.TextBox) and box.text.strip()]
    if texts and block is not None:
        left, right = min(box.position_x for box in texts), max(box.position_x + box.width for box in texts)
        frame = _Frame(left, line.position_y, right, line.position_y + line.height)
        column = _Frame(block.content_box_x(), frame.top, block.content_box_x() + block.width, frame.bottom)
        yield _Line("".join(box.text for box in texts).strip(), frame, column, panels, cuts, block)


def _judge(line: _Line, page: int) -> Iterator[Fault]:
    """Tell how far a line leaves the boxes that it lies in."""
    cut = max((line.frame.measure_outside(frame) for frame in line.cuts), default=0.0)
    outside = max(line.frame.measure_outside(frame) for frame in (line.column, *line.panels))
    kind, distance = (CUT, cut) if cut > 0 else (OUTSIDE, outside)
    yield Fault(kind, line.text, page, distance * MM_PER_PIXEL)


def _compare(one: _Line, other: _Line, page: int) -> Fault:
    """Tell how deep two lines lie on each other."""
    return Fault(COLLISION, one.text, page, one.frame.measure_overlap(other.frame) * MM_PER_PIXEL, other.text)


def _is_painted(box: Any) -> bool:
    """Tell whether a reader sees where *box* ends: it has a ground, or a line around it."""
    return bool(box.background) or all(getattr(box, edge) > 0 for edge in _EDGES)


def _frame(box: Any, kind: str) -> _Frame:
    """Give the border or padding box of *box*."""
    left, top = getattr(box, f"{kind}_box_x")(), getattr(box, f"{kind}_box_y")()
    return _Frame(left, top, left + getattr(box, f"{kind}_width")(), top + getattr(box, f"{kind}_height")())
