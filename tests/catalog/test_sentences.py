"""Sentences: messages are cut between sentences and nowhere else; pairs of sentences are given only without doubt."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.catalog.lookup import read_catalog
from handouts.catalog.sentences import align, cut, needs_space
from handouts.language import find_language
from handouts.message import check_nesting, split
from handouts.project import Project

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


def cut_elsewhere(sentences: list[str], tag: str) -> Iterator[str]:
    """Give a translation as it would be if two sentences had become one, and another one two at its comma."""
    comma, stop = {"zh-Hans": ("，", "。"), "ar": ("، ", ". "), "hi": (", ", "। ")}.get(tag, (", ", ". "))
    for joined in range(len(sentences) - 1):
        for parted in set(range(len(sentences))) - {joined, joined + 1}:
            if comma in sentences[parted]:
                changed = list(sentences)
                first, second = changed[parted].split(comma, 1)
                changed[parted] = first + stop + second[:1].upper() + second[1:]
                changed[joined] = changed[joined].rstrip()[:-1] + comma
                yield "".join(changed)


def test_real(real: Project) -> None:
    """Most of our translations are cut into sentences; none is if it was cut elsewhere, though the number agrees."""
    counts = Counter[tuple[str, bool]]()
    for tag in ("ar", "es", "fr", "hi", "vi", "zh-Hans"):
        for entry in read_catalog(real, find_language(real, tag), "car-t").entries:
            msgid, msgstr = entry.key[1], entry.fields["msgstr"]
            english, own = cut(msgid, "en"), cut(msgstr, tag)
            if 1 < len(english) == len(own):
                counts["right", bool(align(msgid, msgstr, tag))] += 1
                for text in cut_elsewhere(own, tag):
                    counts["elsewhere", bool(align(msgid, text, tag))] += len(english) == len(cut(text, tag))

    assert counts["right", True] > 0.85 * (counts["right", True] + counts["right", False])
    assert (0, True) == (counts["elsewhere", True], counts["elsewhere", False] > 50)


@pytest.mark.parametrize(
    ("text", "expected"), [("Call.", True), ("等。", False), ("<b>等。</b>", False), ("等{time}", True)]
)
def test_needs_space(text: str, *, expected: bool) -> None:
    """A space parts sentences in all scripts but those whose full stop is as wide as a letter."""
    assert needs_space(text) is expected
