"""``handouts reading``: how hard the English text of a handout is to read."""

import json
from pathlib import Path

import click

from handouts.commands.options import json_option
from handouts.errors import ExitCode, HandoutError
from handouts.finding import Level
from handouts.handout import Handout, list_handouts, load_handout
from handouts.project import find
from handouts.reading import Score, check_reading, read_sentences, score, select
from handouts.report import write_finding
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

    All handouts are reported if none is named. Exits with 1 when the text is harder than handout.toml allows.
    """
    project = find(Path.cwd())
    loaded = [load_handout(project, name) for name in handouts or list_handouts(project)]
    rows = [row for handout in loaded for row in measure(handout)]
    if as_json:
        click.echo(json.dumps([dict(zip(KEYS, row, strict=True)) for row in rows], indent=2))
    else:
        click.echo(write_table([KEYS, *(tuple(map(_write, row)) for row in rows)]))
    findings = [
        each for handout in loaded if handout.limits for each in check_reading(handout.messages, handout.limits)
    ]
    for finding in findings:
        click.echo(write_finding(finding), err=True)
    return ExitCode.FINDINGS if any(each.level is Level.ERROR for each in findings) else ExitCode.OK


KEYS = ("handout", "text", "words", "sentences", "mean", "longest", "grade", "smog")


def measure(handout: Handout) -> list[tuple[str | int | float, ...]]:
    """Give two rows: the text as it stands, and without the names of diseases and drugs."""
    if handout.limits is None:
        where = f"templates/{handout.id}/handout.toml"
        raise HandoutError("there is no [reading] table", where, "copy it from templates/car-t/handout.toml")
    sentences = list(read_sentences(select(handout.messages, handout.limits)))
    whole, plain = score(sentences), score(sentences, handout.limits.names)
    return [_make_row(handout.id, "as printed", whole), _make_row(handout.id, "without names", plain)]


def _make_row(handout: str, text: str, counts: Score) -> tuple[str | int | float, ...]:
    """Put one row together."""
    grades = (round(counts.mean, 1), counts.longest, round(counts.grade, 1), round(counts.smog, 1))
    return (handout, text, counts.words, counts.sentences, *grades)


def _write(value: str | float) -> str:
    """Write one cell."""
    return str(value)
