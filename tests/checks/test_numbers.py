"""Numbers: read by value in every script, and compared with those of the English."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.checks.catalogs import check_pair
from handouts.checks.numbers import numbers
from handouts.checks.pair import Pair
from handouts.checks.rules import load_rules
from handouts.language import find_language
from handouts.project import Project

ZEROS = [chr(each) for each in range(0x110000) if unicodedata.decimal(chr(each), None) == 0]


def find_codes(real: Project, tag: str, msgid: str, msgstr: str) -> list[str]:
    """Give the codes of what is wrong with a translation."""
    language = find_language(real, tag)
    pair = Pair("key", msgid, msgstr, language, load_rules(real, language))
    return sorted({fault.check.code for fault in check_pair(pair)} - {"glossary", "length", "sentences", "end"})


@given(st.text(alphabet="0123456789.,: °CFx-'\u202f") | st.text(), st.sampled_from(ZEROS))
def test_digits_of_all_scripts(text: str, zero: str) -> None:
    """A text says the same numbers in the digits of any script."""
    native = "".join(chr(ord(zero) + int(each)) if each in "0123456789" else each for each in text)

    assert [each.values for each in numbers(text)] == [each.values for each in numbers(native)]


@pytest.mark.parametrize(
    ("text", "decimals", "expected"),
    [
        ("38.0 and 38,0", ".", ["38.0", "38.0"]),
        ("1,250 1.250", ".", ["1250", "1.250"]),
        ("1.250,5 1\u202f250", ",", ["1250.5", "1250"]),
        ("1,00,000", ".", ["100000"]),
        ("٣٨٫٥", ".", ["38.5"]),
        ("10⁹", ".", ["109"]),
    ],
)
def test_values(text: str, decimals: str, expected: list[str]) -> None:
    """Decimal and grouping signs are told apart by the language's decimal sign, and by their places."""
    assert expected == [str(each.value) for each in numbers(text, decimals)]


@pytest.mark.parametrize(
    ("tag", "msgid", "msgstr", "expected"),
    [
        ("fr", "Come at 8:30.", "Venez à 8 h 30.", []),
        ("fr", "Come at 8:30.", "Venez à 8 h 20.", ["number"]),
        ("ar", "in the first 2 weeks", "في أول أسبوعين", []),
        ("ar", "in the first 2 weeks", "في أول 3 أسابيع", ["number"]),
        ("vi", "In June 2026", "Tháng 6 năm 2026", []),
        ("vi", "In June 2026", "Tháng 7 năm 2026", ["number"]),
        ("zh-Hans", "8 in 10 people", "10人中有8人", []),
        ("zh-Hans", "8 in 10 people", "8人中有10人", ["number-turned"]),
        ("es", "2 to 4 weeks", "de 4 a 2 semanas", ["number-turned", "unit"]),
        ("es", "Blood 141:2307", "Blood 2307:141", ["number"]),
        ("es", "for 5 years", "durante 5 meses", ["unit"]),
        ("ru", "1,250 mg", "1 250 мг", []),
        ("ru", "1,250 mg", "1\xa0250 мг", []),
        ("ru", "1,250 mg", "1\xa0250 г", ["unit"]),
        ("ru", "5 g", "5 год", ["unit"]),
        ("es", "5 mg", "5 miligramos", []),
        ("th", "650 mg", "650มก.ทุกวัน", []),
        ("zh-Hans", "twenty-four hours", "24小时", []),
        ("tr", "Over 80%", "%80'den fazla", []),
    ],
)
def test_compared(real: Project, tag: str, msgid: str, msgstr: str, expected: list[str]) -> None:
    """What a language writes in its own way is no mistake; another value, order or unit is."""
    assert expected == find_codes(real, tag, msgid, msgstr)
