"""``handouts signoff log``: all signatures ever made, and whether each counts."""

import json
from collections.abc import Iterator

import click

from handouts.commands.options import json_option
from handouts.commands.signoff.opened import find_signed, open_status
from handouts.commands.surroundings import find_project
from handouts.handout import list_handouts, load_handout
from handouts.language import Language
from handouts.project import Project
from handouts.signoff.archive import read_archive
from handouts.signoff.judge import Ruling, judge
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts signoff log       all languages
  handouts signoff log es    one
"""
HEAD = ("date", "tag", "handout", "version", "role", "person", "sum", "counts", "name and credential")


@click.command("log", epilog=EPILOG)
@click.argument("tag", required=False)
@json_option
def command(tag: str | None, *, as_json: bool) -> None:
    """List all signatures ever made, oldest first, and whether each counts for the text as it reads now."""
    project = find_project()
    languages = find_signed(project, (tag,) if tag else ())
    rows = [row for language in languages for row in make_rows(project, language)]
    rows.sort(key=lambda row: row["date"])
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif rows:
        click.echo(write_table([HEAD, *(tuple(_write_row(row)) for row in rows)]))
    else:
        click.echo("nobody has signed anything", err=True)


def make_rows(project: Project, language: Language) -> Iterator[dict[str, str]]:
    """Make one row for each record of *language*; raises HandoutError where one is not as it was written."""
    archive = read_archive(project, language)
    archive.refuse_faults()
    rulings = judge(project, archive)
    roots = {name: find_root(project, language, name) for name in {each.record.handout for each in rulings}}
    for ruling in rulings:
        record = ruling.record
        yield {
            "date": str(record.date),
            "tag": record.language,
            "handout": record.handout,
            "version": record.version,
            "role": record.role,
            "person": record.person,
            "sum": record.text,
            "counts": _explain(ruling, roots[record.handout]),
            "name": record.name,
            "credential": record.credential,
            "statement": record.statement,
            "file": archive.where(record),
        }


def find_root(project: Project, language: Language, name: str) -> str | None:
    """Give the sum of a handout as it reads now; None where it is there no more."""
    if name not in list_handouts(project):
        return None
    return open_status(project, language, load_handout(project, name)).status.root


def _explain(ruling: Ruling, root: str | None) -> str:
    """Say whether a record counts now."""
    if ruling.refusal:
        return f"no: {ruling.refusal}"
    return "yes" if ruling.record.text == root else "no: the text has changed"


def _write_row(row: dict[str, str]) -> Iterator[str]:
    """Write one line of the table."""
    for key in HEAD[:-1]:
        yield row[key][:8] if key == "sum" else row[key]
    yield f"{row['name']}, {row['credential']}"
