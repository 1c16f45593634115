"""``handouts catalog``: the commands that begin, update and compare catalogs, one module each."""

import click

from handouts.commands.group import LazyGroup

COMMANDS = {
    "new": "Begin the language TAG: catalogs in which nothing is translated yet.",
    "update": "Bring catalogs in step with the English of the templates.",
    "status": "Show how far each catalog is, and what keeps it from the next status.",
    "diff": "Show word by word how the English of TAG's catalogs changed.",
    "export": "Write the catalogs of TAG as one file for translators' tools.",
    "import": "Take translations into the catalogs of TAG from FILE.",
    "sheet": "Print the catalogs of TAG as a sheet for reviewers.",
    "context": "Draw each sentence of TAG as it is printed, outlined in its surroundings.",
}
EPILOG = """\b
Examples:
  handouts catalog new de                    begin German
  handouts catalog update                    after any change of the English: all languages
  handouts catalog diff es                   what changed, beside the old translation
  handouts catalog status --fail-under 95    in CI: is every language far enough?
  handouts catalog export es --format xliff --output es.xlf    for a translator's tool
  handouts catalog import es es.xlf                            and back
"""


@click.group("catalog", cls=LazyGroup, package=__name__, sentences=COMMANDS, epilog=EPILOG)
def command() -> None:
    """Begin, update, compare and send out the catalogs that translators work on."""
