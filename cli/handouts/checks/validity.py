"""VeraPDF's verdicts in words a clinic can act on; where it cannot be asked, the verdict is "not checked"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.checks.verapdf import FLAVOURS, Failure, Verdict, validate
from handouts.errors import HandoutError
from handouts.finding import Finding, Level

STANDARDS = {"ua1": "PDF/UA-1", "2a": "PDF/A-2a"}
"""What veraPDF's flavours are called elsewhere."""
_PROMISES = {"ua1": "PDF/UA-", "2a": "PDF/A-"}


@dataclass(frozen=True)
class Validity:
    """The verdicts on one file by flavour, None where veraPDF could not be asked, and why it could not."""

    verdicts: Mapping[str, Verdict | None]
    error: HandoutError | None = None

    def word(self, flavour: str) -> str:
        """Give a verdict in a word or two."""
        verdict = self.verdicts.get(flavour)
        return "not checked" if verdict is None else "kept" if verdict.passed else "broken"


def judge(paths: Sequence[Path]) -> dict[Path, Validity]:
    """Ask veraPDF about all files at once; one it cannot read does not keep it from the others."""
    try:
        return _collect(validate(paths), paths) if paths else {}
    except HandoutError as error:
        if len(paths) == 1:
            return {paths[0]: Validity(dict.fromkeys(FLAVOURS), error)}
    return {path: validity for each in paths for path, validity in judge([each]).items()}


def _collect(verdicts: Iterator[Verdict], paths: Sequence[Path]) -> dict[Path, Validity]:
    """Sort verdicts by file."""
    found = list(verdicts)
    return {path: Validity({each.flavour: each for each in found if each.file == path}) for path in paths}


def check_verdicts(validity: Validity, promised: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each standard that is broken.

    PDF/A is for keeping files; breaking it matters as much as PDF/UA only where the file promises it (*promised*).
    """
    if validity.error:
        error = validity.error
        message = f"veraPDF was not asked: {error.message}" + (f" ({error.where})" if error.where else "")
        yield Finding("verdict-missing", Level.WARNING, message, hint=error.hint)
    for flavour, verdict in validity.verdicts.items():
        if verdict is None or verdict.passed:
            continue
        is_grave = flavour == FLAVOURS[0] or any(each.startswith(_PROMISES[flavour]) for each in promised)
        first = verdict.failures[0]
        count = len(verdict.failures)
        message = f"breaks {count} rule{'s'[: count != 1]} of {STANDARDS[flavour]}, the first is {write_rule(first)}"
        hint = "send the list of rules to whoever made the file: handouts verify --json"
        yield Finding("pdf-invalid", Level.ERROR if is_grave else Level.WARNING, message, hint=hint)


def write_rule(failure: Failure) -> str:
    """Name a broken rule as veraPDF does, and say what it asks for, in one line."""
    return " ".join(f"{failure.clause} test {failure.test}: {failure.message}".split())
