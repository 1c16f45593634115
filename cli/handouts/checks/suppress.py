"""Suppress: faults that a person has looked at and wants to keep, with the reason, until the text changes.

They stand in locales/<language>/suppress.toml as [[suppress]] with code, key, text (the digest of both texts that the
finding names) and reason.
"""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.checks.catalogs import CHECKS, Fault
from handouts.checks.pair import Pair
from handouts.datafile import Table, read_file, read_text
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.language import Language
from handouts.project import Project

FILE = "suppress.toml"
KEYS = ("code", "key", "text", "reason")
CODES = {check.code for check in CHECKS}


@dataclass(frozen=True)
class Suppression:
    """One fault that is no fault, and why."""

    code: str
    key: str
    text: str
    reason: str
    where: str

    def covers(self, fault: Fault) -> bool:
        """Tell whether this is the fault, in this very text."""
        return (self.code, self.key, self.text) == (fault.check.code, fault.pair.key, fault.pair.digest)


def load_suppressions(project: Project, language: Language) -> tuple[Suppression, ...]:
    """Read those of *language*; none where there is no file. Raises HandoutError for one that is not whole."""
    path = project.locales / language.posix / FILE
    if not os.path.lexists(path):
        return ()
    file = read_file(project, path)
    file.allow("suppress")
    rows = file.values.get("suppress", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise HandoutError('"suppress" must be written [[suppress]]', file.where, "one [[suppress]] for each fault")
    source = read_text(project, path).splitlines()
    lines = [number for number, line in enumerate(source, 1) if re.match(r"\s*\[\[\s*suppress\s*\]\]", line)]
    places = [f"{file.where}:{line}" for line in lines] if len(lines) == len(rows) else [file.where] * len(rows)
    return tuple(_read(Table("suppress", row, where)) for row, where in zip(rows, places, strict=True))


def _read(table: Table) -> Suppression:
    """Read one; a code that no check has, or an empty reason, is a mistake."""
    table.allow(*KEYS)
    code, key, text, reason = (table.read_text(each) for each in KEYS)
    if code not in CODES:
        raise HandoutError(f'no check has the code "{code}"', table.where, "copy it from the finding")
    if not reason.strip():
        raise HandoutError('"reason" is empty', table.where, "say why the text is right")
    return Suppression(code, key, text, reason, table.where)


def find_stale(
    suppressions: Iterable[Suppression], faults: Iterable[Fault], pairs: Iterable[Pair], keys: frozenset[str]
) -> Iterator[Finding]:
    """Name those whose text has changed and those that no fault needs; *keys* are those of other handouts."""
    faults = list(faults)
    digests = {(pair.key, pair.digest) for pair in pairs}
    for each in suppressions:
        if any(each.covers(fault) for fault in faults) or each.key in keys:
            continue
        if (each.key, each.text) in digests:
            message, code = f'"{each.key}" has no fault "{each.code}" any more', "suppression-unused"
        else:
            message, code = f'"{each.key}" has changed since its fault was accepted', "suppression-expired"
        yield Finding(code, Level.WARNING, message, each.where, "delete this [[suppress]]; look at the text again")
