"""A batch on a real Dask cluster: a scheduler and worker processes of this machine, one of which is killed."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.batch.cluster import Cluster, Order, compare
from handouts.batch.key import Keyring
from handouts.batch.run import Batch
from handouts.batch.run import run as run_batch
from handouts.batch.versions import find_versions
from handouts.errors import HandoutError
from handouts.fonts import FontLibrary
from handouts.project import Project
from handouts.task import Task

TAGS = ("es", "fr", "de", "it", "pt", "ca")
Start = Callable[..., subprocess.Popen[str]]
FONT = "NotoSans-Regular.ttf"


@pytest.fixture
def many(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give the tiny project in six languages, so that there is a middle of the batch."""
    rows = (project.locales / "languages.toml").read_text("utf-8")
    for tag in TAGS[1:]:
        shutil.copytree(project.locales / "es", project.locales / tag)
        for catalog in (project.locales / tag).rglob("*.po"):
            catalog.write_text(catalog.read_text("utf-8").replace("Language: es", f"Language: {tag}"), "utf-8")
        rows += f'\n[{tag}]\nenglish = "X {tag}"\nendonym = "Y {tag}"\nscript = "Latn"\nbabel = "{tag}"\n'
    (project.locales / "languages.toml").write_text(rows, "utf-8")
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Give the way to start a part of a cluster, which ends with the test."""
    with ExitStack() as stack:

        def start_part(*arguments: str, **environ: str) -> subprocess.Popen[str]:
            command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
            log = stack.enter_context((tmp_path / "dask.log").open("a"))
            environment = {**os.environ, **environ}
            process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log, text=True)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        yield start_part


@pytest.fixture
def address(start: Start, tmp_path: Path) -> str:
    """Start a scheduler and give its address."""
    file = tmp_path / "scheduler.json"
    options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    scheduler = start("scheduler", *options)
    while not file.exists() or "address" not in file.read_text("utf-8"):
        assert scheduler.poll() is None
        time.sleep(0.05)
    return str(json.loads(file.read_text("utf-8"))["address"])


def start_worker(start: Start, address: str, **environ: str) -> subprocess.Popen[str]:
    """Start a worker of one thread that nobody starts again when it dies."""
    options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1")
    return start("worker", address, *options, **environ)


def read_all(folder: Path) -> dict[str, bytes]:
    """Read the finished files and the manifest of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_killed_worker(many: Project, start: Start, address: str, library: FontLibrary) -> None:
    """A worker that is killed in mid-batch costs nothing: files and manifest are those of a local build."""
    assert 0 == run(["build", *(f"-l{tag}" for tag in TAGS), "--jobs", "0", "--output", "local"])
    workers = [start_worker(start, address) for _ in range(2)]
    from handouts.batch.plan import Wanted, make_plan  # noqa: PLC0415 -- beside its only use

    keyring = Keyring(many, library, find_versions())
    tasks = make_plan(many, Wanted(tags=TAGS)).tasks
    ended = []
    for result in run_batch(Batch(many, tasks, many.root / "cluster", keyring), Cluster(address, many, keyring).run):
        ended.append(result.is_good)
        if len(ended) == 1:
            workers[0].kill()

    assert [True] * len(TAGS) == ended
    assert read_all(many.root / "local") == read_all(many.root / "cluster")
    assert len(TAGS) + 1 == len(read_all(many.root / "cluster"))


def test_other_fonts(
    many: Project, start: Start, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A worker with another font file refuses, names it, and no file is made."""
    fonts = tmp_path / "home" / "fonts"
    fonts.mkdir(parents=True)
    (fonts / FONT).write_bytes(next(Path("/usr/share/fonts").rglob(FONT)).read_bytes() + b"\0")
    start_worker(start, address, XDG_DATA_HOME=str(tmp_path / "home"))

    assert 1 == run(["build", "-l", "es", "--cluster", address])
    assert f"a worker refuses: font Noto Sans 400: {FONT} changed" in capsys.readouterr().err
    assert [] == list(many.output.glob("*.pdf"))


def test_nobody_answers(many: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An address without a scheduler is told, and how to write one."""
    monkeypatch.setattr("handouts.batch.cluster.PATIENCE", 0.2)

    assert 1 == run(["build", "-l", "es", "--cluster", "tcp://127.0.0.1:9"])
    assert "error: tcp://127.0.0.1:9: no Dask scheduler answers" in capsys.readouterr().err
    assert [] == list(many.output.glob("*.pdf"))


def test_compare(project: Project, make_task: Callable[..., Task], library: FontLibrary) -> None:
    """What a worker lacks or has otherwise is said in words."""
    task = make_task("es")
    key = Keyring(project, library, find_versions()).make(task)

    assert "" == compare(Order(project.root, "one"), task, key)
    assert "the project is not at /nowhere" == compare(Order(Path("/nowhere"), "one"), task, key)
    (project.locales / "es" / "LC_MESSAGES" / "tea.po").write_text("", "utf-8")
    assert "" == compare(Order(project.root, "one"), task, key), "within one batch nothing is read twice"
    assert "locales/es/LC_MESSAGES/tea.po changed" == compare(Order(project.root, "two"), task, key)
    (project.styles / "scripts.toml").unlink()
    assert "styles/scripts.toml: there is no such file" == compare(Order(project.root, "three"), task, key)


def test_missing_package(many: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the command that installs it is named."""
    monkeypatch.setattr("handouts.batch.cluster.find_spec", lambda _: None)

    cluster = Cluster("tcp://127.0.0.1:9", many, Keyring(many, FontLibrary({}, {}, None), {}))
    with pytest.raises(HandoutError, match="needs the package distributed") as caught:
        list(cluster.run(()))

    assert 'python -m pip install "handouts[cluster]"' == caught.value.hint
