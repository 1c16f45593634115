"""Hard pages as HTML files, the way from HTML to a finished file, and readers of its text, for every test of pdf."""

import json
import re
import subprocess
import unicodedata
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
SELECTORS = {chr(code) for code in range(0xFE00, 0xFE10)}
"""Which of its looks a letter has: no font of ours has more than one, and no reader tells."""
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


@pytest.fixture(scope="session")
def search_with() -> Callable[[str, Sequence[tuple[Path, Sequence[str]]]], list[list[int]]]:
    """Give the way from files and words to how often the search of a reader finds each word in its file."""

    def search_files(reader: str, wanted: Sequence[tuple[Path, Sequence[str]]]) -> list[list[int]]:
        here = Path(__file__).parent
        if reader == "pdfium":
            return [search_with_pdfium(path, words) for path, words in wanted]
        if reader == "pdf.js":
            command, given = ["node", str(here / "pdfjs_find.mjs")], [(str(path), words) for path, words in wanted]
        else:
            command, given = ["mutool", "run", str(here / "mupdf_find.js")], []
            command += ["\n".join([str(path), *words]) for path, words in wanted]
        done = subprocess.run(command, input=json.dumps(given).encode(), capture_output=True, check=True)
        counts: list[list[int]] = json.loads(done.stdout)
        return counts

    return search_files


def search_with_pdfium(path: Path, words: Sequence[str]) -> list[int]:
    """Count what Chrome and Edge find."""
    with pypdfium2.PdfDocument(path) as document:
        searches = [[page.get_textpage().search(word) for page in document] for word in words]
        return [sum(1 for search in each for _ in iter(search.get_next, None)) for each in searches]


@pytest.fixture(scope="session")
def compare() -> Callable[[Sequence[str], str], tuple[float, float]]:
    """Give the way from printed blocks and what a reader got to two shares in %.

    They are the blocks that are there whole and in their order, but for white space and format controls; and the lines
    of the reader that have the very spaces of the blocks.
    """

    def compare_texts(blocks: Sequence[str], text: str) -> tuple[float, float]:
        read, start, found = plain(text).replace(" ", ""), 0, 0
        for block in blocks:
            wanted = plain(block).replace(" ", "")
            if (place := read.find(wanted, start)) >= 0:
                start, found = place + len(wanted), found + 1
        printed = plain(" ".join(blocks))
        lines = [line for each in text.splitlines() if (line := plain(each))]
        return 100 * found / len(blocks), 100 * sum(line in printed for line in lines) / max(len(lines), 1)

    return compare_texts


def plain(text: str) -> str:
    """Give text without format controls and marks of no character, equal marks in one order, words one space apart."""
    kept = "".join(each for each in text if unicodedata.category(each) not in ("Cf", "Cn") and each not in SELECTORS)
    return " ".join(unicodedata.normalize("NFC", kept).split())
