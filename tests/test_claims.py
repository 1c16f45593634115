"""Claims: every claim of the source article accounted for, every printed fact with a source that somebody read."""

from pathlib import Path

import pytest

from handouts.claims import BASES, LEDGER, LEFT_OUT, check_ledger, load_ledger
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.handout import load_handout
from handouts.project import Project

# The tiny handout says "title", "water" and "wait".
GOOD = """
[ledger]
claims = 2

[not_medical]
messages = ["title"]

[C01]
claim = "Tea warms."
verdict = "kept"
messages = ["water"]
reason = "It does."
sources.article = "says so"

[C02]
claim = "Tea cures."
verdict = "left out"
messages = []
reason = "It does not."
sources.paper = "no effect"

[A01]
claim = "Tea can burn."
verdict = "added"
messages = ["wait"]
reason = "A risk."
sources.paper = "burns"

[source.article]
title = "The article"
date = "2026-01"
basis = "article"

[source.paper]
title = "The paper"
date = "2025"
basis = "read"
"""


def write(project: Project, source: str) -> Path:
    """Write the ledger of the tiny handout."""
    path = project.templates / "tea" / LEDGER
    path.write_text(source, "utf-8")
    return path


def check(project: Project, source: str) -> list[Finding]:
    """Check a ledger of the tiny handout."""
    write(project, source)
    return list(check_ledger(load_handout(project, "tea"), load_ledger(project, "tea")))


def test_good(project: Project) -> None:
    """A whole ledger has no findings."""
    assert check(project, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("claims = 2", "claims = 3", [("claim-missing", "claim C03 has no entry")]),
        ("claims = 2", "claims = 1", [("claim-unknown", "C02 is beyond the 1 claims of the source article")]),
        (
            'messages = ["wait"]',
            "messages = []",
            [("claim-unprinted", "A01 names no message"), ("message-unsourced", '"wait" is in no entry')],
        ),
        (
            "messages = []",
            'messages = ["water"]',
            [("claim-printed", "C02 is left out, yet printed by water")],
        ),
        ('reason = "A risk."', "", [("reason-missing", "A01 gives no reason")]),
        ('reason = "A risk."', 'reason = " "', [("reason-missing", "A01 gives no reason")]),
        ('sources.paper = "burns"', "", [("source-missing", "A01 has no source")]),
        ('sources.paper = "burns"', 'sources.papr = "burns"', [("source-unknown", 'A01: no source "papr"')]),
        ('sources.paper = "burns"', 'sources.paper = ""', [("source-silent", 'A01 does not say what "paper" says')]),
        (
            'sources.paper = "burns"',
            'sources.article = "burns"',
            [("source-weak", "A01 is an addition, yet rests on the source article")],
        ),
        (
            'sources.article = "says so"',
            'sources.paper = "so"',
            [("source-unused", 'nothing rests on the source "article"')],
        ),
        ('["water"]', '["water", "watre"]', [("message-unknown", 'C01: no message "watre"')]),
        ('["title"]', '["title", "sips"]', [("message-unknown", '[not_medical]: no message "sips"')]),
        ('["title"]', '["title", "water"]', [("message-both", '"water" is in [not_medical] and in C01')]),
        ('["title"]', "[]", [("message-unsourced", '"title" is in no entry')]),
    ],
)
def test_broken(project: Project, old: str, new: str, found: list[tuple[str, str]]) -> None:
    """Each way in which a ledger can fail its handout is found, and nothing else."""
    assert old in GOOD
    findings = check(project, GOOD.replace(old, new))

    assert found == [(each.code, each.message) for each in findings]
    assert {Level.WARNING if found[0][0] == "source-unused" else Level.ERROR} == {each.level for each in findings}
    assert all(each.where for each in findings)


@pytest.mark.parametrize("basis", ["K", "NF", "known", "not found", ""])
def test_weak_source(project: Project, basis: str) -> None:
    """What somebody merely knows, or looked for in vain, carries no fact."""
    findings = check(project, GOOD.replace('basis = "read"', f'basis = "{basis}"'))

    assert [("source-weak", "C02"), ("source-weak", "A01")] == [(each.code, each.message[:3]) for each in findings]


