"""The options ``--report`` and ``--summary`` of several commands, and what they write."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import click

from handouts.batch.files import write_file
from handouts.ci.case import Case
from handouts.ci.github import write_github
from handouts.ci.gitlab import write_gitlab
from handouts.ci.junit import write_junit
from handouts.ci.sarif import write_sarif
from handouts.ci.summary import write_cases, write_summary

WRITERS: dict[str, Callable[[Sequence[Case]], str]] = {
    "github": write_github,
    "gitlab": write_gitlab,
    "junit": write_junit,
    "sarif": lambda cases: write_sarif(cases, version("handouts")),
    "json": write_cases,
}
ADVICE = "name another file"


@dataclass(frozen=True)
class Report:
    """A format, and the file it goes to: stdout if there is none."""

    format: str
    path: Path | None


class ReportType(click.ParamType[Report]):
    """``junit`` or ``junit=report.xml``."""

    name = "report"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Report:  # noqa: ANN401
        """Read what the user typed."""
        name, _, path = str(value).partition("=")
        if name not in WRITERS:
            self.fail(f"{name!r} is no format; there are: {', '.join(WRITERS)}", param, ctx)
        return Report(name, Path(path) if path else None)


F = TypeVar("F", bound=Callable[..., object])


def report_options(function: F) -> F:
    """Add ``--report`` and ``--summary`` to a command."""
    formats = ", ".join(WRITERS)
    report = click.option(
        "--report", "reports", type=ReportType(), multiple=True, metavar="FORMAT[=FILE]",
        help=f"Write what was found for a machine, in place of the table or to FILE: {formats}; repeatable.",
    )  # fmt: skip
    summary = click.option(
        "--summary", type=click.Path(dir_okay=False, path_type=Path), help="Add a summary in Markdown to this file."
    )
    return report(summary(function))


def write_reports(cases: Sequence[Case], reports: Sequence[Report], summary: Path | None, title: str) -> bool:
    """Write all that is asked for; tells whether stdout is taken. GitHub names a file for the summary itself."""
    for each in reports:
        text = WRITERS[each.format](cases)
        if each.path:
            write_file(each.path, text.encode(), ADVICE)
        else:
            click.echo(text, nl=False)
    named = os.environ.get("GITHUB_STEP_SUMMARY") if any(each.format == "github" for each in reports) else None
    path = summary or (Path(named) if named else None)
    if path:
        older = path.read_bytes() if path.exists() else b""
        write_file(path, older + write_summary(cases, title).encode(), ADVICE)
    return any(each.path is None and each.format != "github" for each in reports)
