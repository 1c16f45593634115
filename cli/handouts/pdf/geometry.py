"""Geometry: where laid-out boxes lie on their pages, in millimetres; how they are tagged and written is elsewhere.

Reads WeasyPrint's box tree, as ``engine`` does; no box leaves this module.
"""

# ruff: noqa: ANN401, SLF001 (boxes have no types; private parts are what this module reads)

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

MM_PER_PIXEL = 25.4 / 96


@dataclass(frozen=True)
class Furniture:
    """The heights in mm that running header and footer need, and those that the page margins give them."""

    top: float
    bottom: float
    top_room: float
    bottom_room: float


@dataclass(frozen=True)
class Overflow:
    """A text that sticks out of its page: how far in mm, and which page (from 1)."""

    text: str
    page: int
    distance: float


def measure_furniture(document: Document) -> Furniture:
    """Measure the running header and footer: the highest of all pages."""
    heights = {"@top": 0.0, "@bottom": 0.0}
    rooms = {"@top": 0.0, "@bottom": 0.0}
    for page in document.pages:
        for box in _margin_boxes(page):
            side = str(box.at_keyword).partition("-")[0]
            if side in heights:
                heights[side] = max(heights[side], sum(child.margin_height() for child in box.children))
                rooms[side] = max(rooms[side], box.margin_height())
    mm = [value * MM_PER_PIXEL for value in (*heights.values(), *rooms.values())]
    return Furniture(mm[0], mm[1], mm[2], mm[3])


def find_overflows(document: Document, tolerance: float = 0.3) -> Iterator[Overflow]:
    """Find texts that leave the content area of their page by more than *tolerance* mm, on any side.

    Above and below is where the line ends: the letters of some scripts are drawn lower than their line is high.
    """
    for number, page in enumerate(document.pages, 1):
        texts = (text for line in _find_lines(page._page_box) for text in _measure_line(line, page._page_box))
        yield from (Overflow(text, number, distance) for text, distance in texts if distance > tolerance)


def _measure_line(line: Any, area: Any) -> Iterator[tuple[str, float]]:
    """Give each text of a line and how far it sticks out of the content of its page, in mm; negative inside."""
    for box in line.descendants():
        if isinstance(box, boxes.TextBox) and box.text.strip():
            yield box.text.strip(), _measure_distance(box, line, area) * MM_PER_PIXEL


def _find_lines(area: Any) -> Iterator[Any]:
    """Give the lines of a page that hold no other lines."""
    lines = (box for box in _content(area, placed=True) if isinstance(box, boxes.LineBox))
    return (line for line in lines if not any(holds_line(child) for child in line.children))


def holds_line(box: Any) -> bool:
    """Tell whether there is a line inside *box*, as in a block that stands in a line."""
    return isinstance(box, boxes.Box) and any(isinstance(each, boxes.LineBox) for each in box.descendants())


def _measure_distance(text: Any, line: Any, area: Any) -> float:
    """Give how far *text* on its *line* sticks out of the content of the page *area*, in pixels; negative inside."""
    left, top = area.content_box_x(), area.content_box_y()
    right, bottom = left + area.width, top + area.height
    sides = (left - text.position_x, text.position_x + text.width - right)
    return float(max(*sides, top - line.position_y, line.position_y + line.height - bottom))


def find_pages(document: Document, css_class: str) -> tuple[int, ...]:
    """Give the pages (from 1) on which elements of *css_class* are shown, in part or whole."""
    pages = []
    for number, page in enumerate(document.pages, 1):
        elements = (box.element for box in page._page_box.descendants() if box.element is not None)
        if any(css_class in (element.get("class") or "").split() for element in elements):
            pages.append(number)
    return tuple(pages)


def measure_fill(document: Document) -> tuple[float, ...]:
    """Give the share of each page's content height that is filled, 0 to 1."""
    return tuple(_measure_page(page._page_box) for page in document.pages)


def _measure_page(area: Any) -> float:
    """Give the share of one page that is filled."""
    top = area.content_box_y()
    shown = (box for box in _content(area) if isinstance(box, boxes.LineBox | boxes.ReplacedBox))
    end = max((float(box.position_y + box.margin_height()) for box in shown), default=top)
    return float((end - top) / area.height)


def _content(area: Any, *, placed: bool = False) -> Iterator[Any]:
    """Give all boxes of a page but those of its margins; *placed* adds what is taken out of the flow."""
    roots = (root for root in area.children if not isinstance(root, boxes.MarginBox))
    return (box for root in roots for box in root.descendants(placed))


def _margin_boxes(page: Any) -> Iterator[Any]:
    """Give the margin boxes of a page."""
    return (box for box in page._page_box.children if isinstance(box, boxes.MarginBox))
