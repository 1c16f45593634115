"""handouts list: each handout in each language, and how far it is."""

import json
import shutil
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

GAP = "1 message is untranslated, first: wait (locales/ar/LC_MESSAGES/tea.po:18)"


@pytest.fixture(autouse=True)
def _inside(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the tiny project."""
    monkeypatch.chdir(project.root)


def test_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Each language that has been begun has a line, with what may be printed of the frame's and the handout's words."""
    assert 0 == run(["list"])
    assert [
        "handout  version  tag  done  status  language  endonym  why",
        "tea      1.0      en   4/4   draft   English   English  no clinical lead has signed this text",
        "tea      1.0      es   4/4   draft   Spanish   Español  no translator has signed this text",
        f"tea      1.0      ar   3/4   draft   Arabic    العربية  {GAP}",
    ] == capsys.readouterr().out.splitlines()


def test_not_begun(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A language without a catalog is shown only when asked for."""
    (project.locales / "ar" / "LC_MESSAGES" / "tea.po").unlink()

    shown = []
    for options in ([], ["--all"]):
        assert 0 == run(["list", "--json", *options])
        shown.append([(row["tag"], row["translated"]) for row in json.loads(capsys.readouterr().out)])

    assert [[("en", 4), ("es", 4)], [("en", 4), ("es", 4), ("ar", 0)]] == shown


def test_broken_catalog(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalog that cannot be read is named with its place; all others are listed."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.write_text(path.read_text("utf-8").replace('msgid "A cup', "msgid A cup"), "utf-8")

    assert 1 == run(["list"])
    out, err = capsys.readouterr()
    assert err.startswith("error: locales/es/LC_MESSAGES/tea.po:")
    assert ["tag", "en", "ar"] == [line.split()[2] for line in out.splitlines()]


def test_broken_handout(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A handout that cannot be read is told once; all others are listed."""
    shutil.copytree(project.templates / "tea", project.templates / "coffee")
    (project.templates / "coffee" / "handout.toml").write_text("pages", "utf-8")

    assert 1 == run(["list", "--json"])
    out, err = capsys.readouterr()
    assert ["tea", "tea", "tea"] == [row["handout"] for row in json.loads(out)]
    assert 1 == err.count("error: templates/coffee/handout.toml:1: ")


def test_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Outside of a project the one that came with the program is listed."""
    monkeypatch.chdir(tmp_path)

    assert 0 == run(["list"])
    assert "car-t" in capsys.readouterr().out
