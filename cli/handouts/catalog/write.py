"""Writing PO text: strings quoted and wrapped as msgcat does, templates (.pot), fresh catalogs, filled catalogs.

Only what is asked for changes: all other lines of a file stay byte for byte. No dates and no line numbers are
written, so that a file changes only when its texts do.
"""

import unicodedata
from collections.abc import Iterable, Mapping

from handouts.catalog.entry import Entry, PoFile, is_offer
from handouts.catalog.po import dump, parse
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.message import Message

WIDTH = 79  # columns of a line with its quotes, as msgcat

_ESCAPES = {'"': '\\"', "\\": "\\\\"} | dict(zip("\n\t\r\a\b\f\v", (f"\\{each}" for each in "ntrabfv"), strict=True))
_CLOSING = frozenset("、。，．：；！？）」』】〉》〕］｝’”…ー々・")
_OPENING = frozenset("（「『【〈《〔［｛‘“")


def quote(name: str, text: str, mark: str = "") -> list[str]:
    """Write the field *name* as lines, each beginning with *mark*; longer texts begin with an empty string."""
    escaped = "".join(_ESCAPES.get(character, character) for character in text)
    one = f'{mark}{name} "{escaped}"'
    if "\n" not in text[:-1] and (_measure(one) <= WIDTH or len(_chunk(escaped)) == 1):
        return [one]
    wrapped = (_wrap(line, WIDTH - 2 - len(mark)) for line in _cut_lines(text))
    return [f'{mark}{name} ""', *(f'{mark}"{line}"' for lines in wrapped for line in lines)]


