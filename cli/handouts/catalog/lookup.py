"""Lookup: the translations of one domain in one language, and which of them may be printed.

A translation is printed only if it is there, not fuzzy, made for the very English text of the template, and holds
its tags and placeholders. Everything else is reported with its line. There is no fallback to another language here.
"""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from handouts.catalog.entry import Entry, PoFile
from handouts.catalog.header import check_header, check_plural_forms
from handouts.catalog.po import decode, parse
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.gate.files import read_outside
from handouts.gate.letters import check_letters
from handouts.language import Language
from handouts.message import MAX_PROBLEMS, Message, Problem, check_translation, is_visible, split
from handouts.project import Project
from handouts.pseudo import imitate
from handouts.trans import Translation

SOURCE_TAG = "en"  # the language of the templates


class Origin(StrEnum):
    """How a translation was made, as the header X-Origin says; the worst is first, and counts where none is named."""

    MACHINE = "machine draft"
    HUMAN = "human"


class State(StrEnum):
    """What a catalog has for a message; only ``TRANSLATED`` is printed."""

    TRANSLATED = "translated"
    MISSING = "missing"
    EMPTY = "empty"
    FUZZY = "fuzzy"
    CHANGED = "changed source"
    BROKEN = "broken"


@dataclass(frozen=True)
class Unit:
    """What a catalog has for the text ``msgid`` of a template; ``where`` is the ``path:line`` of the entry."""

    msgid: str
    msgstr: str
    state: State
    where: str


@dataclass(frozen=True)
class Catalog:
    """The translations of *messages* in one language; ``entries`` has one Unit for each of their keys."""

    language: Language
    domain: str
    messages: tuple[Message, ...]
    entries: Mapping[str, Unit]
    origin: Origin = Origin.HUMAN
    problems: tuple[Finding, ...] = field(default=(), compare=False)

    def get(self, message: Message) -> str | None:
        """Give the translation of *message*, or None if there is none that may be printed."""
        unit = self.entries.get(message.key)
        if unit is None or unit.msgid != message.msgid or unit.state is not State.TRANSLATED:
            return None
        return unit.msgstr

    @property
    def total(self) -> int:
        """Count the messages."""
        return len(self.messages)

    @property
    def translated(self) -> int:
        """Count the messages that have a translation which may be printed."""
        return self.total - len(self.untranslated)

    @property
    def untranslated(self) -> tuple[Message, ...]:
        """Give the messages without such a translation, in the order of the template."""
        return tuple(each for each in self.messages if self.entries[each.key].state is not State.TRANSLATED)


@dataclass
class CatalogTranslator:
    """Words one page from the catalogs of its domains; ``missing`` collects what had to stay English."""

    catalogs: Mapping[str, Catalog]
    missing: dict[tuple[str, str], Message] = field(default_factory=dict)

    def translate(self, domain: str, message: Message) -> Translation:
        """Give the translation, or the English and a note in ``missing``."""
        catalog = self.catalogs[domain]
        text = catalog.get(message)
        if text is None:
            self.missing[domain, message.key] = message
            return Translation(message.msgid, SOURCE_TAG, is_translated=False)
        return Translation(text, catalog.language.tag, is_translated=True)


def find_catalog(project: Project, language: Language, domain: str) -> Path:
    """Name the file of a catalog, whether it is there or not."""
    return project.locales / language.posix / "LC_MESSAGES" / f"{domain}.po"


def has_catalog(project: Project, language: Language, domain: str) -> bool:
    """Tell whether someone has begun to translate *domain*; English and pseudo-languages need no catalog."""
    return language.tag == SOURCE_TAG or language.is_pseudo or is_begun(project, language, domain)


def is_begun(project: Project, language: Language, domain: str) -> bool:
    """Tell whether something lies where the catalog belongs; a pipe or a broken link is refused when it is read."""
    return os.path.lexists(find_catalog(project, language, domain))


def load_catalog(project: Project, language: Language, domain: str, messages: Iterable[Message]) -> Catalog:
    """Read the catalog of *domain* in *language*; English and pseudo-languages need no file.

    Raises HandoutError when the file is missing, is not correct PO, or is for another language or charset. What is
    wrong with single entries stands in ``problems``.
    """
    messages = tuple(messages)
    if language.tag == SOURCE_TAG or language.is_pseudo:
        texts = {each.key: imitate(language, each.msgid) if language.is_pseudo else each.msgid for each in messages}
        units = {each.key: Unit(each.msgid, texts[each.key], State.TRANSLATED, each.where) for each in messages}
        return Catalog(language, domain, messages, units, Origin.MACHINE if language.is_pseudo else Origin.HUMAN)
    file = read_catalog(project, language, domain)
    units, problems = _match(file, language, messages)
    problems = [*check_plural_forms(file, language), *problems]
    return Catalog(language, domain, messages, units, _read_origin(file), tuple(problems))


