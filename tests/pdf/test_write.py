"""What a written file keeps: both standards, the page pictures, the same bytes each time, the whole of the HTML."""

import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import weasyprint
from weasyprint import Document

from handouts.checks.structure import check_structure
from handouts.checks.verapdf import validate
from handouts.finding import Finding
from handouts.pdf.read import read_pdf
from handouts.pdf.standards import UA2
from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf


def pictures(data: bytes, folder: Path) -> list[bytes]:
    """Give each page of a file as pixels."""
    folder.mkdir()
    (folder / "file.pdf").write_bytes(data)
    subprocess.run(["pdftoppm", "-r", "72", "file.pdf", "page"], cwd=folder, check=True)  # noqa: S607
    return [path.read_bytes() for path in sorted(folder.glob("page*.ppm"))]


def find_language(html: str) -> str:
    """Give the language that a page names."""
    return html.partition('lang="')[2].partition('"')[0]


def test_every_hard_page_keeps_both_standards(page: str, write: Callable[[str], bytes], tmp_path: Path) -> None:
    """VeraPDF finds nothing against PDF/UA-1 and PDF/A-2a in one and the same file."""
    path = tmp_path / "file.pdf"
    path.write_bytes(write(page))
    expected = [("ua1", ()), ("2a", ())]
    assert expected == [(verdict.flavour, verdict.failures) for verdict in validate([path])]


def test_every_hard_page_keeps_the_newer_standards(
    page: str, render: Callable[[str], Document], details: Details, tmp_path: Path
) -> None:
    """On request the file is PDF/UA-2 and PDF/A-4, says so, and has every block of the HTML as well."""
    path = tmp_path / "file.pdf"
    path.write_bytes(write_pdf(render(page), replace(details, language=find_language(page)), UA2).data)
    assert [("ua2", ()), ("4", ())] == [(each.flavour, each.failures) for each in validate([path], UA2.flavours)]
    file = read_pdf(path.read_bytes())
    assert (("PDF/A-4", "PDF/UA-2"), details.title) == (file.conformance, file.title)
    assert not list(check_structure(page, file))


def test_every_hard_page_is_whole(page: str, write: Callable[[str], bytes]) -> None:
    """The finished file has every block, heading, language and the disclaimer of the HTML, once and in order."""
    expected: list[Finding] = []
    assert expected == list(check_structure(page, read_pdf(write(page))))


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint leaves its colour profile open
def test_pictures_do_not_change(
    page: str, write: Callable[[str], bytes], render: Callable[[str], Document], tmp_path: Path
) -> None:
    """Better structure changes no pixel of any page; images are drawn without smoothing, as PDF/A asks."""
    stock = render(page.replace("<style>", "<style>img { image-rendering: crisp-edges }")).write_pdf(**RENDER_OPTIONS)
    assert stock is not None
    expected = pictures(stock, tmp_path / "stock")
    assert len(expected) > 0
    assert expected == pictures(write(page), tmp_path / "ours")


def test_same_input_gives_same_bytes(page: str, write: Callable[[str], bytes]) -> None:
    """Two layouts of the same HTML give the same file."""
    assert write(page) == write(page)


def test_one_layout_can_be_written_twice(render: Callable[[str], Document], details: Details) -> None:
    """Writing changes neither the laid-out document nor WeasyPrint: a second write gives the same file."""
    document = render('<html lang="en"><p>Text <a href="https://example.org/">link</a>')
    before = document.metadata, weasyprint.pdf.add_tags
    first = write_pdf(document, details)
    assert before == (document.metadata, weasyprint.pdf.add_tags)
    assert first == write_pdf(document, details)


def test_other_details_give_another_file(render: Callable[[str], Document], details: Details) -> None:
    """The identifier is derived from the content: another subject is another file."""
    document = render('<html lang="en"><p>Text')
    assert write_pdf(document, details).sha256 != write_pdf(document, replace(details, subject="Other")).sha256


def test_streams_are_compressed(write: Callable[[str], bytes]) -> None:
    """A file of repeated text is small: its streams are compressed, once."""
    long, short = ("<html lang='en'><p style='font: 1pt serif'>" + "again " * count for count in (20000, 20))
    assert len(write(long)) - len(write(short)) < 40_000
