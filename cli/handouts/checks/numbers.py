"""Numbers: is each number of the English there, by value, with its own unit; in digits of any script."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from handouts.checks.pair import Pair, fold
from handouts.checks.rules import Forms
from handouts.checks.verbatim import mask

_NUMBER = re.compile(r"\d+(?:[.,:'’]\d+|[\xa0\u2009\u202f]\d{3}(?!\d))*")
_GROUPS = re.compile(r"\d{1,3}(?P<sign>[.,'’\xa0\u2009\u202f])(?:\d{2,3}(?P=sign))*\d{3}")
_DECIMAL = re.compile(r"(?P<whole>[\d,.'’\xa0\u2009\u202f]*\d)(?P<sign>[.,])(?P<part>\d+)")
_SPACED_GROUP = re.compile(r"(?<=\d)[ \xa0](?=\d{3}(?!\d))")
_RANGE = re.compile(r"\s*(?:to|-|–)\s*")
_RATIO = re.compile(r"\s+(?:in|of|out of)(?: every)?\s+")
_SIGNS = str.maketrans({"٫": ".", "٬": ",", "．": ".", "：": ":"})
_BEFORE_UNIT = "-\xa0 \u2009\u200e\u200f\u202f\u2066\u2067\u2068\u2069"
CLOCK_HOURS, CLOCK_MINUTES = 24, 59
NEAR = 12  # characters before a number in which its unit may stand


@dataclass(frozen=True)
class Number:
    """A number as it stands in a text, and the values that it can mean."""

    text: str
    values: frozenset[Decimal | tuple[Decimal, ...]]
    start: int
    end: int

    @property
    def value(self) -> Decimal:
        """Give the least value, of a clock time or a ratio its first part."""
        return min(each[0] if isinstance(each, tuple) else each for each in self.values)


def numbers(text: str, decimals: str = ".") -> list[Number]:
    """Read the numbers of *text*; ``decimals`` are the signs that may stand before a fraction of three digits."""
    return [
        Number(match[0], frozenset(_read(match[0], decimals)), match.start(), match.end())
        for match in _NUMBER.finditer(write_in_ascii(text))
    ]


def write_in_ascii(text: str) -> str:
    """Write the digits of all scripts as 0-9, and their decimal and grouping signs as "." and ","; keep every place."""
    return "".join(_write_digit(each) for each in text).translate(_SIGNS)


def _write_digit(character: str) -> str:
    """Write one digit, superscripts too, as 0-9; leave the rest."""
    digit = unicodedata.digit(character, None) if not character.isascii() else None
    return character if digit is None else str(digit)


def _read(text: str, decimals: str) -> Iterator[Decimal | tuple[Decimal, ...]]:
    """Give what *text* can mean; 1.234 means two things where a language writes both signs."""
    if ":" in text:
        yield tuple(Decimal(re.sub(r"\D", "", part) or "0") for part in text.split(":"))
        return
    decimal, groups = _DECIMAL.fullmatch(text), _GROUPS.fullmatch(text)
    if decimal and decimal["sign"] not in decimal["whole"] and (not groups or decimal["sign"] in decimals):
        yield Decimal(f"{re.sub(r'[^0-9]', '', decimal['whole'])}.{decimal['part']}")
        if not groups or len(decimals) == 1:
            return
    yield Decimal(re.sub(r"\D", "", text))


def find_changed_numbers(pair: Pair) -> Iterator[str]:
    """Does the translation hold each number of the English, and no other?"""
    wanted, found = _read_both(pair)
    for number in wanted:
        twin = next((each for each in found if each.values & number.values), None)
        if twin:
            found.remove(twin)
        elif not _split_clock(number, found) and not _is_spelled(number, pair.rules.numbers, pair.target):
            yield f"the number {number.text} of the English is missing"
    for number in found:
        if not _is_spelled(number, pair.rules.english_numbers, pair.source):
            yield f"the number {number.text} is not in the English"
    for name in _read_spelled(pair):
        words = pair.rules.numbers.get(name)
        if not any(Decimal(name) in each.values for each in found) and not (words and words.search(fold(pair.target))):
            yield f"the number {name}, a word in the English, is missing"


def _read_spelled(pair: Pair) -> Iterator[str]:
    """Give the numbers that are words of the English and must be there: months, and cardinals that we know words of."""
    source = fold(pair.source)
    for name, pattern in pair.rules.english_cardinals.items():
        found = pattern.search(source)
        if found and name in pair.rules.numbers and not source[: found.start()].endswith("-"):
            yield name
    for name, pattern in pair.rules.english_months.items():
        if any(re.match(r"\s\d", source[match.end() :]) for match in pattern.finditer(source)):
            yield name


def _read_both(pair: Pair) -> tuple[list[Number], list[Number]]:
    """Read the numbers of both sides; those in names, phone numbers and addresses are not counted."""
    source, target = _write_both(pair)
    return numbers(source), numbers(target, pair.rules.decimals)


def _write_both(pair: Pair) -> tuple[str, str]:
    """Give both texts with ASCII digits; a space inside of a number becomes one that does not break."""
    source, target = map(write_in_ascii, mask(pair))
    return source, _SPACED_GROUP.sub("\u202f", target) if pair.rules.groups.isspace() else target


def _is_spelled(number: Number, words: Forms, text: str) -> bool:
    """Tell whether *text* holds the number in words."""
    pattern = words.get(str(number.value))
    return bool(pattern and pattern.search(fold(text)))


def _split_clock(number: Number, found: list[Number]) -> bool:
    """Take hour and minutes of a clock time off *found*, where a language writes them apart, as in "8 h 30"."""
    (value,) = number.values if len(number.values) == 1 else (None,)
    if not isinstance(value, tuple) or len(value) != len(("hour", "minute")):
        return False
    if value[0] > CLOCK_HOURS or value[1] > CLOCK_MINUTES:
        return False
    parts = [next((each for each in found if part in each.values), None) for part in value]
    for part in parts:
        if part in found:
            found.remove(part)
    return all(parts)


def find_turned_numbers(pair: Pair) -> Iterator[str]:
    """Does a range still begin with its lower end, and "8 in 10" still mean eight of ten?"""
    wanted, found = _read_both(pair)
    source = mask(pair)[0]
    for first, second in pairwise(wanted):
        between = source[first.end : second.start]
        is_ratio = bool(_RATIO.fullmatch(between) and pair.rules.ratio)
        if not (is_ratio or _RANGE.fullmatch(between)) or first.value >= second.value:
            continue
        order = _find_order(first, second, found)
        if order and order != (pair.rules.ratio if is_ratio else "kept"):
            yield f'"{first.text}{between}{second.text}" is the other way round'


def _find_order(first: Number, second: Number, found: list[Number]) -> str:
    """Tell whether two numbers stand in this order: as neighbours, or else anywhere; nothing if one is missing."""
    neighbours = list(pairwise(found))
    if any(one.values & first.values and other.values & second.values for one, other in neighbours):
        return "kept"
    if any(one.values & second.values and other.values & first.values for one, other in neighbours):
        return "turned"
    places = [[each.start for each in found if each.values & one.values] for one in (first, second)]
    return ("kept" if min(places[0]) < max(places[1]) else "turned") if all(places) else ""


def find_moved_numbers(pair: Pair) -> Iterator[str]:
    """Do three or more numbers stand in the order of the English?"""
    wanted, found = _read_both(pair)
    ours, theirs = [each.value for each in wanted], [each.value for each in found]
    if len(ours) > len(("first", "second")) and ours != theirs and sorted(ours) == sorted(theirs):
        yield "the numbers stand in another order than in the English"


def find_changed_units(pair: Pair) -> Iterator[str]:
    """Does each number have its own unit: °C or °F, mg or g, days or weeks?"""
    source, target = map(fold, _write_both(pair))
    found = numbers(target, pair.rules.decimals)
    for number, unit in read_units(pair, source):
        twins = [each for each in found if each.values & number.values]
        if twins and not any(_has_unit(pair, unit, *_cut_around(target, found, each)) for each in twins):
            yield f"the number {number.text} has lost its unit {unit!r}, or has another one"
        elif not twins and unit in pair.rules.units and not pair.rules.units[unit].search(target):
            yield f"the unit {unit!r} of {number.text} is missing"


def read_units(pair: Pair, source: str) -> Iterator[tuple[Number, str]]:
    """Give each number of the English that has a unit: a symbol, or a word that the language has forms for."""
    for number in numbers(source):
        rest = source[number.end : number.end + NEAR]
        symbol = next((name for name in pair.rules.symbols if _begins(rest, pair.rules.symbols[name])), None)
        if symbol:
            yield number, symbol
        for unit, pattern in pair.rules.english_units.items():
            if pattern.match(rest.lstrip(_BEFORE_UNIT)) and unit in pair.rules.units:
                yield number, unit


def _begins(rest: str, symbols: tuple[str, ...], *, spaced: bool = True) -> bool:
    """Tell whether *rest* begins with one of *symbols*; one letter is a word of its own where there are spaces."""
    rest = rest.lstrip(_BEFORE_UNIT)
    found = [(each, rest[len(each) :][:1]) for each in map(fold, symbols) if rest.startswith(each)]
    return any(not after.isalpha() or (not after.isascii() and (len(each) > 1 or not spaced)) for each, after in found)


def _cut_around(target: str, found: list[Number], number: Number) -> tuple[str, str]:
    """Give what stands shortly before *number*, and what stands behind it up to the next one."""
    place = found.index(number)
    until = found[place + 1].start if place + 1 < len(found) else len(target)
    return target[max(0, number.start - NEAR) : number.start], target[number.end : until]


def _has_unit(pair: Pair, unit: str, before: str, after: str) -> bool:
    """Tell whether the unit stands behind a number, or shortly before it."""
    words, symbols = pair.rules.units.get(unit), pair.rules.symbols.get(unit, ())
    if words and (words.search(after) or words.search(before)):
        return True
    return _begins(after, symbols, spaced=pair.rules.spaced) or (unit == "%" and before.rstrip().endswith(symbols))