def _cut_lines(text: str) -> list[str]:
    """Cut *text* after each line feed and escape the lines."""
    lines = text.split("\n")
    whole = [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
    return ["".join(_ESCAPES.get(character, character) for character in line) for line in whole]


def _measure(text: str) -> int:
    """Count the columns of *text*: two for wide characters, none for combining ones."""
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    """Count the columns of one character."""
    if character.isascii():
        return 1
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _wrap(text: str, width: int) -> list[str]:
    """Break *text* after spaces and beside wide characters into lines of at most *width* columns where it can be."""
    lines: list[str] = []
    line, used = "", 0
    for chunk in _chunk(text):
        columns = _measure(chunk)
        if line and used + columns > width:
            lines.append(line)
            line, used = "", 0
        line += chunk
        used += columns
    return [*lines, line]


def _chunk(text: str) -> list[str]:
    """Cut *text* where a line may end; an escape sequence is never cut."""
    chunks, start = [], 0
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        space = before == " " and after != " "
        wide = _width(before) == 2 and _width(after) == 2 and after not in _CLOSING and before not in _OPENING  # noqa: PLR2004
        if space or wide:
            chunks.append(text[start:index])
            start = index
    return [*chunks, text[start:]]


def make_pot(domain: str, messages: Iterable[Message]) -> str:
    """Write the template of a domain: all messages in document order, without dates."""
    header = {
        "Project-Id-Version": f"handouts {domain}",
        "Language": "",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return _write_file(header, messages)


def make_catalog(domain: str, language: Language, messages: Iterable[Message], origin: str) -> str:
    """Write a fresh catalog for *language* with nothing translated; *origin* goes to X-Origin, like ``human``."""
    header = {
        "Project-Id-Version": f"handouts {domain}",
        "Language-Team": language.english,
        "Language": language.posix,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": language.plural_forms,
        "X-Source-Language": "en",
        "X-Origin": origin,
    }
    return _write_file(header, messages)


def _write_file(header: Mapping[str, str], messages: Iterable[Message]) -> str:
    """Write a header and entries with empty translations."""
    lines = ['msgid ""', *quote("msgstr", "".join(f"{name}: {value}\n" for name, value in header.items()))]
    for message in messages:
        lines += ["", *make_entry(message)]
    return "\n".join(lines) + "\n"


def make_entry(message: Message, msgstr: str = "") -> list[str]:
    """Write the lines of one entry."""
    fields = (("msgctxt", message.key), ("msgid", message.msgid), ("msgstr", msgstr))
    return [*make_comments(message), *(line for name, text in fields for line in quote(name, text))]


def make_comments(message: Message) -> list[str]:
    """Write the author's notes and the reference, which names the file without the line, as that would only churn."""
    path = message.where.rpartition(":")[0] or message.where
    comments = [f"#. {line}" for comment in message.comments for line in comment.split("\n")]
    return [*comments, *([f"#: {path}"] if path else [])]


def rewrite(file: PoFile, changed: Mapping[int, list[str]]) -> PoFile:
    """Put new lines in the place of entries, named by their line; no lines at all remove an entry."""
    parts: list[str] = []
    for part in file.parts:
        if isinstance(part, str):
            if not (part.strip() == "" and parts and parts[-1] == _REMOVED):
                parts.append(part)
            continue
        lines = changed.get(part.line, part.lines)
        ending = "\r" if part.lines[0].endswith("\r") else ""
        parts += [line.removesuffix("\r") + ending for line in lines] or [_REMOVED]
    return parse("\n".join(part for part in parts if part != _REMOVED), file.name)


_REMOVED = "\0"  # no line of a PO file holds it


def add(file: PoFile, lines: Iterable[str]) -> PoFile:
    """Add an entry behind the last one that is not obsolete."""
    live = [part for part in file.parts if isinstance(part, Entry) and not part.is_obsolete]
    if not live:
        return parse("\n".join([*lines, dump(file)]), file.name)
    last = live[-1]
    return rewrite(file, {last.line: [*last.lines, "", *lines]})


def set_text(entry: Entry, name: str, text: str) -> list[str]:
    """Give the lines of *entry* with one field changed; a field that says the same already stays as it is."""
    if entry.fields.get(name) == text:
        return list(entry.lines)
    start, end = entry.spans[name]
    return [*entry.lines[:start], *quote(name, text, "#~ " if entry.is_obsolete else ""), *entry.lines[end:]]


def fill(po_text: str, texts: Mapping[str, tuple[str, tuple[str, ...]]], name: str = "catalog") -> str:
    """Set translations and translators' notes by key in the text of a catalog; all else stays byte for byte.

    *texts* maps a key (msgctxt) to the msgstr and the notes, written as ``# `` lines. Filling takes away ``fuzzy``,
    previous texts and offers. Raises HandoutError for a key the catalog has not.
    """
    file = parse(po_text, name)
    entries = {entry.key[0]: entry for entry in file.entries}
    changed: dict[int, list[str]] = {}
    for key, (msgstr, notes) in texts.items():
        entry = entries.get(key)
        if entry is None:
            raise HandoutError(f'the catalog has no entry "{key}"', name, "run: handouts catalog update")
        lines = set_text(entry, "msgstr", msgstr)
        lines = [line for line in lines if not line.lstrip().startswith("#|") and not is_offer(line)]
        lines = [line for line in map(drop_fuzzy, lines) if line is not None] if entry.is_fuzzy else lines
        fresh = [f"# {line}".rstrip() for note in notes for line in note.split("\n")]
        changed[entry.line] = [*(line for line in fresh if line not in lines), *lines]
    return dump(rewrite(file, changed))


def insert_comments(lines: list[str], mark: str, fresh: Iterable[str]) -> list[str]:
    """Put *fresh* comments with *mark* into an entry where gettext has them: # #. #: #, #= #| and then the fields."""
    order = ("#.", "#:", "#,", "#=", "#|")
    later = (*order[order.index(mark) + 1 :], "msg", "#~")
    index = next(index for index, line in enumerate(lines) if line.lstrip().startswith(later))
    return [*lines[:index], *fresh, *lines[index:]]


def drop_fuzzy(line: str) -> str | None:
    """Take the flag fuzzy out of a flag line; None where nothing is left."""
    if not line.startswith(("#,", "#=")):
        return line
    flags = [flag.strip() for flag in line[2:].split(",")]
    kept = [flag for flag in flags if flag and flag != "fuzzy"]
    return f"{line[:2]} {', '.join(kept)}" if kept else None
