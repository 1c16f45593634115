"""The checks of translations: each is documented, silent on what is right, and takes any text."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.checks.catalogs import CHECKS, check_pair
from handouts.checks.pair import Pair
from handouts.checks.rules import Rules, load_rules
from handouts.fonts import load_scripts
from handouts.language import Language, find_language, load_languages
from handouts.project import Project

ROOT = Path(__file__).resolve().parents[2]


@cache
def load(tag: str) -> tuple[Language, Rules]:
    """Read a language and its rules."""
    language = find_language(Project(ROOT), tag)
    return language, load_rules(Project(ROOT), language)


def find_codes(tag: str, msgid: str, msgstr: str, *twins: str) -> list[str]:
    """Give the codes of what is wrong with a translation."""
    return sorted({fault.check.code for fault in check_pair(Pair("key", msgid, msgstr, *load(tag), twins=twins))})


def test_described() -> None:
    """Each check has a code of its own, a reason, and a question."""
    assert len(CHECKS) == len({check.code for check in CHECKS})
    assert [] == [check.code for check in CHECKS if not re.fullmatch(r"[a-z]+(-[a-z]+)*", check.code)]
    assert [] == [check.code for check in CHECKS if not check.reason or "?" not in (check.find.__doc__ or "")]


def test_every_script(real: Project) -> None:
    """Rules can be read for every language, and every script has its letters."""
    languages = load_languages(real).values()

    assert {language.script for language in languages} <= load_scripts(real).keys()
    assert [] == [each.tag for each in languages if not load_rules(real, each).letters]


@pytest.mark.parametrize(
    ("tag", "msgid", "msgstr", "expected"),
    [
        ("es", "Do not wait.", "No espere.", []),
        ("es", "Do not wait.", "Espere.", ["negation-lost"]),
        ("es", "Call now", " Llame ya", ["edge-spaces"]),
        ("es", "Call now", "Llame llame ya", ["doubled-word"]),
        ("es", "Call (now)", "Llame (ya", ["brackets"]),
        ("es", "Call now:", "Llame ya.", ["end"]),
        ("es", "Call now", "Call now", ["untouched"]),
        ("es", "Call now", "Llаme ya", ["foreign-letters"]),
        ("ru", "Call now", "Звoните", ["mixed-letters"]),
        ("ru", "TNFα test", "тест TNFα", []),
        ("fa", "a normal test", "آزمایش می\u200cشود", []),
        ("es", "a test", "una prue\u200cba", ["invisible"]),
        ("km", "a test", "ការ\u200bធ្វើ", []),
        ("ar", "the test", "\u200fاختبار CAR\u200f", []),
        ("zh-Hans", "medicine", "藥", ["other-han"]),
        ("zh-Hant", "medicine", "药", ["other-han"]),
        ("hi", "CD19", "CD19", []),
        ("hi", "Sleep", "Sleep", ["left-english", "untouched"]),
        ("hi", "The CD19 test", "सीडी19 जाँच", ["number", "term-lost"]),
        ("es", "fever", "calentura", ["glossary"]),
        ("es", "Call 212-555-0199", "Llame al 212-555-0198", ["address", "number"]),
    ],
)
def test_found(tag: str, msgid: str, msgstr: str, expected: list[str]) -> None:
    """Each fault is named by its own code, and what is right by none."""
    assert expected == find_codes(tag, msgid, msgstr)


def test_twins() -> None:
    """The same English translated in two ways is named, in the same way not."""
    assert ["twins"] == find_codes("es", "Call", "Llame", "Llame", "Avise")
    assert [] == find_codes("es", "Call", "Llame", "Llame", "Llame")


@given(st.text(), st.text(), st.sampled_from(["es", "ar", "zh-Hant", "km", "ru", "hmn", "th"]))
def test_any_text(msgid: str, msgstr: str, tag: str) -> None:
    """No text breaks a check."""
    for fault in check_pair(Pair("key", msgid, msgstr, *load(tag), twins=(msgid,))):
        assert fault.finding.message
