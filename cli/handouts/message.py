"""Message: one translatable sentence or block, its rules, and how it becomes HTML again.

A msgid is plain text with attribute-free tags ``<b>..</b>`` and placeholders ``{name}``; everything else, percent
signs and ``< 38 °C`` included, is plain text. Here is what a translation must keep and how tags and values are put
back. How a template becomes a msgid is in ``trans``; nothing here knows Jinja or PO files.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from markupsafe import Markup, escape

from handouts.gate.limits import find_limit

MAX_LENGTH = find_limit("text-characters")  # characters in one msgid or msgstr
MAX_DEPTH = find_limit("tag-depth")  # open tags at one time
MAX_PROBLEMS = 20  # a broken text is named, not recited

TAG_NAME = r"[a-z][a-z0-9-]*"
PLACEHOLDER_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_TOKEN = re.compile(rf"<(?P<slash>/?)(?P<tag>{TAG_NAME})>|\{{(?P<name>{PLACEHOLDER_NAME})\}}")
_STRAY = (
    ("markup-stray", re.compile(r"<(?:[A-Za-z!?/][^<>]{0,40}>?|[ \t]*/?[ \t]*[A-Za-z][A-Za-z0-9-]{0,20}[ \t]*/?>)")),
    ("entity", re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")),
    ("percent-placeholder", re.compile(r"%\([^()\s]{0,40}\)[A-Za-z]?")),
    ("placeholder-unknown", re.compile(r"\{[^{}]{0,40}\}?|\}")),
    ("bidi-control", re.compile(r"[\u202a-\u202e]")),
    (
        "control-character",
        re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u206a-\u206f\ufffe\uffff\U000e0000-\U000e007f]"),
    ),
)
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"  # letters and a sign that print nothing
_ISOLATES, _END_OF_ISOLATE = "\u2066\u2067\u2068", "\u2069"


@dataclass(frozen=True)
class Message:
    """One message of a template: its key (PO msgctxt), English msgid, notes for translators, and ``path:line``."""

    key: str
    msgid: str
    comments: tuple[str, ...] = ()
    where: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a translation: a stable kebab-case code and a sentence."""

    code: str
    message: str


@dataclass(frozen=True)
class Element:
    """The real HTML element behind a tag: its name and its attributes with the leading space, already escaped."""

    tag: str
    attributes: Markup

    @property
    def start(self) -> Markup:
        """Write the start tag."""
        return Markup("<{}{}>").format(self.tag, self.attributes)

    @property
    def end(self) -> Markup:
        """Write the end tag."""
        return Markup("</{}>").format(self.tag)


@dataclass(frozen=True)
class Token:
    """A piece of a message: ``kind`` is ``text``, ``open``, ``close`` or ``value``; ``name`` is its text or name."""

    kind: str
    name: str

    def __str__(self) -> str:
        """Write the piece as it stands in the message."""
        return {"open": "<{}>", "close": "</{}>", "value": "{{{}}}"}.get(self.kind, "{}").format(self.name)


def split(text: str) -> Iterator[Token]:
    """Cut *text* into plain text, tags and placeholders, in linear time; joined they give *text* again."""
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield Token("text", text[end : match.start()])
        if match["name"]:
            yield Token("value", match["name"])
        else:
            yield Token("close" if match["slash"] else "open", match["tag"])
        end = match.end()
    if end < len(text):
        yield Token("text", text[end:])


def find_stray(text: str) -> Iterator[Problem]:
    """Name what looks like markup or a placeholder in plain *text* but is neither, kind by kind."""
    words = {
        "markup-stray": "{!r} is not a tag of this message: write tags without attributes, or put a space after <",
        "entity": "{!r} would be printed as it stands: write the character itself",
        "percent-placeholder": "{!r} is not a placeholder: placeholders look like {{name}}",
        "placeholder-unknown": "{!r} is not a placeholder of this message",
        "bidi-control": "{!r} can turn a number around: write the letters in the order they are spoken",
        "control-character": "control character {!r}",
    }
    for code, pattern in _STRAY:
        for match in pattern.finditer(text):
            yield Problem(code, words[code].format(match[0]))


