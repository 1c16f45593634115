"""Breaks: the places that ICU names are places in Python strings, whatever letters stand before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.breaks import find_line_breaks, find_sentence_breaks


@pytest.mark.parametrize("letter", ["a", "é", "本", "😀", "𞤀"])
def test_places(letter: str) -> None:
    """A letter counts once, even one that ICU counts twice."""
    text = f"{letter}. Be."

    assert [3, 6] == find_line_breaks(text)
    assert [3, 6] == find_sentence_breaks(text, "en")


@given(st.text())
def test_every_text(text: str) -> None:
    """The places rise, and the last is the end of the text."""
    for places in (find_line_breaks(text), find_sentence_breaks(text, "en")):
        assert sorted(set(places)) == places
        assert [len(text)] * bool(text) == places[-1:]
