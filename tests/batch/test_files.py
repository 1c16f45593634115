"""Writing a file in one step: it is there whole, or nothing of it is."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.batch.files import probe_folder, write_file
from handouts.errors import HandoutError


def test_written(tmp_path: Path) -> None:
    """The file is there with its folder, for all to read, and no other."""
    path = tmp_path / "a" / "b" / "c.pdf"
    write_file(path, b"new")

    assert b"new" == path.read_bytes()
    assert [path] == list(path.parent.iterdir())
    if os.name == "posix":
        assert 0o644 == path.stat().st_mode & 0o777


def test_replaced(tmp_path: Path) -> None:
    """An older file is replaced."""
    path = tmp_path / "c.pdf"
    for data in (b"a longer one", b"new"):
        write_file(path, data)

    assert b"new" == path.read_bytes()


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    """At whatever step it ends, the older file stays as it was, and no temporary one is left."""
    path = tmp_path / "c.pdf"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises((HandoutError, KeyboardInterrupt)):
        write_file(path, b"new")

    assert {path: b"old"} == {each: each.read_bytes() for each in tmp_path.iterdir()}


def test_open_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file cannot be replaced, as on Windows while Excel has it open, the hint says so."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(HandoutError, match="cannot write") as caught:
        write_file(tmp_path / "es.xlsx", b"new")

    assert "close it where it is open, or choose another folder with --output" == caught.value.hint
    assert [] == list(tmp_path.iterdir())


def test_no_modes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no modes is written all the same."""

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "chmod", refuse)
    write_file(tmp_path / "c.pdf", b"new")

    assert {tmp_path / "c.pdf": b"new"} == {each: each.read_bytes() for each in tmp_path.iterdir()}


def test_probe(tmp_path: Path) -> None:
    """A folder that can be written is made and left empty; one that cannot be made is told."""
    probe_folder(tmp_path / "a" / "b")
    assert [] == list((tmp_path / "a" / "b").iterdir())

    (tmp_path / "output").touch()
    with pytest.raises(HandoutError, match="output: cannot write: file exists") as caught:
        probe_folder(tmp_path / "output")
    assert "choose another folder with --output" == caught.value.hint


@pytest.mark.parametrize("below", ["", "/below"])
def test_folder_is_a_file(tmp_path: Path, below: str) -> None:
    """A file in the place of the folder is told with the path that was wanted."""
    (tmp_path / "output").write_text("mine")
    path = Path(f"{tmp_path}/output{below}/c.pdf")

    with pytest.raises(HandoutError, match="cannot write: ") as caught:
        write_file(path, b"new")

    assert (str(path), "choose another folder with --output") == (caught.value.where, caught.value.hint)
    assert "mine" == (tmp_path / "output").read_text()


LIMITED = """
import resource, sys
from pathlib import Path
from handouts.batch.files import write_file
from handouts.errors import HandoutError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_file(Path(sys.argv[1]), bytes(5000))
except HandoutError as error:
    print(error.message, error.hint, sep="|")
"""


@pytest.mark.skipif(os.name != "posix", reason="there are no such limits")
def test_no_room(tmp_path: Path) -> None:
    """When the system refuses to write on, it is told with what to do, and nothing is left."""
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path / "c.pdf"], capture_output=True, text=True, check=True
    )

    expected = "cannot write: file too large|make room, or choose another folder with --output\n"
    assert (expected, []) == (done.stdout, list(tmp_path.iterdir()))
