"""Status: how far a handout is in one language, computed from sign-off records and never stored.

A record in locales/<language>/signoff.toml names the sha256 of every text the handout prints. One changed letter
makes another sum, and the record counts no more; the old letter brings it back. Records are only read here.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum
from itertools import chain, repeat
from typing import Any

from handouts.catalog.lookup import SOURCE_TAG, Catalog, State
from handouts.datafile import parse_file
from handouts.errors import HandoutError
from handouts.finding import Level
from handouts.language import Language
from handouts.project import Project

SCHEMA = 1  # of the sum: another rule wants another number
KEYS = ("role", "person", "date", "handout", "root")
ROLES = ("translator", "reviewer", "clinical-lead")


class Stage(IntEnum):
    """How far a translation is; each stage holds the ones before."""

    DRAFT = 0
    TRANSLATED = 1
    REVIEWED = 2
    RELEASED = 3

    def __str__(self) -> str:
        """Give the word that users read and write."""
        return self.name.lower()


@dataclass(frozen=True)
class Record:
    """One person's signature under all texts of a handout in one language."""

    role: str
    person: str
    date: date
    handout: str
    root: str
    where: str


@dataclass(frozen=True)
class Status:
    """The stage of a handout in one language, why it is no further, and the sum of its texts today."""

    stage: Stage
    reasons: tuple[str, ...]
    root: str
    signed_by: tuple[Record, ...] = ()


def compute_status(project: Project, language: Language, handout: str, catalogs: Sequence[Catalog]) -> Status:
    """Compute the status of *handout* from the *catalogs* of all domains it prints.

    Raises HandoutError for sign-off records that cannot be read.
    """
    root = compute_root(language, catalogs)
    records = [each for each in read_records(project, language) if each.handout == handout]
    valid = [each for each in records if each.root == root]
    faults = [*_find_gaps(catalogs), *_find_faults(catalogs)]
    stage, missing = _rate(valid, is_source=language.tag == SOURCE_TAG)
    if missing and len(valid) < len(records):
        missing.append(f"the text has changed since {_name_last(records, valid)}")
    return Status(Stage.DRAFT if faults else stage, (*faults, *missing), root, tuple(valid))


def compute_root(language: Language, catalogs: Iterable[Catalog]) -> str:
    """Give the sha256 (hex) over every domain, key, msgid and msgstr of the *catalogs*; their order does not matter.

    A text that may not be printed counts as null. References, comments and the wrapping of files do not count.
    """
    units = [
        [catalog.domain, message.key, message.msgid, catalog.get(message)]
        for catalog in catalogs
        for message in catalog.messages
    ]
    units.sort(key=lambda unit: (unit[0] or "", unit[1] or ""))
    canonical = json.dumps([SCHEMA, language.tag, units], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _find_gaps(catalogs: Iterable[Catalog]) -> Iterator[str]:
    """Say how many messages have no translation, and which is the first."""
    gaps = [(catalog, message) for catalog in catalogs for message in catalog.untranslated]
    if gaps:
        catalog, message = gaps[0]
        unit = catalog.entries[message.key]
        count = "1 message is" if len(gaps) == 1 else f"{len(gaps)} messages are"
        state = f", {unit.state}" if unit.state is not State.EMPTY else ""
        yield f"{count} untranslated, first: {message.key} ({unit.where}{state})"


def _find_faults(catalogs: Iterable[Catalog]) -> Iterator[str]:
    """Say how many errors the catalogs have, and which is the first."""
    errors = [each for catalog in catalogs for each in catalog.problems if each.level is Level.ERROR]
    if errors:
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        yield f"{count} in the catalogs, first: {errors[0].message} ({errors[0].where})"


def _rate(valid: Sequence[Record], *, is_source: bool) -> tuple[Stage, list[str]]:
    """Give the stage that *valid* records reach, and what is missing for the next ones.

    The source text needs no translator and no reviewer, only the clinical lead.
    """
    people = {role: {fold_name(each.person) for each in valid if each.role == role} for role in ROLES}
    wanted: list[tuple[Stage, bool, str]] = [
        (Stage.TRANSLATED, bool(people["translator"]), "no translator has signed this text"),
        (Stage.REVIEWED, _is_reviewed(people), _explain_review(people)),
        (Stage.RELEASED, bool(people["clinical-lead"]), "no clinical lead has signed this text"),
    ]
    wanted = wanted[-1:] if is_source else wanted
    missing = [reason for _, is_met, reason in wanted if not is_met]
    stage = Stage.DRAFT
    for next_stage, is_met, _ in wanted:
        if not is_met:
            break
        stage = next_stage
    return stage, missing


def fold_name(person: str) -> str:
    """Give the name of a person as one spelling: case, spaces and the coding of accents make no second person."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", person).casefold()).split())


def _is_reviewed(people: dict[str, set[str]]) -> bool:
    """Tell whether someone reviewed who did not translate."""
    return bool(people["reviewer"] - people["translator"])


def _explain_review(people: dict[str, set[str]]) -> str:
    """Say why there is no review."""
    if people["reviewer"]:
        return "the reviewer and the translator are the same person"
    return "no reviewer has signed this text"


def _name_last(records: Sequence[Record], valid: Sequence[Record]) -> str:
    """Name the latest record that counts no more."""
    last = max(reversed([each for each in records if each not in valid]), key=lambda each: each.date)
    return f"{last.person} signed as {last.role} on {last.date.isoformat()} ({last.where})"


def read_records(project: Project, language: Language) -> tuple[Record, ...]:
    """Read the sign-off records of *language*; no file means no records.

    Raises HandoutError with ``path:line`` for anything but well-formed ``[[record]]`` tables.
    """
    path = project.locales / language.posix / "signoff.toml"
    name = project.name(path)
    if not path.exists():
        return ()
    tables, text = parse_file(project, path)
    rows = tables.get("record", [])
    if tables.keys() - {"record"} or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise HandoutError("only [[record]] tables may stand here", name, f"each has: {', '.join(KEYS)}")
    lines = [number for number, line in enumerate(text.split("\n"), 1) if re.match(r"\s*\[\[\s*record\s*\]\]", line)]
    places = chain((f"{name}:{line}" for line in lines), repeat(name))
    return tuple(_read_record(row, where) for row, where in zip(rows, places, strict=False))


def _read_record(row: dict[str, Any], where: str) -> Record:
    """Read one record; raises HandoutError at *where* for a key that is missing, unknown, or has a wrong value."""
    hint = f"a record has: {', '.join(KEYS)}"
    for key in row.keys() - set(KEYS):
        raise HandoutError(f'unknown key "{key}" in a record', where, hint)
    for key in KEYS:
        if key not in row:
            raise HandoutError(f'the record has no "{key}"', where, hint)
        value = row[key]
        if key == "date" and (not isinstance(value, date) or isinstance(value, datetime)):
            raise HandoutError('"date" must be a day without quotes, like 2026-11-22', where)
        if key != "date" and (not isinstance(value, str) or not value.strip()):
            raise HandoutError(f'"{key}" must be a text in quotes', where, hint)
    if row["role"] not in ROLES:
        raise HandoutError(f'unknown role "{row["role"]}"', where, f"the roles are: {', '.join(ROLES)}")
    if not re.fullmatch(r"[0-9a-f]{64}", row["root"]):
        raise HandoutError('"root" must be a sha256: 64 digits 0-9 a-f', where)
    return Record(**row, where=where)
