"""``handouts check``: what is wrong with the translations."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.catalog.lookup import SOURCE_TAG, has_catalog, load_catalog
from handouts.checks.catalogs import check_catalogs
from handouts.checks.rules import load_rules
from handouts.checks.suppress import find_stale, load_suppressions
from handouts.ci.case import make_case
from handouts.commands.options import json_option, language_option
from handouts.commands.reporting import Report, report_options, write_reports
from handouts.commands.surroundings import find_fonts, find_project
from handouts.engine import load_engine
from handouts.errors import ExitCode, HandoutError
from handouts.finding import Finding, Level
from handouts.handout import Handout, load_handout, load_handouts
from handouts.language import Language, find_language, load_languages
from handouts.project import Project
from handouts.report import write_finding
from handouts.styles import find_paper
from handouts.table import write_table

if TYPE_CHECKING:
    from handouts.checks.pages import Pages

EPILOG = """\b
Examples:
  handouts check              all translations
  handouts check car-t -l es  one handout in one language, and its page frame
  handouts check --json       for a script
  handouts check --report gitlab=quality.json
  handouts check --pages      lays the pages out too: how many, and which words have no place there
  handouts check --pages -l en-XA    the same for longer words than any: a language of locales/pseudo.toml

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
    pages: "tuple[Pages, ...]" = ()

    def count(self, level: Level) -> int:
        """Count the findings of one level."""
        return sum(each.level is level for each in self.findings)


@click.command("check", epilog=EPILOG)
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@language_option
@click.option("--pages", "is_laid_out", is_flag=True, help="Lay the pages out (A4) and look at them too.")
@report_options
@json_option
def command(  # noqa: PLR0913 -- one for each option
    handouts: tuple[str, ...],
    tags: tuple[str, ...],
    *,
    is_laid_out: bool,
    reports: tuple[Report, ...],
    summary: Path | None,
    as_json: bool,
) -> int:
    """Check translations: numbers, units, names, negation, letters, signs, terms.

    All handouts and languages are checked if none is named. Exits with 1 when a check found an error.
    """
    project = find_project()
    named = tuple(load_handout(project, name) for name in dict.fromkeys(handouts))
    chosen = named or load_handouts(project)
    languages = [find_language(project, tag) for tag in dict.fromkeys(tags)] or _find_begun(project, chosen)
    look = make_look(project, chosen) if is_laid_out else leave_out
    rows = [
        look(language, check_language(project, language, chosen)) for language in languages if _is_checked(language)
    ]
    cases = [make_case("check", row.language, row.findings) for row in rows]
    if write_reports(cases, reports, summary, "Translations"):
        pass
    elif as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        head = (*HEAD, "pages") if is_laid_out else HEAD
        click.echo(write_table([head, *map(_write_row, rows)]))
        for finding in (each for row in rows for each in row.findings):
            click.echo(write_finding(finding), err=True)
    return ExitCode.FINDINGS if any(row.count(Level.ERROR) for row in rows) else ExitCode.OK


def leave_out(_: Language, row: Row) -> Row:
    """Leave the pages out."""
    return row


def make_look(project: Project, handouts: tuple[Handout, ...]) -> Callable[[Language, Row], Row]:
    """Give the way to lay *handouts* out in a language, and to add what is found on their pages to its row."""
    load_engine(os.environ)
    from handouts.checks.pages import check_pages  # noqa: PLC0415 -- needs the engine
    from handouts.pipeline import Job  # noqa: PLC0415 -- needs the engine

    library, paper = find_fonts(project), find_paper(project, "a4")

    def look(language: Language, row: Row) -> Row:
        begun = [each for each in handouts if has_catalog(project, language, each.id)]
        pages = tuple(check_pages(project, library, Job(each, language, paper)) for each in begun)
        return replace(
            row, pages=pages, findings=(*row.findings, *(found for each in pages for found in each.findings))
        )

    return look


def check_language(project: Project, language: Language, handouts: tuple[Handout, ...]) -> Row:
    """Check the page frame and those of *handouts* that someone has begun in *language*."""
    if language.is_pseudo:
        return Row(language.tag, 0, 0, ())
    begun = [each for each in handouts if has_catalog(project, language, each.id)]
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
    return [each for each in languages if any(has_catalog(project, each, handout.id) for handout in handouts)]


def _is_checked(language: Language) -> bool:
    """Tell whether there can be a translation to check."""
    return language.tag != SOURCE_TAG


def _write_row(row: Row) -> tuple[str, ...]:
    """Write one line of the table."""
    counts = (row.messages, *map(row.count, Level), row.suppressed)
    return (row.language, *map(str, counts), *([", ".join(map(str, row.pages))] if row.pages else []))
