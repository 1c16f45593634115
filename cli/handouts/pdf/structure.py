"""Laid-out pieces to one tree of structure elements: one element per HTML element, however many pages it crosses.

A piece finds its structure element by the HTML element it shows, so lines, pages, columns and anonymous boxes never
split one. What is not content (page margins, decoration, repeated table headers) becomes an artifact. Where an
element is put is decided in ``placing``, table headers in ``tables``.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from handouts.pdf.element import Annotation, Node
from handouts.pdf.engine import PageParts, Piece
from handouts.pdf.placing import line_of, place, tidy
from handouts.pdf.roles import GROUPING, NUMBERING, NUMBERING_OF_ELEMENT, ROLES
from handouts.pdf.tables import associate_headers

_SVG = "{http://www.w3.org/2000/svg}"
_LANGUAGE = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")


def build_tree(pages: Iterable[PageParts], language: str) -> Node:
    """Build the Document element of *pages*, whose text is in *language* unless an element says otherwise."""
    builder = _Builder(language)
    for number, page in enumerate(pages):
        builder.read_page(number, page)
    tidy(builder.document)
    tables = [node for node in builder.document.descend() if node.type == "Table"]
    for number, table in enumerate(tables, start=1):
        associate_headers(table, number)
    return builder.document


class _Builder:
    """The tree so far, and the structure element of each HTML element seen."""

    def __init__(self, language: str) -> None:
        """Start with an empty document."""
        self.document = Node("Document", language=language)
        self.nodes: dict[tuple[Element, str], Node] = {}
        self.languages: dict[Element, str] = {}
        self.page = self.notes = 0

    def read_page(self, number: int, page: PageParts) -> None:
        """Add what *page* shows; marked content that no piece claims is an artifact."""
        self.page = number
        self.visit(page.piece, self.document)
        for mark in page.marks.values():
            mark.turn_into_artifact("Layout")

    def visit(self, piece: Piece, parent: Node) -> None:
        """Add *piece* and all inside it below *parent*."""
        if artifact := self.artifact_of(piece):
            _make_artifact(piece, artifact)
            return
        if piece.tag == "html":
            self.read_languages(piece.element)
        node = self.find(piece, parent)
        self.claim(piece, node)
        for child in piece.children:
            self.visit(child, node)

    def artifact_of(self, piece: Piece) -> tuple[str, str | None] | None:
        """Give the type and subtype of the artifact that *piece* is, None for content."""
        if piece.margin:
            return "Pagination", _subtype(piece.margin)
        if piece.element is None:
            return None
        if _is_decoration(piece.element):
            return "Layout", None
        if piece.repeats and (piece.element, piece.tag) in self.nodes:
            return "Pagination", None
        return None

    def read_languages(self, root: Element | None) -> None:
        """Note the language of each HTML element: its own, else its parent's."""
        if root is None or self.languages:
            return
        self.languages[root] = self.document.language
        for element in root.iter():
            for child in element:
                own = next((child.get(name) for name in _LANGUAGE if child.get(name)), None)
                self.languages[child] = own or self.languages[element]

    def find(self, piece: Piece, parent: Node) -> Node:
        """Give the structure element that *piece* belongs to, making it where this is the first piece of it."""
        if piece.element is None or piece.is_text:
            return parent
        key = (piece.element, piece.tag)
        if key not in self.nodes:
            kind = self.type_of(piece, piece.element, parent)
            if kind is None:
                return parent
            self.nodes[key] = place(self.make(kind, piece, piece.element), piece.tag, parent)
            if kind == "Reference":
                self.add_note(self.nodes[key], piece.element, key[1].partition("::")[0])
        return self.nodes[key]

    def add_note(self, call: Node, element: Element, tag: str) -> None:
        """Put the note that *call* refers to after it: its text will come from the foot of the page."""
        self.notes += 1
        note = Node("Note", element=element, language=self.languages.get(element, self.document.language))
        note.id = element.get("id", "") or f"note{self.notes}"
        note.references, call.references = [call], [note]
        if call.parent:
            call.language = call.parent.language
            self.nodes[element, tag] = place(note, tag, call.parent)

    def type_of(self, piece: Piece, element: Element, parent: Node) -> str | None:
        """Choose the structure type, None for an element whose content goes to its parent's."""
        tag = piece.tag
        if tag in ("html", "body") or (tag == "div" and parent.type == "L"):
            return None
        if piece.is_image:
            return "Figure"
        if tag == "li::before" and piece.list_style == "none" and not parent.kids:
            return "Lbl"  # a number from a CSS counter
        if tag == "a" and element.get("href"):
            return "Link"
        foreign = "::" not in tag and self.languages.get(element, parent.language) != parent.language
        expanded = tag == "abbr" and element.get("title")
        return ROLES.get(tag) or ROLES.get(tag[len(element.tag) :]) or ("Span" if foreign or expanded else None)

    def make(self, kind: str, piece: Piece, element: Element) -> Node:
        """Make a structure element with its attributes."""
        node = Node(kind, element=element, language=self.languages.get(element, self.document.language))
        node.id = _identifier(piece)
        if kind == "Figure":
            node.alt = _alternative(element)
            node.set("Layout", BBox=piece.corners)
        elif kind in ("TH", "TD"):
            node.spans = piece.spans
        elif kind == "L" and piece.tag in NUMBERING_OF_ELEMENT:
            numbering = NUMBERING.get(piece.list_style, NUMBERING_OF_ELEMENT[piece.tag])
            node.set("List", ListNumbering=f"/{numbering}")
        elif piece.tag == "abbr":
            node.expansion = element.get("title", "")
        return node

    def claim(self, piece: Piece, node: Node) -> None:
        """Give the piece's own marked content and link annotation to *node*."""
        link = node.closest("Link")
        annotation = piece.take_annotation() if link and piece.is_link else None
        if link and annotation:
            link.kids.append(Annotation(self.page, annotation))
        else:
            piece.drop_annotation()
        mark = piece.take_mark()
        if mark is None:
            return
        home = line_of(node, mark.text) if node.type in GROUPING else node
        if home:
            home.kids.append(mark)
        else:
            mark.turn_into_artifact("Layout")


def _make_artifact(piece: Piece, artifact: tuple[str, str | None]) -> None:
    """Take *piece* and all inside it out of the content."""
    mark = piece.take_mark()
    if mark:
        mark.turn_into_artifact(*artifact)
    piece.drop_annotation()
    for child in piece.children:
        _make_artifact(child, artifact)


def _subtype(margin: str) -> str | None:
    """Give the subtype of a pagination artifact (ISO 32000-1, table 330) for the at-keyword of a margin box."""
    return {"@top": "Header", "@bottom": "Footer"}.get(margin.partition("-")[0])


def _identifier(piece: Piece) -> str:
    """Give the element's id, so that parts of the page can be found in the finished file."""
    name = piece.element.get("id", "") if piece.element is not None and "::" not in piece.tag else ""
    return name if name.isascii() else ""


def _is_decoration(element: Element) -> bool:
    """Say whether the author declared that *element* says nothing."""
    return element.get("aria-hidden") == "true" or (element.tag == "img" and element.get("alt") == "")


def _alternative(element: Element) -> str:
    """Give the text that stands for a picture: alt, aria-label, or an SVG's title."""
    text = element.get("alt") or element.get("aria-label") or element.findtext(f"{_SVG}title") or ""
    return " ".join(text.split())
