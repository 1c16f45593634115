"""``handouts list``: which handouts there are, in which languages, and how far each of them is."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from handouts.catalog.lookup import SOURCE_TAG, load_catalog
from handouts.commands.options import json_option
from handouts.handout import Handout, load_handouts
from handouts.language import Language, load_languages
from handouts.project import Project, find
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


@click.command("list", epilog=EPILOG)
@click.option("--all", "with_all", is_flag=True, help="Show also the languages that nobody has begun.")
@json_option
def command(*, with_all: bool, as_json: bool) -> None:
    """List the handouts, and how far each language is."""
    project = find(Path.cwd())
    languages = load_languages(project).values()
    rows: list[Row] = []
    for handout in load_handouts(project):
        begun = [each for each in languages if with_all or has_catalog(project, handout, each)]
        rows += [make_row(project, handout, each) for each in begun]
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        click.echo(
            write_table(
                [("handout", "version", "tag", "done", "status", "language", "endonym"), *map(_write_row, rows)]
            )
        )


def has_catalog(project: Project, handout: Handout, language: Language) -> bool:
    """Tell whether someone has begun to translate *handout*; the source language is always there."""
    folder = project.locales / language.posix / "LC_MESSAGES"
    return language.tag == SOURCE_TAG or (folder / f"{handout.id}.po").is_file()


def make_row(project: Project, handout: Handout, language: Language) -> Row:
    """Count the messages of *handout* and of the page frame that may be printed in *language*."""
    total = sum(map(len, handout.domains.values()))
    if not has_catalog(project, handout, language):
        return Row(handout.id, handout.version, language.tag, 0, total, "none", language.english, language.endonym)
    catalogs = [load_catalog(project, language, *item) for item in handout.domains.items()]
    translated = sum(catalog.translated for catalog in catalogs)
    status = str(compute_status(project, language, handout.id, catalogs).stage)
    return Row(handout.id, handout.version, language.tag, translated, total, status, language.english, language.endonym)


def _write_row(row: Row) -> tuple[str, ...]:
    """Write one line of the table."""
    done = f"{row.translated}/{row.total}"
    return row.handout, row.version, row.tag, done, row.status, row.language, row.endonym
