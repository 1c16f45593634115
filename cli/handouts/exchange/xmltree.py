"""XML as files from strangers must be read, without entities, network, or endless depth, and as ours are written."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from handouts.errors import HandoutError
from handouts.gate.limits import find_limit

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TEXTS = ("source", "target", "seg")  # elements that hold a text with codes
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Tree = Any  # an element of lxml, which has no type hints of its own


def parse(data: bytes, name: str) -> Tree:
    """Parse an XML file and give its root; comments and processing instructions are left out.

    Raises HandoutError with ``path:line`` for what is not XML, has a DTD or entities, is too large or too deep.
    """
    if len(data) > find_limit("exchange-bytes"):
        raise HandoutError("the file is far too large", name, "check that it is the right file")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"not correct XML: {str(error.msg)[:120]}"
        raise HandoutError(message, f"{name}:{error.lineno or 1}", "export the file again from your tool") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise HandoutError("the file has a DTD", f"{name}:1", "take <!DOCTYPE ...> out: none is needed")
    _refuse_deep(root, name)
    return root


def _refuse_deep(root: Tree, name: str) -> None:
    """Raise HandoutError for elements too deep inside each other, and for entities."""
    level: list[Tree] = [root]
    most = find_limit("exchange-depth")
    for _ in range(most):
        level = [child for each in level for child in each]
        for element in level:
            if not isinstance(element.tag, str):
                raise HandoutError("the file has an entity", f"{name}:{element.sourceline}", "write the character")
        if not level:
            return
    where = f"{name}:{level[0].sourceline}"
    raise HandoutError(f"more than {most} elements inside each other", where, "check that it is the right file")


def local(element: Tree) -> str:
    """Give the name of an element without its namespace."""
    return str(etree.QName(element).localname)


def children(element: Tree, *names: str) -> Iterator[Tree]:
    """Give the children of *element* with one of *names*, in order."""
    return (child for child in element if local(child) in names)


def add(parent: Tree, name: str, text: str = "", /, **attributes: str) -> Tree:
    """Add an element in the namespace of *parent*; "_" in names of *attributes* stands for "-".

    Raises HandoutError for a character that XML cannot hold.
    """
    space = etree.QName(parent).namespace
    child = etree.SubElement(parent, f"{{{space}}}{name}" if space else name)
    for key, value in attributes.items():
        child.set(key.replace("_", "-"), value)
    add_text(child, text)
    return child


def add_text(element: Tree, text: str) -> None:
    """Add *text* at the end of *element*; raises HandoutError for a character that XML cannot hold."""
    try:
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        elif text:
            element.text = (element.text or "") + text
    except ValueError:
        raise HandoutError(f"a control character in {text[:40]!r}", hint="take it out of the catalog") from None


def can_hold(text: str) -> bool:
    """Tell whether XML can hold all characters of *text*."""
    try:
        etree.Element("x").text = text
    except ValueError:
        return False
    return "\r" not in text  # it would come back as a line feed


def write(root: Tree) -> bytes:
    """Write a file, indented down to its texts, in which every space counts."""
    _indent(root, "\n")
    data: bytes = etree.tostring(root, xml_declaration=False, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + data + b"\n"


def _indent(element: Tree, before: str) -> None:
    """Put each child of *element* on a line of its own; *before* is what stands before its end tag."""
    if not len(element) or local(element) in TEXTS:
        return
    inside = f"{before}  "
    element.text = inside
    for child in element:
        _indent(child, inside)
        child.tail = inside
    element[-1].tail = before
