"""handouts preview: what it refuses before it serves anything."""

import pytest

from handouts.__main__ import run
from handouts.commands import preview
from handouts.project import Project


@pytest.fixture(autouse=True)
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Stand in the tiny project."""
    monkeypatch.chdir(project.root)
    return project


def test_not_installed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the optional packages it says how to install them."""
    monkeypatch.setattr(preview, "find_spec", lambda name: None if name == "uvicorn" else name)

    assert 1 == run(["preview", "es"])
    expected = [
        "error: the preview needs uvicorn, which is not installed",
        'hint: python -m pip install "handouts[preview,verify]"',
    ]
    assert expected == capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["xx"], 'locales/languages.toml: unknown language "xx"'),
        (["es", "--handout", "coffee"], 'templates: unknown handout "coffee"'),
        (["es", "--paper", "a9"], 'styles/paper.toml: unknown paper "a9"'),
    ],
)
def test_refused(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is not there is named."""
    assert 1 == run(["preview", *arguments, "--no-open"])
    assert f"error: {message}" == capsys.readouterr().err.splitlines()[0]


def test_no_catalog(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A language without a catalog has nothing to show."""
    (here.locales / "es" / "LC_MESSAGES" / "tea.po").unlink()

    assert 1 == run(["preview", "es", "--no-open"])
    assert ["error: locales/es/LC_MESSAGES: there is no catalog for Spanish", "hint: run: handouts catalog new es"] == (
        capsys.readouterr().err.splitlines()
    )
