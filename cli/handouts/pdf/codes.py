"""Character codes with their places, written into a page's content: in a row, or each at a place of its own.

Most lines are one row from left to right. The groups of a line with right-to-left text are made in ``bidi``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from unicodedata import category

from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream

from handouts.pdf.typefaces import Typeface

LEAST_STEP = 1e-6  # thousandths of the font size
DIGITS = 4
"""Decimal places of a step from one place to another, in CSS pixels; what is rounded off is made up for by the next."""

ASIDE = b"[-400000] TJ .01 Tz <%04x> Tj 100 Tz 0 0 Td"
"""How a code is written that only pdf.js reads: poppler leaves out what is off the page, pdfium what has no width."""


@dataclass(slots=True)
class Place:
    """Where a code is in a line, in CSS pixels from its start, and in its text; an odd *level* runs leftwards."""

    x: float
    width: float
    order: tuple[int, int]
    level: int = 0
    rise: float = 0.0


@dataclass(slots=True)
class Code:
    """One character code of a line and what it says."""

    typeface: Typeface
    size: float
    number: int
    text: str
    place: Place
    aside: bool = False

    @property
    def turns(self) -> bool:
        """Say whether the code is read from right to left."""
        return self.place.level % 2 == 1

    def narrow(self, less: float) -> "Code":
        """Give a code that draws and says the same, and is narrower by *less*, in parts of the font size."""
        number = self.typeface.narrow(self.number, round(1000 * less))
        place = replace(self.place, width=self.typeface.widths[number] * self.size / 1000)
        return replace(self, number=number, place=place)


class _Row:
    """Codes that are written one after the other."""

    def __init__(self, stream: Stream, matrix: Matrix) -> None:
        """Start at the place of the line that *matrix* names."""
        self.stream = stream
        self.start, self.pen, self.rise, self.shown = 0.0, 0.0, 0.0, ""
        stream.set_text_matrix(*matrix.values)
        self.face: tuple[str, float] | None = None
        self.skipped = False

    def jump(self, x: float) -> None:
        """Start anew at *x*."""
        self.show()
        step = round(x - self.start, DIGITS)
        if step:
            self.stream.stream.append(f"{step:.8g} 0 Td".encode())
            self.start += step
        self.pen = x

    def write(self, code: Code) -> None:
        """Write one code where it belongs."""
        if code.aside:
            self.put_aside(code)
            return
        face, place = (code.typeface.name, code.size), code.place
        if face != self.face or place.rise != self.rise:
            self.show()
            self.stream.set_font_size(*face)
            if place.rise != self.rise:
                self.stream.set_text_rise(place.rise)
            self.face, self.rise = face, place.rise
        step = (self.pen - place.x) / code.size * 1000
        if abs(step) >= LEAST_STEP:
            self.shown += f">.001 {step - 0.001:.7g}<" if self.skipped else f">{step:.7g}<"
            self.pen = place.x
        self.shown += f"{code.number:04x}"
        self.pen += place.width
        self.skipped = category(code.text[-1:] or " ") == "Cf"

    def put_aside(self, code: Code) -> None:
        """Write one code off the page and without width, and go back."""
        self.show()
        self.stream.set_font_size(code.typeface.name, code.size)
        self.stream.stream.append(ASIDE % code.number)
        self.face = None

    def show(self) -> None:
        """Write what was gathered: strings of codes and the steps between them."""
        if self.shown:
            self.stream.stream.append(f"[<{self.shown}>] TJ".replace("<>", "").encode())
        self.shown = ""

    def end(self) -> None:
        """Leave the line as it was found."""
        self.show()
        if self.rise:
            self.stream.set_text_rise(0)


def write_codes(stream: Stream, codes: Iterable[Code], matrix: Matrix) -> None:
    """Write a line from left to right, from the place that *matrix* names."""
    row = _Row(stream, matrix)
    for code in codes:
        row.write(code)
    row.end()


def write_groups(stream: Stream, groups: Iterable[Sequence[Code]], matrix: Matrix) -> None:
    """Write a line group by group, each from a place of its own."""
    row = _Row(stream, matrix)
    for group in filter(None, groups):
        row.jump(group[0].place.x)
        for code in group:
            row.write(code)
    row.end()
