"""Typography: what keeps together, and what keeps its own language and direction; no word is ever changed."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.language import Language, load_languages
from handouts.linebreaks import WORD_JOINER, ZERO_WIDTH_SPACE
from handouts.project import Project
from handouts.typography import NO_BREAK_SPACE, Typography

LANGUAGES = load_languages(Project(Path(__file__).resolve().parents[1]))
LATIN, OTHER = True, False
TEXTS = st.text(
    st.one_of(st.sampled_from("0123456789.,:%°CFmgLAbT- ()（）<>&\"'\u00a0\u202fé治عह"), st.characters(codec="utf-8"))
)


def set_text(tag: str, text: str, has_latin: bool) -> str:  # noqa: FBT001 -- LATIN or OTHER
    """Set *text*; "~" is a space and "^" the end of a hyphen where no line may end; other invisible signs are out."""
    found = str(Typography(LANGUAGES[tag], has_latin)(text))
    return found.replace(NO_BREAK_SPACE, "~").replace(WORD_JOINER, "^").replace(ZERO_WIDTH_SPACE, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CAR-T cell therapy", "CAR-^T cell therapy"),
        ("B-cell lymphoma, T-cells, X-ray", "B-^cell lymphoma, T-^cells, X-^ray"),
        ("a well-known long-term CAR, 2-4, 1-800-555", "a well-^known long-^term CAR, 2-^4, 1-^800-^555"),
        ("pre- and post-, a - b, -5", "pre- and post-, a - b, -5"),
        ("38.0 °C (100.4 °F) or higher", "38.0~°C~(100.4~°F) or higher"),
        ("de 38,0 °C (100,4 °F) o más", "de 38,0~°C~(100,4~°F) o más"),
        ("38.0°C（100.4°F）", "38.0°C（100.4°F）"),
        ("8 mg in 100 mL", "8~mg in 100~mL"),
        ("+1 (800) 555-0199, +44 20 7946 0000", "+1~(800)~555-^0199, +44~20~7946~0000"),
        ("(800) 555-0199 or 800-555-0199", "(800)~555-^0199 or 800-^555-^0199"),
        ("N Engl J Med. 2023;141:2307", "N Engl J Med. 2023;141:2307"),
        ("in 2026, 3 times, 80 %", "in 2026, 3 times, 80 %"),
    ],
)
def test_together(text: str, expected: str) -> None:
    """No line ends inside a measure or after the hyphen of a word or number; words are left alone."""
    assert expected == set_text("es", text, LATIN)
    assert expected == re.sub("<[^>]*>", "", set_text("hi", text, OTHER))


@pytest.mark.parametrize(
    ("tag", "text", "runs"),
    [
        ("ar", "38.0 °C (100.4 °F) أو أكثر", [('dir="ltr"', "38.0~°C~(100.4~°F)")]),
        ("ar", "38,0 °C", [('dir="ltr"', "38,0~°C")]),
        ("ar", "علاج CAR-T هو", [('lang="en" dir="ltr"', "CAR-^T")]),
        ("ar", "B-cell و CD19", [('lang="en" dir="ltr"', "B-^cell"), ('lang="en" dir="ltr"', "CD19")]),
        ("ar", "Engl 2023;141:2307", [('lang="en" dir="ltr"', "Engl"), ('dir="ltr"', "141:2307")]),
        ("ar", "في 80 % من", [('dir="ltr"', "80 %")]),
        ("ar", "3 مرات", []),
        ("ar", "اتصل 800-555-0199 الآن", [('dir="ltr"', "800-^555-^0199")]),
        ("ar", "+1 (800) 555-0199", [('dir="ltr"', "+1~(800)~555-^0199")]),
        ("ar", "(800) 555-0199", [('dir="ltr"', "(800)~555-^0199")]),
        ("ar", "من 2-4 أسابيع", []),
        ("zh-Hans", "见New England Journal。", [('lang="en"', "New England Journal")]),
        ("hi", "CAR-T कोशिका", [('lang="en"', "CAR-^T")]),
    ],
)
def test_own_order(tag: str, text: str, runs: list[tuple[str, str]]) -> None:
    """In other scripts Latin words are English, and in right-to-left text they and all measures read left to right."""
    found = re.findall(r"<span ?([^>]*)>([^<]*)</span>", set_text(tag, text, OTHER))

    assert runs == [(attributes, run.strip()) for attributes, run in found]


@pytest.mark.parametrize("has_latin", [LATIN, OTHER])
def test_escaped(has_latin: bool) -> None:  # noqa: FBT001 -- a parameter
    """Signs of HTML are text, inside of a run and outside."""
    found = set_text("ar", "< 38.0 °C & <b>\"'", has_latin)

    assert "&lt; 38.0~°C &amp; &lt;b&gt;&#34;&#39;" == re.sub("</?span[^>]*>", "", found)


def write_plain(text: str) -> str:
    """Leave out what only decides where lines end."""
    return text.replace(WORD_JOINER, "").replace(ZERO_WIDTH_SPACE, "").replace(NO_BREAK_SPACE, " ")


@given(TEXTS, st.sampled_from([*LANGUAGES.values()]), st.booleans())
def test_no_word_changes(text: str, language: Language, has_latin: bool) -> None:  # noqa: FBT001 -- a parameter
    """Without elements, and but for where lines may end, the text is what it was, letter for letter."""
    html = str(Typography(language, has_latin)(text))
    bare = re.sub("</?span[^>]*>", "", html)
    signs = {"&lt;": "<", "&gt;": ">", "&#34;": '"', "&#39;": "'", "&amp;": "&"}

    assert write_plain(text) == write_plain(re.sub("&[a-z0-9#]+;", lambda match: signs[match[0]], bare))
    assert html.count("<span") == html.count("</span>")
