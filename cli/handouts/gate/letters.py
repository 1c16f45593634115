"""Letters: what in a translation passes for something else, or for nothing; data is in letters.toml.

Look-alike letters, digits of two kinds in one number, signs without width, piles of marks, and text that is far too
long for its English. Tags, placeholders and controls are the business of ``message``.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from handouts.gate.limits import find_limit
from handouts.language import Language
from handouts.message import Problem, split

FILE = Path(__file__).with_name("letters.toml")
_WORD = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"\d+")
_FILLERS = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd"  # signs that print nothing, or a hole
_HIDDEN = ("Cf", "Cn", "Co", "Cs")
_SELECTORS = re.compile(r"[\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@cache
def load_letters() -> dict[str, Any]:
    """Read letters.toml."""
    return tomllib.loads(FILE.read_text("utf-8"))


def check_letters(language: Language, msgid: str, msgstr: str) -> Iterator[Problem]:
    """Name everything in *msgstr* that a reader cannot see or would take for something else."""
    most = find_limit("growth") * len(msgid) + find_limit("growth-free")
    if len(msgstr) > most:
        yield Problem(
            "far-too-long", f"{len(msgstr)} characters for {len(msgid)} of English; at most {most} are allowed"
        )
        return
    text = "".join(token.name if token.kind == "text" else "\n" for token in split(msgstr))
    yield from _find_look_alikes(language, msgid, text)
    yield from _find_mixed_digits(text)
    yield from _find_invisible(text)
    yield from _find_piles(text)


@cache
def find_alphabet(character: str) -> str:
    """Give the first word of a letter's Unicode name: LATIN, CYRILLIC, CJK …; nothing for other signs."""
    is_letter = unicodedata.category(character)[0] in "LM"
    return unicodedata.name(character, "").partition(" ")[0] if is_letter else ""


def _find_look_alikes(language: Language, msgid: str, text: str) -> Iterator[Problem]:
    """Name words with letters of an alphabet that looks like that of the language; the English may hold them."""
    alphabets: dict[str, str] = load_letters()["alphabets"]
    singles = load_letters()["single"]["letters"]
    for word in (word for word in dict.fromkeys(_WORD.findall(text)) if word not in msgid):
        found = {find_alphabet(letter) for letter in word} & alphabets.keys()
        if len(found) > 1:
            names = " and ".join(sorted(found)).lower()
            yield Problem("letters-mixed", f"{word!r} mixes {names} letters that look alike")
            continue
        strange = [each for each in found if alphabets[each] not in ("*", language.script)]
        if strange and not (len(word) == 1 and word in singles):
            yield Problem("letters-foreign", f"{word!r} is written in {strange[0].lower()} letters")


def _find_mixed_digits(text: str) -> Iterator[Problem]:
    """Name numbers of digits of two kinds, or of digits that are only a form of others."""
    for number in dict.fromkeys(_NUMBER.findall(text)):
        zeros = {ord(digit) - unicodedata.decimal(digit, 0) for digit in number}
        if len(zeros) > 1:
            yield Problem("digits-mixed", f"{number!r} mixes two kinds of digits")
        elif find_form(number):
            yield Problem("digits-mixed", f"{number!r} is written in a special form of digits")


def find_form(number: str) -> bool:
    """Tell whether digits are bold, italic or other forms of 0 to 9 that are no digits of a script."""
    return not number.isascii() and unicodedata.name(number[0], "").startswith("MATHEMATICAL")


def _find_invisible(text: str) -> Iterator[Problem]:
    """Name signs that print nothing, where no letter beside them needs them."""
    needed: dict[str, list[str]] = load_letters()["invisible"]
    left = load_letters()["left"]["signs"]
    for place, sign in enumerate(text):
        if sign in left or not (unicodedata.category(sign) in _HIDDEN or sign in _FILLERS or _SELECTORS.match(sign)):
            continue
        around = {find_alphabet(each) for each in text[max(0, place - 1) : place] + text[place + 1 : place + 2]}
        if not around & set(needed.get(sign, ())):
            name = unicodedata.name(sign, "a sign without a name").lower()
            yield Problem("letter-invisible", f"U+{ord(sign):04X} {name}, which nobody sees")


def _find_piles(text: str) -> Iterator[Problem]:
    """Name letters with more marks than any script needs."""
    most, count = find_limit("marks"), 0
    for sign in text:
        count = count + 1 if unicodedata.category(sign)[0] == "M" else 0
        if count > most:
            yield Problem("marks-piled", f"more than {most} marks on one letter")
            return
