"""Intake: what of a file that came back goes into the catalogs, and why the rest does not; nothing is written here.

A unit is taken only for the very English of today, once, not empty, and if no check of error level complains. It is
then translated and nothing more, whatever state the file claims.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from handouts.catalog.entry import Entry, PoFile
from handouts.catalog.lookup import Catalog, Origin, State, check_text
from handouts.checks.catalogs import Fault, check_pair
from handouts.checks.losses import find_loss
from handouts.checks.pair import Pair, plain
from handouts.checks.rules import Rules
from handouts.checks.suppress import Suppression
from handouts.errors import HandoutError
from handouts.exchange.bundle import Returned, is_empty, squeeze
from handouts.finding import Level
from handouts.message import Message

MANY = 3  # texts that lost letters


class Result(StrEnum):
    """What happened to a unit; ``CONFIRMED`` is a fuzzy text that came back as it was and is called translated."""

    TAKEN = "taken"
    CONFIRMED = "confirmed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True)
class Outcome:
    """What happened to one unit, where it stands, why, and the text that goes into the catalog."""

    domain: str
    key: str
    result: Result
    where: str
    reason: str = ""
    text: str = ""
    warnings: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Target:
    """One catalog that units go into: as it is looked up, and its file."""

    catalog: Catalog
    file: PoFile

    def find(self, key: str) -> list[Entry]:
        """Find the live entries of a key."""
        return [entry for entry in self.file.entries if entry.key[0] == key]


@dataclass(frozen=True)
class Judge:
    """Everything that units are compared with: the catalogs by domain, and what the checks know of the language."""

    targets: Mapping[str, Target]
    rules: Rules
    suppressions: Sequence[Suppression] = ()

    def judge_all(self, units: Sequence[Returned]) -> Iterator[Outcome]:
        """Judge every unit of a file, then name the messages that it does not hold."""
        counts = Counter((unit.domain, unit.key) for unit in units)
        for unit in units:
            if counts[unit.domain, unit.key] > 1:
                yield _refuse(unit, "the file has this unit more than once")
            else:
                yield self.judge(unit)
        for domain in dict.fromkeys(unit.domain for unit in units if unit.domain in self.targets):
            for message in self.targets[domain].catalog.messages:
                if not counts[domain, message.key]:
                    where = self.targets[domain].catalog.entries[message.key].where
                    yield Outcome(domain, message.key, Result.MISSING, where, "the file does not hold it")

    def judge(self, unit: Returned) -> Outcome:
        """Judge one unit."""
        target = self.targets.get(unit.domain)
        message = next((each for each in target.catalog.messages if each.key == unit.key), None) if target else None
        if target is None or message is None:
            return _refuse(unit, "no template prints this message")
        entries = target.find(unit.key)
        if reason := _find_fault(unit, message, entries):
            return _refuse(unit, reason)
        before = entries[0].fields["msgstr"]
        if squeeze(before) == unit.target:
            return self.keep(unit, target, before)
        if is_empty(unit.target):
            return _refuse(unit, "the translation is empty now; the catalog keeps its own")
        if unit.is_machine and target.catalog.origin is Origin.HUMAN:
            return _refuse(unit, "a machine made this translation, and the catalog says a person made all of them")
        return self.check(unit, message, target)

    def keep(self, unit: Returned, target: Target, text: str) -> Outcome:
        """Leave a text alone that is the same; a fuzzy one is confirmed when the file calls it translated."""
        if target.catalog.entries[unit.key].state is State.FUZZY and unit.is_done:
            outcome = self.check(unit, _find_message(target, unit.key), target, text)
            return outcome if outcome.result is Result.REFUSED else _rename(outcome, Result.CONFIRMED)
        return Outcome(unit.domain, unit.key, Result.UNCHANGED, unit.where)

    def check(self, unit: Returned, message: Message, target: Target, text: str | None = None) -> Outcome:
        """Put a new text through the checks of ``handouts check``."""
        text = unit.target if text is None else text
        for problem in check_text(target.catalog.language, message.msgid, text):
            return _refuse(unit, problem.message)
        pair = Pair(message.key, message.msgid, text, target.catalog.language, self.rules, unit.where)
        faults = [each for each in check_pair(pair) if not any(known.covers(each) for known in self.suppressions)]
        for fault in faults:
            if fault.check.level is Level.ERROR:
                return _refuse(unit, f"{fault.check.code}: {fault.message}")
        return Outcome(unit.domain, unit.key, Result.TAKEN, unit.where, "", text, tuple(faults))


def refuse_losses(units: Iterable[Returned]) -> None:
    """Raise HandoutError where many texts lost letters: others may have done so where no check sees it."""
    words = ((unit, find_loss(plain(unit.source), plain(unit.target))) for unit in units)
    lost = [(unit, word) for unit, word in words if word]
    if len(lost) >= MANY:
        unit, word = lost[0]
        hint = 'export it again, as UTF-8 (in Excel: "CSV UTF-8"); these letters cannot be got back from the file'
        raise HandoutError(f"letters were lost on the way in {len(lost)} texts, such as {word!r}", unit.where, hint)


def _find_message(target: Target, key: str) -> Message:
    """Find a message by its key."""
    return next(each for each in target.catalog.messages if each.key == key)


def _find_fault(unit: Returned, message: Message, entries: Sequence[Entry]) -> str:
    """Say what keeps a unit from being looked at; "" if nothing does."""
    if unit.fault:
        return unit.fault
    if squeeze(unit.source) != squeeze(message.msgid):
        return "its English is not that of today"
    if len(entries) != 1 or entries[0].key[1] != message.msgid or "msgstr" not in entries[0].fields:
        return "the catalog is not in step with the English: run handouts catalog update"
    return ""


def _refuse(unit: Returned, reason: str) -> Outcome:
    """Leave a unit out."""
    return Outcome(unit.domain, unit.key, Result.REFUSED, unit.where, reason)


def _rename(outcome: Outcome, result: Result) -> Outcome:
    """Give the same outcome with another result."""
    return Outcome(outcome.domain, outcome.key, result, outcome.where, outcome.reason, outcome.text, outcome.warnings)


def collect_texts(outcomes: Iterable[Outcome], domain: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Give the texts of *domain* that were taken, by key, as ``catalog.write.fill`` wants them."""
    taken = (Result.TAKEN, Result.CONFIRMED)
    return {each.key: (each.text, ()) for each in outcomes if each.domain == domain and each.result in taken}
