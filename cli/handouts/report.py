"""Report: results, findings and errors as text and JSON; what they mean for the exit code is the command's business."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.project import Project
from handouts.table import write_table

if TYPE_CHECKING:
    from handouts.result import Result

HEAD = ("handout", "language", "status", "pages", "kB", "findings", "", "why")


def write_results(results: Sequence["Result"]) -> str:
    """Write one line for each result."""
    return write_table([HEAD, *map(_write_row, results)])


def _write_row(result: "Result") -> tuple[str, ...]:
    """Write one line of the table."""
    job = result.job
    head = (job.handout.id, job.language.tag)
    if result.build is None:
        return (*head, "failed", "-", "-", "1 error", job.language.english, "")
    build = result.build
    size = f"{len(build.pdf.data) / 1000:.0f}"
    fit = "" if build.layout.fit == "designed" else f" ({build.layout.fit})"
    pages = f"{build.layout.pages}{fit}"
    last = (count_findings(build.findings), job.language.english, "".join(build.status.reasons[:1]))
    return (*head, str(build.status.stage), pages, size, *last)


def count_findings(findings: Sequence[Finding]) -> str:
    """Count findings by level: "2 errors, 1 warning"."""
    counts = {level: sum(each.level is level for each in findings) for level in Level}
    return ", ".join(f"{count} {level}{'s'[: count != 1]}" for level, count in counts.items() if count) or "none"


def write_findings(results: Sequence["Result"]) -> Iterator[str]:
    """Write every finding of *results*."""
    for result in results:
        for finding in result.build.findings if result.build else ():
            yield write_finding(finding, result.path.name)


def write_finding(finding: Finding, place: str = "") -> str:
    """Write a finding as two lines at most: what and where (*place* if it says none), then what to do."""
    where = finding.where or place
    line = f"{finding.level}: {f'{where}: ' if where else ''}{finding.message} [{finding.code}]"
    return f"{line}\nhint: {finding.hint}" if finding.hint else line


def write_error(error: HandoutError) -> str:
    """Write an error and its hint."""
    return f"error: {error}" + (f"\nhint: {error.hint}" if error.hint else "")


def write_errors(errors: Sequence[HandoutError]) -> Iterator[str]:
    """Write each error once, however many jobs it ended."""
    yield from dict.fromkeys(map(write_error, errors))


def write_json(project: Project, results: Sequence["Result"], early: Sequence[HandoutError] = ()) -> str:
    """Write the results as a JSON list, one object for each job, then one for each error that came before any job."""
    rows = [_make_row(project, result) for result in results]
    head = dict.fromkeys(("handout", "language", "paper", "path"))
    once = {write_error(error): error for error in early}
    rows += [{**head, "status": "failed", "error": _make_error(error)} for error in once.values()]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _make_row(project: Project, result: "Result") -> dict[str, object]:
    """Make the JSON object of one result."""
    job, build, error = result.job, result.build, result.error
    row: dict[str, object] = {
        "handout": job.handout.id,
        "language": job.language.tag,
        "paper": job.paper.name,
        "path": project.name(result.path) if build else None,
        "status": str(build.status.stage) if build else "failed",
    }
    if build:
        row |= {"pages": build.layout.pages, "fit": build.layout.fit, "bytes": len(build.pdf.data)}
        row |= {"sha256": build.pdf.sha256, "findings": [make_finding(each) for each in build.findings]}
        row |= {"reasons": list(build.status.reasons)}
    if error:
        row["error"] = _make_error(error)
        row["older"] = project.name(result.older) if result.older else None
    return row


def _make_error(error: HandoutError) -> dict[str, str | None]:
    """Make the JSON object of one error."""
    return {"message": error.message, "where": error.where, "hint": error.hint}


def make_finding(finding: Finding) -> dict[str, object]:
    """Make the JSON object of one finding."""
    return {
        "code": finding.code,
        "level": str(finding.level),
        "message": finding.message,
        "where": finding.where,
        "hint": finding.hint,
    }
