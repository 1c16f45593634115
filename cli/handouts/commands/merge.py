"""``handouts merge``: the shares of a batch into one folder with one manifest."""

from pathlib import Path

import click

from handouts.batch.fhir import write_bundle
from handouts.batch.merge import find_faults, merge, read_part
from handouts.commands.options import fhir_option
from handouts.commands.surroundings import find_folder, find_project
from handouts.errors import ExitCode
from handouts.report import write_errors

EPILOG = """\b
Examples:
  handouts build --shard 1/2 --output one     on one machine
  handouts build --shard 2/2 --output two     on another
  handouts merge one two                      into output/
  handouts merge shards/*/manifest.jsonl --output night
"""


@click.command("merge", epilog=EPILOG)
@click.argument("manifests", nargs=-1, required=True, metavar="MANIFEST...", type=click.Path(path_type=Path))
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for the files.")
@fhir_option
def command(manifests: tuple[Path, ...], output: Path | None, fhir: Path | None) -> int:
    """Merge the manifests of all shares of a batch, and bring their files together.

    A MANIFEST is a manifest.jsonl, or the folder that holds it. A share that is missing, a job that is there twice,
    and files made with different versions are errors; nothing is written then. Exits with 1 for those, and when a
    share tells of a job that failed.
    """
    parts = tuple(map(read_part, dict.fromkeys(manifests)))
    faults = list(find_faults(parts))
    if faults:
        for line in write_errors(faults):
            click.echo(line, err=True)
        return ExitCode.FINDINGS
    folder = output or find_project().find_output(find_folder())
    rows = merge(parts, folder)
    if fhir:
        write_bundle(fhir, rows, folder)
    failed = [row.id for row in rows if row.product is None]
    click.echo(f"{len(rows) - len(failed)} files, {len(failed)} failed: {folder}")
    for each in failed:
        click.echo(f"failed: {each}", err=True)
    return ExitCode.FINDINGS if failed else ExitCode.OK
