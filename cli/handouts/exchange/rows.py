"""Rows: a bundle as the rows of a table for people without tools, and rows that came back as units; no file format.

A text that a spreadsheet could take for a formula is never one: how it is kept is the business of each format.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from handouts.errors import HandoutError
from handouts.exchange.bundle import Bundle, Returned, Segment, squeeze

FIXED = ("file", "key", "English")
REST = ("status", "notes", "place")
FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_LANGUAGE = re.compile(r"\([A-Za-z]{2,8}(?:-[A-Za-z0-9]{2,8})*\)$")
MAX_CELL = 32_767  # characters, as Excel
TRANSLATION = len(FIXED)  # the place of the translation in a row


def make_head(bundle: Bundle) -> tuple[str, ...]:
    """Name the columns."""
    return (*FIXED, f"{bundle.language.english} ({bundle.language.tag})", *REST)


def make_rows(bundle: Bundle) -> Iterator[tuple[str, ...]]:
    """Write one row for each message."""
    return (_make_row(part.domain, segment) for part in bundle.parts for segment in part.segments)


def _make_row(domain: str, segment: Segment) -> tuple[str, ...]:
    """Write one message: where it belongs, both texts, how far it is, notes, place."""
    message = segment.message
    status = "machine draft" if segment.is_machine else str(segment.progress)
    notes = "\n".join((*message.comments, *segment.remarks))
    return (domain, message.key, message.msgid, segment.target, status, notes, message.where)


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], name: str, tag: str) -> Iterator[Returned]:
    """Read units from numbered rows, the first of which names the columns; their order does not matter.

    Raises HandoutError when a column is missing or the table is for another language.
    """
    numbered = iter(rows)
    line, head = next(numbered, (1, ()))
    places = _find_columns(head, f"{name}:{line}", tag)
    for line, row in numbered:
        cells = [row[place] if place < len(row) else "" for place in places]
        if not any(cell.strip() for cell in cells):
            continue
        domain, key, source, target = cells
        fault = "the cell is too long for a table" if len(target) >= MAX_CELL else ""
        yield Returned(domain.strip(), key.strip(), squeeze(source), squeeze(target), f"{name}:{line}", fault=fault)


def _find_columns(head: Sequence[str], where: str, tag: str) -> list[int]:
    """Find the columns that are read."""
    names = [cell.strip().removeprefix("\ufeff") for cell in head]
    languages = [place for place, name in enumerate(names) if name.endswith(f"({tag})")]
    missing = [name for name in FIXED if name not in names]
    if missing:
        hint = f"keep the first row as it was sent: {', '.join(FIXED)} and the translation"
        raise HandoutError(f'there is no column "{missing[0]}"', where, hint)
    others = [name for name in names if _LANGUAGE.search(name)]
    if others and not languages:
        hint = f"name the language of the file: handouts catalog import {others[0].rpartition('(')[2][:-1]}"
        raise HandoutError(f'the table is for "{others[0]}", not for "{tag}"', where, hint)
    if len(languages) != 1:
        what = "more than one" if languages else "no"
        hint = f'keep the head of the translations as it was sent: it ends with "({tag})"'
        raise HandoutError(f'there is {what} column for "{tag}"', where, hint)
    return [*(names.index(name) for name in FIXED), languages[0]]
