"""Records: small TOML files that come back as they were written, or are refused at their line."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import HandoutError
from handouts.signoff.people import Role
from handouts.signoff.record import Record, make_statement, read_record

# What people.toml lets through: one line without control characters, not blank
lines = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20)
DAY = dt.date(2026, 11, 22)
NONE = "0" * 64
RECORD = Record(
    Role.REVIEWER, "ann", "Test Ann", "none", DAY, DAY, "es", "tea", "1.0", 4, "yes", NONE, "", (NONE, "1" * 64)
)


@given(name=lines, credential=lines, day=st.dates(), role=st.sampled_from(Role))
def test_round_trip(name: str, credential: str, day: dt.date, role: Role) -> None:
    """A record is read as it was written."""
    record = Record(role, "ann", name, credential, day, day, "es", "tea", "1", 4, "yes", NONE, NONE, ())

    assert record == read_record(record.data, "x")


def test_name() -> None:
    """A record is named after what it is, so that two branches never write the same file."""
    assert f"tea.2026-11-22.reviewer.ann.{RECORD.sum[:8]}.toml" == RECORD.file
    assert "ann signed as reviewer on 2026-11-22" == str(RECORD)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("# Written", "# written", "1: the record is not as it was written"),
        ('name = "Test Ann"', 'name  = "Test Ann"', "4: the record is not as it was written"),
        ('role = "reviewer"', 'role = "boss"', '2: "role" has a wrong value'),
        ('role = "reviewer"', "role = 1", '2: "role" has a wrong value'),
        ('person = "ann"', 'person = ""', '3: "person" has a wrong value'),
        ('person = "ann"\n', "", '1: the record has no "person"'),
        ('person = "ann"', 'somebody = "ann"', '3: unknown key "somebody" in a record'),
        ("\ndate = 2026-11-22", "\ndate = 2026-11-22T10:00:00", '7: "date" has a wrong value'),
        ("sentences = 4", "sentences = true", '11: "sentences" has a wrong value'),
        (f'text = "{NONE}"', 'text = "0"', '13: "text" has a wrong value'),
        (f'["{NONE}", ', '["x", ', '15: "after" has a wrong value'),
        ('version = "1.0"', "version = 1.0.0", "10: the record is not valid TOML"),
        ("Test Ann", "Test\nAnn", "4: the record is not valid TOML"),
    ],
)
def test_malformed(old: str, new: str, place: str) -> None:
    """A record that was not written by signing is refused, with its line."""
    text = RECORD.data.decode()
    assert old in text
    with pytest.raises(HandoutError) as caught:
        read_record(text.replace(old, new, 1).encode(), "es/x.toml")
    assert f"es/x.toml:{place}" == str(caught.value)


def test_not_utf8() -> None:
    """A record in another encoding is refused, with its line."""
    with pytest.raises(HandoutError, match=r"^x:4: the record is not UTF-8$"):
        read_record(RECORD.data.replace(b"Test", b"T\xe9st"), "x")


@pytest.mark.parametrize("role", Role)
def test_statement(role: Role) -> None:
    """Who saw only what changed does not say that they have read everything."""
    assert "every sentence that changed since" in make_statement(role, NONE, is_source=False)
    assert "every sentence that changed since" not in make_statement(role, "", is_source=False)
