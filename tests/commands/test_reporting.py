"""--report and --summary: where each goes, for every command that has them."""

import json
import shutil
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

PO = "locales/ar/LC_MESSAGES/tea.po"


@pytest.fixture(autouse=True)
def folder(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in the tiny project, on no CI."""
    monkeypatch.chdir(project.root)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    return project.root


def test_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Reports go to their files, and the table stays."""
    options = ["--report", "junit=junit.xml", "--report", "sarif=a.sarif", "--summary", "summary.md"]
    assert 0 == run(["build", "--jobs", "0", "--quiet", *options])

    out, err = capsys.readouterr()
    assert out.startswith("handout  language")
    assert err.startswith(f"warning: {PO}:18: 1 message is not translated")
    assert 'tests="3" failures="0"' in (folder / "junit.xml").read_text("utf-8")
    assert "2.1.0" == json.loads((folder / "a.sarif").read_text("utf-8"))["version"]
    assert "3 of 3 are good." in (folder / "summary.md").read_text("utf-8")


def test_github(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """On GitHub notices stand beside the lines, and the summary is added to that of the step."""
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(folder / "step.md"))
    (folder / "step.md").write_text("before\n", "utf-8")
    assert 1 == run(["build", "te", "tea", "-l", "ar", "--jobs", "0", "--report", "github"])

    out = capsys.readouterr().out
    assert f"::warning file={PO},line=18,title=untranslated::1 message is not translated" in out
    assert '::error file=templates,title=failed::unknown handout "te"; did you mean "tea"?\n' in out
    assert "\ntea      ar        draft" in out
    assert (folder / "step.md").read_text("utf-8").startswith("before\n## Handouts\n\n1 of 2 are good.\n")


def test_on_stdout(folder: Path, real: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file a report takes the place of the table."""
    shutil.copy(real.locales / "checks.toml", folder / "locales")
    shutil.copy(real.locales / "glossary.csv", folder / "locales")
    assert 0 == run(["check", "--report", "gitlab"])
    assert {"info"} == {row["severity"] for row in json.loads(capsys.readouterr().out)}

    assert 1 == run(["verify", "nothing.pdf", "--report", "json"])
    (case,) = json.loads(capsys.readouterr().out)
    assert ("nothing.pdf", "error") == (case["name"], case["notices"][0]["level"])


def test_unknown_format(capsys: pytest.CaptureFixture[str]) -> None:
    """A format that there is not is a mistake of usage."""
    assert 2 == run(["build", "--report", "html"])
    assert "'html' is no format; there are: github, gitlab, junit, sarif, json" in capsys.readouterr().err
