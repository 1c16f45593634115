"""Inspection: finished files verified one after the other in a process that may be lost.

A file made to harm can keep a check busy for ever, or break the process; the other files are still looked at.
"""

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch.limits import limit_data
from handouts.finding import Finding, Level

if TYPE_CHECKING:
    from handouts.verification import Verification

MEMORY = 3_000_000_000
"""Bytes for this process; Java alone may fill 1_200_000_000. What unpacks to more is no leaflet."""
Look = Callable[[Path], "Verification"]
"""How one file is looked at."""


def look_through(path: Path) -> "Verification":
    """Verify one file in this process."""
    from handouts.verification import verify  # noqa: PLC0415 -- 0.2 s

    return next(verify([path]))


def inspect(paths: Sequence[Path], deadline: float, look: Look = look_through) -> Iterator["Verification"]:
    """Verify each of *paths*, once, for at most *deadline* seconds; without a limit in this very process, if 0."""
    from handouts.verification import refuse  # noqa: PLC0415 -- 0.2 s

    if not deadline:
        yield from map(look, dict.fromkeys(paths))
        return
    inspector: Inspector | None = None
    try:
        for path in dict.fromkeys(paths):
            inspector = inspector or Inspector(look)
            answer = inspector.ask(path, deadline)
            if isinstance(answer, Finding):
                inspector.end()
                inspector = None
                yield refuse(path, answer)
            else:
                yield answer
    finally:
        if inspector:
            inspector.end()


class Inspector:
    """A process that verifies files, with all that it starts."""

    def __init__(self, look: Look) -> None:
        """Start it, and wait until it is ready to *look*."""
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_work, args=(theirs, look), daemon=True)
        self.process.start()
        theirs.close()
        with suppress(EOFError, OSError):
            self.connection.recv()

    def ask(self, path: Path, deadline: float) -> "Verification | Finding":
        """Let it verify one file; a finding says why it could not."""
        where = str(path)
        try:
            self.connection.send(path)
            if self.connection.poll(deadline):
                answer: Verification = self.connection.recv()
                return answer
        except (EOFError, OSError):
            message = "a check broke down over this file"
            return Finding("check-broke-down", Level.ERROR, message, where, "do not open it; please report this")
        message = f"not looked through after {deadline:g} seconds"
        hint = "do not open it before its maker has explained it, or allow more with --deadline"
        return Finding("check-too-long", Level.ERROR, message, where, hint)

    def end(self) -> None:
        """End the process at once, and the programs it has started."""
        with suppress(OSError, AttributeError):  # it has ended already; this system has no groups of processes
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        self.process.kill()
        self.process.join()
        self.connection.close()


def _work(connection: Connection, look: Look) -> None:
    """Be the process: verify what comes until nobody is there any more."""
    if hasattr(os, "setsid"):
        os.setsid()
    limit_data(MEMORY)
    with suppress(EOFError, OSError, MemoryError):
        import_module("handouts.verification")
        connection.send(None)
        while True:
            connection.send(look(connection.recv()))
    os._exit(0)
