"""``handouts doctor``: what is installed, what is not, and the command that mends it."""

import ctypes
import json
import os
import shutil
from dataclasses import asdict

import click

from handouts.commands.options import json_option
from handouts.commands.surroundings import find_fonts, find_project
from handouts.doctor import MISSING, OK, Diagnosis, Machine, examine
from handouts.errors import ExitCode
from handouts.table import write_table

EPILOG = """\b
Examples:
  handouts doctor          what is installed, and what to do about the rest
  handouts doctor --json   for a script
"""


@click.command("doctor", epilog=EPILOG)
@json_option
def command(*, as_json: bool) -> int:
    """Check that everything needed is installed; exit with 1 if building is not possible."""
    project = find_project()
    machine = Machine(os.environ, shutil.which, ctypes.CDLL, find_fonts(project))
    diagnoses = list(examine(project, machine))
    if as_json:
        click.echo(json.dumps([asdict(diagnosis) for diagnosis in diagnoses], ensure_ascii=False, indent=2))
    else:
        click.echo(write_table([_write_row(diagnosis) for diagnosis in diagnoses]))
        for hint in dict.fromkeys(each.hint for each in diagnoses if each.state != OK and each.hint):
            click.echo(f"hint: {hint}", err=True)
    return ExitCode.FINDINGS if any(each.state == MISSING for each in diagnoses) else ExitCode.OK


def _write_row(diagnosis: Diagnosis) -> tuple[str, str, str]:
    """Write one line of the table; the languages are named where their font is missing."""
    found = diagnosis.found
    if diagnosis.state == MISSING and diagnosis.languages:
        found += f", so no {', '.join(diagnosis.languages)}"
    return diagnosis.state, diagnosis.subject, found
