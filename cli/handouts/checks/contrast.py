"""How well text stands out from what lies behind it, measured as WCAG 2.1 does.

Each page is drawn once with all text made invisible; behind each text the colour that fills most of its place is
taken, and compared with the text's own colour. Not measured, and counted as such: text whose place no single colour
fills by half (pictures, gradients), text filled with a pattern, drawn in outline or used as a stencil, text in
pictures, and drawings.
"""

# ruff: noqa: ANN401 (pypdfium2 has no type hints)

import math
from collections.abc import Iterator
from ctypes import c_uint
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from handouts.finding import Finding, Level

ENOUGH, ENOUGH_LARGE, GOAL = 4.5, 3.0, 7.0
LARGE = 18.0
"""Points from which on text counts as large, so that less contrast is enough."""
_ALIKE = 0.5
"""Share of a text's place that one colour must fill to be what lies behind it."""
_INSTALL = 'python -m pip install "handouts[verify]"'
_FILLED, _INVISIBLE = 0, 3

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Sample:
    """The contrast of one text; *size* is in points."""

    ratio: float
    page: int
    text: str
    size: float
    colours: tuple[Colour, Colour]

    @property
    def enough(self) -> float:
        """Give the ratio this text must have."""
        return ENOUGH_LARGE if self.size >= LARGE else ENOUGH


@dataclass(frozen=True)
class Measurement:
    """The texts of one file by contrast, lowest first, and how many could not be measured."""

    samples: tuple[Sample, ...]
    unmeasured: int


def can_measure() -> bool:
    """Say whether the package that draws pages is there."""
    return find_spec("pypdfium2") is not None


def measure(path: Path) -> Measurement:
    """Measure the text of the file at *path*; one that cannot be drawn raises RuntimeError."""
    import pypdfium2  # noqa: PLC0415 (the verify extra is optional)

    with pypdfium2.PdfDocument(path) as document:
        samples = [sample for at in range(len(document)) for sample in _measure_page(document[at], at + 1)]
    lowest: dict[tuple[Any, ...], Sample] = {}
    for sample in filter(None, samples):
        lowest.setdefault((sample.colours, sample.enough), sample)
    return Measurement(tuple(sorted(lowest.values(), key=lambda sample: sample.ratio)), samples.count(None))


def check_contrast(measurement: Measurement) -> Iterator[Finding]:
    """Yield the pairs of colours that are hard to tell apart, and what was not measured."""
    for sample in measurement.samples:
        if sample.ratio < sample.enough:
            message = f"{_write(sample)}; {sample.enough:g} is the least"
            yield Finding("contrast-low", Level.ERROR, message, hint="make the text darker or its ground lighter")
    fair = [sample for sample in measurement.samples if sample.enough <= sample.ratio < GOAL]
    if fair:
        yield Finding("contrast-fair", Level.NOTE, f"{_write(fair[0])}; enough, but less than our goal of {GOAL:g}")
    if measurement.unmeasured:
        message = f"the contrast of {measurement.unmeasured} texts was not measured; look at text on pictures"
        yield Finding("contrast-not-measured", Level.NOTE, message)


def compute_ratio(one: Colour, other: Colour) -> float:
    """Compute the contrast ratio of two sRGB colours (WCAG 2.1)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Colour) -> float:
    """Compute the relative luminance of an sRGB colour (WCAG 2.1)."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004 (the standard's)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _write(sample: Sample) -> str:
    """Say where a contrast is, and between which colours."""
    front, back = ("#{:02x}{:02x}{:02x}".format(*colour) for colour in sample.colours)
    ratio = math.floor(sample.ratio * 10) / 10
    return f'contrast {ratio}:1 on page {sample.page}, "{sample.text[:40]}" ({front} on {back})'


def _measure_page(page: Any, number: int) -> Iterator[Sample | None]:
    """Give a sample for each text that is seen on a page, None for one that cannot be measured."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 (the verify extra is optional)

    words = page.get_textpage()
    texts = []
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], textpage=words):
        mode = pdfium.FPDFTextObj_GetTextRenderMode(item)
        pdfium.FPDFTextObj_SetTextRenderMode(item, _INVISIBLE)
        text = _read_text(item)
        if mode != _INVISIBLE and text:
            texts.append((item, mode, text))
    page.set_rotation(0)
    left, _, _, top = page.get_cropbox()
    ground = page.render(scale=1).to_pil().convert("RGB")
    for item, mode, text in texts:
        box, size = _place(item)
        corners = (box[0] - left, top - box[3], box[2] - left, top - box[1])
        seen = (max(0, math.floor(corners[0])), max(0, math.floor(corners[1])))
        far = (min(ground.width, math.ceil(corners[2])), min(ground.height, math.ceil(corners[3])))
        if seen[0] >= far[0] or seen[1] >= far[1]:
            continue  # off the sheet
        front, back = _read_fill(item, pdfium) if mode == _FILLED else None, _find_ground(ground.crop((*seen, *far)))
        if front is None or back is None:
            yield None
            continue
        shown = _blend(front, back)
        yield Sample(compute_ratio(shown, back), number, text, size, (shown, back))


def _read_text(item: Any) -> str:
    """Read what a text says, "?" where the file does not tell."""
    import pypdfium2  # noqa: PLC0415 (the verify extra is optional)

    try:
        return " ".join(item.extract().split())
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return "?"


def _place(item: Any) -> tuple[tuple[float, float, float, float], float]:
    """Give the bounds of a text on the page, and its size, through all the groups it is in."""
    left, bottom, right, top = item.get_bounds()
    matrix = item.get_matrix()
    size = item.get_font_size() * math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
    group = item.container
    while group is not None:
        outer = group.get_matrix()
        points = [outer.on_point(x, y) for x in (left, right) for y in (bottom, top)]
        (left, right), (bottom, top) = ((min(side), max(side)) for side in zip(*points, strict=True))
        size *= math.sqrt(abs(outer.a * outer.d - outer.b * outer.c))
        group = group.container
    return (left, bottom, right, top), size


def _read_fill(item: Any, pdfium: Any) -> tuple[int, int, int, int] | None:
    """Read red, green, blue and opacity of a text's fill, None for a pattern."""
    parts = [c_uint() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(item, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


def _find_ground(place: Any) -> Colour | None:
    """Give the colour that fills most of a picture, None where it fills less than half."""
    count, colour = max(place.getcolors(place.width * place.height))
    return tuple(colour) if count >= _ALIKE * place.width * place.height else None


def _blend(front: tuple[int, int, int, int], back: Colour) -> Colour:
    """Give the colour that shows where *front* lets *back* through."""
    share = front[3] / 255
    red, green, blue = (round(one * share + other * (1 - share)) for one, other in zip(front, back, strict=False))
    return red, green, blue
