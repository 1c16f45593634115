"""Glossary: does a translation use the agreed words; where they stand is rules' business.

A term "infusión (perfusión)" or "a / b" offers several forms. Endings are left aside: of each long word the last
letters may differ, so that plurals and cases are found without a grammar of the language; other changes, and words that
must not be used, are data in locales/terms.toml.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from handouts.checks.pair import Pair

_PARTS = re.compile(r"[()（）/]")
_WORD = re.compile(r"[^\s\-,;]+")
SHORTEST, ENDING = 5, 2  # letters of a word that has an ending, and of that ending


@dataclass(frozen=True)
class Term:
    """An English term as a pattern, and the accepted forms: each as the beginnings of its words, and others whole."""

    english: str
    pattern: re.Pattern[str]
    forms: tuple[tuple[str, ...], ...]
    words: str
    also: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Banned:
    """Words that must not translate an English word, and why."""

    english: re.Pattern[str]
    forms: re.Pattern[str]
    reason: str


def read_terms(
    rows: Iterable[tuple[str, str]], also: Mapping[str, re.Pattern[str]], articles: Iterable[str]
) -> tuple[Term, ...]:
    """Make terms of English and translated words, those of many words first.

    *also* gives other accepted forms by the English without brackets, *articles* what may stand before a word.
    """
    articles = tuple(articles)
    terms = [_read(english, words, also, articles) for english, words in rows if english.strip() and words.strip()]
    return tuple(sorted(terms, key=lambda term: -len(term.english)))


def _read(english: str, words: str, also: Mapping[str, re.Pattern[str]], articles: tuple[str, ...]) -> Term:
    """Make one term; what stands in brackets in the English is too short to be looked for."""
    bare = re.sub(r"\([^)]*\)", "", english).strip()
    forms = [tuple(_stem(word, articles) for word in _WORD.findall(each.casefold())) for each in cut_forms(words)]
    return Term(english, compile_english(bare), tuple(form for form in forms if form), words, also.get(bare))


def compile_english(words: str) -> re.Pattern[str]:
    """Make the pattern of an English term, or of several with "/" between them, in singular and plural."""
    names = [each.strip().casefold() for each in words.split("/") if each.strip()]
    return re.compile("|".join(rf"(?<![\w-]){re.escape(name)}s?(?!\w)" for name in names))


def cut_forms(words: str) -> list[str]:
    """Cut a cell of the glossary into the forms that it offers."""
    return [each.strip() for each in _PARTS.split(words) if each.strip()]


def _stem(word: str, articles: tuple[str, ...]) -> str:
    """Cut article and ending off a word; a short one has no ending."""
    word = next((word.removeprefix(each) for each in articles if word.startswith(each)), word)
    return word[:-ENDING] if len(word) > SHORTEST else word


def find_other_words(pair: "Pair") -> Iterator[str]:
    """Is each term translated as the glossary has it?"""
    source, target = pair.source.casefold(), pair.target.casefold()
    for term in pair.rules.terms:
        if not term.pattern.search(source):
            continue
        source = term.pattern.sub(" ", source)
        if term.also and term.also.search(target):
            continue
        if not any(all(stem in target for stem in form) for form in term.forms):
            yield f'"{term.english}" is not translated as in the glossary: {term.words}'


def find_banned_words(pair: "Pair") -> Iterator[str]:
    """Does a word stand for a term that says something else?"""
    source, target = pair.source.casefold(), pair.target.casefold()
    for banned in pair.rules.banned:
        name, found = banned.english.search(source), banned.forms.search(target)
        if name and found:
            yield f'"{found[0]}" must not stand for "{name[0]}": {banned.reason}'
