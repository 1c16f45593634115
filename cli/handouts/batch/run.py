"""Run: what has changed is built, by whatever executor, and written; the manifest tells of all of it.

Printing and exit codes are the command's business, building that of workshop.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.files import remove_leftovers, write_file
from handouts.batch.key import Key, Keyring
from handouts.batch.lock import hold
from handouts.batch.manifest import is_whole, make_row
from handouts.batch.record import Record
from handouts.errors import HandoutError
from handouts.project import Project
from handouts.result import Outcome, Result
from handouts.task import Task

Executor = Callable[[Sequence[Task]], Iterable[Outcome]]
"""Builds tasks in whatever order and place; gives one outcome for each, as soon as it is there."""
FORCED = "--force"


@dataclass(frozen=True)
class Batch:
    """The jobs of one build, the folder for their files, how their keys are made, and what all rows say of a shard.

    *force* builds what has not changed, too.
    """

    project: Project
    tasks: tuple[Task, ...]
    output: Path
    keyring: Keyring
    force: bool = False
    shard: dict[str, object] | None = None


def run(batch: Batch, executor: Executor) -> Iterator[Result]:
    """Build what must be built, and give how each job ended: first those whose files are kept, then as they end.

    A file that an earlier run left under the name of a failed job stays; the error says so. Raises HandoutError when
    the folder cannot be written or another build is at work in it.
    """
    with hold(batch.output):
        remove_leftovers(batch.output)
        record = Record(batch.output)
        done: set[str] = set()
        try:
            for result, key in _work(batch, record, executor):
                record.add(make_row(result, key, batch.shard))
                done.add(result.path.name)
                yield result
        except BaseException:  # an interrupt above all: what is finished stays known
            with suppress(HandoutError):
                record.close(done)
            raise
        record.close(done)


def _work(batch: Batch, record: Record, executor: Executor) -> Iterator[tuple[Result, Key | None]]:
    """Give each result with the key of its job."""
    keys: dict[str, Key | None] = {}
    todo: dict[str, tuple[str, ...]] = {}
    for task in batch.tasks:
        key = keys[task.id] = batch.keyring.make(task)
        reasons = find_reasons(batch, record, task, key)
        row = record.find(task.file_name)
        if reasons or row is None:
            todo[task.id] = reasons
        else:
            yield Result(task, batch.output / task.file_name, row.product), key
    together = sorted((task for task in batch.tasks if task.id in todo), key=lambda task: task.language.tag)
    for outcome in executor(together) if todo else ():  # those of one language share style sheets and fonts
        task = outcome.task
        yield _finish(batch, outcome, todo[task.id]), keys[task.id]


def find_reasons(batch: Batch, record: Record, task: Task, key: Key | None) -> tuple[str, ...]:
    """Say why *task* must be built; nothing if its file stands there and would become the same again."""
    row = record.find(task.file_name)
    path = batch.output / task.file_name
    if batch.force:
        return (FORCED,)
    if key is None:
        return ("something that it needs is missing",)
    if row is None or row.key is None or row.product is None or row.id != task.id:
        return ("no build of it is known",) if row is None or row.id != task.id else ("it failed before",)
    if not path.is_file():
        return ("its file is gone",)
    if not is_whole(batch.output, row):
        return ("its file was altered",)
    return key.explain(row.key)


def _finish(batch: Batch, outcome: Outcome, reasons: tuple[str, ...]) -> Result:
    """Write the file of one job."""
    task, error = outcome.task, outcome.error
    path = batch.output / task.file_name
    if outcome.product is not None:
        try:
            write_file(path, outcome.data)
        except HandoutError as failure:
            error = failure
        else:
            return Result(task, path, outcome.product, reasons=reasons)
    older = path if path.is_file() else None
    error = error or HandoutError("the job ended without a word", task.file_name)
    error = name_older(error, batch.project, path) if older else error
    return Result(task, path, error=error, reasons=reasons, older=older, trace=outcome.trace)


def name_older(error: HandoutError, project: Project, path: Path) -> HandoutError:
    """Say in the hint of *error* that the file at *path* is not of this run."""
    warning = f"the file that stands at {project.name(path)} is older: do not print it"
    error.hint = f"{error.hint}; {warning}" if error.hint else warning
    return error
