"""What a screen reader meets in a finished file, looked at without the page it was made from: its tags."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import pikepdf

from handouts.checks.structure import DISCLAIMER, list_content
from handouts.finding import Finding, Level
from handouts.pdf.read import PdfFile, StructureElement

_AUTHOR = "mend it in the source document and make the file anew"
_NAMED = 10
"""Pages that a finding names at most."""


def check_tags(pdf: pikepdf.Pdf, file: PdfFile) -> Iterator[Finding]:
    """Yield what is wrong with the tags of *file*."""
    marked = pdf.Root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False)
    if not file.tree.children or not marked:
        hint = "export it from the source document as tagged PDF"
        message = "the file has no tags: a screen reader finds no headings, lists, tables or order"
        yield Finding("tags-missing", Level.ERROR, message, hint=hint)
        return
    roles = _read_roles(pdf)
    elements = [(roles.get(element.type, element.type), element) for element in file.tree.descend()]
    yield from _check_headings(elements)
    yield from _check_figures(elements)
    yield from _check_tables(elements, roles)
    yield from _check_lists(elements, roles)
    yield from _check_rest(file)
    yield from _check_disclaimer(file)


def _read_roles(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Read which standard type stands for each type the file made up; chains are followed."""
    given = {str(own)[1:]: str(other)[1:] for own, other in pdf.Root.StructTreeRoot.get("/RoleMap", {}).items()}
    roles = {}
    for own, first in given.items():
        other, steps = first, 0
        while other in given and steps < len(given):
            other, steps = given[other], steps + 1
        roles[own] = other
    return roles


def _check_headings(elements: list[tuple[str, StructureElement]]) -> Iterator[Finding]:
    """Check that there are headings, from the first level on, none skipped and none empty."""
    headings = [(int(kind[1:]), each) for kind, each in elements if kind[:1] == "H" and kind[1:].isdecimal()]
    if not headings and not any(kind == "H" for kind, _ in elements):
        yield Finding("headings-missing", Level.WARNING, "nothing is tagged as a heading", hint=_AUTHOR)
        return
    if headings and headings[0][0] != 1:
        message = f"the first heading has level {headings[0][0]}, not 1"
        yield Finding("heading-not-first", Level.ERROR, message, hint=_AUTHOR)
    skipped = [other for (one, _), (level, other) in pairwise(headings) if level > one + 1]
    yield from _gather("heading-level-skipped", Level.ERROR, "headings skip a level", skipped)
    empty = [each for _, each in headings if not each.text and not any(each.find("Figure"))]
    yield from _gather("heading-empty", Level.WARNING, "headings say nothing", empty)


def _check_figures(elements: list[tuple[str, StructureElement]]) -> Iterator[Finding]:
    """Check that every picture and formula has a text that stands for it."""
    bare = [each for kind, each in elements if kind in ("Figure", "Formula") and not (each.alt or each.replacement)]
    yield from _gather("figure-without-text", Level.ERROR, "pictures have no text that stands for them", bare)


def _check_tables(elements: list[tuple[str, StructureElement]], roles: Mapping[str, str]) -> Iterator[Finding]:
    """Check that tables have header cells, and that these say what they are the header of."""
    tables = [each for kind, each in elements if kind == "Table"]
    names = [own for own, other in roles.items() if other == "TH"]
    heads = [(table, table.find("TH", *names)) for table in tables]
    bare = [table for table, cells in heads if not cells]
    yield from _gather("table-without-headers", Level.ERROR, "tables have no header cells", bare)
    scopeless = [
        table
        for table, cells in heads
        if not all(cell.attributes.get("Scope") for cell in cells)
        and not any(cell.attributes.get("Headers") for cell in table.find("TD", "TH"))
    ]
    yield from _gather("header-without-scope", Level.ERROR, "tables have header cells for no row or column", scopeless)


def _check_lists(elements: list[tuple[str, StructureElement]], roles: Mapping[str, str]) -> Iterator[Finding]:
    """Check that lists whose items have numbers or bullets say which kind these are."""
    labels = {"Lbl", *(own for own, other in roles.items() if other == "Lbl")}
    lists = [each for kind, each in elements if kind == "L" and not each.attributes.get("ListNumbering")]
    bare = [each for each in lists if any(kid.type in labels for item in each.children for kid in item.children)]
    message = "lists do not say how they are numbered"
    yield from _gather("list-without-numbering", Level.WARNING, message, bare)


def _check_rest(file: PdfFile) -> Iterator[Finding]:
    """Check that text outside of the tags is marked as decoration, and page margins as such."""
    if words := " ".join(file.untagged.split()):
        message = f'"{words[:40]}" is neither content nor decoration'
        yield Finding("content-untagged", Level.ERROR, message, hint=_AUTHOR)
    if len(file.pages) > 1 and not any(artifact.type == "Pagination" for artifact in file.artifacts):
        message = "no header or footer is marked as one; listen whether page numbers interrupt the text"
        yield Finding("furniture-not-marked", Level.NOTE, message)


def _check_disclaimer(file: PdfFile) -> Iterator[Finding]:
    """Check that the disclaimer, where it can be found, says something and is the last thing read."""
    found = next((element for element in file.tree.descend() if element.id == DISCLAIMER), None)
    if found is None:
        message = "no disclaimer was found: only files made by handouts mark theirs; look whether there is one"
        yield Finding("disclaimer-not-found", Level.NOTE, message)
    elif not found.text:
        yield Finding("disclaimer-missing", Level.ERROR, "the disclaimer is empty", hint="build the file again")
    elif [*list_content(file.tree)][-1] is not [*list_content(found)][-1]:
        message, hint = "something follows the disclaimer", "build the file again"
        yield Finding("disclaimer-not-last", Level.ERROR, message, hint=hint)


def _gather(code: str, level: Level, message: str, found: Iterable[StructureElement]) -> Iterator[Finding]:
    """Give one finding for all elements with the same fault, with their number and pages."""
    elements = list(found)
    if elements:
        pages = sorted({page for element in elements for page in element.pages[:1] if page})
        named = ", ".join(map(str, pages[:_NAMED])) + (" …" if len(pages) > _NAMED else "")
        places = f" (pages: {named})" if pages else ""
        yield Finding(code, level, f"{message}: {len(elements)}{places}", hint=_AUTHOR)
