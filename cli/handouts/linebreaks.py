"""Line breaks inside runs of letters: where a line may end although there is no space, and where it may not.

Thai, Lao, Khmer and Burmese write no spaces between words: their words are looked up in the dictionaries of ICU, which
browsers use as well. Korean does, and its words stay whole. What is special about a script stands in
styles/scripts.toml; where Latin names and measures hold together is decided in ``typography``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from handouts.breaks import find_line_breaks

WORD_JOINER = "\u2060"
ZERO_WIDTH_SPACE = "\u200b"
LONGEST = 12
"""Letters that ICU may leave together before syllables are looked for: what it does not know, it does not cut."""
LEAST = 2
"""Letters of such a run that stay together at its ends."""


NOTHING = re.compile(r"(?!)")


@dataclass(frozen=True)
class LineBreaks:
    """Where lines end in one script, as patterns: one of its *letters*, runs of which are cut into words.

    No line begins where *never* matches. *syllable* matches where one begins, for words that ICU does not know.
    *whole* matches the places inside words where no line ends.
    """

    letters: re.Pattern[str] = NOTHING
    never: re.Pattern[str] = NOTHING
    syllable: re.Pattern[str] = NOTHING
    whole: re.Pattern[str] = NOTHING

    def mark(self, text: str) -> str:
        """Put zero width spaces where a line may end and word joiners where it may not.

        Text that holds zero width spaces already is left to whoever wrote them.
        """
        joined = self.whole.sub(WORD_JOINER, text)
        if ZERO_WIDTH_SPACE in joined or not self.letters.search(joined):
            return joined
        places = sorted(self._find_places(joined))
        return ZERO_WIDTH_SPACE.join(joined[start:end] for start, end in pairwise([0, *places, len(joined)]))

    def _find_places(self, text: str) -> set[int]:
        """Find the places inside *text* where a line may begin."""
        words = {end for end in find_line_breaks(text) if self._allows(text, end)}
        syllables = {each for each in self._find_syllables(text, words) if self._allows(text, each)}
        return words | syllables

    def _find_syllables(self, text: str, words: set[int]) -> Iterator[int]:
        """Give the places where syllables begin in the long runs of letters that lie between *words*."""
        for start, end in pairwise([0, *sorted(words), len(text)]):
            for run in re.finditer(f"(?:{self.letters.pattern}){{{LONGEST + 1},}}", text[start:end]):
                first, last = start + run.start() + LEAST, start + run.end() - LEAST
                yield from (each.start() for each in self.syllable.finditer(text, first) if each.start() <= last)

    def _allows(self, text: str, place: int) -> bool:
        """Say whether *place* is between two letters of the script, of which the second may begin a line."""
        between = 0 < place < len(text) and self.letters.match(text, place - 1) and self.letters.match(text, place)
        return bool(between) and not self.never.match(text, place)
