"""Cluster: jobs are built by the workers of a Dask cluster that is already there; their files are written here.

Each worker needs the project at the same path, the same fonts and the same packages. What it has is compared with what
the coordinator has, by the key of each job: a worker that would make another file makes none.
"""

import math
import os
import socket
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from handouts.batch.key import Key, Keyring
from handouts.batch.versions import find_versions
from handouts.batch.workshop import Workshop
from handouts.errors import HandoutError
from handouts.fonts import font_folders, load_library
from handouts.project import Project
from handouts.result import Outcome
from handouts.task import Task

if TYPE_CHECKING:
    from distributed import Client

CALLS = 2000  # a scheduler that gets a call for each of 100,000 jobs is busy for minutes before the first begins
PATIENCE = 30  # seconds until a scheduler answers and has a worker
_ADVICE = "give all workers the same project, fonts and packages; compare with: handouts doctor"
_LOCK = Lock()  # a worker may have threads; the engine has none


@dataclass(frozen=True)
class Order:
    """Where the project lies on each worker, and a name for this one batch."""

    root: Path
    batch: str


class Cluster:
    """Builds tasks on the cluster whose scheduler has this *address*, such as tcp://10.0.0.1:8786."""

    def __init__(self, address: str, project: Project, keyring: Keyring) -> None:
        """Take what is needed to call; nothing is loaded before there is work."""
        self.address = address
        self.project = project
        self.keyring = keyring

    def run(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        """Build *tasks*; gives each outcome as soon as it is there.

        Raises HandoutError where no scheduler answers, there is no worker, or one differs from this machine.
        """
        client = connect(self.address)
        try:
            order = Order(self.project.root.resolve(), uuid.uuid4().hex)
            calls = [(task, self.keyring.make(task)) for task in tasks]
            for worker, complaint in client.run(compare, order, *calls[0]).items():
                if complaint:
                    raise HandoutError(f"a worker refuses: {complaint}", worker, _ADVICE)
            yield from _collect(client, order, calls)
        finally:
            client.close()


def _collect(client: "Client", order: Order, calls: Sequence[tuple[Task, Key | None]]) -> Iterator[Outcome]:
    """Send the *calls* in groups and wait for each; a group that keeps killing workers is given up."""
    from distributed import as_completed  # noqa: PLC0415 -- the extra is optional

    size = math.ceil(len(calls) / CALLS)
    groups = [calls[start : start + size] for start in range(0, len(calls), size)]
    waiting = {client.submit(make_all, order, group, pure=False): group for group in groups}
    for future in as_completed(waiting):
        group = waiting.pop(future)
        if future.status == "finished":
            yield from future.result()
            continue
        for task, _ in group:
            message = f"the cluster gave up: {type(future.exception()).__name__}"
            hint = "look at the logs of its workers: they may want memory, or the package handouts"
            yield Outcome(task, error=HandoutError(message, task.file_name, hint))


def connect(address: str) -> "Client":
    """Reach a scheduler that has at least one worker; raises HandoutError where that is not possible."""
    if find_spec("distributed") is None:
        raise HandoutError("--cluster needs the package distributed", hint='python -m pip install "handouts[cluster]"')
    from distributed import Client  # noqa: PLC0415 -- the extra is optional

    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        message = f"no Dask scheduler answers: {str(error).splitlines()[0]}"
        raise HandoutError(message, address, "write it like tcp://10.0.0.1:8786, and look whether it runs") from None
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        client.close()
        hint = f"start one: dask worker {address} --nthreads 1"
        raise HandoutError("the cluster has no workers", address, hint) from None
    return client


def make_all(order: Order, calls: Iterable[tuple[Task, Key | None]]) -> list[Outcome]:
    """Build some tasks, on a worker."""
    return [make(order, task, key) for task, key in calls]


def make(order: Order, task: Task, key: Key | None) -> Outcome:
    """Build one task, on a worker, if it has all that the coordinator has."""
    complaint = compare(order, task, key)
    if complaint:
        message = f"a worker on {socket.gethostname()} refuses: {complaint}"
        return Outcome(task, error=HandoutError(message, task.file_name, _ADVICE))
    with _LOCK:
        return _open(order)[0].make(task)


def compare(order: Order, task: Task, key: Key | None) -> str:
    """Say how this worker differs from the coordinator, whose *key* of the *task* is given; "" if it does not."""
    if not order.root.is_dir():
        return f"the project is not at {order.root}"
    try:
        own = _open(order)[1].make(task)
    except HandoutError as error:
        return str(error)
    if own is None or key is None:
        return "" if own is key else "something that a job needs is missing"
    return ", ".join(own.explain(key)[:3])


@lru_cache(maxsize=1)
def _open(order: Order) -> tuple[Workshop, Keyring]:
    """Open the project on this worker, with the fonts of its machine; the next batch looks at them anew."""
    project = Project(order.root)
    library = load_library(project, font_folders(os.environ, Path.home()))
    return Workshop(project, library), Keyring(project, library, _find_own_versions())


@cache
def _find_own_versions() -> dict[str, str]:
    """Give the versions of what this worker has loaded, once: what is installed later is not what it runs."""
    return find_versions()
