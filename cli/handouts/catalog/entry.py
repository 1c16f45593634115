"""Entry and PoFile: what a PO file holds, with the raw lines it was read from; reading is in ``po``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

Key = tuple[str | None, str]
OFFER = "suggestion (sentences as before: {} of {}): {}"
_OFFER = re.compile(r"\s*(#\.\s*)?suggestion \(sentences as before: [0-9]+ of [0-9]+\): ")


@dataclass
class Entry:
    """One entry: its raw lines (without line feed), the number of the first, and what they hold.

    ``spans`` says which of the lines hold a field; ``previous`` holds ``#|`` fields; ``flags`` those of ``#,`` and
    ``#=``. Treat it as a value: nothing here changes an entry once it is parsed.
    """

    line: int
    lines: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    extracted: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    is_obsolete: bool = False

    @property
    def key(self) -> Key:
        """Give (msgctxt, msgid); an absent msgctxt is None and differs from an empty one."""
        return self.fields.get("msgctxt"), self.fields.get("msgid", "")

    @property
    def is_header(self) -> bool:
        """Tell whether this is the entry with the file's header."""
        return self.key == (None, "") and not self.is_obsolete

    @property
    def is_fuzzy(self) -> bool:
        """Tell whether the translation waits for a person."""
        return "fuzzy" in self.flags

    @property
    def has_text(self) -> bool:
        """Tell whether there is a translation, sound or not."""
        return any(text.strip() for name, text in self.fields.items() if name.startswith("msgstr"))

    @property
    def offers(self) -> list[str]:
        """Give the notes of ours that offer sentences to copy; ``extracted`` holds them among the author's."""
        return [note for note in self.extracted if is_offer(note)]

    def line_of(self, name: str) -> int:
        """Give the line of a field in its file; the first line of the entry where it is absent."""
        return self.line + self.spans.get(name, (0, 0))[0]


@dataclass(frozen=True)
class PoFile:
    """A PO file: entries, and the lines between and after them as plain strings, in order."""

    name: str
    parts: tuple[Entry | str, ...]

    @property
    def entries(self) -> Iterator[Entry]:
        """Give all live entries but the header."""
        return (part for part in self.parts if isinstance(part, Entry) and not part.is_obsolete and not part.is_header)

    @property
    def header_entry(self) -> Entry | None:
        """Give the entry that holds the header."""
        return next((part for part in self.parts if isinstance(part, Entry) and part.is_header), None)

    @property
    def header(self) -> Mapping[str, str]:
        """Give the header's fields by name."""
        text = self.header_entry.fields["msgstr"] if self.header_entry else ""
        pairs = (line.partition(":") for line in text.split("\n") if ":" in line)
        return {name.strip(): value.strip() for name, _, value in pairs}


def is_offer(line: str) -> bool:
    """Tell whether a note, or the line of it, is one of ours that offers sentences to copy."""
    return bool(_OFFER.match(line))
