"""Reports for machines: each holds what was found once, in the form that its reader asks for."""

import json
import re
from xml.etree.ElementTree import fromstring

from hypothesis import given
from hypothesis import strategies as st

from handouts.ci.case import Case, Notice, make_case
from handouts.ci.github import write_github
from handouts.ci.gitlab import write_gitlab
from handouts.ci.junit import write_junit
from handouts.ci.sarif import write_sarif
from handouts.ci.summary import write_cases, write_summary
from handouts.errors import HandoutError
from handouts.finding import Finding, Level

PO = "locales/es/LC_MESSAGES/tea.po"
FAULT = Finding("number-changed", Level.ERROR, '"wait": 3 became 5, or so', f"{PO}:18", "correct it")
HOLE = Finding("page-hole", Level.WARNING, "a hole")
FAILED = HandoutError("no font | of <this> language", "styles/scripts.toml", "install it")
CASES = (
    make_case("tea", "tea.es.pdf", [HOLE, FAULT]),
    make_case("tea", "tea.ar.pdf", [FAULT], [FAILED]),
    make_case("tea", "tea.en.pdf", []),
)


def test_case() -> None:
    """A place is taken apart; errors come first."""
    (first, second) = CASES[0].notices

    assert (PO, 18, "number-changed") == (first.path, first.line, first.code)
    assert (None, None, "a hole") == (second.path, second.line, second.text)
    assert [False, False, True] == [case.is_good for case in CASES]


def test_github() -> None:
    """What many files share is told once, beside its line; signs that end a value are escaped."""
    assert [
        f'::error file={PO},line=18,title=number-changed::"wait": 3 became 5, or so; correct it',
        "::error file=styles/scripts.toml,title=failed::no font | of <this> language; install it",
        "::warning title=page-hole::a hole",
    ] == write_github(CASES).splitlines()
    odd = make_case("a", "b", [Finding("c", Level.NOTE, "100 %\nsure", "a,b:c.po:1")])
    assert "::notice file=a%2Cb%3Ac.po,line=1,title=c::100 %25%0Asure\n" == write_github([odd])


def test_github_limits() -> None:
    """Of more than ten of a level, those of one kind in one file become one, and the tenth says how many there are."""
    alike = [Finding("x", Level.ERROR, f"fault {number}", f"{PO}:{number}") for number in range(1, 31)]
    others = [Finding("y", Level.WARNING, "fault", f"{number}.po:1") for number in range(1, 31)]
    lines = write_github([make_case("a", "b", alike + others)]).splitlines()

    assert f"::error file={PO},line=1,title=x::fault 1 (and 29 more of this kind in this file)" == lines[0]
    assert (1, 10) == (len([line for line in lines if "::error" in line]), len(lines) - 1)
    assert lines[-1] == "::warning title=more::21 more are not shown here; the log and the summary have all"


def test_gitlab() -> None:
    """Each notice has a path, a line, a severity and a mark of its own that survives moved lines."""
    rows = json.loads(write_gitlab(CASES))
    moved = make_case("tea", "tea.es.pdf", [Finding(FAULT.code, FAULT.level, FAULT.message, f"{PO}:99", "")])

    expected = [(PO, 18, "critical"), ("tea.es.pdf", 1, "minor"), ("styles/scripts.toml", 1, "critical")]
    assert expected == [(row["location"]["path"], row["location"]["lines"]["begin"], row["severity"]) for row in rows]
    assert 3 == len({row["fingerprint"] for row in rows})
    assert rows[0]["fingerprint"] == json.loads(write_gitlab([moved]))[0]["fingerprint"]


def test_junit() -> None:
    """Each file is a test; one with an error failed, and says all that was found."""
    root = fromstring(write_junit(CASES))  # noqa: S314 -- ours

    assert ("3", "2") == (root.get("tests"), root.get("failures"))
    spanish, arabic, english = root.iter("testcase")
    assert [1, 1, 0] == [len(each.findall("failure")) for each in (spanish, arabic, english)]
    text = "".join(spanish.itertext())
    assert f"error: {PO}:18: " in text
    assert "warning: a hole [page-hole]" in text


def test_sarif() -> None:
    """SARIF names the rule, the level and the line of each thing found."""
    log = json.loads(write_sarif(CASES, "0.1"))
    (run,) = log["runs"]
    first = run["results"][0]

    assert ["failed", "number-changed", "page-hole"] == [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert ("error", {"startLine": 18}) == (first["level"], first["locations"][0]["physicalLocation"]["region"])
    assert all(run["tool"]["driver"]["rules"][each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])


def test_summary() -> None:
    """The summary has a row for each thing found, and keeps signs of Markdown and HTML out."""
    text = write_summary(CASES, "Handouts")

    assert text.startswith("## Handouts\n\n1 of 3 are good.\n")
    assert rf'| error | {PO.replace("_", chr(92) + "_")}:18 | "wait": 3 became 5, or so; correct it' in text
    assert "tea.es.pdf and 1 more |" in text
    assert r"no font \| of &lt;this> language" in text
    assert "## Handouts\n\n1 of 1 are good.\n" == write_summary(CASES[2:], "Handouts")


def test_long_summary() -> None:
    """A summary stays short."""
    case = make_case("a", "b", [Finding("x", Level.ERROR, f"fault {number}") for number in range(150)])

    assert write_summary([case], "T").endswith("\n50 more are not shown.\n")


def test_json() -> None:
    """JSON has everything."""
    first, _, _ = json.loads(write_cases(CASES))

    assert ("tea.es.pdf", PO, 18) == (first["name"], first["notices"][0]["path"], first["notices"][0]["line"])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NOTICES = st.builds(Notice, st.sampled_from(Level), TEXTS, TEXTS, st.none() | TEXTS, st.none() | st.integers(1), TEXTS)


@given(st.lists(st.builds(Case, TEXTS, TEXTS, st.lists(NOTICES, max_size=3).map(tuple)), max_size=3))
def test_any_text(cases: list[Case]) -> None:
    """Whatever a message holds, each report keeps to its form."""
    fromstring(write_junit(cases))  # noqa: S314 -- ours
    json.loads(write_gitlab(cases))
    json.loads(write_sarif(cases, "0"))
    assert all(re.match("::(error|warning|notice) ", line) for line in write_github(cases).split("\n")[:-1])
    write_summary(cases, "T")
