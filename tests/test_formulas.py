"""Formulas of other languages: syllables as dictionaries cut them, scores as worked out by hand, none invented."""

import re
from pathlib import Path

import pytest

from handouts.checks.pair import cut
from handouts.errors import HandoutError
from handouts.formulas import FILE, NO_SCORE, Counts, count_syllables, count_words, load_reading, rate
from handouts.language import load_languages
from handouts.project import Project

SYLLABLES = {
    "es": "in-fu-sión cé-lu-las cán-cer tra-ta-mien-to a-ún ve-í-a le-er hay y ma-yo ciu-dad cui-da-do a-gua "
    "pin-güi-no Pa-ra-guay hue-lla re-ac-ción via-je a-ho-ra trans-fu-sio-nes dí-a que guí-a en-fer-me-dad muy "
    "e-qui-po qui-mio-te-ra-pia cuá-les fie-bre pa-ís ca-ó-ti-co ai-re eu-ro a-e-ro-puer-to la-bo-ra-to-rio",
    "fr": "in-fu-sion cel-lules que fa-tigue tem-pé-ra-ture ma-la-die les mé-de-cin ré-ac-tion hô-pi-tal trai-te-ment "
    "é-quipe eau sang vous can-cer symp-tômes im-mu-ni-taire mé-di-ca-ment na-ïf cré-a-tion",
    "de": "Haus Fie-ber Blut-zel-len Kran-ken-haus se-hen Pa-ti-ent Kaf-fee In-fek-ti-on Be-hand-lung Tem-pe-ra-tur "
    "neu-e Ärz-tin Ü-bel-keit zwei",
    "nl": "zie-ken-huis koorts bloed cel-len pa-ti-ënt be-han-de-ling arts leeuw mooi-e in-fec-tie nieu-we huis ijs",
    "ru": "клет-ка ле-че-ни-е боль-ни-ца кровь тем-пе-ра-ту-ра",
}


def score(project: Project, tag: str, text: str) -> dict[str, float]:
    """Rate a text by all formulas of its language."""
    reading = load_reading(project, load_languages(project)[tag])
    counts = count_words(cut(text), spaced=True)
    return {each.name: round(rate(each, counts, reading), 2) for each in reading.formulas}


@pytest.mark.parametrize(("tag", "word"), [(tag, word) for tag, words in SYLLABLES.items() for word in words.split()])
def test_syllables(tag: str, word: str, real: Project) -> None:
    """Syllables are counted as the language cuts its words; a mute e of French is none."""
    assert word.count("-") + 1 == count_syllables(word.replace("-", ""), load_reading(real, load_languages(real)[tag]))


@pytest.mark.parametrize(("text", "expected"), [("38", 1), ("l’eau", 1), ("38,0", 1)])
def test_no_words(text: str, expected: int, real: Project) -> None:
    """A number counts as one syllable, and so does a word with its article."""
    assert expected == count_syllables(text, load_reading(real, load_languages(real)["fr"]))


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        # 7 words, 2 sentences, 11 syllables: 206.835 - 62.3 * 11/7 - 7/2
        ("es", "La casa es grande. El gato come.", {"Szigriszt-Pazos": 105.44}),
        # 6 words, 2 sentences, 9 syllables: 180 - 3 - 58.5 * 9/6; 1 word of 3 syllables, 4 of one, 1 of 7 letters
        (
            "de",
            "Das Krankenhaus ist groß. Wir kommen.",
            {"Flesch-Amstad": 89.25, "1. Wiener Sachtextformel": 2.83},
        ),
        # 7 words, 2 sentences, 8 syllables: 207 - 1.015 * 3.5 - 73.6 * 8/7
        ("fr", "La maison est grande. Le chat mange.", {"Kandel-Moles": 119.33}),
        # 7 words, 2 sentences, 26 letters: 89 + (300 * 2 - 10 * 26) / 7
        ("it", "La casa è grande. Il gatto mangia.", {"Gulpease": 137.57}),
        # 6 words, 2 sentences, 9 syllables: 206.8 - 0.93 * 3 - 77 * 9/6
        ("nl", "Het ziekenhuis is groot. Wij komen.", {"Flesch-Douma": 88.51}),
        # 4 words, 2 sentences, 8 syllables: 206.835 - 1.3 * 2 - 60.1 * 8/4
        ("ru", "Больница большая. Мы ждём.", {"Flesch-Oborneva": 84.04}),
    ],
)
def test_scores(tag: str, text: str, expected: dict[str, float], real: Project) -> None:
    """Each formula gives what it gives by hand."""
    assert expected == score(real, tag, text)


@pytest.mark.parametrize(("tag", "reason"), [("ar", NO_SCORE), ("hi", NO_SCORE), ("pl", "Jasnopis has published no")])
def test_no_formula(tag: str, reason: str, real: Project) -> None:
    """A language without a published formula has no score, and says so."""
    reading = load_reading(real, load_languages(real)[tag])

    assert () == reading.formulas
    assert reading.none.startswith(reason)


def test_sources(real: Project) -> None:
    """Every formula names its author, its year, and which way its scale goes."""
    readings = {tag: load_reading(real, language) for tag, language in load_languages(real).items()}
    formulas = [formula for reading in readings.values() for formula in reading.formulas]

    assert ["de", "de", "es", "fr", "it", "nl", "ru"] == sorted(
        tag for tag, reading in readings.items() for _ in reading.formulas
    )
    pattern = re.compile(r"\w+ (?:\w+ |& \w+ )?(?:19|20)\d\d, ")
    assert [] == [each.name for each in formulas if not pattern.match(each.source)]
    assert [] == [each.name for each in formulas if "is easier" not in each.scale]


def test_words() -> None:
    """Words with vowel signs are whole; signs alone are none; scripts without spaces are counted in letters."""
    assert Counts((("आपकी", "टीम"), ("38.0", "°C"))) == count_words(["आपकी टीम", " - 38.0 °C"], spaced=True)
    assert Counts((("您", "的", "3"),)) == count_words(["您的3。", "。"], spaced=False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[es]\nnucleus = "["', '"nucleus" is no pattern'),
        ("[es.formulas.x]\nname = 'n'\nsource = 's'\nscale = 'c'\nconstant = 1", "the formula has no weights"),
        ("[es.formulas.x]\nname = 'n'\nscale = 'c'\nconstant = 1\nsyllables_per_word = 1", '"source"'),
        ("[es]\nnucleos = 'a'", 'unknown key "nucleos"'),
    ],
)
def test_wrong_data(text: str, message: str, project: Project) -> None:
    """A mistake in the data is named."""
    (project.locales / FILE).write_text(text, "utf-8")
    with pytest.raises(HandoutError, match=re.escape(message)):
        load_reading(project, load_languages(project)["es"])


def test_no_rule(project: Project) -> None:
    """A formula that needs syllables needs a rule for them."""
    Path(project.locales / FILE).write_text(
        "[es.formulas.x]\nname = 'n'\nsource = 's'\nscale = 'c'\nconstant = 1\nsyllables_per_word = 1", "utf-8"
    )
    with pytest.raises(HandoutError, match="no rule for syllables"):
        score(project, "es", "Una casa.")
