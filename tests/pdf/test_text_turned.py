"""Text that runs from right to left, with English, numbers and brackets in it: what each reader gets, in figures.

A block is exact when its characters are found in order, white space and marks of direction apart; its words are kept
when they are parted as they are printed. The figures are what was measured: a change that lowers one is a loss.
"""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from weasyprint import Document

from handouts.pdf.write import RENDER_OPTIONS

TEXTS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pages" / "turned.toml").read_text("utf-8"))
# Per cent of blocks that are exact, and whose words are kept. MuPDF joins two cells of a row; poppler parts a digit
# from a dash, a closing bracket from its word. pdftotext -raw writes each letter that is drawn left of the one before
# on a line of its own, so that only stretches from left to right keep their words.
LEAST = {
    ("ar", "MuPDF"): (100, 93),
    ("ar", "pdfium"): (100, 100),
    ("ar", "poppler"): (100, 100),
    ("ar", "poppler, as drawn"): (100, 20),
    ("fa", "MuPDF"): (100, 100),
    ("fa", "pdfium"): (100, 100),
    ("fa", "poppler"): (100, 100),
    ("fa", "poppler, as drawn"): (100, 12),
    ("he", "MuPDF"): (100, 100),
    ("he", "pdfium"): (100, 100),
    ("he", "poppler"): (100, 90),
    ("he", "poppler, as drawn"): (100, 18),
    ("ur", "MuPDF"): (100, 100),
    ("ur", "pdfium"): (100, 100),
    ("ur", "poppler"): (100, 91),
    ("ur", "poppler, as drawn"): (100, 0),
}

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint's colour profile


def page(tag: str) -> str:
    """Give a page with the blocks of a language."""
    style = f"@page {{ size: A4 }} * {{ font-family: {TEXTS[tag]['family']} }} body {{ line-height: 2.2 }}"
    return f'<html lang="{tag}" dir="rtl"><title>A title</title><style>{style}</style>' + "".join(TEXTS[tag]["blocks"])


def printed(tag: str) -> Iterator[str]:
    """Give the text of each block: a paragraph, an item, a cell."""
    for _, inside in re.findall(r"<(p|h1|li|th|td)\b[^>]*>(.*?)</\1>", "".join(TEXTS[tag]["blocks"])):
        yield unescape(re.sub(r"<[^>]+>", "", inside))


def words(text: str) -> list[str]:
    """Give the words of a text, without what prints nothing."""
    kept = "".join(each for each in text if unicodedata.category(each) not in ("Cf", "Cn"))
    return unicodedata.normalize("NFC", kept).split()


def score(tag: str, text: str) -> tuple[int, int]:
    """Give the per cent of blocks that are found exactly and in order, and that of blocks whose words are."""
    blocks, found = [words(block) for block in printed(tag)], words(text)
    squeezed = "".join(found)
    at = exact = kept = 0
    for block in blocks:
        place = squeezed.find("".join(block), at)
        if place >= 0:
            exact, at = exact + 1, place + len("".join(block))
        kept += f" {' '.join(block)} " in f" {' '.join(found)} "
    return 100 * exact // len(blocks), 100 * kept // len(blocks)


@pytest.fixture
def paths(tag: str, write: Callable[[str], bytes], render: Callable[[str], Document], tmp_path: Path) -> list[Path]:
    """Give the finished file of a language, and that of plain WeasyPrint."""
    paths = [tmp_path / "ours.pdf", tmp_path / "plain.pdf"]
    paths[0].write_bytes(write(page(tag)))
    render(page(tag)).write_pdf(paths[1], **RENDER_OPTIONS)
    return paths


@pytest.mark.parametrize("tag", TEXTS)
def test_readers_get_what_is_printed(
    tag: str, paths: list[Path], read_with: Callable[[str, list[Path]], list[str]]
) -> None:
    """No reader gets less than was measured, nor fewer exact blocks than from plain WeasyPrint."""
    found = {reader: score(tag, read_with(reader, paths[:1])[0]) for language, reader in LEAST if language == tag}
    plain = {reader: score(tag, read_with(reader, paths[1:])[0]) for reader in found}

    assert {reader: LEAST[tag, reader] for reader in found} == found
    assert all(exact >= plain[reader][0] for reader, (exact, _) in found.items())
