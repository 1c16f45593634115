"""The fonts of one file: which character code stands for what, and how each font is stored.

A TrueType font gets a code of its own for each distinct outline, code point and width, and is made anew so that code
and glyph are one number. Other fonts (CFF, as those of Chinese and Japanese) keep WeasyPrint's codes; what one glyph
says besides, such as "・" and "•", goes to a twin: the same font, with another way back to text.
"""

# ruff: noqa: ANN401 (WeasyPrint's fonts have no types; private parts are needed to store them better)

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pydyf
from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, harfbuzz, harfbuzz_subset

from handouts.errors import HandoutError
from handouts.pdf import steering
from handouts.pdf.clusters import PLAIN, Ink, Part
from handouts.pdf.lines import Glyph
from handouts.pdf.subset import bare_cff, gather
from handouts.pdf.truetype import DAMAGES


@dataclass
class Typeface:
    """One font as the file holds it: codes by what they stand for, and the reverse for those who read.

    *number* counts twins: 0 is the font itself. *steers* are the texts of codes that steer a reader (``steering``), and
    *blank* is the code that has their glyph.
    """

    font: Font
    number: int = 0
    codes: dict[tuple[Ink, str, int], int] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    widths: dict[int, int] = field(default_factory=dict)
    steers: dict[int, str] = field(default_factory=dict)
    blank: int = 0
    twin: "Typeface | None" = None

    @property
    def name(self) -> str:
        """Give the name by which pages call it."""
        return f"{self.font.hash}{self.number or ''}"

    @property
    def is_pictures(self) -> bool:
        """Say whether the glyphs are pictures, which have no place among character codes: emoji in colour."""
        return bool(self.font.bitmap or self.font.png or self.font.svg or "COLR" in self.font.tables)

    @property
    def is_exact(self) -> bool:
        """Say whether codes are given out anew; otherwise a code is the number of a glyph."""
        return "glyf" in self.font.tables

    def code(self, part: Part) -> int:
        """Give the code for what *part* draws and says, a new one where there is none."""
        return self._code(part.ink, part.text, part.width)

    def narrow(self, code: int, less: int) -> int:
        """Give the code for what *code* draws and says, narrower by *less*."""
        ink, text, width = next(key for key, number in self.codes.items() if number == code)
        return self._code(ink, text, width - less)

    def _code(self, ink: Ink, text: str, width: int) -> int:
        """Give the code that draws *ink*, says *text* and is as wide as *width*, a new one where there is none."""
        key = ink, text, width
        if key not in self.codes:
            number = self.codes[key] = steering.number_code(len(self.codes))
            self.texts[number], self.widths[number] = text, width
        return self.codes[key]

    def steer(self, text: str) -> int:
        """Give the code that says *text* to one reader only, as ``steering`` has it."""
        self.blank = self.code(Part("", 0.0, points=steering.BOX))
        number, said = steering.find_code(text)
        self.steers[number] = said
        return number

    def note(self, glyph: Glyph, text: str) -> "Typeface":
        """Note that a glyph that keeps its number says *text*, "" where one before it says all.

        Gives the typeface that holds it: this one, or a twin where the glyph says something else here.
        """
        said = text.translate(PLAIN)
        if said and self.texts.get(glyph.id, said) != said:
            self.twin = self.twin or Typeface(self.font, self.number + 1)
            return self.twin.note(glyph, text)
        self.texts.setdefault(glyph.id, said)
        self.widths.setdefault(glyph.id, glyph.nominal)
        if glyph.id >= self.font.glyph_count:  # drawn as the font's box for what it lacks
            self.widths.setdefault(0, glyph.nominal)
        return self

    def store(self, font: Font) -> None:
        """Let *font*, this one or another object for it, be stored as noted here."""
        stock = font.clean
        if self.steers:  # pdf.js asks for the width of the code, poppler and pdfium for that of CID 0
            self.widths |= dict.fromkeys((0, *self.steers), 0)
        font.widths, font.to_unicode = self.widths, self.texts | self.steers
        font.clean = self._gather(font, stock) if self.is_exact else self._shrink(font, stock)

    def _gather(self, font: Font, stock: Callable[..., None]) -> Callable[..., None]:
        """Give the step that makes a TrueType font anew from what WeasyPrint's own leaves of it."""

        def clean(_texts: dict[int, str], hinting: bool) -> None:  # noqa: FBT001 (WeasyPrint's signature)
            if "fvar" in font.tables:  # a variable font
                used = {number for ink, _, _ in self.codes for number, _, _ in ink.glyphs if number < font.glyph_count}
                stock(dict.fromkeys({0, *used}, ""), hinting)
                font.index = 0
            try:
                inks = {number: (ink, width) for (ink, _, width), number in self.codes.items()}
                inks[0] = Ink(points=steering.BOX if self.steers else ()), 0
                font.file_content = gather(font.file_content, inks, font.index)
            except DAMAGES:
                hint = "its file is damaged: install the font again, or take it out of styles/fonts/"
                name = font.family
                raise HandoutError(f'the font "{name}" cannot be loaded', "styles/scripts.toml", hint) from None
            font.missing = {}

        return clean

    @staticmethod
    def _shrink(font: Font, stock: Callable[..., None]) -> Callable[..., None]:
        """Give the step that takes unused glyphs out of a CFF font, where its glyphs have CIDs of their own."""

        def clean(texts: dict[int, str], hinting: bool) -> None:  # noqa: FBT001 (WeasyPrint's signature)
            small = None if font.missing else _subset(font.hb_face, sorted(texts))
            if small and bare_cff(small):
                font.file_content = small
            else:
                stock(texts, hinting)
                font.file_content = bytes(font.file_content)  # what is stored is a copy

        return clean


