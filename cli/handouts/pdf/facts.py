"""What a file says of itself: title and maker, fonts, the standards it claims to keep; if it does is for checks."""

from collections.abc import Iterator
from typing import Any

import pikepdf

_XMP_PARTS = {"PDF/A": "{http://www.aiim.org/pdfa/ns/id/}", "PDF/UA": "{http://www.aiim.org/pdfua/ns/id/}"}

_XMP_INFO = {"Title": "dc:title", "Author": "dc:creator", "Subject": "dc:description", "Creator": "xmp:CreatorTool"}


def read_info(pdf: pikepdf.Pdf) -> dict[str, str]:
    """Give what the file says of itself: its Info entries, or where it has none, as in PDF/A-4, those of its XMP."""
    info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()} if "/Info" in pdf.trailer else {}
    if info:
        return info
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        found = {name: xmp.get(key) for name, key in _XMP_INFO.items()}
    return {name: value if isinstance(value, str) else ", ".join(value) for name, value in found.items() if value}


def list_fonts(pdf: pikepdf.Pdf) -> set[tuple[str, bool]]:
    """Give the name of each font of the file, without its subset tag, and whether it is embedded."""
    found = set()
    for font in (item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font"):
        if "/DescendantFonts" in font:
            continue
        descriptor: Any = font.get("/FontDescriptor", {})
        embedded = font.Subtype == "/Type3" or any(f"/FontFile{number}" in descriptor for number in ("", "2", "3"))
        found.add((str(font.get("/BaseFont", "/Type3"))[1:].rpartition("+")[2], embedded))
    return found


def list_standards(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Give the standards the file says it keeps, such as PDF/A-2A."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        for name, space in _XMP_PARTS.items():
            if part := xmp.get(f"{space}part"):
                yield f"{name}-{part}{xmp.get(f'{space}conformance') or ''}"
