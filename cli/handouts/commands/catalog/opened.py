"""The catalogs that a language has, opened together with the messages they should hold."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.batch.files import write_file
from handouts.catalog.entry import PoFile
from handouts.catalog.lookup import SOURCE_TAG, find_catalog, is_begun, read_catalog
from handouts.catalog.po import dump
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.message import Message
from handouts.project import Project
from handouts.template import extract
from handouts.trans import LAYOUT_DOMAIN

ADVICE = "make the folder one that you may write"
Domains = Mapping[str, tuple[Message, ...]]


@dataclass(frozen=True)
class Opened:
    """One catalog, where it lies, and the messages of its domain today."""

    path: Path
    file: PoFile
    messages: tuple[Message, ...]


def read_domains(project: Project, handouts: Iterable[str]) -> Domains:
    """Read the messages of the page frame and of *handouts* from the templates."""
    return {domain: extract(project, domain) for domain in (LAYOUT_DOMAIN, *handouts)}


def open_catalogs(project: Project, language: Language, domains: Domains) -> list[Opened]:
    """Open the catalogs of *language* that are there; raises HandoutError when none is, or one cannot be read."""
    refuse_source(language)
    paths = {domain: find_catalog(project, language, domain) for domain in domains}
    begun = [domain for domain in domains if is_begun(project, language, domain)]
    if not begun:
        folder = project.name(project.locales / language.posix / "LC_MESSAGES")
        hint = f"run: handouts catalog new {language.tag}"
        raise HandoutError(f"there is no catalog for {language.english}", folder, hint)
    return [Opened(paths[name], read_catalog(project, language, name), domains[name]) for name in begun]


def write_catalog(opened: Opened, text: str) -> bool:
    """Write what a catalog holds now; tell whether that is new.

    Raises HandoutError when someone has saved the file since it was opened, whose work would be lost.
    """
    before, after = dump(opened.file).encode(), text.encode()
    if before == after:
        return False
    if opened.path.read_bytes() != before:
        raise HandoutError("someone has just saved this file", opened.file.name, "run the command again")
    write_file(opened.path, after, ADVICE)
    return True


def refuse_source(language: Language) -> None:
    """Raise HandoutError for the language of the templates."""
    if language.tag == SOURCE_TAG:
        message = f"{language.english} has no catalog: it is the language of the templates"
        raise HandoutError(message, hint="name the language of a translation")
