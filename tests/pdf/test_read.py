"""Reading a finished file back: text through ToUnicode, fonts, pages, and files that have no tags at all."""

from collections.abc import Callable
from io import BytesIO

import pikepdf
from hypothesis import given
from hypothesis import strategies as st

from handouts.pdf.describe import describe
from handouts.pdf.read import Link, PdfFile, StructureElement, Text, read_pdf
from handouts.pdf.tounicode import Decoder

MAP = b"""1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar
<0001> <0041>
<0002> <00660066>
endbfchar
2 beginbfrange <0010> <0012> <0061>
<0020> <0021> [<03B1> <D83DDE00>] endbfrange"""


def test_codes_are_decoded_by_every_kind_of_entry() -> None:
    """Single characters, ligatures, ranges, lists and characters beyond the first plane read as the map says."""
    codes = bytes.fromhex("0001 0002 0010 0011 0012 0020 0021 0099")
    assert Decoder(MAP).decode(codes) == "Affabcα😀\ufffd"


def test_font_without_a_map_reads_as_unknown() -> None:
    """A font without ToUnicode gives one replacement character per code."""
    assert Decoder(b"").decode(b"ab") == "\ufffd\ufffd"


@given(codes=st.dictionaries(st.integers(0, 0xFFFF), st.characters(codec="utf-16-be"), min_size=1))
def test_any_map_round_trips(codes: dict[int, str]) -> None:
    """Whatever characters a map names, decoding gives them back."""
    entries = " ".join(f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for code, char in codes.items())
    cmap = f"begincodespacerange <0000> <FFFF> endcodespacerange beginbfchar {entries} endbfchar"
    shown = b"".join(code.to_bytes(2, "big") for code in codes)
    assert "".join(codes.values()) == Decoder(cmap.encode()).decode(shown)


def test_text_links_and_pages_are_read(read: Callable[[str], PdfFile]) -> None:
    """The tree has text by page, links with their target, and a space where a line ends."""
    html = """<html lang="en"><style>@page { size: 60mm 40mm; margin: 10mm }</style>
    <p style="width: 12mm; font: 10pt 'Noto Sans'">abcde fghij</p>
    <p style="break-before: page">See <a href="https://example.org/">it</a>"""
    tree = read(html).tree
    first, second = tree.children
    assert (first.text, first.pages, second.pages) == ("abcde fghij", (1,), (2,))
    assert second.kids[0] == Text(2, "See ", joined=False)
    (link,) = tree.find("Link")
    assert link.kids == (Link(2, "https://example.org/", "it"), Text(2, "it"))


def test_space_between_parts_is_read(read: Callable[[str], PdfFile]) -> None:
    """White space between two inline elements, which is not drawn, separates their words."""
    (paragraph,) = read("<html lang='en'><p><strong>a</strong> <em>b</em><code>c</code>").tree.find("P")
    assert paragraph.text == "a bc"


def test_fonts_and_page_sizes_are_read(read: Callable[[str], PdfFile]) -> None:
    """Every font is named and embedded; page sizes are in points."""
    file = read("<html lang='en'><style>@page { size: A6 } p { font-family: Noto Sans }</style><p>a <b>b</b>")
    assert file.fonts == (("Noto-Sans", True), ("Noto-Sans-Bold", True))
    assert [round(side * 25.4 / 72) for side in file.pages[0]] == [105, 148]


def test_file_without_tags_can_be_read() -> None:
    """A file that nobody tagged has an empty tree, and its text is reported as untagged."""
    pdf = pikepdf.Pdf.new()
    face = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = pdf.add_blank_page(page_size=(100, 100))
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(face)))
    page.Contents = pdf.make_stream(b"BT /F 9 Tf (ab) Tj ET")
    buffer = BytesIO()
    pdf.save(buffer)
    file = read_pdf(buffer.getvalue())
    assert (file.tree, file.untagged) == (StructureElement(""), "\ufffd\ufffd")
    assert file.fonts == (("Helvetica", False),)


def test_description_is_readable(write: Callable[[str], bytes]) -> None:
    """A file is described by its facts, its tree with text and what readers hear, and its artifacts."""
    html = """<html lang="en"><style>@page { size: A6; @bottom-center { content: "Page " counter(page) } }
    * { font-family: Noto Sans }</style>
    <h1>Call us</h1><ul><li>Ask <a href="https://example.org/">here</a> <em lang="es">hoy</em></li></ul>
    <p style="break-before: page">End"""
    expected = """\
title: A title
language: en
conformance: PDF/A-2A, PDF/UA-1
pages: 2 (105x148 mm)
font: Noto-Sans
font: Noto-Sans-Bold
font: Noto-Sans-Italic
bookmark: Call us

Document
  H1
    "Call us"
  L [ListNumbering=Disc]
    LI
      Lbl
        "•"
      LBody
        "Ask"
        Link
          -> https://example.org/ (here)
          "here"
        Em [lang=es]
          "hoy"
  P
    "End"

artifact Pagination Footer: "Page 1" (pages 1)
artifact Pagination Footer: "Page 2" (pages 2)
"""
    assert expected == describe(write(html))
