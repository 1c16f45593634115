"""``handouts catalog status``: how far each catalog is, and what keeps it from the next status."""

import json
from collections import Counter
from dataclasses import asdict, dataclass

import click

from handouts.catalog.lookup import SOURCE_TAG, State, has_catalog, load_catalog
from handouts.commands.options import json_option
from handouts.commands.surroundings import find_project
from handouts.errors import ExitCode, HandoutError
from handouts.handout import Handout, load_handouts
from handouts.language import Language, load_languages
from handouts.project import Project
from handouts.status import Stage, compute_status
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts catalog status                          all handouts, all languages that were begun
  handouts catalog status --fail-under 95          in CI: exit with 1 if less than 95 % is translated somewhere
  handouts catalog status --fail-under reviewed    or if a text is not reviewed

A handout needs its own catalog and page.po; the counts are those of both. "missing" means that the catalog does not
have the message yet: run "handouts catalog update".
"""
HEAD = ("handout", "tag", "done", "missing", "empty", "changed", "fuzzy", "broken", "origin", "status", "first reason")
UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Row:
    """One handout in one language: its messages by what the catalogs have for them, and why it is no further."""

    handout: str
    tag: str
    translated: int
    total: int
    missing: int
    empty: int
    changed: int
    fuzzy: int
    broken: int
    origin: str
    status: str
    reasons: tuple[str, ...]


class Threshold(click.ParamType[Stage | float]):
    """A status, or a share of translated messages in percent."""

    name = "threshold"

    def convert(
        self, value: str | Stage | float, param: click.Parameter | None, ctx: click.Context | None
    ) -> Stage | float:
        """Read what the user typed."""
        if not isinstance(value, str):
            return value
        if value.upper() in Stage.__members__:
            return Stage[value.upper()]
        try:
            percent = float(value.removesuffix("%"))
        except ValueError:
            percent = -1
        if not 0 <= percent <= 100:  # noqa: PLR2004 -- percent
            self.fail(f'"{value}" is neither a percentage nor one of: {", ".join(map(str, Stage))}', param, ctx)
        return percent


@click.command("status", epilog=EPILOG)
@json_option
@click.option(
    "--fail-under",
    type=Threshold(),
    metavar="STATUS|PERCENT",
    help="Exit with 1 if a catalog is under this status, or less of it is translated.",
)
def command(*, as_json: bool, fail_under: Stage | float | None) -> int:
    """Show how far each catalog is, and what keeps it from the next status."""
    project = find_project()
    languages = [each for each in load_languages(project).values() if each.tag != SOURCE_TAG]
    handouts = load_handouts(project)
    rows = [
        make_row(project, one, each) for one in handouts for each in languages if has_catalog(project, each, one.id)
    ]
    if as_json:
        click.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        click.echo(write_table([HEAD, *map(_write_row, rows)]))
    faults = [fault for row in rows if (fault := find_fault(row, fail_under))]
    for fault in faults:
        click.echo(f"error: {fault}", err=True)
    return ExitCode.FINDINGS if faults else ExitCode.OK


def make_row(project: Project, handout: Handout, language: Language) -> Row:
    """Count what the catalogs of *handout* hold in *language*."""
    total = sum(map(len, handout.domains.values()))
    try:
        catalogs = [load_catalog(project, language, *item) for item in handout.domains.items()]
        status = compute_status(project, language, handout, catalogs)
    except HandoutError as error:
        return Row(handout.id, language.tag, 0, total, 0, 0, 0, 0, 0, "", UNREADABLE, (str(error),))
    states = Counter(unit.state for catalog in catalogs for unit in catalog.entries.values())
    return Row(
        handout=handout.id,
        tag=language.tag,
        translated=states[State.TRANSLATED],
        total=total,
        missing=states[State.MISSING],
        empty=states[State.EMPTY],
        changed=states[State.CHANGED],
        fuzzy=states[State.FUZZY],
        broken=states[State.BROKEN],
        origin=", ".join(dict.fromkeys(catalog.origin for catalog in catalogs)),
        status=str(status.stage),
        reasons=status.reasons,
    )


def find_fault(row: Row, wanted: Stage | float | None) -> str | None:
    """Say why *row* is under what is wanted; a catalog that cannot be read always is."""
    place = f"{row.handout} in {row.tag}"
    reason = f": {row.reasons[0]}" if row.reasons else ""
    if row.status == UNREADABLE:
        return f"{place} cannot be read{reason}"
    if isinstance(wanted, Stage) and Stage[row.status.upper()] < wanted:
        return f"{place} is {row.status}, not {wanted}{reason}"
    if wanted is not None and not isinstance(wanted, Stage) and row.translated * 100 < wanted * row.total:
        return f"{place} is under {wanted:g} %: {row.translated} of {row.total} messages are translated"
    return None


def _write_row(row: Row) -> tuple[str, ...]:
    """Write one line of the table."""
    counts = (row.missing, row.empty, row.changed, row.fuzzy, row.broken)
    reason = row.reasons[0] if row.reasons else ""
    done = f"{row.translated}/{row.total}"
    return row.handout, row.tag, done, *map(str, counts), row.origin or "-", row.status, reason
