"""Run: one job after the other, each with its own end; printing and exit codes are the command's business."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.batch.files import write_file
from handouts.errors import HandoutError
from handouts.finding import Level
from handouts.fonts import FontLibrary
from handouts.pipeline import Build, Job, build
from handouts.project import Project
from handouts.result import Result


def run(project: Project, library: FontLibrary, jobs: Iterable[Job], output: Path) -> Iterator[Result]:
    """Run *jobs* and write their files into *output*; a job that fails gives its error and the next one begins."""
    for job in jobs:
        path = output / f"{job.handout.id}.{job.language.tag}.pdf"
        try:
            result = build(project, library, job)
            refuse_faulty_release(result)
            write_file(path, result.pdf.data)
        except HandoutError as error:
            yield Result(job, path, error=error)
        else:
            yield Result(job, path, build=result)


def refuse_faulty_release(result: Build) -> None:
    """Raise HandoutError when a release has findings that are errors: it would reach patients."""
    errors = [each for each in result.findings if each.level is Level.ERROR]
    if result.job.release and errors:
        count = "1 error keeps" if len(errors) == 1 else f"{len(errors)} errors keep"
        message = f"{count} {result.job.language.tag} from release, first: {errors[0].message}"
        raise HandoutError(message, errors[0].where, errors[0].hint)
