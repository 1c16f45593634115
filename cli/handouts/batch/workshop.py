"""Workshop: where one job after the other is built, with what they share kept at hand; no file is written here.

Each worker has one of its own, on this machine or on another.
"""

import os
import traceback
from typing import TYPE_CHECKING

from handouts.engine import load_engine
from handouts.errors import HandoutError, describe_bug, describe_failure
from handouts.finding import Level
from handouts.fonts import FontLibrary
from handouts.handout import Handout, load_handout
from handouts.pdf.standards import STANDARDS
from handouts.project import Project
from handouts.result import Outcome, Product
from handouts.task import Task

if TYPE_CHECKING:
    from handouts.layout import Stock
    from handouts.pipeline import Build


class Workshop:
    """Builds jobs of one project with the fonts of one machine."""

    def __init__(self, project: Project, library: FontLibrary) -> None:
        """Take what every job needs; nothing is loaded before the first one."""
        self.project = project
        self.library = library
        self.handouts: dict[str, Handout] = {}
        self.stock: Stock | None = None

    def make(self, task: Task) -> Outcome:
        """Build *task*; whatever goes wrong is part of the outcome."""
        try:
            build = self.build(task)
            refuse_faulty_release(task, build)
        except Exception as failure:  # noqa: BLE001 -- a mistake of ours in one job does not end the others
            known = describe_failure(failure)
            trace = "" if known else traceback.format_exc()
            return Outcome(task, error=_flatten(known or describe_bug(task.file_name)), trace=trace)
        return Outcome(task, describe_product(build), build.pdf.data)

    def build(self, task: Task) -> "Build":
        """Go through the stages; engine and handout are loaded once, style sheets and fonts once for each language."""
        load_engine(os.environ)
        from handouts.layout import Stock  # noqa: PLC0415 -- needs the engine
        from handouts.pipeline import Job, build  # noqa: PLC0415 -- needs the engine

        self.stock = self.stock or Stock()

        if task.handout not in self.handouts:
            self.handouts[task.handout] = load_handout(self.project, task.handout)
        job = Job(self.handouts[task.handout], task.language, task.paper, task.release, STANDARDS[task.standard])
        return build(self.project, self.library, job, self.stock)


def describe_product(build: "Build") -> Product:
    """Say what is told of a finished file."""
    return Product(
        status=str(build.status.stage),
        reasons=tuple(build.status.reasons),
        pages=build.layout.pages,
        fit=build.layout.fit,
        size=len(build.pdf.data),
        sha256=build.pdf.sha256,
        findings=build.findings,
        title=build.markup.title,
        version=build.job.handout.version,
        date=build.job.handout.date.isoformat(),
    )


def refuse_faulty_release(task: Task, build: "Build") -> None:
    """Raise HandoutError when a release has findings that are errors: it would reach patients."""
    errors = [each for each in build.findings if each.level is Level.ERROR]
    if task.release and errors:
        count = "1 error keeps" if len(errors) == 1 else f"{len(errors)} errors keep"
        message = f"{count} {task.language.tag} from release, first: {errors[0].message}"
        raise HandoutError(message, errors[0].where, errors[0].hint)


def _flatten(error: HandoutError) -> HandoutError:
    """Give *error* without what only its own class knows, so that every process can read it."""
    return HandoutError(error.message, error.where, error.hint)
