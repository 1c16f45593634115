"""Wording: does a translation say no where the English does, and are there signs that something went astray."""

import re
from collections.abc import Iterator
from itertools import pairwise

from handouts.checks.pair import Pair, cut, fold

_WORD = re.compile(r"\S+")
LETTERS = 20  # of English, below which a length says nothing
SENTENCES = 2  # more or less that deserve a look


def find_lost_negation(pair: Pair) -> Iterator[str]:
    """Does the translation still say "not", "never", "no" or "cannot"?"""
    cue = pair.rules.english_negation.search(_read_source(pair))
    if cue and pair.rules.negation and not pair.rules.negation.search(fold(pair.target)):
        yield f'"{cue[0]}" of the English has no counterpart'


def find_fewer_negations(pair: Pair) -> Iterator[str]:
    """Do as many sentences say "not" as in the English?"""
    if not pair.rules.negation:
        return
    wanted = sum(bool(pair.rules.english_negation.search(each)) for each in cut(_read_source(pair)))
    found = len(pair.rules.negation.findall(fold(pair.target)))
    if 0 < found < wanted:
        yield f'{wanted} sentences of the English say "not", the translation says it {found} times'


def _read_source(pair: Pair) -> str:
    """Give the English without phrases whose "not" does not deny."""
    return pair.rules.english_aside.sub(" ", fold(pair.source))


def find_untouched(pair: Pair) -> Iterator[str]:
    """Is the translation the English itself?"""
    rest = re.sub("|".join(map(re.escape, pair.rules.keep)), "", pair.source)
    if pair.msgid == pair.msgstr and any(each.isalpha() for each in rest):
        yield "the translation equals the English"


def find_odd_length(pair: Pair) -> Iterator[str]:
    """Is the translation about as long as others in this language?"""
    low, high = pair.rules.length
    if len(pair.source) >= LETTERS and pair.target.strip():
        ratio = len(pair.target) / len(pair.source)
        if not low <= ratio <= high:
            yield f"{ratio:.1f} times as long as the English; {low} to {high} is usual"


def find_doubled_words(pair: Pair) -> Iterator[str]:
    """Does a word stand there twice in a row?"""
    words = _WORD.findall(pair.target.casefold())
    for word, following in pairwise(words):
        if (
            word == following
            and word.isalpha()
            and not pair.rules.repeats
            and f"{word} {word}" not in fold(pair.source)
        ):
            yield f'"{word} {word}"'


def find_twins(pair: Pair) -> Iterator[str]:
    """Is the same English translated in the same way elsewhere?"""
    for twin in dict.fromkeys(pair.twins):
        if twin != pair.msgstr:
            yield f'elsewhere "{pair.msgid[:40]}" is translated as "{twin[:40]}"'


def find_other_sentences(pair: Pair) -> Iterator[str]:
    """Are there about as many sentences?"""
    wanted, found = len(cut(pair.source)), len(cut(pair.target))
    if " " not in pair.rules.end["."] and abs(wanted - found) >= SENTENCES:
        yield f"{found} sentences, the English has {wanted}"
