"""Hard pages as HTML files, and the way from HTML to a finished file, for every test of pdf."""

import re
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
import weasyprint

from handouts.pdf.read import PdfFile, read_pdf
from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf

COMMANDS = {
    "MuPDF": ("mutool", "draw", "-q", "-F", "txt"),
    "poppler": ("pdftotext", "-enc", "UTF-8"),
    "poppler, as drawn": ("pdftotext", "-raw", "-enc", "UTF-8"),
}
PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


@pytest.fixture(params=PAGES, ids=lambda path: path.stem)
def page(request: pytest.FixtureRequest) -> str:
    """Give the HTML of each hard page in turn."""
    path: Path = request.param
    return path.read_text("utf-8")


@pytest.fixture
def details() -> Details:
    """Give the details of an English file."""
    return Details("A title", "en", "A clinic", date(2026, 1, 31), "A subject", ("one", "two"))


@pytest.fixture
def render() -> Callable[[str], weasyprint.Document]:
    """Give the layout stage: HTML to laid-out pages."""
    return lambda html: weasyprint.HTML(string=html).render(**RENDER_OPTIONS)


@pytest.fixture
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
def read_with() -> Callable[[str, Path], str]:
    """Give the way to the text of a file as a reader gets it, pdfium or one of COMMANDS."""

    def read_text(reader: str, path: Path) -> str:
        if reader == "pdfium":
            return "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(path))
        command = [*COMMANDS[reader], str(path), *(["-"] if reader.startswith("poppler") else [])]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")

    return read_text
