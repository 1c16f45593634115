"""Line breaks: words of scripts without spaces are cut where a line may end, and nowhere else.

Korean words stay whole.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import HandoutError
from handouts.fonts import load_scripts
from handouts.linebreaks import WORD_JOINER, ZERO_WIDTH_SPACE, LineBreaks
from handouts.project import Project

SCRIPTS = load_scripts(Project(Path(__file__).resolve().parents[1]))
CUTTING = ("Thai", "Laoo", "Khmr", "Mymr")
LETTERS = st.text(
    st.one_of(st.characters(min_codepoint=0xE00, max_codepoint=0xEFF), st.sampled_from("a1 ")), max_size=30
)
ASIAN = st.text(
    st.one_of(
        st.characters(min_codepoint=0x1000, max_codepoint=0x109F),
        st.characters(min_codepoint=0x1780, max_codepoint=0x17FF),
    ),
    max_size=30,
)


def cut(script: str, text: str) -> str:
    """Show where *text* may be cut as "|" and where it is held together as "_"."""
    return SCRIPTS[script].breaks.mark(text).replace(ZERO_WIDTH_SPACE, "|").replace(WORD_JOINER, "_")


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ("Thai", "ผู้|ป่วย|ต้อง|ดื่ม|น้ำ"),
        ("Thai", "เซลล์ๆ และ|อื่นๆ ฯลฯ"),
        ("Laoo", "ຜູ້ປ່ວຍ|ຕ້ອງ|ດື່ມ|ນ້ຳ"),
        ("Khmr", "កោសិកា|ឈាម|និង|ឈើ"),
        ("Khmr", "ផ្សេងៗ។"),
        ("Mymr", "ချက်ချင်း|ဖုန်း|ဆက်|ပါ။"),
        ("Mymr", "ဆဲလ်"),
        ("Mymr", "လူ|နာ၏|ကိုယ်|ပိုင်"),
        ("Thai", "เซลล์ CAR-T 38.0 °C"),
        ("Latn", "no word is cut"),
        ("Jpan", "発熱したら電話"),
        ("Kore", "세_포 치_료_(CAR-T)_를 3_회"),
    ],
)
def test_words(script: str, expected: str) -> None:
    """Words are cut off each other where the script is written without spaces; Korean ones are held together."""
    assert expected == cut(script, expected.replace("|", "").replace("_", ""))


def test_own_cuts_stay() -> None:
    """Who wrote zero width spaces knew better."""
    text = f"ผู้ป่วย{ZERO_WIDTH_SPACE}ต้องดื่มน้ำ"

    assert text == SCRIPTS["Thai"].breaks.mark(text)


@pytest.mark.parametrize("script", CUTTING)
@given(st.one_of(LETTERS, ASIAN))
def test_nothing_else_changes(script: str, text: str) -> None:
    """Without the zero width spaces the text is what it was, and none stands at its ends or twice."""
    marked = SCRIPTS[script].breaks.mark(text)

    assert text == marked.replace(ZERO_WIDTH_SPACE, "")
    assert marked.strip(ZERO_WIDTH_SPACE) == marked
    assert ZERO_WIDTH_SPACE * 2 not in marked


@pytest.mark.parametrize("script", CUTTING)
@given(st.one_of(LETTERS, ASIAN))
def test_no_line_begins_wrongly(script: str, text: str) -> None:
    """No cut stands before a vowel or sign of the letter before, nor inside a stack, a number or a closed syllable."""
    begins_wrongly = (
        "[\u0e30-\u0e3a\u0e46-\u0e4e\u0eb0-\u0ebd\u0ec6\u0ec8-\u0ece\u17b6-\u17d7\u102b-\u103e\u104a\u104b\u104f]"
    )
    ends_wrongly = "[\u0e40-\u0e44\u0ec0-\u0ec4\u17d2\u1039]"
    closing = "[\u1000-\u102a][\u1039\u103a]"
    marked = SCRIPTS[script].breaks.mark(text)

    assert None is re.search(
        f"{ZERO_WIDTH_SPACE}(?:{begins_wrongly}|{closing})|{ends_wrongly}{ZERO_WIDTH_SPACE}", marked
    )
    assert None is re.search(f"\\d{ZERO_WIDTH_SPACE}\\d", marked)


def test_wrong_pattern(project: Project, edit: Callable[[Path, str, str], None]) -> None:
    """A pattern that is none is named with its place."""
    path = project.styles / "scripts.toml"
    edit(path, "whole = '", "whole = '(")
    with pytest.raises(HandoutError, match=r'"whole" in \[script.Kore.breaks\] is no regular expression') as caught:
        load_scripts(project)

    assert str(caught.value.where).startswith("styles/scripts.toml:")
    assert caught.value.hint


def test_no_breaks() -> None:
    """Most scripts need none of this."""
    assert "a b" == LineBreaks().mark("a b")
