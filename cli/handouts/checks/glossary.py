"""Glossary: does a translation use the agreed words; where they stand is rules' business.

A term "infusión (perfusión)" or "a / b" offers several forms. Endings are left aside: of each long word the last
letters may differ, so that plurals and cases are found without a grammar of the language.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.checks.pair import Pair

_PARTS = re.compile(r"[()（）/]")
_WORD = re.compile(r"[^\s\-,;]+")
SHORTEST, ENDING = 5, 2  # letters of a word that has an ending, and of that ending


@dataclass(frozen=True)
class Term:
    """An English term as a pattern, and the accepted forms, each as the beginnings of its words."""

    english: str
    pattern: re.Pattern[str]
    forms: tuple[tuple[str, ...], ...]
    words: str


def read_terms(rows: Iterable[tuple[str, str]]) -> tuple[Term, ...]:
    """Make terms of English and translated words, those of many words first."""
    terms = [_read(english, words) for english, words in rows if english.strip() and words.strip()]
    return tuple(sorted(terms, key=lambda term: -len(term.english)))


def _read(english: str, words: str) -> Term:
    """Make one term; what stands in brackets in the English is too short to be looked for."""
    names = [each.strip().casefold() for each in re.sub(r"\([^)]*\)", "", english).split("/") if each.strip()]
    pattern = re.compile("|".join(rf"(?<![\w-]){re.escape(name)}s?(?!\w)" for name in names))
    forms = [tuple(map(_stem, _WORD.findall(each.casefold()))) for each in cut_forms(words)]
    return Term(english, pattern, tuple(form for form in forms if form), words)


def cut_forms(words: str) -> list[str]:
    """Cut a cell of the glossary into the forms that it offers."""
    return [each.strip() for each in _PARTS.split(words) if each.strip()]


def _stem(word: str) -> str:
    """Cut the ending off a long word."""
    word = word.removeprefix("ال")
    return word[:-ENDING] if len(word) > SHORTEST else word


def find_other_words(pair: "Pair") -> Iterator[str]:
    """Is each term translated as the glossary has it?"""
    source, target = pair.source.casefold(), pair.target.casefold()
    for term in pair.rules.terms:
        if not term.pattern.search(source):
            continue
        source = term.pattern.sub(" ", source)
        if not any(all(stem in target for stem in form) for form in term.forms):
            yield f'"{term.english}" is not translated as in the glossary: {term.words}'
