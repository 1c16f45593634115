"""Page limit: layout ends as soon as it is sure to need more pages than allowed; what is not a fit is not finished.

Pages that begin with a forced break are counted before they are laid out: where the first of four such pages runs
over, there are five at least.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from threading import Lock
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as engine
from weasyprint.layout.block import block_level_page_break

FORCED = {"page", "left", "right", "recto", "verso"}
_LOCK = Lock()


class TooManyPagesError(Exception):
    """Ends a layout that needs more pages than allowed."""


@contextmanager
def limit_pages(most: int) -> Iterator[None]:
    """Raise TooManyPagesError out of any layout in the block that is sure to need more than *most* pages."""
    with _LOCK:
        original = engine.remake_page
        engine.remake_page = _Limit(most, original)
        try:
            yield
        finally:
            engine.remake_page = original


class _Limit:
    """Stands in for WeasyPrint's ``remake_page``, which lays one page out and says where the next one begins."""

    def __init__(self, most: int, original: Callable[..., Any]) -> None:
        self.most = most
        self.original = original
        self.breaks = 0

    def __call__(self, index: int, context: Any, root: Any, html: object) -> tuple[object, object]:  # noqa: ANN401
        if index == 0:
            self.breaks = count_breaks(root)
        page, resume_at = self.original(index, context, root, html)
        if resume_at is not None or context.reported_footnotes:
            begun = [maker[1]["break"] in FORCED for maker in context.page_maker[1 : index + 2]]
            if len(begun) + 1 + max(0, self.breaks - sum(begun)) > self.most:
                raise TooManyPagesError
        return page, resume_at


def count_breaks(box: Any) -> int:  # noqa: ANN401
    """Count the forced page breaks between the blocks in *box*, a box of the document before it is laid out.

    Gives no more than there are: what stands in tables, columns, flex boxes and grids is not looked at.
    """
    if type(box) is not boxes.BlockBox or box.style["column_count"] != "auto" or box.style["column_width"] != "auto":
        return 0
    children = [child for child in box.children if child.is_in_normal_flow()]
    between = sum(block_level_page_break(*pair) in FORCED for pair in pairwise(children))
    return between + sum(map(count_breaks, children))
