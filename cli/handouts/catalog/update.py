"""Update: a catalog brought in step with the English of the templates; reading and writing files is the caller's work.

Nothing is filled in and nothing is guessed (what is offered is in ``offers``): a message keeps its translation only
for the very same key and English. A changed message becomes empty, with its old English as ``#| msgid``; the old pair
is kept at the end as ``#~`` lines, a suggestion that GNU gettext and all editors accept, and comes back by itself if
the old English does. What a person wrote is never dropped. Lines of entries to which nothing happened stay byte for
byte.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handouts.catalog.entry import Entry, PoFile
from handouts.catalog.po import dump
from handouts.catalog.write import drop_fuzzy, insert_comments, make_comments, make_entry, quote
from handouts.message import Message

_NOTE = re.compile(r"\s*#(?![.:,=|~])")
_FIELD_MARK = re.compile(r"^\s*(#~\||#\||#~)[ \t]?")


@dataclass(frozen=True)
class Update:
    """The text of a catalog after an update, and the keys to which something happened."""

    text: str
    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    obsolete: tuple[str, ...] = ()


@dataclass(eq=False)
class _Block:
    """An entry as it was read, the blank lines above it, and the lines it will have."""

    gap: list[str]
    lines: list[str]
    entry: Entry = field(default_factory=lambda: Entry(0))

    def is_for(self, message: Message) -> bool:
        """Tell whether the entry has the key and the very English of *message*."""
        return self.entry.key == (message.key, message.msgid)


def update(file: PoFile, messages: Iterable[Message]) -> Update:
    """Bring *file* in step with *messages*: same order, same English, same notes; a second update changes nothing."""
    return _Update(file).run(tuple(messages))


@dataclass
class _Update:
    """One update: ``live`` and ``old`` hold the blocks that no message has claimed yet."""

    file: PoFile
    live: list[_Block] = field(default_factory=list)
    old: list[_Block] = field(default_factory=list)
    kept: list[_Block] = field(default_factory=list)  # old pairs of messages that changed
    happened: dict[str, list[str]] = field(default_factory=dict)
    end: str = ""  # of each line: a carriage return in files from Windows

    def run(self, messages: tuple[Message, ...]) -> Update:
        """Place all messages, then keep what is left."""
        blocks, tail = _cut(self.file)
        self.end = "\r" if blocks and blocks[0].lines[0].endswith("\r") else ""
        before = [(id(block), *block.lines) for block in blocks]
        head = [block for block in blocks if block.entry.is_header]
        self.old = [block for block in blocks if block.entry.is_obsolete]
        self.live = [block for block in blocks if block not in head and block not in self.old]
        order = [id(block) for block in self.live]
        placed = [self.place(message) for message in messages]
        self.kept += [self.retire(block) for block in self.live if _is_worth_keeping(block.entry)]
        for block in self.live:
            self.note("obsolete", block)
        after = [*head, *placed, *self.old, *_drop_doubles(self.kept, self.old)]
        is_same = order == [id(block) for block in placed] and not self.kept
        if is_same and sorted(before) == sorted((id(block), *block.lines) for block in after):
            return Update(dump(self.file))
        if not tail:  # the file ends without a line feed
            blocks[-1].lines[-1] = blocks[-1].lines[-1].removesuffix("\r") + self.end
            tail = [""]
        lines = [line for block in after for line in (*block.gap, *block.lines)] + tail
        return Update("\n".join(lines), **{name: tuple(keys) for name, keys in self.happened.items()})

    def place(self, message: Message) -> _Block:
        """Give the block of *message*: its own, refreshed; else one that comes back, a changed one, or a new one."""
        live, back = _find(self.live, message), _find(self.old, message)
        if live and live.is_for(message):
            self.live.remove(live)
            return self.refresh(live, message)
        if back and back.is_for(message):
            return self.bring_back(back, live, message)
        if live:
            return self.change(live, message)
        self.happened.setdefault("changed" if back else "new", []).append(message.key)
        previous = _quote_previous(back.entry) if back else []
        return _Block([self.end], self.finish(insert_comments(make_entry(message), "#|", previous)))

    def refresh(self, block: _Block, message: Message) -> _Block:
        """Renew the author's notes and the reference where they differ; a catalog without references stays without."""
        comments = make_comments(message)
        for mark in ("#.", "#:"):
            fresh = [line for line in comments if line.startswith(mark)]
            found = _read_comments(block.lines, mark)
            if found != _read_comments(fresh, mark) and (found or mark == "#."):
                rest = [line for line in block.lines if not line.lstrip().startswith(mark)]
                block.lines = self.finish(insert_comments(rest, mark, fresh))
        return block

    def change(self, block: _Block, message: Message) -> _Block:
        """Empty an entry whose English changed; its old pair goes to the end."""
        self.live.remove(block)
        self.note("changed", block)
        entry, lines = block.entry, block.lines
        if entry.has_text:
            self.kept.append(self.retire(block))
            previous = _quote_previous(entry)
        else:
            is_back = entry.previous.get("msgid") == message.msgid
            previous = [] if is_back else [line for line in lines if line.lstrip().startswith("#|")]
        start = min(first for first, _ in entry.spans.values())
        above = [line for line in map(drop_fuzzy, lines[:start]) if line is not None]
        above = [line for line in above if not line.lstrip().startswith("#|")]
        fields = make_entry(message)[len(make_comments(message)) :]
        changed = _Block(block.gap, self.finish([*above, *previous, *fields]))
        return self.refresh(changed, message)

    def bring_back(self, block: _Block, live: _Block | None, message: Message) -> _Block:
        """Make an obsolete entry live again, in the place of the entry that has stood for it."""
        self.old.remove(block)
        self.note("returned", block)
        lines = [_FIELD_MARK.sub(lambda mark: "#| " if mark[1].endswith("|") else "", line) for line in block.lines]
        if live:
            self.live.remove(live)
            if _is_worth_keeping(live.entry, besides=lines):
                self.kept.append(self.retire(live))
        lines = self.finish(insert_comments(lines, "#.", make_comments(message)))
        return _Block(live.gap if live else [self.end], lines)

    def retire(self, block: _Block) -> _Block:
        """Write an entry as obsolete: its lines after ``#~``, without the author's notes and references."""
        lines = []
        for raw in block.lines:
            line = raw.lstrip()
            if line.startswith("#|"):
                lines.append(f"#~{line[1:]}")
            elif line.startswith(("msg", '"')):
                lines.append(f"#~ {line}")
            elif line.rstrip() and not line.startswith(("#.", "#:")):
                lines.append(raw)
        return _Block([self.end], self.finish(lines), block.entry)

    def note(self, what: str, block: _Block) -> None:
        """Remember the key of an entry to which something happened."""
        self.happened.setdefault(what, []).append(block.entry.key[0] or "")

    def finish(self, lines: Iterable[str]) -> list[str]:
        """End *lines* as the file ends its own."""
        return [line.removesuffix("\r") + self.end for line in lines]


