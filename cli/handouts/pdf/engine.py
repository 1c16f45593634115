"""WeasyPrint's private parts: laid-out boxes seen as pieces, marked content, and the steps that are replaced.

WeasyPrint 70 turns boxes into structure elements in ``add_tags``, a step that ``tagging`` replaces for the time of
one write; so it does with the drawing of text, whose private parts ``lines`` and ``typefaces`` know. The rest of the
package sees ``Piece`` and ``Mark`` only, never a WeasyPrint box. What the tree looks like is decided in ``structure``;
how it is stored in ``serialise``.
"""

# ruff: noqa: ANN401, SLF001 (boxes have no types; private parts are this module's purpose)

import hashlib
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from threading import Lock
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint
import weasyprint.draw.text
import weasyprint.pdf
from weasyprint.css import ColorProfile
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.pdf.fonts import Font
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import get_hb_object_data

from handouts.errors import HandoutError

VERSION = "70."
SIGNATURE = ("pdf", "document", "pdf_version", "page_streams")
SOURCES: dict[str, tuple[Callable[..., Any], str]] = {
    "pdf.add_tags": (weasyprint.pdf.add_tags, "f0e74575b0bafaf3"),
    "pdf.generate_pdf": (weasyprint.pdf.generate_pdf, "626343ef25c396e8"),
    "pdf.stream.Stream.marked": (Stream.marked, "3fa3acacbbf66422"),
    "pdf.stream.Stream.artifact": (Stream.artifact, "be61e42186804e99"),
    "pdf.stream.Stream.add_font": (Stream.add_font, "e4226e1117477217"),
    "pdf.fonts.Font": (Font, "1888854798bf8726"),
    "text.fonts.get_hb_object_data": (get_hb_object_data, "03040a623df04c2b"),
    "pdf.build_fonts_dictionary": (weasyprint.pdf.build_fonts_dictionary, "fc551bef35d0d6c3"),
    "draw.text.draw_first_line": (weasyprint.draw.text.draw_first_line, "1bb8eae6d88e71b1"),
}
"""What this module was written against: the first 16 hexadecimal digits of the SHA-256 of each function's source."""
STEPS: dict[str, Any] = {
    "add_tags": weasyprint.pdf,
    "build_fonts_dictionary": weasyprint.pdf,
    "draw_first_line": weasyprint.draw.text,
    "get_hb_object_data": weasyprint.pdf.fonts,
}
"""The steps that can be replaced for the time of one write, and the module that looks each of them up."""
POINTS_PER_PIXEL = 0.75
_LOCK = Lock()


def changed_sources() -> list[str]:
    """Name the wrapped functions whose source is not what this module was written against."""
    return [
        name
        for name, (function, digest) in SOURCES.items()
        if hashlib.sha256(inspect.getsource(function).encode()).hexdigest()[:16] != digest
    ]


def require_supported(version: str, signature: tuple[str, ...]) -> None:
    """Raise HandoutError when WeasyPrint's tagging step is not the one this module knows."""
    if not version.startswith(VERSION) or signature != SIGNATURE:
        raise HandoutError(
            f"WeasyPrint {version} is not supported: its tagging step is unknown to handouts",
            "weasyprint.pdf.add_tags",
            f'install a known one: python -m pip install "weasyprint=={VERSION}*"',
        )


require_supported(weasyprint.VERSION, tuple(inspect.signature(weasyprint.pdf.add_tags).parameters))


@dataclass(eq=False)
class Mark:
    """One marked-content sequence in a page's content (or in a group drawn on the page), not yet numbered."""

    page: int
    text: str
    stream: Stream
    position: int

    def number(self, mcid: int) -> None:
        """Give the sequence its number within its stream."""
        self.stream.stream[self.position]["MCID"] = mcid

    def turn_into_artifact(self, kind: str, subtype: str | None = None) -> None:
        """Take the sequence out of the content a reader hears: /Artifact of this /Type (and /Subtype)."""
        properties = pydyf.Dictionary({"Type": f"/{kind}"})
        if subtype:
            properties["Subtype"] = f"/{subtype}"
        self.stream.stream[self.position - 1] = "/Artifact"
        self.stream.stream[self.position] = properties


