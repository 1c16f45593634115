"""Signed text: written and read without loss, and compared by sentence and word."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.catalog.changes import write_words
from handouts.errors import HandoutError
from handouts.signoff.text import Sentence, SignedText, compare, parse_text

words = st.text(st.characters(codec="utf-8"), max_size=20)
sentences = st.lists(st.builds(Sentence, words, words, words, st.none() | words), max_size=5)
TEXT = SignedText("es", "tea", (Sentence("page", "foot", "Page", "Página"), Sentence("tea", "wait", "Wait", "Espere")))


@given(sentences)
def test_round_trip(some: list[Sentence]) -> None:
    """Whatever a catalog can hold is read as it was written, and the root is the plain sum of the file."""
    text = SignedText("zh-Hans", "car-t", tuple(some))

    assert text == parse_text(text.data, "x")
    assert hashlib.sha256(text.data).hexdigest() == text.root


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (b'"handouts signed text 1"', b'"handouts signed text 2"', "1: the first line does not begin with"),
        (b'["tea",', b'["tea"', "3: this line is no list of texts"),
        (b'"Espere"', b"1", "3: this line is no list of texts"),
        (b'"Wait"', b"null", "3: this line is no list of texts"),
        (b'"Espere"', b'"\xff"', "3: this line is no list of texts"),
        (b'"Wait",', b'"Wait", ', "1: this is not the file that was signed"),
        (b'"Espere"]\n', b'"Espere"]', "1: this is not the file that was signed"),
    ],
)
def test_other_files(old: bytes, new: bytes, place: str) -> None:
    """What this module did not write is refused at its line."""
    assert old in TEXT.data
    with pytest.raises(HandoutError) as caught:
        parse_text(TEXT.data.replace(old, new), "tea.jsonl")
    assert str(caught.value).startswith(f"tea.jsonl:{place}")


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (Sentence("tea", "wait", "Wait", "Esperen", "x.po:3"), '"wait" (x.po:3): [-Espere-]{+Esperen+}'),
        (
            Sentence("tea", "wait", "Do not wait", "No", "x.po:3"),
            '"wait" (x.po:3): English [-Wait-]{+Do not wait+} -> [-Espere-]{+No+}',
        ),
        (Sentence("tea", "wait", "Wait", None, "x.po:3"), '"wait" (x.po:3): [-Espere-]'),
        (Sentence("tea", "wait", "Wait", "Espere", "other.po:9"), None),
        (None, '"wait" is gone'),
    ],
)
def test_compare(sentence: Sentence | None, said: str | None) -> None:
    """A change is named with its place and words; another place alone is no change."""
    new = SignedText("es", "tea", (TEXT.sentences[0], *([sentence] if sentence else [])))

    assert [said] * bool(said) == [str(change) for change in compare(TEXT, new)]


def test_compare_new_and_files() -> None:
    """Sentences come before settings and files, which have no words to compare."""
    art = [Sentence("templates/a.svg", "", "", total, "templates/a.svg") for total in ("1", "2")]
    old = SignedText("es", "tea", (art[0],))
    new = SignedText("es", "tea", (art[1], Sentence("tea", "milk", "Milk", "Leche", "x.po:1")))

    assert ['"milk" (x.po:1) is new', "templates/a.svg is not the file that was signed"] == [
        str(change) for change in compare(old, new)
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a b c", "a x c", "a [-b-]{+x+} c"),
        ("one two three four five six B", "one two three four five six X", "… four five six [-B-]{+X+}"),
        ("A one two three four five six", "X one two three four five six", "[-A-]{+X+} one two three …"),
        ("take 38.0 °C", "take 39.0 °C", "take [-38.0-]{+39.0+} °C"),
        ("do not", "do", "do[- not-]"),
        ("a\nb", "a c", "a[- b-]{+ c+}"),
        ("caf\u00e9", "cafe\u0301", r"[-caf\xe9-]{+cafe\u0301+}"),
        ("a\u200db", "ab", r"[-a\u200db-]{+ab+}"),
    ],
)
def test_write_words(old: str, new: str, said: str) -> None:
    """Two texts are one line: what changed, with the words around it; what looks alike is spelt out."""
    assert said == write_words(old, new)
