"""Catalogs: the list of all checks of translations, and how a catalog is put through them; the checks lie around it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.catalog.lookup import Catalog, State, Unit, check_text
from handouts.checks import characters, glossary, losses, numbers, script, verbatim, wording
from handouts.checks.pair import Check, Pair
from handouts.checks.rules import Rules
from handouts.finding import Finding, Level
from handouts.language import Language

CHECKS = (
    Check("number", Level.ERROR, "a reader acts on numbers", numbers.find_changed_numbers),
    Check("number-turned", Level.ERROR, '"10 in 8" and "4 to 2" mislead', numbers.find_turned_numbers),
    Check("unit", Level.ERROR, "38 °F is not a fever, and days are not weeks", numbers.find_changed_units),
    Check("address", Level.ERROR, "a wrong phone number reaches nobody", verbatim.find_changed_addresses),
    Check("term-lost", Level.ERROR, "hospital papers use this name", verbatim.find_lost_terms),
    Check("negation-lost", Level.ERROR, "the opposite is said", wording.find_lost_negation),
    Check("blank", Level.ERROR, "the page has a hole", characters.find_blank),
    Check("invisible", Level.ERROR, "what nobody sees can turn text around or break words", characters.find_invisible),
    Check("not-nfc", Level.ERROR, "the same word is not found again", characters.find_decomposed),
    Check("letters-lost", Level.ERROR, "a wrong encoding has destroyed the words", losses.find_lost_letters),
    Check(
        "foreign-letters",
        Level.ERROR,
        "another letter that looks alike is read aloud wrongly",
        script.find_foreign_letters,
    ),
    Check(
        "mixed-letters", Level.ERROR, "another letter that looks alike is read aloud wrongly", script.find_mixed_words
    ),
    Check("other-han", Level.ERROR, "the reader learnt other characters", script.find_other_han),
    Check("left-english", Level.ERROR, "the reader may not know English", script.find_english),
    Check("number-moved", Level.WARNING, "numbers may have changed places", numbers.find_moved_numbers),
    Check("negation-fewer", Level.WARNING, "one of several may be lost", wording.find_fewer_negations),
    Check("glossary", Level.WARNING, "one thing has one name", glossary.find_other_words),
    Check("glossary-banned", Level.WARNING, "the reader understands something else", glossary.find_banned_words),
    Check("untouched", Level.WARNING, "it may have been forgotten", wording.find_untouched),
    Check("length", Level.WARNING, "part of the text may be missing", wording.find_odd_length),
    Check("end", Level.WARNING, "a question or a sentence may have been cut", characters.find_other_end),
    Check("brackets", Level.WARNING, "part of the text may be missing", characters.find_open_brackets),
    Check("edge-spaces", Level.WARNING, "words may touch", characters.find_edge_spaces),
    Check("doubled-word", Level.WARNING, "a slip of the hand", wording.find_doubled_words),
    Check("twins", Level.WARNING, "a reader takes two words for two things", wording.find_twins),
    Check("sentences", Level.WARNING, "a sentence may be missing", wording.find_other_sentences),
)


@dataclass(frozen=True)
class Fault:
    """What a check found in a pair."""

    check: Check
    pair: Pair
    message: str

    @property
    def finding(self) -> Finding:
        """Write it as a finding that says how to keep the text if it is right."""
        hint = (
            f"{self.check.reason}; if the text is right, suppress "
            f'code = "{self.check.code}", key = "{self.pair.key}", text = "{self.pair.digest}"'
        )
        return Finding(self.check.code, self.check.level, f'"{self.pair.key}": {self.message}', self.pair.where, hint)


def check_pair(pair: Pair) -> Iterator[Fault]:
    """Put one translation through all checks."""
    for check in CHECKS:
        for message in check.find(pair):
            yield Fault(check, pair, message)


def is_faultless(language: Language, rules: Rules, msgid: str, msgstr: str) -> bool:
    """Tell whether *msgstr* may be printed for *msgid*, and no check has a word to say, not even a warning."""
    return not check_text(language, msgid, msgstr) and not any(check_pair(Pair("", msgid, msgstr, language, rules)))


def make_pairs(catalog: Catalog, rules: Rules) -> tuple[Pair, ...]:
    """Give the translations of *catalog* that have text for today's English, fuzzy and broken ones too."""
    units = {message.key: catalog.entries[message.key] for message in catalog.messages}
    by_english: dict[str, list[str]] = {}
    for unit in filter(_is_checked, units.values()):
        by_english.setdefault(unit.msgid, []).append(unit.msgstr)
    return tuple(
        Pair(key, unit.msgid, unit.msgstr, catalog.language, rules, unit.where, tuple(by_english[unit.msgid]))
        for key, unit in units.items()
        if _is_checked(unit)
    )


def _is_checked(unit: Unit) -> bool:
    """Tell whether there is something to check; spaces alone are."""
    return bool(unit.msgstr) and unit.state not in (State.MISSING, State.CHANGED)


def find_untranslated(catalog: Catalog) -> Iterator[Finding]:
    """Say how many messages a page would print in English."""
    if missing := catalog.untranslated:
        message = f"{len(missing)} of {catalog.total} messages of {catalog.domain!r} would be printed in English"
        where = catalog.entries[missing[0].key].where
        yield Finding("untranslated", Level.NOTE, message, where, f"the first is {missing[0].key!r}")


def check_catalogs(catalogs: Iterable[Catalog], rules: Rules) -> tuple[list[Finding], list[Fault], list[Pair]]:
    """Check *catalogs* of one language: what is wrong with the files, the faults, and the pairs that were checked."""
    findings: list[Finding] = []
    pairs: list[Pair] = []
    for catalog in catalogs:
        findings += [*catalog.problems, *find_untranslated(catalog)]
        pairs += make_pairs(catalog, rules)
    return findings, [fault for pair in pairs for fault in check_pair(pair)], pairs
