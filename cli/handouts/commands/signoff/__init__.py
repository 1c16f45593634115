"""``handouts signoff``: the commands that sign texts and say what was signed, one module each."""

import click

from handouts.commands.group import LazyGroup

COMMANDS = {
    "sign": "Sign a handout in the language TAG, as it reads now.",
    "status": "Show who has signed each handout as it reads now, and what changed since.",
    "log": "List all signatures ever made, and whether each counts.",
    "verify": "Verify that no record was edited, removed or forged.",
}
EPILOG = """\b
Examples:
  handouts signoff status es                               what is missing, what changed
  handouts signoff sign es --role reviewer --as some-id    shows what is signed, and asks
  handouts signoff log                                     who signed what, and when
  handouts signoff verify                                  in CI: is every record as it was written?
"""


@click.group("signoff", cls=LazyGroup, package=__name__, sentences=COMMANDS, epilog=EPILOG)
def command() -> None:
    """Sign texts, and say who signed them; a release needs it."""
