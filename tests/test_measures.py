"""Measures: text is measured once, and the page is what it would have been."""

import hashlib
import inspect
from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import pytest
from weasyprint.layout import inline, preferred
from weasyprint.text import line_break

from handouts import layout, measures
from handouts.project import Project

if TYPE_CHECKING:
    from handouts.pipeline import Build

Make = Callable[..., "Build"]


@pytest.mark.parametrize("tag", ["es", "ar"])
def test_same_page(make: Make, project: Project, monkeypatch: pytest.MonkeyPatch, tag: str) -> None:
    """A page that was measured once is that of the engine alone, to the byte."""
    once = make(project, "tea", tag).pdf.data
    monkeypatch.setattr(layout, "measure_once", nullcontext)

    assert once == make(project, "tea", tag).pdf.data


def test_once(make: Make, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No line is broken twice, and many are asked for again."""
    broken: list[object] = []
    asked: list[object] = []
    split, number = line_break.split_first_line, measures.Measures.number

    def count(text: str, style: object, _: object, *rest: object, **named: object) -> object:
        broken.append((text, number(numbers, style), *rest, *named.items()))
        return split(text, style, _, *rest, **named)

    def ask(self: Any, style: object) -> int:  # noqa: ANN401
        asked.append(style)
        return number(self, style)

    numbers = measures.Measures()
    monkeypatch.setattr(line_break, "split_first_line", count)
    monkeypatch.setattr(measures.Measures, "number", ask)
    make(project, "tea", "es")

    assert len(set(broken)) == len(broken)
    assert len(asked) > 2 * len(broken) > 0


def test_all_properties(make: Make, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Breaking a line asks for no property of a style but those that tell styles apart."""
    seen: set[str] = set()
    split = line_break.split_first_line

    class Spy(dict[str, Any]):
        def __init__(self, style: Any) -> None:  # noqa: ANN401
            self.style = style

        def __getitem__(self, key: str) -> Any:  # noqa: ANN401
            seen.add(key)
            return self.style[key]

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401
            return getattr(self.style, name)

    def spy(text: str, style: object, *rest: object, **named: object) -> object:
        return split(text, Spy(style), *rest, **named)

    monkeypatch.setattr(line_break, "split_first_line", spy)
    make(project, "tea", "es")

    assert {"font_family", "font_size", "lang"} <= seen
    assert set() == seen - set(measures.PROPERTIES)


def test_changed_style() -> None:
    """A style that is changed after it was seen is another style; two that break lines alike are one."""
    kept = measures.Measures()
    style, other = (dict.fromkeys(measures.PROPERTIES, 1) for _ in range(2))
    number = kept.number(style)

    assert number == kept.number(other)
    style["font_size"] = 2
    assert number != kept.number(style)
    assert number == kept.number(other)


def test_put_back() -> None:
    """The engine is as it was afterwards, whatever happens."""
    with pytest.raises(ZeroDivisionError), measures.measure_once():
        raise ZeroDivisionError
    assert [line_break.split_first_line] * 2 == [module.split_first_line for module in (inline, preferred)]


def test_known_engine() -> None:
    """After an upgrade of WeasyPrint: read the function again, bring PROPERTIES in step, renew the digest."""
    source = "".join(map(inspect.getsource, (line_break.split_first_line, line_break.Layout)))

    assert DIGEST == hashlib.sha256(source.encode()).hexdigest()[:16]


DIGEST = "991eb01de0bfee45"
