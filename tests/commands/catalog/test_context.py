"""handouts catalog context: the files it writes, and what it refuses."""

import json
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.pdf import picture
from handouts.project import Project


def test_files(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One picture for each key, and both lists."""
    monkeypatch.chdir(project.root)
    folder = tmp_path / "pictures"
    assert 0 == run(["catalog", "context", "es", "--output", str(folder)])

    files = {path.name for path in folder.iterdir()}
    assert {"index.html", "index.json", "disclaimer.png", "title.png", "water.png", "wait.png"} == files
    messages = json.loads((folder / "index.json").read_text("utf-8"))["messages"]
    assert files - {"index.html", "index.json"} == {each["file"] for each in messages}


def test_not_installed(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the package that draws, it says how to install it."""
    monkeypatch.chdir(project.root)
    monkeypatch.setattr(picture, "find_spec", lambda _: None)

    assert 1 == run(["catalog", "context", "es"])
    assert [
        "error: pages cannot be drawn: pypdfium2 is not installed",
        'hint: python -m pip install "handouts[verify]"',
    ] == (capsys.readouterr().err.splitlines())
