"""Changes: what changed in the English since a catalog was translated, word by word; how it looks is not said here."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from handouts.catalog.entry import Entry, PoFile
from handouts.message import Message

_AROUND = 3  # words shown on each side of a change
_WORD = re.compile(r"</?\w+>|\{\w+\}|\w+(?:[.,'’-]\w+)*|\s+|.")


@dataclass(frozen=True)
class Change:
    """A message whose English changed: both texts, the translation of the old one, and the ``path:line``."""

    key: str
    old: str
    new: str
    msgstr: str
    where: str


def find_changes(file: PoFile, messages: tuple[Message, ...]) -> Iterator[Change]:
    """Find the messages whose English changed and that nobody has translated anew, in document order."""
    entries: dict[str | None, list[Entry]] = {}
    for part in file.parts:
        if isinstance(part, Entry) and not part.is_header:
            entries.setdefault(part.key[0], []).append(part)
    for message in messages:
        change = _find_change(file, message, entries.get(message.key, []))
        if change and change.old != message.msgid:
            yield change


def _find_change(file: PoFile, message: Message, entries: list[Entry]) -> Change | None:
    """Find the pair that *message* had before, if it waits for a translation."""
    live = [entry for entry in entries if not entry.is_obsolete]
    live.sort(key=lambda entry: (entry.key[1] == message.msgid, entry.has_text))
    own = live[-1] if live else None
    if own and own.key[1] == message.msgid and own.has_text and not own.is_fuzzy:
        return None
    texts = [entry for entry in entries if entry.has_text and entry.key[1] != message.msgid]
    if own and own in texts:  # not brought in step yet
        pair, old = own, own.key[1]
    elif own and "msgid" in own.previous:
        old = own.previous["msgid"]
        pair = next((entry for entry in texts if entry.key[1] == old), own)
    elif texts:
        pair, old = texts[-1], texts[-1].key[1]
    else:
        return None
    where = f"{file.name}:{(own or pair).line_of('msgid')}"
    return Change(message.key, old, message.msgid, pair.fields.get("msgstr", ""), where)


def compare_words(old: str, new: str) -> list[tuple[str, str]]:
    """Compare two texts by word: pairs of what stays, what went (or ""), and what came (or ""), in order."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pairs = []
    for what, *ends in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        first, last, start, end = ends
        gone, come = "".join(before[first:last]), "".join(after[start:end])
        pairs.append((gone, come) if what != "equal" else (gone, gone))
    return pairs


def write_words(old: str, new: str) -> str:
    """Write two texts as one line: ``[-went-]``, ``{+came+}``, and of what stays only the words around them."""
    pairs = compare_words(old, new)
    pieces = []
    for index, (gone, come) in enumerate(pairs):
        if gone == come:
            pieces.append(_shorten(gone, is_first=index == 0, is_last=index == len(pairs) - 1))
        else:
            went, came = (gone, come) if _looks(gone) != _looks(come) else (ascii(gone)[1:-1], ascii(come)[1:-1])
            pieces += [f"[-{went}-]" * bool(went), f"{{+{came}+}}" * bool(came)]
    return "".join(pieces).replace("\n", " ").strip()


def _shorten(text: str, *, is_first: bool, is_last: bool) -> str:
    """Leave out the middle of a long *text*, or its outer end."""
    words = re.findall(r"\s*\S+(?:\s+$)?", text)
    head = [] if is_first else words[:_AROUND]
    tail = [] if is_last else words[-_AROUND:]
    return text if len(words) <= len(head) + len(tail) + 2 else f"{''.join(head).rstrip()} … {''.join(tail).lstrip()}"


def _looks(text: str) -> str:
    """Give *text* as it looks: without format characters, and with accents coded in one way."""
    shown = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in shown if unicodedata.category(letter) != "Cf")
