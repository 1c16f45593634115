"""Reports: what a user and what a program read of a batch."""

import json
from dataclasses import replace

import pytest

from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.language import find_language
from handouts.project import Project
from handouts.report import write_error, write_finding, write_findings, write_json, write_results
from handouts.result import Product, Result
from handouts.styles import find_paper
from handouts.task import Task

FAULT = Finding("a-code", Level.ERROR, "something is cut", "a.po:3", "shorten it")


@pytest.fixture
def good(project: Project) -> Result:
    """Give a job that ended with a file, and with no finding."""
    task = Task("tea", find_language(project, "es"), find_paper(project, "a4"))
    product = Product("draft", ("no translator has signed this text",), 1, "designed", 12345, "5a" * 32, ())
    return Result(task, project.output / "tea.es.pdf", product, reasons=("a.po changed",))


@pytest.fixture
def bad(good: Result) -> Result:
    """Give a job that ended with an error."""
    return replace(good, product=None, error=HandoutError("no such letter", "b.po:7", "replace it"))


def add(result: Result, *findings: Finding) -> Result:
    """Add findings to a result."""
    assert result.product is not None
    return replace(result, product=replace(result.product, findings=findings))


def test_table(good: Result, bad: Result) -> None:
    """Each job has a line: what was asked for, how it ended, and how large it became."""
    head, first, second = write_results([good, bad]).splitlines()

    assert ["handout", "language", "status", "pages", "kB", "findings", "why"] == head.split()
    assert ["tea", "es", "draft", "1", "12", "none", "Spanish"] == first.split()[:7]
    assert first.endswith("  no translator has signed this text")
    assert ["tea", "es", "failed", "-", "-", "1", "error", "Spanish"] == second.split()


def test_fit(good: Result) -> None:
    """A page that had to give way says so."""
    assert good.product is not None

    assert " 1 (flow)  " in write_results([replace(good, product=replace(good.product, fit="flow"))])


@pytest.mark.parametrize(
    ("levels", "words"),
    [
        ([], "none"),
        ([Level.ERROR], "1 error"),
        ([Level.WARNING, Level.ERROR, Level.WARNING], "1 error, 2 warnings"),
        ([Level.NOTE], "1 note"),
    ],
)
def test_counts(good: Result, levels: list[Level], words: str) -> None:
    """Findings are counted by level, the worst first."""
    result = add(good, *(replace(FAULT, level=level) for level in levels))

    assert f"  {words}  " in write_results([result]).splitlines()[1]


def test_json(project: Project, good: Result, bad: Result) -> None:
    """A program gets the same as values, with the sum of each file, and paths inside of the project."""
    first, second = json.loads(write_json(project, [add(good, FAULT), bad]))

    assert {
        "handout": "tea",
        "language": "es",
        "paper": "a4",
        "path": "output/tea.es.pdf",
        "status": "draft",
        "pages": 1,
        "fit": "designed",
        "bytes": 12345,
        "sha256": "5a" * 32,
        "findings": [
            {
                "code": "a-code",
                "level": "error",
                "message": "something is cut",
                "where": "a.po:3",
                "hint": "shorten it",
            }
        ],
        "reasons": ["no translator has signed this text"],
        "built": ["a.po changed"],
    } == first
    assert {
        "handout": "tea",
        "language": "es",
        "paper": "a4",
        "path": None,
        "status": "failed",
        "error": {"message": "no such letter", "where": "b.po:7", "hint": "replace it"},
        "older": None,
    } == second


def test_json_keeps_letters(project: Project, bad: Result) -> None:
    """Letters of any script are written as they are."""
    assert "العربية" in write_json(project, [replace(bad, error=HandoutError("العربية"))])


def test_findings(good: Result, bad: Result) -> None:
    """Each finding has a line with its place, or the file's name, and one for what to do."""
    findings = write_findings([add(good, FAULT, Finding("b-code", Level.NOTE, "a hole")), bad])

    assert [
        "error: a.po:3: something is cut [a-code]\nhint: shorten it",
        "note: tea.es.pdf: a hole [b-code]",
    ] == list(findings)


def test_no_place() -> None:
    """Without any place a finding begins with what it is."""
    assert "note: a hole [b-code]" == write_finding(Finding("b-code", Level.NOTE, "a hole"))


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (HandoutError("no", "a.po:3", "mend it"), "error: a.po:3: no\nhint: mend it"),
        (HandoutError("no"), "error: no"),
    ],
)
def test_error(error: HandoutError, text: str) -> None:
    """An error has its place and what to do, where there is something."""
    assert text == write_error(error)
