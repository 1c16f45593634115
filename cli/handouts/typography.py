"""Typography of words: runs that must not break or turn around, and foreign runs; where words end: ``linebreaks``.

Right-to-left text turns "38.0 °C" into "C° 38.0", and any text breaks "2-4" after its hyphen. WeasyPrint has no
bidi isolation of its own, so such runs become elements with their own direction; what must not break is joined by
characters that print nothing. Between a space and such an element stands a zero width space: without it WeasyPrint 70
now and then ends a line after its first word, when the element is what no longer fits.
"""

import re
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from handouts.language import Language
from handouts.linebreaks import WORD_JOINER, ZERO_WIDTH_SPACE, LineBreaks

NO_BREAK_SPACE = "\u00a0"
_SPACE = r"[ \u00a0\u202f]?"
_MEASURE = rf"\d+(?:[.,]\d+)?{_SPACE}(?:°{_SPACE}[CF]|mg|mL)"
# 38.0 °C (100.4 °F), with the brackets of any script
_PAIR = rf"(?P<pair>{_MEASURE}(?:{_SPACE}[(（]{_MEASURE}[)）])?)"
# +1 (800) 555-0199, (800) 555-0199, 800-555-0199
_HYPHENED = rf"\d+(?:-{WORD_JOINER}?\d+)"
_PHONE = rf"\+\d+(?:[ \u00a0-]{WORD_JOINER}?(?:\(\d+\)|\d+))+|\(\d+\)[ \u00a0]?{_HYPHENED}+|{_HYPHENED}{{2,}}"
_CITATION = r"\d+:\d+"  # 141:2307, volume and page of a journal
_WORD = rf"[A-Za-z][A-Za-z0-9]*(?:[-&.]{WORD_JOINER}?[A-Za-z0-9]+)*"

# CAR-T, 2-4, long-term: Chrome, Edge and poppler lose a hyphen at the end of a line, and read "2-4" as "24"
_HYPHEN = re.compile(r"(?<=\S)-(?=\w)")
_TOGETHER = re.compile(rf"{_PAIR}|{_PHONE}")
_OWN_ORDER = re.compile(rf"{_PAIR}|{_PHONE}|{_CITATION}|\d+{_SPACE}%|(?P<latin>{_WORD}(?: {_WORD})*)")


@dataclass(frozen=True)
class Typography:
    """How plain text of a language is set: a callable that takes text and gives HTML.

    Where *has_latin_letters* is false, every run of Latin letters is an English word or an abbreviation. *breaks* are
    those of the script.
    """

    language: Language
    has_latin_letters: bool
    breaks: LineBreaks = field(default_factory=LineBreaks)

    def __call__(self, text: str) -> Markup:
        """Escape *text*, join what must keep together, and wrap the runs that must keep their own order."""
        joined = _TOGETHER.sub(lambda match: match[0].replace(" ", NO_BREAK_SPACE), text)
        joined = self.breaks.mark(_HYPHEN.sub("-" + WORD_JOINER, joined))
        return escape(joined) if self.has_latin_letters else self._wrap_runs(joined)

    def _wrap_runs(self, joined: str) -> Markup:
        """Wrap the runs of a text that is *joined* already."""
        pieces, end = [], 0
        for match in _OWN_ORDER.finditer(joined):
            before = joined[end : match.start()]
            pieces += [escape(before + ZERO_WIDTH_SPACE * before.endswith(" ")), self._wrap(match)]
            end = match.end()
        return Markup().join([*pieces, escape(joined[end:])])

    def _wrap(self, match: re.Match[str]) -> Markup:
        """Give one run an element with its language and, in right-to-left text, its direction."""
        attributes = [
            Markup(' lang="en"') if match["latin"] else Markup(),
            Markup(' dir="ltr"') if self.language.direction == "rtl" else Markup(),
        ]
        return Markup("<span{}>{}</span>").format(Markup().join(attributes), match[0])
