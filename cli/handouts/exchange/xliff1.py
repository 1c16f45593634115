"""XLIFF 1.2: a bundle as a file for translators' tools, and a file that came back as units; catalogs are not touched.

Tags are ``bpt`` and ``ept``, placeholders ``ph``, so that tools protect them. A machine's draft says so.
"""

from collections.abc import Iterator, Mapping
from pathlib import PureWindowsPath

from lxml import etree

from handouts.exchange.bundle import Bundle, Part, Progress, Returned, Segment, squeeze
from handouts.exchange.codes import Codes
from handouts.exchange.languages import refuse_other
from handouts.exchange.xmltree import LANG, SPACE, Tree, add, add_text, can_hold, children, local, parse, write

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
STATES = {
    Progress.DRAFT: "needs-review-translation",
    Progress.TRANSLATED: "translated",
    Progress.REVIEWED: "signed-off",
    Progress.RELEASED: "final",
}
DONE = {"translated", "signed-off", "final"}
CODES, WRAPPERS = ("bpt", "ept", "ph", "it", "x", "bx", "ex"), ("mrk", "g", "sub")


def dump(bundle: Bundle) -> bytes:
    """Write *bundle* as one file, with one ``<file>`` for each part."""
    root = etree.Element(f"{{{NAMESPACE}}}xliff", version="1.2", nsmap={None: NAMESPACE})
    for part in bundle.parts:
        _add_part(root, part, bundle.language.tag)
    return write(root)


def _add_part(root: Tree, part: Part, tag: str) -> None:
    """Write one part."""
    original = f"locales/{part.domain}.pot"
    languages = {"source_language": "en", "target_language": tag}
    body = add(add(root, "file", original=original, datatype="plaintext", **languages), "body")
    for segment in part.segments:
        _add_unit(body, segment, tag)


def _add_unit(body: Tree, segment: Segment, tag: str) -> None:
    """Write one message: the texts, where it stands, and the notes."""
    message, codes = segment.message, Codes()
    unit = add(body, "trans-unit", id=message.key, resname=message.key)
    unit.set("approved", "yes" if segment.progress >= Progress.REVIEWED else "no")
    unit.set(SPACE, "preserve")
    _add_codes(add(unit, "source"), message.msgid, codes)
    if segment.target and can_hold(segment.target):
        target = add(unit, "target", state=STATES[segment.progress])
        target.set(LANG, tag)
        if segment.is_machine:
            target.set("state-qualifier", "mt-suggestion")
        _add_codes(target, segment.target, codes)
    path, _, line = message.where.rpartition(":")
    if path:
        group = add(unit, "context-group", purpose="location")
        add(group, "context", path, context_type="sourcefile")
        add(group, "context", line, context_type="linenumber")
    for note in message.comments:
        add(unit, "note", note, **{"from": "author"})
    for remark in filter(can_hold, segment.remarks):
        add(unit, "note", remark, **{"from": "translator"})


def _add_codes(element: Tree, text: str, codes: Codes) -> None:
    """Write a text with its codes."""
    names = {"open": "bpt", "close": "ept", "value": "ph"}
    for token, number in codes.number(text):
        if token.kind == "text":
            add_text(element, token.name)
        else:
            add(element, names[token.kind], str(token), id=number)


def load(data: bytes, name: str, tag: str) -> tuple[Returned, ...]:
    """Read the units of a file that came back; raises HandoutError for broken XML and for another language."""
    return tuple(unit for file in children(parse(data, name), "file") for unit in _read_file(file, name, tag))


def _read_file(file: Tree, name: str, tag: str) -> Iterator[Returned]:
    """Read one ``<file>``, whose name says which catalog it belongs to."""
    refuse_other(file.get("target-language", ""), tag, f"{name}:{file.sourceline}")
    domain = PureWindowsPath(file.get("original", "")).name.removesuffix(".pot")  # which knows both slashes
    for unit in file.iter(f"{{{NAMESPACE}}}trans-unit"):
        yield _read_unit(unit, domain, name)


def _read_unit(unit: Tree, domain: str, name: str) -> Returned:
    """Read one unit; a target that tools only suggest (``alt-trans``) is not looked at."""
    source, target = next(children(unit, "source"), None), next(children(unit, "target"), None)
    key, where = unit.get("resname") or unit.get("id", ""), f"{name}:{unit.sourceline}"
    if source is None:
        return Returned(domain, key, "", "", where, fault="the unit has no source")
    known = {(local(code), code.get("id", "")): "".join(code.itertext()) for code in source if local(code) in CODES}
    try:
        english, text = (squeeze("".join(_read_text(each, known))) for each in (source, target))
    except ValueError as error:
        return Returned(domain, key, "", "", where, fault=str(error))
    is_done = target is not None and (target.get("state") in DONE or unit.get("approved") == "yes")
    is_machine = target is not None and target.get("state-qualifier", "").endswith(("mt-suggestion", "leveraged-mt"))
    return Returned(domain, key, english, text, where, is_done, is_machine)


def _read_text(element: Tree | None, known: Mapping[tuple[str, str], str]) -> Iterator[str]:
    """Give the pieces of a text; *known* are the codes of the source, for tools that give back empty ones."""
    if element is None:
        return
    yield element.text or ""
    for child in element:
        name = local(child)
        if name in CODES:
            yield "".join(child.itertext()) or known.get((name, child.get("id", "")), "")
        elif name in WRAPPERS:
            yield from _read_text(child, known)
        else:
            raise ValueError(f"<{name}> inside of a text")
        yield child.tail or ""
