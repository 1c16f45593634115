"""VeraPDF's verdicts in words a clinic can act on; where it cannot be asked, the verdict is "not checked"."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from handouts.checks.verapdf import FLAVOURS, Failure, Verdict, validate
from handouts.errors import HandoutError
from handouts.finding import Finding, Level

STANDARDS = {
    "ua1": "PDF/UA-1",
    "ua2": "PDF/UA-2",
    "2a": "PDF/A-2a",
    "4": "PDF/A-4",
    "4e": "PDF/A-4e",
    "4f": "PDF/A-4f",
}
"""What veraPDF's flavours are called elsewhere."""
_NEWER_ACCESS, _NEWER_ARCHIVE, _ARCHIVE = "PDF/UA-2", "PDF/A-4", "PDF/A-"


@dataclass(frozen=True)
class Validity:
    """The verdicts on one file by flavour, none where veraPDF could not be asked, and why it could not.

    *flavours* are the two that the file was to be held to: one for access, one for archives.
    """

    verdicts: Mapping[str, Verdict]
    error: HandoutError | None = None
    flavours: tuple[str, str] = FLAVOURS

    def word(self, flavour: str) -> str:
        """Give a verdict in a word or two."""
        verdict = self.verdicts.get(flavour)
        return "not checked" if verdict is None else "kept" if verdict.passed else "broken"


def choose_flavours(promised: Sequence[str]) -> tuple[str, str]:
    """Give the standards to hold a file to: the newer ones where it promises them (*promised*), else ours."""
    access = "ua2" if _NEWER_ACCESS in promised else FLAVOURS[0]
    newer = next((each.removeprefix("PDF/A-").lower() for each in promised if each.startswith(_NEWER_ARCHIVE)), "")
    return access, newer if newer in STANDARDS else FLAVOURS[1]


def judge(path: Path, promised: Sequence[str]) -> Validity:
    """Ask veraPDF about a file that promises to keep the standards *promised*."""
    flavours = choose_flavours(promised)
    try:
        return Validity({verdict.flavour: verdict for verdict in validate([path], flavours)}, flavours=flavours)
    except HandoutError as error:
        return Validity({}, error, flavours)


def check_verdicts(validity: Validity, promised: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for each standard that is broken.

    PDF/A is for keeping files; breaking it matters as much as PDF/UA only where the file promises it (*promised*).
    """
    if validity.error:
        error = validity.error
        message = f"veraPDF was not asked: {error.message}" + (f" ({error.where})" if error.where else "")
        yield Finding("verdict-missing", Level.WARNING, message, hint=error.hint)
    for flavour, verdict in validity.verdicts.items():
        if verdict.passed:
            continue
        is_grave = flavour == validity.flavours[0] or any(each.startswith(_ARCHIVE) for each in promised)
        first = verdict.failures[0]
        count = len(verdict.failures)
        message = f"breaks {count} rule{'s'[: count != 1]} of {STANDARDS[flavour]}, the first is {write_rule(first)}"
        hint = "send the list of rules to whoever made the file: handouts verify --json"
        yield Finding("pdf-invalid", Level.ERROR if is_grave else Level.WARNING, message, hint=hint)


def write_rule(failure: Failure) -> str:
    """Name a broken rule as veraPDF does, and say what it asks for, in one line."""
    return " ".join(f"{failure.clause} test {failure.test}: {failure.message}".split())
