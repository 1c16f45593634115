"""Where links and bookmarks lead: besides a place on a page, to a structure element (ISO 32000-2, 12.3.2.3)."""

from collections.abc import Mapping
from typing import Any

import pydyf

from handouts.pdf.element import Node

_HEADINGS = frozenset(f"H{level}" for level in range(1, 7))


def lead_to_structure(pdf: pydyf.PDF, document: Node, references: Mapping[Node, bytes]) -> None:
    """Let each link and bookmark inside *pdf* lead to the element of *document* that it names; all are written."""
    targets = _find_targets(document)
    named = pdf.catalog.get("Names", {}).get("Dests", {}).get("Names", [])
    places = {name.string: place for name, place in zip(named[::2], named[1::2], strict=True)}
    for item in pdf.objects:
        if isinstance(item, dict) and item.get("Subtype") == "/Link" and "Dest" in item:
            name = item.pop("Dest").string
            item["A"] = _go_to(places[name], references[targets.get(name, document)])
    pdf.catalog.pop("Names", None)
    headings = [node for node in document.descend() if node.type in _HEADINGS]
    outlines = [item for item in pdf.objects if isinstance(item, dict) and "Title" in item and "Dest" in item]
    for outline, heading in zip(outlines, _match(outlines, headings, document), strict=True):
        outline["A"] = _go_to(outline.pop("Dest"), references[heading])


def _find_targets(document: Node) -> dict[str, Node]:
    """Give the innermost element that holds the HTML element of each id."""
    targets: dict[str, Node] = {}
    for node in reversed(list(document.descend())):
        for element in [] if node.element is None else node.element.iter():
            for name in filter(None, (element.get("id"), element.get("name"))):
                targets.setdefault(name, node)
    return targets


def _match(outlines: list[Any], headings: list[Node], document: Node) -> list[Node]:
    """Give the heading of each bookmark: the next one of these words, else the document."""
    found, at = [], 0
    for outline in outlines:
        title = _words(outline["Title"].string)
        place = next((number for number in range(at, len(headings)) if _said(headings[number]) == title), None)
        found.append(document if place is None else headings[place])
        at = at if place is None else place + 1
    return found


def _said(heading: Node) -> str:
    """Give the letters of a heading."""
    return "" if heading.element is None else _words("".join(heading.element.itertext()))


def _words(text: str) -> str:
    """Give the letters and digits of a text, whatever stands between them."""
    return "".join(filter(str.isalnum, text))


def _go_to(place: Any, reference: bytes) -> pydyf.Dictionary:  # noqa: ANN401 (an array of pydyf's)
    """Give the action that leads to a place on a page, and to a structure element there."""
    structure = pydyf.Array([reference, *place[1:]])
    return pydyf.Dictionary({"Type": "/Action", "S": "/GoTo", "D": place, "SD": structure})
