"""handouts check: faults of translations, for people and for programs, and how one is suppressed."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

Edit = Callable[[Path, str, str], None]
SUPPRESS = """[[suppress]]
code = "{code}"
key = "wait"
text = "{text}"
reason = "the herbalist said so"
"""


@pytest.fixture
def faulty(project: Project, real: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Stand in the tiny project, whose Spanish has a wrong number."""
    shutil.copy(real.locales / "checks.toml", project.locales)
    edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "Espere 3 minutos", "Espere 4 minutos")
    monkeypatch.chdir(project.root)
    return project


def test_found(faulty: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """An error is named with its line, what to do about it stands below, and the exit code is 1."""
    assert faulty.root.is_dir()
    assert 1 == run(["check", "tea", "-l", "es"])

    out, err = capsys.readouterr()
    assert ["language", "messages", "errors", "warnings", "notes", "suppressed"] == out.splitlines()[0].split()
    assert "es" == out.splitlines()[1].split()[0]
    assert re.search(
        r'^error: locales/es/LC_MESSAGES/tea\.po:\d+: "wait": the number 3 .* \[number\]$', err, re.MULTILINE
    )
    assert re.search(r'^hint: .* code = "number", key = "wait", text = "[0-9a-f]{12}"$', err, re.MULTILINE)


def test_json(faulty: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets each finding with its code."""
    assert faulty.root.is_dir()
    assert 1 == run(["check", "--json"])

    rows = {row["language"]: row for row in json.loads(capsys.readouterr().out)}
    assert {"es", "ar"} == rows.keys()
    assert "number" in [finding["code"] for finding in rows["es"]["findings"]]
    assert {"code", "level", "message", "where", "hint"} == rows["es"]["findings"][0].keys()


def test_real(real: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real translations have no error."""
    monkeypatch.chdir(real.root)

    assert 0 == run(["check"])


def test_suppressed(faulty: Project, edit: Edit, capsys: pytest.CaptureFixture[str]) -> None:
    """A suppressed fault is silent until the text changes; then it is back, and the suppression is named."""
    run(["check", "-l", "es", "--json"])
    (row,) = json.loads(capsys.readouterr().out)
    text = re.findall(r'"number".*text = "(\w+)"', row["findings"][0]["hint"])[0]
    path = faulty.locales / "es" / "suppress.toml"
    path.write_text(SUPPRESS.format(code="number", text=text), "utf-8")

    assert 0 == run(["check", "-l", "es"])
    assert "[number]" not in capsys.readouterr().err

    edit(faulty.locales / "es" / "LC_MESSAGES" / "tea.po", "Espere 4 minutos", "Espere 5 minutos")
    assert 1 == run(["check", "-l", "es"])
    err = capsys.readouterr().err
    assert "[number]" in err
    assert "warning: locales/es/suppress.toml:1:" in err
    assert "[suppression-expired]" in err


def test_unused(faulty: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A suppression that no fault needs is named."""
    run(["check", "-l", "es", "--json"])
    (row,) = json.loads(capsys.readouterr().out)
    text = re.findall(r'text = "(\w+)"', row["findings"][0]["hint"])[0]
    (faulty.locales / "es" / "suppress.toml").write_text(SUPPRESS.format(code="unit", text=text), "utf-8")

    assert 1 == run(["check", "-l", "es"])
    assert "[suppression-unused]" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code = "number"', 'code = "nubmer"', 'error: locales/es/suppress.toml:1: no check has the code "nubmer"'),
        ("the herbalist said so", " ", 'error: locales/es/suppress.toml:1: "reason" is empty'),
        ("reason", "because", 'error: locales/es/suppress.toml:1: unknown key "because" in [suppress]'),
    ],
)
def test_refused(faulty: Project, capsys: pytest.CaptureFixture[str], old: str, new: str, message: str) -> None:
    """A suppression that is not whole is refused with its line."""
    content = SUPPRESS.format(code="number", text="0").replace(old, new)
    (faulty.locales / "es" / "suppress.toml").write_text(content, "utf-8")

    assert 1 == run(["check", "-l", "es"])
    assert message in capsys.readouterr().err


def test_nothing(faulty: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A language that nobody has begun is named."""
    shutil.rmtree(faulty.locales / "ar")

    assert 1 == run(["check", "-l", "ar"])
    assert "error: locales/ar: there is no translation into Arabic\n" in capsys.readouterr().err
