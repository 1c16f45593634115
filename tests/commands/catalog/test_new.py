"""``handouts catalog new``: a language begins with the right header, and nothing is ever overwritten."""

import subprocess
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.catalog.po import parse
from handouts.project import Project

ENGLISH = {
    "title": "A cup of tea",
    "water": "Pour <b>hot</b> water on the leaves.",
    "wait": "Wait 3 minutes, then drink.",
}


@pytest.fixture
def here(here: Project) -> Project:
    """Add a language that nobody has begun."""
    with (here.locales / "languages.toml").open("a", encoding="utf-8") as file:
        file.write(
            '\n[pt-BR]\nenglish = "Portuguese (Brazil)"\nendonym = "Português"\nscript = "Latn"\nbabel = "pt_BR"\n'
        )
    return here


def find_files(project: Project) -> list[str]:
    """Name all that lies in the folder of the new language."""
    return sorted(path.name for path in (project.locales / "pt_BR").rglob("*.*"))


def test_new(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Each domain gets a catalog with all messages, none translated, that GNU gettext accepts."""
    assert 0 == run(["catalog", "new", "pt-br"])

    paths = ["locales/pt_BR/LC_MESSAGES/page.po", "locales/pt_BR/LC_MESSAGES/tea.po"]
    assert paths == capsys.readouterr().out.split()
    assert ["page.po", "tea.po"] == find_files(here)
    file = parse((here.root / paths[1]).read_text("utf-8"), "tea.po")
    assert ENGLISH == {entry.key[0]: entry.key[1] for entry in file.entries}
    assert {""} == {entry.fields["msgstr"] for entry in file.entries}
    assert {
        "Project-Id-Version": "handouts tea",
        "Language-Team": "Portuguese (Brazil)",
        "Language": "pt_BR",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": file.header["Plural-Forms"],
        "X-Source-Language": "en",
        "X-Origin": "human",
    } == file.header
    assert file.header["Plural-Forms"].startswith("nplurals=2; plural=")
    for path in paths:
        command = ["msgfmt", "-c", "-o", "/dev/null", str(here.root / path)]
        subprocess.run(command, check=True, capture_output=True)


def test_in_step(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What was just begun needs no update."""
    run(["catalog", "new", "pt-BR"])
    capsys.readouterr()

    assert 0 == run(["catalog", "update", "pt-BR"])
    assert {"up to date"} == {line.partition(": ")[2] for line in capsys.readouterr().out.splitlines()}
    assert ["page.po", "tea.po"] == find_files(here)


def test_origin(here: Project) -> None:
    """A machine's work is named as such from the start."""
    assert 0 == run(["catalog", "new", "pt-BR", "tea", "--origin", "machine draft"])

    path = here.locales / "pt_BR" / "LC_MESSAGES" / "tea.po"
    assert '"X-Origin: machine draft\\n"' in path.read_text("utf-8")


def test_never_overwritten(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalog that is there is refused, and stays as it is."""
    path = here.locales / "es" / "LC_MESSAGES" / "tea.po"
    before = path.read_bytes()

    assert 1 == run(["catalog", "new", "es"])
    assert "error: locales/es/LC_MESSAGES/tea.po: the catalog is there already\n" in capsys.readouterr().err
    assert before == path.read_bytes()


def test_second_handout(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A further handout uses the catalog of the page frame that is there."""
    path = here.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.unlink()

    assert 0 == run(["catalog", "new", "es", "tea"])
    assert "locales/es/LC_MESSAGES/tea.po\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["pt-BX"], 'error: locales/languages.toml: unknown language "pt-BX"\nhint: did you mean "pt-BR"'),
        (["pt-BR", "tee"], 'error: templates: unknown handout "tee"\nhint: did you mean "tea"?'),
        (["en"], "error: English has no catalog: it is the language of the templates\n"),
    ],
)
def test_unknown(here: Project, capsys: pytest.CaptureFixture[str], arguments: list[str], error: str) -> None:
    """What is not known is refused with a suggestion, and nothing is written."""
    assert 1 == run(["catalog", "new", *arguments])
    assert capsys.readouterr().err.startswith(error)
    assert [] == find_files(here)


def test_all_or_nothing(here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the second file cannot be written, the first does not stay alone."""

    def fail(old: str, new: Path) -> None:
        if new.name == "tea.po":
            raise PermissionError(13, "Permission denied", str(new))
        Path(old).rename(new)

    monkeypatch.setattr("os.replace", fail)

    assert 1 == run(["catalog", "new", "pt-BR"])
    assert [] == find_files(here)
