"""Progress of a batch: one line on a terminal, plain lines elsewhere, nothing where nobody wants it."""

import os
from io import StringIO

import pytest

from handouts.commands import progress as progressing
from handouts.commands.progress import CLEAR, Progress, measure_width


class Terminal(StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


class Clock:
    """A clock that goes on a second each time it is read."""

    def __init__(self, step: float) -> None:
        """Begin at 0."""
        self.now, self.step = -step, step

    def __call__(self) -> float:
        """Tell the time."""
        self.now += self.step
        return self.now


def test_plain() -> None:
    """Elsewhere each file that was built has a line, with why if asked for."""
    stream = StringIO()
    with Progress(3, stream=stream) as progress:
        progress.skip()
        progress.tell("a.pdf")
        progress.tell("b.pdf", "b.po changed")

    assert "[2/3] a.pdf\n[3/3] b.pdf: b.po changed\n" == stream.getvalue()


def test_terminal() -> None:
    """On a terminal one line tells count, rate and the time left, and is gone in the end."""
    stream = Terminal()
    with Progress(10, stream=stream, clock=Clock(0.5)) as progress:
        progress.skip()
        progress.tell("a.pdf")
        progress.tell("b.pdf", "b.po changed")

    first, second, last = stream.getvalue().split(CLEAR)[1:]
    assert "[2/10] 2.0 a second, 4 s left, a.pdf" == first
    assert "[3/10] b.pdf: b.po changed\n[3/10] 2.0 a second, 4 s left, b.pdf" == second + last
    assert stream.getvalue().endswith(CLEAR)


@pytest.mark.parametrize(("step", "text"), [(4.0, "15 a minute, 6 min 36 s left"), (0.0, "1000.0 a second, 0 s left")])
def test_slow(step: float, text: str) -> None:
    """What is slow is told by the minute; no clock is too coarse."""
    stream = Terminal()
    Progress(100, stream=stream, clock=Clock(step)).tell("a.pdf")

    assert f"{CLEAR}[1/100] {text}, a.pdf" == stream.getvalue()


@pytest.mark.parametrize("stream", [StringIO(), Terminal()])
def test_quiet(stream: StringIO) -> None:
    """With --quiet nothing is told."""
    with Progress(1, quiet=True, stream=stream) as progress:
        progress.tell("a.pdf", "why")

    assert "" == stream.getvalue()


def test_narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a narrow terminal the line stays one row: what runs on into a second could not be taken away."""
    monkeypatch.setattr(progressing, "measure_width", lambda _: 20)
    stream = Terminal()
    Progress(100, stream=stream, clock=Clock(1.0)).tell("a-long-name.pdf")

    assert f"{CLEAR}[1/100] 1.0 a secon" == stream.getvalue()
    assert 20 > len(stream.getvalue().removeprefix(CLEAR))


def test_width() -> None:
    """The width is that of the terminal, 80 where it has none or there is no terminal."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    ours, theirs = pty.openpty()
    with open(theirs, "w", encoding="utf-8") as stream:  # noqa: PTH123 -- a descriptor has no path
        assert 80 == measure_width(stream)
        termios.tcsetwinsize(ours, (10, 20))
        assert 20 == measure_width(stream)
    os.close(ours)
    assert 80 == measure_width(StringIO())
