"""A laid-out document to one PDF file that keeps a standard for access and one for archives at once; no layout here."""

from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.draw.text import draw_first_line
from weasyprint.pdf import build_fonts_dictionary

from handouts.pdf.details import Details, Pdf
from handouts.pdf.engine import page_parts, srgb, tagging
from handouts.pdf.lines import read_direction
from handouts.pdf.metadata import Metadata
from handouts.pdf.placing import suit_newer_types
from handouts.pdf.serialise import write_catalog, write_tree
from handouts.pdf.standards import UA1, Standard
from handouts.pdf.streams import forbid_interpolation
from handouts.pdf.structure import build_tree
from handouts.pdf.text import TextWriter
from handouts.pdf.typefaces import borrow_data

__all__ = ["RENDER_OPTIONS", "Details", "Pdf", "write_pdf"]

RENDER_OPTIONS: dict[str, str] = {"pdf_variant": UA1.variant}
"""What the layout stage passes to ``HTML(...).render(**RENDER_OPTIONS)``: pages are the same for each standard."""


INVISIBLE = str.maketrans("", "", "\u200b\u2060")
"""Characters that only steer where lines end; a bookmark has none."""


def write_pdf(document: Document, details: Details, standard: Standard = UA1) -> Pdf:
    """Write *document* as one tagged file that keeps *standard*; the same pages and details give the same bytes."""
    copy = document.copy()
    copy.metadata = Metadata(details, standard)
    for page in copy.pages:
        page.bookmarks = [(level, label.translate(INVISIBLE), *rest) for level, label, *rest in page.bookmarks]
    copy.color_profiles = {**copy.color_profiles, "srgb": srgb()}

    def add_tags(pdf: pydyf.PDF, pages: Document, _version: str, streams: list[Any]) -> None:
        """Stand in for WeasyPrint's own tagging."""
        tree = build_tree(page_parts(pdf, pages, streams), details.language)
        if standard.namespace:
            suit_newer_types(tree)
        write_tree(pdf, tree, standard)
        write_catalog(pdf)
        forbid_interpolation(pdf)

    text = TextWriter(draw_first_line, build_fonts_dictionary, read_direction(copy))
    steps = {"draw_first_line": text.draw_first_line, "build_fonts_dictionary": text.build_fonts_dictionary}
    with tagging(add_tags, get_hb_object_data=borrow_data, **steps):
        data = copy.write_pdf(output_intent="", pdf_variant=standard.variant, pdf_tags=True)
    return Pdf(data)
