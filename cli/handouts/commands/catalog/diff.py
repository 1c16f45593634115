"""``handouts catalog diff``: what changed in the English, beside the old translation."""

import os

import click

from handouts.catalog.changes import Change, compare_words, find_changes
from handouts.commands.catalog.opened import open_catalogs, read_domains
from handouts.commands.surroundings import find_project
from handouts.handout import list_handouts, load_handout
from handouts.language import Language, find_language

EPILOG = """\b
Examples:
  handouts catalog diff es          all handouts
  handouts catalog diff es car-t    one handout

[-went-] and {+came+} mark the words. A message is shown until it has a translation again.
"""


@click.command("diff", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.argument("handout", required=False)
def command(tag: str, handout: str | None) -> None:
    """Show word by word how the English of TAG's catalogs changed.

    Each message whose English is no longer the one that was translated stands with its line in the catalog, its old
    and new English, and the old translation.
    """
    project = find_project()
    language = find_language(project, tag)
    names = [load_handout(project, handout).id] if handout else list_handouts(project)
    opened = open_catalogs(project, language, read_domains(project, names))
    changes = [change for each in opened for change in find_changes(each.file, each.messages)]
    color = False if os.environ.get("NO_COLOR") else None  # None: only on a terminal
    for change in changes:
        click.echo(write_change(change, language), color=color)
    if not changes:
        click.echo(f"no English text has changed since it was translated into {language.english}", err=True)


def write_change(change: Change, language: Language) -> str:
    """Write one change."""
    words = "".join(old if old == new else _mark(old, new) for old, new in compare_words(change.old, change.new))
    return f"{change.where}: {change.key}\n  English: {words}\n  {language.english}: {change.msgstr or '(nothing)'}\n"


def _mark(old: str, new: str) -> str:
    """Mark words that went and words that came."""
    gone = click.style(f"[-{old}-]", fg="red") if old else ""
    come = click.style(f"{{+{new}+}}", fg="green") if new else ""
    return gone + come
