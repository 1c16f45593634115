"""Likeness: a lost word is seen in every script whose letters a file spells one by one."""

import pytest

from handouts.checks.likeness import are_alike, count_lost


@pytest.mark.parametrize(
    ("wanted", "got", "lost"),
    [
        ("do not call", "do not call", 0),
        ("do not call " * 40, "do not call " * 39 + "do call", 3),
        ("Fi\ufb01ne", "FIFINE", 0),
        ("one", "1. one", 0),
        ("38 or 40", "38 or 4", 1),
        ("abc", "cba", 0),
        ("\u0915\u0916\u0917\u0918\u0919 CAR", "\u0915\u0916\u0917\u0918 CAR", 0),
        ("\u0915\u0916\u0917\u0918\u0919 CAR", "\u0915\u0916\u0917\u0918\u0919 CA", 1),
        ("\u0915\u0916\u0917\u0918\u0919", "\u0915\u0916", 3),
        ("\u4e0d\u8981\u6253\u7535\u8bdd", "\u8981\u6253\u7535\u8bdd", 1),
    ],
)
def test_lost(wanted: str, got: str, lost: int) -> None:
    """Each lost letter counts, in any order, case and form; a few of a complex script may be named otherwise."""
    assert lost == count_lost(wanted, got)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("", "", True), ("First part", "trap tsriF", True), ("First part", "Quite different", False)],
)
def test_alike(one: str, other: str, expected: bool) -> None:  # noqa: FBT001 -- a parameter
    """Texts are alike whichever way they run."""
    assert expected is are_alike(one, other)
