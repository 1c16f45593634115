"""The handouts and languages that a sign-off command is asked for, and their records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.catalog.lookup import has_catalog, load_catalog
from handouts.errors import HandoutError
from handouts.handout import Handout, load_handouts
from handouts.language import Language, find_language, load_languages
from handouts.project import Project
from handouts.signoff.archive import find_archive
from handouts.status import Status, compute_status


@dataclass(frozen=True)
class Opened:
    """A handout in one language, and how far it is."""

    handout: Handout
    language: Language
    status: Status


def find_languages(project: Project, tags: Iterable[str]) -> list[Language]:
    """Find the languages that are named, each once; all if none is."""
    named = {language.tag: language for language in (find_language(project, tag) for tag in tags)}
    return list((named or load_languages(project)).values())


def find_signed(project: Project, tags: Iterable[str]) -> list[Language]:
    """Find the languages that are named, or those in which somebody has signed."""
    return [each for each in find_languages(project, tags) if tags or find_archive(project, each).is_dir()]


def open_statuses(project: Project, tags: tuple[str, ...], failed: list[HandoutError]) -> Iterator[Opened]:
    """Compute the status of each handout in each language that is named, or begun; errors go to *failed*."""
    for language in find_languages(project, tags):
        for handout in [each for each in load_handouts(project) if has_catalog(project, language, each.id)]:
            try:
                yield open_status(project, language, handout)
            except HandoutError as error:
                failed.append(error)


def open_status(project: Project, language: Language, handout: Handout) -> Opened:
    """Compute the status of one handout in one language."""
    catalogs = [load_catalog(project, language, *item) for item in handout.domains.items()]
    return Opened(handout, language, compute_status(project, language, handout, catalogs))
