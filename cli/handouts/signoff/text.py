"""Signed text: everything that a handout prints in one language, as the very bytes whose sha256 a signature names.

The file has one line for each text, so that two of them tell which sentences changed, and ``sha256sum`` computes its
root. The English text also holds the templates and drawings: who signs it answers for them. Style sheets, fonts and
the order of entries in catalogs are not in it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handouts.catalog.changes import write_words
from handouts.catalog.lookup import SOURCE_TAG, Catalog
from handouts.errors import HandoutError
from handouts.gate.files import read_outside
from handouts.handout import SETTINGS, Handout
from handouts.project import Project
from handouts.template import condense
from handouts.trans import LAYOUT_FOLDER

SCHEMA = "handouts signed text 1"  # another rule wants another number
_FIELDS = 4  # domain, key, English, translation


@dataclass(frozen=True)
class Sentence:
    """One text: its domain and key, the English, what is printed (None for nothing); *where* is no part of it.

    A printed setting has its file as domain; a template or drawing has no key, and a sha256 in place of words.
    """

    domain: str
    key: str
    msgid: str
    msgstr: str | None
    where: str = field(default="", compare=False)

    @property
    def is_message(self) -> bool:
        """Tell whether this is a message, and not a setting or a file."""
        return "/" not in self.domain

    @property
    def name(self) -> str:
        """Give the name that messages use."""
        return f'"{self.key}"' if self.key else self.domain


@dataclass(frozen=True)
class SignedText:
    """All texts of a handout in one language, sorted by domain and key."""

    language: str
    handout: str
    sentences: tuple[Sentence, ...]

    @cached_property
    def data(self) -> bytes:
        """Write the file: a head, then one JSON list a line."""
        rows: list[list[str | None]] = [[SCHEMA, self.language, self.handout]]
        rows += [[each.domain, each.key, each.msgid, each.msgstr] for each in self.sentences]
        lines = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
        return "".join(f"{line}\n" for line in lines).encode()

    @cached_property
    def root(self) -> str:
        """Give the sha256 (hex) of the file."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True)
class Difference:
    """A text that is not what it was; one of both is None where it came or went."""

    old: Sentence | None
    new: Sentence | None

    def __str__(self) -> str:
        """Name the sentence, its place, and the words that changed."""
        if self.new is None:
            return f"{self.old.name if self.old else ''} is gone"
        place = f" ({self.new.where})" if self.new.where not in ("", self.new.name) else ""
        head = f"{self.new.name}{place}"
        if self.old is None:
            return f"{head} is new"
        if not self.new.key:
            return f"{head} is not the file that was signed"
        words = write_words(self.old.msgstr or "", self.new.msgstr or "")
        if self.old.msgid == self.new.msgid:
            return f"{head}: {words}"
        is_source = (self.old.msgid, self.new.msgid) == (self.old.msgstr, self.new.msgstr)
        english = f"{head}: English {write_words(self.old.msgid, self.new.msgid)}"
        return english if is_source or self.old.msgstr == self.new.msgstr else f"{english} -> {words}"


def make_text(project: Project, tag: str, handout: Handout, catalogs: Sequence[Catalog]) -> SignedText:
    """Collect what *handout* prints in the language *tag* from the *catalogs* of all its domains."""
    sentences = [
        Sentence(catalog.domain, message.key, message.msgid, catalog.get(message), catalog.entries[message.key].where)
        for catalog in catalogs
        for message in catalog.messages
    ]
    return _make(tag, handout, [*sentences, *_read_settings(project, handout)])


def make_source_text(project: Project, handout: Handout) -> SignedText:
    """Collect what *handout* prints in English, with its templates and drawings.

    Raises HandoutError for a template or drawing that cannot be read.
    """
    sentences = [
        Sentence(domain, message.key, message.msgid, message.msgid, message.where)
        for domain, messages in handout.domains.items()
        for message in messages
    ]
    files = _read_files(project, handout)
    return _make(SOURCE_TAG, handout, [*sentences, *_read_settings(project, handout), *files])


