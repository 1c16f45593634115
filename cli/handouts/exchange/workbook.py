"""XLSX for people without tools: one protected sheet in which only the translation can be changed, and what came back.

No cell is a formula, neither in what goes out nor in what is taken back.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection

from handouts.errors import HandoutError
from handouts.exchange.bundle import Bundle, Returned
from handouts.exchange.rows import FORMULA, TRANSLATION, make_head, make_rows, read_rows
from handouts.exchange.xmltree import parse
from handouts.gate.limits import find_limit

WIDTHS = (10, 24, 60, 60, 16, 50, 40)  # of the columns, in characters
START = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the first day a ZIP file knows: no clock is looked at
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def dump(bundle: Bundle) -> bytes:
    """Write *bundle* as a workbook with one sheet; the same bundle gives the same bytes."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = bundle.language.tag
    sheet.append(make_head(bundle))
    for number, row in enumerate(make_rows(bundle), 2):
        for place, text in enumerate(row):
            _write_cell(sheet.cell(number, place + 1), text, is_rtl=_is_rtl(bundle, place))
            sheet.cell(number, place + 1).protection = Protection(locked=place != TRANSLATION)
    _dress(sheet)
    book.properties.creator = "handouts"
    book.properties.created = book.properties.modified = START
    out = io.BytesIO()
    book.save(out)
    return _pack(out.getvalue())


def _is_rtl(bundle: Bundle, place: int) -> bool:
    """Tell whether the column at *place* is read from the right."""
    return place == TRANSLATION and bundle.language.direction == "rtl"


def _write_cell(cell: Any, text: str, *, is_rtl: bool) -> None:  # noqa: ANN401 -- openpyxl's
    """Write a text as a text, even if it looks like a formula or a number."""
    try:
        cell.value = text
    except ValueError:  # openpyxl's, for a control character
        cell.value = ""
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = bool(FORMULA.match(text))
    side, order = ("right", 2) if is_rtl else ("left", 1)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal=side, readingOrder=order)


def _dress(sheet: Any) -> None:  # noqa: ANN401 -- openpyxl's
    """Give widths, a head that stays, and protection without a password: it keeps from slips, not from people."""
    for cell, width in zip(sheet[1], WIDTHS, strict=True):
        sheet.column_dimensions[cell.column_letter].width = width
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False  # False allows it, in this format


def _pack(data: bytes) -> bytes:
    """Write the parts of a workbook anew, without the time of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + f"{START:%Y-%m-%dT%H:%M:%SZ}".encode(), part)
            new.writestr(zipfile.ZipInfo(name, START.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def load(data: bytes, name: str, tag: str) -> tuple[Returned, ...]:
    """Read the sheet named *tag*, or else the first; raises HandoutError for a broken or hostile workbook."""
    _refuse_hostile(data, name)
    try:
        with warnings.catch_warnings(action="ignore"):  # openpyxl warns of what other programs leave out
            book = load_workbook(io.BytesIO(data), keep_links=False)
        sheet: Any = book[tag] if tag in book.sheetnames else book.worksheets[0]
    except Exception as error:  # noqa: BLE001 -- openpyxl lets many kinds through
        hint = "save it as .xlsx from your spreadsheet"
        raise HandoutError(f"not a workbook: {str(error)[:120] or type(error).__name__}", name, hint) from None
    if sheet.max_row > find_limit("table-rows") or sheet.max_column > find_limit("table-columns"):
        raise HandoutError("the table has far too many rows or columns", name, "check that it is the right file")
    formulas = {f"{name}:{cell.row}" for row in sheet.iter_rows() for cell in row if cell.data_type in ("f", "e")}
    return tuple(_refuse_formula(unit, formulas) for unit in read_rows(_read(sheet), name, tag))


def _read(sheet: Any) -> Iterator[tuple[int, Sequence[str]]]:  # noqa: ANN401 -- openpyxl's
    """Read the rows of a sheet as texts."""
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        yield number, ["" if value is None else str(value) for value in row]


def _refuse_formula(unit: Returned, formulas: set[str]) -> Returned:
    """Mark a unit whose row has a formula."""
    if unit.where not in formulas:
        return unit
    fault = "there is a formula in this row: only texts are taken"
    return Returned(unit.domain, unit.key, unit.source, "", unit.where, fault=fault)


def _refuse_hostile(data: bytes, name: str) -> None:
    """Raise HandoutError for a ZIP file that unpacks to too much, and for XML with a DTD, before openpyxl sees it."""
    hint = "check that it is the right file, or save it as .xlsx again"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > find_limit("workbook-files") or unpacked > find_limit("workbook-bytes"):
                raise HandoutError("the workbook unpacks to far too much", name, hint)
            for part in (each.filename for each in parts if each.filename.endswith((".xml", ".rels", ".vml"))):
                parse(archive.read(part), f"{name}/{part}")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        # zipfile raises the third for a way of packing that it does not know, the fourth for a password
        raise HandoutError(f"not a workbook: {error}", name, hint) from None
