"""XLSX and CSV: what goes out comes back, nothing in them is a formula, and only the translation can be typed over."""

import csv
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from handouts.errors import HandoutError
from handouts.exchange import csvfile, workbook
from handouts.exchange.bundle import Bundle, Part, Progress, Returned, Segment, squeeze
from handouts.language import Language
from handouts.message import Message

Make = Callable[..., Bundle]
SPANISH = Language("es", "Spanish", "Español", "Latn", "latn", "es")
TEXTS = st.text(st.sampled_from("=+-@'＝ab é\"',;\n<{"), min_size=1, max_size=6)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1")


def come_back(module: object, bundle: Bundle) -> list[tuple[str, str, str]]:
    """Write and read a bundle."""
    units: tuple[Returned, ...] = module.load(module.dump(bundle), "es", bundle.language.tag)  # type: ignore[attr-defined]
    return [(unit.key, unit.source, unit.target) for unit in units]


@pytest.mark.parametrize("module", [csvfile, workbook])
def test_round_trip(module: object, make: Make) -> None:
    """Every text comes back, with commas, quotes and tags."""
    texts = [('<b>A</b>, "b"; {c}', '{c}; "b", <b>Á</b>'), ("New", "")]

    assert [("k0", *texts[0]), ("k1", *texts[1])] == come_back(module, make(*texts))


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_any_text_csv(texts: list[tuple[str, str]]) -> None:
    """Any text comes back, and no cell of the file begins like a formula."""
    rows = [[csvfile.guard(cell) for cell in row] for row in texts]

    assert [list(row) for row in texts] == [[csvfile.unguard(cell) for cell in row] for row in rows]
    assert [] == [cell for row in rows for cell in row if cell[:1] in "=+-@\t\r\n＝"]


@settings(max_examples=20, deadline=None)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_any_text_xlsx(texts: list[tuple[str, str]]) -> None:
    """Any text comes back from a workbook, in which no cell is a formula."""
    segments = tuple(
        Segment(Message(f"k{number}", source), target, Progress.TRANSLATED)
        for number, (source, target) in enumerate(texts)
    )
    data = workbook.dump(Bundle(SPANISH, (Part("tea", segments),)))

    assert [squeeze(target) for _, target in texts] == [unit.target for unit in workbook.load(data, "es", "es")]
    assert {"s"} >= {
        cell.data_type for row in load_workbook(io.BytesIO(data)).worksheets[0]["A1:D5"] for cell in row if cell.value
    }


def test_csv_form(make: Make) -> None:
    """CSV is RFC 4180 in UTF-8, with the mark by which Excel knows it."""
    data = csvfile.dump(make(("A", "=Á")))

    assert b"\xef\xbb\xbffile,key,English,Spanish (es),status,notes,place\r\ntea,k0,A,'=\xc3\x81,translated," in data


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_spreadsheets_do(delimiter: str, mark: str, newline: str, make: Make) -> None:
    """Other delimiters, line ends and orders of columns, empty rows and columns more are read."""
    rows = list(
        csv.reader(io.StringIO(csvfile.dump(make(("A, b", "Á; b"), ("B", "C"))).decode().removeprefix("\ufeff")))
    )
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerows([*(["", *reversed(row)] for row in rows), [], [""] * 8])
    units = csvfile.load((mark + out.getvalue()).encode(), "es.csv", "es")

    assert [("k0", "A, b", "Á; b"), ("k1", "B", "C")] == [(unit.key, unit.source, unit.target) for unit in units]
    assert ["es.csv:2", "es.csv:4"] == [unit.where for unit in units]  # the notes of a row take two lines


@pytest.mark.parametrize("formula", FORMULAS)
def test_formula_csv(formula: str, make: Make) -> None:
    """A translation that begins like a formula is refused."""
    data = csvfile.dump(make(("A", "XYZ"))).replace(b"XYZ", formula.encode())

    assert "begins like a formula" in csvfile.load(data, "es.csv", "es")[0].fault


def test_formula_xlsx(make: Make) -> None:
    """A formula in a workbook is refused, and a text that looks like one goes out as a text."""
    book = load_workbook(io.BytesIO(workbook.dump(make(("A", "=1+1"), ("B", "b")))))
    cells = book.worksheets[0]["D"]
    assert [("s", "=1+1", True), ("s", "b", False)] == [
        (cell.data_type, cell.value, cell.quotePrefix) for cell in cells[1:]
    ]
    cells[2].value = '=HYPERLINK("http://127.0.0.1")'
    out = io.BytesIO()
    book.save(out)

    assert ["", "there is a formula in this row: only texts are taken"] == [
        unit.fault for unit in workbook.load(out.getvalue(), "es.xlsx", "es")
    ]