def check_translation(msgid: str, msgstr: str) -> tuple[Problem, ...]:
    """Name everything that keeps *msgstr* from being printed in place of *msgid*; an empty tuple means it can be."""
    if len(msgstr) > MAX_LENGTH:
        return (Problem("too-long", f"{len(msgstr)} characters; at most {MAX_LENGTH} are allowed"),)
    source, target = list(split(msgid)), list(split(msgstr))
    problems = [
        *_compare_tokens(source, target),
        *check_nesting(target),
        *check_isolates(msgstr),
        *(problem for token in target if token.kind == "text" for problem in find_stray(token.name)),
    ]
    return tuple(dict.fromkeys(problems))[:MAX_PROBLEMS]


def is_visible(text: str) -> bool:
    """Tell whether plain *text* shows anything: not only spaces, controls, format characters and lone marks."""
    kinds = {unicodedata.category(letter) for letter in text if letter not in _BLANK}
    return any(kind[0] not in "ZM" and kind not in ("Cc", "Cf") for kind in kinds)


def check_isolates(text: str) -> Iterator[Problem]:
    """Name bidi isolates (U+2066 to U+2068) that U+2069 does not end, or an end without a beginning."""
    depth = 0
    for letter in text:
        depth += (letter in _ISOLATES) - (letter == _END_OF_ISOLATE)
        if depth < 0:
            break
    if depth:
        yield Problem("bidi-control", "bidi isolates U+2066 to U+2068 and their ends U+2069 are not in pairs")


def _compare_tokens(source: list[Token], target: list[Token]) -> Iterator[Problem]:
    """Compare the multisets of start tags and of placeholders."""
    for kind, word in (("open", "tag"), ("value", "placeholder")):
        wanted = Counter(token.name for token in source if token.kind == kind)
        found = Counter(token.name for token in target if token.kind == kind)
        for name in found:
            if name not in wanted:
                yield Problem(f"{word}-unknown", f"unknown {word} {Token(kind, name)}{_suggest(name, wanted, kind)}")
        for name, count in wanted.items():
            token = Token(kind, name)
            if not found[name]:
                yield Problem(f"{word}-missing", f"{word} {token} missing")
            elif found[name] != count:
                yield Problem(f"{word}-count", f"{word} {token} is there {found[name]} times instead of {count}")


def _suggest(name: str, known: Counter[str], kind: str) -> str:
    """Offer the nearest of the *known* names, or the only one."""
    near = get_close_matches(name[:40], known, n=1, cutoff=0.5) or (list(known) if len(known) == 1 else [])
    return f": did you mean {Token(kind, near[0])}?" if near else ""


def check_nesting(tokens: list[Token]) -> Iterator[Problem]:
    """Name tags that cross, close nothing, stay open, hold nothing, repeat inside themselves, or lie too deep."""
    opened: list[str] = []
    before = Token("text", "x")
    for token in tokens:
        if token.kind == "open":
            if token.name in opened:
                yield Problem("tag-nesting", f"<{token.name}> inside <{token.name}>")
            opened.append(token.name)
        elif token.kind == "close":
            yield from _close(token.name, opened, before)
        if len(opened) > MAX_DEPTH:
            yield Problem("tag-depth", f"more than {MAX_DEPTH} tags inside each other")
            return
        if token.kind != "text" or is_visible(token.name):
            before = token
    for name in reversed(opened):
        yield Problem("tag-nesting", f"<{name}> is never closed")


def _close(name: str, opened: list[str], before: Token) -> Iterator[Problem]:
    """Take *name* off the *opened* tags."""
    if name not in opened:
        yield Problem("tag-nesting", f"`</{name}>` closes nothing")
        return
    if before == Token("open", name):
        yield Problem("tag-empty", f"nothing between <{name}> and </{name}>")
    if opened[-1] != name:
        yield Problem("tag-nesting", f"`</{name}>` comes before `</{opened[-1]}>`")
    del opened[len(opened) - 1 - opened[::-1].index(name)]


def render(
    msgstr: str,
    elements: Mapping[str, Element],
    values: Mapping[str, object],
    text: Callable[[str], Markup] = escape,
) -> Markup:
    """Put *elements* and *values* back into *msgstr*, which has passed check_translation.

    *text* turns each run of plain text into Markup (typography); values are escaped. What is neither an element nor
    a value is escaped text.
    """
    out: list[Markup] = []
    for token in split(msgstr):
        if token.kind == "value" and token.name in values:
            out.append(escape(values[token.name]))
        elif token.kind in ("open", "close") and token.name in elements:
            element = elements[token.name]
            out.append(element.start if token.kind == "open" else element.end)
        else:
            out.append(text(str(token)))
    return Markup().join(out)
