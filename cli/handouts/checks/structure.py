"""Compare a finished file's structure tree with the HTML it was made from: what a validator cannot know.

The HTML is read on its own here, so that a fault in writing the tree cannot hide in its check. How texts are compared
is in ``likeness``.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5

from handouts.checks.likeness import are_alike, count_lost
from handouts.finding import Finding, Level
from handouts.pdf.read import PdfFile, StructureElement, Text

FURNITURE = frozenset({"notice", "foot"})
"""The ids of the elements that a page's margins show."""
DISCLAIMER = "disclaimer"
_SVG = "{http://www.w3.org/2000/svg}svg"
_TYPES = {
    "p": "P", "pre": "P", "legend": "P", "ul": "L", "ol": "L", "dl": "L", "li": "LI", "table": "Table",
    "caption": "Caption", "figcaption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "img": "Figure", _SVG: "Figure", "a": "Link",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4", "h5": "H5", "h6": "H6",
}  # fmt: skip
_GROUPS = {
    "html", "body", "div", "section", "main", "article", "aside", "nav", "header", "footer", "figure", "address",
    "fieldset", "blockquote",
}  # fmt: skip
_GRID = {"TR", "TH", "TD"}
_OUTER = {"L", "Table", "THead", "TBody", "TFoot", "TR", "Figure"}  # their text is that of other blocks
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(frozen=True)
class Block:
    """One part of a page that must be one structure element: its type and its text."""

    type: str
    text: str


def check_structure(html: str, file: PdfFile, where: str | None = None) -> Iterator[Finding]:
    """Yield what *file* lost, split or added against *html*; every finding is an error of the builder."""
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    expected = [block for block in _blocks(root) if block.type]
    found = [Block(element.type, element.text) for element in file.tree.descend() if element.type in _TYPES.values()]
    problems = [
        *_compare_blocks(expected, found),
        *_compare_texts(expected, found),
        *_compare_languages(root, file.tree),
        *_check_artifacts(root, file),
        *_check_figures(file.tree),
        *_check_disclaimer(root, file.tree),
    ]
    for code, message in problems:
        yield Finding(code, Level.ERROR, message, where)


def _blocks(element: Element) -> Iterator[Block]:
    """Give the blocks at and below *element* in reading order; a bare run of text in a group counts as a P."""
    if not _has_content(element):
        return
    kind = _type(element)
    if kind:
        yield Block(kind, _words(element))
    if kind == "Figure":
        return
    in_run = in_item = False
    contents = [*_contents(element)]
    for at, (text, child) in enumerate(contents):
        if element.tag in _GROUPS and not in_run and _starts_run(text, child):
            yield Block("P", "".join(_find_run(contents[at:])))
            in_run = True
        if child is not None:
            in_run = in_run and not _ends_run(child)
            if child.tag == "dt" and not in_item:
                yield Block("LI", _words(child))  # one or more terms and their definition
            in_item = child.tag == "dt"
            yield from _blocks(child)


def _contents(element: Element) -> Iterator[tuple[str, Element | None]]:
    """Give text and child elements in turn."""
    yield element.text or "", None
    for child in element:
        yield "", child
        yield child.tail or "", None


def _starts_run(text: str, child: Element | None) -> bool:
    """Say whether text or an inline element with words begins a bare run of text."""
    return bool(text.strip()) or (child is not None and _is_inline(child) and bool(_words(child)))


def _is_inline(child: Element) -> bool:
    """Say whether an element is part of a run of text."""
    return child.tag not in _GROUPS and _type(child) in ("", "Link")


def _ends_run(child: Element) -> bool:
    """Say whether an element ends a bare run of text."""
    return not _is_inline(child) and _shown(child)


def _find_run(contents: list[tuple[str, Element | None]]) -> Iterator[str]:
    """Give the text of the run that *contents* begin with."""
    for text, child in contents:
        if child is not None and _ends_run(child):
            return
        yield text if child is None else _words(child)


def _type(element: Element) -> str:
    """Give the structure type an element must have, "" for one that need not show in the tree."""
    if element.tag == "a":
        return "Link" if element.get("href") else ""
    return _TYPES.get(element.tag, "")


def _shown(element: Element) -> bool:
    """Say whether an element is content: not page furniture, not decoration, not hidden."""
    hidden = element.get("aria-hidden") == "true" or "hidden" in element.attrib or element.get("alt") == ""
    return isinstance(element.tag, str) and element.get("id") not in FURNITURE and element.tag != "head" and not hidden


def _has_content(element: Element) -> bool:
    """Say whether an element shows text or a picture, or holds a place in a table."""
    if not _shown(element):
        return False
    own = _type(element) in {"Figure", *_GRID} or (element.text or "").strip()
    return bool(own) or any((child.tail or "").strip() or _has_content(child) for child in element)


