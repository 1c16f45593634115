"""Data files: texts of the project, and TOML together with its place, so that mistakes can be named.

Not what the values mean.
"""

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from handouts.errors import HandoutError
from handouts.gate.files import read_outside
from handouts.project import Project

CONTROLS = ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
JOINERS = "\u200c\u200d"  # Persian and Indic names need them
LARGEST = 10**9  # no number of a handout is larger; it keeps out inf and nan, too


@dataclass(frozen=True)
class Table:
    """One ``[name]`` table; reading a missing or wrong value raises HandoutError at its ``path:line``.

    *lines* are those of the keys, where they are known.
    """

    name: str
    values: Mapping[str, Any]
    where: str
    lines: Mapping[str, str] = field(default_factory=dict)

    def find(self, key: str) -> str:
        """Give the place of *key*, or that of the table."""
        return self.lines.get(f"{self.name}.{key}", self.where)

    def read_text(self, key: str, default: str | None = None) -> str:
        """Read a string."""
        return str(self._read(key, (str,), "a text in quotes", default))

    def read_line(self, key: str) -> str:
        """Read a string that can be printed on one line and is not blank."""
        text = self.read_text(key)
        hidden = [each for each in text if unicodedata.category(each) in CONTROLS and each not in JOINERS]
        if not text.strip() or hidden:
            raise self._complain(key, "a text of one line, not blank and without signs that nobody sees")
        return text

    def read_number(self, key: str, default: float | None = None) -> float:
        """Read a number."""
        number = self._read(key, (int, float), "a number", default)
        if not abs(number) < LARGEST:
            raise self._complain(key, f"a number below {LARGEST}")
        return float(number)

    def read_count(self, key: str, default: int | None = None) -> int:
        """Read a whole number."""
        return int(self._read(key, (int,), "a whole number", default))

    def read_date(self, key: str) -> dt.date:
        """Read a day."""
        day = self._read(key, (dt.date,), "a day without quotes, like 2026-11-22", None)
        if isinstance(day, dt.datetime):
            raise self._complain(key, "a day without a time")
        return dt.date.fromordinal(day.toordinal())

    def read_flag(self, key: str, *, default: bool | None = None) -> bool:
        """Read true or false."""
        return bool(self._read(key, (bool,), "true or false", default))

    def read_texts(self, key: str, *, may_be_empty: bool = False) -> tuple[str, ...]:
        """Read a list of strings; it holds at least one unless it *may_be_empty*."""
        texts = self._read(key, (list,), "a list of texts", None)
        if not (texts or may_be_empty) or not all(isinstance(text, str) for text in texts):
            raise self._complain(key, "a list of texts")
        return tuple(texts)

    def read_table(self, key: str) -> "Table | None":
        """Read a table inside this one; None where there is none."""
        values = self._read(key, (dict, type(None)), "a table", None)
        return None if values is None else Table(f"{self.name}.{key}", values, self.find(key), self.lines)

    def allow(self, *keys: str) -> None:
        """Refuse any key but *keys*, so that a misspelt one is not lost in silence."""
        for key in self.values:
            if key not in keys:
                message = f'unknown key "{key}" in [{self.name}]'
                raise HandoutError(message, self.find(key), f"the keys here are: {', '.join(keys)}")

    def _read(self, key: str, kinds: tuple[type, ...], wanted: str, default: object) -> Any:  # noqa: ANN401
        """Read a value of one of *kinds*; true and false are no numbers here."""
        value = self.values.get(key, default)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self._complain(key, wanted)
        return value

    def _complain(self, key: str, wanted: str) -> HandoutError:
        """Say what is wrong with the value of *key*."""
        problem = "must be" if key in self.values else "is missing; it must be"
        return HandoutError(f'"{key}" in [{self.name}] {problem} {wanted}', self.find(key))


def read_file(project: Project, path: Path) -> Table:
    """Read a TOML file as one table, named after the file.

    Raises HandoutError when the file is missing, is not UTF-8 or is not TOML.
    """
    values, source = parse_file(project, path)
    where = project.name(path)
    return Table(path.stem, values, where, {key: f"{where}:{line}" for key, line in _find_keys(source, path.stem)})


def read_tables(project: Project, path: Path, under: str = "") -> Iterator[Table]:
    """Read the tables of a TOML file, or those named ``[under.*]``; raises HandoutError as read_file does."""
    values, source = parse_file(project, path)
    where = project.name(path)
    tables = values.get(under, {}) if under else values
    if not isinstance(tables, dict):
        raise HandoutError(f'"{under}" must be tables', where, f"begin each with [{under}.name]")
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise HandoutError(f'"{name}" stands outside of a table', where, "put it below a [table] line")
        parts = (under, name) if under else (name,)
        yield Table(".".join(parts), table, f"{where}:{_find_line(source, *parts)}")


def read_text(project: Project, path: Path) -> str:
    """Read a file of the project as text; raises HandoutError when it is missing, unreadable or not UTF-8."""
    where = project.name(path)
    try:
        return read_outside(project, path, "table-bytes").decode().replace("\r\n", "\n").replace("\r", "\n")
    except (FileNotFoundError, NotADirectoryError):
        raise HandoutError("there is no such file", where, "restore it; every project needs it") from None
    except UnicodeDecodeError as error:
        raise HandoutError(f"not UTF-8 (byte {error.start})", where, "save the file as UTF-8") from None


def parse_file(project: Project, path: Path) -> tuple[dict[str, Any], str]:
    """Read the values of a TOML file and its source; raises HandoutError as read_file does."""
    source = read_text(project, path)
    try:
        return tomllib.loads(source), source
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise _translate(error, project.name(path), source) from None
    except RecursionError:
        raise HandoutError("tables or lists lie too deep in each other", project.name(path), "write it flat") from None


def _translate(error: ValueError, where: str, source: str) -> HandoutError:
    """Say a TOML mistake in our own style, with its line; "at end of document" is the last one."""
    if not isinstance(error, tomllib.TOMLDecodeError):
        return HandoutError("a number has too many digits", where, "write a smaller number")
    message, _, place = str(error).partition(" (at ")
    found = re.search(r"line (\d+)", place)
    line = int(found[1]) if found else len(source.splitlines())
    return HandoutError(f"not valid TOML: {message[:1].lower()}{message[1:]}", f"{where}:{line}", "see https://toml.io")


def _find_line(source: str, *parts: str) -> int:
    """Find the line of the ``[part.part]`` header, 1 where it is written in an unusual way."""
    header = re.compile(
        r"\s*\[\s*" + r"\s*\.\s*".join(rf"""["']?{re.escape(part)}["']?""" for part in parts) + r"\s*\]"
    )
    lines = source.splitlines()
    return next((number for number, line in enumerate(lines, 1) if header.match(line)), 1)


def _find_keys(source: str, name: str) -> Iterator[tuple[str, int]]:
    """Find the lines of keys and tables as they are usually written, by their names below the table *name*."""
    table = name
    for number, line in enumerate(source.splitlines(), 1):
        if found := re.match(r"\s*\[([\w.-]+)\]", line):
            table = f"{name}.{found[1]}"
            yield table, number
        elif found := re.match(r"""\s*["']?([\w-]+)["']?\s*=""", line):
            yield f"{table}.{found[1]}", number
