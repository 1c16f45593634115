"""Result: how one job of a batch ended, as plain values; how it is printed is the business of report."""

from dataclasses import dataclass
from pathlib import Path

from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.task import Task


@dataclass(frozen=True)
class Product:
    """What is told of a finished file: how far its text is and why no further, its pages, its bytes, its findings.

    Also what it says of itself: its title, and version and date (YYYY-MM-DD) of the handout.
    """

    status: str
    reasons: tuple[str, ...]
    pages: int
    fit: str
    size: int
    sha256: str
    findings: tuple[Finding, ...]
    title: str = ""
    version: str = ""
    date: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether no check found an error."""
        return all(each.level is not Level.ERROR for each in self.findings)


@dataclass(frozen=True)
class Outcome:
    """What a worker gives back for a *task*: *product* and *data* of its file, or an *error*.

    ``trace`` is the traceback of a mistake of ours.
    """

    task: Task
    product: Product | None = None
    data: bytes = b""
    error: HandoutError | None = None
    trace: str = ""


@dataclass(frozen=True)
class Result:
    """How one job ended: with a *product* whose file stands at *path*, or with an *error* and no file.

    ``reasons`` tell why it was built, none that the file of an earlier run was kept; ``older`` is the file of an
    earlier run that stands at *path* though this one failed; ``trace`` the traceback of a mistake of ours.
    """

    task: Task
    path: Path
    product: Product | None = None
    error: HandoutError | None = None
    reasons: tuple[str, ...] = ()
    older: Path | None = None
    trace: str = ""

    @property
    def is_good(self) -> bool:
        """Say whether the file is there and no check found an error."""
        return self.product is not None and self.product.is_good
