"""``handouts build``: every handout in every language as a PDF file."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from handouts.catalog.lookup import SOURCE_TAG
from handouts.commands.options import json_option, language_option
from handouts.engine import load_engine
from handouts.errors import ExitCode, HandoutError
from handouts.fonts import font_folders, load_library
from handouts.handout import Handout, list_handouts, load_handout
from handouts.installer import find_installer
from handouts.language import Language, find_language, load_languages
from handouts.project import Project, find
from handouts.report import write_error, write_findings, write_json, write_results
from handouts.styles import load_papers

EPILOG = """\b
Examples:
  handouts build                          everything, into output/
  handouts build car-t -l es -l ar        one handout, two languages
  handouts build --paper letter           US Letter instead of A4
  handouts build --release                only what is complete and signed off
"""


@click.command("build", epilog=EPILOG)
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@language_option
@click.option(
    "--paper", type=click.Choice(["a4", "letter"]), default="a4", show_default=True, help="Sheet to print on."
)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for the files.")
@click.option("--release", is_flag=True, help="Refuse what is not complete and signed off.")
@json_option
def command(  # noqa: PLR0913 -- one for each option
    handouts: tuple[str, ...], *, tags: tuple[str, ...], paper: str, output: Path | None, release: bool, as_json: bool
) -> int:
    """Build HANDOUTs (all if none is named) in all languages, as tagged PDF files.

    Prints a table: language, status, pages, size, findings. Exits with 1 when a file could not be made or a check
    found an error; all other files are still made.
    """
    project = find(Path.cwd())
    load_engine(os.environ)
    from handouts.batch.run import run  # noqa: PLC0415 -- needs the engine
    from handouts.pipeline import Job  # noqa: PLC0415 -- needs the engine

    failed: list[HandoutError] = []
    library = load_library(project, font_folders(os.environ, Path.home()), find_installer(shutil.which))
    sheet = load_papers(project)[paper]
    jobs = [
        Job(handout, language, sheet, release)
        for handout in collect_handouts(project, handouts, failed)
        for language in collect_languages(project, handout, tags, failed)
    ]
    results = []
    for result in run(project, library, jobs, output or project.find_output(Path.cwd())):
        results.append(result)
        if result.error:
            failed.append(result.error)
        click.echo(f"[{len(results)}/{len(jobs)}] {result.path.name}", err=True)
    click.echo(write_json(project, results) if as_json else write_results(results))
    for line in (*write_findings(results), *map(write_error, failed)):
        click.echo(line, err=True)
    is_good = bool(results) and not failed and all(result.is_good for result in results)
    return ExitCode.OK if is_good else ExitCode.FINDINGS


def collect_handouts(project: Project, names: tuple[str, ...], failed: list[HandoutError]) -> Iterator[Handout]:
    """Read the handouts that are asked for, or all; what cannot be read is added to *failed*.

    Raises HandoutError when there are none at all.
    """
    names = names or tuple(list_handouts(project))
    if not names:
        where = project.name(project.templates)
        raise HandoutError("there is no handout", where, "make a folder with a handout.toml in it")
    for name in names:
        try:
            yield load_handout(project, name)
        except HandoutError as error:
            failed.append(error)


def collect_languages(
    project: Project, handout: Handout, tags: tuple[str, ...], failed: list[HandoutError]
) -> Iterator[Language]:
    """Find the languages that are asked for, or all that have a catalog; unknown ones are added to *failed*."""
    if not tags:
        yield from (each for each in load_languages(project).values() if has_catalog(project, handout, each))
    for tag in tags:
        try:
            yield find_language(project, tag)
        except HandoutError as error:
            failed.append(error)


def has_catalog(project: Project, handout: Handout, language: Language) -> bool:
    """Tell whether there is a catalog of *handout*; the source language needs none."""
    path = project.locales / language.posix / "LC_MESSAGES" / f"{handout.id}.po"
    return language.tag == SOURCE_TAG or path.is_file()
