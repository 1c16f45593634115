"""``handouts catalog import``: a file from a translator's tool -> the catalogs of a language."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from handouts.batch.files import write_file
from handouts.catalog.lookup import load_catalog
from handouts.catalog.po import dump
from handouts.catalog.write import fill
from handouts.checks.rules import load_rules
from handouts.checks.suppress import load_suppressions
from handouts.commands.catalog.opened import ADVICE, Opened, open_catalogs, read_domains, write_catalog
from handouts.commands.options import json_option
from handouts.commands.surroundings import find_folder
from handouts.errors import ExitCode, HandoutError
from handouts.exchange.bundle import Returned
from handouts.exchange.formats import FORMATS, RETURNING, guess, refuse_others
from handouts.exchange.intake import Judge, Outcome, Result, Target, collect_texts, refuse_losses
from handouts.gate.files import read_outside
from handouts.handout import list_handouts
from handouts.language import Language, find_language
from handouts.project import Project, find_own
from handouts.report import write_finding
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts catalog import es es.xlf              what "handouts catalog export" wrote, translated
  handouts catalog import ar ar.xlsx --dry-run   only say what would be taken

A unit is taken when its English is that of today and no check finds an error. It is then translated, and nothing
more: signing is done in the project, never in a file. All other lines of the catalogs stay as they are.
"""
LONGEST = 200  # characters of a cell of the report


@click.command("import", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--format", "name", type=click.Choice(RETURNING), help="The kind of file, if it cannot be told from it.")
@click.option("--dry-run", is_flag=True, help="Only say what would be taken.")
@json_option
def command(tag: str, file: Path, name: str | None, *, dry_run: bool, as_json: bool) -> int:
    """Take translations into the catalogs of TAG from FILE.

    Exits with 1 when a unit was refused; all others are taken. The table says which, with its line and the reason.
    """
    project = find_own(find_folder())
    language = find_language(project, tag)
    opened = open_catalogs(project, language, read_domains(project, list_handouts(project)))
    units = read_units(read_outside(project, file, "exchange-bytes"), file, name, language.tag)
    if not {each.path.stem for each in opened} & {unit.domain for unit in units}:
        hint = "check that it is the file that was exported here"
        raise HandoutError(f"none of its {len(units)} units is of this project", str(file), hint)
    outcomes = list(make_judge(project, language, opened).judge_all(units))
    if not dry_run:
        write_catalogs(opened, outcomes)
    report(outcomes, as_json=as_json)
    return ExitCode.FINDINGS if any(each.result is Result.REFUSED for each in outcomes) else ExitCode.OK


def read_units(data: bytes, file: Path, name: str | None, tag: str) -> Sequence[Returned]:
    """Read the *data* of the file; raises HandoutError when it cannot be understood, or holds no units."""
    refuse_others(data, file)
    units: Sequence[Returned] = FORMATS[name or guess(data, str(file))].load().load(data, str(file), tag)
    if not units:
        raise HandoutError("the file holds no units", str(file), "export it again from your tool")
    refuse_losses(units)
    return units


def make_judge(project: Project, language: Language, opened: Sequence[Opened]) -> Judge:
    """Collect what units are compared with."""
    targets = {
        each.path.stem: Target(load_catalog(project, language, each.path.stem, each.messages), each.file)
        for each in opened
    }
    return Judge(targets, load_rules(project, language), load_suppressions(project, language))


def write_catalogs(opened: Sequence[Opened], outcomes: Sequence[Outcome]) -> None:
    """Write the catalogs into which something was taken: all of them, or none."""
    texts = [fill(dump(each.file), collect_texts(outcomes, each.path.stem), each.file.name) for each in opened]
    written: list[Opened] = []
    try:
        for each, text in zip(opened, texts, strict=True):
            if write_catalog(each, text):
                written.append(each)
    except BaseException:  # an interrupt too: half of a delivery is worse than none
        for each in written:
            write_file(each.path, dump(each.file).encode(), ADVICE)
        raise


def report(outcomes: Sequence[Outcome], *, as_json: bool) -> None:
    """Print what happened to the units, and what the checks would look at again."""
    if as_json:
        keys = ("domain", "key", "result", "where", "reason")
        click.echo(json.dumps([{key: getattr(each, key) for key in keys} for each in outcomes], ensure_ascii=False))
    else:
        told = [each for each in outcomes if each.result is not Result.UNCHANGED]
        if told:
            head = ("result", "catalog", "key", "where", "reason")
            rows = [(each.result, *map(_show, (each.domain, each.key, each.where, each.reason))) for each in told]
            click.echo(write_table([head, *rows]))
        counts = Counter(each.result for each in outcomes)
        click.echo(", ".join(f"{counts[each]} {each}" for each in Result))
    for outcome in outcomes:
        for fault in outcome.warnings:
            click.echo(write_finding(replace(fault.finding, where=outcome.where)), err=True)


def _show(text: str) -> str:
    """Write a text of a stranger for a terminal: no sign that steers it, and not without end."""
    shown = "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST]} ..."
