"""A finished file read back into plain values: its structure tree with text, fonts, bookmarks and metadata.

Nothing here knows how the file was made; checks and tests compare these values with the HTML. Judging is theirs.
"""

# ruff: noqa: ANN401 (pikepdf objects are dynamic)

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf

from handouts.pdf.content import Artifact, Run, read_content
from handouts.pdf.facts import list_fonts, list_standards, read_info


@dataclass(frozen=True)
class Text:
    """Text of one marked-content sequence; *joined* when it stands on the line of the text before it."""

    page: int
    text: str
    joined: bool = True


@dataclass(frozen=True)
class Link:
    """A link annotation: where it leads (a URI, or ``#name`` inside the file) and what it says of itself."""

    page: int
    target: str
    contents: str


@dataclass(frozen=True)
class StructureElement:
    """One structure element as the file has it; *language* is its own /Lang, "" where it inherits.

    *alt* stands for a picture, *replacement* (/ActualText) for what is drawn, *expansion* for an abbreviation.
    """

    type: str
    kids: "tuple[StructureElement | Text | Link, ...]" = ()
    language: str = ""
    alt: str = ""
    replacement: str = ""
    expansion: str = ""
    id: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def children(self) -> "tuple[StructureElement, ...]":
        """Give the kids that are structure elements."""
        return tuple(kid for kid in self.kids if isinstance(kid, StructureElement))

    @property
    def leaves(self) -> Iterator[Text | Link]:
        """Give all text and links below this element, in reading order."""
        for kid in self.kids:
            yield from kid.leaves if isinstance(kid, StructureElement) else (kid,)

    @property
    def text(self) -> str:
        """Give the text of this element, with a space where a new line starts."""
        parts = [part for part in self.leaves if isinstance(part, Text)]
        return " ".join("".join(part.text if part.joined else f" {part.text}" for part in parts).split())

    @property
    def pages(self) -> tuple[int, ...]:
        """Give the numbers, from 1, of the pages this element is on."""
        return tuple(sorted({leaf.page for leaf in self.leaves}))

    def descend(self) -> "Iterator[StructureElement]":
        """Give this element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.descend()

    def find(self, *types: str) -> "list[StructureElement]":
        """Give the elements of one of *types* in this tree, in reading order."""
        return [element for element in self.descend() if element.type in types]


@dataclass(frozen=True)
class Bookmark:
    """One entry of the outline; *level* counts from 1."""

    level: int
    title: str


@dataclass(frozen=True)
class PdfFile:
    """What a finished file holds; sizes of pages are in PDF points, fonts are name and whether embedded.

    *unread* are the pages, from 1, whose drawing is so damaged that it was not read to the end.
    """

    title: str
    language: str
    info: dict[str, str]
    conformance: tuple[str, ...]
    pages: tuple[tuple[float, float], ...]
    fonts: tuple[tuple[str, bool], ...]
    bookmarks: tuple[Bookmark, ...]
    tree: StructureElement
    artifacts: tuple[Artifact, ...]
    untagged: str
    unread: tuple[int, ...] = ()


def read_pdf(data: bytes) -> PdfFile:
    """Read a finished file back."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return read_open_pdf(pdf)


def read_open_pdf(pdf: pikepdf.Pdf) -> PdfFile:
    """Read an open file, whoever made it; one that does not keep to the format may raise READING_ERRORS."""
    content = read_content(pdf)
    with pdf.open_outline() as outline:
        bookmarks = tuple(_bookmarks(outline.root, 1))
    info = read_info(pdf)
    return PdfFile(
        title=info.get("Title", ""),
        language=str(pdf.Root.get("/Lang", "")),
        info=info,
        conformance=tuple(list_standards(pdf)),
        pages=tuple((float(page.mediabox[2]), float(page.mediabox[3])) for page in pdf.pages),
        fonts=tuple(sorted(list_fonts(pdf))),
        bookmarks=bookmarks,
        tree=_TreeReader(pdf, content.runs).root(),
        artifacts=tuple(content.artifacts),
        untagged=content.stray.text,
        unread=tuple(content.unread),
    )


