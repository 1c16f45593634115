"""Plan: which jobs a batch has, by name, and which of them one shard does; no handout is read here."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.catalog.lookup import has_catalog
from handouts.errors import HandoutError
from handouts.handout import choose_handouts, refuse_unknown
from handouts.language import Language, find_language, load_languages
from handouts.pdf.standards import UA1
from handouts.project import Project
from handouts.styles import find_paper
from handouts.task import Task


@dataclass(frozen=True)
class Shard:
    """One of *count* shares of a batch, counted from 1."""

    index: int
    count: int

    def holds(self, task: Task) -> bool:
        """Tell whether *task* is of this share, by its id alone: whatever else the batch holds."""
        return find_shard(task.id, self.count) == self.index


@dataclass(frozen=True)
class Wanted:
    """What the user asked for; no handouts or no tags mean all of them."""

    handouts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    paper: str = "a4"
    release: bool = False
    standard: str = UA1.name


@dataclass(frozen=True)
class Plan:
    """The jobs of a batch in their order, and what could not even be begun."""

    tasks: tuple[Task, ...]
    errors: tuple[HandoutError, ...] = ()


def find_shard(task: str, count: int) -> int:
    """Give the shard, from 1, that the job with the id *task* belongs to."""
    return int.from_bytes(hashlib.sha256(task.encode()).digest()) % count + 1


def make_plan(project: Project, wanted: Wanted) -> Plan:
    """List each handout in each language that is asked for, once; without languages, those that have a catalog.

    Raises HandoutError for an unknown paper, and when there is no handout at all.
    """
    paper = find_paper(project, wanted.paper)
    failed: list[HandoutError] = []
    handouts = list(_find_handouts(project, wanted.handouts, failed))
    languages = _find_languages(project, wanted.tags, failed) if wanted.tags else load_languages(project)
    tasks = tuple(
        Task(handout, language, paper, wanted.release, wanted.standard)
        for handout in handouts
        for language in languages.values()
        if wanted.tags or has_catalog(project, language, handout)
    )
    if not tasks and not failed:
        hint = "add a language to languages.toml, or a catalog of it"
        failed.append(HandoutError("there is nothing to build", project.name(project.locales), hint))
    return Plan(tasks, tuple(failed))


def _find_handouts(project: Project, names: tuple[str, ...], failed: list[HandoutError]) -> Iterator[str]:
    """Give the handouts that are asked for; what is none is added to *failed*."""
    for name in choose_handouts(project, names):
        try:
            refuse_unknown(project, name)
            yield name
        except HandoutError as error:
            failed.append(error)


def _find_languages(project: Project, tags: tuple[str, ...], failed: list[HandoutError]) -> dict[str, Language]:
    """Find the languages that are asked for, each once; unknown ones are added to *failed*."""
    found: dict[str, Language] = {}
    for tag in tags:
        try:
            language = find_language(project, tag)
            found[language.tag] = language
        except HandoutError as error:
            failed.append(error)
    return found
