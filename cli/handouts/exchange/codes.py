"""Codes: the tags and placeholders of a message with the numbers that translators' tools know them by.

A code has the same number in the English and in the translation. XLIFF and TMX each have elements of their own for
them; those stand in their modules.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from handouts.message import Token, check_nesting, split


@dataclass
class Codes:
    """Numbers codes in the order of the English; what only the translation has gets numbers behind."""

    ids: dict[tuple[bool, str, int], str] = field(default_factory=dict)

    def number(self, text: str) -> Iterator[tuple[Token, str]]:
        """Cut *text* into tokens, each with its number ("" for plain text); both ends of a tag have the same.

        A text with tags that cross or stay open is plain text as a whole: no tool could show such codes.
        """
        tokens = list(split(text))
        if any(check_nesting(tokens)):
            tokens = [Token("text", text)]
        seen: Counter[Token] = Counter()
        for token in tokens:
            if token.kind == "text":
                yield token, ""
                continue
            seen[token] += 1
            place = (token.kind == "value", token.name, seen[token])
            yield token, self.ids.setdefault(place, str(len(self.ids) + 1))