class _TreeReader:
    """The structure tree of an open file and the text of its marked content."""

    def __init__(self, pdf: pikepdf.Pdf, runs: dict[tuple[int, int], Run]) -> None:
        """Note the number of each page."""
        self.root_object = pdf.Root.get("/StructTreeRoot")
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        self.runs = runs
        self.last = Run()
        self.seen: set[tuple[int, int]] = set()

    def root(self) -> StructureElement:
        """Give the tree's outermost element; a file without tags has an empty one."""
        kids = [] if self.root_object is None else _list(self.root_object.get("/K"))
        elements = [kid for item in kids if isinstance(kid := self.kid(item, None), StructureElement)]
        return elements[0] if len(elements) == 1 else StructureElement("", tuple(elements))

    def element(self, item: Any, page: Any) -> StructureElement:
        """Read *item*, a structure element on *page*; one that holds itself ends there."""
        if item.is_indirect and item.objgen in self.seen:
            return StructureElement("")
        self.seen.add(item.objgen)
        page = item.get("/Pg", page)
        return StructureElement(
            type=str(item.get("/S", ""))[1:],
            kids=tuple(self.kid(kid, page) for kid in _list(item.get("/K"))),
            language=str(item.get("/Lang", "")),
            alt=str(item.get("/Alt", "")),
            replacement=str(item.get("/ActualText", "")),
            expansion=str(item.get("/E", "")),
            id=str(item.get("/ID", "")),
            attributes={
                str(key)[1:]: _value(value)
                for owner in self.owners(item)
                for key, value in owner.items()
                if key != "/O"
            },
        )

    def owners(self, item: Any) -> Iterator[Any]:
        """Give the attribute objects of an element: those of its classes, then its own."""
        classes: Any = {} if self.root_object is None else self.root_object.get("/ClassMap", {})
        named = [
            each
            for name in _list(item.get("/C"))
            if isinstance(name, pikepdf.Name)
            for each in _list(classes.get(name))
        ]
        yield from (each for each in (*named, *_list(item.get("/A"))) if isinstance(each, pikepdf.Dictionary))

    def kid(self, item: Any, page: Any) -> StructureElement | Text | Link:
        """Read one entry of /K: marked content by number or reference, an annotation, or an element."""
        if isinstance(item, int):
            return self.text(page, page, item)
        if not isinstance(item, pikepdf.Dictionary):
            return StructureElement("")
        if item.get("/Type") == "/MCR":
            return self.text(item.get("/Stm", item.get("/Pg", page)), item.get("/Pg", page), int(item.MCID))
        if item.get("/Type") == "/OBJR":
            action, name = item.Obj.get("/A"), item.Obj.get("/Dest", "")
            target = f"#{name}" if action is None else str(action.get("/URI", ""))
            return Link(self.number(item.get("/Pg", page)), target, str(item.Obj.get("/Contents", "")))
        return self.element(item, page)

    def text(self, owner: Any, page: Any, mcid: int) -> Text:
        """Give the text of marked content *mcid* of *owner*, the page itself or a group on it.

        WeasyPrint draws no white space that stands alone: a sequence that shows nothing is a space.
        """
        run = self.runs.get((owner.objgen[0], mcid), Run()) if owner is not None else Run()
        joined = run.follows_on_line_of(self.last)
        self.last = run if run.baseline is not None else self.last
        return Text(self.number(page), run.text or " ", joined)

    def number(self, page: Any) -> int:
        """Give the number of a page, 0 for one that is not in the file."""
        return 0 if page is None else self.pages.get(page.objgen, 0)


def _list(value: Any) -> list[Any]:
    """Give a value that may be absent, alone, or an array as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def _value(value: Any) -> Any:
    """Give a PDF value as plain Python: names without slash, numbers, tuples."""
    if isinstance(value, pikepdf.Array):
        return tuple(_value(item) for item in value)
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    if isinstance(value, pikepdf.String):
        return str(value)
    if isinstance(value, pikepdf.Object):  # a dictionary, such as a style of lines
        return None
    return value if isinstance(value, int) else float(value)


def _bookmarks(items: list[pikepdf.OutlineItem], level: int) -> Iterator[Bookmark]:
    """Give the entries of the outline in order."""
    for item in items:
        yield Bookmark(level, item.title)
        yield from _bookmarks(item.children, level + 1)
