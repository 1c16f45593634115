"""Rules: what checks.toml, glossary.csv and terms.toml in locales/ say for one language; no check of its own.

A form in these files is a whole word or phrase; "*" at an end of one of its words lets the word go on there.
"""

import csv
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO

from handouts.checks.glossary import Banned, Term, compile_english, read_terms
from handouts.datafile import Table, read_file, read_text
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.project import Project

FILE = "checks.toml"
GLOSSARY = "glossary.csv"
TERMS = "terms.toml"
# Letters, digits and signs that continue a word; the two dandas end a sentence.
LETTER = "[\\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e]"
LANGUAGE_KEYS = ("negation", "decimals", "ratio", "months", "length", "repeats", "numbers", "units", "keep")
SCRIPT_KEYS = ("letters", "end", "invisible", "unmixed", "length", "spaced")

Forms = Mapping[str, re.Pattern[str]]


@dataclass(frozen=True)
class Rules:
    """What the checks know of one language.

    ``english_…`` are patterns for the source, the others for the translation; ``english_months`` are those that become
    numbers, ``letters`` the first words of the Unicode names of its letters, ``invisible`` the signs that its script
    needs, ``decimals`` its decimal signs, ``groups`` the sign between thousands, ``ratio`` whether "8 in 10" is told in
    this order, ``length`` how long a translation may be, relative to the English.
    """

    keep: tuple[str, ...]
    kept_as: Forms
    english_negation: re.Pattern[str]
    english_aside: re.Pattern[str]
    english_numbers: Forms
    english_cardinals: Forms
    english_months: Forms
    english_units: Forms
    negation: re.Pattern[str] | None
    numbers: Forms
    units: Forms
    symbols: Mapping[str, tuple[str, ...]]
    decimals: str
    groups: str
    ratio: str
    letters: frozenset[str]
    unmixed: bool
    spaced: bool
    repeats: bool
    invisible: str
    end: Mapping[str, str]
    length: tuple[float, float]
    strangers: Mapping[str, str]
    terms: tuple[Term, ...]
    banned: tuple[Banned, ...]


def compile_forms(forms: Iterable[str]) -> re.Pattern[str]:
    """Make one pattern of several forms, the longest first."""
    return re.compile("|".join(map(_compile, sorted(forms, key=len, reverse=True))) or "(?!)")


def _compile(form: str) -> str:
    """Make the pattern of one form."""
    before = "" if form.startswith("*") else f"(?<!{LETTER})"
    after = "" if form.endswith("*") else f"(?!{LETTER})"
    return before + f"{LETTER}*".join(map(re.escape, form.strip("*").casefold().split("*"))) + after


def load_rules(project: Project, language: Language) -> Rules:
    """Read what the files say for *language*; raises HandoutError where they are missing or wrong."""
    file = read_file(project, project.locales / FILE)
    file.allow("keep", "english", "symbols", "scripts", "languages", "han")
    english = _need(file, "english")
    own = _get(_get(file, "languages"), language.tag)
    own.allow(*LANGUAGE_KEYS)
    script = _get(_get(file, "scripts"), language.script)
    script.allow(*SCRIPT_KEYS)
    cues = own.read_texts("negation") if "negation" in own.values else ()
    spaced = script.read_flag("spaced", default=True)
    return Rules(
        keep=file.read_texts("keep"),
        kept_as=_read_forms(own, "keep"),
        english_negation=compile_forms(english.read_texts("negation")),
        english_aside=compile_forms(english.read_texts("aside")),
        english_numbers=_read_forms(english, "numbers"),
        english_cardinals=_read_forms(english, "cardinals"),
        english_months=_read_forms(english, "months") if own.read_flag("months", default=False) else {},
        english_units=_read_forms(english, "units"),
        negation=compile_forms(cues) if cues else None,
        numbers=_read_forms(own, "numbers"),
        units=_read_forms(own, "units"),
        symbols=_read_lists(_need(file, "symbols")),
        decimals=own.read_text("decimals", find_sign(language, "decimal")),
        groups=find_sign(language, "group"),
        ratio=own.read_text("ratio", ""),
        letters=frozenset(script.read_texts("letters")) if script.values else frozenset(),
        unmixed=script.read_flag("unmixed", default=False),
        spaced=spaced,
        repeats=own.read_flag("repeats", default=not spaced),
        invisible=script.read_text("invisible", ""),
        end={sign: sign + _get(script, "end").read_text(sign, "") for sign in ".?!:"},
        length=_read_range(own if "length" in own.values else script),
        strangers=_read_strangers(file, language.script),
        terms=load_terms(project, language),
        banned=load_banned(project, language),
    )


