"""The two tags that hold messages in a template: one parser for extraction and for rendering.

``{% trans "call.phone" %}Call <a href="tel:{{ clinic.phone }}">your team</a>.{% endtrans %}`` prints HTML.
``alt="{% text "hero.alt" %}A bag of cells{% endtext %}"`` prints plain escaped text without any element: for
attributes, ``<title>`` and bookmarks. Aliases follow the key: ``{% trans "x", when=visit.date|long_date %}``.
Rules: the key is one quoted literal; the body is text, inline elements and ``{{ simple.names }}``, nothing else.
How a body becomes a msgid is in ``body``; this module only speaks to Jinja.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from handouts.body import Body, Expression, read_body
from handouts.errors import HandoutError
from handouts.message import Element, Message, check_translation, render

LAYOUT_FOLDER, LAYOUT_DOMAIN = "_layout", "page"
_KEY = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")


@dataclass(frozen=True)
class Translation:
    """What to print for a message: the text, the language it is in, and whether that is the wanted language."""

    text: str
    language_tag: str
    is_translated: bool


class Translator(Protocol):
    """Finds the text for a message; counting what is missing is its own business."""

    def translate(self, domain: str, message: Message) -> Translation:
        """Give the text of *message* in the language of the page, or the English with ``is_translated`` false."""


def leave(_key: str, html: Markup) -> Markup:
    """Leave the HTML of a message as it is."""
    return html


@dataclass(frozen=True)
class Wording:
    """How the messages of one page are worded: a translator, and typography for each run of plain text.

    *mark* gets the key and the HTML of each message that is printed, and gives what is printed in its place.
    """

    translator: Translator
    text: Callable[[str], Markup] = escape
    mark: Callable[[str, Markup], Markup] = leave


@dataclass(frozen=True)
class Found:
    """A message where the parser met it; ``line`` puts messages and includes of one template into order."""

    message: Message
    line: int


def find_domain(template: str) -> str:
    """Give the PO domain of a template's messages: its folder, with ``_layout`` as ``page``."""
    folder = template.partition("/")[0]
    return LAYOUT_DOMAIN if folder == LAYOUT_FOLDER else folder


class MessageExtension(Extension):
    """Parse ``{% trans %}`` and ``{% text %}``; remember what was found; print it through the wording."""

    tags = {"trans", "text"}  # noqa: RUF012 -- Jinja reads a plain class attribute

    def __init__(self, environment: Environment) -> None:
        """Begin with nothing found and no wording."""
        super().__init__(environment)
        self.found: list[Found] = []
        self.wording: Wording | None = None

    def parse(self, parser: Parser) -> nodes.Node:
        """Turn one tag with its body into an output node.

        Raises HandoutError with ``path:line`` for whatever a translator could not be given.
        """
        tag = next(parser.stream)
        template = parser.name or "<string>"
        where = f"templates/{template}:{tag.lineno}"
        key = _parse_key(parser, where)
        aliases = _parse_aliases(parser, where)
        body = read_body(_parse_body(parser, tag.value, where), where)
        if tag.value == "text" and body.elements:
            raise HandoutError(f'text "{key}" holds elements', where, "use {% trans %} where HTML may stand")
        message = Message(key, body.msgid, (), where)
        self.found.append(Found(message, tag.lineno))
        arguments = [
            nodes.Const(find_domain(template)),
            nodes.Const((key, body.msgid, where, tag.value == "text")),
            *_make_arguments(body, aliases, where),
        ]
        call = self.call_method("print_message", arguments, lineno=tag.lineno)
        return nodes.Output([nodes.MarkSafe(call)]).set_lineno(tag.lineno)

    def print_message(
        self,
        domain: str,
        parts: tuple[str, str, str, bool],
        elements: Mapping[str, tuple[str, *tuple[object, ...]]],
        values: Mapping[str, object],
    ) -> Markup:
        """Print one message while a page is rendered."""
        key, msgid, where, is_plain = parts
        if self.wording is None:
            raise HandoutError("messages cannot be printed without a translator", where)
        for name, value in values.items():
            if value is None:
                hint = "give it in the profile or handout.toml"
                raise HandoutError(f"placeholder {{{name}}} has no value", where, hint)
        translation = self.wording.translator.translate(domain, Message(key, msgid, (), where))
        problems = check_translation(msgid, translation.text)
        if problems:
            raise HandoutError(f'translation of "{key}" ({translation.language_tag}): {problems[0].message}', where)
        if is_plain:
            return render(translation.text, {}, values)
        real = {role: Element(tag, Markup().join(map(escape, parts))) for role, (tag, *parts) in elements.items()}
        html = render(translation.text, real, values, self.wording.text)
        if not translation.is_translated:
            span = Markup('<span class="untranslated" lang="{}" dir="ltr">{}</span>')
            html = span.format(translation.language_tag, html)
        return self.wording.mark(key, html)


