"""Typefaces: fonts whose glyphs are pictures are refused by the name of a letter; others are read exactly."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from weasyprint.text.fonts import get_hb_object_data

from handouts.engine import FONTCONFIG_FILE
from handouts.enginelog import PictureGlyphError
from handouts.pdf import write as writing
from handouts.pdf.typefaces import borrow_data


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Give a font file with one emoji in two colours."""
    pen = TTGlyphPen(None)
    for corner in ((0, 0), (0, 700), (700, 700), (700, 0)):
        (pen.lineTo if corner[0] or corner[1] else pen.moveTo)(corner)
    pen.closePath()
    names = [".notdef", "face", "layer"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x1F600: "face"})
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (800, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    builder.setupNameTable({"familyName": "Pictures", "styleName": "Regular"})
    builder.setupCOLR({"face": [("layer", 0)]})
    builder.setupCPAL([[(1.0, 0.8, 0.0, 1.0)]])
    path = tmp_path / "pictures.ttf"
    builder.save(path)
    return path


def test_pictures_are_refused(pictures: Path, write: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """An emoji in colour would be lost for those who listen: the file is not written, and the letter is named."""
    monkeypatch.setenv("FONTCONFIG_FILE", str(FONTCONFIG_FILE))  # a font of the machine may have the letter too
    face = f'@font-face {{ font-family: "Pictures"; src: url("{pictures.as_uri()}") }}'
    html = f'<html lang="en"><title>T</title><style>{face} b {{ font-family: Pictures }}</style><p><b>😀</b>'
    with pytest.raises(PictureGlyphError) as caught:
        write(html)

    assert "😀" == caught.value.letter
    assert 'only a font of coloured pictures has the letter "😀" (U+1F600)' == caught.value.message
    assert caught.value.hint


def test_font_files_are_not_copied(write: Callable[[str], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """While a file is written, fonts are read where they lie: the same bytes as the engine's copy would be."""
    seen = []

    def compare(face: Any) -> Any:  # noqa: ANN401 -- HarfBuzz has no types
        data = borrow_data(face)
        seen.append((bytes(data) == get_hb_object_data(face), len(data) > 0, isinstance(data, bytes)))
        return data

    monkeypatch.setattr(writing, "borrow_data", compare)
    write('<html lang="en"><title>T</title><p>Text <b>bold</b>')

    assert {(True, True, False)} == set(seen)
