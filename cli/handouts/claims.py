"""Claims: the ledger that says where each fact of a handout comes from; whether a fact is true, only people can say.

templates/<id>/claims.toml holds an entry for every claim of the source article (C01 and on) and for every fact added
to it (A01 and on), the messages that print it, why, and who says so. Words of the page frame are no facts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from handouts.datafile import Table, read_tables
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.handout import Handout
from handouts.project import Project

LEDGER = "claims.toml"
LEFT_OUT = "left out"
# What may become of a claim of the source article (C) and of a fact of our own (A)
VERDICTS = {"C": ("kept", "softened", "corrected", LEFT_OUT), "A": ("added",)}
# What a printed fact may rest on; what somebody merely knows is not among them
BASES = ("article", "read", "quoted")
# The tables of a ledger that are no entries
FIXED = ("ledger", "not_medical", "source")

_ENTRY = re.compile(r"(?P<kind>[CA])(?P<number>\d{2,3})")


@dataclass(frozen=True)
class Source:
    """A page or paper; ``date`` is the one it shows, ``basis`` how we know what it says."""

    name: str
    title: str
    date: str
    basis: str
    where: str


@dataclass(frozen=True)
class Entry:
    """One fact: the messages that print it, why it reads as it does, and what each source says (by source name)."""

    id: str
    claim: str
    verdict: str
    messages: tuple[str, ...]
    reason: str
    sources: dict[str, str]
    where: str


@dataclass(frozen=True)
class Ledger:
    """All entries; ``claims`` is how many the source article makes, ``not_medical`` names what states no fact."""

    claims: int
    entries: dict[str, Entry]
    not_medical: tuple[str, ...]
    sources: dict[str, Source]
    where: str


def load_ledger(project: Project, handout: str) -> Ledger:
    """Read templates/<handout>/claims.toml; raises HandoutError when it is missing or malformed."""
    path = project.templates / handout / LEDGER
    tables = {table.name: table for table in read_tables(project, path)}
    for name in FIXED:
        if name not in tables:
            raise HandoutError(f"there is no [{name}] table", project.name(path), "see templates/car-t/claims.toml")
    head, others = tables["ledger"], tables["not_medical"]
    head.allow("claims")
    others.allow("messages")
    return Ledger(
        claims=head.read_count("claims"),
        entries={name: _read_entry(table) for name, table in tables.items() if name not in FIXED},
        not_medical=_read_names(others, "messages"),
        sources={source.name: source for source in map(_read_source, read_tables(project, path, "source"))},
        where=head.where,
    )


def _read_names(table: Table, key: str) -> tuple[str, ...]:
    """Read a list of texts that may be empty or missing, each name once."""
    names = () if table.values.get(key, []) == [] else table.read_texts(key)
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise HandoutError(f'"{twice[0]}" stands twice in [{table.name}]', table.where, "take one of them out")
    return names


def _read_entry(table: Table) -> Entry:
    """Read one claim or addition; texts that are missing are for check_ledger to find."""
    found = _ENTRY.fullmatch(table.name)
    if found is None:
        raise HandoutError(f"[{table.name}] is no entry", table.where, "name entries C01, C02 ... and A01, A02 ...")
    table.allow("claim", "verdict", "messages", "reason", "sources")
    verdict, allowed = table.read_text("verdict"), VERDICTS[found["kind"]]
    if verdict not in allowed:
        raise HandoutError(f'unknown verdict "{verdict}"', table.where, f"the verdicts here are: {', '.join(allowed)}")
    sources = table.read_table("sources")
    return Entry(
        id=table.name,
        claim=table.read_text("claim"),
        verdict=verdict,
        messages=_read_names(table, "messages"),
        reason=table.read_text("reason", "").strip(),
        sources={name: sources.read_text(name).strip() for name in sources.values} if sources else {},
        where=table.where,
    )


def _read_source(table: Table) -> Source:
    """Read one source."""
    table.allow("title", "date", "basis")
    name = table.name.removeprefix("source.")
    return Source(name, table.read_text("title"), table.read_text("date"), table.read_text("basis"), table.where)


def check_ledger(handout: Handout, ledger: Ledger) -> Iterator[Finding]:
    """Ask whether every claim has its entry, every fact its source, and every message of the handout its place."""
    yield from _check_claims(ledger)
    for entry in ledger.entries.values():
        yield from _check_entry(entry)
        yield from _check_sources(entry, ledger)
    yield from _check_messages(handout, ledger)
    for source in ledger.sources.values():
        if not any(source.name in entry.sources for entry in ledger.entries.values()):
            message = f'nothing rests on the source "{source.name}"'
            yield Finding("source-unused", Level.WARNING, message, source.where, "use it, or take it out")


def _check_claims(ledger: Ledger) -> Iterator[Finding]:
    """Compare the claims of the source article with the entries."""
    wanted = [f"C{number:02}" for number in range(1, ledger.claims + 1)]
    for name in wanted:
        if name not in ledger.entries:
            hint = "say what became of it, even if it was left out"
            yield Finding("claim-missing", Level.ERROR, f"claim {name} has no entry", ledger.where, hint)
    for name, entry in ledger.entries.items():
        if name.startswith("C") and name not in wanted:
            message = f"{name} is beyond the {ledger.claims} claims of the source article"
            yield Finding("claim-unknown", Level.ERROR, message, entry.where, "facts of our own are named A01, A02 ...")


def _check_entry(entry: Entry) -> Iterator[Finding]:
    """Ask whether an entry is whole."""
    if not entry.messages and entry.verdict != LEFT_OUT:
        hint = f'name the messages that print it, or make it "{LEFT_OUT}"'
        yield Finding("claim-unprinted", Level.ERROR, f"{entry.id} names no message", entry.where, hint)
    if entry.messages and entry.verdict == LEFT_OUT:
        message = f"{entry.id} is left out, yet printed by {', '.join(entry.messages)}"
        yield Finding("claim-printed", Level.ERROR, message, entry.where, "choose another verdict")
    if not entry.reason:
        yield Finding(
            "reason-missing", Level.ERROR, f"{entry.id} gives no reason", entry.where, "say what was done, why"
        )
    if not entry.sources:
        hint = "give a source, or do not print it"
        yield Finding("source-missing", Level.ERROR, f"{entry.id} has no source", entry.where, hint)


def _check_sources(entry: Entry, ledger: Ledger) -> Iterator[Finding]:
    """Ask whether the sources of an entry exist, say something, and were read."""
    for name, words in entry.sources.items():
        source = ledger.sources.get(name)
        if source is None:
            hint = _suggest(name, ledger.sources) or f"add a [source.{name}] table"
            yield Finding("source-unknown", Level.ERROR, f'{entry.id}: no source "{name}"', entry.where, hint)
        elif source.basis not in BASES:
            message = f'{entry.id} rests on "{name}", whose basis is "{source.basis}"'
            hint = f"find a page that says so; a basis is one of: {', '.join(BASES)}"
            yield Finding("source-weak", Level.ERROR, message, source.where, hint)
        elif source.basis == "article" and entry.id.startswith("A"):
            message = f"{entry.id} is an addition, yet rests on the source article"
            yield Finding(
                "source-weak", Level.ERROR, message, entry.where, "make it an entry for a claim of the article"
            )
        if not words:
            message = f'{entry.id} does not say what "{name}" says'
            yield Finding("source-silent", Level.ERROR, message, entry.where, "sum it up in a few words")


def _check_messages(handout: Handout, ledger: Ledger) -> Iterator[Finding]:
    """Ask whether each message has one place, and each place a message."""
    known = {message.key: message.where for message in handout.messages}
    medical = {key: entry for entry in ledger.entries.values() for key in entry.messages}
    named = [(key, entry.id, entry.where) for entry in ledger.entries.values() for key in entry.messages]
    named += [(key, "[not_medical]", ledger.where) for key in ledger.not_medical]
    for key, owner, where in named:
        if key not in known:
            yield Finding("message-unknown", Level.ERROR, f'{owner}: no message "{key}"', where, _suggest(key, known))
    for key in ledger.not_medical:
        if key in medical:
            message = f'"{key}" is in [not_medical] and in {medical[key].id}'
            yield Finding("message-both", Level.ERROR, message, medical[key].where, "take it out of one of them")
    for key, where in known.items():
        if key not in medical and key not in ledger.not_medical:
            hint = f"add it to an entry of {LEDGER}, or to [not_medical] if it states no medical fact"
            yield Finding("message-unsourced", Level.ERROR, f'"{key}" is in no entry', where, hint)


def _suggest(name: str, known: dict[str, str] | dict[str, Source]) -> str | None:
    """Offer the nearest known name."""
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    return f'did you mean "{near[0]}"?' if near else None
