"""Structure elements while the tree is being built; reading a finished file's tree back is read's business."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    import pydyf

    from handouts.pdf.engine import Mark


@dataclass(eq=False)
class Annotation:
    """A link annotation on a page, as a kid of its Link element."""

    page: int
    dictionary: pydyf.Dictionary


@dataclass(eq=False)
class Node:
    """One structure element: its type, the HTML element it stands for, its kids in reading order."""

    type: str
    parent: Node | None = None
    element: Element | None = None
    language: str = ""
    kids: list[Node | Mark | Annotation] = field(default_factory=list)
    alt: str = ""
    expansion: str = ""
    id: str = ""
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    spans: tuple[int, int] = (1, 1)
    references: list[Node] = field(default_factory=list)

    @property
    def nodes(self) -> list[Node]:
        """Give the kids that are structure elements."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def closest(self, kind: str) -> Node | None:
        """Give the nearest element of type *kind*, from this one upwards."""
        return self if self.type == kind else self.parent and self.parent.closest(kind)

    def descend(self) -> Iterator[Node]:
        """Give this element and all below it, in reading order."""
        yield self
        for kid in self.nodes:
            yield from kid.descend()

    def add(self, kid: Node) -> Node:
        """Append *kid* and give it back."""
        kid.parent = self
        self.kids.append(kid)
        return kid

    def set(self, owner: str, **values: Any) -> None:  # noqa: ANN401 (PDF values of any type)
        """Set attributes of one owner: List, Table or Layout."""
        self.attributes.setdefault(owner, {}).update(values)
