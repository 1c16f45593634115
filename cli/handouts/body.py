"""Body: the HTML between a message's tags -> msgid, elements and values; no file and no rendering here.

Inline elements lose their attributes and get a short role name, ``{{ clinic.phone }}`` becomes ``{phone}``, white
space is collapsed (non-breaking and other non-ASCII spaces are kept), character references become characters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from jinja2 import nodes

from handouts.errors import HandoutError
from handouts.message import MAX_LENGTH, TAG_NAME, check_isolates, check_nesting, find_stray, is_visible, split

ROLES = {"strong": "b", "em": "i", "a": "link"}
INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "dfn", "em", "i", "ins", "kbd", "mark"}
    | {"q", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var"}
)
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))

_HOLE = "\0"  # stands for an expression while the HTML around it is read
_PIECE = re.compile(
    r"(?P<comment><!--)|<(?P<slash>/?)(?P<tag>[A-Za-z][A-Za-z0-9-]*)(?P<rest>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>"
    r"|(?P<broken><[A-Za-z/!?])"
)
_ATTRIBUTE = re.compile(r"\s+([A-Za-z_:][A-Za-z0-9_:.-]*)(?:\s*=\s*(\"[^\"]*\"|'[^']*'))?")
_ROLE = re.compile(TAG_NAME)


@dataclass(frozen=True)
class Expression:
    """A Jinja expression met in a body, and its line."""

    node: nodes.Expr
    line: int


Attributes = tuple[str | nodes.Expr, ...]


@dataclass
class Body:
    """What a body holds: the msgid, the element behind each tag, the expression behind each placeholder."""

    msgid: str = ""
    elements: dict[str, tuple[str, Attributes]] = field(default_factory=dict)
    values: dict[str, nodes.Expr] = field(default_factory=dict)


def read_body(pieces: list[str | Expression], where: str) -> Body:
    """Make a Body of text and expressions.

    Raises HandoutError at *where* for everything that could not be given to a translator as one message.
    """
    return _Reader(pieces, where).read()


class _Reader:
    """One pass over a body; every expression is a hole in its text, taken in order."""

    def __init__(self, pieces: list[str | Expression], where: str) -> None:
        if any(isinstance(piece, str) and _HOLE in piece for piece in pieces):
            raise HandoutError("the template holds a NUL character", where, "delete it")
        self.html = "".join(piece if isinstance(piece, str) else _HOLE for piece in pieces)
        self.holes = iter([piece for piece in pieces if isinstance(piece, Expression)])
        self.where = where
        self.opened: list[tuple[str, str]] = []
        self.body = Body()

    def read(self) -> Body:
        """Read everything and check what came out."""
        text = re.sub(r"[ \t\n\r\f]+", " ", "".join(self._read_pieces())).strip(" ")
        tokens = list(split(text))
        if not any(is_visible(token.name) for token in tokens if token.kind == "text"):
            raise self._error("there is nothing to translate in this message", "put words in it, or drop the tag")
        if len(text) > MAX_LENGTH:
            raise self._error(f"the message is longer than {MAX_LENGTH} characters", "one message per paragraph")
        for problem in (*check_nesting(tokens), *check_isolates(text)):
            raise self._error(problem.message)
        self.body.msgid = text
        return self.body

    def _read_pieces(self) -> Iterator[str]:
        """Give the msgid piece by piece."""
        end = 0
        for match in _PIECE.finditer(self.html):
            yield from self._read_text(self.html[end : match.start()])
            end = match.end()
            if match["comment"]:
                raise self._error("a comment inside a message", "move it out, or use {# translators: ... #} before")
            if match["broken"]:
                raise self._error(f"{match[0]!r} begins a tag that never ends", "put a space after < if it is a sign")
            yield self._close(match["tag"]) if match["slash"] else self._open(match["tag"], match["rest"])
        yield from self._read_text(self.html[end:])

    def _read_text(self, html: str) -> Iterator[str]:
        """Give plain text with its placeholders."""
        for index, run in enumerate(html.split(_HOLE)):
            if index:
                yield f"{{{self._name_value(next(self.holes))}}}"
            text = unescape(run)
            for problem in find_stray(text.replace("\r", "")):
                raise self._error(problem.message, "only text, inline elements and {{ simple.names }} may stand here")
            yield text

    def _name_value(self, expression: Expression) -> str:
        """Name a placeholder after the last part of its expression."""
        node: nodes.Node = expression.node
        name = node.attr if isinstance(node, nodes.Getattr) else node.name if isinstance(node, nodes.Name) else ""
        while isinstance(node, nodes.Getattr):
            node = node.node
        if not name or not isinstance(node, nodes.Name):
            advice = 'name it first: {% trans "key", name=expression %} and write {{ name }}'
            raise self._error("only {{ simple.names }} may stand in a message", advice, expression.line)
        if self.body.values.setdefault(name, expression.node) != expression.node:
            advice = f'name one of them: {{% trans "key", other={name} %}}'
            raise self._error(f"two different values are both called {{{name}}}", advice, expression.line)
        return name

    def _open(self, tag: str, rest: str) -> str:
        """Note an element and give its tag in the msgid."""
        if tag not in INLINE:
            kind = "an empty element" if tag.lower() in VOID else "not an inline element"
            raise self._error(f"<{tag}> is {kind}", "one message per block: put the element around or between messages")
        role, attributes = self._read_attributes(tag, rest)
        if self.body.elements.setdefault(role, (tag, attributes)) != (tag, attributes):
            raise self._error(f"two different elements are both called <{role}>", 'name one: data-name="phone"')
        self.opened.append((tag, role))
        return f"<{role}>"

    def _close(self, tag: str) -> str:
        """Close the innermost element."""
        if not self.opened or self.opened[-1][0] != tag:
            problem = f"comes before </{self.opened[-1][0]}>" if self.opened else "closes nothing"
            raise self._error(f"</{tag}> {problem}")
        return f"</{self.opened.pop()[1]}>"

    def _read_attributes(self, tag: str, rest: str) -> tuple[str, Attributes]:
        """Split attributes into raw HTML and expressions; ``data-name`` gives the role and is dropped."""
        role, kept, end = ROLES.get(tag, tag), "", 0
        for match in _ATTRIBUTE.finditer(rest):
            if match.start() != end:
                break
            end = match.end()
            if match[1] == "data-name":
                role = (match[2] or "''")[1:-1]
            else:
                kept += match[0]
        if rest[end:].strip():
            raise self._error(f"<{tag}> has an attribute without quotes", f"put quotes around {rest[end:].strip()!r}")
        if not _ROLE.fullmatch(role):
            raise self._error(f"data-name={role!r} is not a name", "use a-z, 0-9 and -")
        parts: list[str | nodes.Expr] = []
        for index, run in enumerate(kept.split(_HOLE)):
            if index:
                parts.append(next(self.holes).node)
            parts.append(run)
        return role, tuple(parts)

    def _error(self, message: str, hint: str | None = None, line: int | None = None) -> HandoutError:
        """Make an error with the place of the message."""
        path, _, first = self.where.rpartition(":")
        return HandoutError(message, f"{path}:{line or first}", hint)
