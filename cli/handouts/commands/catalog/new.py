"""``handouts catalog new``: the catalogs of a language that nobody has begun."""

from pathlib import Path

import click

from handouts.batch.files import write_files
from handouts.catalog.lookup import find_catalog
from handouts.catalog.write import make_catalog
from handouts.commands.catalog.opened import read_domains, refuse_source
from handouts.commands.surroundings import find_folder
from handouts.errors import HandoutError
from handouts.handout import list_handouts, load_handout
from handouts.language import find_language
from handouts.project import find_own
from handouts.trans import LAYOUT_DOMAIN

EPILOG = """\b
Examples:
  handouts catalog new de                             page.po and one file per handout
  handouts catalog new pt-BR car-t                    page.po and one handout
  handouts catalog new de --origin "machine draft"    a machine will translate; every page says so
"""


@click.command("new", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@click.option(
    "--origin",
    type=click.Choice(["human", "machine draft"]),
    default="human",
    show_default=True,
    help="Who translates.",
)
def command(tag: str, handouts: tuple[str, ...], origin: str) -> None:
    """Begin the language TAG: catalogs in which nothing is translated yet.

    Writes page.po and one file per HANDOUT (all if none is named). A catalog that is there is never overwritten.
    """
    project = find_own(find_folder())
    language = find_language(project, tag)
    refuse_source(language)
    names = [load_handout(project, name).id for name in dict.fromkeys(handouts) or list_handouts(project)]
    contents: dict[Path, bytes] = {}
    for domain, messages in read_domains(project, names).items():
        path = find_catalog(project, language, domain)
        if path.exists() and domain == LAYOUT_DOMAIN:
            continue  # another handout has brought it along
        if path.exists():
            hint = f"run: handouts catalog update {language.tag}, or name the handouts that have no catalog yet"
            raise HandoutError("the catalog is there already", project.name(path), hint)
        contents[path] = make_catalog(domain, language, messages, origin).encode()
    write_files(contents, "make the folder one that you may write")
    for path in contents:
        click.echo(project.name(path))
