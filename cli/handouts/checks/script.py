"""Script: is a translation written in the letters of its language; which letters those are stands in checks.toml."""

import re
import unicodedata
from collections.abc import Iterator

from handouts.checks.pair import Pair
from handouts.checks.verbatim import find_addresses, find_codes

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_TOKEN = re.compile(rf"{_WORD.pattern}|[().,:;!?]")  # what a run of words ends at, too
# Letters by name only: ª º µ, apostrophes of Samoan or Uzbek.
ANYWHERE = {"FEMININE", "MASCULINE", "MICRO", "MODIFIER"}
RUN, SMALL = 4, 3  # English words in a row that were forgotten, and how many of them are no names


def find_alphabet(character: str) -> str:
    """Give the first word of a letter's Unicode name: LATIN, CYRILLIC, CJK …; nothing for other signs."""
    return unicodedata.name(character, "?").split(" ")[0] if unicodedata.category(character)[0] == "L" else ""


def find_foreign_letters(pair: Pair) -> Iterator[str]:
    """Is every letter one of the language's script, or Latin, or a letter of the English?"""
    known = pair.rules.letters | ANYWHERE
    if not pair.rules.letters:  # nothing is known of this script
        return
    for word in _WORD.findall(pair.target):
        strange = [each for each in word if find_alphabet(each) not in {"", *known} and each not in pair.source]
        if strange:
            yield f"{word!r} holds {unicodedata.name(strange[0], 'a letter without a name').lower()}"


def find_mixed_words(pair: Pair) -> Iterator[str]:
    """Does a word mix Latin letters with others that look alike?"""
    if not pair.rules.unmixed:
        return
    for word in _WORD.findall(pair.target):
        alphabets = {find_alphabet(each) for each in word} - ANYWHERE - {""}
        if len(alphabets) > 1 and word not in pair.source:
            yield f"{word!r} mixes {' and '.join(sorted(alphabets)).lower()} letters"


def find_other_han(pair: Pair) -> Iterator[str]:
    """Is there a Simplified character in a Traditional text, or the other way round?"""
    for character in dict.fromkeys(pair.target):
        if character in pair.rules.strangers:
            yield f"{character} is written {pair.rules.strangers[character]} here"


def find_english(pair: Pair) -> Iterator[str]:
    """Was a text, or part of it, left in English?"""
    words = [each for each in _WORD.findall(_remove_names(pair, pair.source)) if len(each) > 1]
    own = pair.rules.letters - {"LATIN"}
    if own and any(not each.isupper() for each in words) and not {find_alphabet(each) for each in pair.target} & own:
        yield "no letter of the language's script"
        return
    target = f" {' '.join(_TOKEN.findall(pair.target))} "
    words = _TOKEN.findall(pair.source)
    for start in range(len(words) - RUN + 1):
        run = words[start : start + RUN]
        if all(map(str.isalpha, run)) and sum(map(str.islower, run)) >= SMALL and f" {' '.join(run)} " in target:
            yield f'"{" ".join(run)} …" was left in English'
            return


def _remove_names(pair: Pair, text: str) -> str:
    """Leave out what stands in Latin letters in every language."""
    for each in (*pair.rules.keep, *find_codes(text), *find_addresses(text)):
        text = text.replace(each, " ")
    return text
