"""Faults of readers that no file can mend, each with the smallest file that shows it: here we hear when one is mended.

What follows from them is decided elsewhere: no line of a handout ends after a hyphen (``typography``), and the figures
of udhr.toml stay below 100 for these readers. Those of poppler are not strict: its version is that of the machine, not
ours to lock, and a mended one must not fail there.
"""

import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest

LAO_AM = "\u0eb3"
MAP = f"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <61> <{ord(LAO_AM):04x}> endbfchar"


@pytest.fixture
def write_lines(tmp_path: Path) -> Callable[..., Path]:
    """Give the way from lines of text to a file with them, in a font that every reader has, and no more."""

    def write(*lines: str, to_unicode: str = "") -> Path:
        with pikepdf.new() as pdf:
            font = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            if to_unicode:
                font.ToUnicode = pdf.make_stream(to_unicode.encode())
            page = pdf.add_blank_page(page_size=(200, 100))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
            shown = " T* ".join(f"({line}) Tj" for line in lines)
            page.Contents = pdf.make_stream(f"BT /F 12 Tf 14 TL 10 80 Td {shown} ET".encode())
            path = tmp_path / "small.pdf"
            pdf.save(path)
        return path

    return write


Read = Callable[[str, Sequence[Path]], list[str]]


@pytest.mark.xfail(reason="poppler takes any hyphen at the end of a line for one of its own", strict=False)
def test_poppler_keeps_the_hyphen_of_a_range(write_lines: Callable[..., Path], read_with: Read) -> None:
    """A range over two lines is not another number: "2-" and "4" would become 24."""
    (text,) = read_with("poppler", [write_lines("Wait for 2-", "4 weeks, then call the team.")])
    assert "24 weeks" not in text


@pytest.mark.xfail(reason="pdfium takes a hyphen at the end of a line for one of its own", strict=True)
def test_pdfium_keeps_the_hyphen_of_a_word(write_lines: Callable[..., Path], read_with: Read) -> None:
    """A hyphen at the end of a line is a hyphen, not a mark of no character (U+FFFE)."""
    (text,) = read_with("pdfium", [write_lines("a long-", "term plan")])
    assert "long-" in text


@pytest.mark.xfail(reason="poppler takes letters that are evenly apart for one word", strict=False)
def test_poppler_keeps_words_of_one_letter_apart(write_lines: Callable[..., Path], read_with: Read) -> None:
    """Spaces between single letters are spaces."""
    (text,) = read_with("poppler", [write_lines("u n i t e d")])
    assert "u n i t e d" in text


@pytest.mark.xfail(reason="pdf.js puts a Lao vowel on the clipboard as two characters", strict=True)
def test_pdfjs_copies_a_lao_vowel(write_lines: Callable[..., Path]) -> None:
    """What is copied is what is printed."""
    command = ["node", str(Path(__file__).with_name("pdfjs.mjs")), "--copied", str(write_lines("a", to_unicode=MAP))]
    done = subprocess.run(command, capture_output=True, check=True)
    assert [f"{LAO_AM}\f"] == json.loads(done.stdout)
