"""``handouts catalog status``: what each catalog has, why it is no further, and who is under a limit."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

GAP = "1 message is untranslated, first: wait (locales/ar/LC_MESSAGES/tea.po:18)"

Edit = Callable[[Path, str, str], None]


def test_table(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """There is one line for each handout and language that was begun, with its first reason."""
    assert 0 == run(["catalog", "status"])
    out = capsys.readouterr().out.splitlines()
    head = ["handout", "tag", "done", "missing", "empty", "changed", "fuzzy", "broken", "origin", "status"]
    assert head == out[0].split()[:10]
    rows = [line.split(maxsplit=10) for line in out[1:]]
    assert [
        ["tea", "es", "4/4", "0", "0", "0", "0", "0", "human", "draft", "no translator has signed this text"],
        ["tea", "ar", "3/4", "0", "1", "0", "0", "0", "human", "draft", GAP],
    ] == rows
    assert here.root == Path.cwd()


@pytest.mark.parametrize("is_updated", [False, True])
def test_counts(here: Project, capsys: pytest.CaptureFixture[str], edit: Edit, *, is_updated: bool) -> None:
    """A changed message counts as changed before and after an update; the other states have counts of their own."""
    template = here.templates / "tea" / "handout.html.jinja"
    edit(template, "Wait 3 minutes", "Wait 5 minutes")
    edit(template, "{% endblock %}", '{% trans "milk" %}Add milk.{% endtrans %}{% endblock %}')
    catalog = here.locales / "es" / "LC_MESSAGES" / "tea.po"
    edit(catalog, "<b>caliente</b>", "caliente")
    edit(catalog, 'msgctxt "title"', '#, fuzzy\nmsgctxt "title"')
    if is_updated:
        run(["catalog", "update", "es"])
        capsys.readouterr()

    run(["catalog", "status", "--json"])
    row = json.loads(capsys.readouterr().out)[0]
    counts = [row[each] for each in ("translated", "total", "missing", "empty", "changed", "fuzzy", "broken")]
    assert [1, 5, int(not is_updated), int(is_updated), 1, 1, 1] == counts
    assert row["reasons"][0].startswith("4 messages are untranslated, first: title (")


@pytest.mark.parametrize(
    ("limit", "faults"),
    [
        ("75", []),
        ("draft", []),
        ("95", ["tea in ar is under 95 %: 3 of 4 messages are translated"]),
        ("75.5%", ["tea in ar is under 75.5 %: 3 of 4 messages are translated"]),
        (
            "reviewed",
            [
                "tea in es is draft, not reviewed: no translator has signed this text",
                f"tea in ar is draft, not reviewed: {GAP}",
            ],
        ),
    ],
)
def test_fail_under(here: Project, capsys: pytest.CaptureFixture[str], limit: str, faults: list[str]) -> None:
    """Who is under the limit is named, and the command fails; at the limit is not under it."""
    assert int(bool(faults)) == run(["catalog", "status", "--fail-under", limit])
    assert [f"error: {fault}" for fault in faults] == capsys.readouterr().err.splitlines()
    assert here.root == Path.cwd()


@pytest.mark.parametrize("limit", ["101", "-1", "nan", "done", ""])
def test_no_limit(here: Project, capsys: pytest.CaptureFixture[str], limit: str) -> None:
    """What is neither a status nor a percentage is a mistake of usage."""
    assert 2 == run(["catalog", "status", f"--fail-under={limit}"])
    assert "is neither a percentage nor one of: draft, translated, reviewed, released" in capsys.readouterr().err
    assert here.root == Path.cwd()


def test_unreadable(here: Project, capsys: pytest.CaptureFixture[str], edit: Edit) -> None:
    """A catalog that cannot be read fails with its line, and does not hide the others."""
    edit(here.locales / "es" / "LC_MESSAGES" / "tea.po", 'msgctxt "wait"', "msgctxt")

    assert 1 == run(["catalog", "status"])
    out, err = capsys.readouterr()
    assert "error: tea in es cannot be read: locales/es/LC_MESSAGES/tea.po:16: " in err
    assert ["unreadable", "draft"] == [line.split()[9] for line in out.splitlines()[1:]]
