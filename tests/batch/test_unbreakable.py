"""Builds as a whole, with real workers: the same bytes everywhere, and nothing lost whatever happens."""

import os
import random
import runpy
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.batch.lock import hold
from handouts.project import Project

ROOT = Path(__file__).resolve().parents[2]
KILL = runpy.run_path(str(ROOT / "tests" / "bench" / "kill.py"))
ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1"}
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% set c = a * b %}{% endfor %}{% endfor %}"
HUGE = '{% set a = "a" * 3000000000 %}'
TITLE = "<h1>{% trans"

Edit = Callable[[Path, str, str], None]


def test_same_bytes(project: Project) -> None:
    """Files and manifest are the same from one process and from two, elsewhere in the world, with another umask."""
    command = [sys.executable, "-m", "handouts", "build", "--output"]
    subprocess.run([*command, "one", "--jobs", "0"], cwd=project.root, check=True, capture_output=True)
    environ = os.environ | ELSEWHERE
    subprocess.run(
        [*command, "two", "--jobs", "2", "-l", "ar", "-l", "es", "-l", "en"],
        cwd=project.root, check=True, capture_output=True, env=environ, umask=0o077,
    )  # fmt: skip

    one, two = (KILL["read_folder"](project.root / name) for name in ("one", "two"))
    assert ["manifest.jsonl", "tea.ar.pdf", "tea.en.pdf", "tea.es.pdf"] == sorted(one)
    assert one == two
    modes = {path.stat().st_mode & 0o777 for name in ("one", "two") for path in (project.root / name).glob("[!.]*")}
    assert {0o644} == modes or os.name != "posix"


@pytest.mark.skipif(os.name != "posix", reason="there are no process groups")
def test_killed(tmp_path: Path) -> None:
    """Killed at any moment: nothing is half-written, and the next build equals an undisturbed one."""
    root = tmp_path / "project"
    KILL["make_project"](root)
    expected, seconds = KILL["build_undisturbed"](root)
    chance = random.Random()  # noqa: S311 -- moments, no secrets

    moments = [chance.uniform(0.3 * seconds, seconds) for _ in range(2)]
    assert {} == {moment: faults for moment in moments if (faults := [*KILL["find_faults"](root, expected, moment)])}


@pytest.mark.skipif(os.name != "posix", reason="there are no process groups")
@pytest.mark.parametrize("delay", [0, 0.1, 0.5])
def test_interrupted_at_once(project: Project, delay: float) -> None:
    """An interrupt of the whole terminal while workers start is told in one line."""
    command = [sys.executable, "-m", "handouts", "build", "--jobs", "2", "--quiet"]
    with subprocess.Popen(
        command, cwd=project.root, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        while process.poll() is None and not (project.output / ".handouts" / "lock").exists():
            time.sleep(0.01)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert (130, "interrupted: finished files are kept, nothing is half-written") == (process.returncode, err.strip())


@pytest.mark.skipif(os.name != "posix", reason="there are no process groups")
def test_interrupted_twice(project: Project) -> None:
    """Who presses Ctrl-C again and again gets no traceback, and leaves no process and no temporary file behind."""
    process, folder = start_build(project)
    time.sleep(0.3)
    for _ in range(3):
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.02)
    _, err = process.communicate(timeout=60)

    assert (130, "interrupted: finished files are kept, nothing is half-written") == (process.returncode, err.strip())
    assert [] == find_workers(folder)
    assert [] == [*folder.iterdir()]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")
def test_left_alone(project: Project) -> None:
    """Workers whose build was killed end by themselves, and take their temporary files along."""
    process, folder = start_build(project)
    process.kill()
    process.communicate()

    until = time.monotonic() + 60
    while find_workers(folder) and time.monotonic() < until:
        time.sleep(0.1)
    assert [] == find_workers(folder)
    assert [] == [*folder.iterdir()]


def start_build(project: Project) -> "tuple[subprocess.Popen[str], Path]":
    """Start a build with two workers, and give it as soon as they are there; and the folder for its temporary files."""
    folder = project.root / "temporary"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "handouts", "build", "--jobs", "2", "--quiet"],
        cwd=project.root, start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"TMPDIR": str(folder)},
    )  # fmt: skip
    while process.poll() is None and len(find_workers(folder)) < 2:
        time.sleep(0.01)
    return process, folder


