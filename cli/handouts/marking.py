"""Marking: names each message in the HTML, so that it can be found again on the laid-out page; never in a printed file.

Where the messages lie is found by ``pdf/places``.
"""

import re

from markupsafe import Markup

TAG = "x-message"
KEY = "data-key"
_ELEMENT = Markup('<x-message data-key="{}">{}</x-message>')
# A start tag, one message, an end tag: what stands alone in an element of its own that can hold text.
_ALONE = re.compile(
    rf"(?P<start><(?!{TAG}|br\b|hr\b|img\b|input\b|wbr\b)[a-z][a-z0-9]*\b[^<>]*)>(?P<before>\s*)"
    rf'<{TAG} (?P<mark>{KEY}="[^"]*")>(?P<text>(?:(?!</{TAG}>).)*)</{TAG}>(?=\s*</)',
    re.DOTALL,
)


def mark_message(key: str, html: Markup) -> Markup:
    """Wrap the HTML of the message *key* in an element that no style rule knows."""
    return _ELEMENT.format(key, html)


def hoist_marks(html: str) -> str:
    """Move the marks of messages that stand alone in an element to that element.

    An element more around a text can move a line end in right-to-left text; so as few as can be are left.
    """
    return _ALONE.sub(r"\g<start> \g<mark>>\g<before>\g<text>", html)
