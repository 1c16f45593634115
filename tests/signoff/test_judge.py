"""Which records count: not those of who may not sign, and no review by the translator."""

import datetime as dt
from dataclasses import replace

import pytest

from handouts.finding import Level
from handouts.project import Project
from handouts.signoff.archive import Archive
from handouts.signoff.judge import Ruling, find_last, find_reviewers, judge
from handouts.signoff.people import Role
from handouts.signoff.record import Record

DAY, LAST = dt.date(2026, 11, 22), dt.date(2027, 12, 31)
TESS = Record(Role.TRANSLATOR, "tess", "Test tess", "none", LAST, DAY, "es", "tea", "1", 4, "yes", "0" * 64, "", ())
RAE = replace(TESS, role=Role.REVIEWER, person="rae", name="Test rae")


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({}, ""),
        ({"person": "eve"}, "eve is not in people.toml"),
        ({"expires": dt.date(2026, 11, 21)}, "the credential expired on 2026-11-21"),
        (
            {"date": dt.date(2028, 1, 1), "expires": dt.date(2029, 1, 1)},
            "the credential of tess expired on 2027-12-31 (locales/people.toml:1)",
        ),
        ({"language": "fr"}, "tess may not sign in fr (locales/people.toml:1)"),
        ({"role": Role.LEAD}, "tess may not sign as clinical-lead (locales/people.toml:1)"),
    ],
)
def test_refusals(team: Project, values: dict[str, object], refusal: str) -> None:
    """A record counts if its credential held on its day, as it says itself and as people.toml says."""
    archive = Archive(team.locales / "es" / "signoff", "x", {}, (replace(TESS, **values),))  # type: ignore[arg-type]
    (ruling,) = judge(team, archive)

    assert (refusal, not refusal) == (ruling.refusal, ruling.counts)
    assert (Level.WARNING if refusal else Level.NOTE) is ruling.level


@pytest.mark.parametrize(
    ("reviewer", "counts"),
    [
        (RAE, True),
        (replace(RAE, person="tess"), False),
        (replace(RAE, name=" TEST  Tess "), False),
        (replace(RAE, role=Role.LEAD), False),
    ],
)
def test_nobody_reviews_their_own_text(reviewer: Record, *, counts: bool) -> None:
    """However two branches were merged, a review by the translator, under any id or spelling, is none."""
    assert [reviewer] * counts == find_reviewers([TESS, reviewer])


def test_last() -> None:
    """The last record that counts is found, of one role or of any."""
    rulings = [Ruling(TESS), Ruling(RAE), Ruling(replace(TESS, version="2"), "no", Level.ERROR)]

    assert RAE == find_last(rulings)
    assert [TESS, RAE, None] == [find_last(rulings, role) for role in Role]
