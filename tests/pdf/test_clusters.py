"""Clusters divided into code points: nothing of the text is lost, and places never step back."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.pdf.clusters import PLAIN, divide, divide_backwards, settle, settle_backwards
from handouts.pdf.lines import Cluster, Glyph

WIDE, MARK = 600, 0


def cluster(text: str, *advances: int) -> Cluster:
    """Give a cluster of glyphs with these advances, one after the other."""
    starts = [sum(advances[:number]) for number in range(len(advances))]
    glyphs = [Glyph(at + 1, x, x, 0, width, width) for at, (x, width) in enumerate(zip(starts, advances, strict=True))]
    return Cluster(text, 0, tuple(glyphs))


texts = st.text(st.sampled_from("aकि्ंาี\u200d\u00a0\u2060"), min_size=1, max_size=6)
advances = st.lists(st.sampled_from([WIDE, MARK]), min_size=1, max_size=5)


@given(text=texts, widths=advances)
def test_text_and_glyphs_are_kept(text: str, widths: list[int]) -> None:
    """Parts say the whole text, one code point each, and draw each glyph once, in either direction."""
    whole = cluster(text, *widths)
    said = text.translate(PLAIN)
    for parts in (divide(whole), divide_backwards(whole)):
        assert said.replace(" ", "") == "".join(part.text for part in parts).replace(" ", "").replace("\u200f", "")
        drawn = [glyph.id for part in parts for glyph in part.glyphs]
        assert sorted(drawn) == (list(range(1, len(widths) + 1)) if said else [])


@given(text=texts, widths=advances)
def test_outlines_stay_in_place(text: str, widths: list[int]) -> None:
    """Wherever a part starts, its outline is drawn where the glyph was, as exactly as eye and printer can tell."""
    whole = cluster(text, *widths)
    parts, backwards = divide(whole), divide_backwards(whole)
    settle(parts, sum(widths))
    settle_backwards(backwards)
    for part in [*parts, *backwards]:
        drawn = [part.x + x for _, x, _ in part.ink.glyphs]
        assert [glyph.x for glyph in part.glyphs] == pytest.approx(drawn, abs=0.5)


def test_mark_starts_before_the_next_letter() -> None:
    """Poppler sorts by place: a mark that leans over the next letter still starts before that letter."""
    whole = cluster("กัก", WIDE, MARK, WIDE)
    parts = divide(whole)
    settle(parts, 2 * WIDE)
    assert "กัก" == "".join(part.text for part in parts)
    assert all(before.x < part.x for before, part in pairwise(parts))


def test_ligature_shares_its_width() -> None:
    """One glyph for three letters: the first draws it, and each takes a third of the room."""
    parts = divide(cluster("ffi", WIDE))
    assert [("f", 200, 1), ("f", 200, 0), ("i", 200, 0)] == [
        (each.text, each.width, len(each.glyphs)) for each in parts
    ]


def test_letter_of_two_glyphs_is_one_outline() -> None:
    """Two glyphs for one code point are drawn together."""
    parts = divide(cluster("ើ", WIDE, WIDE))
    assert [("ើ", 2)] == [(each.text, len(each.glyphs)) for each in parts]


def test_letter_starts_where_it_is_wide() -> None:
    """A mark that lies on the letter before does not pull its own letter there: readers would see a space after it."""
    parts = divide(Cluster("ຳ", 0, (Glyph(1, 0, -314, 0, MARK, MARK), Glyph(2, 0, 0, 0, WIDE, WIDE))))
    settle(parts, WIDE)
    assert [(0, WIDE, [2, 1])] == [(each.x, each.width, [glyph.id for glyph in each.glyphs]) for each in parts]


@pytest.mark.parametrize(("advance", "width"), [(620, 600), (580, 600), (650, 650)])
def test_wide_gap_belongs_to_its_letter(advance: int, width: int) -> None:
    """A gap inside a word is no space, however wide the letters of a word are set apart."""
    parts = [*divide(Cluster("a", 0, (Glyph(1, 0, 0, 0, 600, advance),)))]
    parts += divide(Cluster("b", 1, (Glyph(2, advance, advance, 0, 600, 600),)))
    settle(parts, advance + 600)
    assert [width, 600] == [part.width for part in parts]


def test_joiner_says_nothing() -> None:
    """A word joiner is no part of the text, a no-break space is a space."""
    assert [] == divide(cluster("\u2060", WIDE))
    assert [" "] == [each.text for each in divide(cluster("\u00a0", WIDE))]


def test_leftward_parts_never_step_back() -> None:
    """In right-to-left text each part starts left of the one before, even where glyphs lie on each other."""
    parts = divide_backwards(cluster("لا", WIDE)) + divide_backwards(cluster("ا", WIDE))
    settle_backwards(parts)
    assert all(before.x > part.x for before, part in pairwise(parts))
