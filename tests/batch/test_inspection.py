"""Files that keep a check busy or break it: they are named, and the others are still looked at."""

from importlib import import_module
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from pikepdf import Array, Dictionary, Name

from handouts.batch.inspection import Inspector, Look, inspect

LIMIT = 30.0
"""Seconds that are enough for any good file, also on a busy machine."""


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Look:
    """Give a way to look at a file that another process can import."""
    monkeypatch.syspath_prepend(Path(__file__).parent)
    found: Look = import_module("looks").look
    return found


@pytest.fixture
def leaflet(tmp_path: Path) -> Path:
    """Give a good file."""
    path = tmp_path / "leaflet.pdf"
    weasyprint.HTML(string="<html lang=en><title>A leaflet</title><h1>Heading</h1>").write_pdf(path, pdf_tags=True)
    return path


@pytest.fixture
def endless(leaflet: Path) -> Path:
    """Give a file that draws a group ten times that draws a group ten times, and so on, 18 deep."""
    path = leaflet.with_name("endless.pdf")
    with pikepdf.open(leaflet) as pdf:
        group = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        for _ in range(18):
            outer = pdf.make_stream(b"/G Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
            outer.Resources = Dictionary(XObject=Dictionary(G=group))
            group = outer
        pdf.pages[0].obj.Resources.XObject = Dictionary(G=group)
        pdf.pages[0].contents_add(b"/G Do")
        pdf.save(path)
    return path


def test_endless_file_is_given_up(endless: Path, leaflet: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small file that would take years is named after its time, and the next file is looked at as ever."""
    ask = Inspector.ask
    monkeypatch.setattr(Inspector, "ask", lambda self, path, _: ask(self, path, 0.5 if path == endless else LIMIT))
    late, good = inspect([endless, leaflet, endless], LIMIT, look)

    (finding,) = late.findings
    assert ("check-too-long", "not looked through after 0.5 seconds") == (finding.code, finding.message)
    assert str(endless) == finding.where
    assert (leaflet, 1, ()) == (good.path, good.pages, good.findings)


@pytest.mark.parametrize("name", ["deadly.pdf", "bomb.pdf"])
def test_broken_process_is_replaced(leaflet: Path, look: Look, capfd: pytest.CaptureFixture[str], name: str) -> None:
    """A file over which the process dies or takes all memory is named, and a new process takes the next one."""
    broken, good = inspect([leaflet.with_name(name), leaflet], LIMIT, look)
    assert ["check-broke-down"] == [finding.code for finding in broken.findings]
    assert "Traceback" not in capfd.readouterr().err
    assert (leaflet, 1) == (good.path, good.pages)


def test_same_answer_either_way(leaflet: Path, look: Look) -> None:
    """With a limit or without, the same is found out."""
    assert list(inspect([leaflet], 0, look)) == list(inspect([leaflet], LIMIT, look))


def test_nothing_is_left_running(leaflet: Path, look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends with the last file, also where nobody takes the answers."""
    made: set[Inspector] = set()
    ask = Inspector.ask
    monkeypatch.setattr(Inspector, "ask", lambda self, *how: made.add(self) or ask(self, *how))  # type: ignore[func-returns-value]
    answers = inspect([leaflet, leaflet.with_name("none.pdf")], LIMIT, look)
    assert leaflet == next(answers).path
    answers.close()  # type: ignore[attr-defined]  # it is a generator
    assert [False] == [each.process.is_alive() for each in made]
