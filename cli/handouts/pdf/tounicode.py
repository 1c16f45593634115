"""The way back from a font's character codes to text (ISO 32000-1, 9.10.3); drawing text is not done here."""

import re
from collections.abc import Iterator

_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_TOKEN = re.compile(rb"<([0-9A-Fa-f]*)>|([\[\]])")  # an entry may be empty: <0041> <>


class Decoder:
    """The ToUnicode map of one font; codes it does not name read as U+FFFD."""

    def __init__(self, cmap: bytes) -> None:
        """Read the map, a CMap file; empty where the font has none."""
        self.width = 1
        self.map: dict[int, str] = {}
        for kind, body in _SECTION.findall(cmap):
            words = iter([digits or bracket for digits, bracket in _TOKEN.findall(body)])
            if kind == b"codespacerange":
                self.width = len(next(words)) // 2
            elif kind == b"bfchar":
                self.map.update((int(code, 16), _text(value)) for code, value in zip(words, words, strict=True))
            else:
                self.map.update(_ranges(words))

    def decode(self, codes: bytes) -> str:
        """Give the text of a shown string."""
        starts = range(0, len(codes), self.width)
        return "".join(self.map.get(int.from_bytes(codes[at : at + self.width], "big"), "\ufffd") for at in starts)


def _ranges(words: Iterator[bytes]) -> Iterator[tuple[int, str]]:
    """Give code and text for entries ``<first> <last> <start>`` and ``<first> <last> [<a> <b> ...]``."""
    for first, last, start in zip(words, words, words, strict=False):
        codes = range(int(first, 16), int(last, 16) + 1)
        if start == b"[":
            yield from zip(codes, (_text(value) for value in iter(lambda: next(words), b"]")), strict=True)
        else:
            text = _text(start)
            yield from ((code, text[:-1] + chr(ord(text[-1]) + code - codes[0])) for code in codes)


def _text(digits: bytes) -> str:
    """Give the text of a UTF-16BE hexadecimal string."""
    return bytes.fromhex(digits.decode()).decode("utf-16-be", errors="replace")
