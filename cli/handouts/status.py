"""Status: how far a handout is in one language, computed from signatures under its very texts and never stored.

One changed letter is another text, which nobody has signed; the old letter brings the signatures back.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from handouts.catalog.lookup import SOURCE_TAG, Catalog, State
from handouts.finding import Level
from handouts.handout import Handout
from handouts.language import Language, find_language, load_languages
from handouts.project import Project
from handouts.signoff.archive import Archive, read_archive
from handouts.signoff.judge import Ruling, find_last, find_reviewers, judge
from handouts.signoff.people import Role
from handouts.signoff.record import Record
from handouts.signoff.text import Difference, SignedText, compare, make_source_text, make_text


class Stage(IntEnum):
    """How far a translation is; each stage holds the ones before."""

    DRAFT = 0
    TRANSLATED = 1
    REVIEWED = 2
    RELEASED = 3

    def __str__(self) -> str:
        """Give the word that users read and write."""
        return self.name.lower()


@dataclass(frozen=True)
class Status:
    """The stage of a handout in one language, why it is no further, and the sha256 of its texts today.

    ``changes`` is how the text differs from the one that was signed last, where nobody has signed today's.
    """

    stage: Stage
    reasons: tuple[str, ...]
    root: str
    signed_by: tuple[Record, ...] = ()
    changes: tuple[Difference, ...] = ()

    @property
    def mark(self) -> str:
        """Give what a page says of a text that was reviewed: the beginning of its root, as the log lists it."""
        return self.root[:8] if self.stage >= Stage.REVIEWED else ""


def compute_status(project: Project, language: Language, handout: Handout, catalogs: Sequence[Catalog]) -> Status:
    """Compute the status of *handout* from the *catalogs* of all domains it prints.

    A translation is released only with the English that it translates. Raises HandoutError for sign-off files that
    are not as they were written.
    """
    source = make_source_text(project, handout)
    if language.tag == SOURCE_TAG:
        return _rate(project, language, source)
    status = _rate(project, language, make_text(project, language.tag, handout, catalogs))
    faults = (*_find_gaps(catalogs), *_find_faults(catalogs))
    english = _rate(project, load_languages(project).get(SOURCE_TAG) or find_language(project, SOURCE_TAG), source)
    stage = Stage.DRAFT if faults else status.stage
    reasons = (*faults, *status.reasons)
    if english.stage is not Stage.RELEASED:
        stage = min(stage, Stage.REVIEWED)
        reasons = (*reasons, f"the English is not released: {english.reasons[0]}")
    return Status(stage, reasons, status.root, status.signed_by, status.changes)


def _rate(project: Project, language: Language, text: SignedText) -> Status:
    """Compute what the signatures under *text* are worth, whatever the text is worth."""
    archive = read_archive(project, language)
    archive.refuse_faults()
    rulings = judge(project, archive, text.handout)
    valid = tuple(each.record for each in rulings if each.counts and each.record.text == text.root)
    stage, missing = _find_stage(valid, is_source=language.tag == SOURCE_TAG)
    changes = _find_changes(archive, rulings, text) if missing else ()
    reasons = (*_explain_changes(rulings, changes), *_explain_refusals(rulings, text), *missing)
    return Status(stage, reasons, text.root, valid, changes)


def _find_stage(valid: Sequence[Record], *, is_source: bool) -> tuple[Stage, list[str]]:
    """Give the stage that *valid* records reach, and what is missing for the next ones.

    The source text needs no translator and no reviewer, only the clinical lead.
    """
    roles = {record.role for record in valid}
    review = "the reviewer and the translator are the same person" if Role.REVIEWER in roles else _write_gap("reviewer")
    wanted: list[tuple[Stage, bool, str]] = [
        (Stage.TRANSLATED, Role.TRANSLATOR in roles, _write_gap("translator")),
        (Stage.REVIEWED, bool(find_reviewers(valid)), review),
        (Stage.RELEASED, Role.LEAD in roles, _write_gap("clinical lead")),
    ]
    wanted = wanted[-1:] if is_source else wanted
    missing = [reason for _, is_met, reason in wanted if not is_met]
    stage = Stage.DRAFT
    for next_stage, is_met, _ in wanted:
        if not is_met:
            break
        stage = next_stage
    return stage, missing


def _write_gap(role: str) -> str:
    """Say who has not signed."""
    return f"no {role} has signed this text"


def _find_changes(archive: Archive, rulings: Sequence[Ruling], text: SignedText) -> tuple[Difference, ...]:
    """Compare *text* with the one that was signed last; nothing where that is this one, or where nobody has signed."""
    last = find_last(rulings)
    return compare(archive.read_text(last), text) if last and last.text != text.root else ()


def _explain_changes(rulings: Sequence[Ruling], changes: Sequence[Difference]) -> Iterator[str]:
    """Say how many texts changed since the last signature, and which is the first."""
    if changes:
        count = "1 text has" if len(changes) == 1 else f"{len(changes)} texts have"
        first = "" if len(changes) == 1 else "first "
        yield f"{count} changed since {find_last(rulings)}: {first}{changes[0]}"


def _explain_refusals(rulings: Iterable[Ruling], text: SignedText) -> Iterator[str]:
    """Say which signatures under *text* do not count."""
    for each in rulings:
        if not each.counts and each.record.text == text.root:
            yield f"{each.record}, which does not count: {each.refusal}"


def _find_gaps(catalogs: Iterable[Catalog]) -> Iterator[str]:
    """Say how many messages have no translation, and which is the first."""
    gaps = [(catalog, message) for catalog in catalogs for message in catalog.untranslated]
    if gaps:
        catalog, message = gaps[0]
        unit = catalog.entries[message.key]
        count = "1 message is" if len(gaps) == 1 else f"{len(gaps)} messages are"
        state = f", {unit.state}" if unit.state is not State.EMPTY else ""
        yield f"{count} untranslated, first: {message.key} ({unit.where}{state})"


def _find_faults(catalogs: Iterable[Catalog]) -> Iterator[str]:
    """Say how many errors the catalogs have, and which is the first."""
    errors = [each for catalog in catalogs for each in catalog.problems if each.level is Level.ERROR]
    if errors:
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        yield f"{count} in the catalogs, first: {errors[0].message} ({errors[0].where})"
