"""Character codes that steer one reader and are nothing to the others: blank, without width, with no CID of their own.

MuPDF leaves out a code that the encoding of its font gives no CID. By the standard, and for what validates files, such
a code is drawn as the blank glyph of a notdef range (ISO 32000-1, 9.7.6.3). Most say no text: poppler, pdf.js and who
follows the tags get none of them; pdfium takes the number of such a code for a character: a space, a mark of direction.
Where these codes are written is decided in ``bidi``.
"""

import pydyf

GAP = 0x20
"""The number of a space, which no letter gets as its code."""
BLOCK, SIZE = 0x2000, 256
"""The first of the codes that no letter gets because the marks of direction have their numbers there."""
SPACE = "\ufe00 "
"""What pdf.js keeps where it would lose a space, and takes for one in a search: a mark that shows nothing is first."""
BOX = ((0, 0), (500, 200))
"""Two corners, in thousandths of the font size, that give a code bounds: pdfium leaves out text that has none."""
_ENCODING = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def
/CMapName /Steered def
/CMapType 1 def
/WMode 0 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{ranges}
2 beginnotdefrange
<{gap:04x}> <{gap:04x}> {blank}
<{first:04x}> <{last:04x}> {blank}
endnotdefrange
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
_MOST = 100  # ranges that stand together (ISO 32000-1, 9.7.5.4, after PostScript)


def find_code(text: str) -> tuple[int, str]:
    """Give the code that says *text* to pdfium, one character, or SPACE to pdf.js; and the text that the file notes."""
    return (BLOCK + SIZE - 1, text) if text == SPACE else (ord(text), "")


def number_code(count: int) -> int:
    """Give the number of a font's next code after *count* that draw or say something."""
    number = count + 1
    number += number >= GAP
    return number + SIZE * (number >= BLOCK)


def store_encoding(pdf: pydyf.PDF, reference: bytes, last: int, blank: int) -> None:
    """Give a stored font, whose *last* code is given, an encoding where steering codes are drawn as the CID *blank*."""
    (font,) = (each for each in pdf.objects if isinstance(each, pydyf.Dictionary) and each.reference == reference)
    system = pydyf.Dictionary(
        {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    )
    extra = {"Type": "/CMap", "CMapName": "/Steered", "WMode": 0, "CIDSystemInfo": system}
    stream = pydyf.Stream([write_encoding(last, blank)], extra, compress=True)
    pdf.add_object(stream)
    font["Encoding"] = stream.reference


def write_encoding(last: int, blank: int) -> bytes:
    """Write the encoding, a CMap: each code up to *last* is its own CID, but for the block of those that steer.

    A range stays within codes of the same first byte, and one code of the block has a CID: poppler asks for both.
    """
    firsts = (first for first in range(SIZE, last + 1, SIZE) if first != BLOCK)
    ends = [(0, GAP - 1), (GAP + 1, SIZE - 1), *((first, first + SIZE - 1) for first in firsts)]
    lines = [f"<{first:04x}> <{end:04x}> {first}" for first, end in ends]
    lines.append(f"<{BLOCK:04x}> <{BLOCK:04x}> {blank}")
    parts = (lines[start : start + _MOST] for start in range(0, len(lines), _MOST))
    ranges = "\n".join("\n".join([f"{len(part)} begincidrange", *part, "endcidrange"]) for part in parts)
    return _ENCODING.format(ranges=ranges, gap=GAP, first=BLOCK + 1, last=BLOCK + SIZE - 1, blank=blank).encode()