def _parse_key(parser: Parser, where: str) -> str:
    """Read the quoted key that follows the tag's name."""
    token = parser.stream.current
    if token.type != "string" or parser.stream.look().type not in ("block_end", "comma", "name"):
        raise HandoutError("a message needs one quoted key", where, 'write {% trans "section.name" %}')
    key = str(next(parser.stream).value)
    if not _KEY.fullmatch(key):
        hint = "rename it like steps.collect.text"
        raise HandoutError(f"key {key!r} is not made of a-z 0-9 - _ and dots", where, hint)
    return key


def _parse_aliases(parser: Parser, where: str) -> dict[str, nodes.Expr]:
    """Read ``, name=expression`` pairs up to the end of the tag."""
    aliases: dict[str, nodes.Expr] = {}
    while parser.stream.current.type != "block_end":
        parser.stream.skip_if("comma")
        if parser.stream.current.type != "name" or parser.stream.look().type != "assign":
            raise HandoutError("after the key only name=expression may follow", where)
        name = str(next(parser.stream).value)
        next(parser.stream)
        aliases[name] = parser.parse_expression()
    next(parser.stream)
    return aliases


def _parse_body(parser: Parser, tag: str, where: str) -> list[str | Expression]:
    """Read text and ``{{ expressions }}`` up to the end tag; anything else is an error."""
    pieces: list[str | Expression] = []
    while True:
        token = next(parser.stream)
        if token.type == "data":
            pieces.append(str(token.value))
        elif token.type == "variable_begin":
            pieces.append(Expression(parser.parse_expression(), token.lineno))
            parser.stream.expect("variable_end")
        elif token.type == "block_begin" and parser.stream.current.test(f"name:end{tag}"):
            next(parser.stream)
            return pieces
        elif token.type == "block_begin":
            here = f"{where.rpartition(':')[0]}:{token.lineno}"
            raise HandoutError(
                f"{{% {parser.stream.current.value} %}} inside a message", here, f"close it first with {{% end{tag} %}}"
            )
        else:
            raise HandoutError(f"{{% {tag} %}} is never closed", where, f"end it with {{% end{tag} %}}")


class _Aliasing(NodeTransformer):
    """Put the expressions of aliases in the place of their names."""

    def __init__(self, aliases: Mapping[str, nodes.Expr]) -> None:
        self.aliases = aliases
        self.used: set[str] = set()

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 -- Jinja names visitors after node types
        self.used.add(node.name)
        return self.aliases.get(node.name, node)


def _make_arguments(body: Body, aliases: Mapping[str, nodes.Expr], where: str) -> list[nodes.Expr]:
    """Write the elements and values of a message as two dictionary nodes."""
    aliasing = _Aliasing(aliases)
    values: list[nodes.Pair] = []
    for name, expression in body.values.items():
        values.append(nodes.Pair(nodes.Const(name), aliasing.visit(expression)))
    elements: list[nodes.Pair] = []
    for role, (tag, attributes) in body.elements.items():
        parts = [nodes.MarkSafe(nodes.Const(p)) if isinstance(p, str) else aliasing.visit(p) for p in attributes]
        elements.append(nodes.Pair(nodes.Const(role), nodes.Tuple([nodes.Const(tag), *parts], "load")))
    unused = sorted(aliases.keys() - aliasing.used)
    if unused:
        raise HandoutError(f"{unused[0]}= is not used in the message", where, f"write {{{{ {unused[0]} }}}} in it")
    return [nodes.Dict(elements), nodes.Dict(values)]
