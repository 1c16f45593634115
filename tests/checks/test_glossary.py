"""The glossary check: agreed words in any ending, their plurals, articles, and words that must not stand for them."""

import csv
import re
import shutil
import tomllib
from collections.abc import Callable

import pytest

from handouts.checks.catalogs import check_pair
from handouts.checks.pair import Pair
from handouts.checks.rules import load_rules
from handouts.errors import HandoutError
from handouts.language import find_language, load_languages
from handouts.project import Project

CODES = ("glossary", "glossary-banned")


def find_codes(project: Project, tag: str, msgid: str, msgstr: str) -> list[str]:
    """Give the codes of what is wrong with the words of a translation."""
    language = find_language(project, tag)
    pair = Pair("key", msgid, msgstr, language, load_rules(project, language))
    return [fault.check.code for fault in check_pair(pair) if fault.check.code in CODES]


@pytest.mark.parametrize(
    ("tag", "msgid", "msgstr", "expected"),
    [
        ("es", "An infusion", "Una infusión", []),
        ("es", "Two infusions", "Dos infusiones", []),
        ("es", "An infusion", "Una inyección", ["glossary"]),
        ("es", "A disarmed virus", "Un virus desactivado", ["glossary-banned"]),
        ("es", "A disarmed virus", "Un virus que ya no causa enfermedad", []),
        ("es", "A virus", "Un virus desactivado", []),
        ("ar", "T cells", "الخلايا التائية", []),
        ("ar", "your own T cells", "خلاياك التائية", []),
        ("ar", "T cells", "خلايا الدم", ["glossary"]),
        ("ar", "side effects", "آثار جانبية", []),
        ("ar", "Seizures", "نوبات تشنجية", []),
        ("ar", "Seizures", "الصرع", ["glossary", "glossary-banned"]),
        ("ar", "steroids", "الكورتيكوستيرويدات", []),
        ("ar", "steroids", "الستيرويدات", ["glossary-banned"]),
        ("hi", "Seizures", "दौरे", []),
        ("hi", "twitching", "झटके", ["glossary-banned"]),
        ("vi", "Infusion day", "Ngày truyền", []),
    ],
)
def test_words(tag: str, msgid: str, msgstr: str, expected: list[str], real: Project) -> None:
    """An agreed word is known in its forms, another one is named, and one that misleads is named with its own code."""
    assert expected == find_codes(real, tag, msgid, msgstr)


def test_message(real: Project) -> None:
    """The finding says which word, for which term, and why."""
    language = find_language(real, "ar")
    pair = Pair("key", "twitching", "تقلص", language, load_rules(real, language))
    (message,) = [each.message for each in check_pair(pair) if each.check.code == "glossary-banned"]

    assert '"تقلص" must not stand for "twitching": it is read as cramp' == message


def test_data(real: Project) -> None:
    """Other forms belong to terms of the glossary in this language; nothing is added that it does not have."""
    data = tomllib.loads((real.locales / "terms.toml").read_text("utf-8"))
    with (real.locales / "glossary.csv").open(encoding="utf-8", newline="") as file:
        terms = {(row["lang"], re.sub(r"\([^)]*\)", "", row["en"]).strip()) for row in csv.DictReader(file)}

    assert set() == data.keys() - load_languages(real).keys()
    assert set() == {(tag, term) for tag, table in data.items() for term in table.get("also", {})} - terms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[es]\nnever = 1", '"never" must be written [[es.never]]'),
        ("[[es.never]]\nenglish = 'a'\nforms = ['b']", '"reason" in [es.never] is missing'),
        ("[[es.never]]\nenglish = 'a'\nform = ['b']", 'unknown key "form"'),
        ("[es]\nforbidden = 1", 'unknown key "forbidden"'),
    ],
)
def test_wrong_data(text: str, message: str, project: Project, real: Project) -> None:
    """A mistake in the data is named."""
    shutil.copy(real.locales / "checks.toml", project.locales)
    (project.locales / "terms.toml").write_text(text, "utf-8")
    with pytest.raises(HandoutError, match=re.escape(message)):
        load_rules(project, find_language(project, "es"))


def test_stars(project: Project, real: Project, edit: Callable[..., None]) -> None:
    """A star lets a word go on, at an end of a phrase and inside of it."""
    shutil.copy(real.locales / "checks.toml", project.locales)
    path = project.locales / "terms.toml"
    path.write_text("[[es.never]]\nenglish = 'tea'\nforms = ['taza* de caf*']\nreason = 'no'", "utf-8")

    assert ["glossary-banned"] == find_codes(project, "es", "tea", "tazas de café")
    assert [] == find_codes(project, "es", "tea", "tazas y café")
    edit(path, "taza* de caf*", "caf")
    assert [] == find_codes(project, "es", "tea", "tazas de café")
