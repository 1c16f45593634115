"""Record: one person's signature under all texts of a handout in one language, as a small TOML file.

A record is written once and never edited. It names the sha256 of the text and of the records before it.
"""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from handouts.errors import HandoutError
from handouts.signoff.people import Role

HEAD = "# Written by handouts signoff sign; one changed character makes it void.\n"
HINT = "restore the file from git; records are never edited"
_SUM = re.compile(r"[0-9a-f]{64}")

# What a person says by signing a whole text, and what by signing the changes since a record of the same role.
STATEMENTS = {
    Role.TRANSLATOR: "I know both languages. I have compared {what} with the English, and I answer for its words.",
    Role.REVIEWER: "I know both languages and have not translated this text. I have compared {what} with the English.",
    Role.LEAD: "I have seen to it that {what} was translated and reviewed. It may be given to patients.",
}
SOURCE_STATEMENT = "I have read {what}, and seen every drawing. It may be given to patients."
WHOLE = "every sentence"
CHANGES = "every sentence that changed since the record named here"


@dataclass(frozen=True)
class Record:
    """One signature.

    ``text``, ``since`` and ``after`` are sums: of the text, of the record whose changes were looked at ("" where all
    was), and of the records before this one.
    """

    role: Role
    person: str
    name: str
    credential: str
    expires: date
    date: date
    language: str
    handout: str
    version: str
    sentences: int
    statement: str
    text: str
    since: str
    after: tuple[str, ...]

    @property
    def data(self) -> bytes:
        """Write the file."""
        lines = (f"{each.name} = {_write_value(getattr(self, each.name))}\n" for each in fields(self))
        return (HEAD + "".join(lines)).encode()

    @property
    def sum(self) -> str:
        """Give the sha256 (hex) of the file."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def file(self) -> str:
        """Name the file: what it is, and the beginning of its sum."""
        return f"{self.handout}.{self.date}.{self.role}.{self.person}.{self.sum[:8]}.toml"

    def __str__(self) -> str:
        """Name the signature in a message."""
        return f"{self.person} signed as {self.role} on {self.date}"


def make_statement(role: Role, since: str, *, is_source: bool) -> str:
    """Give the sentence that a person signs."""
    statement = SOURCE_STATEMENT if is_source else STATEMENTS[role]
    return statement.format(what=CHANGES if since else WHOLE)


def _write_value(value: object) -> str:
    """Write a value as TOML, in which a JSON string or list is one too."""
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def read_record(data: bytes, where: str) -> Record:
    """Read a record; raises HandoutError with ``path:line`` for anything that Record.data does not write."""
    try:
        values = tomllib.loads(data.decode())
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HandoutError("the record is not UTF-8", f"{where}:{line}", HINT) from None
    except (ValueError, RecursionError) as error:  # tables without end
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else data.count(b"\n")
        raise HandoutError("the record is not valid TOML", f"{where}:{line}", HINT) from None
    for key in values:
        if key not in _KINDS:
            raise HandoutError(f'unknown key "{key}" in a record', _find(data, key, where), HINT)
    for key, kind in _KINDS.items():
        if key not in values:
            raise HandoutError(f'the record has no "{key}"', f"{where}:1", HINT)
        if not _is_right(key, values[key], kind):
            raise HandoutError(f'"{key}" has a wrong value', _find(data, key, where), HINT)
    record = Record(**values | {"role": Role(values["role"]), "after": tuple(values["after"])})
    if record.data != data:
        raise HandoutError("the record is not as it was written", _find_change(record.data, data, where), HINT)
    return record


_KINDS: dict[str, type[Any]] = {each.name: str for each in fields(Record)} | {
    "expires": date,
    "date": date,
    "sentences": int,
    "after": list,
}


def _is_right(key: str, value: Any, kind: type[Any]) -> bool:  # noqa: ANN401 -- whatever TOML holds
    """Tell whether a value can be one of *key*."""
    if not isinstance(value, kind) or type(value) in (bool, datetime):
        return False
    if key == "role":
        return value in list(Role)
    if key == "after":
        return all(isinstance(each, str) and _SUM.fullmatch(each) for each in value)
    if key in ("text", "since"):
        return bool(_SUM.fullmatch(value)) or (key == "since" and not value)
    return bool(value != "")


def _find(data: bytes, key: str, where: str) -> str:
    """Find the line of a key."""
    lines = data.decode().split("\n")
    number = next((number for number, line in enumerate(lines, 1) if line.startswith(key)), 1)
    return f"{where}:{number}"


def _find_change(wanted: bytes, data: bytes, where: str) -> str:
    """Find the first line that is not as it was written."""
    pairs = zip(wanted.split(b"\n"), data.split(b"\n"), strict=False)
    number = next((number for number, (old, new) in enumerate(pairs, 1) if old != new), 1)
    return f"{where}:{number}"
