"""Measures: each piece of text is broken into a line once, however often the engine asks while one page is laid out.

Layout asks for the same widths many times: in nested flex boxes, and in each fit. What it gets is what it would have
measured again. Nothing is kept beyond one page, unless who asks keeps its fonts too.
"""

import copy
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

# All that breaking a line asks of a style. A test tells when the engine's function changes.
PROPERTIES = (
    *("white_space", "direction", "lang", "font_language_override", "font_size", "font_family", "font_style"),
    *("font_stretch", "font_weight", "font_kerning", "font_variant_ligatures", "font_variant_position"),
    *("font_variant_caps", "font_variant_numeric", "font_variant_alternates", "font_variant_east_asian"),
    *("font_feature_settings", "font_variation_settings", "text_decoration_line"),
    *("word_spacing", "letter_spacing", "tab_size", "overflow_wrap", "word_break"),
    *("hyphens", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphenate_character", "line_height"),
)
USERS = (inline, preferred)  # the modules that call the function by their own name for it
_LOCK = Lock()


class Measures:
    """Stands in for WeasyPrint's ``split_first_line``, and keeps what that gave."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self.split = line_break.split_first_line
        self.heed = _go_on
        self.lines: dict[tuple[object, ...], tuple[Any, ...]] = {}
        self.styles: dict[int, tuple[Any, list[object], int]] = {}
        self.numbers: dict[str, int] = {}

    def __call__(self, text: str, style: Any, context: object, *room: float | None, **how: bool) -> tuple[Any, ...]:  # noqa: ANN401
        """Give a line that was broken before, with a layout object of its own: drawing changes it."""
        self.heed()
        key = (text, self.number(style), room, *how.items())
        if key not in self.lines:
            self.lines[key] = self.split(text, style, context, *room, **how)
        layout, *rest = self.lines[key]
        return (copy.copy(layout), *rest)

    def number(self, style: Any) -> int:  # noqa: ANN401
        """Give the same number to all styles that break lines alike; one that was changed meanwhile gets another."""
        values = [style[name] for name in PROPERTIES]
        known = self.styles.get(id(style))
        if known is None or known[1] != values:
            number = self.numbers.setdefault(repr(values), len(self.numbers))
            known = self.styles[id(style)] = (style, values, number)  # kept, so that no other gets its id
        return known[2]


def _go_on() -> object:
    """Let layout go on."""
    return None


@contextmanager
def measure_once(known: Measures | None = None, heed: Callable[[], object] | None = None) -> Iterator[None]:
    """Measure each piece of text once inside of the block; one page at a time.

    *known* are the measures of pages with the very same font configuration. *heed* is called again and again during
    layout, which ends with what it raises.
    """
    with _LOCK:
        measures = known or Measures()
        measures.heed = heed or _go_on
        measures.styles.clear()  # those of another page: their numbers stay
        try:
            for module in USERS:
                module.split_first_line = measures
            yield
        finally:
            for module in USERS:
                module.split_first_line = measures.split
