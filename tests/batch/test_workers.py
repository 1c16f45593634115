"""Workers: whatever happens to one, the other jobs end well, and nobody is left behind."""

import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path

import pytest

from handouts.batch import workers
from handouts.batch.workers import Crew, Limits
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.result import Outcome
from handouts.styles import Paper
from handouts.task import Task

MakeCrew = Callable[..., Crew]
PAPER = Paper("a4", 210, 297, 12, 8)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="troubles are signals and limits of the system")


def make_tasks(*tags: str) -> list[Task]:
    """Make jobs in languages of these names."""
    return [Task("tea", Language(tag, tag, tag, "Latn", "latn", None), PAPER) for tag in tags]


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MakeCrew:
    """Give the way to workers with the trouble they get into, by language."""
    monkeypatch.syspath_prepend(str(Path(__file__).parent))  # for the workers, too

    def make_crew(troubles: Mapping[str, str], count: int = 2, **limits: float) -> Crew:
        workshop = import_module("trouble").TroubledWorkshop(tmp_path, troubles)
        return Crew(workshop, count, Limits(**limits))  # type: ignore[arg-type]  # some are whole

    return make_crew


def summarise(outcomes: list[Outcome]) -> dict[str, str]:
    """Give how each job ended."""
    return {each.task.language.tag: each.error.message if each.error else "good" for each in outcomes}


def test_all_good(crew: MakeCrew) -> None:
    """Each job is done once, by no more processes than allowed, none of which is left."""
    tasks = make_tasks(*"abcdef")
    outcomes = list(crew({}).run(tasks))

    assert {task.id: task.id.encode() for task in tasks} == {each.task.id: each.data for each in outcomes}
    assert 1 <= len({each.trace for each in outcomes}) <= 2
    assert [] == multiprocessing.active_children()


@pytest.mark.parametrize(
    ("trouble", "message", "hint"),
    [
        ("die", "the worker died 2 times (signal SIGKILL, often for want of memory)", "free some memory, or"),
        ("leave", "the worker died 2 times (exit code 7)", "free some memory, or"),
        ("hang", "not finished after 3 seconds", "look for what is endless in the template or the text, or allow"),
        ("eat", "not enough memory", "free some, use fewer workers with --jobs, or allow more with --memory"),
        ("die once", "good", ""),
    ],
)
def test_trouble(crew: MakeCrew, trouble: str, message: str, hint: str) -> None:
    """A worker that dies, hangs or takes too much costs its own job at most; who died gets a second chance."""
    outcomes = list(crew({"b": trouble}, deadline=3, memory=1000).run(make_tasks("a", "b", "c", "d")))

    assert {"a": "good", "b": message, "c": "good", "d": "good"} == summarise(outcomes)
    assert [hint] * bool(hint) == [(each.error.hint or "")[: len(hint)] for each in outcomes if each.error]
    assert [] == multiprocessing.active_children()


def test_many_troubles(crew: MakeCrew) -> None:
    """When all workers are in trouble at once, new ones do the rest."""
    troubles = {"a": "die", "b": "die", "c": "hang", "d": "hang"}
    outcomes = list(crew(troubles, deadline=3).run(make_tasks(*"abcdefgh")))

    good = {tag for tag, message in summarise(outcomes).items() if message == "good"}
    assert (8, set("efgh")) == (len(outcomes), good)


@pytest.mark.skipif(not sys.platform.startswith(("linux", "darwin")), reason="the system does not say")
@pytest.mark.parametrize(
    ("limits", "processes"),
    [({"grown": 1}, 4), ({"kept": 1, "jobs": 2}, 2), ({"kept": 1, "jobs": 4}, 1), ({"jobs": 2}, 1)],
)
def test_replaced_when_grown(crew: MakeCrew, limits: Mapping[str, int], processes: int) -> None:
    """A worker that keeps far too much is replaced after its job, one that keeps a bit much after some jobs."""
    outcomes = list(crew({}, count=1, **limits).run(make_tasks("a", "b", "c", "d")))

    assert processes == len({each.trace for each in outcomes})


def test_ended_early(crew: MakeCrew) -> None:
    """Who stops asking leaves no process behind."""
    run = crew({"b": "hang"}).run(make_tasks("a", "b"))
    next(run)
    assert multiprocessing.active_children()
    run.close()

    assert [] == multiprocessing.active_children()


def test_temporary_files(crew: MakeCrew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What workers leave in temporary folders is gone with them, however they ended: a font of Chinese is 20 MB."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    run = crew({"b": "die once", "c": "hang"}, deadline=3).run(make_tasks("a", "b", "c"))

    next(run)
    assert [] != [*folder.glob("handouts-*/trouble-*")]
    assert 2 == len(list(run))
    assert [] == [*folder.iterdir()]


@pytest.mark.parametrize("room", [1, 0])
def test_no_room_for_workers(crew: MakeCrew, monkeypatch: pytest.MonkeyPatch, room: int) -> None:
    """Where the system lets only some workers start, they do it all; where it lets none, that is told."""
    start = workers._start  # noqa: SLF001 -- where the system says no
    started: list[object] = []

    def refuse(*how: object) -> object:
        if len(started) == room:
            raise OSError(errno.EMFILE, "Too many open files")
        started.append(start(*how))  # type: ignore[arg-type]  # as they came
        return started[-1]

    monkeypatch.setattr(workers, "_start", refuse)
    run = crew({}, count=9).run(make_tasks("a", "b", "c"))
    if room:
        assert {"a": "good", "b": "good", "c": "good"} == summarise(list(run))
    else:
        with pytest.raises(HandoutError, match="no worker can be started: too many open files") as caught:
            list(run)
        assert "use fewer workers with --jobs, or none with --jobs 0" == caught.value.hint


def test_left_alone() -> None:
    """A worker whose job never ends is ended by the system when nobody is there any more to do it."""
    code = "import time; from handouts.batch.limits import end_after; end_after(0.5); time.sleep(60)"
    done = subprocess.run([sys.executable, "-c", code], check=False, timeout=30)

    assert -signal.SIGALRM == done.returncode
    code = "import time; from handouts.batch.limits import end_after; end_after(1); end_after(0); time.sleep(1.5)"
    assert 0 == subprocess.run([sys.executable, "-c", code], check=False, timeout=30).returncode
