"""``handouts list``: which handouts there are, in which languages, and how far each of them is."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import click

from handouts.catalog.lookup import has_catalog, load_catalog
from handouts.commands.options import json_option
from handouts.commands.surroundings import find_project
from handouts.errors import ExitCode, HandoutError
from handouts.handout import Handout, collect_handouts
from handouts.language import Language, load_languages
from handouts.project import Project
from handouts.report import write_errors
from handouts.status import compute_status
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts list          what there is, and how far each language is
  handouts list --all    also the languages that nobody has begun
  handouts list --json   for a script
"""


@dataclass(frozen=True)
class Row:
    """One handout in one language; *translated* of *total* messages may be printed."""

    handout: str
    version: str
    tag: str
    translated: int
    total: int
    status: str
    language: str
    endonym: str
    reasons: tuple[str, ...] = ()


@click.command("list", epilog=EPILOG)
@click.option("--all", "with_all", is_flag=True, help="Show also the languages that nobody has begun.")
@json_option
def command(*, with_all: bool, as_json: bool) -> int:
    """List the handouts, and how far each language is.

    Says also what keeps each from the next status. Exits with 1 when a handout or a catalog could not be read; all
    others are still listed.
    """
    project = find_project()
    failed: list[HandoutError] = []
    rows = list(collect_rows(project, failed, with_all=with_all))
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        click.echo(
            write_table(
                [("handout", "version", "tag", "done", "status", "language", "endonym", "why"), *map(_write_row, rows)]
            )
        )
    for line in write_errors(failed):
        click.echo(line, err=True)
    return ExitCode.FINDINGS if failed else ExitCode.OK


def collect_rows(project: Project, failed: list[HandoutError], *, with_all: bool) -> Iterator[Row]:
    """Make the rows of all handouts; what cannot be read is added to *failed*."""
    languages = load_languages(project).values()
    for handout in collect_handouts(project, (), failed):
        for language in [each for each in languages if with_all or has_catalog(project, each, handout.id)]:
            try:
                yield make_row(project, handout, language)
            except HandoutError as error:
                failed.append(error)


def make_row(project: Project, handout: Handout, language: Language) -> Row:
    """Count the messages of *handout* and of the page frame that may be printed in *language*."""
    total = sum(map(len, handout.domains.values()))
    if not has_catalog(project, language, handout.id):
        return Row(handout.id, handout.version, language.tag, 0, total, "none", language.english, language.endonym)
    catalogs = [load_catalog(project, language, *item) for item in handout.domains.items()]
    translated = sum(catalog.translated for catalog in catalogs)
    status = compute_status(project, language, handout, catalogs)
    return Row(
        handout.id,
        handout.version,
        language.tag,
        translated,
        total,
        str(status.stage),
        language.english,
        language.endonym,
        status.reasons,
    )


def _write_row(row: Row) -> tuple[str, ...]:
    """Write one line of the table."""
    done = f"{row.translated}/{row.total}"
    why = "".join(row.reasons[:1])
    return row.handout, row.version, row.tag, done, row.status, row.language, row.endonym, why
