"""handouts reading: how hard the English is, for people and for programs, and held to its limits."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

Edit = Callable[[Path, str, str], None]
LIMITS = """
[reading]
grade = {grade}
longest = {longest}
mean = 20
names = ["leaves"]
banned = ["{banned}"]
skipped = ["none"]

[reading.abbreviations]
"""


@pytest.fixture
def limit(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Stand in the tiny project; give the way to set the limits of its handout."""
    monkeypatch.chdir(project.root)
    path = project.templates / "tea" / "handout.toml"
    settings = path.read_text("utf-8")

    def write(grade: int = 12, longest: int = 25, banned: str = "battle") -> None:
        path.write_text(settings + LIMITS.format(grade=grade, longest=longest, banned=banned), "utf-8")

    return write


def test_table(limit: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    """Each handout has two lines: as printed, and without names."""
    limit()

    assert 0 == run(["reading"])
    out, err = capsys.readouterr()
    head, printed, plain = out.splitlines()
    assert ["handout", "text", "words", "sentences", "mean", "longest", "grade", "smog"] == head.split()
    assert ["tea", "as", "printed", "11", "2", "5.5", "6"] == printed.split()[:7]
    assert ["tea", "without", "names", "10", "2", "5.0", "5"] == plain.split()[:7]
    assert "" == err


def test_json(limit: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets the same as numbers."""
    limit()

    assert 0 == run(["reading", "tea", "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert [("tea", "as printed", 11, 2, 5.5, 6), ("tea", "without names", 10, 2, 5.0, 5)] == [
        tuple(row[key] for key in ("handout", "text", "words", "sentences", "mean", "longest")) for row in rows
    ]


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"longest": 5}, "[sentence-too-long]"),
        ({"banned": "water"}, "[banned-word]"),
        ({"grade": -5}, "[grade-too-high]"),
    ],
)
def test_over_the_limit(
    limit: Callable[..., None], capsys: pytest.CaptureFixture[str], limits: dict[str, object], message: str
) -> None:
    """Text that is harder than allowed is an error, on top of the table."""
    limit(**limits)

    assert 1 == run(["reading"])
    out, err = capsys.readouterr()
    assert 3 == len(out.splitlines())
    assert message in err
    assert err.startswith("error: ")


def test_no_limits(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A handout without limits is left out, and told what to write."""
    monkeypatch.chdir(project.root)

    assert 0 == run(["reading"])
    out, err = capsys.readouterr()
    assert 1 == len(out.splitlines())
    assert (
        "note: templates/tea/handout.toml: there is no [reading] table, so the English is not graded [no-limits]\n"
        "hint: copy the table from templates/car-t/handout.toml\n"
    ) == err


def test_one_is_broken(limit: Callable[..., None], project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A handout that cannot be read is told once; the others are graded."""
    limit()
    shutil.copytree(project.templates / "tea", project.templates / "water")
    (project.templates / "water" / "handout.toml").write_text("version =", "utf-8")

    assert 1 == run(["reading"])
    out, err = capsys.readouterr()
    assert 3 == len(out.splitlines())
    assert 1 == err.count("error: templates/water/handout.toml:1: not valid TOML")


def test_unknown(limit: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name is answered with the right one."""
    limit()

    assert 1 == run(["reading", "te"])
    assert 'hint: did you mean "tea"?' in capsys.readouterr().err


def test_real(real: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The English of every handout of the project keeps to its limits."""
    monkeypatch.chdir(real.root)

    assert 0 == run(["reading"]), capsys.readouterr().err


@pytest.fixture
def data(project: Project, real: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Stand in the tiny project, which knows what the real one knows of languages."""
    monkeypatch.chdir(project.root)
    for name in ("checks.toml", "reading.toml"):
        shutil.copy(real.locales / name, project.locales)
    return project


def test_translations(data: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A translation has the score of its own language with its source, or none; nothing is refused."""
    assert 0 == run(["reading", "--language", "es", "-l", "ar"])
    out, err = capsys.readouterr()
    head, spanish, arabic, source = out.splitlines()
    assert ["handout", "language", "sentences", "unit", "mean", "longest", "score", "formula"] == head.split()
    assert ["tea", "es", "2", "words", "5.5", "6", "76.7", "Szigriszt-Pazos"] == spanish.split()
    assert "tea      ar        1          words  5.0   5        -      no validated score" == arabic
    assert source.startswith("Szigriszt-Pazos: about 0 to 100, higher is easier. Szigriszt Pazos 1993")
    assert "" == err
    assert data


def test_translations_json(data: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A program gets numbers, and null where there is no score."""
    assert 0 == run(["reading", "tea", "-l", "ar", "--json"])
    (row,) = json.loads(capsys.readouterr().out)
    assert ("tea", "ar", None, "no validated score") == (row["handout"], row["language"], row["score"], row["formula"])
    assert data


def test_translations_of_english(data: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """English is no translation."""
    assert 1 == run(["reading", "-l", "en"])
    assert "English has no catalog" in capsys.readouterr().err
    assert data
