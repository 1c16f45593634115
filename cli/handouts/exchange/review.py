"""Review: the review sheet as a tagged PDF file, through the same layout, writing and checks as a handout."""

from dataclasses import dataclass

from handouts import layout as layouts
from handouts.checks.structure import check_structure
from handouts.enginelog import watch_engine
from handouts.exchange.bundle import Bundle, Facts
from handouts.exchange.sheet import write_sheet
from handouts.finding import Finding
from handouts.language import Language
from handouts.markup import Markup
from handouts.pdf.read import read_pdf
from handouts.pdf.write import Details, Pdf, write_pdf
from handouts.styles import Style
from handouts.typography import Typography

MAX_PAGES = 10_000
ENGLISH = Language("en", "English", "English", "Latn", "latn", "en")


@dataclass(frozen=True)
class Review:
    """A finished review sheet."""

    pdf: Pdf
    pages: int
    findings: tuple[Finding, ...]


def make_review(bundle: Bundle, facts: Facts, style: Style) -> Review:
    """Make the sheet for *bundle*; raises HandoutError for what cannot be printed as it was written."""
    own = Typography(bundle.language, style.has_latin_letters)
    html = write_sheet(bundle, facts, (Typography(ENGLISH, has_latin_letters=True), own))
    title = f"Review sheet: {bundle.language.english}"
    layout = layouts.Stock().lay_out(Markup(html, title, (), {}), style, MAX_PAGES, MAX_PAGES)
    details = Details(title, "en", "The handouts project", facts.date, f"texts {facts.sum}")
    with watch_engine():
        pdf = write_pdf(layout.document, details)
    findings = (*layouts.check_layout(layout), *check_structure(html, read_pdf(pdf.data)))
    return Review(pdf, layout.pages, findings)
