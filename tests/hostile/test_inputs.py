"""Every hostile input of inputs.toml is refused in the words that stand there: no traceback, no file, no long wait."""

import signal
import time
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from handouts.__main__ import run
from handouts.catalog.lookup import load_catalog
from handouts.finding import Level
from handouts.handout import load_handout
from handouts.language import find_language
from handouts.project import Project

Plant = Callable[[Project, dict[str, Any]], None]

HERE = Path(__file__).parent
INPUTS: list[dict[str, Any]] = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))["input"]
RUN = ["build", "tea", "-l", "es", "--jobs", "0"]
SECONDS = 10
"""More than the slowest machine needs; what hangs or grows without end takes longer."""


@contextmanager
def deadline(seconds: int) -> Iterator[None]:
    """Fail a test that is still at work after *seconds*."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"still at work after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def test_sound_without_them(whole: Project) -> None:
    """The project that the inputs are planted into is built."""
    assert 0 == run(RUN)
    assert ["tea.es.pdf"] == [path.name for path in whole.output.glob("*.pdf")]


@pytest.mark.parametrize("row", INPUTS, ids=[row["name"] for row in INPUTS])
def test_refused(whole: Project, plant: Plant, capsys: pytest.CaptureFixture[str], row: dict[str, Any]) -> None:
    """The input is refused in the expected words, at once, and nothing is left behind."""
    plant(whole, row)
    if "code" in row:
        assert row["code"] == find_code(whole)

    begun = time.monotonic()
    with deadline(SECONDS):
        code = run(row.get("run", RUN))

    output = capsys.readouterr().err
    errors = [line for line in output.splitlines() if line.startswith("error: ")]
    assert [f"error: {row['refused']}"] == errors[:1]
    assert (1, False) == (code, "Traceback" in output)
    assert [] == list(whole.root.parent.rglob("*.es.pdf"))
    assert time.monotonic() - begun < SECONDS


def find_code(project: Project) -> str:
    """Give the code of the first error in the Spanish catalog."""
    messages = load_handout(project, "tea").messages
    problems = load_catalog(project, find_language(project, "es"), "tea", messages).problems
    return next(problem.code for problem in problems if problem.level is Level.ERROR)


def test_listed(request: pytest.FixtureRequest) -> None:
    """README.md names every input and what it is answered with; --update-golden writes it anew."""
    path = HERE / "README.md"
    if request.config.getoption("--update-golden"):
        path.write_text(write_list(), "utf-8")

    assert write_list() == path.read_text("utf-8")


def write_list() -> str:
    """Write README.md."""
    lines = [
        "# Hostile inputs",
        "",
        f"{len(INPUTS)} things that come from outside and mean harm. Each is planted into a sound project; then the",
        "command ends with exit code 1 and the message beside it, writes no file, and takes less than",
        f"{SECONDS} seconds. They stand in [inputs.toml](inputs.toml); `test_inputs.py` runs them and holds this list.",
    ]
    kind = ""
    for row in INPUTS:
        if row["kind"] != kind:
            kind = row["kind"]
            lines += ["", f"## {kind[:1].upper()}{kind[1:]}", "", "| Input | Answer |", "|---|---|"]
        answer = row["refused"].replace("|", "\\|").replace("<", "&lt;")
        lines.append(f"| {row['name']} | {answer} |")
    return "\n".join(lines) + "\n"
