"""Pipeline: the stages of one handout in one language, in order; nothing is written to disk here.

Job -> catalogs -> status -> markup -> layout -> PDF -> findings. A Build keeps what every stage made, so that checks
and tests can look at any of them.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from handouts import layout as layouts
from handouts import markup as markups
from handouts.catalog.lookup import Catalog, load_catalog
from handouts.checks.finished import check_finished
from handouts.enginelog import LetterError, watch_engine
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.fonts import FontLibrary
from handouts.handout import Handout
from handouts.language import Language
from handouts.layout import Layout, Stock
from handouts.markup import Markup, Text
from handouts.message import Message
from handouts.pdf.standards import UA1, Standard
from handouts.pdf.write import Details, Pdf, write_pdf
from handouts.project import Project
from handouts.status import Stage, Status, compute_status
from handouts.styles import Paper, make_style
from handouts.typography import Typography


@dataclass(frozen=True)
class Job:
    """What is asked for: one handout in one language on one kind of paper; *release* refuses what is not signed."""

    handout: Handout
    language: Language
    paper: Paper
    release: bool = False
    standard: Standard = UA1


@dataclass(frozen=True)
class Build:
    """What every stage made of a job."""

    job: Job
    catalogs: Mapping[str, Catalog]
    status: Status
    markup: Markup
    layout: Layout
    pdf: Pdf
    findings: tuple[Finding, ...]


def build(project: Project, library: FontLibrary, job: Job, stock: Stock | None = None) -> Build:
    """Make the PDF of *job*; *stock* is what it may share with the one before.

    Raises HandoutError for anything that keeps the page from being printed as it was written.
    """
    catalogs, status, markup, layout = lay_out(project, library, job, stock)
    with name_letters(catalogs), watch_engine():
        pdf = write_pdf(layout.document, describe(job, markup, status), job.standard)
    findings = tuple(collect_findings(catalogs, markup, layout, pdf))
    return Build(job, catalogs, status, markup, layout, pdf, findings)


def lay_out(
    project: Project, library: FontLibrary, job: Job, stock: Stock | None = None
) -> tuple[dict[str, Catalog], Status, Markup, Layout]:
    """Go through the stages of *job* up to its pages; raises HandoutError as build does."""
    catalogs = load_catalogs(project, job)
    status = compute_status(project, job.language, job.handout, list(catalogs.values()))
    if job.release:
        refuse_unreleased(project, job, status)
    style = make_style(project, library, job.language, job.paper)
    text = Text(job.handout, job.language, catalogs, status)
    markup = markups.fill(project, text, Typography(job.language, style.has_latin_letters, style.breaks))
    with name_letters(catalogs):
        layout = (stock or Stock()).lay_out(markup, style, job.handout.pages, job.handout.max_pages)
    return catalogs, status, markup, layout


@contextmanager
def name_letters(catalogs: Mapping[str, Catalog]) -> Iterator[None]:
    """Add to the error for a letter that cannot be printed the place of the translation that holds it."""
    try:
        yield
    except LetterError as error:
        raise type(error)(error.letter, find_letter(catalogs, error.letter)) from None


def load_catalogs(project: Project, job: Job) -> dict[str, Catalog]:
    """Read the catalogs of the page frame and of the handout.

    Raises HandoutError for a broken entry: its text would be lost.
    """
    catalogs = {
        domain: load_catalog(project, job.language, domain, messages)
        for domain, messages in job.handout.domains.items()
    }
    for catalog in catalogs.values():
        for problem in catalog.problems:
            if problem.level is Level.ERROR:
                raise HandoutError(problem.message, problem.where, problem.hint or "correct the translation")
    return catalogs


def refuse_unreleased(project: Project, job: Job, status: Status) -> None:
    """Raise HandoutError when the handout may not be given to patients."""
    if status.stage is not Stage.RELEASED:
        message = f"{job.handout.id} in {job.language.tag} is not released: {'; '.join(status.reasons)}"
        where = project.name(project.locales / job.language.posix / "signoff")
        hint = "have it signed, or build a draft without --release"
        raise HandoutError(message, where, hint)


def describe(job: Job, markup: Markup, status: Status) -> Details:
    """Say what the file says of itself."""
    handout = job.handout
    said = f"{status.stage} {status.mark}".rstrip()
    return Details(
        title=f"{markup.title} – {job.language.endonym}",
        language=job.language.tag,
        author=handout.author,
        date=handout.date,
        subject=f"{handout.title}, {job.language.english}, version {handout.version}, {said}",
        keywords=handout.keywords,
    )


def collect_findings(catalogs: Mapping[str, Catalog], markup: Markup, layout: Layout, pdf: Pdf) -> Iterator[Finding]:
    """Ask every stage's checks."""
    for catalog in catalogs.values():
        yield from (problem for problem in catalog.problems if problem.level is not Level.NOTE)
    if markup.missing:
        first = markup.missing[0]
        count = "1 message is" if len(markup.missing) == 1 else f"{len(markup.missing)} messages are"
        message = f"{count} not translated and printed in English, first: {first.key}"
        where = find_entry(catalogs, first)
        yield Finding("untranslated", Level.WARNING, message, where, "translate them in the catalog")
    yield from layouts.check_layout(layout)
    yield from check_finished(markup.html, pdf.data)


def find_entry(catalogs: Mapping[str, Catalog], message: Message) -> str:
    """Find where a translator would write *message*; gives ``path:line``, or the path of the catalog."""
    units = (catalog.entries[message.key] for catalog in catalogs.values() if message.key in catalog.entries)
    return next((unit.where for unit in units), message.where)


def find_letter(catalogs: Mapping[str, Catalog], letter: str) -> str | None:
    """Find the first translation that holds *letter*; gives its ``path:line``."""
    units = (unit for catalog in catalogs.values() for unit in catalog.entries.values())
    return next((unit.where for unit in units if letter in unit.msgstr), None)
