"""Result: how one job of a batch ended; how it is printed is the business of report."""

from dataclasses import dataclass
from pathlib import Path

from handouts.errors import HandoutError
from handouts.finding import Level
from handouts.pipeline import Build, Job


@dataclass(frozen=True)
class Result:
    """How one job ended: with a *build* whose file stands at *path*, or with an *error* and no file.

    ``older`` is the file of an earlier run that stands at *path* still; ``trace`` the traceback of a mistake of ours.
    """

    job: Job
    path: Path
    build: Build | None = None
    error: HandoutError | None = None
    older: Path | None = None
    trace: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether the file is there and no check found an error."""
        return self.build is not None and all(each.level is not Level.ERROR for each in self.build.findings)
