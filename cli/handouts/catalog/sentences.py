"""Sentences: a message cut into its sentences, and a pair of texts cut into pairs of sentences where that is certain.

What is made of such pairs is in ``offers``. Nothing here judges whether a translation is right.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from unicodedata import east_asian_width

from handouts.breaks import find_sentence_breaks
from handouts.catalog.lookup import SOURCE_TAG
from handouts.message import Token, check_translation, split

SHORT = 10  # characters by which lengths may differ anyhow
UNEVEN = 1.3
"""A sentence so many times as long as its English asks for may hold part of its neighbour.

Nine in ten of our translations keep to it, and none of those that the tests cut elsewhere; with 1.35 one does.
"""


@dataclass(frozen=True)
class _Place:
    """A place in a message: where it is in the plain text and in the message, and how many tags are open there."""

    plain: int
    raw: int
    depth: int


def cut(text: str, tag: str) -> list[str]:
    """Cut a message in the language *tag* into sentences with the spaces behind them; joined they give *text*.

    Sentences inside one pair of tags stay together, so that each piece has whole tags.
    """
    tokens = list(split(text))
    places = {place.plain: place for place in _walk(tokens)}
    plain = "".join(map(_write_plain, tokens))
    ends = [places[end] for end in find_sentence_breaks(plain, tag)[:-1]]
    return [text[start:end] for start, end in pairwise([0, *(each.raw for each in ends if not each.depth), len(text)])]


def _walk(tokens: list[Token]) -> list[_Place]:
    """Give the places between the characters of the plain text; tags that close lie before a place, others behind."""
    places = [_Place(0, 0, 0)]
    raw = depth = 0
    for token in tokens:
        length = len(str(token))
        before = _Place(places[-1].plain, raw + length, depth - 1)
        if token.kind == "close" and places[-1].raw == raw:
            places[-1] = before
        if token.kind in ("open", "close"):
            depth += 1 if token.kind == "open" else -1
        else:
            start = places[-1].plain
            places += [_Place(start + step, raw + step, depth) for step in range(1, length + 1)]
        raw += length
    return places


def _write_plain(token: Token) -> str:
    """Leave out tags; a placeholder becomes a name, as long as it is, which may begin a sentence."""
    return {"text": token.name, "value": "X" * len(str(token))}.get(token.kind, "")


def align(msgid: str, msgstr: str, tag: str) -> list[tuple[str, str]]:
    """Put each sentence of *msgid* beside that of *msgstr*, its translation; nothing where there is any doubt.

    There is doubt if the numbers of sentences differ, if the tags or placeholders of two sentences do, and if one
    is longer or shorter for its English than the others: a translator may have cut elsewhere.
    """
    english, own = cut(msgid, SOURCE_TAG), cut(msgstr, tag)
    if len(english) != len(own):
        return []
    pairs = [(one.strip(), other.strip()) for one, other in zip(english, own, strict=True)]
    is_even = all(1 / UNEVEN <= each <= UNEVEN for each in _measure(pairs))
    return pairs if is_even and not any(check_translation(*pair) for pair in pairs) else []


def _measure(pairs: list[tuple[str, str]]) -> Iterator[float]:
    """Give how long each translation is, where 1 is as long as its English asks for beside the others."""
    english, own = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    growth = own / max(english, 1) or 1
    return ((len(own) / growth + SHORT) / (len(english) + SHORT) for english, own in pairs)


def needs_space(text: str) -> bool:
    """Tell whether a space parts *text* from the next sentence: not behind the wide full stop of Chinese."""
    last = "".join(map(_write_plain, split(text)))[-1:]
    return east_asian_width(last or " ") not in "WF"
