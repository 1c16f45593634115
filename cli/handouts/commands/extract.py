"""``handouts extract``: templates -> locales/<domain>.pot, the lists of messages that catalogs are made from."""

from collections.abc import Iterator
from pathlib import Path

import click

from handouts.batch.files import write_file
from handouts.catalog.write import make_pot
from handouts.commands.surroundings import find_folder
from handouts.errors import ExitCode, HandoutError
from handouts.handout import choose_handouts, refuse_unknown
from handouts.project import Project, find_own
from handouts.report import write_errors
from handouts.template import extract
from handouts.trans import LAYOUT_DOMAIN

EPILOG = """\b
Examples:
  handouts extract           all lists, after any change of a template
  handouts extract car-t     the page frame and one handout
  handouts extract --check   in CI: are the lists up to date?
"""


@click.command("extract", epilog=EPILOG)
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if a file would change.")
def command(handouts: tuple[str, ...], *, check: bool) -> None:
    """Write locales/page.pot and one .pot per HANDOUT (all handouts if none is named).

    Exits with 1 when a template could not be read; the lists of all others are still written.
    """
    project = find_own(find_folder())
    failed: list[HandoutError] = []
    is_stale = False
    for path, content in make_lists(project, handouts, failed):
        if not path.is_file() or path.read_bytes() != content:
            is_stale = True
            if check:
                click.echo(f"{project.name(path)} is not up to date; run: handouts extract", err=True)
            else:
                write_file(path, content, "make the folder one that you may write")
        if not check:
            click.echo(project.name(path))
    for line in write_errors(failed):
        click.echo(line, err=True)
    raise click.exceptions.Exit(ExitCode.FINDINGS if failed or (check and is_stale) else ExitCode.OK)


def make_lists(project: Project, handouts: tuple[str, ...], failed: list[HandoutError]) -> Iterator[tuple[Path, bytes]]:
    """Make the .pot file of the page frame and of each handout; what cannot be read is added to *failed*."""
    for domain in dict.fromkeys((LAYOUT_DOMAIN, *choose_handouts(project, handouts))):
        try:
            if domain != LAYOUT_DOMAIN:
                refuse_unknown(project, domain)
            yield project.locales / f"{domain}.pot", make_pot(domain, extract(project, domain)).encode()
        except HandoutError as error:
            failed.append(error)
