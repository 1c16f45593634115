"""The batch: each job ends on its own, as a file or as an error."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.engine import load_engine
from handouts.finding import Finding, Level
from handouts.fonts import font_folders, load_library
from handouts.handout import load_handout
from handouts.language import load_languages
from handouts.project import Project
from handouts.styles import load_papers

if TYPE_CHECKING:
    from handouts.result import Result

Run = Callable[..., "Iterator[Result]"]


@pytest.fixture
def batch(project: Project) -> Run:
    """Give the way to run the jobs of the tiny handout in some languages."""
    load_engine(os.environ)
    from handouts.batch.run import run  # noqa: PLC0415 -- needs the engine
    from handouts.pipeline import Job  # noqa: PLC0415 -- needs the engine

    library = load_library(project, font_folders(os.environ, Path.home()))
    handout, paper = load_handout(project, "tea"), load_papers(project)["a4"]

    def run_jobs(*tags: str, release: bool = False) -> "Iterator[Result]":
        jobs = [Job(handout, load_languages(project)[tag], paper, release) for tag in tags]
        return run(project, library, jobs, project.output)

    return run_jobs


def test_each_ends_alone(batch: Run, project: Project) -> None:
    """A job that fails gives its error, and the next one begins."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.write_text("msgid", "utf-8")

    results = list(batch("es", "en"))

    assert [True, False] == [result.error is not None for result in results]
    assert [False, True] == [result.path.is_file() for result in results]
    assert [False, True] == [result.is_good for result in results]


def test_one_at_a_time(batch: Run, project: Project) -> None:
    """Each file is there before the next job begins: what is finished stays, whatever comes."""
    results = batch("en", "es")

    next(results)
    assert ["tea.en.pdf"] == [path.name for path in project.output.iterdir()]


def test_same_bytes(batch: Run) -> None:
    """A file depends on its own job alone, not on those before it in the process."""
    first, _, again = (result.path.read_bytes() for result in batch("es", "ar", "es"))

    assert first == again


@pytest.mark.parametrize(("level", "is_good"), [(Level.ERROR, False), (Level.WARNING, True), (Level.NOTE, True)])
def test_good(batch: Run, monkeypatch: pytest.MonkeyPatch, level: Level, is_good: bool) -> None:  # noqa: FBT001
    """An error that a check finds is no good end; a warning is."""
    from handouts import pipeline  # noqa: PLC0415 -- needs the engine

    monkeypatch.setattr(pipeline, "check_structure", lambda *_: [Finding("a-code", level, "a fault")])
    (result,) = batch("en")

    assert is_good is result.is_good
    assert result.path.is_file()
