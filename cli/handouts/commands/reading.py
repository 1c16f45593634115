"""``handouts reading``: how hard the English text of a handout is to read, and its translations."""

import json
from collections.abc import Iterator

import click

from handouts.catalog.lookup import has_catalog, load_catalog
from handouts.checks.pair import cut, plain
from handouts.checks.rules import load_rules
from handouts.commands.catalog.opened import refuse_source
from handouts.commands.options import json_option, language_option
from handouts.commands.surroundings import find_project
from handouts.errors import ExitCode, HandoutError
from handouts.finding import Finding, Level
from handouts.formulas import count_words, load_reading, rate
from handouts.handout import Handout, collect_handouts
from handouts.language import Language, find_language
from handouts.project import Project
from handouts.reading import Limits, Score, check_reading, is_running, read_sentences, score, select
from handouts.report import write_errors, write_finding
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts reading          all handouts
  handouts reading car-t    one handout
  handouts reading -l es    the Spanish translations, by a formula made for Spanish

Grades are US school years. Only running text is graded: headings, labels and list items look easier to a formula
than they are. The formulas for English are not used for translations: each language has its own, or no score at all.
"""


@click.command("reading", epilog=EPILOG)
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@language_option
@json_option
def command(handouts: tuple[str, ...], *, tags: tuple[str, ...], as_json: bool) -> int:
    """Report how hard the English of HANDOUTs is to read, and hold it to its limits.

    All handouts are reported if none is named; those without a [reading] table are left out with a note. Exits with 1
    when a text is harder than its handout.toml allows, or a handout cannot be read; all others are still reported.
    With --language the translations are reported instead, and held to nothing.
    """
    if tags:
        return report_translations(find_project(), handouts, tags, as_json=as_json)
    failed: list[HandoutError] = []
    loaded = list(collect_handouts(find_project(), handouts, failed))
    rows = [row for handout in loaded if handout.limits for row in measure(handout, handout.limits)]
    if as_json:
        click.echo(json.dumps([dict(zip(KEYS, row, strict=True)) for row in rows], indent=2))
    else:
        click.echo(write_table([KEYS, *(tuple(map(_write, row)) for row in rows)]))
    findings = [finding for handout in loaded for finding in check(handout)]
    for line in (*map(write_finding, findings), *write_errors(failed)):
        click.echo(line, err=True)
    return ExitCode.FINDINGS if failed or any(each.level is Level.ERROR for each in findings) else ExitCode.OK


KEYS = ("handout", "text", "words", "sentences", "mean", "longest", "grade", "smog")


def check(handout: Handout) -> Iterator[Finding]:
    """Hold a handout to its limits; a note where it has none."""
    if handout.limits:
        yield from check_reading(handout.messages, handout.limits)
    else:
        message = "there is no [reading] table, so the English is not graded"
        where = f"templates/{handout.id}/handout.toml"
        yield Finding("no-limits", Level.NOTE, message, where, "copy the table from templates/car-t/handout.toml")


def measure(handout: Handout, limits: Limits) -> list[tuple[str | int | float, ...]]:
    """Give two rows: the text as it stands, and without the names of diseases and drugs."""
    sentences = list(read_sentences(select(handout.messages, limits)))
    whole, plain = score(sentences), score(sentences, limits.names)
    return [_make_row(handout.id, "as printed", whole), _make_row(handout.id, "without names", plain)]


def _make_row(handout: str, text: str, counts: Score) -> tuple[str | int | float, ...]:
    """Put one row together."""
    grades = (round(counts.mean, 1), counts.longest, round(counts.grade, 1), round(counts.smog, 1))
    return (handout, text, counts.words, counts.sentences, *grades)


def _write(value: str | float) -> str:
    """Write one cell."""
    return str(value)


Row = tuple[str | float | None, ...]
TRANSLATION_KEYS = ("handout", "language", "sentences", "unit", "mean", "longest", "score", "formula")


def report_translations(project: Project, names: tuple[str, ...], tags: tuple[str, ...], *, as_json: bool) -> int:
    """Print a row for each formula of each translation; one without a formula has a row without a score."""
    failed: list[HandoutError] = []
    handouts = list(collect_handouts(project, names, failed))
    languages = [find_language(project, tag) for tag in dict.fromkeys(tags)]
    for language in languages:
        refuse_source(language)
    pairs = [(each, language) for language in languages for each in handouts if has_catalog(project, language, each.id)]
    rows = [row for handout, language in pairs for row in measure_translation(project, handout, language)]
    readings = {language.tag: load_reading(project, language) for language in languages}
    if as_json:
        click.echo(json.dumps([dict(zip(TRANSLATION_KEYS, row, strict=True)) for row in rows], indent=2))
    else:
        shown = (tuple("-" if cell is None else str(cell) for cell in row) for row in rows)
        click.echo(write_table([TRANSLATION_KEYS, *shown]))
        for formula in (formula for reading in readings.values() for formula in reading.formulas):
            click.echo(f"{formula.name}: {formula.scale}. {formula.source}")
    for line in write_errors(failed):
        click.echo(line, err=True)
    return ExitCode.FINDINGS if failed else ExitCode.OK


def measure_translation(project: Project, handout: Handout, language: Language) -> Iterator[Row]:
    """Measure the running text of one translation: messages that are whole sentences in English."""
    catalog = load_catalog(project, language, handout.id, handout.messages)
    prose = select(handout.messages, handout.limits) if handout.limits else handout.messages
    texts = [catalog.get(message) for message in prose if is_running(message)]
    is_spaced = load_rules(project, language).spaced
    counts = count_words((each for text in texts if text for each in cut(plain(text))), spaced=is_spaced)
    reading = load_reading(project, language)
    unit = "words" if is_spaced else "letters"
    first = (handout.id, language.tag, len(counts.sentences), unit, round(counts.mean, 1), counts.longest)
    for formula in reading.formulas if counts.words else ():
        yield (*first, round(rate(formula, counts, reading), 1), formula.name)
    if not reading.formulas or not counts.words:
        yield (*first, None, reading.none)
