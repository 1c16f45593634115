"""Pair: an English message beside its translation, and what a check of one is; the checks themselves lie around it."""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from handouts.checks.rules import Rules
from handouts.finding import Level
from handouts.language import Language
from handouts.message import split

# Vowel signs of Arabic and Hebrew, which a writer may leave out, and the Arabic stretching sign.
_POINTS = re.compile("[\u0591-\u05bd\u05bf-\u05c7\u064b-\u0652\u0670\u0640]")
_ENDS = re.compile(r"(?<![A-Z])[.!?。！？؟।۔။።։]+(?=[\s\"'”’»)\]）」]|$)|[。！？]")


@dataclass(frozen=True)
class Pair:
    """A message and its translation; ``twins`` are other translations of the same English in this language."""

    key: str
    msgid: str
    msgstr: str
    language: Language
    rules: Rules
    where: str = ""
    twins: tuple[str, ...] = ()

    @cached_property
    def source(self) -> str:
        """Give the English without tags and placeholders."""
        return plain(self.msgid)

    @cached_property
    def target(self) -> str:
        """Give the translation without tags and placeholders."""
        return plain(self.msgstr)

    @property
    def digest(self) -> str:
        """Name exactly these two texts."""
        return hashlib.sha256(f"{self.msgid}\0{self.msgstr}".encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True)
class Check:
    """One question asked of each pair: ``find`` names every fault, its docstring is the question.

    ``code`` never changes; ``reason`` says what the fault does to a reader.
    """

    code: str
    level: Level
    reason: str
    find: Callable[[Pair], Iterator[str]]


def plain(text: str) -> str:
    """Leave out tags, and put a space for each placeholder."""
    pieces = {"text": "{}", "value": " "}
    return "".join(pieces[token.kind].format(token.name) for token in split(text) if token.kind in pieces)


def fold(text: str) -> str:
    """Write *text* so that forms can be looked up in it: small letters, one apostrophe, no Arabic or Hebrew points."""
    return _POINTS.sub("", unicodedata.normalize("NFC", text).casefold()).replace("’", "'").replace("\xa0", " ")


def cut(text: str) -> list[str]:
    """Cut plain text into sentences, by the full stops of all scripts."""
    return [each for each in _ENDS.split(text) if each.strip()]
