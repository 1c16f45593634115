"""The batch: each job ends on its own, as a file or as an error."""

import errno
from collections.abc import Callable, Iterator

import pytest

from handouts.finding import Finding, Level
from handouts.project import Project
from handouts.result import Result

Run = Callable[..., Iterator[Result]]


def test_each_ends_alone(batch: Run, project: Project) -> None:
    """A job that fails gives its error, and the next one begins."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.write_text("msgid", "utf-8")

    results = list(batch("es", "en"))

    assert [True, False] == [result.error is not None for result in results]
    assert [False, True] == [result.path.is_file() for result in results]
    assert [False, True] == [result.is_good for result in results]


@pytest.mark.parametrize("release", [False, True])
def test_older_file(batch: Run, project: Project, release: bool) -> None:  # noqa: FBT001 -- a parameter
    """The file of an earlier run stays when its job fails, and the error says that it is older."""
    (first,) = batch("es")
    data = first.path.read_bytes()
    if not release:
        (project.locales / "es" / "LC_MESSAGES" / "tea.po").write_text("msgid", "utf-8")

    (result,) = batch("es", release=release)

    assert (None, first.path, data) == (first.older, result.older, result.path.read_bytes())
    assert result.error is not None
    assert (result.error.hint or "").endswith("; the file that stands at output/tea.es.pdf is older: do not print it")


def test_one_at_a_time(batch: Run, project: Project) -> None:
    """Each file is there before the next job begins: what is finished stays, whatever comes."""
    results = batch("en", "es")

    next(results)
    assert ["tea.en.pdf"] == [path.name for path in project.output.glob("*.pdf")]


def test_same_bytes(batch: Run) -> None:
    """A file depends on its own job alone, not on those before it in the process."""
    first, _ = (result.path.read_bytes() for result in batch("es", "ar"))
    _, again = (result.path.read_bytes() for result in batch("ar", "es", force=True))

    assert first == again


@pytest.mark.parametrize(("level", "is_good"), [(Level.ERROR, False), (Level.WARNING, True), (Level.NOTE, True)])
def test_good(batch: Run, monkeypatch: pytest.MonkeyPatch, level: Level, is_good: bool) -> None:  # noqa: FBT001
    """An error that a check finds is no good end; a warning is."""
    from handouts import pipeline  # noqa: PLC0415 -- needs the engine

    monkeypatch.setattr(pipeline, "check_structure", lambda *_: [Finding("a-code", level, "a fault")])
    (result,) = batch("en")

    assert is_good is result.is_good
    assert result.path.is_file()


@pytest.mark.parametrize(
    ("error", "message", "has_trace"),
    [
        (ValueError("x"), "this is a mistake in handouts, not yours", True),
        (PermissionError(errno.EACCES, "Permission denied", "x.ttf"), "permission denied", False),
    ],
)
def test_mistake(
    batch: Run,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    message: str,
    has_trace: bool,  # noqa: FBT001
) -> None:
    """A mistake of ours ends its own job, with a traceback; what the machine refuses is no mistake of ours."""
    from handouts import pipeline  # noqa: PLC0415 -- needs the engine
    from handouts.checks.structure import check_structure as whole  # noqa: PLC0415 -- likewise

    def fail_once(*_: object) -> None:
        monkeypatch.setattr(pipeline, "check_structure", whole)
        raise error

    monkeypatch.setattr(pipeline, "check_structure", fail_once)
    bad, good = batch("es", "en")

    assert bad.error is not None
    assert (message, has_trace) == (bad.error.message, "Traceback" in bad.trace)
    assert (True, "") == (good.is_good, good.trace)