class Piece:
    """One laid-out box: part or all of what an HTML element shows on one page."""

    def __init__(self, box: Any, page: "PageParts") -> None:
        """Look through the placeholder that stands for an absolutely positioned box."""
        self.box = box._box if isinstance(box, AbsolutePlaceholder) else box
        self.page = page
        self.element: Element | None = self.box.element
        self.tag: str = ("" if self.element is None else self.box.element_tag) or ""

    @property
    def children(self) -> Iterator["Piece"]:
        """Give the pieces inside, in reading order."""
        return (Piece(child, self.page) for child in self.box.children)

    @property
    def is_text(self) -> bool:
        """Say whether this is a run of text on one line."""
        return isinstance(self.box, boxes.TextBox)

    @property
    def is_image(self) -> bool:
        """Say whether this is a picture in the place of an element."""
        return isinstance(self.box, boxes.ReplacedBox)

    @property
    def margin(self) -> str | None:
        """Give the at-keyword of a page-margin box ("@top-center"), or None for anything else."""
        return self.box.at_keyword if isinstance(self.box, boxes.MarginBox) else None

    @property
    def is_link(self) -> bool:
        """Say whether this is (a line of) the link itself, not something inside it."""
        return self.box.link is not None

    @property
    def repeats(self) -> bool:
        """Say whether the same piece is shown again on each page: a table's header and footer, a fixed box."""
        group = getattr(self.box, "is_header", False) or getattr(self.box, "is_footer", False)
        return bool(group or self.box.style["position"] == "fixed")

    def take_mark(self) -> Mark | None:
        """Take this piece's own marked content, if it drew any."""
        return self.page.marks.pop(self.box, None)

    @property
    def spans(self) -> tuple[int, int]:
        """Give the columns and rows that a table cell spans."""
        return self.box.colspan, self.box.rowspan

    @property
    def list_style(self) -> str:
        """Give the computed list-style-type, "" for a symbols() function."""
        style = self.box.style["list_style_type"]
        return style if isinstance(style, str) else ""

    @property
    def corners(self) -> tuple[float, float, float, float]:
        """Give left, bottom, right, top of the content in PDF points, y up."""
        left, top = self.box.content_box_x(), self.box.content_box_y()
        sides = (left, self.page.height - top - self.box.height, left + self.box.width, self.page.height - top)
        return tuple(round(side * POINTS_PER_PIXEL, 3) for side in sides)

    def take_annotation(self) -> pydyf.Dictionary | None:
        """Take the link annotation that WeasyPrint put over this box on this page, if any."""
        annotation, self.box.link_annotation = self.box.link_annotation, None
        return annotation

    def drop_annotation(self) -> None:
        """Remove this box's link annotation from its page."""
        annotation = self.take_annotation()
        if annotation is not None:
            self.page.dictionary["Annots"].remove(annotation.reference)
            if not self.page.dictionary["Annots"]:
                del self.page.dictionary["Annots"]
            annotation.clear()


@dataclass
class PageParts:
    """What one page shows: its root box, its marked content by box, its dictionary, its height in CSS pixels."""

    root: Any
    marks: dict[Any, Mark]
    dictionary: pydyf.Dictionary
    height: float

    @property
    def piece(self) -> Piece:
        """Give the page as the outermost piece."""
        return Piece(self.root, self)


def page_parts(pdf: pydyf.PDF, document: weasyprint.Document, streams: list[Stream]) -> Iterator[PageParts]:
    """Give the pages of *document* in order, each with the marked content its streams hold."""
    dictionaries = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        places = {mcid: (part, at) for part in _parts(pdf, stream) for mcid, at in _numbered(part)}
        marks = {box: Mark(number, getattr(box, "text", ""), *places[tag["mcid"]]) for box, tag in stream._tags.items()}
        yield PageParts(page._page_box, marks, dictionaries[number], page.height)


def _parts(pdf: pydyf.PDF, stream: Stream) -> Iterator[Stream]:
    """Give a page's own stream and those of the groups drawn on it: they share one dictionary of tags."""
    return (part for part in pdf.objects if isinstance(part, Stream) and part._tags is stream._tags)


def _numbered(stream: Stream) -> Iterator[tuple[int, int]]:
    """Give the number and position of the property list of each marked-content sequence."""
    for position, item in enumerate(stream.stream):
        if isinstance(item, pydyf.Dictionary) and "MCID" in item:
            yield item["MCID"], position


@contextmanager
def tagging(add_tags: Callable[..., object], **others: Callable[..., object]) -> Iterator[None]:
    """Let *add_tags* and *others*, by their names in STEPS, stand in for WeasyPrint's; one write at a time."""
    steps = {"add_tags": add_tags, **others}
    with _LOCK:
        originals = {name: getattr(STEPS[name], name) for name in steps}
        try:
            for name, step in steps.items():
                setattr(STEPS[name], name, step)
            yield
        finally:
            for name, step in originals.items():
                setattr(STEPS[name], name, step)


def producer() -> str:
    """Give the name that WeasyPrint writes as the Producer."""
    return f"WeasyPrint {weasyprint.VERSION}"


def srgb() -> ColorProfile:
    """Read the sRGB profile that PDF/A asks for as output intent; WeasyPrint would leave its file open."""
    with (files(weasyprint.pdf) / "sRGB2014.icc").open("rb") as file:
        return ColorProfile(file, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))
