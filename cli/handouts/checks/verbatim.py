"""Verbatim: names, codes, phone numbers and addresses that stand in a translation letter by letter."""

import re
from collections.abc import Iterator

from handouts.checks.pair import Pair, fold

_ADDRESS = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+\.(?:com|edu|gov|int|net|org)\b(?:/\S*)?"
)
_PHONE = re.compile(r"(?<!\w)\+?\(?\d(?:[ ().\u2011-]{0,2}\d){6,14}(?!\w)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{4} \d{4}")
_CODE = re.compile(r"(?<![\w-])[A-Z][A-Za-z]*-?[0-9]+[A-Za-z0-9]*(?!\w)")


def find_addresses(text: str) -> list[str]:
    """Give the web and e-mail addresses and phone numbers of an English text."""
    addresses = [match[0].rstrip(".,;:!?)") for match in _ADDRESS.finditer(text)]
    phones = [match[0] for match in _PHONE.finditer(text) if not _DATE.fullmatch(match[0])]
    return addresses + [phone for phone in phones if not any(phone in address for address in addresses)]


def find_codes(text: str) -> list[str]:
    """Give the names of letters and digits, such as CD19, of an English text."""
    return [match[0] for match in _CODE.finditer(text)]


def mask(pair: Pair) -> tuple[str, str]:
    """Give both texts without names and addresses of the English, whose digits are no numbers."""
    source, target = pair.source, pair.target
    for each in sorted({*find_addresses(source), *find_codes(source)}, key=len, reverse=True):
        source, target = source.replace(each, " " * len(each)), target.replace(each, " " * len(each))
    return source, target


def find_changed_addresses(pair: Pair) -> Iterator[str]:
    """Are phone numbers, web and e-mail addresses the same, sign by sign?"""
    for each in find_addresses(pair.source):
        if each not in pair.target:
            yield f"{each} is missing or changed"


def find_lost_terms(pair: Pair) -> Iterator[str]:
    """Do names such as CD19 or ICANS stand there in Latin letters?"""
    for term in dict.fromkeys([*pair.rules.keep, *find_codes(pair.source)]):
        pattern = re.compile(rf"(?<![A-Za-z0-9]){re.escape(term)}(?![A-Za-z0-9]|-[A-Z0-9])")
        if not pattern.search(pair.source) or pattern.search(pair.target):
            continue
        other = pair.rules.kept_as.get(term)
        if other is None or not other.search(fold(pair.target)):
            yield f"{term} is missing"
