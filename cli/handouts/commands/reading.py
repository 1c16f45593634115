"""``handouts reading``: how hard the English text of a handout is to read."""

import json
from collections.abc import Iterator

import click

from handouts.commands.options import json_option
from handouts.commands.surroundings import find_project
from handouts.errors import ExitCode, HandoutError
from handouts.finding import Finding, Level
from handouts.handout import Handout, collect_handouts
from handouts.reading import Limits, Score, check_reading, read_sentences, score, select
from handouts.report import write_errors, write_finding
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts reading          all handouts
  handouts reading car-t    one handout

Grades are US school years. Only running text is graded: headings, labels and list items look easier to a formula
than they are. The formulas are made for English; no translation is graded with them.
"""


@click.command("reading", epilog=EPILOG)
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@json_option
def command(handouts: tuple[str, ...], *, as_json: bool) -> int:
    """Report how hard the English of HANDOUTs is to read, and hold it to its limits.

    All handouts are reported if none is named; those without a [reading] table are left out with a note. Exits with 1
    when a text is harder than its handout.toml allows, or a handout cannot be read; all others are still reported.
    """
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
