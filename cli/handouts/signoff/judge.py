"""Judge: which records count, and why the others do not; the folder itself is looked at in ``signoff.audit``."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts.finding import Level
from handouts.project import Project
from handouts.signoff.archive import Archive, name_signature
from handouts.signoff.keys import Signers, load_signers
from handouts.signoff.people import FILE, Person, Role, load_people
from handouts.signoff.record import Record


@dataclass(frozen=True)
class Ruling:
    """A record, and why it does not count ("" where it does); *level* says whether that needs mending."""

    record: Record
    refusal: str = ""
    level: Level = Level.NOTE

    @property
    def counts(self) -> bool:
        """Tell whether the record counts for the text it was made under."""
        return not self.refusal


def judge(project: Project, archive: Archive, handout: str | None = None, trust: Path | None = None) -> list[Ruling]:
    """Judge the records of one *handout*, or all, in order; *trust* is another folder with people and keys.

    Raises HandoutError where people.toml or allowed_signers cannot be read, or ssh-keygen is needed and missing.
    """
    records = [record for record in archive.records if handout in (None, record.handout)]
    if not records:
        return []
    people = load_people(project, trust)
    signers = load_signers(project, trust)
    return [_judge(archive, record, people.get(record.person), signers) for record in records]


def _judge(archive: Archive, record: Record, person: Person | None, signers: Signers) -> Ruling:
    """Judge one record: may its person sign that, and is the key theirs."""
    if person is None:
        return Ruling(record, f"{record.person} is not in {FILE}", Level.WARNING)
    if record.date > record.expires:
        return Ruling(record, f"the credential expired on {record.expires}", Level.WARNING)
    if refusal := person.explain_refusal(record.role, record.language, record.date):
        return Ruling(record, refusal, Level.WARNING)
    refusal = signers.explain_refusal(record, archive.folder / name_signature(record))
    return Ruling(record, refusal, Level.ERROR) if refusal else Ruling(record)


def find_last(rulings: Iterable[Ruling], role: Role | None = None) -> Record | None:
    """Give the last record that counts, of one role or of any."""
    records = [each.record for each in rulings if each.counts and role in (None, each.record.role)]
    return records[-1] if records else None


def find_reviewers(records: Iterable[Record]) -> list[Record]:
    """Give the reviews by people who have not translated the same text, under whatever id or spelling of a name."""
    records = list(records)
    translators = {name for each in records if each.role is Role.TRANSLATOR for name in find_names(each)}
    return [each for each in records if each.role is Role.REVIEWER and not find_names(each) & translators]


def find_names(each: Record | Person) -> set[str]:
    """Give what one person is known by, id and name, each in one spelling."""
    person = each.person if isinstance(each, Record) else each.id
    return {f"id {person}", f"name {fold_name(each.name)}"}


def fold_name(name: str) -> str:
    """Give a name in one spelling: case, spaces and the coding of accents make no second person."""
    return " ".join(unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold()).split())
