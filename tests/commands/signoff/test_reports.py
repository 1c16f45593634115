"""``handouts signoff status|log|verify``: who signed, what changed, and what was tampered with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.project import Project

Call = Callable[..., tuple[int, str, str]]
Edit = Callable[[Path, str, str], None]
TEA = "locales/es/LC_MESSAGES/tea.po"


@pytest.fixture
def signed(here: Project, release: Project) -> Project:
    """Stand in the tiny project, signed by everybody."""
    assert here == release
    return release


def test_nothing_signed(call: Call) -> None:
    """Where nobody has signed, status says who is missing, and there is nothing to list or verify."""
    code, out, _ = call("status", "es")
    gaps = "; ".join(f"no {role} has signed this text" for role in ("translator", "reviewer", "clinical lead"))

    assert 0 == code
    assert [
        "handout  tag  status  translator  reviewer  clinical-lead  sum",
        "tea      es   draft   -           -         -              83350744",
        f"tea in es is draft: {gaps}; the English is not released: no clinical lead has signed this text",
    ] == out.splitlines()
    assert (0, "", "nobody has signed anything\n") == call("log")
    assert (0, "tag  records  with a key  findings\n", "") == call("verify")


def test_status(signed: Project, call: Call, edit: Edit) -> None:
    """Every sentence that changed since the last signature stands below the reason."""
    row = "tea      es   released  tess 2026-11-22  rae 2026-11-22  lee 2026-11-22  83350744"
    assert row == call("status", "es")[1].splitlines()[1]

    edit(signed.root / TEA, "Una taza", "La taza")
    edit(signed.root / TEA, "Espere 3 minutos", "Espere 9 minutos")
    _, out, _ = call("status", "es")
    changes = [
        f'"title" ({TEA}:10): [-Una-]{{+La+}} taza de té',
        f'"wait" ({TEA}:18): Espere [-3-]{{+9+}} minutos y beba.',
    ]
    reason = f"2 texts have changed since lee signed as clinical-lead on 2026-11-22: first {changes[0]}; no translator"
    assert out.splitlines()[2].startswith(f"tea in es is draft: {reason}")
    assert [f"  {change}" for change in changes] == out.splitlines()[3:]

    (row_,) = json.loads(call("status", "es", "--json")[1])
    assert ("draft", [], changes) == (row_["status"], row_["signed_by"], row_["changes"])


def test_log(signed: Project, call: Call, edit: Edit) -> None:
    """Every signature is listed in its order, with whether it counts for the text as it reads now."""
    edit(signed.root / TEA, "Una taza", "La taza")
    rows = json.loads(call("log", "--json")[1])

    assert [
        ("en", "clinical-lead", "lee", "yes"),
        ("es", "translator", "tess", "no: the text has changed"),
        ("es", "reviewer", "rae", "no: the text has changed"),
        ("es", "clinical-lead", "lee", "no: the text has changed"),
    ] == [(row["tag"], row["role"], row["person"], row["counts"]) for row in rows]
    lines = call("log", "es")[1].splitlines()
    assert 4 == len(lines)
    assert "2026-11-22  es   tea      1.0      translator     tess    83350744  no: the text has changed" in lines[1]
    assert lines[1].endswith("  Test tess, none")


def test_verify(signed: Project, call: Call) -> None:
    """An untouched folder verifies; an edited record is an error at its file and line, and nobody else's matter."""
    assert (0, ["en   1        0           none", "es   3        0           none"]) == (
        call("verify")[0],
        call("verify")[1].splitlines()[1:],
    )
    path = next((signed.locales / "es" / "signoff").glob("*.reviewer.*"))
    path.write_text(path.read_text("utf-8").replace("sentences = 4", "sentences =  4"), "utf-8")

    code, out, err = call("verify")
    assert (1, "en   1        0           none") == (code, out.splitlines()[1])
    assert f"error: locales/es/signoff/{path.name}:1: the file is not as it was written [signoff-changed]" in err
    assert f"error: locales/es/signoff/{path.name}:11: the record is not as it was written [signoff-record]" in err
    assert 1 == call("verify", "es")[0]
    assert 0 == call("verify", "en")[0]
    assert 1 == call("status")[0]


@pytest.mark.parametrize(
    "case",
    [
        ("rea", "2026-11-22", 0, "warning: {}: rae signed as reviewer on 2026-11-22: rae is not in people.toml"),
        ("rae", "2028-01-01", 0, "warning: {}: rae signed as reviewer on 2026-11-22; the credential has expired"),
        ("rae", "2026-11-21", 1, "error: {}: rae signed as reviewer on 2026-11-22, which is not yet"),
    ],
)
def test_verify_people(signed: Project, call: Call, edit: Edit, case: tuple[str, str, int, str]) -> None:
    """Who may sign no more, whose credential has run out since, and what is dated ahead, is told."""
    name, day, expected, said = case
    edit(signed.locales / "people.toml", "[rae]", f"[{name}]")
    path = next((signed.locales / "es" / "signoff").glob("*.reviewer.*"))
    code, _, err = call("verify", "--date", day)

    assert expected == code
    assert said.format(f"{signed.name(path)}:1") in err


def test_trust(signed: Project, call: Call, tmp_path: Path) -> None:
    """People and keys of another folder are believed, so that a change cannot bring its own."""
    (tmp_path / "people.toml").write_text("", "utf-8")

    assert "lee is not in people.toml [signoff-refused]" in call("verify", "--trust", str(tmp_path))[2]
    assert 0 == call("verify")[0]
    assert signed.root.is_dir()


@pytest.mark.parametrize("epoch", ["soon", "9" * 30])
def test_bad_epoch(call: Call, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    """A day that is no day is told."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    assert (1, f"error: SOURCE_DATE_EPOCH is '{epoch}'") == (call("verify")[0], call("verify")[2].splitlines()[0])
