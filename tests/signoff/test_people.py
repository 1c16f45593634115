"""People: who may sign what, read strictly."""

import datetime as dt
from pathlib import Path

import pytest

from handouts.errors import HandoutError
from handouts.project import Project
from handouts.signoff.people import Role, load_people

DAY = dt.date(2026, 11, 22)


def test_nobody(project: Project, real: Project) -> None:
    """Without the file nobody may sign, and in this project nobody may yet."""
    assert ({}, {}) == (load_people(project), load_people(real))


@pytest.mark.parametrize(
    ("name", "what", "day", "refusal"),
    [
        ("tess", (Role.TRANSLATOR, "es"), DAY, None),
        ("tess", (Role.REVIEWER, "es"), DAY, "tess may not sign as reviewer (locales/people.toml:1)"),
        ("ted", (Role.TRANSLATOR, "ar"), DAY, "ted may not sign in ar (locales/people.toml:8)"),
        ("lee", (Role.LEAD, "ar"), DAY, None),
        ("tess", (Role.TRANSLATOR, "es"), dt.date(2027, 12, 31), None),
        (
            "tess",
            (Role.TRANSLATOR, "es"),
            dt.date(2028, 1, 1),
            "the credential of tess expired on 2027-12-31 (locales/people.toml:1)",
        ),
    ],
)
def test_who_may_sign(team: Project, name: str, what: tuple[Role, str], day: dt.date, refusal: str | None) -> None:
    """A person signs in their roles and languages, until the credential expires."""
    assert refusal == load_people(team)[name].explain_refusal(*what, day)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[tess]", "[Tess]", '"Tess" cannot be the id of a person'),
        ('roles = ["translator"]', 'roles = ["boss"]', 'unknown role "boss"'),
        ('roles = ["translator"]', "roles = []", '"roles" in [tess] must be a list of texts'),
        ('languages = ["es", "ar"]\n', "", '"languages" in [tess] is missing'),
        ('languages = ["es", "ar"]', 'languages = ["xx"]', 'unknown language "xx"'),
        ('name = "Test tess"', 'name = " "', '"name" in [tess] must be a text of one line'),
        ("expires = 2027-12-31", 'expires = "2027"', '"expires" in [tess] must be a day without quotes'),
        ('credential = "none"', 'diploma = "none"', 'unknown key "diploma" in [tess]'),
    ],
)
def test_malformed(team: Project, old: str, new: str, message: str) -> None:
    """A person who is not entered as one must be is an error at their place."""
    path: Path = team.locales / "people.toml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")

    with pytest.raises(HandoutError) as caught:
        load_people(team)
    assert str(caught.value).startswith(f"locales/people.toml:1: {message}")
