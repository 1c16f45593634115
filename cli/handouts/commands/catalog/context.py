"""``handouts catalog context``: a picture of each sentence as it is printed, for those who translate elsewhere."""

import os
from pathlib import Path

import click

from handouts.batch.files import probe_folder, write_file
from handouts.commands.chosen import choose_handout
from handouts.commands.surroundings import find_folder, find_fonts, find_project
from handouts.engine import load_engine
from handouts.language import find_language
from handouts.pdf.picture import require_drawing
from handouts.styles import find_paper

EPILOG = """\b
Examples:
  handouts catalog context es                    into output/context/es/
  handouts catalog context ar --output pictures

One PNG file for each key, index.html to look through, and index.json (key, English, translation, page, file) for
a program, such as one that hands the pictures to Weblate as screenshots.
"""


@click.command("context", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.option("--handout", metavar="ID", help="Which handout; needed where there are several.")
@click.option(
    "--paper", metavar="NAME", default="a4", show_default=True, help="Sheet to print on, as styles/paper.toml names it."
)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for the pictures.")
def command(tag: str, handout: str | None, paper: str, output: Path | None) -> None:
    """Draw each sentence of TAG as it is printed, outlined in its surroundings."""
    project = find_project()
    require_drawing()
    language, sheet = find_language(project, tag), find_paper(project, paper)
    name = choose_handout(project, handout, language)
    load_engine(os.environ)
    from handouts.preview.crops import cut_crops, write_list, write_page  # noqa: PLC0415 -- needs the engine
    from handouts.preview.press import Order, Press  # noqa: PLC0415 -- needs the engine

    folder = output or project.find_output(find_folder()) / "context" / language.tag
    probe_folder(folder)
    proof = Press(Order(project, find_fonts(project), name, language, sheet)).make_settled()
    crops = []
    for crop, picture in cut_crops(proof):
        crops.append(crop)
        if crop.file:
            write_file(folder / crop.file, picture)
    write_file(folder / "index.json", write_list(proof, crops))
    write_file(folder / "index.html", write_page(proof, crops))
    click.echo(str(folder / "index.html"))
    click.echo(f"{sum(crop.file is not None for crop in crops)} of {len(crops)} sentences drawn", err=True)
