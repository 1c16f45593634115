"""The fonts a finished file draws with: whether each is inside of it, and whether its maker lets it be there."""

# ruff: noqa: ANN401 (pikepdf objects are dynamic)

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf

from handouts.finding import Finding, Level
from handouts.pdf.content import READING_ERRORS

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_RESTRICTED, _KINDS, _WHOLE = 0x2, 0xE, 0x100
"""Bits of fsType in a font's OS/2 table: no embedding without leave; all kinds of leave; not in part."""
_REPLACE = "make the file with fonts that may be embedded, such as Noto"


def check_fonts(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Yield the fonts that are not embedded, or that must not be."""
    silent = []
    for name, program in sorted(find_fonts(pdf).items()):
        if program is None:
            message = f"the font {name} is not in the file; another one may be shown or printed in its place"
            yield Finding("font-not-embedded", Level.ERROR, message, hint="embed all fonts, and make the file anew")
            continue
        leave = _read_leave(program)
        if leave is None:
            silent.append(name)
        elif leave & _KINDS == _RESTRICTED:
            message = f"the maker of the font {name} does not let it be embedded"
            yield Finding("font-licence-forbids", Level.ERROR, message, hint=_REPLACE)
        elif leave & _WHOLE and "+" in name:
            message = f"the maker of the font {name} does not let it be embedded in part"
            yield Finding("font-licence-forbids-part", Level.WARNING, message, hint=_REPLACE)
    if silent:
        message = f"these fonts do not say whether they may be embedded: {', '.join(silent)}"
        yield Finding("font-licence-unknown", Level.NOTE, message)


def find_fonts(pdf: pikepdf.Pdf) -> dict[str, bytes | None]:
    """Give the program of each font that pages draw with by its name, None where it is not in the file."""
    found: dict[str, bytes | None] = {}
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [page.resources for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        for font in _values(resources, "/Font"):
            if font.get("/Subtype") != "/Type3" and font.objgen not in seen:
                name, program = _read_font(font)
                found[name] = found.get(name) or program
            seen.add(font.objgen)
        for drawn in _values(resources, "/XObject"):
            if drawn.objgen not in seen and "/Resources" in drawn:
                waiting.append(drawn.Resources)
            seen.add(drawn.objgen)
    return found


def _values(resources: Any, kind: str) -> Iterator[Any]:
    """Give the resources of one kind."""
    table = resources.get(kind, {})
    yield from (value for _, value in table.items() if isinstance(value, pikepdf.Dictionary | pikepdf.Stream))


def _read_font(font: Any) -> tuple[str, bytes | None]:
    """Give name and program of a font; one that cannot be read counts as none."""
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    name = str(font.get("/BaseFont", "/without a name"))[1:]
    program = next((descriptor[key] for key in _FILES if key in descriptor), None)
    try:
        return name, None if program is None else program.read_bytes()
    except READING_ERRORS:
        return name, None


def _read_leave(program: bytes) -> int | None:
    """Read fsType of a font program, None where it has no OS/2 table."""
    from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415 (0.1 s)

    try:
        with TTFont(BytesIO(program), lazy=True) as font:
            return int(font["OS/2"].fsType) if "OS/2" in font else None
    except (TTLibError, AssertionError, *READING_ERRORS):
        return None
