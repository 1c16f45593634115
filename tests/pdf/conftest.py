"""Hard pages as HTML files, the way from HTML to a finished file, and readers of its text, for every test of pdf."""

import json
import re
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import weasyprint

from handouts.pdf.read import PdfFile, read_pdf
from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))

PROGRAMS = {
    "MuPDF": ("mutool", "draw", "-q", "-F", "txt"),
    "poppler": ("pdftotext", "-enc", "UTF-8"),
    "poppler, as drawn": ("pdftotext", "-raw", "-enc", "UTF-8"),
}
PDFJS = Path(__file__).with_name("pdfjs.mjs")


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> str:
    """Give the HTML of each hard page in turn."""
    path: Path = request.param
    return path.read_text("utf-8")


@pytest.fixture
def details() -> Details:
    """Give the details of an English file."""
    return Details("A title", "en", "A clinic", date(2026, 1, 31), "A subject", ("one", "two"))


@pytest.fixture(scope="session")
def render() -> Callable[[str], weasyprint.Document]:
    """Give the layout stage: HTML to laid-out pages."""
    return lambda html: weasyprint.HTML(string=html).render(**RENDER_OPTIONS)


@pytest.fixture(scope="session")
def write(render: Callable[[str], weasyprint.Document]) -> Callable[[str], bytes]:
    """Give the way from HTML to the bytes of a file, in the language that the HTML names."""

    def write_html(html: str) -> bytes:
        found = re.search(r'<html lang="([^"]+)"', html)
        details = Details("A title", found[1] if found else "en", "A clinic", date(2026, 1, 31))
        return write_pdf(render(html), details).data

    return write_html


@pytest.fixture
def read(write: Callable[[str], bytes]) -> Callable[[str], PdfFile]:
    """Give the way from HTML to a finished file that was read back."""
    return lambda html: read_pdf(write(html))


@pytest.fixture
def hard(read: Callable[[str], PdfFile]) -> Callable[[str], PdfFile]:
    """Give the way from the name of a hard page to its finished file."""
    folder = Path(__file__).parent / "pages"
    return lambda name: read((folder / f"{name}.html").read_text("utf-8"))


@pytest.fixture(scope="session")
def read_with() -> Callable[[str, Sequence[Path]], list[str]]:
    """Give the way from files to their texts as a reader gets them: MuPDF, pdf.js, pdfium, poppler, which may sort."""

    def read_files(reader: str, paths: Sequence[Path]) -> list[str]:
        if reader == "pdf.js":
            assert (PDFJS.parents[1] / "node_modules").is_dir(), "pdf.js is missing: make test, or npm ci in tests/"
            found = subprocess.run(["node", PDFJS, *paths], capture_output=True, check=True).stdout  # noqa: S607
            texts: list[str] = json.loads(found)
            return texts
        if reader == "pdfium":
            return [read_with_pdfium(path) for path in paths]
        return [read_with_program(PROGRAMS[reader], path) for path in paths]

    return read_files


def read_with_pdfium(path: Path) -> str:
    """Give the text of a file as Chrome and Edge get it."""
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def read_with_program(command: Sequence[str], path: Path) -> str:
    """Give the text of a file as a program prints it."""
    after = ["-"] if command[0] == "pdftotext" else []
    return subprocess.run([*command, str(path), *after], capture_output=True, check=True).stdout.decode("utf-8")
