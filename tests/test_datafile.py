"""Data files: each mistake is named with its line."""

import datetime as dt
from pathlib import Path

import pytest

from handouts.datafile import Table, read_file, read_tables, read_text
from handouts.errors import HandoutError
from handouts.project import Project


def write(root: Path, source: str | bytes) -> tuple[Project, Path]:
    """Write a data file into an empty project."""
    path = root / "tea.toml"
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return Project(root), path


def read_one(root: Path, source: str) -> Table:
    """Read the only table of a file."""
    (table,) = read_tables(*write(root, source))
    return table


def test_values(tmp_path: Path) -> None:
    """Each kind of value is read as itself."""
    table = read_file(*write(tmp_path, 'a = "x"\nb = 2\nc = 2.5\nd = true\ne = ["p", "q"]\nf = 2026-11-22'))

    assert (
        table.read_text("a"),
        table.read_count("b"),
        table.read_number("b"),
        table.read_number("c"),
        table.read_flag("d"),
        table.read_texts("e"),
        table.read_date("f"),
        table.read_text("g", "other"),
    ) == ("x", 2, 2.0, 2.5, True, ("p", "q"), dt.date(2026, 11, 22), "other")


@pytest.mark.parametrize(
    ("source", "method", "message"),
    [
        ("[t]\n", "read_text", 'tea.toml:1: "k" in [t] is missing; it must be a text in quotes'),
        ("\n[t]\nk = 1", "read_text", 'tea.toml:2: "k" in [t] must be a text in quotes'),
        ("[t]\nk = nan", "read_number", 'tea.toml:1: "k" in [t] must be a number below 1000000000'),
        ("[t]\nk = -inf", "read_number", 'tea.toml:1: "k" in [t] must be a number below 1000000000'),
        (f"[t]\nk = 1{'0' * 400}", "read_number", 'tea.toml:1: "k" in [t] must be a number below 1000000000'),
        *(
            (
                f'[t]\nk = "{text}"',
                "read_line",
                'tea.toml:1: "k" in [t] must be a text of one line, not blank and without signs that nobody sees',
            )
            for text in ("", " ", "a\\nb", "a\\u0000", "a\\u2028b")
        ),
        ("[t]\nk = true", "read_number", 'tea.toml:1: "k" in [t] must be a number'),
        ("[t]\nk = 1.5", "read_count", 'tea.toml:1: "k" in [t] must be a whole number'),
        ("[t]\nk = 1", "read_flag", 'tea.toml:1: "k" in [t] must be true or false'),
        ("[t]\nk = []", "read_texts", 'tea.toml:1: "k" in [t] must be a list of texts'),
        ("[t]\nk = [1]", "read_texts", 'tea.toml:1: "k" in [t] must be a list of texts'),
        ('[t]\nk = "2026-11-22"', "read_date", 'tea.toml:1: "k" in [t] must be a day without quotes, like 2026-11-22'),
        ("[t]\nk = 2026-11-22T08:00:00", "read_date", 'tea.toml:1: "k" in [t] must be a day without a time'),
    ],
)
def test_wrong_value(tmp_path: Path, source: str, method: str, message: str) -> None:
    """A missing or wrong value is an error at its table."""
    table = read_one(tmp_path, source)

    with pytest.raises(HandoutError) as caught:
        getattr(table, method)("k")

    assert message == str(caught.value)


def test_unknown_key(tmp_path: Path) -> None:
    """A misspelt key is an error that names the keys there are."""
    with pytest.raises(HandoutError) as caught:
        read_one(tmp_path, "[t]\nboddy = 1").allow("body", "tight")

    assert 'tea.toml:1: unknown key "boddy" in [t]' == str(caught.value)
    assert "the keys here are: body, tight" == caught.value.hint


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("[t]\nk =", "tea.toml:2: not valid TOML: invalid value"),
        ("k = 1", 'tea.toml: "k" stands outside of a table'),
        (b"k = '\xff'", "tea.toml: not UTF-8 (byte 5)"),
        (f"k = {'9' * 5000}", "tea.toml: a number has too many digits"),
    ],
)
def test_broken_file(tmp_path: Path, source: str | bytes, message: str) -> None:
    """A file that cannot be read is an error with its place."""
    with pytest.raises(HandoutError) as caught:
        list(read_tables(*write(tmp_path, source)))

    assert str(caught.value).startswith(message)


def test_missing_file(tmp_path: Path) -> None:
    """A missing file is an error that names it."""
    with pytest.raises(HandoutError, match=r"tea\.toml: there is no such file"):
        read_file(Project(tmp_path), tmp_path / "tea.toml")


def test_tables_under(tmp_path: Path) -> None:
    """Tables of a kind are read with the lines of their headers, quoted names included."""
    source = '[font."A B"]\n\n[script.Latn]\n\n[ font . Latn ]\n'

    tables = list(read_tables(*write(tmp_path, source), under="font"))

    assert [("font.A B", "tea.toml:1"), ("font.Latn", "tea.toml:5")] == [(table.name, table.where) for table in tables]


@pytest.mark.parametrize(
    ("source", "where"),
    [("a = 1\nk = 1\n", "tea.toml:2"), ("a = 1\n[t]\n\nk = 1", "tea.toml:4"), ("a = 1\n[t]\nb = 1", "tea.toml:2")],
)
def test_place_of_a_key(tmp_path: Path, source: str, where: str) -> None:
    """In a file that is one table a mistake is told with the line of its key, or else of its table."""
    table = read_file(*write(tmp_path, source))

    with pytest.raises(HandoutError) as caught:
        (table.read_table("t") or table).read_text("k")

    assert where == caught.value.where


def test_empty_list(tmp_path: Path) -> None:
    """A list may be empty where that is said."""
    assert () == read_one(tmp_path, "[t]\nk = []").read_texts("k", may_be_empty=True)


def test_no_tables_under(tmp_path: Path) -> None:
    """A value in the place of a family of tables is told."""
    with pytest.raises(HandoutError, match=r'tea\.toml: "font" must be tables'):
        list(read_tables(*write(tmp_path, "font = 3"), under="font"))


def test_folder_for_a_file(tmp_path: Path) -> None:
    """A folder in the place of a file is told."""
    (tmp_path / "tea.css").mkdir()

    with pytest.raises(HandoutError, match=r"tea\.css: this is not a file"):
        read_text(Project(tmp_path), tmp_path / "tea.css")


def test_text_of_another_encoding(tmp_path: Path) -> None:
    """A text that is not UTF-8 is told with the place of the first wrong byte."""
    (tmp_path / "tea.css").write_bytes("/* thé */".encode("latin-1"))

    with pytest.raises(HandoutError, match=r"tea\.css: not UTF-8 \(byte 5\)"):
        read_text(Project(tmp_path), tmp_path / "tea.css")
