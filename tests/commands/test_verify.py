"""handouts verify: the table, the JSON, the questions, and the exit code."""

import json
from pathlib import Path

import pytest
import weasyprint

from handouts import verification
from handouts.__main__ import run
from handouts.checks.human import load_questions
from handouts.checks.validity import Validity
from handouts.checks.verapdf import Failure, Verdict

HTML = "<html lang=en><title>A leaflet</title><h1>Heading</h1><p>Text</p>"
FAILURE = Failure("7.1", 10, 2, "The title\n shall be shown", "root")


@pytest.fixture(autouse=True)
def verdicts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let veraPDF say that every file breaks PDF/UA-1 and keeps PDF/A-2a."""

    def judge(path: Path, _: object) -> Validity:
        return Validity({"ua1": Verdict(path, "ua1", (FAILURE,)), "2a": Verdict(path, "2a", ())})

    monkeypatch.setattr(verification, "judge", judge)


@pytest.fixture
def leaflet(tmp_path: Path) -> Path:
    """Give a file of someone else."""
    path = tmp_path / "leaflet.pdf"
    weasyprint.HTML(string=HTML).write_pdf(path, pdf_tags=True)
    return path


def verify(*arguments: object) -> int:
    """Run the command in this process, where veraPDF is replaced."""
    return run(["verify", "--deadline", "0", *map(str, arguments)])


def test_table(leaflet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table has a line for each file, even for one that is not there; errors give 1."""
    missing = leaflet.with_name("none.pdf")
    code = verify(leaflet, missing)

    out, err = capsys.readouterr()
    rows = [line.split() for line in out.splitlines()]
    assert 1 == code
    assert ["file", "pages", "PDF/UA", "PDF/A", "contrast", "findings"] == rows[0]
    assert [str(leaflet), "1", "UA-1", "broken", "A-2a", "kept", "21.0:1"] == rows[1][:7]
    assert [str(missing), "-", "-", "-", "-", "1", "error"] == rows[2]
    assert f"error: {missing}: there is no such file [file-missing]\nhint: name a PDF file" in err
    assert "breaks 1 rule of PDF/UA-1, the first is 7.1 test 10: The title shall be shown [pdf-invalid]" in err


def test_good(leaflet: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings and notes alone give 0."""
    monkeypatch.setattr(verification, "judge", lambda *_: Validity({}))

    assert 0 == verify(leaflet)
    assert "UA-1 not checked  A-2a not checked  21.0:1" in capsys.readouterr().out


def test_questions(leaflet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The questions for people are counted, and printed where they are asked for."""
    count = len(load_questions())
    verify(leaflet)
    assert f"{leaflet}: {count} questions only a person can answer\n" in capsys.readouterr().out
    verify("--questions", leaflet)
    assert "\n  06-004  Does the title tell this document from others?\n" in capsys.readouterr().out


def test_json(leaflet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json everything is there for programs: rules, findings, contrast and questions."""
    verify("--json", leaflet)

    (row,) = json.loads(capsys.readouterr().out)
    assert (str(leaflet), 1, False) == (row["path"], row["pages"], row["made_by_handouts"])
    rules = [{"rule": "7.1 test 10: The title shall be shown", "count": 2}]
    assert {"verdict": "broken", "rules": rules} == row["verdicts"]["PDF/UA-1"]
    assert {"lowest": 21.0, "page": 1, "text": "Heading", "unmeasured": 0} == row["contrast"]
    assert {"to be looked at"} == {each["answer"] for each in row["questions"]}
    assert {"code", "level", "message", "where", "hint"} == row["findings"][0].keys()


def test_nothing_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file it is a mistake of usage."""
    assert 2 == run(["verify"])
    assert "error: missing argument 'FILE...'" in capsys.readouterr().err
