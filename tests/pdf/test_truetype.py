"""Fonts made for one file: what they draw is what the font drew that they were made of."""

import os
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from handouts.fonts import find_face, font_folders, load_library
from handouts.pdf.clusters import Ink
from handouts.pdf.subset import gather
from handouts.pdf.truetype import DAMAGES
from handouts.project import Project

LETTERS = "aéÇ½"
"""One that is drawn at once, and some that are put together in most fonts."""


@pytest.fixture
def data(real: Project) -> bytes:
    """Give the file of a font with letters that are put together."""
    library = load_library(real, font_folders(os.environ, Path.home()))
    return find_face(library, "Noto Sans", 400).path.read_bytes()


def draw(font: TTFont, name: str) -> list[tuple[str, tuple[object, ...]]]:
    """Give the outline of a glyph, point by point."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return list(pen.value)


def has_program(font: TTFont, name: str) -> bool:
    """Say whether a glyph comes with instructions."""
    return bool(hasattr(font["glyf"][name], "program") and font["glyf"][name].program.getBytecode())


def make(data: bytes) -> tuple[TTFont, list[str], TTFont]:
    """Give a font, the names of its glyphs for LETTERS, and the font that is made of these."""
    source = TTFont(BytesIO(data))
    names = [source.getBestCmap()[ord(letter)] for letter in LETTERS]
    inks = {number: (Ink(((source.getGlyphID(name), 0, 0),)), 600) for number, name in enumerate(names, 1)}
    return source, names, TTFont(BytesIO(gather(data, inks)), checkChecksums=2)


def test_outlines_are_kept(data: bytes) -> None:
    """Each code draws its glyph as ever, put together or not, and has the width that it was given."""
    source, names, made = make(data)
    assert [draw(source, name) for name in names] == [draw(made, each) for each in made.getGlyphOrder()[1:5]]
    assert [600] * 4 == [
        round(1000 * made["hmtx"][each][0] / source["head"].unitsPerEm) for each in made.getGlyphOrder()[1:5]
    ]
    assert {"head", "hhea", "maxp", "hmtx", "loca", "glyf", "OS/2"} == set(made.keys()) - {"GlyphOrder"}
    assert source["OS/2"].fsType == made["OS/2"].fsType


def test_programs_are_left_out(data: bytes) -> None:
    """What fits letters to pixels is not in the file, nor are letters that nobody asked for."""
    source, names, made = make(data)
    assert any(has_program(source, name) for name in names)
    assert not any(has_program(made, name) for name in made.getGlyphOrder())
    assert 5 <= len(made.getGlyphOrder()) <= 13


def test_two_glyphs_become_one(data: bytes) -> None:
    """Several glyphs of one code are drawn each at its place."""
    source = TTFont(BytesIO(data))
    name = source.getBestCmap()[ord("a")]
    number, units = source.getGlyphID(name), source["head"].unitsPerEm
    made = TTFont(BytesIO(gather(data, {1: (Ink(((number, 0, 0), (number, 500, 100))), 1000)})))
    one, two = BoundsPen(source.getGlyphSet()), BoundsPen(made.getGlyphSet())
    source.getGlyphSet()[name].draw(one)
    made.getGlyphSet()[made.getGlyphOrder()[1]].draw(two)
    left, bottom, right, top = one.bounds
    assert (left, bottom, right + units // 2, top + units // 10) == two.bounds


def test_font_among_others(data: bytes) -> None:
    """A font of a file that holds several is found by its number."""
    source, names, made = make(data)
    header = b"ttcf" + bytes((0, 1, 0, 0)) + (2).to_bytes(4) + (len(data) + 20).to_bytes(4) + (20).to_bytes(4)
    shifted = bytearray(data)
    for number in range(int.from_bytes(data[4:6])):
        at = 12 + 16 * number + 8
        shifted[at : at + 4] = (int.from_bytes(data[at : at + 4]) + 20).to_bytes(4)
    ink = Ink(((source.getGlyphID(names[0]), 0, 0),))
    again = TTFont(BytesIO(gather(header + shifted, {1: (ink, 600)}, 1)))
    assert draw(made, made.getGlyphOrder()[1]) == draw(again, again.getGlyphOrder()[1])


@pytest.mark.parametrize("keep", [0, 11, 100, 5000])
def test_damage_is_told(data: bytes, keep: int) -> None:
    """A file that ends too early raises one of the errors that are expected."""
    ink = Ink(((20, 0, 0),))
    with pytest.raises(DAMAGES):
        gather(data[:keep], {1: (ink, 600)})