def _make(tag: str, handout: Handout, sentences: list[Sentence]) -> SignedText:
    """Bring the sentences in order."""
    return SignedText(tag, handout.id, tuple(sorted(sentences, key=lambda each: (each.domain, each.key))))


def _read_settings(project: Project, handout: Handout) -> Iterator[Sentence]:
    """Give the settings that a page prints."""
    path = project.name(project.templates / handout.id / SETTINGS)
    settings = {"version": handout.version, "date": handout.date, "next_review": handout.next_review}
    for key, value in settings.items():
        yield Sentence(path, key, str(value), str(value), path)


def _read_files(project: Project, handout: Handout) -> Iterator[Sentence]:
    """Give the sums of the templates, without what does not reach the page, and of the drawings."""
    for folder in (handout.id, LAYOUT_FOLDER):
        for path in sorted((project.templates / folder).rglob("*")):
            if path.suffix in (".jinja", ".svg") and path.is_file():
                name = project.name(path)
                yield Sentence(name, "", "", _sum_file(project, path), name)


def _sum_file(project: Project, path: Path) -> str:
    """Sum one file; line ends do not count, and of a template neither comments nor the width of gaps."""
    where = project.name(path)
    try:
        source = read_outside(project, path, "table-bytes").decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise HandoutError(f"not UTF-8 (byte {error.start})", where, "save the file as UTF-8") from None
    content = condense(source) if path.suffix == ".jinja" else source
    return hashlib.sha256(content.encode()).hexdigest()


def parse_text(data: bytes, where: str) -> SignedText:
    """Read a file as SignedText.data wrote it; raises HandoutError with ``path:line`` for anything else."""
    rows: list[list[str | None]] = []
    for number, line in enumerate(data.split(b"\n")[:-1], 1):
        place = f"{where}:{number}"
        wanted = _FIELDS if rows else len((SCHEMA, "language", "handout"))
        rows.append(_parse_row(line, wanted, place))
    if not rows or rows[0][0] != SCHEMA:
        raise HandoutError(f'the first line does not begin with "{SCHEMA}"', f"{where}:1", _HINT)
    sentences = tuple(Sentence(str(row[0]), str(row[1]), str(row[2]), row[3]) for row in rows[1:])
    text = SignedText(str(rows[0][1]), str(rows[0][2]), sentences)
    if text.data != data:
        raise HandoutError("this is not the file that was signed", f"{where}:1", _HINT)
    return text


_HINT = "restore the file from git; it is never edited"


def _parse_row(line: bytes, wanted: int, where: str) -> list[str | None]:
    """Read one line; only the last field may be null."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):  # not UTF-8, not JSON, lists without end
        row = None
    texts = row[: _FIELDS - 1] if isinstance(row, list) else [None]
    if not isinstance(row, list) or len(row) != wanted or not all(isinstance(each, str) for each in texts):
        raise HandoutError("this line is no list of texts", where, _HINT)
    if not isinstance(row[-1], str | None):
        raise HandoutError("this line is no list of texts", where, _HINT)
    return row


def compare(old: SignedText, new: SignedText) -> tuple[Difference, ...]:
    """Compare two texts: first the sentences, then settings and files; of each what is new, then what is gone."""
    before = {(each.domain, each.key): each for each in old.sentences}
    after = {(each.domain, each.key): each for each in new.sentences}
    changed = [Difference(before.get(name), each) for name, each in after.items() if before.get(name) != each]
    gone = [Difference(each, None) for name, each in before.items() if name not in after]
    return tuple(sorted([*changed, *gone], key=_is_of_the_page))


def _is_of_the_page(change: Difference) -> bool:
    """Tell whether a change is of a setting or a file, and no sentence."""
    sentence = change.new or change.old
    return sentence is not None and not sentence.is_message
