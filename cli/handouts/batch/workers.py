"""Workers: processes that build one job each at a time; one that dies, hangs or grows is replaced, the batch goes on.

A pool of the standard library would end all jobs with the first worker that dies.
"""

import gc
import multiprocessing
import os
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess

from handouts.batch.limits import end_after, find_memory, limit_memory, return_memory
from handouts.batch.workshop import Workshop
from handouts.errors import HandoutError
from handouts.result import Outcome
from handouts.task import Task

ATTEMPTS = 2  # a job whose worker died is tried once more: the machine may have needed the memory for something else
START = 60  # seconds that a process may take before its first job, on a busy machine
READY = "ready"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What a worker may take: seconds for one job, and megabytes at most.

    It is replaced when it keeps more than *grown* megabytes between two jobs, or more than *kept* after *jobs*: the
    libraries below keep up to one for each file, and a new worker costs as much time as half a file.
    """

    deadline: float = 300
    memory: int = 2000
    grown: int = 600
    kept: int = 190
    jobs: int = 40


@dataclass
class _Worker:
    """One process, the way to it, and the job it has; *due* is when that job must have ended."""

    process: SpawnProcess
    connection: Connection
    is_ready: bool = False
    task: Task | None = None
    due: float = 0
    done: int = 0


class Crew:
    """Runs tasks on *count* processes."""

    def __init__(self, workshop: Workshop, count: int, limits: Limits) -> None:
        """Take what each worker gets; no process is started before there is work."""
        self.workshop = workshop
        self.count = count
        self.limits = limits
        self.workers: list[_Worker] = []
        self.waiting: deque[Task] = deque()
        self.attempts: dict[str, int] = {}
        self.folder = ""

    def run(self, tasks: Sequence[Task]) -> Generator[Outcome]:
        """Build *tasks*; gives each outcome as soon as it is there. All workers are gone when this ends."""
        self.waiting.extend(tasks)
        with tempfile.TemporaryDirectory(prefix="handouts-", ignore_cleanup_errors=True) as self.folder:
            try:
                while self.waiting or self.workers:
                    self._fill()
                    yield from self._collect()
            finally:
                for worker in self.workers:
                    _end(worker)
                self.workers.clear()

    def _fill(self) -> None:
        """Give work to idle workers, start new ones while there is more, end those that have none left."""
        for worker in [each for each in self.workers if each.task is None]:
            if self.waiting:
                self._assign(worker)
            else:
                self._dismiss(worker)
        while self.waiting and len(self.workers) < self.count:
            try:
                worker = _start(self.workshop, self.limits, self.folder)
            except OSError as error:  # no more processes, files or memory: those that are there go on
                if not self.workers:
                    reason = (error.strerror or str(error)).lower()
                    hint = "use fewer workers with --jobs, or none with --jobs 0"
                    raise HandoutError(f"no worker can be started: {reason}", hint=hint) from None
                self.count = len(self.workers)
            else:
                self.workers.append(worker)
                self._assign(worker)

    def _assign(self, worker: _Worker) -> None:
        """Send the next task to *worker*; if it has died meanwhile, that is seen when its outcome is waited for."""
        worker.task = self.waiting.popleft()
        worker.due = time.monotonic() + self.limits.deadline + (0 if worker.is_ready else START)
        with suppress(OSError):
            worker.connection.send(worker.task)

    def _collect(self) -> Iterator[Outcome]:
        """Wait until a worker ends its job, or one is late."""
        busy = {worker.connection: worker for worker in self.workers if worker.task}
        first = min((worker.due for worker in busy.values()), default=0)
        ready = wait(list(busy), max(0, first - time.monotonic()))
        for connection in ready:
            yield from self._receive(busy[connection])  # type: ignore[index]  # we gave it connections only
        for worker in [each for each in self.workers if each.task and time.monotonic() > each.due]:
            if not worker.connection.poll():
                yield self._give_up(worker)

    def _receive(self, worker: _Worker) -> Iterator[Outcome]:
        """Take an outcome; a worker that died gives its task back."""
        try:
            message = worker.connection.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if message == READY:
            worker.is_ready = True
            worker.due = time.monotonic() + self.limits.deadline
            return
        outcome, memory = message
        worker.task = None
        worker.done += 1
        most = self.limits.grown if worker.done < self.limits.jobs else self.limits.kept
        if memory > most * MEGABYTE:
            self._dismiss(worker)
        try:
            self._fill()  # before the outcome is dealt with: nobody waits for the disk
        finally:
            yield outcome  # even where there is no worker any more

    def _bury(self, worker: _Worker) -> Iterator[Outcome]:
        """Put the task of a dead worker back, or give it up when it was tried often enough."""
        task = worker.task
        assert task is not None  # noqa: S101 -- only busy workers are listened to
        self._dismiss(worker)
        self.attempts[task.id] = self.attempts.get(task.id, 1) + 1
        if self.attempts[task.id] <= ATTEMPTS:
            self.waiting.append(task)
            return
        message = f"the worker died {ATTEMPTS} times ({_describe_end(worker.process)})"
        hint = "free some memory, or use fewer workers with --jobs; if it stays, please report it"
        yield Outcome(task, error=HandoutError(message, task.file_name, hint))

    def _give_up(self, worker: _Worker) -> Outcome:
        """End a worker whose job takes too long."""
        task = worker.task
        assert task is not None  # noqa: S101 -- only busy workers can be late
        self._dismiss(worker)
        message = f"not finished after {self.limits.deadline:g} seconds"
        hint = "look for what is endless in the template or the text, or allow more with --deadline"
        return Outcome(task, error=HandoutError(message, task.file_name, hint))

    def _dismiss(self, worker: _Worker) -> None:
        """End a worker and forget it."""
        _end(worker)
        self.workers.remove(worker)


def _start(workshop: Workshop, limits: Limits, folder: str) -> _Worker:
    """Start a process; raises OSError where the system has no room for one."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, workshop, limits, folder), daemon=True)
    try:
        with _hold_interrupts():
            process.start()
    except OSError:
        ours.close()
        raise
    finally:
        theirs.close()
    return _Worker(process, ours)


@contextmanager
def _hold_interrupts() -> Iterator[None]:
    """Keep interrupts from what is started inside of the block, from its first moment; the parent gets them later."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # lets interrupts through when it starts
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end(worker: _Worker) -> None:
    """End a process at once: it writes no files."""
    worker.process.kill()
    worker.process.join()
    worker.connection.close()


def _describe_end(process: SpawnProcess) -> str:
    """Say how a process ended."""
    code = process.exitcode or 0
    if code < 0:
        name = signal.Signals(-code).name if -code in list(signal.Signals) else str(-code)
        return f"signal {name}, often for want of memory" if -code == signal.SIGKILL else f"signal {name}"
    return f"exit code {code}"


def _work(connection: Connection, workshop: Workshop, limits: Limits, folder: str) -> None:
    """Be a worker: build what comes until nobody is there any more; an interrupt is dealt with by the parent.

    Temporary files, such as fonts, go to *folder*, which the parent removes: a worker that is ended cannot.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(limits.memory * MEGABYTE)
    return_memory()
    tempfile.tempdir = folder
    gc.disable()  # a tenth of the time; what a job leaves is collected between two of them
    with suppress(EOFError, OSError):
        connection.send(READY)
        while True:
            kept, task = find_memory(), connection.recv()
            end_after(limits.deadline + START)  # if nobody is there any more to see that it is late
            connection.send((workshop.make(task), kept))
            end_after(0)
            gc.collect()
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(0)
