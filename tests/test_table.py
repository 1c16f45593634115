"""Tables: columns stand under each other in every script."""

from handouts.table import measure, write_table


def test_columns() -> None:
    """Columns are as wide as their widest cell; East Asian letters take two cells, combining marks none."""
    rows = [("tea", "茶", "x"), ("e\u0301", "abc", "yy"), ("", "", "")]

    assert ["tea  茶   x", "e\u0301    abc  yy", ""] == write_table(rows).split("\n")


def test_width() -> None:
    """A letter with its mark is one cell wide."""
    assert (2, 1, 0) == (measure("茶"), measure("e\u0301"), measure("\u200f"))
