"""``handouts extract``: templates -> locales/<domain>.pot, the lists of messages that catalogs are made from."""

from pathlib import Path

import click

from handouts.catalog.write import make_pot
from handouts.commands.writing import replace
from handouts.errors import ExitCode
from handouts.handout import list_handouts
from handouts.project import find
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
    """Write locales/page.pot and one .pot per HANDOUT (all handouts if none is named)."""
    project = find(Path.cwd())
    domains = (LAYOUT_DOMAIN, *(dict.fromkeys(handouts) or list_handouts(project)))
    contents = {domain: make_pot(domain, extract(project, domain)).encode() for domain in domains}
    paths = {project.locales / f"{domain}.pot": content for domain, content in contents.items()}
    stale = [path for path, content in paths.items() if not path.is_file() or path.read_bytes() != content]
    if check:
        for path in stale:
            click.echo(f"{project.name(path)} is not up to date; run: handouts extract", err=True)
        raise click.exceptions.Exit(ExitCode.FINDINGS if stale else ExitCode.OK)
    for path, content in paths.items():
        if path in stale:
            replace(path, content)
        click.echo(project.name(path))
