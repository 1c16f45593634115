"""``handouts signoff status``: who has signed each handout as it reads now, and what changed since."""

import json

import click

from handouts.commands.options import json_option
from handouts.commands.signoff.opened import Opened, open_statuses
from handouts.commands.surroundings import find_project
from handouts.errors import ExitCode, HandoutError
from handouts.report import write_errors
from handouts.signoff.people import Role
from handouts.signoff.record import Record
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts signoff status         all languages
  handouts signoff status es      one, with every sentence that changed since the last signature
  handouts signoff status --json  for a script
"""
HEAD = ("handout", "tag", "status", *Role, "sum")


@click.command("status", epilog=EPILOG)
@click.argument("tags", nargs=-1, metavar="[TAG]...")
@json_option
def command(tags: tuple[str, ...], *, as_json: bool) -> int:
    """Show who has signed each handout as it reads now, and what changed since the last signature.

    Exits with 1 where files are not as they were written.
    """
    failed: list[HandoutError] = []
    rows = list(open_statuses(find_project(), tags, failed))
    if as_json:
        click.echo(json.dumps([make_row(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        click.echo(write_table([HEAD, *map(_write_row, rows)]))
        for line in (line for row in rows for line in _write_reasons(row)):
            click.echo(line)
    for line in write_errors(failed):
        click.echo(line, err=True)
    return ExitCode.FINDINGS if failed else ExitCode.OK


def make_row(row: Opened) -> dict[str, object]:
    """Make the JSON object of one handout in one language."""
    return {
        "handout": row.handout.id,
        "tag": row.language.tag,
        "status": str(row.status.stage),
        "sum": row.status.root,
        "signed_by": [
            {"role": each.role, "person": each.person, "date": str(each.date)} for each in row.status.signed_by
        ],
        "reasons": list(row.status.reasons),
        "changes": [str(change) for change in row.status.changes],
    }


def _write_row(row: Opened) -> tuple[str, ...]:
    """Write one line of the table."""
    people = (_write_people(row.status.signed_by, role) for role in Role)
    return row.handout.id, row.language.tag, str(row.status.stage), *people, row.status.root[:8]


def _write_people(records: tuple[Record, ...], role: Role) -> str:
    """Write who has signed in one role."""
    return ", ".join(f"{each.person} {each.date}" for each in records if each.role is role) or "-"


def _write_reasons(row: Opened) -> list[str]:
    """Write why a handout is no further, and all that changed where it is more than one text."""
    if not row.status.reasons:
        return []
    changes = row.status.changes if len(row.status.changes) > 1 else ()
    head = f"{row.handout.id} in {row.language.tag} is {row.status.stage}: {'; '.join(row.status.reasons)}"
    return [head, *(f"  {change}" for change in changes)]
