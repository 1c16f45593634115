"""``handouts preview``: the pages of one language beside the English, in a local web page that follows the files."""

import os
import webbrowser
from contextlib import suppress
from functools import partial
from importlib.util import find_spec

import click

from handouts.catalog.lookup import SOURCE_TAG
from handouts.commands.chosen import choose_handout
from handouts.commands.surroundings import find_fonts, find_project
from handouts.engine import load_engine
from handouts.errors import ExitCode, HandoutError
from handouts.language import find_language
from handouts.styles import find_paper

NEEDED = ("starlette", "uvicorn", "watchfiles", "pypdfium2")
EPILOG = """\b
Examples:
  handouts preview es                    open the Spanish pages in the browser
  handouts preview ar --handout car-t    name the handout where there are several
  handouts preview es --no-open          only print the address

Save a catalog, and the pages follow by themselves. Only this machine can open the address, and only who
knows all of it. Ctrl-C ends it.
"""


@click.command("preview", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.option("--handout", metavar="ID", help="Which handout; needed where there are several.")
@click.option(
    "--paper", metavar="NAME", default="a4", show_default=True, help="Sheet to print on, as styles/paper.toml names it."
)
@click.option("--open/--no-open", "is_opened", default=True, show_default=True, help="Open it in the browser.")
def command(tag: str, handout: str | None, paper: str, *, is_opened: bool) -> int:
    """Show the pages of TAG beside the English in a local web page, live while a translator works.

    A click on a sentence shows its entry: English, translation, notes, place in the file, status, findings.
    """
    project = find_project()
    require_preview()
    language, english = find_language(project, tag), find_language(project, SOURCE_TAG)
    name, sheet = choose_handout(project, handout, language), find_paper(project, paper)
    load_engine(os.environ)
    from handouts.preview.desk import Desk  # noqa: PLC0415 -- needs the engine
    from handouts.preview.press import Order, Press  # noqa: PLC0415 -- needs the engine
    from handouts.preview.server import serve  # noqa: PLC0415 -- needs the optional packages

    library = find_fonts(project)
    target, source = (Press(Order(project, library, name, each, sheet)) for each in (language, english))
    desk = Desk(target, None if language == english else source, partial(click.echo, err=True))

    def show(address: str) -> None:
        click.echo(address)
        click.echo("Ctrl-C ends it", err=True)
        if is_opened:
            webbrowser.open(address)

    with suppress(KeyboardInterrupt):
        serve(desk, (project.templates, project.locales, project.styles), show)
    click.echo("ended", err=True)
    return ExitCode.OK


def require_preview() -> None:
    """Raise HandoutError when one of the optional packages is not installed."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        hint = 'python -m pip install "handouts[preview,verify]"'
        raise HandoutError(f"the preview needs {', '.join(missing)}, which is not installed", hint=hint)
