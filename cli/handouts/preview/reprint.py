"""Reprint: the pages of the last proof that a change does not reach are taken over, not laid out again.

That is a guess, good enough to be seen at once: the page before the first change is laid out too, as its end may move,
and of the pages after the last change those that begin as before are taken. ``press`` lays all of them out afterwards.
"""

# ruff: noqa: ANN401 (boxes have no types)

import copy
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from weasyprint.layout import page as engine

from handouts.marking import KEY
from handouts.pdf.places import Place

_LOCK = Lock()
_MARKED = re.compile(rf'{KEY}="([^"]*)"')


@dataclass(frozen=True)
class Reach:
    """The pages, from 0, that a change may concern: *first* to *after*, and those behind that begin elsewhere now."""

    first: int
    after: int


@dataclass
class Printed:
    """The pages of a layout as they were before their margins, where each began, and what runs in their margins."""

    pages: list[Any] = field(default_factory=list)
    starts: list[tuple[Any, ...]] = field(default_factory=list)
    running: Mapping[str, Mapping[int, list[Any]]] = field(default_factory=dict)


def find_reach(before: str, after: str, places: Sequence[Place]) -> Reach | None:
    """Find what the difference of two marked pages reaches, by where messages were; None where that cannot be told."""
    old, new = _MARKED.split(before), _MARKED.split(after)
    changed = [number for number, (one, other) in enumerate(zip(old, new, strict=False)) if one != other]
    if len(old) != len(new) or not changed or any(number < 2 or number % 2 for number in changed):  # noqa: PLR2004
        return None
    keys = {old[number - 1] for number in changed}
    pages = [area.page for place in places if place.key in keys for area in place.areas]
    return Reach(max(0, min(pages) - 2), max(pages)) if pages else None


@contextmanager
def reprint(known: Printed | None, reach: Reach | None) -> Iterator[Printed]:
    """Take pages of *known* over in the layout inside of the block, where *reach* allows it; give what was printed."""
    with _LOCK:
        original = engine.remake_page
        step = _Step(original, known if reach else None, reach or Reach(0, 0))
        engine.remake_page = step
        try:
            yield step.printed
        finally:
            engine.remake_page = original


class _Step:
    """Stands in for WeasyPrint's ``remake_page``, which lays one page out and says where the next one begins."""

    def __init__(self, original: Callable[..., Any], known: Printed | None, reach: Reach) -> None:
        self.original = original
        self.known = known
        self.reach = reach
        self.printed = Printed()

    def __call__(self, index: int, context: Any, root: Any, html: object) -> tuple[object, object]:
        printed = self.printed
        printed.running = context.running_elements
        if index == 0:
            printed.pages.clear()
            printed.starts[:] = [_read_start(context, 0)]
        if self._is_known(index, context):
            page = self._take_over(index, context, html)
        else:
            page, _ = self.original(index, context, root, html)
        printed.pages[index:] = [_copy(page)]
        printed.starts[index + 1 :] = [_read_start(context, index + 1)]
        return page, context.page_maker[index + 1][0]

    def _is_known(self, index: int, context: Any) -> bool:
        """Tell whether a page is as it was, as far as can be told before it is laid out."""
        if self.known is None or index >= len(self.known.pages) or context.footnotes or context.broken_out_of_flow:
            return False
        begins_alike = self.known.starts[index] == _read_start(context, index)
        return begins_alike and not self.reach.first <= index < self.reach.after

    def _take_over(self, index: int, context: Any, html: object) -> Any:
        """Give a page of before, and leave behind what laying it out would have left."""
        assert self.known  # noqa: S101 -- who calls has asked
        page = _copy(self.known.pages[index])
        engine.set_page_type_computed_styles(page.page_type, html, context.style_for)
        for name, pages in self.known.running.items():
            if index + 1 in pages:
                context.running_elements[name][index + 1] = pages[index + 1]
        remake = {"content_changed": False, "pages_wanted": False, "anchors": [], "content_lookups": []}
        context.page_maker[index + 1 :] = [(*copy.deepcopy(self.known.starts[index + 1]), remake)]
        return page


def _copy(page: Any) -> Any:
    """Copy a page so far that margins and what is fixed, which the engine puts in afterwards, leave the copy alone."""
    copied = page.copy()
    copied.children = [child.copy() for child in page.children]
    return copied


def _read_start(context: Any, index: int) -> tuple[Any, ...]:
    """Give where a page begins, what forced it, its side and its counters, as they are now."""
    return copy.deepcopy(context.page_maker[index][:4])
