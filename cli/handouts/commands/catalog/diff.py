"""``handouts catalog diff``: what changed in the English, beside the old translation."""

import os
from collections.abc import Iterator

import click

from handouts.catalog.changes import Change, compare_words, find_changes
from handouts.commands.catalog.opened import Opened, open_catalogs, read_domains
from handouts.commands.surroundings import find_project
from handouts.handout import list_handouts, load_handout
from handouts.language import Language, find_language

EPILOG = """\b
Examples:
  handouts catalog diff es          all handouts
  handouts catalog diff es car-t    one handout

[-went-] and {+came+} mark the words; below stand sentences that were translated before. A message is shown until it
has a translation again.
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
    changes = [change for each in opened for change in list_changes(each)]
    color = False if os.environ.get("NO_COLOR") else None  # None: only on a terminal
    for change, offers in changes:
        click.echo("".join((write_change(change, language), *(f"  {offer}\n" for offer in offers))), color=color)
    if not changes:
        click.echo(f"no English text has changed since it was translated into {language.english}", err=True)


def list_changes(opened: Opened) -> Iterator[tuple[Change, list[str]]]:
    """Give what changed, then what is new but holds sentences that were translated before; each with its offers."""
    entries = {entry.key: entry for entry in opened.file.entries}
    changes = {(change.key, change.new): change for change in find_changes(opened.file, opened.messages)}
    for message in opened.messages:
        key = (message.key, message.msgid)
        entry = entries.get(key)
        offers = entry.offers if entry else []
        if entry and offers:
            new = Change(message.key, message.msgid, message.msgid, "", f"{opened.file.name}:{entry.line_of('msgid')}")
            changes.setdefault(key, new)
        if key in changes:
            yield changes[key], offers


def write_change(change: Change, language: Language) -> str:
    """Write one change."""
    words = "".join(old if old == new else _mark(old, new) for old, new in compare_words(change.old, change.new))
    return f"{change.where}: {change.key}\n  English: {words}\n  {language.english}: {change.msgstr or '(nothing)'}\n"


def _mark(old: str, new: str) -> str:
    """Mark words that went and words that came."""
    gone = click.style(f"[-{old}-]", fg="red") if old else ""
    come = click.style(f"{{+{new}+}}", fg="green") if new else ""
    return gone + come