def test_places_and_hints(project: Project) -> None:
    """A finding points to the line of its entry and offers the name that was meant."""
    findings = check(project, GOOD.replace('["water"]', '["watre"]'))

    unknown = next(each for each in findings if each.code == "message-unknown")
    line = GOOD.splitlines().index("[C01]") + 1
    assert (f"templates/tea/{LEDGER}:{line}", 'did you mean "water"?') == (unknown.where, unknown.hint)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('verdict = "kept"', 'verdict = "kpet"', 'unknown verdict "kpet"'),
        ('verdict = "added"', 'verdict = "kept"', 'unknown verdict "kept"'),
        ('verdict = "kept"', "", '"verdict" in [C01] is missing; it must be a text in quotes'),
        ("[C01]", "[D01]", "[D01] is no entry"),
        ("[ledger]", "[legder]", "there is no [ledger] table"),
        ("[not_medical]", "[medical]", "there is no [not_medical] table"),
        ("[source.", "[sauce.", "there is no [source] table"),
        ("claims = 2", 'claims = "2"', '"claims" in [ledger] must be a whole number'),
        ("claims = 2", "claims = 2\nclaim = 3", 'unknown key "claim" in [ledger]'),
        ('messages = ["water"]', 'messages = "water"', '"messages" in [C01] must be a list of texts'),
        ('messages = ["water"]', "messages = [1]", '"messages" in [C01] must be a list of texts'),
        ('messages = ["water"]', 'messages = ["water", "water"]', '"water" stands twice in [C01]'),
        ('reason = "It does."', "reason = 1", '"reason" in [C01] must be a text in quotes'),
        ('sources.article = "says so"', 'sources = ["article"]', '"sources" in [C01] must be a table'),
        ('sources.article = "says so"', "sources.article = 3", '"article" in [C01.sources] must be a text in quotes'),
        ('sources.article = "says so"', 'source = "x"', 'unknown key "source" in [C01]'),
        ('date = "2025"', "", '"date" in [source.paper] is missing; it must be a text in quotes'),
        ('date = "2025"', 'dato = "2025"', 'unknown key "dato" in [source.paper]'),
        ('claim = "Tea warms."', "claim = ", "not valid TOML: invalid value"),
    ],
)
def test_malformed(project: Project, old: str, new: str, said: str) -> None:
    """A ledger that cannot be understood is refused in plain words, with its place."""
    assert old in GOOD
    write(project, GOOD.replace(old, new))

    with pytest.raises(HandoutError) as error:
        load_ledger(project, "tea")
    assert said == error.value.message
    assert str(error.value.where).startswith(f"templates/tea/{LEDGER}")


def test_missing(project: Project) -> None:
    """A handout without a ledger is told so."""
    with pytest.raises(HandoutError, match="there is no such file"):
        load_ledger(project, "tea")


def test_no_entries(project: Project) -> None:
    """A ledger may be empty; everything is then missing."""
    source = "[ledger]\nclaims = 1\n[not_medical]\n[source]\n"

    expected = ["claim-missing", "message-unsourced", "message-unsourced", "message-unsourced"]
    assert expected == [each.code for each in check(project, source)]


def test_real(real: Project) -> None:
    """The CAR-T handout accounts for every claim and prints nothing without a source."""
    assert [] == list(check_ledger(load_handout(real, "car-t"), load_ledger(real, "car-t")))


def test_real_claims(real: Project) -> None:
    """All sixty claims of the source article are there, and none was given up without a word."""
    ledger = load_ledger(real, "car-t")

    assert 60 == ledger.claims == sum(name.startswith("C") for name in ledger.entries)
    assert all(entry.reason and entry.sources for entry in ledger.entries.values())


def test_real_additions_in_order(real: Project) -> None:
    """Additions are numbered without a gap, so that a removed one leaves a trace."""
    names = [name for name in load_ledger(real, "car-t").entries if name.startswith("A")]

    assert [f"A{number:02}" for number in range(1, len(names) + 1)] == names


def test_real_bases(real: Project) -> None:
    """No fact rests on a source that nobody read; only claims of the article may rest on the article alone."""
    ledger = load_ledger(real, "car-t")

    assert {source.basis for source in ledger.sources.values()} <= set(BASES)
    for entry in ledger.entries.values():
        bases = {ledger.sources[name].basis for name in entry.sources}
        assert bases != {"article"} or (entry.id.startswith("C") and entry.verdict != LEFT_OUT)


def test_corrected_claims_say_what_holds(real: Project) -> None:
    """Whoever corrects the article names a source besides it, unless the article contradicts itself (C03)."""
    entries = load_ledger(real, "car-t").entries.values()

    assert ["C03"] == [each.id for each in entries if each.verdict == "corrected" and set(each.sources) == {"article"}]
