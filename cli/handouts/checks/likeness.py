"""Likeness: what is left of a text once a font has drawn it; which texts are compared is the business of structure.

Text is taken as it stands in the file, in any direction.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

ALIKE = 0.6
"""Share of letters, or of letter pairs, that two spellings of one text have in common at least."""
_EXACT = ("LATIN ", "DIGIT ", "CYRILLIC ", "GREEK ", "CJK ", "HIRAGANA ", "KATAKANA ", "HANGUL ")
"""How the names of letters begin that a file spells one by one; fonts of other scripts name some glyphs loosely."""


def are_alike(one: str, other: str) -> bool:
    """Say whether two texts share most pairs of neighbouring letters, whichever way they run."""
    first, second = _pairs(one), _pairs(other)
    total = max(first.total(), second.total())
    return not total or (first & second).total() / total >= ALIKE


def count_lost(wanted: str, got: str) -> int:
    """Count the letters of *wanted* that are not in *got*; few letters that fonts name loosely do not count."""
    letters = Counter(_letters(wanted))
    lost = letters - Counter(_letters(got))
    if lost.total() > letters.total() * (1 - ALIKE):
        return lost.total()
    return sum(count for letter, count in lost.items() if unicodedata.name(letter, "").startswith(_EXACT))


def _pairs(text: str) -> Counter[frozenset[str]]:
    """Count the pairs of neighbouring letters of a text."""
    return Counter(map(frozenset, pairwise(letter for letter in text if letter.isalnum())))


def _letters(text: str) -> Iterator[str]:
    """Give letters and digits, whatever their case and form."""
    return (letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