def _cut(file: PoFile) -> tuple[list[_Block], list[str]]:
    """Cut *file* into entries with the lines above them, and the lines after the last one."""
    blocks: list[_Block] = []
    gap: list[str] = []
    for part in file.parts:
        if isinstance(part, str):
            gap.append(part)
        else:
            blocks.append(_Block(gap, list(part.lines), part))
            gap = []
    return blocks, gap


def _find(blocks: Iterable[_Block], message: Message) -> _Block | None:
    """Find the best block for *message*: with its English, else the last of its key with a text, else the last."""
    own = [block for block in blocks if block.entry.key[0] == message.key]
    own.sort(key=lambda block: (block.is_for(message), block.entry.has_text))
    return own[-1] if own else None


def _is_worth_keeping(entry: Entry, besides: Iterable[str] = ()) -> bool:
    """Tell whether a person wrote something in *entry* that does not stand in *besides* as well."""
    if entry.has_text:
        return True
    known = {line.strip() for line in besides}
    return any(_NOTE.match(line) and line.strip() not in known for line in entry.lines)


def _drop_doubles(kept: Iterable[_Block], old: Iterable[_Block]) -> Iterator[_Block]:
    """Leave out of *kept* what *old* has already, line for line."""
    known = [block.lines for block in old]
    return (block for block in kept if block.lines not in known)


def _quote_previous(entry: Entry) -> list[str]:
    """Write the English of *entry* as previous text."""
    return quote("msgid", entry.key[1], "#| ")


def _read_comments(lines: Iterable[str], mark: str) -> list[str]:
    """Read the comments with *mark*; of references only the files, as editors add line numbers."""
    texts = [line.strip()[2:].strip() for line in lines if line.lstrip().startswith(mark)]
    if mark == "#:":
        return sorted({re.sub(r":\d+$", "", each) for text in texts for each in text.split()})
    return texts
