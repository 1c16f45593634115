"""CSV for spreadsheets: RFC 4180 in UTF-8 with a mark by which Excel reads every script; no cell is a formula.

A text that begins like a formula gets an apostrophe in front, which is taken away when the file comes back.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Sequence

from handouts.errors import HandoutError
from handouts.exchange.bundle import Bundle, Returned, squeeze
from handouts.exchange.rows import FORMULA, make_head, make_rows, read_rows

BOM = "\ufeff"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SEPARATOR = re.compile(r"\"?sep=(.)\"?\r?\n")  # what people write into the first line to tell Excel
_GUARDED = re.compile(rf"'+{FORMULA.pattern}")


def dump(bundle: Bundle) -> bytes:
    """Write *bundle* as one table."""
    out = io.StringIO()
    writer = csv.writer(out)  # commas, CRLF, quotes where needed: RFC 4180
    writer.writerow(make_head(bundle))
    writer.writerows([guard(cell) for cell in row] for row in make_rows(bundle))
    return (BOM + out.getvalue()).encode()


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate, and before what looks so guarded already."""
    return f"'{text}" if FORMULA.match(text) or _GUARDED.match(text) else text


def unguard(text: str) -> str:
    """Take the apostrophe away again."""
    return text[1:] if _GUARDED.match(text) else text


def load(data: bytes, name: str, tag: str) -> tuple[Returned, ...]:
    """Read a table that came back, with commas, semicolons or tabs, in UTF-8 or in Excel's "Unicode Text"."""
    text = _decode(data, name)
    mark = _SEPARATOR.match(text)
    delimiter = mark[1] if mark else max(",;\t", key=text.partition("\n")[0].count)
    rows = list(_read(text, delimiter, name))[bool(mark) :]
    places = {f"{name}:{line}": row for line, row in rows}
    plain = ((line, [unguard(cell) for cell in row]) for line, row in rows)
    return tuple(_refuse_formula(unit, places[unit.where]) for unit in read_rows(plain, name, tag))


def _decode(data: bytes, name: str) -> str:
    """Decode a table; raises HandoutError for other encodings."""
    try:
        return data.decode("utf-16" if data.startswith(UTF_16) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = 'save it as "CSV UTF-8"'
        raise HandoutError("the file is not UTF-8 here", f"{name}:{line}", hint) from None


def _read(text: str, delimiter: str, name: str) -> Iterator[tuple[int, Sequence[str]]]:
    """Read the rows, each with the line it begins in."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        hint = "export it again from your spreadsheet"
        raise HandoutError(f"not correct CSV: {error}", f"{name}:{reader.line_num}", hint) from None


def _refuse_formula(unit: Returned, row: Sequence[str]) -> Returned:
    """Mark a unit whose row holds a formula where its translation should be."""
    is_formula = any(FORMULA.match(cell) and squeeze(cell) == unit.target for cell in row)
    if not is_formula:
        return unit
    fault = "the translation begins like a formula: put ' in front if it is a text"
    return Returned(unit.domain, unit.key, unit.source, unit.target, unit.where, fault=fault)
