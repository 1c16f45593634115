"""The texts of a language that go out together, and what is said of them; what a file looks like is in exchange/."""

from collections.abc import Iterable
from hashlib import sha256

from handouts.catalog.lookup import Catalog, has_catalog, load_catalog, read_catalog
from handouts.errors import HandoutError
from handouts.exchange.bundle import Bundle, Facts, make_part
from handouts.handout import Handout, load_handout, load_handouts
from handouts.language import Language
from handouts.project import Project
from handouts.status import Stage, compute_status

DIGITS = 12  # of a sum: enough to tell two versions apart by eye


def make_bundle(project: Project, language: Language, names: Iterable[str]) -> Bundle:
    """Put the texts of the handouts *names*, or of all that were begun, together; raises HandoutError for none."""
    stages: dict[str, Stage] = {}
    catalogs: dict[str, Catalog] = {}
    for handout in _choose(project, language, names):
        own = _load(project, language, handout)
        stage = compute_status(project, language, handout, list(own.values())).stage
        catalogs |= own
        stages |= {domain: min(stage, stages.get(domain, stage)) for domain in own}
    files = {domain: read_catalog(project, language, domain) for domain in catalogs}
    return Bundle(language, tuple(make_part(each, files[domain], stages[domain]) for domain, each in catalogs.items()))


def collect_facts(project: Project, language: Language, names: Iterable[str]) -> Facts:
    """Say of the same texts which version they are, how far, how made, and which sum names exactly them."""
    handouts = _choose(project, language, names)
    lines: list[tuple[str, str]] = []
    catalogs: dict[str, Catalog] = {}
    roots: list[str] = []
    for handout in handouts:
        own = _load(project, language, handout)
        status = compute_status(project, language, handout, list(own.values()))
        version = f"{handout.title}, version {handout.version} of {handout.date.isoformat()}"
        lines.append(("Handout", f"{version}, texts {status.root[:DIGITS]}"))
        lines.append(("Status", f"{status.stage}: {'; '.join(status.reasons) or 'signed'}"))
        catalogs |= own
        roots.append(status.root)
    origins = dict.fromkeys(str(catalog.origin) for catalog in catalogs.values())
    done = sum(catalog.translated for catalog in catalogs.values())
    total = sum(catalog.total for catalog in catalogs.values())
    lines += [("Translated by", ", ".join(origins)), ("Sentences", f"{total}, of which {done} are translated")]
    for domain in catalogs:
        if written := read_catalog(project, language, domain).header.get("PO-Revision-Date"):
            lines.append((f"{domain}.po", f"of {written}"))
    day = max(handout.date for handout in handouts)
    root = sha256(" ".join(roots).encode()).hexdigest() if roots[1:] else roots[0]
    return Facts(tuple(lines), root[:DIGITS], day)


def _choose(project: Project, language: Language, names: Iterable[str]) -> list[Handout]:
    """Give the handouts *names*, or all that were begun; raises HandoutError for none."""
    named = [load_handout(project, name) for name in dict.fromkeys(names)]
    begun = named or [each for each in load_handouts(project) if has_catalog(project, language, each.id)]
    if not begun:
        hint = f"run: handouts catalog new {language.tag}"
        raise HandoutError(f"there is no catalog for {language.english}", f"locales/{language.posix}", hint)
    return begun


def _load(project: Project, language: Language, handout: Handout) -> dict[str, Catalog]:
    """Load the catalogs of one handout by domain."""
    domains = handout.domains.items()
    return {domain: load_catalog(project, language, domain, messages) for domain, messages in domains}
