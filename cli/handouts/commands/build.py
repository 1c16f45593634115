"""``handouts build``: every handout in every language as a PDF file."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.catalog.lookup import has_catalog
from handouts.commands.options import json_option, language_option
from handouts.commands.surroundings import find_folder, find_fonts, find_project
from handouts.engine import load_engine
from handouts.errors import ExitCode, HandoutError
from handouts.handout import Handout, collect_handouts
from handouts.language import Language, find_language, load_languages
from handouts.project import Project
from handouts.report import write_errors, write_findings, write_json, write_results
from handouts.styles import find_paper

if TYPE_CHECKING:
    from handouts.result import Result

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
    "--paper", metavar="NAME", default="a4", show_default=True, help="Sheet to print on, as styles/paper.toml names it."
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
    project = find_project()
    load_engine(os.environ)
    from handouts.batch.files import probe_folder  # noqa: PLC0415 -- with its neighbour
    from handouts.batch.run import run  # noqa: PLC0415 -- needs the engine
    from handouts.pipeline import Job  # noqa: PLC0415 -- needs the engine

    sheet = find_paper(project, paper)
    early: list[HandoutError] = []
    pairs = collect_pairs(project, handouts, tags, early)
    jobs = [Job(handout, language, sheet, release) for handout, language in pairs]
    folder = output or project.find_output(find_folder())
    if jobs:
        probe_folder(folder)
    results = []
    for result in run(project, find_fonts(project), jobs, folder):
        results.append(result)
        click.echo(f"[{len(results)}/{len(jobs)}] {result.path.name}", err=True)
    click.echo(write_json(project, results, early) if as_json else write_results(results))
    return report(results, early)


def report(results: Sequence["Result"], early: Sequence[HandoutError]) -> int:
    """Print what was found and what went wrong, each thing once; give the exit code."""
    for result in results:
        if result.trace:
            click.echo(result.trace, err=True, nl=False)
    failed = [*early, *(result.error for result in results if result.error)]
    for line in (*write_findings(results), *write_errors(failed)):
        click.echo(line, err=True)
    if any(result.trace for result in results):
        return ExitCode.BUG
    return ExitCode.FINDINGS if early or not all(result.is_good for result in results) else ExitCode.OK


def collect_pairs(
    project: Project, names: tuple[str, ...], tags: tuple[str, ...], failed: list[HandoutError]
) -> list[tuple[Handout, Language]]:
    """Give each handout in each language that is asked for, once; what cannot be had is added to *failed*."""
    handouts = list(collect_handouts(project, names, failed))
    wanted = collect_languages(project, tags, failed) if tags else list(load_languages(project).values())
    pairs = [
        (handout, language)
        for handout in handouts
        for language in wanted
        if tags or has_catalog(project, language, handout.id)
    ]
    if not pairs and not failed:
        hint = "add a language to languages.toml, or a catalog of it"
        failed.append(HandoutError("there is nothing to build", project.name(project.locales), hint))
    return pairs


def collect_languages(project: Project, tags: tuple[str, ...], failed: list[HandoutError]) -> list[Language]:
    """Find the languages that are asked for, each once; unknown ones are added to *failed*."""
    found: dict[str, Language] = {}
    for tag in tags:
        try:
            language = find_language(project, tag)
            found[language.tag] = language
        except HandoutError as error:
            failed.append(error)
    return list(found.values())