def _words(element: Element) -> str:
    """Give the text an element shows."""
    if not _shown(element) or _type(element) == "Figure":
        return ""
    return (element.text or "") + "".join(_words(child) + (child.tail or "") for child in element)


def _compare_blocks(expected: list[Block], found: list[Block]) -> Iterator[tuple[str, str]]:
    """Compare how many elements of each type there are, then their order."""
    wanted, got = Counter(block.type for block in expected), Counter(block.type for block in found)
    for kind in sorted(wanted | got):
        numbers = f"the file has {got[kind]} {kind} elements, the page {wanted[kind]}"
        if got[kind] > wanted[kind]:
            yield "block-split", numbers
        elif got[kind] < wanted[kind]:
            yield "heading-lost" if kind in _HEADINGS else "block-lost", numbers
    pairs = zip(expected, found, strict=False)
    wrong = next(((one, other) for one, other in pairs if one.type != other.type), None)
    if wanted == got and wrong:
        yield "order-changed", f'after "{wrong[0].text[:40]}" the file has {wrong[1].type}, the page {wrong[0].type}'


def _compare_texts(expected: list[Block], found: list[Block]) -> Iterator[tuple[str, str]]:
    """Compare the texts of blocks one by one, kind by kind; where their numbers differ something is lost anyway."""
    for kind in sorted(set(_TYPES.values()) - _OUTER):
        ones, others = ([block.text for block in blocks if block.type == kind] for blocks in (expected, found))
        for one, other in zip(ones, others, strict=False) if len(ones) == len(others) else ():
            words = " ".join(one.split())[:60]
            if kind in _HEADINGS and not are_alike(one, other):
                yield "heading-changed", f'the heading "{words}" reads "{other}" in the file'
            elif lost := count_lost(one, other):
                yield "text-lost", f'{lost} letters of "{words}" are not in the file'


def _compare_languages(root: Element, tree: StructureElement) -> Iterator[tuple[str, str]]:
    """Compare which parts are in another language than what surrounds them."""
    wanted = Counter(_foreign(root, root.get("lang", "")))
    got = Counter(element.language for element in tree.descend() if element.language)
    for tag in sorted(wanted | got):
        if wanted[tag] != got[tag]:
            code = "language-lost" if got[tag] < wanted[tag] else "language-added"
            yield code, f"{got[tag]} parts of the file are marked as {tag}, {wanted[tag]} of the page"


def _foreign(element: Element, inherited: str) -> Iterator[str]:
    """Give the language of each part that differs from its surroundings and says something."""
    own = element.get("lang") or inherited
    if own != inherited and _has_content(element):
        yield own
    for child in element if _shown(element) else ():
        yield from _foreign(child, own)


def _check_artifacts(root: Element, file: PdfFile) -> Iterator[tuple[str, str]]:
    """Check that page margins are artifacts on every page, and that nothing is outside of tree and artifacts."""
    shown = {item.page for item in file.artifacts if item.type == "Pagination" and item.text.strip()}
    furniture = any(element.get("id") in FURNITURE and "".join(element.itertext()).strip() for element in root.iter())
    bare = sorted(set(range(1, len(file.pages) + 1)) - shown)
    if furniture and bare:
        yield "furniture-not-artifact", f"pages without a marked header or footer: {', '.join(map(str, bare))}"
    if file.untagged.strip():
        yield "content-untagged", f'"{file.untagged.strip()[:40]}" is neither content nor decoration'


def _check_figures(tree: StructureElement) -> Iterator[tuple[str, str]]:
    """Check that every picture has a text that stands for it."""
    for figure in tree.find("Figure"):
        if not figure.alt:
            yield "figure-without-text", f"a picture on page {figure.pages or '?'} has no text that stands for it"


def _check_disclaimer(root: Element, tree: StructureElement) -> Iterator[tuple[str, str]]:
    """Check that the disclaimer is in page and file, whole, and the last thing read."""
    wanted = next((element for element in root.iter() if element.get("id") == DISCLAIMER), None)
    got = next((element for element in tree.descend() if element.id == DISCLAIMER), None)
    if wanted is None or got is None or not got.text or not are_alike(_words(wanted), got.text):
        yield "disclaimer-missing", f"the {'page' if wanted is None else 'file'} has no whole disclaimer"
        return
    if [*list_content(tree)][-1] is not [*list_content(got)][-1]:
        yield "disclaimer-not-last", "something follows the disclaimer"


def list_content(element: StructureElement) -> Iterator[Any]:
    """Give what is read out, in order: text and pictures."""
    for kid in element.kids:
        if isinstance(kid, StructureElement):
            yield from [kid] if kid.type == "Figure" else list_content(kid)
        elif isinstance(kid, Text) and kid.text.strip():
            yield kid
