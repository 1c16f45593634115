"""Bundle: what goes out to translators, and Returned: what comes back; both without a file format."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from handouts.catalog.changes import find_changes
from handouts.catalog.entry import PoFile
from handouts.catalog.lookup import Catalog, Origin, State
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.message import Message, is_visible
from handouts.status import Stage

BLANK = " \t\r\n"  # what tools break and indent lines with; a no-break space is part of a text


class Progress(IntEnum):
    """How far one sentence is: a draft is a machine's, or waits for a person to look at it."""

    EMPTY = 0
    DRAFT = 1
    TRANSLATED = 2
    REVIEWED = 3
    RELEASED = 4

    def __str__(self) -> str:
        """Give the word that users read."""
        return self.name.lower()


@dataclass(frozen=True)
class Segment:
    """One message with its translation ("" where there is none); *remarks* are those of translators and of ours."""

    message: Message
    target: str
    progress: Progress
    is_machine: bool = False
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """The segments of one domain, in the order of the page."""

    domain: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Bundle:
    """Everything that is sent in one file: the parts of one language."""

    language: Language
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Facts:
    """What is said of a bundle: lines of name and value, the sum that names exactly these texts, the version's day."""

    lines: tuple[tuple[str, str], ...]
    sum: str
    date: dt.date


@dataclass(frozen=True)
class Returned:
    """One unit of a file that came back; ``where`` is ``path:line``.

    ``is_done`` says that the file calls it translated, ``is_machine`` that a machine made it, ``fault`` what makes it
    unreadable. Whatever else the file claims, a review above all, is not even read.
    """

    domain: str
    key: str
    source: str
    target: str
    where: str
    is_done: bool = False
    is_machine: bool = False
    fault: str = ""


def make_part(catalog: Catalog, file: PoFile, stage: Stage) -> Part:
    """Put the messages of *catalog* together with what *file*, its PO file, says of them.

    Raises HandoutError when the file is not in step with the English: what came back could not be put into it.
    """
    remarks = dict(_read_remarks(file, catalog.messages))
    for message in catalog.messages:
        if (message.key, message.msgid) not in {entry.key for entry in file.entries}:
            hint = f"run: handouts catalog update {catalog.language.tag}"
            raise HandoutError(f'the catalog is not in step with the English of "{message.key}"', file.name, hint)
    return Part(catalog.domain, tuple(_make_segment(catalog, each, stage, remarks) for each in catalog.messages))


def _make_segment(catalog: Catalog, message: Message, stage: Stage, remarks: dict[str, tuple[str, ...]]) -> Segment:
    """Make one segment; a text that is not for this English is no translation."""
    unit = catalog.entries[message.key]
    is_machine = catalog.origin is Origin.MACHINE and stage < Stage.REVIEWED
    target = unit.msgstr if unit.state in (State.TRANSLATED, State.FUZZY, State.BROKEN) else ""
    if not target:
        progress = Progress.EMPTY
    elif unit.state is not State.TRANSLATED or is_machine:
        progress = Progress.DRAFT
    else:
        progress = {Stage.REVIEWED: Progress.REVIEWED, Stage.RELEASED: Progress.RELEASED}.get(
            stage, Progress.TRANSLATED
        )
    return Segment(message, target, progress, is_machine and bool(target), remarks.get(message.key, ()))


def _read_remarks(file: PoFile, messages: tuple[Message, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Read translators' notes by key; where the English changed, also the pair that stood there before, and offers."""
    before = {each.key: each for each in find_changes(file, messages)}
    for entry in file.entries:
        key = entry.key[0] or ""
        notes = (*(note for note in entry.notes if note), *entry.offers)
        change = before.get(key)
        if change and entry.key[1] == change.new:
            notes += (f"English before: {change.old}", f"Translation of that: {change.msgstr}")
        yield key, notes


def squeeze(text: str) -> str:
    """Take out the line breaks and indents that tools put in: runs of plain white space become one space."""
    for sign in BLANK:
        text = text.replace(sign, " ")
    return " ".join(word for word in text.split(" ") if word)


def is_empty(text: str) -> bool:
    """Tell whether *text* shows nothing."""
    return not is_visible(text)


def keep_signed(bundle: Bundle) -> Bundle:
    """Give only what has been reviewed."""
    parts = (Part(each.domain, tuple(_choose_signed(each.segments))) for each in bundle.parts)
    return Bundle(bundle.language, tuple(part for part in parts if part.segments))


def _choose_signed(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Choose the segments that a second person has signed."""
    return (each for each in segments if each.progress >= Progress.REVIEWED)
