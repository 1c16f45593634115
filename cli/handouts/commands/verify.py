"""``handouts verify``: what is right and wrong with finished PDF files, whoever made them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from handouts.batch.inspection import inspect
from handouts.checks.validity import STANDARDS, write_rule
from handouts.ci.case import make_case
from handouts.commands.options import json_option
from handouts.commands.reporting import Report, report_options, write_reports
from handouts.errors import ExitCode
from handouts.report import count_findings, make_finding, write_finding
from handouts.table import write_table

if TYPE_CHECKING:
    from handouts.checks.human import Question
    from handouts.checks.verapdf import Verdict
    from handouts.verification import Verification

EPILOG = """\b
Examples:
  handouts verify output/car-t.es.pdf      one file of our own
  handouts verify *.pdf                    many files, whoever made them
  handouts verify --questions leaflet.pdf  also what only a person can judge
  handouts verify --json leaflet.pdf       all of it, for a script
"""
HEAD = ("file", "pages", "PDF/UA", "PDF/A", "contrast", "findings")


@click.command("verify", epilog=EPILOG)
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--questions", "with_questions", is_flag=True, help="Print also the questions only a person can answer.")
@click.option(
    "--deadline", type=click.FloatRange(0), default=120, show_default=True, help="Seconds for one file; 0: no limit."
)
@report_options
@json_option
def command(  # noqa: PLR0913 -- one for each option
    files: tuple[Path, ...],
    *,
    with_questions: bool,
    deadline: float,
    reports: tuple[Report, ...],
    summary: Path | None,
    as_json: bool,
) -> int:
    """Verify finished PDF files, whoever made them.

    Looks at tags, title, language, links, fonts, contrast, and what a file does or carries besides its pages; veraPDF
    gives the verdicts where it is installed: on PDF/UA-1 and PDF/A-2a, or on PDF/UA-2 and PDF/A-4 for a file that
    promises them. Prints a line for each file, then what was found. Exits with 1 when there is an error in one of them.
    """
    from handouts.checks.human import load_questions  # noqa: PLC0415 -- for nothing when only help is asked for

    questions = load_questions()
    results = list(inspect(files, deadline))
    cases = [make_case("verify", str(result.path), result.findings) for result in results]
    if write_reports(cases, reports, summary, "Files"):
        pass
    elif as_json:
        click.echo(json.dumps([_make_row(result, questions) for result in results], ensure_ascii=False, indent=2))
    else:
        click.echo(write_table([HEAD, *map(_write_row, results)]))
        for finding in (finding for result in results for finding in result.findings):
            click.echo(write_finding(finding), err=True)
        for result in results:
            click.echo(_write_questions(result, questions, in_full=with_questions), nl=False)
    return ExitCode.OK if all(result.is_good for result in results) else ExitCode.FINDINGS


def _write_row(result: "Verification") -> tuple[str, ...]:
    """Write one line of the table."""
    if result.validity is None:
        return (str(result.path), *("-" for _ in HEAD[2:]), count_findings(result.findings))
    validity = result.validity
    verdicts = [f"{_shorten(flavour)} {validity.word(flavour)}" for flavour in validity.flavours]
    lowest = _find_lowest(result)
    ratio = "not measured" if lowest is None else f"{lowest:.1f}:1"
    return (str(result.path), str(result.pages), *verdicts, ratio, count_findings(result.findings))


def _shorten(flavour: str) -> str:
    """Name a standard in a column that says PDF already."""
    return STANDARDS[flavour].removeprefix("PDF/")


def _find_lowest(result: "Verification") -> float | None:
    """Give the lowest contrast of a file, cut after two digits so that none looks better than it is."""
    samples = result.contrast.samples if result.contrast else ()
    return int(samples[0].ratio * 100) / 100 if samples else None


def _write_questions(result: "Verification", questions: Sequence["Question"], *, in_full: bool) -> str:
    """Write what somebody has to look at, or only how much that is."""
    if result.validity is None:
        return ""
    open_ones = [each for each in questions if each.must_look(is_ours=result.is_ours)]
    rest = len(questions) - len(open_ones)
    made = f"; {rest} are settled by how handouts makes files" if rest else ""
    lines = [f"{result.path}: {len(open_ones)} questions only a person can answer{made}"]
    lines += [f"  {each.condition}  {each.ask}" for each in open_ones] if in_full else []
    return "".join(f"{line}\n" for line in lines)


def _make_row(result: "Verification", questions: Sequence["Question"]) -> dict[str, object]:
    """Make the JSON object of one file."""
    row: dict[str, object] = {
        "path": str(result.path),
        "pages": result.pages,
        "made_by_handouts": result.is_ours,
        "findings": [make_finding(finding) for finding in result.findings],
    }
    if result.validity is None:
        return row
    row["verdicts"] = {
        STANDARDS[flavour]: {
            "verdict": result.validity.word(flavour),
            "rules": _list_rules(result.validity.verdicts.get(flavour)),
        }
        for flavour in result.validity.flavours
    }
    row["contrast"] = None
    if result.contrast:
        lowest = result.contrast.samples[0] if result.contrast.samples else None
        row["contrast"] = {
            "lowest": _find_lowest(result),
            "page": lowest.page if lowest else None,
            "text": lowest.text if lowest else None,
            "unmeasured": result.contrast.unmeasured,
        }
    row["questions"] = [
        {
            "condition": each.condition,
            "ask": each.ask,
            "answer": "to be looked at" if each.must_look(is_ours=result.is_ours) else "guaranteed by construction",
            "why": each.why if result.is_ours else "",
        }
        for each in questions
    ]
    return row


def _list_rules(verdict: "Verdict | None") -> list[dict[str, object]]:
    """List the rules that a file breaks."""
    return [{"rule": write_rule(each), "count": each.count} for each in verdict.failures] if verdict else []
