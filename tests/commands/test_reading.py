"""handouts reading: how hard the English is, for people and for programs, and held to its limits."""

import json
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
    """A handout without limits is told what to write."""
    monkeypatch.chdir(project.root)

    assert 1 == run(["reading"])
    assert (
        "error: templates/tea/handout.toml: there is no [reading] table\n"
        "hint: copy it from templates/car-t/handout.toml\n"
    ) == capsys.readouterr().err


def test_unknown(limit: Callable[..., None], capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong name is answered with the right one."""
    limit()

    assert 1 == run(["reading", "te"])
    assert 'hint: did you mean "tea"?' in capsys.readouterr().err


def test_real(real: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The English of every handout of the project keeps to its limits."""
    monkeypatch.chdir(real.root)

    assert 0 == run(["reading"]), capsys.readouterr().err
