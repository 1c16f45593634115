"""Typography of words: runs that must not break or turn around, and foreign runs; not fonts or line heights.

Right-to-left text turns "38.0 °C" into "C° 38.0", and any text breaks "CAR-T" after its hyphen. WeasyPrint has no
bidi isolation of its own, so such runs become elements with their own direction. Nothing is added to the text itself.
"""

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from handouts.language import Language

_SPACE = r"[ \u00a0\u202f]?"
_MEASURE = rf"\d+(?:[.,]\d+)?{_SPACE}(?:°{_SPACE}[CF]|mg|mL)"
# 38.0 °C (100.4 °F), with the brackets of any script
_PAIR = rf"{_MEASURE}(?:{_SPACE}[(（]{_MEASURE}[)）])?"
_CITATION = r"\d+:\d+"  # 141:2307, volume and page of a journal
_CODE = r"\b[A-Za-z]+(?:-[A-Z0-9]+)+\b|\b[A-Z]+\d+\b"  # CAR-T, CD19
_WORD = r"[A-Za-z][A-Za-z0-9]*(?:[-&.][A-Za-z0-9]+)*"

_RUNS = re.compile(f"{_PAIR}|{_CITATION}|{_CODE}")
_RUNS_AND_LATIN = re.compile(rf"{_PAIR}|{_CITATION}|\d+{_SPACE}%|(?P<latin>{_WORD}(?: {_WORD})*)")


@dataclass(frozen=True)
class Typography:
    """How plain text of a language is set: a callable that takes text and gives HTML.

    Where *has_latin_letters* is false, every run of Latin letters is an English word or an abbreviation.
    """

    language: Language
    has_latin_letters: bool

    def __call__(self, text: str) -> Markup:
        """Escape *text*, and wrap the runs that must keep their own order."""
        pattern = _RUNS if self.has_latin_letters else _RUNS_AND_LATIN
        pieces, end = [], 0
        for match in pattern.finditer(text):
            pieces += [escape(text[end : match.start()]), self._wrap(match)]
            end = match.end()
        return Markup().join([*pieces, escape(text[end:])])

    def _wrap(self, match: re.Match[str]) -> Markup:
        """Give one run an element: it keeps together unless it is a phrase, and reads from left to right."""
        run = match[0]
        is_latin = match.lastgroup == "latin"
        attributes = [
            Markup(' class="run"') if not is_latin or " " not in run else Markup(),
            Markup(' lang="en"') if is_latin else Markup(),
            Markup(' dir="ltr"') if self.language.direction == "rtl" else Markup(),
        ]
        return Markup("<span{}>{}</span>").format(Markup().join(attributes), run)
