"""``handouts catalog update``: the catalogs follow the templates; how is tested in tests/catalog/test_update.py."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

Edit = Callable[[Path, str, str], None]


def read(project: Project) -> dict[str, bytes]:
    """Read all files of locales/ by name."""
    return {project.name(path): path.read_bytes() for path in project.locales.rglob("*") if path.is_file()}


def change(project: Project, edit: Edit) -> None:
    """Change one message, drop one, add one."""
    template = project.templates / "tea" / "handout.html.jinja"
    edit(template, "Wait 3 minutes", "Wait 5 minutes")
    edit(template, '{% trans "water" %}Pour <b>hot</b> water on the leaves.', '{% trans "milk" %}Add milk.')


def test_up_to_date(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a change of the English no file is touched."""
    before = read(here)

    assert 0 == run(["catalog", "update"])
    assert [f"locales/{tag}/LC_MESSAGES/{name}.po: up to date" for tag in ("es", "ar") for name in ("page", "tea")] == (
        capsys.readouterr().out.splitlines()
    )
    assert before == read(here)


def test_changed(here: Project, capsys: pytest.CaptureFixture[str], edit: Edit) -> None:
    """Every language follows, and the report says how many messages are concerned."""
    change(here, edit)

    assert 0 == run(["catalog", "update"])
    out = capsys.readouterr().out
    assert "locales/es/LC_MESSAGES/tea.po: 1 new, 1 changed, 1 no longer printed\n" in out
    done = read(here)
    assert 0 == run(["catalog", "update"])
    assert done == read(here)


def test_one_language(here: Project, edit: Edit) -> None:
    """Only the languages that are named are written."""
    before = read(here)
    change(here, edit)

    assert 0 == run(["catalog", "update", "es"])
    after = read(here)
    assert ["locales/es/LC_MESSAGES/tea.po"] == [name for name in after if after[name] != before.get(name)]


def test_broken_catalog(here: Project, capsys: pytest.CaptureFixture[str], edit: Edit) -> None:
    """When one catalog cannot be read, the error names its line, and none is written."""
    change(here, edit)
    edit(here.locales / "ar" / "LC_MESSAGES" / "tea.po", 'msgctxt "wait"', "<<<<<<< HEAD")
    before = read(here)

    assert 1 == run(["catalog", "update"])
    assert "error: locales/ar/LC_MESSAGES/tea.po:16: git conflict marker <<<<<<<\n" in capsys.readouterr().err
    assert before == read(here)


def test_not_begun(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A language without catalogs is refused with the command that begins it."""
    for path in (here.locales / "es" / "LC_MESSAGES").iterdir():
        path.unlink()

    assert 1 == run(["catalog", "update", "es"])
    assert (
        "error: locales/es/LC_MESSAGES: there is no catalog for Spanish\nhint: run: handouts catalog new es\n"
        == capsys.readouterr().err
    )
