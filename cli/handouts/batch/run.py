"""Run: one job after the other, each with its own end; printing and exit codes are the command's business."""

import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.batch.files import write_file
from handouts.errors import HandoutError, describe_bug, describe_failure
from handouts.finding import Level
from handouts.fonts import FontLibrary
from handouts.pipeline import Build, Job, build
from handouts.project import Project
from handouts.result import Result


def run(project: Project, library: FontLibrary, jobs: Iterable[Job], output: Path) -> Iterator[Result]:
    """Run *jobs* and write their files into *output*; a job that fails gives its error and the next one begins.

    A file that an earlier run left under the name of a failed job stays; the error says so.
    """
    for job in jobs:
        path = output / f"{job.handout.id}.{job.language.tag}.pdf"
        try:
            result = build(project, library, job)
            refuse_faulty_release(result)
            write_file(path, result.pdf.data)
        except Exception as failure:  # noqa: BLE001 -- a mistake of ours in one job does not end the others
            older = path if path.is_file() else None
            known = describe_failure(failure)
            error = known or describe_bug(path.name)
            trace = "" if known else traceback.format_exc()
            error = name_older(error, project, path) if older else error
            yield Result(job, path, error=error, older=older, trace=trace)
        else:
            yield Result(job, path, build=result)


def name_older(error: HandoutError, project: Project, path: Path) -> HandoutError:
    """Say in the hint of *error* that the file at *path* is not of this run."""
    warning = f"the file that stands at {project.name(path)} is older: do not print it"
    error.hint = f"{error.hint}; {warning}" if error.hint else warning
    return error


def refuse_faulty_release(result: Build) -> None:
    """Raise HandoutError when a release has findings that are errors: it would reach patients."""
    errors = [each for each in result.findings if each.level is Level.ERROR]
    if result.job.release and errors:
        count = "1 error keeps" if len(errors) == 1 else f"{len(errors)} errors keep"
        message = f"{count} {result.job.language.tag} from release, first: {errors[0].message}"
        raise HandoutError(message, errors[0].where, errors[0].hint)
