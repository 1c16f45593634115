"""Sentences: messages are cut between sentences and nowhere else; pairs of sentences are given only without doubt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.catalog.sentences import align, cut, needs_space
from handouts.message import check_nesting, split

PIECES = st.lists(
    st.sampled_from(("Call now. ", "No? ", "3.5 g", "</b>", "<b>", "<i>", "</i>", "{phone}", " ", "等。", "😀! "))
).map("".join)


@pytest.mark.parametrize(
    ("tag", "pieces"),
    [
        ("en", ["Call now. ", "Do not wait!"]),
        ("en", ["<b>Call now.</b> ", "<b>Do not</b> wait. ", "{phone} is the number."]),
        ("en", ["<b>Call now. Do not wait.</b> ", "Take 3.5 g or less."]),
        ("en", ["Go to a hospital (e.g. ours)."]),
        ("es", ["¿No puede? ", "¡Llame!"]),
        ("ar", ["اتصل الآن. ", "لا تنتظر؟ ", "نعم."]),
        ("ur", ["ابھی کال کریں۔ ", "انتظار نہ کریں۔"]),
        ("hi", ["अभी फ़ोन करें। ", "इंतज़ार न करें।"]),
        ("km", ["ចាំ។ ", "ផឹក។"]),
        ("my", ["စောင့်ပါ။ ", "သောက်ပါ။"]),
        ("zh-Hans", ["<b>请立即致电。</b>", "请勿等待！"]),
    ],
)
def test_cut(tag: str, pieces: list[str]) -> None:
    """A sentence takes its closing tags and the space behind it along; inside of tags nothing is cut."""
    assert pieces == cut("".join(pieces), tag)


@given(PIECES)
def test_nothing_lost(text: str) -> None:
    """The sentences, joined, are the text; where its tags are in order, so are those of each sentence."""
    pieces = cut(text, "en")

    assert text == "".join(pieces)
    if not list(check_nesting(list(split(text)))):
        assert [] == [fault for piece in pieces for fault in check_nesting(list(split(piece)))]


def test_align() -> None:
    """Each sentence stands beside its translation."""
    expected = [("<b>Call now.</b>", "<b>Llame ya.</b>"), ("Dial {phone}.", "Marque {phone}.")]

    assert expected == align("<b>Call now.</b> Dial {phone}.", "<b>Llame ya.</b> Marque {phone}.", "es")


@pytest.mark.parametrize(
    ("msgid", "msgstr"),
    [
        ("Call now. Dial it.", "Llame ya y marque."),
        ("Call now. Dial {phone}.", "Llame ya a {phone}. Marque."),
        ("<b>Call</b> now. Dial it.", "Llame ya. <b>Marque</b>."),
        ("Call <b>now</b>. Dial <b>it</b>.", "Llame <b>ya. Marque</b> <b>esto</b>."),
        (
            "Stay close to the hospital for two weeks and call your team if anything is not right. Rest.",
            "Quédese cerca. Durante dos semanas llame a su equipo si algo no va bien, y descanse.",
        ),
    ],
    ids=["joined", "placeholder moved", "tag moved", "tag around two", "cut elsewhere"],
)
def test_doubt(msgid: str, msgstr: str) -> None:
    """Where a translator has cut a text in another way, no sentence is said to be the translation of another."""
    assert [] == align(msgid, msgstr, "es")


@pytest.mark.parametrize(
    ("text", "expected"), [("Call.", True), ("等。", False), ("<b>等。</b>", False), ("等{time}", True)]
)
def test_needs_space(text: str, *, expected: bool) -> None:
    """A space parts sentences in all scripts but those whose full stop is as wide as a letter."""
    assert needs_space(text) is expected
