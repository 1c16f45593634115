"""``handouts signoff verify``: whether the records are as they were written, and by those whose names they bear."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click

from handouts.commands.options import date_option, json_option
from handouts.commands.signoff.opened import find_signed
from handouts.commands.surroundings import find_day, find_project
from handouts.errors import ExitCode
from handouts.finding import Finding, Level
from handouts.project import Project
from handouts.report import make_finding, write_finding
from handouts.signoff.archive import Archive, name_signature, read_archive
from handouts.signoff.judge import judge
from handouts.signoff.people import load_people
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts signoff verify                         all languages
  handouts signoff verify es                      one
  handouts signoff verify --trust main/locales    in CI: people and keys as another branch has them

Found is what was edited, removed, exchanged or added by hand, and a signature that is not of its person's key.
Who rewrites a whole folder is found only by keys, and by the history of git.
"""
HEAD = ("tag", "records", "with a key", "findings")


@click.command("verify", epilog=EPILOG)
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@click.option(
    "--trust",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder with the people.toml and allowed_signers to believe.",
)
@date_option
@json_option
def command(tags: tuple[str, ...], *, trust: Path | None, day: datetime | None, as_json: bool) -> int:
    """Verify that no record was edited, removed, exchanged or forged. Exits with 1 where one was."""
    project, today = find_project(), find_day(day)
    archives = {language.tag: read_archive(project, language) for language in find_signed(project, tags)}
    findings = {tag: list(collect(project, archive, trust, today)) for tag, archive in archives.items()}
    if as_json:
        rows = [{"tag": tag, "findings": [make_finding(each) for each in found]} for tag, found in findings.items()]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        click.echo(write_table([HEAD, *(_write_row(tag, archives[tag], findings[tag]) for tag in archives)]))
        for finding in (each for found in findings.values() for each in found):
            click.echo(write_finding(finding), err=True)
    is_bad = any(each.level is Level.ERROR for found in findings.values() for each in found)
    return ExitCode.FINDINGS if is_bad else ExitCode.OK


def collect(project: Project, archive: Archive, trust: Path | None, today: date) -> Iterator[Finding]:
    """Give what is wrong with the files; if nothing is, which records do not count, and what people should know."""
    if archive.findings:
        yield from archive.findings
        return
    people = load_people(project, trust)
    for ruling in judge(project, archive, trust=trust):
        record, where = ruling.record, f"{archive.where(ruling.record)}:1"
        if ruling.refusal:
            hint = "such a record does not count; look into how it came here"
            yield Finding("signoff-refused", ruling.level, f"{record}: {ruling.refusal}", where, hint)
        elif record.date > today:
            hint = "set the clock right that signed, and sign again"
            yield Finding("signoff-future", Level.ERROR, f"{record}, which is not yet", where, hint)
        elif people[record.person].expires < today:
            message = f"{record}; the credential has expired since, on {people[record.person].expires}"
            hint = "the signature stands; renew the credential in people.toml before the next one"
            yield Finding("signoff-expired", Level.WARNING, message, where, hint)


def _write_row(tag: str, archive: Archive, findings: list[Finding]) -> tuple[str, ...]:
    """Write one line of the table."""
    keys = sum(name_signature(record) in archive.files for record in archive.records)
    return tag, str(len(archive.records)), str(keys), str(len(findings) or "none")