@pytest.mark.parametrize("is_rtl", [False, True])
def test_sheet(is_rtl: bool, make: Make) -> None:  # noqa: FBT001 -- pytest's
    """Only the translation can be typed over; the head stays; long texts wrap; Arabic stands at the right."""
    sheet = load_workbook(io.BytesIO(workbook.dump(make(("A", "b"), is_rtl=is_rtl)))).worksheets[0]
    row = list(sheet[2])

    assert sheet.protection.sheet
    assert "A2" == sheet.freeze_panes
    assert [True, True, True, False, True, True, True] == [cell.protection.locked for cell in row]
    assert {True} == {cell.alignment.wrap_text for cell in row}
    assert (("right", 2) if is_rtl else ("left", 1)) == (row[3].alignment.horizontal, row[3].alignment.readingOrder)
    assert ("left", 1) == (row[2].alignment.horizontal, row[2].alignment.readingOrder)
    assert ("a note\ntaza or vaso?", "templates/tea/handout.html.jinja:1") == (row[5].value, row[6].value)


def test_same_bytes(make: Make) -> None:
    """The same texts give the same workbook, whatever the time."""
    data = workbook.dump(make(("A", "b")))
    dates = {part.date_time for part in zipfile.ZipFile(io.BytesIO(data)).infolist()}

    assert {(1980, 1, 1, 0, 0, 0)} == dates
    assert data == workbook.dump(make(("A", "b")))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xff\xfea", "es.csv:1: the file is not UTF-8 here"),
        (b"\xe9\xe9", "es.csv:1: the file is not UTF-8 here"),
        (b"a,b\n\xe9", "es.csv:2: the file is not UTF-8 here"),
        (b"", 'es.csv:1: there is no column "file"'),
        (b"file,key,english\n", 'es.csv:1: there is no column "English"'),
        (b"file,key,English,French (fr)\n", 'es.csv:1: the table is for "French (fr)", not for "es"'),
        (b"file,key,English,Espa\xc3\xb1ol\n", 'es.csv:1: there is no column for "es"'),
        (b"file,key,English,a (es),b (es)\n", 'es.csv:1: there is more than one column for "es"'),
        (b'file,key,English,"Spanish (es)\n', "es.csv:1: not correct CSV: unexpected end of data"),
    ],
)
def test_broken_csv(data: bytes, message: str) -> None:
    """A table that is not ours, or not UTF-8, is refused with its line."""
    with pytest.raises(HandoutError) as caught:
        csvfile.load(data, "es.csv", "es")
    assert message == str(caught.value)


@pytest.mark.parametrize(
    ("start", "delimiter", "encoding"),
    [("", "\t", "utf-16"), ("", ";", "utf-16"), ("sep=;\r\n", ";", "utf-8"), ('"sep=,"\n', ",", "utf-8-sig")],
)
def test_as_excel_saves(make: Make, start: str, delimiter: str, encoding: str) -> None:
    """Excel's "Unicode Text", and a first line that tells Excel how cells are parted, are read; lines are its own."""
    texts = [("A, b", "Á; b"), ("B", "C")]
    plain = csvfile.dump(make(*texts)).decode("utf-8-sig")
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(plain)))

    units = csvfile.load((start + out.getvalue()).encode(encoding), "es.csv", "es")
    assert texts == [(unit.source, unit.target) for unit in units]
    assert [f"es.csv:{number + bool(start)}" for number in (2, 4)] == [unit.where for unit in units]


def test_sheet_before(make: Make) -> None:
    """A sheet of somebody's notes before ours is passed over."""
    book = load_workbook(io.BytesIO(workbook.dump(make(("A", "b")))))
    book.create_sheet("Notes", 0)
    out = io.BytesIO()
    book.save(out)

    assert ["b"] == [unit.target for unit in workbook.load(out.getvalue(), "es.xlsx", "es")]


def test_other_program(make: Make) -> None:
    """A workbook of another program, without named styles as Gnumeric writes it, is read without a word."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook.dump(make(("A", "b"))))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<cellStyles.*</cellStyles>", b"", old.read(name)))

    assert ["b"] == [unit.target for unit in workbook.load(out.getvalue(), "es.xlsx", "es")]


def pack(**parts: bytes) -> bytes:
    """Make a ZIP file; "_" stands for "/" and "." is put before the last three letters."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(f"{name[:-3].replace('_', '/')}.{name[-3:]}", data)
    return out.getvalue()


def test_hostile_workbook(make: Make) -> None:
    """A ZIP bomb, a DTD inside, and what is no workbook at all are refused before anything is unfolded."""
    good = workbook.dump(make(("A", "b")))
    dtd = b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    for data, message in (
        (pack(xl_bombbin=bytes(21_000_000)), "unpacks to far too much"),
        (pack(**{f"p{number}xml": b"<a/>" for number in range(201)}), "unpacks to far too much"),
        (pack(xl_workbookxml=dtd), "has a DTD"),
        (pack(xl_workbookxml=b"<a/>"), "not a workbook"),
        (b"PK\x03\x04 and so on", "not a workbook"),
        (good[:-200], "not a workbook"),
        (good[:600] + b"\0" * 40 + good[640:], "not "),
    ):
        with pytest.raises(HandoutError, match=message):
            workbook.load(data, "es.xlsx", "es")
