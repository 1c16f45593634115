"""Offers: sentences of a message that were translated before, word for word, shown to the translator to copy.

An offer is a ``#.`` note, which editors and platforms show and nobody mistakes for a translation: the message stays
empty. It follows from the pairs in the file alone, so that it comes, stays and goes with them.
"""

from collections.abc import Callable, Iterable, Iterator

from handouts.catalog.entry import OFFER, Entry, PoFile, is_offer
from handouts.catalog.lookup import SOURCE_TAG
from handouts.catalog.sentences import align, cut, needs_space
from handouts.catalog.write import insert_comments, rewrite

Judge = Callable[[str, str], bool]
"""Tells of an English sentence and its translation whether no check complains of them."""
Known = dict[str, set[str]]
GAP = "{…}"  # a sentence that is new; who copies it with the rest is told that it is no placeholder


def offer(file: PoFile, tag: str, is_sound: Judge) -> PoFile:
    """Renew the offers of *file*, in the language *tag*, which is in step with the English; else nothing changes."""
    waiting = [entry for entry in file.entries if not entry.has_text]
    notes = dict(_write_offers(file, waiting, tag, is_sound)) if waiting else {}
    changed = {}
    for entry in file.entries:
        fresh = [notes[entry.line]] if entry.line in notes else []
        if entry.offers != fresh:
            lines = [line for line in entry.lines if not is_offer(line)]
            changed[entry.line] = insert_comments(lines, "#.", [f"#. {note}" for note in fresh])
    return rewrite(file, changed) if changed else file


def _write_offers(file: PoFile, waiting: Iterable[Entry], tag: str, is_sound: Judge) -> Iterator[tuple[int, str]]:
    """Write the offer of each entry that has one, by its line."""
    pairs = [part for part in file.parts if isinstance(part, Entry) and _is_pair(part)]
    everywhere = _collect(pairs, tag)
    by_key: dict[tuple[str | None, str | None], list[Entry]] = {}
    for pair in pairs:
        by_key.setdefault(pair.key, []).append(pair)
    for entry in waiting:
        before = by_key.get((entry.key[0], entry.previous.get("msgid")), [])
        places = (_collect(before, tag), everywhere)
        english = [each.strip() for each in cut(entry.key[1], SOURCE_TAG)]
        found = [_find(each, places, is_sound) for each in english]
        if any(found):
            count = sum(map(bool, found))
            yield entry.line, OFFER.format(count, len(found), _join(each or GAP for each in found))


def _is_pair(entry: Entry) -> bool:
    """Tell whether *entry* holds a translation that waits for nobody, on one line."""
    texts = (entry.key[1], entry.fields.get("msgstr", ""))
    is_plain = not any(sign in text for text in texts for sign in "\n\t")
    return is_plain and not entry.is_header and not entry.is_fuzzy and bool(texts[1].strip())


def _collect(pairs: Iterable[Entry], tag: str) -> Known:
    """Collect the translations of each English sentence."""
    known: Known = {}
    for pair in pairs:
        for english, own in align(pair.key[1], pair.fields["msgstr"], tag):
            known.setdefault(english, set()).add(own)
    return known


def _find(english: str, places: Iterable[Known], is_sound: Judge) -> str | None:
    """Find the one translation of a sentence: in the pair that the message had before, else in the whole file."""
    found = next((known[english] for known in places if english in known), set())
    own = next(iter(found)) if len(found) == 1 else None
    return own if own and is_sound(english, own) else None


def _join(texts: Iterable[str]) -> str:
    """Put sentences one behind the other."""
    joined = ""
    for text in texts:
        joined += " " * bool(joined and needs_space(joined)) + text
    return joined
