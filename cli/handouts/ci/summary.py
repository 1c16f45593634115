"""Summary: what was found as Markdown, short enough for the page of a CI run; and all of it as plain JSON."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from handouts.ci.case import Case, Notice
from handouts.finding import Level

MOST = 100  # notices of one summary; GitHub takes a megabyte


def write_summary(cases: Sequence[Case], title: str) -> str:
    """Write how many cases are good, and a table of what was found in the others, the worst first."""
    good = sum(case.is_good for case in cases)
    head = f"## {title}\n\n{good} of {len(cases)} are good.\n"
    found = dict.fromkeys(
        notice for level in Level for case in cases for notice in case.notices if notice.level is level
    )
    if not found:
        return head
    rows = [_write_row(notice, cases) for notice in [*found][:MOST]]
    more = f"\n{len(found) - MOST} more are not shown.\n" if len(found) > MOST else ""
    table = "\n".join(("", "| | where | what | in |", "|---|---|---|---|", *rows, ""))
    return f"{head}{table}{more}"


def write_cases(cases: Sequence[Case]) -> str:
    """Write all cases as JSON."""
    return json.dumps([asdict(case) for case in cases], ensure_ascii=False, indent=2) + "\n"


def _write_row(notice: Notice, cases: Sequence[Case]) -> str:
    """Write a row; one thing that was found in many cases is one row."""
    names = [case.name for case in cases if notice in case.notices]
    many = names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"
    return f"| {notice.level} | {_escape(notice.where)} | {_escape(notice.text)} (`{notice.code}`) | {_escape(many)} |"


def _escape(text: str) -> str:
    """Keep *text* in its cell, and out of HTML."""
    for sign, entity in (
        ("&", "&amp;"),
        ("<", "&lt;"),
        ("|", "\\|"),
        ("\n", " "),
        ("`", "\\`"),
        ("*", "\\*"),
        ("_", "\\_"),
    ):
        text = text.replace(sign, entity)
    return text
