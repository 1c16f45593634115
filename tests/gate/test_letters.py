"""Letters that pass for others are refused; whatever a language needs is not. Attacks stand in tests/hostile."""

import pytest

from handouts.gate.letters import check_letters, load_letters
from handouts.language import load_languages
from handouts.project import Project

SOUND = [
    ("es", "Llame al 555 0100. Interferón β, TNF-α y 5 µg de CAR‑T."),
    ("ru", "CAR-T-клетки: измеряйте температуру 4 раза, 38,0 °C."),
    ("el", "Τα κύτταρα CAR-T ελέγχονται κάθε μέρα."),
    ("hy", "CAR-T բջիջները"),
    ("fa", "می‌خواهید با تیم CAR-T تماس بگیرید؟ ۳۸٫۰"),
    ("ar", "اتصل بفريقك \u200eCAR-T\u200e خلال ٣ أيام، 24 ساعة."),
    ("hi", "क्‍या आप CAR-T टीम को 38.0 °C पर बुलाएँगे? ज़रूर, श्रीमान‌जी"),
    ("km", "វាស់\u200bកម្ដៅ\u200b CAR-T ៣ ដង"),
    ("th", "วัด\u200bอุณหภูมิ 3 ครั้ง"),
    ("zh-Hans", "CAR-T 细胞疗法：每天测 3 次体温。"),
    ("ja", "体温を３回測ってください。CAR‑T細胞"),
    ("vi", "Gọi cho nhóm CAR-T trong 24 giờ."),
]


@pytest.mark.parametrize(("tag", "text"), SOUND)
def test_sound(real: Project, tag: str, text: str) -> None:
    """Letters, digits, joiners and marks that a language is written with are no attack."""
    assert [] == list(check_letters(load_languages(real)[tag], "x" * len(text), text))


def test_english_holds_it(real: Project) -> None:
    """A word that the English mixes may be mixed in the translation as well."""
    spanish = load_languages(real)["es"]

    assert [] == list(check_letters(spanish, "Your TNFα is low.", "Su TNFα está bajo."))
    assert ["letters-mixed"] == [each.code for each in check_letters(spanish, "It is low.", "Su TNFα está bajo.")]


def test_each_alphabet_by_itself(real: Project) -> None:
    """An alphabet is refused in every language but its own: Latin letters, and they alone, may stand anywhere."""
    greek = load_languages(real)["el"]

    assert ["letters-foreign"] == [each.code for each in check_letters(greek, "x" * 9, "κύτταρα сон")]
    assert [] == list(check_letters(greek, "x" * 9, "κύτταρα CAR"))


def test_scripts_exist(real: Project) -> None:
    """The data names scripts as languages do."""
    scripts = {each.script for each in load_languages(real).values()}

    assert {"Cyrl", "Grek", "Armn"} <= scripts & set(load_letters()["alphabets"].values())
