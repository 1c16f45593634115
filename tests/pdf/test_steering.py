"""Steering codes: an encoding that hides them from some readers, and no other code among them."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.pdf.read import read_pdf
from handouts.pdf.steering import BLOCK, GAP, SIZE, number_code, write_encoding

PAGE = """<html lang="ar" dir="rtl"><title>A title</title><style>* { font-family: Noto Naskh Arabic, Noto Sans }</style>
<p>احمل بطاقة CAR-T معك: <span dir='ltr'>38.0 °C (100.4 °F)</span> أو immunotherapy-related،
<span dir='ltr'>one by one by one, 1-2-3-4</span>.</p>"""
STEERING = {GAP, *range(BLOCK, BLOCK + SIZE)}
TERMS = ("CAR-T", "38.0 °C (100.4 °F)", "immunotherapy-related", "one by one by one")

Search = Callable[[str, Sequence[tuple[Path, Sequence[str]]]], list[list[int]]]
Read = Callable[[str, Sequence[Path]], list[str]]


def read_ranges(encoding: bytes) -> dict[int, int]:
    """Give the CID of each code that an encoding gives one, not counting those of a notdef range."""
    found = {}
    body = encoding.partition(b"beginnotdefrange")[0].partition(b"endcodespacerange")[2]
    for line in body.splitlines():
        if line.startswith(b"<"):
            first, last, cid = line.replace(b"<", b"").replace(b">", b"").split()
            found.update({code: int(cid) + code - int(first, 16) for code in range(int(first, 16), int(last, 16) + 1)})
    return found


@given(st.integers(1, 0xFE00))
def test_every_code_is_its_own_cid(last: int) -> None:
    """A code up to the last is its own glyph; none of those that steer is any, but for one that poppler asks for."""
    cids = read_ranges(write_encoding(last, 7))
    free = {code for code in range(last + 1) if code not in STEERING}
    assert dict(zip(free, free, strict=True)) == {code: cid for code, cid in cids.items() if code in free}
    assert {BLOCK: 7} == {code: cid for code, cid in cids.items() if code in STEERING}


def test_no_letter_gets_a_code_that_steers() -> None:
    """The codes of letters go on after those that are kept free, one by one."""
    numbers = [number_code(count) for count in range(0x2200)]
    assert not STEERING & set(numbers)
    assert sorted(set(numbers)) == numbers
    assert set(range(1, numbers[-1])) - STEERING <= set(numbers)


@pytest.fixture
def path(write: Callable[[str], bytes], tmp_path: Path) -> Path:
    """Give a finished file with English in an Arabic line."""
    path = tmp_path / "file.pdf"
    path.write_bytes(write(PAGE))
    return path


@pytest.mark.parametrize("reader", ["MuPDF", "pdf.js", "pdfium", "poppler", "poppler, as drawn"])
def test_terms_are_whole(reader: str, path: Path, read_with: Read) -> None:
    """What is copied or searched for holds no mark, letter by letter, even where pdftotext keeps to the drawing."""
    (text,) = read_with(reader, [path])
    assert [] == [term for term in (*TERMS, "1-2-3-4") if term not in text]


def test_nothing_moves_for_them(path: Path) -> None:
    """By its code or by CID 0, whichever a reader asks for, such a code has no width: all stays in its place."""
    with pikepdf.open(path) as pdf:
        fonts = pdf.pages[0].Resources.Font.values()
        made = [font for font in fonts if isinstance(font.get("/Encoding"), pikepdf.Stream)]
        steered = [[run if isinstance(run, int) else list(run) for run in font.DescendantFonts[0].W] for font in made]
    assert steered
    for runs in steered:
        first_and_widths = zip(*[iter(runs)] * 2, strict=True)
        widths = {int(first) + at: width for first, run in first_and_widths for at, width in enumerate(run)}
        assert {0, GAP} < widths.keys()
        assert {0} == {width for cid, width in widths.items() if cid in {0, *STEERING}}


@pytest.mark.parametrize("reader", ["MuPDF", "pdf.js", "pdfium"])
def test_phrases_are_found(reader: str, path: Path, search_with: Search) -> None:
    """Two words that stand side by side are found together."""
    assert [[1]] == search_with(reader, [(path, ["احمل بطاقة"])])


def test_tags_hold_the_text_alone(path: Path) -> None:
    """Who follows the tags gets nothing of what steers others."""
    (block,) = read_pdf(path.read_bytes()).tree.find("P")
    assert re.sub("<[^>]+>", "", PAGE.partition("<p>")[2]).removesuffix("</p>").replace("\n", " ") == block.text
