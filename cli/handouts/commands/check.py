"""``handouts check``: what is wrong with the translations."""

import json
from dataclasses import asdict, dataclass

import click

from handouts.catalog.lookup import SOURCE_TAG, is_begun, load_catalog
from handouts.checks.catalogs import check_catalogs
from handouts.checks.rules import load_rules
from handouts.checks.suppress import find_stale, load_suppressions
from handouts.commands.options import json_option, language_option
from handouts.commands.surroundings import find_project
from handouts.errors import ExitCode, HandoutError
from handouts.finding import Finding, Level
from handouts.handout import Handout, load_handout, load_handouts
from handouts.language import Language, find_language, load_languages
from handouts.project import Project
from handouts.report import write_finding
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts check              all translations
  handouts check car-t -l es  one handout in one language, and its page frame
  handouts check --json       for a script

A finding of a check that is wrong here is suppressed in locales/<language>/suppress.toml, until the text changes:
each names the lines to copy. No check replaces a person who reads both languages.
"""
HEAD = ("language", "messages", "errors", "warnings", "notes", "suppressed")


@dataclass(frozen=True)
class Row:
    """What was found in one language."""

    language: str
    messages: int
    suppressed: int
    findings: tuple[Finding, ...]

    def count(self, level: Level) -> int:
        """Count the findings of one level."""
        return sum(each.level is level for each in self.findings)


@click.command("check", epilog=EPILOG)
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@language_option
@json_option
def command(handouts: tuple[str, ...], tags: tuple[str, ...], *, as_json: bool) -> int:
    """Check translations: numbers, units, names, negation, letters, signs, terms.

    All handouts and languages are checked if none is named. Exits with 1 when a check found an error.
    """
    project = find_project()
    named = tuple(load_handout(project, name) for name in dict.fromkeys(handouts))
    chosen = named or load_handouts(project)
    languages = [find_language(project, tag) for tag in dict.fromkeys(tags)] or _find_begun(project, chosen)
    rows = [check_language(project, language, chosen) for language in languages if language.tag != SOURCE_TAG]
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        click.echo(write_table([HEAD, *map(_write_row, rows)]))
        for finding in (each for row in rows for each in row.findings):
            click.echo(write_finding(finding), err=True)
    return ExitCode.FINDINGS if any(row.count(Level.ERROR) for row in rows) else ExitCode.OK


def check_language(project: Project, language: Language, handouts: tuple[Handout, ...]) -> Row:
    """Check the page frame and those of *handouts* that someone has begun in *language*."""
    begun = [each for each in handouts if is_begun(project, language, each.id)]
    if not begun:
        hint = "see: handouts list"
        raise HandoutError(f"there is no translation into {language.english}", f"locales/{language.posix}", hint)
    domains = {domain: messages for handout in begun for domain, messages in handout.domains.items()}
    catalogs = [load_catalog(project, language, *item) for item in domains.items()]
    findings, faults, pairs = check_catalogs(catalogs, load_rules(project, language))
    suppressions = load_suppressions(project, language)
    left = [fault for fault in faults if not any(each.covers(fault) for each in suppressions)]
    keys = {key for handout in load_handouts(project) for key in handout.english}
    others = frozenset(keys - {message.key for catalog in catalogs for message in catalog.messages})
    findings += [fault.finding for fault in left]
    findings += find_stale(suppressions, faults, pairs, others)
    order = list(Level)
    findings.sort(key=lambda finding: order.index(finding.level))
    return Row(language.tag, len(pairs), len(faults) - len(left), tuple(findings))


def _find_begun(project: Project, handouts: tuple[Handout, ...]) -> list[Language]:
    """Give the languages that one of *handouts* has a catalog in."""
    languages = load_languages(project).values()
    return [each for each in languages if any(is_begun(project, each, handout.id) for handout in handouts)]


def _write_row(row: Row) -> tuple[str, ...]:
    """Write one line of the table."""
    counts = (row.messages, *map(row.count, Level), row.suppressed)
    return (row.language, *map(str, counts))
