"""Formulas: how hard a translation is to read, by the formula of its own language; English is in ``reading``.

Formulas, sources and rules for syllables are data, locales/reading.toml. There is no score for a language that no
formula was published for, and no limit anywhere here.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handouts.datafile import Table, read_file
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.project import Project

FILE = "reading.toml"
WEIGHTS = (
    *("words_per_sentence", "syllables_per_word", "letters_per_word", "sentences_per_word"),
    *("many_syllables", "one_syllable", "many_letters"),
)
MANY_SYLLABLES, MANY_LETTERS = 3, 7
NO_SCORE = "no validated score"
_WORD = re.compile(r"\S*[^\W_]\S*")  # vowel signs of many scripts are no \w
_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Formula:
    """One formula: a constant and a weight for each measure it uses."""

    name: str
    source: str
    scale: str
    constant: float
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Reading:
    """What the data say of a language: its formulas, or why there is none, and what makes a syllable."""

    formulas: tuple[Formula, ...] = ()
    none: str = NO_SCORE
    nucleus: re.Pattern[str] | None = None
    mute: re.Pattern[str] | None = None


@dataclass(frozen=True)
class Counts:
    """The words of a text, sentence by sentence."""

    sentences: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Give all words in order."""
        return tuple(word for sentence in self.sentences for word in sentence)

    @property
    def mean(self) -> float:
        """Give the mean length of a sentence."""
        return len(self.words) / max(len(self.sentences), 1)

    @property
    def longest(self) -> int:
        """Give the length of the longest sentence."""
        return max(map(len, self.sentences), default=0)


def load_reading(project: Project, language: Language) -> Reading:
    """Read what the data say of *language*; raises HandoutError for data that cannot be right."""
    path = project.locales / FILE
    table = read_file(project, path).read_table(language.tag) if path.is_file() else None
    if table is None:
        return Reading()
    table.allow("nucleus", "mute", "none", "formulas")
    formulas = table.read_table("formulas")
    rows = [formulas.read_table(name) for name in formulas.values] if formulas else []
    return Reading(
        tuple(_read_formula(row) for row in rows if row),
        table.read_text("none", NO_SCORE),
        _read_pattern(table, "nucleus"),
        _read_pattern(table, "mute"),
    )


def _read_formula(table: Table) -> Formula:
    """Read one formula; it has a source and at least one weight."""
    table.allow("name", "source", "scale", "constant", *WEIGHTS)
    weights = {name: table.read_number(name) for name in WEIGHTS if name in table.values}
    if not weights:
        raise HandoutError("the formula has no weights", table.where, f"give one of: {', '.join(WEIGHTS)}")
    name, source, scale = (table.read_line(key) for key in ("name", "source", "scale"))
    return Formula(name, source, scale, table.read_number("constant"), weights)


def _read_pattern(table: Table, key: str) -> re.Pattern[str] | None:
    """Read a pattern, if there is one."""
    try:
        return re.compile(table.read_text(key)) if key in table.values else None
    except re.error as error:
        hint = "see the rules at the top of the file"
        raise HandoutError(f'"{key}" is no pattern: {error}', table.where, hint) from None


def count_words(sentences: Iterable[str], *, spaced: bool) -> Counts:
    """Count the words of *sentences*; letters in their place where a script has no spaces between words."""
    pattern = _WORD if spaced else _LETTER
    found = (tuple(pattern.findall(sentence)) for sentence in sentences)
    return Counts(tuple(words for words in found if words))


def count_syllables(word: str, reading: Reading) -> int:
    """Estimate the syllables of a word by the rules of its language; a number counts as one."""
    if reading.nucleus is None:
        raise HandoutError("the data have no rule for syllables", f"locales/{FILE}", "give nucleus")
    parts = re.split(r"[\W_]+", word.casefold())
    if reading.mute:
        parts = [reading.mute.sub("", part) for part in parts]
    return max(sum(len(reading.nucleus.findall(part)) for part in parts), 1)


def rate(formula: Formula, counts: Counts, reading: Reading) -> float:
    """Give the score of a text that has at least one word."""
    words, total = counts.words, len(counts.words)
    needs_syllables = any("syllable" in name for name in formula.weights)
    syllables = [count_syllables(word, reading) for word in words] if needs_syllables else []
    measures = {
        "words_per_sentence": counts.mean,
        "sentences_per_word": len(counts.sentences) / total,
        "letters_per_word": sum(len(_LETTER.findall(word)) for word in words) / total,
        "many_letters": 100 * sum(len(_LETTER.findall(word)) >= MANY_LETTERS for word in words) / total,
        "syllables_per_word": sum(syllables) / total,
        "many_syllables": 100 * sum(each >= MANY_SYLLABLES for each in syllables) / total,
        "one_syllable": 100 * sum(each == 1 for each in syllables) / total,
    }
    return formula.constant + sum(weight * measures[name] for name, weight in formula.weights.items())
