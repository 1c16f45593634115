"""Losses: letters that a wrong encoding destroyed, "B?c s?" for "Bác sĩ" and "mÃ©dico" for "médico".

Numbers and tags of such a text are whole. One in other letters than Latin has none left, which ``script`` finds.
"""

import re
from collections.abc import Iterator
from contextlib import suppress

from handouts.checks.pair import Pair

_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_HOLE = re.compile(rf"[{_LATIN}]\?[{_LATIN}]")
_ADDRESS = re.compile(r"[/=@]")
_RUN = re.compile(r"[^\x00-\x7f]+")
# Letters of languages, dashes and quotes: what «SÍ», «CAFÉ» or "È" before a no-break space could be read as is none.
_USUAL = re.compile("[\u00c0-\u017f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u1e00-\u1eff\u2013-\u2026]")
_SPACES = re.compile("[ \t\n]+")  # a no-break space may be half of a letter


def find_lost_letters(pair: Pair) -> Iterator[str]:
    """Has a word lost letters: is one a question mark now, or two other signs?"""
    if word := find_loss(pair.source, pair.target):
        yield f"{word!r} has lost letters in a wrong encoding"


def find_loss(source: str, target: str) -> str:
    """Give the first word of plain *target* that has lost letters, or nothing; a word of the English has not."""
    words = (word for word in _SPACES.split(target) if word not in source and not _ADDRESS.search(word))
    return next((word for word in words if _HOLE.search(word) or _is_misread(word)), "")


def _is_misread(word: str) -> bool:
    """Tell whether *word* holds UTF-8 that was read as if it were a Western encoding."""
    return any(_USUAL.search(text) for run in _RUN.findall(word) for text in _read_again(run))


def _read_again(run: str) -> Iterator[str]:
    """Give what *run* was, if its bytes are UTF-8."""
    for encoding in ("cp1252", "latin-1"):
        with suppress(UnicodeError):
            yield run.encode(encoding).decode()
