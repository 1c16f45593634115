"""Characters: is every sign of a translation one that a reader can see, in its usual form and balanced."""

import re
import unicodedata
from collections.abc import Iterator

from handouts.checks.pair import Pair

OPENING, CLOSING = "\u2066\u2067\u2068", "\u2069"
MARKS = "\u200e\u200f\u061c"  # say which way text runs, and may stand anywhere in a right-to-left language
FILLERS = "\u115f\u1160\u3164\uffa0\u2800\u034f\ufffd\ufffc"  # look like nothing, or like a hole
BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」", "『": "』", "《": "》", "«": "»", "“": "”"}
_CLOSED = re.compile(r"[\s\u200e\u200f\u2066-\u2069)\]）」”’»\"]+$")
HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def name(character: str) -> str:
    """Write a character that cannot be seen."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name').lower()}"


def find_blank(pair: Pair) -> Iterator[str]:
    """Is there anything to read?"""
    if pair.source.strip() and not any(unicodedata.category(each)[0] in "LNPS" for each in pair.target):
        yield "the translation shows nothing"


def find_invisible(pair: Pair) -> Iterator[str]:
    """Is there a sign that no reader sees: a control sign, a change of direction, a space without width?"""
    text = pair.msgstr
    for place, character in enumerate(text):
        if unicodedata.category(character) not in HIDDEN and character not in FILLERS:
            continue
        around = text[max(0, place - 1) : place] + text[place + 1 : place + 2]
        if character != "\n" and not _may_stand(pair, character, around):
            yield f"{name(character)} in {text[max(0, place - 8) : place + 9]!a}"
    if not _is_balanced(text):
        yield "an isolate (U+2066 to U+2068) is not closed by U+2069, or the other way round"


def _may_stand(pair: Pair, character: str, around: str) -> bool:
    """Tell whether the script needs this sign here, between its own letters."""
    if character in OPENING + CLOSING:
        return True
    if character in MARKS:
        return pair.language.direction == "rtl"
    own = pair.rules.letters - {"LATIN"}
    return character in pair.rules.invisible and any(unicodedata.name(each, "").split(" ")[0] in own for each in around)


def _is_balanced(text: str) -> bool:
    """Tell whether each isolate is closed."""
    depth = 0
    for character in text:
        depth += (character in OPENING) - (character in CLOSING)
        if depth < 0:
            return False
    return depth == 0


def find_decomposed(pair: Pair) -> Iterator[str]:
    """Are letters and accents one character where Unicode has one (NFC)?"""
    if not unicodedata.is_normalized("NFC", pair.msgstr):
        place = next(
            (at for at, each in enumerate(pair.msgstr) if not unicodedata.is_normalized("NFC", pair.msgstr[: at + 1])),
            0,
        )
        yield f"{pair.msgstr[max(0, place - 8) : place + 1]!r} is not in NFC"


def find_edge_spaces(pair: Pair) -> Iterator[str]:
    """Do spaces at the ends match those of the English?"""
    for side, ours, theirs in (("start", pair.msgid[:1], pair.msgstr[:1]), ("end", pair.msgid[-1:], pair.msgstr[-1:])):
        if ours.isspace() != theirs.isspace():
            yield f"a space at the {side} is there in one text only"


def find_open_brackets(pair: Pair) -> Iterator[str]:
    """Is each bracket and quotation mark closed?"""
    for opening, closing in BRACKETS.items():
        wanted, found = (each.count(opening) - each.count(closing) for each in (pair.source, pair.target))
        if wanted == 0 != found and not (opening == "“" and "„" in pair.target):
            yield f"{opening} and {closing} do not match"
    if pair.source.count('"') % 2 == 0 and pair.target.count('"') % 2:
        yield 'a " is not closed'


def find_other_end(pair: Pair) -> Iterator[str]:
    """Does the text end as the English does: with a full stop, a question mark, a colon?"""
    source, target = (_CLOSED.sub("", each) for each in (pair.source, pair.target))
    ends = pair.rules.end.get(source[-1:], " ")
    if " " not in ends and target and not target.endswith(tuple(ends)):
        yield f"the English ends with {source[-1]!r}, the translation with {target[-1]!r}"
