"""The finished tree to PDF objects: structure elements, parent tree, role map; and what readers are asked to do."""

# ruff: noqa: ANN401 (PDF values of any type)

from collections import defaultdict
from typing import Any
from xml.etree.ElementTree import Element

import pydyf

from handouts.pdf.destinations import lead_to_structure
from handouts.pdf.element import Annotation, Node
from handouts.pdf.engine import Mark
from handouts.pdf.roles import MAPPED, OLDER
from handouts.pdf.standards import UA1, Standard


def write_tree(pdf: pydyf.PDF, document: Node, standard: Standard = UA1) -> None:
    """Add *document* and all below it to *pdf*, and number its marked content in reading order."""
    root = _add(pdf, Type="/StructTreeRoot")
    writer = _Writer(pdf)
    if standard.namespace:
        space = _add(pdf, Type="/Namespace", NS=pydyf.String(standard.namespace))
        root["Namespaces"] = pydyf.Array([space.reference])
        writer.namespace = space.reference
    root["K"] = pydyf.Array([writer.write(document, root.reference)])
    root["ParentTree"] = writer.parent_tree().reference
    root["ParentTreeNextKey"] = writer.next_key
    used = {node.type for node in document.descend()}
    roles = {name: f"/{other}" for name, other in MAPPED.items() if name in used}
    if roles and not standard.namespace:
        root["RoleMap"] = pydyf.Dictionary(roles)
    if standard.namespace:
        writer.refer(document)
        lead_to_structure(pdf, document, writer.references)
    if writer.ids:
        names = [part for name in sorted(writer.ids) for part in (pydyf.String(name), writer.ids[name])]
        root["IDTree"] = _add(pdf, Names=pydyf.Array(names)).reference
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def write_catalog(pdf: pydyf.PDF) -> None:
    """Ask readers to show the title and to number the pages as printed.

    No /Direction: where it says R2L, pdfium turns around every line, those of English too.
    """
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})


class _Writer:
    """The objects written so far, and who owns each piece of marked content."""

    def __init__(self, pdf: pydyf.PDF) -> None:
        """Reserve one key of the parent tree for each page, as the pages already say."""
        self.pdf = pdf
        self.pages = pdf.page_references
        self.next_key = len(self.pages)
        pages = [pdf.objects[number] for number in pdf.pages["Kids"][::3]]
        self.keys: dict[bytes, int] = {page["Contents"]: at for at, page in enumerate(pages)}
        self.owners: dict[int, list[bytes]] = defaultdict(list)
        self.annotations: dict[int, bytes] = {}
        self.ids: dict[str, bytes] = {}
        self.references: dict[Node, bytes] = {}
        self.namespace = b""

    def write(self, node: Node, parent: bytes) -> bytes:
        """Add *node* and all below it; give its reference."""
        element = _add(self.pdf, Type="/StructElem", S=f"/{node.type}", P=parent)
        self.references[node] = element.reference
        if self.namespace and node.type not in OLDER:
            element["NS"] = self.namespace
        page = next((kid.page for kid in node.kids if not isinstance(kid, Node)), None)
        if page is not None:
            element["Pg"] = self.pages[page]
        if node.parent and node.language != node.parent.language:
            element["Lang"] = pydyf.String(node.language)
        for name, text in (("Alt", node.alt), ("E", node.expansion)):
            if text:
                element[name] = pydyf.String(text)
        if node.id and node.id not in self.ids:
            element["ID"] = pydyf.String(node.id)
            self.ids[node.id] = element.reference
        if node.attributes:
            owners = [_attributes(owner, values) for owner, values in node.attributes.items()]
            element["A"] = owners[0] if len(owners) == 1 else pydyf.Array(owners)
        element["K"] = pydyf.Array([self.kid(kid, node, element.reference, page) for kid in node.kids])
        return bytes(element.reference)

    def refer(self, document: Node) -> None:
        """Let notes and what calls them name each other, as PDF 2.0 can."""
        for node in filter(lambda each: each.references, document.descend()):
            number = int(self.references[node].split()[0])
            self.pdf.objects[number]["Ref"] = pydyf.Array([self.references[each] for each in node.references])

    def kid(self, kid: Node | Mark | Annotation, node: Node, owner: bytes, page: int | None) -> Any:
        """Give what stands for *kid* in its parent's /K."""
        if isinstance(kid, Node):
            return self.write(kid, owner)
        if isinstance(kid, Annotation):
            return self.annotation(kid, node, owner)
        key = self.key(kid)
        mcid = len(self.owners[key])
        self.owners[key].append(owner)
        kid.number(mcid)
        if key == page:
            return mcid
        content = {"Type": "/MCR", "Pg": self.pages[kid.page], "MCID": mcid}
        if key >= len(self.pages):
            content["Stm"] = kid.stream.reference
        return pydyf.Dictionary(content)

    def key(self, mark: Mark) -> int:
        """Give the parent-tree key of the stream that holds *mark*; a group drawn on a page gets its own."""
        reference = mark.stream.reference
        if reference not in self.keys:
            self.keys[reference] = mark.stream.extra["StructParents"] = self.next_key
            self.next_key += 1
        return self.keys[reference]

    def annotation(self, kid: Annotation, node: Node, owner: bytes) -> pydyf.Dictionary:
        """Tie a link annotation to its Link element and describe it by the words of the link."""
        if node.element is not None and (words := " ".join(_spoken(node.element).split())):
            kid.dictionary["Contents"] = pydyf.String(words)
        kid.dictionary["StructParent"] = self.next_key
        self.annotations[self.next_key] = owner
        self.next_key += 1
        return pydyf.Dictionary({"Type": "/OBJR", "Pg": self.pages[kid.page], "Obj": kid.dictionary.reference})

    def parent_tree(self) -> pydyf.Dictionary:
        """Add the way back from marked content and annotations to structure elements."""
        numbers = pydyf.Array()
        for key in range(self.next_key):
            numbers.extend([key, self.annotations.get(key) or pydyf.Array(self.owners[key])])
        return _add(self.pdf, Nums=numbers)


def _spoken(element: Element) -> str:
    """Give what a link says: its label, else its words and the text that stands for its pictures."""
    inside = "".join(f"{_spoken(child)}{child.tail or ''}" for child in element)
    return element.get("aria-label") or f"{element.get('alt', '')}{element.text or ''}{inside}"


def _add(pdf: pydyf.PDF, **values: Any) -> pydyf.Dictionary:
    """Add a dictionary to *pdf* and give it back."""
    dictionary = pydyf.Dictionary(values)
    pdf.add_object(dictionary)
    return dictionary


def _attributes(owner: str, values: dict[str, Any]) -> pydyf.Dictionary:
    """Give one attribute object: names start with a slash, sequences are arrays, IDs are strings."""
    return pydyf.Dictionary({"O": f"/{owner}", **{name: _value(value) for name, value in values.items()}})


def _value(value: Any) -> Any:
    """Give a Python value as pydyf wants it."""
    if isinstance(value, list | tuple):
        return pydyf.Array([pydyf.String(item) if isinstance(item, str) else item for item in value])
    return value
