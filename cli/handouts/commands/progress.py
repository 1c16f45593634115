"""Progress: how far a batch is, as one line of a terminal that is written anew, or as plain lines elsewhere."""

import os
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Self, TextIO

import click

CLEAR = "\r\x1b[K"
USUAL = 80  # columns of a terminal that does not tell


def measure_width(stream: TextIO) -> int:
    """Give the columns of the terminal that *stream* goes to."""
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL
    except (OSError, ValueError):
        return USUAL


class Progress:
    """Tells of *total* jobs while they end; use it as a context, so that a terminal is left clean."""

    def __init__(
        self,
        total: int,
        *,
        quiet: bool = False,
        stream: TextIO | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Write to *stream*, stderr if none is given; *clock* gives seconds."""
        self.total = total
        self.quiet = quiet
        self.stream = stream or sys.stderr
        self.clock = clock
        self.started = clock()
        self.done = 0
        self.built = 0

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line of the terminal away."""
        if self.is_live:
            click.echo(CLEAR, file=self.stream, nl=False)

    @property
    def is_live(self) -> bool:
        """Say whether one line is written anew."""
        return self.stream.isatty() and not self.quiet

    def skip(self) -> None:
        """Count a job that was not built."""
        self.done += 1

    def tell(self, name: str, why: str = "") -> None:
        """Tell that the file *name* was built, and *why*."""
        self.done += 1
        self.built += 1
        count = f"[{self.done}/{self.total}]"
        line = f"{count} {name}: {why}" if why else f"{count} {name}"
        if self.is_live:
            lasting = f"{line}\n" if why else ""
            live = f"{count} {self.estimate()}, {name}"[: measure_width(self.stream) - 1]  # a second row would stay
            click.echo(f"{CLEAR}{lasting}{live}", file=self.stream, nl=False)
        elif not self.quiet:
            click.echo(line, file=self.stream)

    def estimate(self) -> str:
        """Say how many files are built in a second or a minute, and how long the rest will take."""
        seconds = max(self.clock() - self.started, 0.001)
        rate = self.built / seconds
        pace = f"{rate:.1f} a second" if rate >= 1 else f"{rate * 60:.0f} a minute"
        left = round((self.total - self.done) / rate)
        minutes, rest = divmod(left, 60)
        return f"{pace}, {f'{minutes} min {rest} s' if minutes else f'{rest} s'} left"
