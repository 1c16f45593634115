"""Header: what the first entry of a PO file says of the file, held to its language.

How the texts were made is read in ``lookup``. No message has plural forms: their rule is compared, never evaluated.
"""

import re
from collections import Counter
from collections.abc import Iterator

from handouts.catalog.entry import Entry, PoFile
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.gate.limits import find_limit
from handouts.language import Language

_HINT = "correct the header, or move the file to the folder of its language"
_ONCE = ("Language", "Content-Type", "X-Origin", "Plural-Forms")
_RULE = re.compile(r"nplurals\s*=\s*([1-9]);\s*plural\s*=([n0-9\s()?:!=<>&|%+-]+);?\s*")
_EMPTY_RULE = "nplurals=INTEGER; plural=EXPRESSION;"  # of a file that no tool has filled in
_BY_ZERO = re.compile(r"%\s*0")


def check_header(file: PoFile, language: Language) -> None:
    """Refuse a file without a header, with one that says two things, for another language, or in another charset."""
    entry = file.header_entry
    if entry is None:
        raise HandoutError("the catalog has no header", f"{file.name}:1", 'begin it with msgid "" and a header')
    where = f"{file.name}:{entry.line_of('msgstr')}"
    for name in _find_doubled(entry):
        raise HandoutError(f"the header says {name} twice", where, "keep one of them")
    tag = file.header.get("Language", "")
    if tag.replace("-", "_").casefold() != language.posix.casefold():
        raise HandoutError(f"the header says Language {tag[:40]!r} in the folder of {language.tag}", where, _HINT)
    content = file.header.get("Content-Type", "")
    if not re.search(r"charset=utf-?8\s*$", content, re.IGNORECASE):
        raise HandoutError(f"the header says {content[:80]!r}", where, "save as UTF-8: text/plain; charset=UTF-8")
    rule = file.header.get("Plural-Forms", _EMPTY_RULE)
    if not is_rule(rule):
        message = f"Plural-Forms {rule[:80]!r} is no plural rule"
        raise HandoutError(message, where, f"write: {language.plural_forms}")


def _find_doubled(entry: Entry) -> Iterator[str]:
    """Give the fields that count and stand there more than once."""
    names = Counter(line.partition(":")[0].strip() for line in entry.fields["msgstr"].split("\n") if ":" in line)
    yield from (name for name in _ONCE if names[name] > 1)


def is_rule(text: str) -> bool:
    """Tell whether *text* has the form of a value of Plural-Forms, or is the one of an empty file."""
    if text == _EMPTY_RULE:
        return True
    if len(text) > find_limit("plural-characters") or not (found := _RULE.fullmatch(text)):
        return False
    return found[2].count("(") == found[2].count(")") and not _BY_ZERO.search(found[2])


def check_plural_forms(file: PoFile, language: Language) -> Iterator[Finding]:
    """Compare the number of plural forms, where the header names one, with that of the language."""
    entry, rule = file.header_entry, file.header.get("Plural-Forms")
    found = _RULE.fullmatch(rule or "")
    if entry and rule and (found is None or int(found[1]) != language.nplurals):
        message = f"Plural-Forms {rule!r} is not the rule of {language.english}"
        where = f"{file.name}:{entry.line_of('msgstr')}"
        yield Finding("plural-forms", Level.WARNING, message, where, f"write: {language.plural_forms}")
