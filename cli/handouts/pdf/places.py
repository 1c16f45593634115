"""Places: where the marked messages lie on laid-out pages, and which pages look the same as before.

Reads WeasyPrint's box tree, as ``geometry`` does; no box leaves this module. Lengths are shares of the page, 0 to 1.
"""

# ruff: noqa: ANN401, SLF001 (boxes have no types; private parts are what this module reads)

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure import boxes

from handouts.marking import KEY

SAME_LINE = 0.5  # of a height: boxes that overlap by more stand on one line


@dataclass(frozen=True)
class Area:
    """A rectangle on a page (from 1), in shares of its width and height from the left and the top."""

    page: int
    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Give the right edge."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Give the lower edge."""
        return self.top + self.height

    def join(self, other: "Area") -> "Area":
        """Give the smallest area around both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        width, height = max(self.right, other.right) - left, max(self.bottom, other.bottom) - top
        return Area(self.page, left, top, width, height)


@dataclass(frozen=True)
class Place:
    """Where a message is printed: one area for each of its lines, in the order of the text."""

    key: str
    areas: tuple[Area, ...]


def find_places(document: Document) -> tuple[Place, ...]:
    """Find every marked message, page by page; one that is printed more than once has several places."""
    return tuple(
        Place(element.get(KEY), tuple(_join_lines(areas)))
        for number, page in enumerate(document.pages, 1)
        for element, areas in _find_elements(number, page).items()
    )


def _find_elements(number: int, page: Any) -> dict[Any, list[Area]]:
    """Give the marked elements of a page, in the order of the text, with the areas of their texts.

    An area is as high as its line: the letters of some scripts are higher, but lines do not lie on each other.
    """
    found: dict[Any, list[Area]] = {}
    for element, line, text in _walk(page._page_box, None, None):
        left, top = text.position_x / page.width, line.position_y / page.height
        area = Area(number, left, top, text.width / page.width, line.height / page.height)
        found.setdefault(element, []).append(area)
    return found


def _walk(box: Any, element: Any, line: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Give each visible text of a marked element with that element and its line."""
    own = getattr(box, "element", None)
    if own is not None and own.get(KEY):
        element = None if "::" in (box.element_tag or "") else own
    line = box if isinstance(box, boxes.LineBox) else line
    if isinstance(box, boxes.TextBox):
        if element is not None and box.text.strip():
            yield element, line, box
        return
    for child in getattr(box, "children", ()):
        yield from _walk(getattr(child, "_box", child), element, line)


def _join_lines(areas: list[Area]) -> Iterator[Area]:
    """Join the texts that stand on one line."""
    line: Area | None = None
    for area in areas:
        if line is None:
            line = area
        elif min(line.bottom, area.bottom) - max(line.top, area.top) > SAME_LINE * min(line.height, area.height):
            line = line.join(area)
        else:
            yield line
            line = area
    if line is not None:
        yield line


def fingerprint_pages(document: Document, look: bytes) -> tuple[str, ...]:
    """Name what each page shows: the same name means the same picture; *look* stands for the style sheets."""
    return tuple(_fingerprint(page, look) for page in document.pages)


def _fingerprint(page: Any, look: bytes) -> str:
    """Give the SHA-256 (hex) of what stands where on one page."""
    digest = hashlib.sha256(look)
    for box in page._page_box.descendants(placeholders=True):
        name = None if box.element is None else box.element.get("class")
        where = [round(each, 3) for each in (box.position_x, box.position_y, box.width, box.height)]
        digest.update(repr((box.element_tag, name, where, getattr(box, "text", None))).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
