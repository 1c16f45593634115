"""Links of a finished file: whether a screen reader meets them, and what it says of each."""

# ruff: noqa: ANN401 (pikepdf objects are dynamic)

import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from handouts.finding import Finding, Level

_ADDRESS = re.compile(r"\s*(https?://|www\.|file:)\S*\s*", re.IGNORECASE)
_FAULTS = {
    "link-without-contents": (Level.ERROR, "links do not say where they lead"),
    "link-untagged": (Level.ERROR, "links are outside of the tags"),
    "link-is-address": (Level.WARNING, "links are read aloud as an address"),
}
_NAMED = 10


def check_links(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Yield the links that nobody can follow by ear; each fault once, with its pages."""
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pdf.pages, start=1):
        for link in page.obj.get("/Annots", ()):
            for code in _find_faults(link):
                found.setdefault(code, []).append(number)
    for code, pages in sorted(found.items()):
        level, message = _FAULTS[code]
        named = ", ".join(map(str, sorted(set(pages))[:_NAMED]))
        hint = "give each link words that say where it leads, in the source document"
        yield Finding(code, level, f"{message}: {len(pages)} (pages: {named})", hint=hint)


def _find_faults(link: Any) -> Iterator[str]:
    """Give the faults of one annotation, if it is a link."""
    if not isinstance(link, pikepdf.Dictionary) or link.get("/Subtype") != "/Link":
        return
    contents = str(link.get("/Contents", "")).strip()
    if not contents:
        yield "link-without-contents"
    elif _ADDRESS.fullmatch(contents):
        yield "link-is-address"
    if "/StructParent" not in link:
        yield "link-untagged"
