"""Losses: letters that a wrong encoding destroyed on the way, "B?c s?" for "Bác sĩ" and "mÃ©dico" for "médico".

Numbers and tags of such a text are whole, so that no other check would stop it; of other letters than Latin none
is left, which a check does find. What else is wrong is not said here.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from handouts.errors import HandoutError
from handouts.exchange.bundle import Returned

MANY = 3  # texts with losses: then those without may have lost something as well, at the ends of their words
_LOST = "this word has lost letters: "
_HOLE = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]\?[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_ADDRESS = re.compile(r"[/=@]")


def refuse_losses(units: Iterable[Returned]) -> tuple[Returned, ...]:
    """Mark units that have lost letters; raises HandoutError where many have, as then the whole file is not right."""
    marked = tuple(map(_mark, units))
    lost = [unit for unit in marked if unit.fault.startswith(_LOST)]
    if len(lost) < MANY:
        return marked
    unit = lost[0]
    hint = 'export it again, as UTF-8 (in Excel: "CSV UTF-8"); these letters cannot be got back from the file'
    raise HandoutError(f"letters were lost on the way in {len(lost)} texts; {unit.fault}", unit.where, hint)


def _mark(unit: Returned) -> Returned:
    """Mark one unit if a word of it has lost letters; what stands in the English as well is no loss."""
    word = find_loss(unit.source, unit.target)
    return replace(unit, fault=f"{_LOST}{word!r}") if word and not unit.fault else unit


def find_loss(source: str, target: str) -> str:
    """Give the first word of *target* that has lost letters, or nothing."""
    words = (word for word in target.split() if word not in source and not _ADDRESS.search(word))
    return next((word for word in words if _HOLE.search(word) or _is_misread(word)), "")


def _is_misread(word: str) -> bool:
    """Tell whether *word* is UTF-8 that was read as if it were a Western encoding."""
    for encoding in ("cp1252", "latin-1"):
        try:
            return word != word.encode(encoding).decode()
        except UnicodeError:
            continue
    return False
