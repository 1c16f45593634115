"""handouts doctor: the table, the JSON, and the exit code."""

import json

import pytest

from handouts.__main__ import run
from handouts.commands import doctor
from handouts.doctor import MISSING, OK, OPTIONAL, Diagnosis

HEALTHY = [Diagnosis("Python", OK, "3.11.2"), Diagnosis("veraPDF", OPTIONAL, "no Java runtime", "install Java")]
ILL = [*HEALTHY, Diagnosis("Noto Sans Khmer", MISSING, "not installed", "sudo apt-get install it", ("km",))]


def examine(monkeypatch: pytest.MonkeyPatch, diagnoses: list[Diagnosis], *options: str) -> int:
    """Run the command on what the doctor is made to find."""
    monkeypatch.setattr(doctor, "examine", lambda *_: diagnoses)
    return run(["doctor", *options])


def test_healthy(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is optional is hinted at, but is no failure."""
    code = examine(monkeypatch, HEALTHY)

    out, err = capsys.readouterr()
    assert (0, "ok        Python   3.11.2\noptional  veraPDF  no Java runtime\n") == (code, out)
    assert "hint: install Java\n" == err


def test_ill(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """What is missing fails, and names the languages that cannot be built."""
    code = examine(monkeypatch, ILL)

    assert 1 == code
    assert "missing   Noto Sans Khmer  not installed, so no km" in capsys.readouterr().out


def test_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json the same is printed for programs, and hints stay in it."""
    code = examine(monkeypatch, ILL, "--json")

    out, err = capsys.readouterr()
    assert (1, "") == (code, err)
    assert {
        "subject": "Noto Sans Khmer",
        "state": "missing",
        "found": "not installed",
        "hint": "sudo apt-get install it",
        "languages": ["km"],
    } == json.loads(out)[2]


def test_for_real(capsys: pytest.CaptureFixture[str]) -> None:
    """On a machine where the tests run, building is possible."""
    assert 0 == run(["doctor"])
    assert "ok  WeasyPrint" in capsys.readouterr().out.replace("      ", "")
