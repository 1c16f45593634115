"""Formats: which there are, what each can do, and how a file is told apart; the formats themselves lie around it."""

import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType

from handouts.errors import HandoutError

XLIFF_VERSION = re.compile(rb"<(?:[\w.-]+:)?xliff\b[^>]*?\bversion\s*=\s*[\"']([0-9.]+)")


@dataclass(frozen=True)
class Format:
    """One format: the module that writes and reads it, the ending of its files, whether files can come back."""

    module: str
    suffix: str
    comes_back: bool

    def load(self) -> ModuleType:
        """Import its module; raises HandoutError when a package that it needs is not installed."""
        try:
            return import_module(f"handouts.exchange.{self.module}")
        except ImportError as error:
            hint = 'python -m pip install "handouts[exchange]"'
            raise HandoutError(f"{error.name} is not installed", hint=hint) from None


OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEMORY = re.compile(rb"<(?:tmx|martif|tbx)\b")
LOCKS = ("~$", ".~lock.")
_OLD_OFFICE = (
    "this is an Excel file of the old kind, or one with a password",
    'save it as "Excel Workbook" (.xlsx) without a password',
)
_CATALOG = (
    "this is a catalog, which needs no import",
    "put it in its place, locales/<language>/LC_MESSAGES/, then run: handouts check",
)
_MEMORY = ("a translation memory or a glossary does not come back", "send the translated XLIFF file or table instead")
FORMATS = {
    "xliff": Format("xliff1", ".xlf", comes_back=True),
    "xliff2": Format("xliff2", ".xlf", comes_back=True),
    "xlsx": Format("workbook", ".xlsx", comes_back=True),
    "csv": Format("csvfile", ".csv", comes_back=True),
    "tmx": Format("tmx", ".tmx", comes_back=False),
    "tbx": Format("tbx", ".tbx", comes_back=False),
}
RETURNING = [name for name, each in FORMATS.items() if each.comes_back]


def refuse_others(data: bytes, path: Path) -> None:
    """Raise HandoutError for a file that people take for one of these formats, and say what to do with it."""
    for is_it, message, hint in (
        (path.name.startswith(LOCKS), "this is the mark of a file that is open elsewhere", "import the file itself"),
        (data.startswith(OLD_OFFICE), *_OLD_OFFICE),
        (path.suffix.lower() in (".po", ".pot"), *_CATALOG),
        (MEMORY.search(data[:4000]), *_MEMORY),
    ):
        if is_it:
            raise HandoutError(message, str(path), hint)


def guess(data: bytes, name: str) -> str:
    """Tell the format of a file by what it holds, then by its name; raises HandoutError when neither says it."""
    if data.startswith(b"PK"):
        return "xlsx"
    if found := XLIFF_VERSION.search(data.replace(b"\0", b"")[:4000]):  # without the zeros of UTF-16
        return "xliff" if found[1].startswith(b"1.") else "xliff2"
    if name.lower().endswith((".csv", ".tsv", ".txt")):
        return "csv"
    raise HandoutError("the format cannot be told from the file", name, f"add --format {' or '.join(RETURNING)}")
