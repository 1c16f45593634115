"""``handouts build``: every handout in every language as a PDF file."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from handouts.batch.cluster import Cluster
from handouts.batch.fhir import write_bundle
from handouts.batch.key import Keyring
from handouts.batch.manifest import make_row
from handouts.batch.merge import describe_shard
from handouts.batch.plan import Shard, Wanted, make_plan
from handouts.batch.run import Batch, Executor, run
from handouts.batch.versions import find_versions
from handouts.batch.workers import Crew, Limits
from handouts.batch.workshop import Workshop
from handouts.ci.case import make_build_cases
from handouts.commands.options import fhir_option, json_option, language_option
from handouts.commands.progress import Progress
from handouts.commands.reporting import Report, report_options, write_reports
from handouts.commands.surroundings import find_folder, find_fonts, find_project
from handouts.errors import ExitCode, HandoutError
from handouts.pdf.standards import STANDARDS, UA1
from handouts.project import Project
from handouts.report import write_errors, write_findings, write_json, write_results
from handouts.result import Result

EPILOG = """\b
Examples:
  handouts build                          everything that has changed, into output/
  handouts build car-t -l es -l ar        one handout, two languages
  handouts build --paper letter           US Letter instead of A4
  handouts build --release                only what is complete and signed off
  handouts build --standard ua2           PDF/UA-2 and PDF/A-4 in place of PDF/UA-1 and PDF/A-2a
  handouts build --explain                says why each file is built
  handouts build --shard 2/4 --output s2  the second quarter, for one of four machines
  handouts build --report github          findings beside the lines of a change
  handouts build --cluster tcp://10.0.0.1:8786 --fhir output/bundle.json
"""


class ShardType(click.ParamType[Shard]):
    """``2/4``: the second of four shares."""

    name = "shard"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Shard:
        """Read what the user typed."""
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6})", str(value))
        if found is None or not 1 <= int(found[1]) <= int(found[2]):
            self.fail(f"{str(value)!r} is no share: write it like 2/4", param, ctx)
        return Shard(int(found[1]), int(found[2]))


def count_cores() -> int:
    """Count the processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@click.command("build", epilog=EPILOG)
@click.argument("handouts", nargs=-1, metavar="[HANDOUT]...")
@language_option
@click.option(
    "--paper", metavar="NAME", default="a4", show_default=True, help="Sheet to print on, as styles/paper.toml names it."
)
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), help="Folder for the files.")
@click.option(
    "--standard",
    type=click.Choice(list(STANDARDS)),
    default=UA1.name,
    show_default=True,
    help="ua1: PDF/UA-1 and PDF/A-2a; ua2: PDF/UA-2 and PDF/A-4, for readers of PDF 2.0.",
)
@click.option("--release", is_flag=True, help="Refuse what is not complete and signed off.")
@click.option("--force", is_flag=True, help="Build also what has not changed.")
@click.option("--explain", is_flag=True, help="Say why each file is built.")
@click.option(
    "--jobs", type=click.IntRange(0, 512), help="Workers; one for each core if not given, 0 for this very process."
)
@click.option("--deadline", type=click.FloatRange(1), default=300, show_default=True, help="Seconds for one file.")
@click.option("--memory", type=click.IntRange(200), default=2000, show_default=True, help="Megabytes for one worker.")
@click.option("--shard", type=ShardType(), metavar="I/N", help="Only this share of the files.")
@click.option("--quiet", is_flag=True, help="Do not tell of each file while they are built.")
@report_options
@fhir_option
@click.option("--cluster", metavar="ADDRESS", help="Build on the Dask cluster there, like tcp://10.0.0.1:8786.")
@json_option
def command(  # noqa: PLR0913 -- one for each option
    handouts: tuple[str, ...],
    *,
    tags: tuple[str, ...],
    paper: str,
    output: Path | None,
    standard: str,
    release: bool,
    force: bool,
    explain: bool,
    jobs: int | None,
    deadline: float,
    memory: int,
    shard: Shard | None,
    fhir: Path | None,
    cluster: str | None,
    quiet: bool,
    **telling: Any,  # noqa: ANN401 -- what tell() names
) -> int:
    """Build HANDOUTs (all if none is named) in all languages, as tagged PDF files.

    Only what has changed since the last build is built. Prints a table: language, status, pages, size, findings.
    Exits with 1 when a file could not be made or a check found an error; all other files are still made.
    """
    project = find_project()
    plan = make_plan(project, Wanted(handouts, tags, paper, release, standard))
    tasks = tuple(task for task in plan.tasks if shard is None or shard.holds(task))
    fonts = find_fonts(project)
    share = describe_shard(shard.index, shard.count, plan.tasks) if shard else None
    folder = output or project.find_output(find_folder())
    batch = Batch(project, tasks, folder, Keyring(project, fonts, find_versions()), force, share)
    here = make_executor(Workshop(project, fonts), jobs, Limits(deadline, memory))
    executor = Cluster(cluster, project, batch.keyring).run if cluster else here
    with Progress(len(tasks), quiet=quiet) as progress:
        results, late = collect(batch, executor, progress, explain=explain) if plan.tasks else ([], [])
    early = [*plan.errors, *late]
    if fhir:
        write_bundle(fhir, (make_row(result, None) for result in results), folder)
    return tell(project, results, early, **telling)


def make_executor(workshop: Workshop, jobs: int | None, limits: Limits) -> Executor:
    """Choose who builds: as many workers as *jobs* (one for each core if None), or this process if that is 0."""
    if jobs != 0:
        return Crew(workshop, jobs or count_cores(), limits).run
    return lambda tasks: map(workshop.make, tasks)


def collect(
    batch: Batch, executor: Executor, progress: Progress, *, explain: bool
) -> tuple[list[Result], list[HandoutError]]:
    """Run the batch and tell of each file that is built.

    Gives all results in the order of the plan, and what went wrong with the batch as a whole.
    """
    results: list[Result] = []
    failed: list[HandoutError] = []
    try:
        for result in run(batch, executor):
            results.append(result)
            if result.reasons:
                progress.tell(result.path.name, ", ".join(result.reasons) if explain else "")
            else:
                progress.skip()
    except HandoutError as error:
        failed.append(error)
    places = {task.id: place for place, task in enumerate(batch.tasks)}
    return sorted(results, key=lambda result: places[result.task.id]), failed


def tell(  # noqa: PLR0913 -- three of them options
    project: Project,
    results: Sequence[Result],
    early: Sequence[HandoutError],
    *,
    reports: tuple[Report, ...],
    summary: Path | None,
    as_json: bool,
) -> int:
    """Print and write all results as asked for; give the exit code."""
    is_taken = write_reports(make_build_cases(results, early), reports, summary, "Handouts")
    if not is_taken:
        click.echo(write_json(project, results, early) if as_json else write_results(results))
    return report(results, early)


def report(results: Sequence[Result], early: Sequence[HandoutError]) -> int:
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
