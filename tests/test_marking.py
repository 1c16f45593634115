"""Marks of messages in the HTML; that they move nothing on a page is tested with the preview."""

import pytest
from markupsafe import Markup

from handouts.marking import hoist_marks, mark_message

MARKED = mark_message("a.b", Markup("Hot <b>tea</b>"))


def test_mark() -> None:
    """A message is wrapped in an element with its key."""
    assert '<x-message data-key="a.b">Hot <b>tea</b></x-message>' == MARKED


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<p>{MARKED}</p>", '<p data-key="a.b">Hot <b>tea</b></p>'),
        (f'<li class="x">\n{MARKED}\n</li>', '<li class="x" data-key="a.b">\nHot <b>tea</b>\n</li>'),
        (f"<p>{MARKED}<i></i></p>", f"<p>{MARKED}<i></i></p>"),
        (f"<p>Yes, {MARKED}</p>", f"<p>Yes, {MARKED}</p>"),
        (f"<p>a<br>{MARKED}</p>", f"<p>a<br>{MARKED}</p>"),
        (f"<p>{MARKED} {MARKED}</p>", f"<p>{MARKED} {MARKED}</p>"),
    ],
)
def test_hoist(html: str, expected: str) -> None:
    """The mark of a message goes to its element where it is all that the element holds, and stays elsewhere."""
    assert expected == hoist_marks(html)
