"""Entries: what a translator is told of each message and of the whole, as values that JSON can hold; no page here."""

from collections.abc import Iterator, Mapping

from handouts.catalog.lookup import SOURCE_TAG, Catalog, read_catalog
from handouts.checks.catalogs import check_catalogs
from handouts.checks.rules import load_rules
from handouts.checks.suppress import load_suppressions
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.language import Language
from handouts.layout import check_layout
from handouts.message import Message
from handouts.pdf.places import Place
from handouts.preview.press import Proof
from handouts.project import Project
from handouts.report import make_finding
from handouts.status import Stage, Status

Json = dict[str, object]


def describe_language(language: Language) -> Json:
    """Tell how a language is called and written."""
    names = {"tag": language.tag, "english": language.english, "endonym": language.endonym}
    return {**names, "direction": language.direction}


def describe_pages(proof: Proof) -> Json:
    """Tell what the pages of a language show, and where."""
    layout, paper = proof.layout, proof.job.paper
    return {
        **describe_language(proof.job.language),
        "pages": list(proof.pages),
        "ratio": paper.width / paper.height,
        "fit": layout.fit,
        "is_settled": proof.is_settled,
        "max_pages": layout.max_pages,
        "places": [_describe_place(each) for each in proof.places],
    }


def _describe_place(place: Place) -> Json:
    """Tell where a message is: its page, and left, top, width and height of each line in percent of the page."""
    shares = [(each.left, each.top, each.width, each.height) for each in place.areas]
    lines = [[round(100 * share, 3) for share in line] for line in shares]
    return {"key": place.key, "page": place.areas[0].page, "lines": lines}


def describe_messages(project: Project, proof: Proof) -> Json:
    """Tell of each message what the catalog has for it, before any check."""
    rows = [row for catalog in proof.catalogs.values() for row in _describe_catalog(project, proof, catalog)]
    return {
        "messages": rows,
        "untranslated": sum(len(catalog.untranslated) for catalog in proof.catalogs.values()),
        "stage": str(proof.status.stage),
        "reasons": list(proof.status.reasons),
    }


def _describe_catalog(project: Project, proof: Proof, catalog: Catalog) -> Iterator[Json]:
    """Tell of each message of one catalog."""
    notes = _read_notes(project, proof.job.language, catalog.domain)
    for message in catalog.messages:
        more = {"own_notes": notes.get(message.key, []), "signature": _describe_signature(proof.status, message.key)}
        yield {**_describe_message(message, catalog), **more}


def _describe_signature(status: Status, key: str) -> str:
    """Tell what signatures are worth for one message: the texts of a handout are signed all together."""
    if status.stage > Stage.DRAFT:
        return "signed"
    if key in {each.new.key for each in status.changes if each.new}:
        return "changed since it was signed"
    return "as it was signed, but not signed today" if status.changes else "not signed"


def _describe_message(message: Message, catalog: Catalog) -> Json:
    """Tell what a catalog has for a message."""
    unit = catalog.entries[message.key]
    return {
        "key": message.key,
        "msgid": message.msgid,
        "msgstr": unit.msgstr,
        "notes": list(message.comments),
        "where": unit.where,
        "template": message.where,
        "state": str(unit.state),
    }


def _read_notes(project: Project, language: Language, domain: str) -> Mapping[str, list[str]]:
    """Read what translators have noted for themselves, by key, and the sentences that are offered to them."""
    if language.tag == SOURCE_TAG or language.is_pseudo:
        return {}
    entries = read_catalog(project, language, domain).entries
    return {entry.key[0] or "": [*entry.notes, *entry.offers] for entry in entries}


def describe_findings(project: Project, proof: Proof) -> list[Json]:
    """Tell what the checks of translations and of the layout found, errors first, each with the key of its message."""
    order = list(Level)
    found = sorted(_find(project, proof), key=lambda each: order.index(each[0].level))
    return [{**make_finding(finding), "key": key} for finding, key in found]


def _find(project: Project, proof: Proof) -> Iterator[tuple[Finding, str | None]]:
    """Give all findings but those that a person has accepted, with the keys of their messages."""
    yield from ((finding, None) for finding in check_layout(proof.layout))
    if proof.job.language.tag == SOURCE_TAG or proof.job.language.is_pseudo:
        return
    keys = {unit.where: key for catalog in proof.catalogs.values() for key, unit in catalog.entries.items()}
    findings, faults, _ = check_catalogs(proof.catalogs.values(), load_rules(project, proof.job.language))
    suppressions = load_suppressions(project, proof.job.language)
    yield from ((finding, keys.get(finding.where or "")) for finding in findings)
    for fault in faults:
        if not any(each.covers(fault) for each in suppressions):
            yield fault.finding, fault.pair.key


def describe_error(error: HandoutError) -> Json:
    """Tell what keeps the pages from being made."""
    return {"message": error.message, "where": error.where, "hint": error.hint}
