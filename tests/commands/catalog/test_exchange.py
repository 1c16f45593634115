"""``handouts catalog export`` and ``import``: a delivery goes out and comes back, and only what it changed changes."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from handouts.__main__ import run
from handouts.batch import files
from handouts.commands.catalog import import_, opened
from handouts.errors import HandoutError
from handouts.project import Project

Judge = Callable[[str, bytes], list[str]]
FORMATS = ("xliff", "xliff2", "xlsx", "csv")


@pytest.fixture(autouse=True)
def rules(project: Project, real: Project) -> None:
    """Let the tiny project know what the real one knows of languages."""
    shutil.copy(real.locales / "checks.toml", project.locales)


def read(project: Project) -> dict[str, bytes]:
    """Read all files of locales/ by name."""
    return {project.name(path): path.read_bytes() for path in project.locales.rglob("*") if path.is_file()}


@pytest.fixture
def sent(here: Project, tmp_path: Path) -> Path:
    """Export Spanish as XLIFF 1.2; give the file."""
    path = tmp_path / "es.xlf"
    assert 0 == run(["catalog", "export", "es", "--format", "xliff", "--output", str(path)])
    assert here
    return path


def change(path: Path, *pairs: tuple[str, str]) -> None:
    """Change the text of a file."""
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_changed(name: str, here: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What comes back as it went out changes no byte."""
    before, path = read(here), str(tmp_path / "ar")

    assert 0 == run(["catalog", "export", "ar", "--format", name, "--output", path])
    assert 0 == run(["catalog", "import", "ar", path, "--format", name])
    assert "0 taken, 0 confirmed, 4 unchanged, 0 refused, 0 missing\n" == capsys.readouterr().out.partition("\n")[2]
    assert before == read(here)


@pytest.mark.parametrize("name", FORMATS)
def test_real(
    name: str, real: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, find_schema_errors: Judge
) -> None:
    """All texts of the real project come back as they went out, in three scripts; the files are valid."""
    monkeypatch.chdir(real.root)
    before = read(real)
    for tag in ("ar", "hi", "zh-Hans"):
        path = tmp_path / f"{tag}.{name}"
        assert 0 == run(["catalog", "export", tag, "--format", name, "--output", str(path)])
        assert 0 == run(["catalog", "import", tag, str(path), "--format", name, "--dry-run"])
        if name.startswith("xliff"):
            assert [] == find_schema_errors(name, path.read_bytes())
    assert before == read(real)


