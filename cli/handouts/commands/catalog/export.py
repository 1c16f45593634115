"""``handouts catalog export``: the catalogs of a language -> a file for translators' tools."""

from pathlib import Path

import click

from handouts.batch.files import write_file
from handouts.checks.rules import GLOSSARY, read_glossary
from handouts.commands.catalog.bundles import make_bundle
from handouts.commands.catalog.opened import refuse_source
from handouts.commands.surroundings import find_project
from handouts.errors import HandoutError
from handouts.exchange.bundle import Bundle, keep_signed
from handouts.exchange.formats import FORMATS
from handouts.language import Language, find_language
from handouts.project import Project

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
        data, count = module.dump(read_words(project, language), language.tag), "the agreed words"
    else:
        bundle = make_bundle(project, language, handouts)
        if name == "tmx":
            refuse_unsigned(bundle)
        data, count = module.dump(bundle), f"{sum(len(each.segments) for each in bundle.parts)} messages"
    write_file(output, data)
    click.echo(f"{output}: {count} in {language.english}")


def refuse_unsigned(bundle: Bundle) -> None:
    """Raise HandoutError when no sentence has been reviewed: a translation memory spreads what is in it."""
    if not keep_signed(bundle).parts:
        message = f"no text in {bundle.language.english} has been reviewed, so there is nothing for a TMX file"
        raise HandoutError(message, hint="see: handouts catalog status")


def read_words(project: Project, language: Language) -> list[dict[str, str]]:
    """Read the agreed words of *language*; raises HandoutError when there are none."""
    rows = [row for row in read_glossary(project, language) if row["term"] and row["en"]]
    if not rows:
        where = project.name(project.locales / GLOSSARY)
        raise HandoutError(f"the glossary has no words in {language.english}", where, "add rows to it")
    return rows
