"""XLIFF 2.1: a bundle as a file for translators' tools, and a file that came back as units; catalogs are not touched.

Tags are ``pc``, placeholders ``ph``; their real form stands in ``originalData``. A machine's draft says so.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from handouts.exchange.bundle import Bundle, Part, Progress, Returned, Segment, squeeze
from handouts.exchange.codes import Codes
from handouts.exchange.languages import refuse_other
from handouts.exchange.xmltree import SPACE, Tree, add, add_text, can_hold, children, local, parse, write

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"  # that of 2.1 too
STATES = {Progress.TRANSLATED: "translated", Progress.REVIEWED: "reviewed", Progress.RELEASED: "final"}
DONE = set(STATES.values())
MACHINE = "handouts:machine-draft"
HOLDERS, MARKS = ("segment", "ignorable"), ("mrk", "sm", "em")
STARTS, ENDS = ("dataRefStart", "dataRef"), ("dataRefEnd", "dataRef")


def dump(bundle: Bundle) -> bytes:
    """Write *bundle* as one file, with one ``<file>`` for each part."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", nsmap={None: NAMESPACE})
    for name, value in (("version", "2.1"), ("srcLang", "en"), ("trgLang", bundle.language.tag)):
        root.set(name, value)
    for part in bundle.parts:
        _add_part(root, part)
    return write(root)


def _add_part(root: Tree, part: Part) -> None:
    """Write one part; its units are whole paragraphs, not to be cut up."""
    file = add(root, "file", id=part.domain, original=f"locales/{part.domain}.pot", canResegment="no")
    file.set(SPACE, "preserve")
    for segment in part.segments:
        _add_unit(file, segment)


def _add_unit(file: Tree, segment: Segment) -> None:
    """Write one message: notes, the real form of its codes, the texts."""
    message = segment.message
    unit = add(file, "unit", id=message.key, name=message.key)
    notes = [("location", message.where), *(("author", each) for each in message.comments)]
    notes += [("translator", each) for each in segment.remarks]
    notes = [(category, text) for category, text in notes if text and can_hold(text)]
    if notes:
        holder = add(unit, "notes")
        for category, text in notes:
            add(holder, "note", text, category=category)
    data, codes = add(unit, "originalData"), Codes()
    part = add(unit, "segment", state=STATES.get(segment.progress, "initial"))
    if segment.progress is Progress.DRAFT:
        part.set("subState", MACHINE if segment.is_machine else "handouts:to-review")
    _Writer(data, codes).add(add(part, "source"), message.msgid)
    if segment.target and can_hold(segment.target):
        _Writer(data, codes).add(add(part, "target"), segment.target)
    if not len(data):
        unit.remove(data)


class _Writer:
    """Writes texts of one unit; each code stands once in *data*."""

    def __init__(self, data: Tree, codes: Codes) -> None:
        self.data = data
        self.codes = codes

    def add(self, element: Tree, text: str) -> None:
        """Write a text with its codes into *element*."""
        inside = [element]
        for token, number in self.codes.number(text):
            if token.kind == "text":
                add_text(inside[-1], token.name)
            elif token.kind == "open":
                start, end = self.refer(str(token)), self.refer(f"</{token.name}>")
                shown = {"dispStart": str(token), "dispEnd": f"</{token.name}>"}
                inside.append(add(inside[-1], "pc", id=number, dataRefStart=start, dataRefEnd=end, **shown))
            elif token.kind == "close":
                inside.pop()
            else:
                add(inside[-1], "ph", id=number, dataRef=self.refer(str(token)), disp=str(token))

    def refer(self, code: str) -> str:
        """Give the name under which *code* stands in the data."""
        for data in self.data:
            if data.text == code:
                return str(data.get("id"))
        return str(add(self.data, "data", code, id=f"d{len(self.data) + 1}").get("id"))


def load(data: bytes, name: str, tag: str) -> tuple[Returned, ...]:
    """Read the units of a file that came back; raises HandoutError for broken XML and for another language."""
    root = parse(data, name)
    refuse_other(root.get("trgLang", ""), tag, f"{name}:{root.sourceline}")
    units = (
        (file.get("id", ""), unit) for file in children(root, "file") for unit in file.iter(f"{{{NAMESPACE}}}unit")
    )
    return tuple(_read_unit(unit, domain, name) for domain, unit in units)


def _read_unit(unit: Tree, domain: str, name: str) -> Returned:
    """Read one unit, whose segments are joined again where a tool has cut it."""
    key, where = unit.get("name") or unit.get("id", ""), f"{name}:{unit.sourceline}"
    parts = list(children(unit, *HOLDERS))
    data = {each.get("id"): "".join(each.itertext()) for holder in children(unit, "originalData") for each in holder}
    try:
        source = squeeze(
            "".join("".join(_read_text(each, data)) for part in parts for each in children(part, "source"))
        )
        target = squeeze("".join(_read_targets(parts, data)))
    except (ValueError, OverflowError) as error:
        return Returned(domain, key, "", "", where, fault=str(error))
    segments = [part for part in parts if local(part) == "segment"]
    is_done = bool(segments) and all(part.get("state") in DONE and not part.get("subState") for part in segments)
    is_machine = any(part.get("subState") == MACHINE for part in segments)
    return Returned(domain, key, source, target, where, is_done, is_machine)


def _read_targets(parts: list[Tree], data: Mapping[str, str]) -> Iterator[str]:
    """Read the targets in their own order; where one of several segments has none, there is no translation."""
    if any(next(children(part, "source"), None) is None for part in parts):
        raise ValueError("a segment has no source")
    targets = [next(children(part, "target"), None) for part in parts]
    if any(each is None and local(part) == "segment" for part, each in zip(parts, targets, strict=True)):
        return
    found = [
        next(children(part, "source")) if each is None else each for part, each in zip(parts, targets, strict=True)
    ]
    places = [int(each.get("order", place)) for place, each in enumerate(found, 1)]
    for _, each in sorted(zip(places, found, strict=True), key=lambda pair: pair[0]):
        yield from _read_text(each, data)


def _read_text(element: Tree, data: Mapping[str, str]) -> Iterator[str]:
    """Give the pieces of a text; *data* holds the real form of its codes."""
    yield element.text or ""
    for child in element:
        name = local(child)
        if name == "cp":
            yield chr(int(child.get("hex", "0"), 16))
        elif name == "pc":
            yield _find(child, data, STARTS)
            yield from _read_text(child, data)
            yield _find(child, data, ENDS)
        elif name in ("ph", "sc", "ec"):
            yield _find(child, data, STARTS)
        elif name in MARKS:
            yield from _read_text(child, data)
        else:
            raise ValueError(f"<{name}> inside of a text")
        yield child.tail or ""


def _find(code: Tree, data: Mapping[str, str], names: tuple[str, ...]) -> str:
    """Give the real form of a code; raises ValueError for one that the unit does not know."""
    reference = next((code.get(name) for name in names if code.get(name)), "")
    if reference not in data:
        raise ValueError(f"the code <{local(code)}> refers to nothing")
    return data[reference]