def test_one_sentence(sent: Path, here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """One changed sentence changes the lines of its entry and no other, whatever state the file claims."""
    before = read(here)
    change(sent, ("Espere 3 minutos y beba.", "Aguarde 3 minutos y beba."), ('state="translated"', 'state="final"'))
    change(sent, ('approved="no"', 'approved="yes"'))
    capsys.readouterr()

    assert 0 == run(["catalog", "import", "es", str(sent)])
    after = read(here)
    name = "locales/es/LC_MESSAGES/tea.po"
    assert {name: before[name].replace(b"Espere 3", b"Aguarde 3")} == {
        key: data for key, data in after.items() if data != before.get(key)
    }
    out = capsys.readouterr().out.splitlines()
    assert ["taken", "tea", "wait"] == out[1].split()[:3]
    assert "1 taken, 0 confirmed, 3 unchanged, 0 refused, 0 missing" == out[-1]


def test_refused(sent: Path, here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A unit that is refused is named with its line and the reason; the others are taken; the exit code tells."""
    change(sent, ("Espere 3 minutos", "Espere 5 minutos"), ("Una taza de té", "Un té"))
    capsys.readouterr()

    assert 1 == run(["catalog", "import", "es", str(sent), "--json"])
    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert ("refused", "number: ") == (rows["wait"]["result"], rows["wait"]["reason"][:8])
    assert rows["wait"]["where"].startswith(f"{sent}:")
    assert ("taken", "") == (rows["title"]["result"], rows["title"]["reason"])
    text = (here.locales / "es" / "LC_MESSAGES" / "tea.po").read_text("utf-8")
    assert ("Un té" in text, "Espere 3" in text) == (True, True)


def test_dry_run(sent: Path, here: Project) -> None:
    """A dry run writes nothing."""
    before = read(here)
    change(sent, ("Una taza de té", "Un té"))

    assert 0 == run(["catalog", "import", "es", str(sent), "--dry-run"])
    assert before == read(here)


def test_all_or_nothing(sent: Path, here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the second catalog cannot be written, the first is put back."""
    before = read(here)
    page = before["locales/es/LC_MESSAGES/page.po"].decode()
    (old,) = re.findall(r"^msgstr \"(.{20,})\"$", page, re.MULTILINE)
    change(sent, ("Una taza de té", "Un té"), (old, f"{old} Sí."))
    calls: list[Path] = []

    def write(path: Path, data: bytes, advice: str) -> None:
        """Fail the second time."""
        calls.append(path)
        if len(calls) == 2:
            raise HandoutError("cannot write")
        files.write_file(path, data, advice)

    for module in (import_, opened):
        monkeypatch.setattr(module, "write_file", write)
    assert 1 == run(["catalog", "import", "es", str(sent)])
    assert (3, before) == (len(calls), read(here))


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("~$es.xlsx", b"x", "this is the mark of a file that is open elsewhere"),
        (".~lock.es.csv#", b"x", "this is the mark of a file that is open elsewhere"),
        (
            "es.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "this is an Excel file of the old kind, or one with a password",
        ),
        ("tea.po", b'msgid ""', "this is a catalog, which needs no import"),
        (
            "es.xml",
            b'<?xml version="1.0"?><tmx version="1.4">',
            "a translation memory or a glossary does not come back",
        ),
        (
            "es.xlf",
            b'<xliff version="1.2"><file original="app"><body><trans-unit id="1"/></body></file></xliff>',
            "none of its 1 units is of this project",
        ),
    ],
)
def test_other_files(here: Project, name: str, data: bytes, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What people take for a file to import is named, with what to do."""
    path = here.root / name
    path.write_bytes(data.replace(b"<xliff ", b'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" '))

    assert 1 == run(["catalog", "import", "es", str(path)])
    error, hint = capsys.readouterr().err.splitlines()
    assert error.startswith(f"error: {path}: {message}")
    assert hint.startswith("hint: ")


def test_saved_meanwhile(sent: Path, here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalog that its translator saves in the meantime is left as it was saved."""
    catalog = here.locales / "es" / "LC_MESSAGES" / "tea.po"
    change(sent, ("Una taza de té", "Un té"))
    begin = import_.make_judge

    def save(*arguments: Any) -> Any:  # noqa: ANN401
        """Save the catalog while the file is judged."""
        change(catalog, ("Espere", "Aguarde"))
        return begin(*arguments)

    monkeypatch.setattr(import_, "make_judge", save)
    assert 1 == run(["catalog", "import", "es", str(sent)])
    text = catalog.read_text("utf-8")
    assert ("Aguarde" in text, "Un té" in text) == (True, False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["export", "en", "--format", "csv", "--output", "x"], "English has no catalog"),
        (["export", "es", "--format", "tmx", "--output", "x"], "no text in Spanish has been reviewed"),
        (["export", "es", "--format", "tbx", "--output", "x"], "the glossary has no words in Spanish"),
        (["export", "es", "--format", "csv", "--output", "x", "--handout", "coffee"], 'unknown handout "coffee"'),
        (["import", "es", "locales/languages.toml"], "the format cannot be told from the file"),
        (["import", "es", "locales/languages.toml", "--format", "csv"], 'there is no column "file"'),
    ],
)
def test_errors(arguments: list[str], message: str, here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """What cannot be done is said in one line, and no file is left."""
    assert 1 == run(["catalog", *arguments])
    assert message in capsys.readouterr().err
    assert not (here.root / "x").exists()


@pytest.mark.usefixtures("here")
def test_strange_signs(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What a stranger wrote does not steer the terminal."""
    path = tmp_path / "es.csv"
    path.write_text("file,key,English,Spanish (es)\ntea,\x1b]0;owned\x07,a,b\n" + "x" * 900 + ",k,a,b\n", "utf-8")

    assert 1 == run(["catalog", "import", "es", str(path)])
    out = capsys.readouterr().out
    assert "\\u001b]0;owned\\u0007" in out
    assert "x" * 201 not in out
    assert [] == [letter for letter in out if not letter.isprintable() and letter != "\n"]


@pytest.mark.usefixtures("here")
def test_no_file(capsys: pytest.CaptureFixture[str]) -> None:
    """A device without end is no file."""
    assert 1 == run(["catalog", "import", "es", "/dev/zero", "--format", "csv"])
    assert "error: /dev/zero: this is not a file" in capsys.readouterr().err


def test_out_of_step(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A catalog that is not in step with the English is not sent out: what came back could not be taken."""
    path = here.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.write_text(path.read_text("utf-8").replace("Wait 3", "Wait 2"), "utf-8")

    assert 1 == run(["catalog", "export", "es", "--format", "csv", "--output", "x"])
    assert 'not in step with the English of "wait"' in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_without_packages(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the packages of the extra the error names the command that installs them."""
    monkeypatch.setitem(__import__("sys").modules, "handouts.exchange.xliff1", None)

    assert 1 == run(["catalog", "export", "es", "--format", "xliff", "--output", "x"])
    assert 'hint: python -m pip install "handouts[exchange]"' in capsys.readouterr().err
