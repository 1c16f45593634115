"""Report: results, findings and errors as text and JSON; what they mean for the exit code is the command's business."""

import json
from collections.abc import Iterator, Sequence

from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.project import Project
from handouts.result import Result
from handouts.table import write_table

HEAD = ("handout", "language", "status", "pages", "kB", "findings", "", "why")


def write_results(results: Sequence[Result]) -> str:
    """Write one line for each result."""
    return write_table([HEAD, *map(_write_row, results)])


def _write_row(result: Result) -> tuple[str, ...]:
    """Write one line of the table."""
    task, product = result.task, result.product
    head = (task.handout, task.language.tag)
    if product is None:
        return (*head, "failed", "-", "-", "1 error", task.language.english, "")
    fit = "" if product.fit == "designed" else f" ({product.fit})"
    pages, size = f"{product.pages}{fit}", f"{product.size / 1000:.0f}"
    last = (count_findings(product.findings), task.language.english, "".join(product.reasons[:1]))
    return (*head, product.status, pages, size, *last)


def count_findings(findings: Sequence[Finding]) -> str:
    """Count findings by level: "2 errors, 1 warning"."""
    counts = {level: sum(each.level is level for each in findings) for level in Level}
    return ", ".join(f"{count} {level}{'s'[: count != 1]}" for level, count in counts.items() if count) or "none"


def write_findings(results: Sequence[Result]) -> Iterator[str]:
    """Write every finding of *results*."""
    for result in results:
        for finding in result.product.findings if result.product else ():
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


def write_json(project: Project, results: Sequence[Result], early: Sequence[HandoutError] = ()) -> str:
    """Write the results as a JSON list, one object for each job, then one for each error that came before any job."""
    rows = [_make_row(project, result) for result in results]
    head = dict.fromkeys(("handout", "language", "paper", "path"))
    once = {write_error(error): error for error in early}
    rows += [{**head, "status": "failed", "error": _make_error(error)} for error in once.values()]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _make_row(project: Project, result: Result) -> dict[str, object]:
    """Make the JSON object of one result."""
    task, product, error = result.task, result.product, result.error
    row: dict[str, object] = {
        "handout": task.handout,
        "language": task.language.tag,
        "paper": task.paper.name,
        "path": project.name(result.path) if product else None,
        "status": product.status if product else "failed",
    }
    if product:
        row |= {"pages": product.pages, "fit": product.fit, "bytes": product.size, "sha256": product.sha256}
        row |= {"findings": [make_finding(each) for each in product.findings], "reasons": list(product.reasons)}
        row |= {"built": list(result.reasons)}
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
