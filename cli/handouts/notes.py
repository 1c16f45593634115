"""Notes: what stands before a message in a template: ``{# translators: ... #}``, and the HTML it lies in.

Jinja's parser never sees comments, so this reads the same lexer's raw tokens. The messages themselves are found by
``trans``; the n-th note belongs to the n-th message tag of the template.
"""

import re
from collections.abc import Iterator

from jinja2.environment import Environment

from handouts.errors import HandoutError
from handouts.trans import MessageExtension

_NOTE = re.compile(r"\s*translators:\s*(.*)", re.DOTALL)
_TAG_EDGE = re.compile(r"<(?=[A-Za-z/!])|>")


def find_notes(environment: Environment, source: str, name: str) -> Iterator[tuple[str, ...]]:
    """Give, for each message tag of *source* in order, the notes for translators before it.

    Between a note and its message only start tags and opening statements like ``{% set x %}`` may stand. Raises
    HandoutError for a note that no message follows, and for ``{% trans %}`` inside an HTML tag.
    """
    notes: list[str] = []
    noted, before, in_tag = 0, "", False
    for line, kind, value in environment.lexer.tokeniter(source, name):
        if kind == "data":
            in_tag = _ends_in_tag(value, in_tag)
        if kind == "comment" and (note := _NOTE.match(value)):
            notes.append(" ".join(note[1].split()))
            noted = line
        elif kind == "name" and before == "block_begin" and value in MessageExtension.tags:
            if in_tag and value == "trans":
                hint = "use {% text %}, which prints no elements"
                raise HandoutError("{% trans %} inside an HTML tag", f"templates/{name}:{line}", hint)
            yield tuple(notes)
            notes = []
        elif notes and _parts(kind, value, before):
            break
        if kind != "whitespace":
            before = kind
    if notes:
        hint = "put it directly before its message"
        raise HandoutError("no message follows this note for translators", f"templates/{name}:{noted}", hint)


def _ends_in_tag(data: str, in_tag: bool) -> bool:  # noqa: FBT001 -- the state so far
    """Tell whether the HTML after *data* is inside a tag, as in ``<img alt="``."""
    for edge in _TAG_EDGE.finditer(data):
        in_tag = edge[0] == "<"
    return in_tag


def _parts(kind: str, value: str, before: str) -> bool:
    """Tell whether a token keeps a note apart from its message: text, an end tag, a printed value."""
    if kind == "name" and before == "block_begin":
        return value.startswith("end")
    if kind == "data":
        return bool(re.sub(r"<[A-Za-z][^<>]*>?", "", value).strip())
    return kind == "variable_begin"