def read_glossary(project: Project, language: Language) -> list[dict[str, str]]:
    """Read the rows of the glossary for *language*; none where a project has no glossary."""
    path = project.locales / GLOSSARY
    if not os.path.lexists(path):
        return []
    try:
        rows = list(csv.DictReader(StringIO(read_text(project, path)), strict=True))
    except csv.Error as error:
        raise HandoutError(f"not a table: {error}", project.name(path), "save it as CSV with UTF-8") from None
    if rows and not {"en", "lang", "term"} <= rows[0].keys():
        raise HandoutError("the glossary lacks a column", project.name(path), "it needs: en, lang, term")
    return [row for row in rows if row["lang"] == language.tag]


def load_terms(project: Project, language: Language) -> tuple[Term, ...]:
    """Read the terms of *language* from the glossary, with their other forms."""
    table = _read_own(project, language)
    articles = table.read_texts("articles") if "articles" in table.values else ()
    rows = ((row["en"] or "", row["term"] or "") for row in read_glossary(project, language))
    return read_terms(rows, _read_forms(table, "also"), articles)


def load_banned(project: Project, language: Language) -> tuple[Banned, ...]:
    """Read the words that must not be used; none where a project has no file of them."""
    table = _read_own(project, language)
    rows = table.values.get("never", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise HandoutError(f'"never" must be written [[{language.tag}.never]]', table.where, "one for each word")
    return tuple(_read_banned(Table(f"{language.tag}.never", row, table.where)) for row in rows)


def _read_banned(table: Table) -> Banned:
    """Read one word that must not be used, with its reason."""
    table.allow("english", "forms", "reason")
    english, reason = table.read_line("english"), table.read_line("reason")
    return Banned(compile_english(english), compile_forms(table.read_texts("forms")), reason)


def _read_own(project: Project, language: Language) -> Table:
    """Read what terms.toml says of *language*."""
    path = project.locales / TERMS
    if not os.path.lexists(path):
        return Table(language.tag, {}, project.name(path))
    table = _get(read_file(project, path), language.tag)
    table.allow("articles", "also", "never")
    return table


def find_sign(language: Language, name: str) -> str:
    """Give the "decimal" or "group" sign of CLDR for digits 0-9, those of English where CLDR has none."""
    symbols = language.locale.number_symbols if language.locale else {}
    return str(symbols.get("latn", symbols).get(name, {"decimal": ".", "group": ","}[name]))


def _get(table: Table, key: str) -> Table:
    """Read a table inside of *table*; an empty one where there is none."""
    return table.read_table(key) or Table(f"{table.name}.{key}", {}, table.where)


def _need(table: Table, key: str) -> Table:
    """Read a table that must be there."""
    found = table.read_table(key)
    if found is None:
        raise HandoutError(f"there is no table [{key}]", table.where, "restore the file")
    return found


def _read_lists(table: Table) -> dict[str, tuple[str, ...]]:
    """Read a table of lists of texts."""
    return {key: table.read_texts(key) for key in table.values}


def _read_forms(table: Table, key: str) -> dict[str, re.Pattern[str]]:
    """Read a table of lists of forms."""
    return {name: compile_forms(forms) for name, forms in _read_lists(_get(table, key)).items()}


def _read_range(table: Table) -> tuple[float, float]:
    """Read the least and the greatest length of a translation, in characters for one of English."""
    values = table.values.get("length", [0.4, 2.5])
    match values:
        case [int() | float() as low, int() | float() as high]:
            return float(low), float(high)
    raise HandoutError(f'"length" in [{table.name}] must be two numbers', table.where)


def _read_strangers(file: Table, script: str) -> dict[str, str]:
    """Read the characters of the other way to write Chinese, each with the one to write instead."""
    han = _get(file, "han")
    han.allow("Hans", "Hant")
    if script not in han.values:
        return {}
    other = next(key for key in ("Hant", "Hans") if key != script)
    ours, theirs = han.read_text(script), han.read_text(other)
    if len(ours) != len(theirs):
        raise HandoutError("the two texts of [han] are not equally long", file.where, "one character for one character")
    return dict(zip(theirs, ours, strict=True))