def read_catalog(project: Project, language: Language, domain: str) -> PoFile:
    """Read the file of a catalog; raises HandoutError like load_catalog."""
    path = find_catalog(project, language, domain)
    name = project.name(path)
    try:
        data = read_outside(project, path, "catalog-bytes")
    except (FileNotFoundError, NotADirectoryError):
        hint = f"run: handouts catalog new {language.tag}, or leave {language.tag} out"
        raise HandoutError(f"there is no catalog of {domain!r} for {language.english}", name, hint) from None
    file = parse(decode(data, name), name)
    check_header(file, language)
    return file


def _read_origin(file: PoFile) -> Origin:
    """Read how the translations were made: by a machine, unless the header says otherwise.

    Raises HandoutError for an origin that is not known.
    """
    text = " ".join(file.header.get("X-Origin", Origin.MACHINE).casefold().split())
    if text not in list(Origin):
        entry = file.header_entry
        lines = enumerate(entry.lines, entry.line) if entry else ()
        line = next((number for number, line in lines if "X-Origin" in line), 1)
        hint = f"write one of: {', '.join(Origin)}"
        raise HandoutError(f"the header says X-Origin {text!r}", f"{file.name}:{line}", hint)
    return Origin(text)


def _match(file: PoFile, language: Language, messages: tuple[Message, ...]) -> tuple[dict[str, Unit], list[Finding]]:
    """Find the entry of each message; give the units by key, and what is wrong with the entries."""
    by_key: dict[str, list[Entry]] = {}
    problems: list[Finding] = []
    for entry in file.entries:
        if entry.key[0] is None:
            where = f"{file.name}:{entry.line}"
            problems.append(Finding("entry-without-key", Level.WARNING, "the entry has no msgctxt", where, "delete it"))
        else:
            by_key.setdefault(entry.key[0], []).append(entry)
    units: dict[str, Unit] = {}
    for message in messages:
        candidates = by_key.pop(message.key, [])
        candidates.sort(key=lambda entry: entry.key[1] != message.msgid)
        units[message.key], found = _judge(file, language, message, candidates[0] if candidates else None)
        problems += found
        for entry in candidates[1:]:
            where = f"{file.name}:{entry.line_of('msgid')}"
            text = f'"{message.key}" stands here once more, for another English text'
            problems.append(Finding("entry-stale", Level.WARNING, text, where, "delete the entry"))
    for key, entries in by_key.items():
        where = f"{file.name}:{entries[0].line_of('msgctxt')}"
        shown = f'"{key}"' if key.isprintable() else ascii(key)  # it may steer the terminal it is shown on
        hint = "run: handouts catalog update"
        problems.append(Finding("entry-unused", Level.NOTE, f"no template prints {shown[:80]}", where, hint))
    return units, problems


def check_text(language: Language, msgid: str, msgstr: str) -> tuple[Problem, ...]:
    """Name what keeps *msgstr* from being printed for *msgid* in *language*."""
    return (*check_translation(msgid, msgstr), *check_letters(language, msgid, msgstr))[:MAX_PROBLEMS]


def _judge(file: PoFile, language: Language, message: Message, entry: Entry | None) -> tuple[Unit, list[Finding]]:
    """Say what *entry* is worth for *message*."""
    if entry is None:
        return Unit(message.msgid, "", State.MISSING, file.name), []
    where = f"{file.name}:{entry.line_of('msgstr')}"
    msgstr = entry.fields.get("msgstr", "")
    if "msgid_plural" in entry.fields:
        problem = Finding("plural-entry", Level.ERROR, f'"{message.key}" has plural forms', where, "write one msgstr")
        return Unit(message.msgid, msgstr, State.BROKEN, where), [problem]
    if not any(is_visible(token.name) for token in split(msgstr) if token.kind == "text"):
        state = State.CHANGED if "msgid" in entry.previous else State.EMPTY
        return Unit(message.msgid, msgstr, state, where), []
    if entry.key[1] != message.msgid:
        return Unit(message.msgid, msgstr, State.CHANGED, where), []
    problems = [
        Finding(f"translation-{each.code}", Level.ERROR, f'"{message.key}": {each.message}', where)
        for each in check_text(language, message.msgid, msgstr)
    ]
    state = State.FUZZY if entry.is_fuzzy else State.BROKEN if problems else State.TRANSLATED
    return Unit(message.msgid, msgstr, state, where), problems
