"""People: who may sign what, and until when, as locales/people.toml says; their keys are in ``signoff.keys``."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from handouts.datafile import Table, read_tables
from handouts.errors import HandoutError
from handouts.language import load_languages
from handouts.project import Project

FILE = "people.toml"
KEYS = ("name", "roles", "languages", "credential", "expires")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")  # it names files


class Role(StrEnum):
    """What a person answers for."""

    TRANSLATOR = "translator"
    REVIEWER = "reviewer"
    LEAD = "clinical-lead"


# Roles that need both languages; a clinical lead may sign in any.
BILINGUAL = (Role.TRANSLATOR, Role.REVIEWER)


@dataclass(frozen=True)
class Person:
    """One person; ``expires`` is the last day on which the credential holds."""

    id: str
    name: str
    roles: tuple[Role, ...]
    languages: tuple[str, ...]
    credential: str
    expires: date
    where: str

    def explain_refusal(self, role: Role, tag: str, day: date) -> str | None:
        """Say why this person may not sign as *role* in the language *tag* on *day*; None where they may."""
        if role not in self.roles:
            return f"{self.id} may not sign as {role} ({self.where})"
        if role in BILINGUAL and tag not in self.languages:
            return f"{self.id} may not sign in {tag} ({self.where})"
        if day > self.expires:
            return f"the credential of {self.id} expired on {self.expires} ({self.where})"
        return None


def load_people(project: Project, folder: Path | None = None) -> dict[str, Person]:
    """Read locales/people.toml, or that of another folder; where there is none, nobody may sign.

    Raises HandoutError with ``path:line`` for a value that is wrong.
    """
    path = (folder or project.locales) / FILE
    home = Project(folder) if folder else project  # nothing is read from outside of it
    if not path.exists():
        return {}
    known = load_languages(project).keys()
    return {table.name: _read_person(table, frozenset(known)) for table in read_tables(home, path)}


def _read_person(table: Table, known: frozenset[str]) -> Person:
    """Read one person."""
    if not _ID.fullmatch(table.name):
        raise HandoutError(f'"{table.name}" cannot be the id of a person', table.where, "use a-z, 0-9 and -")
    table.allow(*KEYS)
    roles = table.read_texts("roles")
    for role in roles:
        if role not in list(Role):
            raise HandoutError(f'unknown role "{role}"', table.where, f"the roles are: {', '.join(Role)}")
    languages = table.read_texts("languages", may_be_empty=True) if "languages" in table.values else ()
    if not languages and set(roles) & set(BILINGUAL):
        raise HandoutError(f'"languages" in [{table.name}] is missing', table.where, 'name them: languages = ["es"]')
    for tag in languages:
        if tag not in known:
            raise HandoutError(f'unknown language "{tag}"', table.where, "see: handouts list --all")
    return Person(
        table.name,
        table.read_line("name"),
        tuple(map(Role, roles)),
        languages,
        table.read_line("credential"),
        table.read_date("expires"),
        table.where,
    )
