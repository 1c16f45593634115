"""Engine log: what WeasyPrint says while it works, as errors with words of ours; it never reaches the terminal."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from handouts.errors import HandoutError

LOGGER = "weasyprint"
_MISSING_GLYPH = re.compile(r'\.notdef glyph rendered .*?"(.+)" \(U\+([0-9A-F]+)\)', re.DOTALL)
_DAMAGED_FONT = re.compile(r"Font-face '(.+)' cannot be loaded|Unable to subset \"(.+)\" with")


class LetterError(HandoutError):
    """A letter cannot be printed; *letter* tells which, so that its message can be found."""

    problem: ClassVar[str]

    def __init__(self, letter: str, where: str | None = None) -> None:
        """Name the letter and its code point."""
        message = f'{self.problem} the letter "{letter}" (U+{ord(letter):04X})'
        super().__init__(message, where, "replace the letter, or add a font of outlines for it in styles/scripts.toml")
        self.letter = letter


class MissingGlyphError(LetterError):
    """No font of the page holds a letter."""

    problem = "no font of this language has"


class PictureGlyphError(LetterError):
    """The font of a letter draws pictures, as those of coloured emoji do: a reader would get no text from them."""

    problem = "only a font of coloured pictures has"


class _Recorder(logging.Handler):
    """Keeps the lines that WeasyPrint logs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def watch_engine() -> Iterator[None]:
    """Raise HandoutError after the block for the first thing that WeasyPrint complained of.

    A page that needed a warning is not printed: a missing picture, a missing letter or an ignored style rule is lost
    information.
    """
    recorder = _Recorder()
    logger = logging.getLogger(LOGGER)
    logger.addHandler(recorder)
    propagate, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(recorder)
        logger.propagate = propagate
    for line in recorder.lines:
        raise _translate(line)


def _translate(line: str) -> HandoutError:
    """Say what WeasyPrint said in our own style."""
    if match := _MISSING_GLYPH.search(line):
        return MissingGlyphError(match[1][0])
    if match := _DAMAGED_FONT.search(line):
        hint = "its file is damaged: install the font again, or take it out of styles/fonts/"
        return HandoutError(f'the font "{match[1] or match[2]}" cannot be loaded', "styles/scripts.toml", hint)
    message = " ".join(line.split())
    return HandoutError(f"the page cannot be laid out: {message}", "styles", "correct the style sheet or the template")