def find_workers(folder: Path) -> list[str]:
    """Give the workers whose temporary files go to *folder*."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            mine = f"TMPDIR={folder}".encode() in (path / "environ").read_bytes().split(b"\0")
            if mine and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(path.name)
    return found


def test_two_at_once(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A second build in the same folder is refused at once; it is not when the first has ended, however it did."""
    monkeypatch.chdir(project.root)
    with hold(project.output):
        assert 1 == run(["build", "-l", "en"])

    message = f"another build is at work in this folder (process {os.getpid()})"
    hint = "hint: wait until it ends, or name another --output\n"
    assert f"error: {project.output}: {message}\n{hint}" == capsys.readouterr().err
    assert [] == list(project.output.glob("*.pdf"))
    assert 0 == run(["build", "-l", "en", "--jobs", "0"])


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are not kept everywhere")
@pytest.mark.parametrize(
    ("trap", "options", "message"),
    [
        (ENDLESS, ["--deadline", "10"], "error: tea.es.pdf: not finished after 10 seconds\n"),
        (HUGE, ["--memory", "1500"], "error: not enough memory\n"),
    ],
)
def test_trap(project: Project, edit: Edit, *, trap: str, options: list[str], message: str) -> None:
    """A page that takes all time or all memory costs nobody else anything; an older file of it stays."""
    trapped = "{% if language.tag == 'es' %}" + trap + "{% endif %}"
    edit(project.templates / "tea" / "handout.html.jinja", TITLE, f"{trapped}{TITLE}")
    project.output.mkdir()
    (project.output / "tea.es.pdf").write_text("old", "utf-8")
    command = [sys.executable, "-m", "handouts", "build", "-l", "es", "-l", "en", "--jobs", "2", *options]

    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, check=False)

    assert 1 == done.returncode
    assert message in done.stderr
    assert "is older: do not print it" in done.stderr
    assert "Traceback" not in done.stderr
    assert "old" == (project.output / "tea.es.pdf").read_text("utf-8")
    assert (project.output / "tea.en.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Give a disk with room for little more than one file; only root can make one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    command = [mount or "mount", "-t", "tmpfs", "-o", "size=44k", "tmpfs", str(folder)]
    if mount is None or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("no disk can be mounted here; test_disk_full in test_build.py holds the same with a limit")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)  # noqa: S607 -- where mount was, umount is


def test_full_disk(
    project: Project, small_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a full disk what fits is kept, what does not is told one by one, and the next build goes on from there."""
    monkeypatch.chdir(project.root)
    (small_disk / "ballast").write_bytes(bytes(16_000))

    assert 1 == run(["build", "--jobs", "0", "--output", str(small_disk)])
    assert "cannot write: no space left on device\nhint: make room, or choose another folder" in capsys.readouterr().err
    whole = {path.name: path.read_bytes() for path in small_disk.glob("*.pdf")}
    assert 1 <= len(whole) < 3
    assert all(data.endswith(b"%%EOF\n") for data in whole.values())
    assert [] == list(small_disk.glob(".*.part"))

    (small_disk / "ballast").unlink()
    subprocess.run(["mount", "-o", "remount,size=400k", str(small_disk)], check=True)  # noqa: S607 -- as above
    assert 0 == run(["build", "--jobs", "0", "--output", str(small_disk)])
    assert whole.items() <= {path.name: path.read_bytes() for path in small_disk.glob("*.pdf")}.items()


def test_read_only_disk(
    project: Project, small_disk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A disk that may only be read is told once, before anything is built, and keeps what it holds."""
    monkeypatch.chdir(project.root)
    assert 0 == run(["build", "--jobs", "0", "-l", "en", "--output", str(small_disk)])
    whole = KILL["read_folder"](small_disk)
    capsys.readouterr()

    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)  # noqa: S607 -- as above
    assert 1 == run(["build", "--jobs", "0", "--force", "-l", "en", "-l", "es", "--output", str(small_disk)])
    expected = f"error: {small_disk}: cannot write: read-only file system\nhint: choose another folder with --output\n"
    assert expected == capsys.readouterr().err
    assert whole == KILL["read_folder"](small_disk)
