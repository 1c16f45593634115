"""TMX 1.4b: the sentences that have been reviewed, for the memory of a translator's tool; only written, never read."""

from importlib.metadata import version

from lxml import etree

from handouts.exchange.bundle import Bundle, Segment, keep_signed
from handouts.exchange.codes import Codes
from handouts.exchange.xmltree import LANG, Tree, add, add_text, write


def dump(bundle: Bundle) -> bytes:
    """Write what has been reviewed of *bundle*; everything else is left out."""
    root = etree.Element("tmx", version="1.4")
    head = {
        "creationtool": "handouts",
        "creationtoolversion": version("handouts"),
        "o-tmf": "PO",
        "segtype": "paragraph",
    }
    add(root, "header", adminlang="en", srclang="en", datatype="xml", **head)
    body = add(root, "body")
    for part in keep_signed(bundle).parts:
        for segment in part.segments:
            _add_unit(body, f"{part.domain}/{segment.message.key}", segment, bundle.language.tag)
    return write(root)


def _add_unit(body: Tree, name: str, segment: Segment, tag: str) -> None:
    """Write one sentence in both languages."""
    unit, codes = add(body, "tu", tuid=name), Codes()
    add(unit, "prop", segment.message.key, type="x-context")
    add(unit, "prop", str(segment.progress), type="x-status")
    for language, text in (("en", segment.message.msgid), (tag, segment.target)):
        variant = add(unit, "tuv")
        variant.set(LANG, language)
        _add_codes(add(variant, "seg"), text, codes)


def _add_codes(element: Tree, text: str, codes: Codes) -> None:
    """Write a text with its codes."""
    names = {"open": ("bpt", "i"), "close": ("ept", "i"), "value": ("ph", "x")}
    for token, number in codes.number(text):
        if token.kind == "text":
            add_text(element, token.name)
        else:
            name, attribute = names[token.kind]
            add(element, name, str(token), **{attribute: number})
