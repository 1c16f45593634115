"""``handouts catalog export``: the catalogs of a language -> a file for translators' tools."""

import csv
from collections.abc import Iterable
from pathlib import Path

import click

from handouts.batch.files import write_file
from handouts.catalog.lookup import Catalog, has_catalog, load_catalog, read_catalog
from handouts.checks.rules import GLOSSARY
from handouts.commands.catalog.opened import refuse_source
from handouts.commands.surroundings import find_project
from handouts.datafile import read_text
from handouts.errors import HandoutError
from handouts.exchange.bundle import Bundle, keep_signed, make_part
from handouts.exchange.formats import FORMATS
from handouts.handout import load_handout, load_handouts
from handouts.language import Language, find_language
from handouts.project import Project
from handouts.status import Stage, compute_status

EPILOG = """\b
Examples:
  handouts catalog export es --format xliff --output es.xlf      for OmegaT, memoQ, Trados (XLIFF 1.2)
  handouts catalog export ar --format xlsx --output ar.xlsx      for people without tools
  handouts catalog export fr --format tbx --output fr.tbx        the glossary

xliff, xliff2 (2.1), xlsx and csv come back with "handouts catalog import". tmx holds only what a second person has
signed, tbx the agreed words.
"""


@click.command("export", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True, help="The kind of file.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
@click.option("--handout", "handouts", multiple=True, metavar="ID", help="Only this handout; repeatable.")
def command(tag: str, name: str, output: Path, handouts: tuple[str, ...]) -> None:
    """Write the catalogs of TAG as one file for translators' tools.

    All handouts that have been begun are in it, and what every page has (page.po).
    """
    project = find_project()
    language = find_language(project, tag)
    refuse_source(language)
    module = FORMATS[name].load()
    if name == "tbx":
        data, count = module.dump(read_glossary(project, language), language.tag), "the agreed words"
    else:
        bundle = make_bundle(project, language, handouts)
        if name == "tmx":
            refuse_unsigned(bundle)
        data, count = module.dump(bundle), f"{sum(len(each.segments) for each in bundle.parts)} messages"
    write_file(output, data)
    click.echo(f"{output}: {count} in {language.english}")


def make_bundle(project: Project, language: Language, names: Iterable[str]) -> Bundle:
    """Put the texts of the handouts *names*, or of all that were begun, together; raises HandoutError for none."""
    named = [load_handout(project, name) for name in dict.fromkeys(names)]
    begun = named or [each for each in load_handouts(project) if has_catalog(project, language, each.id)]
    if not begun:
        hint = f"run: handouts catalog new {language.tag}"
        raise HandoutError(f"there is no catalog for {language.english}", f"locales/{language.posix}", hint)
    stages: dict[str, Stage] = {}
    catalogs: dict[str, Catalog] = {}
    for handout in begun:
        own = {each: load_catalog(project, language, each, messages) for each, messages in handout.domains.items()}
        stage = compute_status(project, language, handout.id, list(own.values())).stage
        catalogs |= own
        stages |= {domain: min(stage, stages.get(domain, stage)) for domain in own}
    parts = [
        make_part(catalog, read_catalog(project, language, domain), stages[domain])
        for domain, catalog in catalogs.items()
    ]
    return Bundle(language, tuple(parts))


def refuse_unsigned(bundle: Bundle) -> None:
    """Raise HandoutError when no sentence has been reviewed: a translation memory spreads what is in it."""
    if not keep_signed(bundle).parts:
        message = f"no text in {bundle.language.english} has been reviewed, so there is nothing for a TMX file"
        raise HandoutError(message, hint="see: handouts catalog status")


def read_glossary(project: Project, language: Language) -> list[dict[str, str]]:
    """Read the rows of the glossary for *language*; raises HandoutError when there are none."""
    path = project.locales / GLOSSARY
    if path.is_file():
        rows = list(csv.DictReader(read_text(project, path).splitlines(keepends=True)))
        own = [row for row in rows if row.get("lang") == language.tag and row.get("term") and row.get("en")]
        if own:
            return own
    raise HandoutError(f"the glossary has no words in {language.english}", project.name(path), "add rows to it")
