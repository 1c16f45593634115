"""Drawings: SVG from outside, held to an allow-list (drawing.toml); nothing in it is changed."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NoReturn
from xml.parsers import expat

from handouts.errors import HandoutError
from handouts.gate.limits import find_limit

FILE = Path(__file__).with_name("drawing.toml")
SVG = "http://www.w3.org/2000/svg"
_REFERENCE = re.compile(r"url\s*\(|\\", re.IGNORECASE)
_OWN_REFERENCE = re.compile(r"url\(#[\w.-]+\)")
_HINT = "draw it with plain shapes, and export it as plain SVG"


@cache
def load_allowed() -> tuple[frozenset[str], frozenset[str]]:
    """Read which elements and which attributes a drawing may have."""
    allowed = tomllib.loads(FILE.read_text("utf-8"))
    return frozenset(allowed["elements"]), frozenset(allowed["attributes"])


def check_drawing(data: bytes, name: str) -> None:
    """Raise HandoutError with ``path:line`` for a drawing that is more than shapes and colours, or is not SVG."""
    _Reader(name).read(data)


class _Reader:
    """Reads one drawing; entities are never looked up, as the declaration that would make them is refused."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.count = 0
        self.depth = 0
        self.elements, self.attributes = load_allowed()
        self.parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.StartDoctypeDeclHandler = lambda *_: self.refuse("a document type, which can name other files")
        self.parser.ProcessingInstructionHandler = lambda *_: self.refuse("a processing instruction")
        self.parser.StartCdataSectionHandler = lambda: self.refuse("a CDATA section")

    def read(self, data: bytes) -> None:
        """Read all of it."""
        try:
            self.parser.Parse(data, True)  # noqa: FBT003 -- expat takes it by place: this is all there is
        except expat.ExpatError as error:
            message = f"not an SVG file: {expat.ErrorString(error.code)}"
            raise HandoutError(message, f"{self.name}:{error.lineno}", _HINT) from None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Look at one element."""
        self.count, self.depth = self.count + 1, self.depth + 1
        space, _, element = name.rpartition(" ")
        if space not in ("", SVG) or element not in self.elements:
            self.refuse(f"the element <{element[:40]}>")
        for attribute, value in attributes.items():
            if attribute not in self.attributes:
                self.refuse(f"the attribute {attribute.rpartition(' ')[2][:40]}=")
            if _REFERENCE.search(value) and not _OWN_REFERENCE.fullmatch(value):
                self.refuse(f"a reference to something outside: {value[:40]!r}")
        if self.depth > find_limit("drawing-depth") or self.count > find_limit("drawing-elements"):
            self.refuse("too many elements")

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.depth -= 1

    def text(self, text: str) -> None:
        """Look at what stands between elements."""
        if text.strip():
            self.refuse("text, which could not be translated")

    def refuse(self, what: str) -> NoReturn:
        """Raise the error for the place being read."""
        message = f"a drawing may not hold {what}"
        raise HandoutError(message, f"{self.name}:{self.parser.CurrentLineNumber}", _HINT)