def borrow_data(face: Any) -> Any:
    """Give the font file of a HarfBuzz *face* where it lies, in place of a copy: those of Chinese are 20 MB each.

    Stands in for WeasyPrint's get_hb_object_data.
    """
    blob, length = harfbuzz.hb_face_reference_blob(face), ffi.new("unsigned int *")
    data = harfbuzz.hb_blob_get_data(blob, length)
    kept = ffi.gc(data, lambda _: harfbuzz.hb_blob_destroy(blob))  # as long as anyone looks at it
    return ffi.buffer(kept, length[0])


def store_twins(pdf: pydyf.PDF, fonts: pydyf.Dictionary, typeface: Typeface) -> None:
    """Store the twins of *typeface*, which is among the stored *fonts* already: all but the way to text is shared."""
    stored = {item.reference: item for item in pdf.objects if isinstance(item, pydyf.Object)}
    font, twin = stored[fonts[typeface.name]], typeface.twin
    while twin:
        way = stored[font["ToUnicode"]]
        head = way.stream[: way.stream.index(b"endcodespacerange") + 1]
        tail = way.stream[way.stream.index(b"endcmap") :]
        texts = (
            f"1 beginbfchar\n<{glyph:04x}> <{text.encode('utf-16-be').hex()}>\nendbfchar".encode()
            for glyph, text in twin.texts.items()
        )
        other = pydyf.Stream([*head, *texts, *tail], compress=way.compress)
        pdf.add_object(other)
        copy = pydyf.Dictionary({**font, "ToUnicode": other.reference})
        pdf.add_object(copy)
        fonts[twin.name] = copy.reference
        twin = twin.twin


def _subset(face: Any, glyphs: list[int]) -> bytes | None:
    """Give a font file with only *glyphs* of a HarfBuzz *face*, numbered anew; None where HarfBuzz cannot."""
    if not harfbuzz_subset:
        return None
    plan = ffi.gc(harfbuzz_subset.hb_subset_input_create_or_fail(), harfbuzz_subset.hb_subset_input_destroy)
    _fill(harfbuzz_subset.hb_subset_input_glyph_set(plan), glyphs)
    flags = harfbuzz_subset.HB_SUBSET_FLAGS_DESUBROUTINIZE | harfbuzz_subset.HB_SUBSET_FLAGS_NO_HINTING
    harfbuzz_subset.hb_subset_input_set_flags(plan, flags)
    unused = (b"BASE", b"GPOS", b"GSUB", b"VORG", b"vhea", b"vmtx")
    drop = harfbuzz_subset.hb_subset_input_set(plan, harfbuzz_subset.HB_SUBSET_SETS_DROP_TABLE_TAG)
    _fill(drop, sorted(harfbuzz.hb_tag_from_string(tag, -1) for tag in unused))
    made = ffi.gc(harfbuzz_subset.hb_subset_or_fail(face, plan), harfbuzz.hb_face_destroy)
    return bytes(borrow_data(made)) if made else None


def _fill(numbers: Any, values: list[int]) -> None:
    """Add sorted *values* to a set of HarfBuzz's."""
    harfbuzz.hb_set_add_sorted_array(numbers, ffi.new(f"hb_codepoint_t[{len(values)}]", values), len(values))


def unwrap_cff(pdf: pydyf.PDF) -> None:
    """Store CFF fonts whose glyphs have CIDs as they are: with the tables around them, pdfium draws them otherwise."""
    bare = set()
    for item in pdf.objects:
        if (
            isinstance(item, pydyf.Stream)
            and item.extra.get("Subtype") == "/OpenType"
            and (cff := bare_cff(item.stream[0]))
        ):
            item.stream, item.extra["Subtype"] = [cff], "/CIDFontType0C"
            bare.add(item.reference)
    owners = {
        item.reference for item in pdf.objects if isinstance(item, pydyf.Dictionary) and item.get("FontFile3") in bare
    }
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("FontDescriptor") in owners:
            item.pop("CIDToGIDMap", None)
