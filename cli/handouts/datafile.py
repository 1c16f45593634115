"""Data files: TOML read together with its place, so that mistakes can be named; not what the values mean."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handouts.errors import HandoutError
from handouts.project import Project


@dataclass(frozen=True)
class Table:
    """One ``[name]`` table; reading a missing or wrong value raises HandoutError at its ``path:line``."""

    name: str
    values: Mapping[str, Any]
    where: str

    def read_text(self, key: str, default: str | None = None) -> str:
        """Read a string."""
        return str(self._read(key, (str,), "a text in quotes", default))

    def read_number(self, key: str, default: float | None = None) -> float:
        """Read a number."""
        return float(self._read(key, (int, float), "a number", default))

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

    def read_texts(self, key: str) -> tuple[str, ...]:
        """Read a list of strings that holds at least one."""
        texts = self._read(key, (list,), "a list of texts", None)
        if not texts or not all(isinstance(text, str) for text in texts):
            raise self._complain(key, "a list of texts")
        return tuple(texts)

    def read_table(self, key: str) -> "Table | None":
        """Read a table inside this one; None where there is none."""
        values = self._read(key, (dict, type(None)), "a table", None)
        return None if values is None else Table(f"{self.name}.{key}", values, self.where)

    def allow(self, *keys: str) -> None:
        """Refuse any key but *keys*, so that a misspelt one is not lost in silence."""
        for key in self.values:
            if key not in keys:
                message = f'unknown key "{key}" in [{self.name}]'
                raise HandoutError(message, self.where, f"the keys here are: {', '.join(keys)}")

    def _read(self, key: str, kinds: tuple[type, ...], wanted: str, default: object) -> Any:  # noqa: ANN401
        """Read a value of one of *kinds*; true and false are no numbers here."""
        value = self.values.get(key, default)
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise self._complain(key, wanted)
        return value

    def _complain(self, key: str, wanted: str) -> HandoutError:
        """Say what is wrong with the value of *key*."""
        problem = "must be" if key in self.values else "is missing; it must be"
        return HandoutError(f'"{key}" in [{self.name}] {problem} {wanted}', self.where)


def read_file(project: Project, path: Path) -> Table:
    """Read a TOML file as one table, named after the file.

    Raises HandoutError when the file is missing, is not UTF-8 or is not TOML.
    """
    values, _ = _parse(project, path)
    return Table(path.stem, values, project.name(path))


def read_tables(project: Project, path: Path, under: str = "") -> Iterator[Table]:
    """Read the tables of a TOML file, or those named ``[under.*]``; raises HandoutError as read_file does."""
    values, source = _parse(project, path)
    where = project.name(path)
    for name, table in (values.get(under, {}) if under else values).items():
        if not isinstance(table, dict):
            raise HandoutError(f'"{name}" stands outside of a table', where, "put it below a [table] line")
        parts = (under, name) if under else (name,)
        yield Table(".".join(parts), table, f"{where}:{_find_line(source, *parts)}")


def _parse(project: Project, path: Path) -> tuple[dict[str, Any], str]:
    """Read the values of a TOML file and its source."""
    where = project.name(path)
    try:
        source = path.read_text(encoding="utf-8")
        return tomllib.loads(source), source
    except FileNotFoundError:
        raise HandoutError("there is no such file", where, "restore it; every project needs it") from None
    except UnicodeDecodeError as error:
        raise HandoutError(f"not UTF-8 (byte {error.start})", where, "save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise _translate(error, where, source) from None


def _translate(error: tomllib.TOMLDecodeError, where: str, source: str) -> HandoutError:
    """Say a TOML mistake in our own style, with its line; "at end of document" is the last one."""
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
