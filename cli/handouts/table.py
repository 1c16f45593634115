"""Table: rows of text in columns, as commands print them; what they say is the commands' business."""

import unicodedata
from collections.abc import Sequence


def write_table(rows: Sequence[Sequence[str]]) -> str:
    """Write *rows* with two spaces between columns; the last column is left as it is."""
    widths = [max(map(measure, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_write_row(row, widths) for row in rows)


def measure(text: str) -> int:
    """Count the terminal cells of *text*: two for East Asian letters, none for marks."""
    return sum(_measure_letter(letter) for letter in text)


def _write_row(row: Sequence[str], widths: Sequence[int]) -> str:
    """Fill every cell but the last up to the width of its column."""
    cells = [cell + " " * (width - measure(cell)) for cell, width in zip(row, widths, strict=True)]
    return "  ".join((*cells[:-1], row[-1])).rstrip()


def _measure_letter(letter: str) -> int:
    """Count the cells of one code point."""
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1
