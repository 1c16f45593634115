"""``handouts catalog update``: the English of the templates -> the catalogs."""

from dataclasses import replace
from functools import cache

import click

from handouts.catalog.lookup import is_begun
from handouts.catalog.offers import offer
from handouts.catalog.po import dump, parse
from handouts.catalog.update import Update, update
from handouts.checks.catalogs import is_faultless
from handouts.checks.rules import FILE, load_rules
from handouts.commands.catalog.opened import Opened, open_catalogs, read_domains, write_catalog
from handouts.commands.surroundings import find_folder
from handouts.errors import HandoutError
from handouts.handout import list_handouts
from handouts.language import Language, find_language, load_languages
from handouts.project import Project, find_own

EPILOG = """\b
Examples:
  handouts catalog update       all languages, after any change of the English
  handouts catalog update es    one language

A message whose English changed becomes empty. Its old translation is kept at the end of the file, in lines that
begin with #~, and comes back only if the old English does. Nothing is filled in. Sentences that were translated
before, word for word, are offered in a note (#.) to copy from.
"""


@click.command("update", epilog=EPILOG)
@click.argument("tags", nargs=-1, metavar="[TAG]...")
def command(tags: tuple[str, ...]) -> None:
    """Bring catalogs in step with the English of the templates.

    All languages that have a catalog are updated if no TAG is named. When one catalog cannot be read, none is written.
    """
    project = find_own(find_folder())
    domains = read_domains(project, list_handouts(project))
    languages = [find_language(project, tag) for tag in tags] or [
        language
        for language in load_languages(project).values()
        if any(is_begun(project, language, domain) for domain in domains)
    ]
    if not languages:
        raise HandoutError("there is no catalog yet", project.name(project.locales), "run: handouts catalog new TAG")
    updates = [
        (each, renew(project, language, each))
        for language in dict.fromkeys(languages)
        for each in open_catalogs(project, language, domains)
    ]
    for opened, done in updates:
        is_changed = write_catalog(opened, done.text)
        click.echo(f"{opened.file.name}: {_count(done, is_changed=is_changed)}")


def renew(project: Project, language: Language, opened: Opened) -> Update:
    """Bring one catalog in step, and offer what was translated before; without checks.toml nothing is offered."""
    refuse_another(opened)
    done = update(opened.file, opened.messages)
    if not (project.locales / FILE).is_file():
        return done
    load = cache(load_rules)  # only if there is something to judge

    def judge(msgid: str, msgstr: str) -> bool:
        return is_faultless(language, load(project, language), msgid, msgstr)

    return replace(done, text=dump(offer(parse(done.text, opened.file.name), language.tag, judge)))


def refuse_another(opened: Opened) -> None:
    """Raise HandoutError for a file that holds texts, but none of its domain: someone has put another one there."""
    keys = {message.key for message in opened.messages}
    texts = [entry.key[0] for entry in opened.file.entries if entry.has_text]
    if texts and keys.isdisjoint(texts):
        hint = "put the right file in its place"
        raise HandoutError(f"none of its {len(texts)} texts is of {opened.path.stem}", opened.file.name, hint)


def _count(done: Update, *, is_changed: bool) -> str:
    """Say how many messages were affected, and how."""
    counts = {
        "new": done.new,
        "changed": done.changed,
        "back again": done.returned,
        "no longer printed": done.obsolete,
    }
    said = ", ".join(f"{len(keys)} {word}" for word, keys in counts.items() if keys)
    return said or ("order or notes renewed" if is_changed else "up to date")
