"""Where a new structure element goes below its parent: list items, definition lists, lines of text inside blocks."""

from handouts.pdf.element import Annotation, Node
from handouts.pdf.roles import GROUPING, INLINE, KEPT_WHEN_EMPTY


def place(node: Node, tag: str, parent: Node) -> Node:
    """Put *node*, made for an HTML element *tag*, below *parent* and give it back."""
    if tag == "li":
        parent.add(Node("LI", language=node.language)).add(node)
    elif node.type == "Lbl" and tag != "dt":
        _put_label(node, parent)
    elif tag in ("dt", "dd"):
        _open_item(parent, node.type).add(node)
    elif node.type in INLINE and parent.type in GROUPING:
        _paragraph(parent).add(node)
    else:
        parent.add(node)
    return node


def line_of(node: Node, text: str) -> Node | None:
    """Give the P that takes a run of *text* inside the grouping element *node*; None for space between two blocks."""
    return _paragraph(node) if text.strip() or _last_paragraph(node) else None


def tidy(node: Node) -> None:
    """Leave out what says nothing below *node*: elements without content, links that lead nowhere, bare groups."""
    for kid in node.nodes:
        tidy(kid)
        if not kid.kids and kid.type not in KEPT_WHEN_EMPTY:
            node.kids.remove(kid)
        elif _is_bare_group(kid, node):
            place = node.kids.index(kid)
            node.kids[place : place + 1] = kid.kids
            for inner in kid.nodes:
                inner.parent = node
        elif kid.type == "Link" and not any(isinstance(part, Annotation) for part in kid.kids):
            kid.type = "Span"


def suit_newer_types(document: Node) -> None:
    """Change what PDF 2.0 has otherwise: a caption is in what it describes, a list of terms says that it is one."""
    for node in list(document.descend()):
        if node.type == "Caption" and node.parent and node.parent.type in GROUPING:
            _join_caption(node, node.parent)
        elif node.type == "Note":
            node.type = "FENote"
        elif node.type == "L" and "List" not in node.attributes:
            node.set("List", ListNumbering="/Description")


def _join_caption(caption: Node, group: Node) -> None:
    """Put *caption* into the one picture that stands before it in its *group*; any other becomes a paragraph."""
    before = group.kids[: group.kids.index(caption)]
    pictures = [kid for kid in before if isinstance(kid, Node) and kid.type == "Figure"]
    if len(pictures) == 1:
        group.kids.remove(caption)
        pictures[0].add(caption)
    else:
        caption.type = "P"


def _is_bare_group(node: Node, parent: Node) -> bool:
    """Say whether *node* is a div for the sake of style alone: its parts can stand in its place."""
    is_div = node.element is not None and node.element.tag == "div"
    return is_div and not node.id and node.language == parent.language and len(node.nodes) == len(node.kids)


def _put_label(label: Node, body: Node) -> None:
    """Put a list item's label before its body."""
    item = body.parent if body.parent and body.parent.type == "LI" else body
    label.parent = item
    item.kids.insert(0, label)


def _open_item(dl: Node, kind: str) -> Node:
    """Give the list item that takes a term (Lbl) or its definition (LBody) of a definition list."""
    last = dl.nodes[-1] if dl.nodes else None
    if last and (kind == "LBody" or all(kid.type == "Lbl" for kid in last.nodes)):
        return last
    return dl.add(Node("LI", language=dl.language))


def _last_paragraph(node: Node) -> Node | None:
    """Give the P that was made for a run of text and nothing else has followed yet."""
    last = node.kids[-1] if node.kids else None
    return last if isinstance(last, Node) and last.type == "P" and last.element is None else None


def _paragraph(node: Node) -> Node:
    """Give the P for a run of text inside a grouping element: the open one, or a new one."""
    return _last_paragraph(node) or node.add(Node("P", language=node.language))
