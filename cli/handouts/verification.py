"""Everything that is asked of a finished PDF file, whoever made it, in one value; printing is for commands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pikepdf

from handouts.checks.actions import check_actions
from handouts.checks.contrast import Measurement, can_measure, check_contrast, measure
from handouts.checks.document import check_document
from handouts.checks.fonts import check_fonts
from handouts.checks.links import check_links
from handouts.checks.opening import open_pdf
from handouts.checks.tags import check_tags
from handouts.checks.validity import Validity, check_verdicts, judge
from handouts.finding import Finding, Level
from handouts.pdf.content import READING_ERRORS
from handouts.pdf.read import PdfFile, read_open_pdf

MAKER = "handouts "
"""How files of our own name the program that made them."""
_CHECKS: dict[str, Callable[[pikepdf.Pdf], Iterator[Finding]]] = {
    "links": check_links,
    "fonts": check_fonts,
    "actions and attachments": check_actions,
}
_TEXT_CHECKS: dict[str, Callable[[pikepdf.Pdf, PdfFile], Iterator[Finding]]] = {
    "document": check_document,
    "tags": check_tags,
}
_ORDER = list(Level)


@dataclass(frozen=True)
class Verification:
    """What was found out about one file; *contrast* and *validity* are None where the file could not be opened."""

    path: Path
    pages: int
    is_ours: bool
    findings: tuple[Finding, ...]
    validity: Validity | None = None
    contrast: Measurement | None = None

    @property
    def is_good(self) -> bool:
        """Say whether no check found an error."""
        return not any(finding.level is Level.ERROR for finding in self.findings)


def verify(paths: Sequence[Path]) -> Iterator[Verification]:
    """Verify each of *paths*, once, in this process and in one Java machine; a file may keep it busy for ever."""
    for path in dict.fromkeys(paths):
        pdf = open_pdf(path)
        if isinstance(pdf, Finding):
            yield refuse(path, pdf)
        else:
            with pdf:
                yield _verify_one(path, pdf)


def refuse(path: Path, finding: Finding) -> Verification:
    """Give what is said of a file that nothing else could be found out about."""
    return Verification(path, 0, is_ours=False, findings=(finding,))


def _verify_one(path: Path, pdf: pikepdf.Pdf) -> Verification:
    """Ask an open file everything."""
    findings: list[Finding] = []
    file = None
    try:
        file = read_open_pdf(pdf)
    except READING_ERRORS:
        findings.append(_give_up("text and tags"))
    for subject, check in _CHECKS.items():
        findings += _guard(subject, partial(check, pdf))
    for subject, check_text in _TEXT_CHECKS.items():
        findings += _guard(subject, partial(check_text, pdf, file)) if file else []
    promised = file.conformance if file else ()
    validity = judge(path, promised)
    findings += check_verdicts(validity, promised)
    contrast = _measure(path, findings)
    placed = [replace(each, message=_tame(each.message), where=each.where or str(path)) for each in findings]
    ordered = tuple(sorted(placed, key=lambda finding: _ORDER.index(finding.level)))
    is_ours = bool(file and file.info.get("Creator", "").startswith(MAKER))
    return Verification(path, len(pdf.pages), is_ours, ordered, validity, contrast)


def _tame(message: str) -> str:
    """Give a message without signs that steer a terminal: it may quote what a stranger wrote."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in message).split())


def _guard(subject: str, check: Callable[[], Iterator[Finding]]) -> list[Finding]:
    """Run one check; where the file is too damaged for it, say so."""
    try:
        return list(check())
    except READING_ERRORS:
        return [_give_up(subject)]


def _give_up(subject: str) -> Finding:
    """Say that a check could not be finished."""
    hint = "ask whoever made the file for a new copy"
    return Finding("check-not-finished", Level.ERROR, f"the file is damaged: {subject} could not be read", hint=hint)


def _measure(path: Path, findings: list[Finding]) -> Measurement | None:
    """Measure contrast, adding what is wrong with it to *findings*."""
    if not can_measure():
        hint = 'python -m pip install "handouts[verify]"'
        message = "contrast was not measured: the package pypdfium2 is missing"
        findings.append(Finding("contrast-not-checked", Level.WARNING, message, hint=hint))
        return None
    try:
        measurement = measure(path)
    except READING_ERRORS:
        findings.append(_give_up("contrast"))
        return None
    findings += check_contrast(measurement)
    return measurement
