"""Proposal: what one person would sign now, and why they may not; asking and writing are the command's business."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handouts.catalog.lookup import SOURCE_TAG
from handouts.errors import HandoutError
from handouts.signoff.archive import Archive
from handouts.signoff.judge import Ruling, find_last, find_names, find_reviewers
from handouts.signoff.people import Person, Role
from handouts.signoff.record import Record, make_statement
from handouts.signoff.text import Difference, SignedText, compare

# One person cannot be both under the same text.
_OPPOSITE = {Role.TRANSLATOR: Role.REVIEWER, Role.REVIEWER: Role.TRANSLATOR}


@dataclass(frozen=True)
class Signer:
    """A person in a role on a day."""

    person: Person
    role: Role
    day: date


@dataclass(frozen=True)
class Proposal:
    """The record as it would be written; where it builds on ``base``, only ``changes`` were looked at."""

    record: Record
    text: SignedText
    base: Record | None
    changes: tuple[Difference, ...]


def propose(
    archive: Archive, rulings: Sequence[Ruling], text: SignedText, signer: Signer, *, is_whole: bool = False
) -> Proposal:
    """Make the record that *signer* would sign under *text*: of all, or of what changed since the role last signed.

    Raises HandoutError when they may not.
    """
    _refuse_signer(text, signer)
    _refuse_record(archive, rulings, text, signer)
    base = None if is_whole else find_last(rulings, signer.role)
    changes = compare(archive.read_text(base), text) if base else ()
    base = base if changes else None  # the same text once more: it is read whole
    person, since = signer.person, base.sum if base else ""
    record = Record(
        role=signer.role,
        person=person.id,
        name=person.name,
        credential=person.credential,
        expires=person.expires,
        date=signer.day,
        language=text.language,
        handout=text.handout,
        version=next(each.msgid for each in text.sentences if not each.is_message and each.key == "version"),
        sentences=sum(each.is_message for each in text.sentences),
        statement=make_statement(signer.role, since, is_source=text.language == SOURCE_TAG),
        text=text.root,
        since=since,
        after=archive.heads,
    )
    return Proposal(record, text, base, changes)


def _refuse_signer(text: SignedText, signer: Signer) -> None:
    """Raise HandoutError when the person may not sign this language in this role on this day."""
    person, role = signer.person, signer.role
    if text.language == SOURCE_TAG and role is not Role.LEAD:
        raise HandoutError(f"the English needs no {role}", hint=f"it is signed with --role {Role.LEAD}")
    if refusal := person.explain_refusal(role, text.language, signer.day):
        raise HandoutError(refusal.removesuffix(f" ({person.where})"), person.where, "correct it there if it is wrong")


def _refuse_record(archive: Archive, rulings: Sequence[Ruling], text: SignedText, signer: Signer) -> None:
    """Raise HandoutError when the text is signed by the same person already, or the day cannot be right."""
    valid = [each.record for each in rulings if each.counts and each.record.text == text.root]
    if signer.role is Role.LEAD and text.language != SOURCE_TAG and not find_reviewers(valid):
        hint = "a clinical lead signs last, after translator and reviewer"
        raise HandoutError("nobody has reviewed this text", archive.name, hint)
    for record in valid:
        if find_names(record) & find_names(signer.person):
            if record.role is signer.role:
                raise HandoutError(f"nothing to sign: {record}, exactly this text", archive.where(record))
            if record.role is _OPPOSITE.get(signer.role):
                hint = "another person must review what a translator wrote"
                raise HandoutError(f"{record}: nobody reviews their own text", archive.where(record), hint)
    for record in archive.records:
        if record.date > signer.day:
            hint = "set the clock of this machine right"
            raise HandoutError(
                f"{signer.day} is before {record.date}, when {record.person} signed", archive.where(record), hint
            )
