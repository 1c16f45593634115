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


def test_split(team: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], edit: Edit) -> None:
    """A sentence of a split paragraph is offered in the catalog and in files for translators; it is not taken."""
    monkeypatch.chdir(team.root)
    template, catalog = team.templates / "tea" / "handout.html.jinja", team.locales / "es" / "LC_MESSAGES" / "tea.po"
    edit(template, "Wait 3 minutes, then drink.", "Wait 3 minutes. Then drink.")
    edit(catalog, "Wait 3 minutes, then drink.", "Wait 3 minutes. Then drink.")
    edit(catalog, "Espere 3 minutos y beba.", "Espere 3 minutos. Luego beba.")
    edit(template, "Wait 3 minutes. Then drink.", 'Rest. Then drink.{% endtrans %} {% trans "rest" %}Wait 3 minutes.')

    assert 0 == run(["catalog", "update", "es"])
    offers = ["suggestion (sentences as before: 1 of 2): {…} Luego beba."]
    offers += ["suggestion (sentences as before: 1 of 1): Espere 3 minutos."]
    assert offers == [line[3:] for line in catalog.read_text("utf-8").splitlines() if line.startswith("#. ")]
    assert 0 == run(["catalog", "diff", "es"])
    shown = capsys.readouterr().out
    assert all(f"\n  {each}\n" in shown for each in offers)
    assert "rest\n  English: Wait 3 minutes.\n  Spanish: (nothing)\n" in shown
    assert 0 == run(["catalog", "export", "es", "--format", "csv", "--output", "es.csv"])
    assert [1, 1] == [Path("es.csv").read_text("utf-8").count(each) for each in offers]
    assert 0 == run(["catalog", "import", "es", "es.csv"])
    assert "0 taken, 0 confirmed, 5 unchanged, 0 refused, 0 missing" in capsys.readouterr().out
    assert 1 == run(["catalog", "status", "--fail-under", "100"])


def test_broken_catalog(here: Project, capsys: pytest.CaptureFixture[str], edit: Edit) -> None:
    """When one catalog cannot be read, the error names its line, and none is written."""
    change(here, edit)
    edit(here.locales / "ar" / "LC_MESSAGES" / "tea.po", 'msgctxt "wait"', "<<<<<<< HEAD")
    before = read(here)

    assert 1 == run(["catalog", "update"])
    assert "error: locales/ar/LC_MESSAGES/tea.po:16: git conflict marker <<<<<<<\n" in capsys.readouterr().err
    assert before == read(here)


def test_another_catalog(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalog in the place of another one is refused, and stays as it is."""
    folder = here.locales / "es" / "LC_MESSAGES"
    (folder / "tea.po").write_bytes((folder / "page.po").read_bytes())
    before = read(here)

    assert 1 == run(["catalog", "update", "es"])
    assert "locales/es/LC_MESSAGES/tea.po: none of its 1 texts is of tea\n" in capsys.readouterr().err
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
