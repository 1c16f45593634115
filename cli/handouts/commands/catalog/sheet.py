"""``handouts catalog sheet``: every sentence beside its translation, as a PDF file to correct and sign by hand."""

import os
from pathlib import Path

import click

from handouts.batch.files import write_file
from handouts.commands.catalog.bundles import collect_facts, make_bundle
from handouts.commands.catalog.opened import refuse_source
from handouts.commands.surroundings import find_folder, find_fonts, find_project
from handouts.engine import load_engine
from handouts.errors import ExitCode
from handouts.finding import Level
from handouts.language import find_language
from handouts.report import write_finding
from handouts.styles import find_paper, make_review_style

EPILOG = """\b
Examples:
  handouts catalog sheet ar                             output/review.ar.pdf, on A4
  handouts catalog sheet es --paper letter --handout car-t

A translator's note "# back: ..." in the catalog is a translation back into English and gets a column of its own.
"""


@click.command("sheet", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--handout", "handouts", multiple=True, metavar="ID", help="Only this handout; repeatable.")
@click.option(
    "--paper", metavar="NAME", default="a4", show_default=True, help="Sheet to print on, as styles/paper.toml names it."
)
def command(tag: str, output: Path | None, handouts: tuple[str, ...], paper: str) -> int:
    """Print the catalogs of TAG as a sheet for reviewers.

    Numbered sentences, English beside translation, with room for corrections, error types and signatures.
    """
    project = find_project()
    language = find_language(project, tag)
    refuse_source(language)
    load_engine(os.environ)
    from handouts.exchange.review import make_review  # noqa: PLC0415 -- needs the engine

    bundle = make_bundle(project, language, handouts)
    facts = collect_facts(project, language, handouts)
    style = make_review_style(project, find_fonts(project), language, find_paper(project, paper))
    review = make_review(bundle, facts, style)
    path = output or project.find_output(find_folder()) / f"review.{language.tag}.pdf"
    write_file(path, review.pdf.data)
    click.echo(f"{path}: {review.pages} pages")
    for finding in review.findings:
        click.echo(write_finding(finding), err=True)
    return ExitCode.FINDINGS if any(each.level is Level.ERROR for each in review.findings) else ExitCode.OK
