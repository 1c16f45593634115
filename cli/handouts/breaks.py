"""Breaks: where ICU ends lines and sentences, as places in Python strings; what is made of them is said elsewhere."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icu4py.breakers import BaseBreaker


def find_line_breaks(text: str) -> list[int]:
    """Give the places in *text* behind which a line may end; its end is the last."""
    from icu4py.breakers import LineBreaker  # noqa: PLC0415 -- slow to load, and most languages do without

    return _find_places(text, LineBreaker(text, "und"))


def find_sentence_breaks(text: str, tag: str) -> list[int]:
    """Give the places in *text* behind which a sentence of the language *tag* ends; its end is the last."""
    from icu4py.breakers import SentenceBreaker  # noqa: PLC0415 -- slow to load, and only updates need it

    return _find_places(text, SentenceBreaker(text, tag))


def _find_places(text: str, breaker: "BaseBreaker") -> list[int]:
    """Give the ends of segments; ICU counts a character beyond U+FFFF as two."""
    places = [place for place, letter in enumerate(text) for _ in range(1 + (letter > "\uffff"))]
    places.append(len(text))
    return [places[end] for _, end in breaker.segments()]
