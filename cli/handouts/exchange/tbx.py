"""TBX-Basic (ISO 30042:2019, style DCA): the glossary of one language for the term base of a tool; only written.

A cell "infusión (perfusión)" or "a / b" offers several forms: each is a term of its own, as in the check of terms.
"""

from collections.abc import Iterable, Mapping

from lxml import etree

from handouts.checks.glossary import cut_forms
from handouts.exchange.xmltree import LANG, Tree, add, write

NAMESPACE = "urn:iso:std:iso:30042:ed-2"


def dump(rows: Iterable[Mapping[str, str]], tag: str) -> bytes:
    """Write the *rows* of glossary.csv that are for the language *tag*."""
    root = etree.Element(f"{{{NAMESPACE}}}tbx", type="TBX-Basic", style="dca", nsmap={None: NAMESPACE})
    root.set(LANG, "en")
    source = add(add(add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    add(source, "p", "glossary.csv of handouts: agreed words, proposed and not reviewed unless a note says so")
    body = add(add(root, "text"), "body")
    for number, row in enumerate((row for row in rows if row["lang"] == tag), 1):
        _add_concept(body, row, number)
    return write(root)


def _add_concept(body: Tree, row: Mapping[str, str], number: int) -> None:
    """Write one concept with its English and its translated terms."""
    concept = add(body, "conceptEntry", id=f"c{number}")
    english = add(concept, "langSec")
    english.set(LANG, "en")
    if row.get("definition_en"):
        add(english, "descrip", row["definition_en"], type="definition")
    for form in cut_forms(row["en"]):
        add(add(english, "termSec"), "term", form)
    section = add(concept, "langSec")
    section.set(LANG, row["lang"])
    for form in cut_forms(row["term"]):
        term = add(section, "termSec")
        add(term, "term", form)
        if (row.get("source") or "").startswith("http"):
            add(term, "xref", row["source"], type="externalCrossReference", target=row["source"])
        for label, text in (("", row.get("note")), ("confidence: ", row.get("confidence")), ("source: ", _cite(row))):
            if text:
                add(term, "note", f"{label}{text}")


def _cite(row: Mapping[str, str]) -> str:
    """Give a source that is no address."""
    source = row.get("source") or ""
    return "" if source.startswith("http") else source
