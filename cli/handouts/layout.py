"""Layout: HTML -> laid-out pages (WeasyPrint), in the first fit that keeps to the designed number of pages.

What is written into the file is decided in pdf/; what the pages say in markup.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import tostring

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from handouts.enginelog import watch_engine
from handouts.errors import HandoutError
from handouts.fetcher import JobFetcher
from handouts.finding import Finding, Level
from handouts.markup import Markup
from handouts.measures import Measures, measure_once
from handouts.pagelimit import TooManyPagesError, limit_pages
from handouts.pdf.crowding import COLLISION, CUT, OUTSIDE, find_crowding
from handouts.pdf.geometry import find_overflows, find_pages, measure_fill, measure_furniture
from handouts.pdf.write import RENDER_OPTIONS
from handouts.styles import Style, write_margins

KEPT = 20  # pages that share a stock: each may hold the boxes of the page that measured a line first
FIRST_GUESS = 20.0  # mm, the room for running header and footer while they are measured
FURNITURE = ("notice", "foot")
ONLY_FURNITURE = "body > :not(#notice, #foot) { display: none }"
CALL_BOX = "call"
SHORTEN = "shorten the text, or let it break"
FAULTS = {CUT: "is cut off", OUTSIDE: "sticks out of its box", COLLISION: 'lies on "{}"'}
LARGEST_HOLE = 1 / 3  # of a page; more looks unfinished
SHORTEST_END = 1 / 5  # of the last page; less looks like left over


@dataclass(frozen=True)
class Layout:
    """Laid-out pages, the fit they needed, and the most pages allowed."""

    document: Document
    fit: str
    max_pages: int

    @property
    def pages(self) -> int:
        """Count the pages."""
        return len(self.document.pages)


@dataclass(frozen=True)
class Sheetmaker:
    """Everything that all attempts at one page share."""

    style: Style
    html: HTML
    fonts: FontConfiguration
    fetcher: JobFetcher
    common: CSS

    def render(self, css: str) -> Document:
        """Lay the page out with *css* on top of the common style sheets."""
        extra = CSS(string=css, font_config=self.fonts, url_fetcher=self.fetcher)
        options: dict[str, Any] = dict(RENDER_OPTIONS)
        return self.html.render(stylesheets=[self.common, extra], font_config=self.fonts, **options)


def choose_fit(style: Style, pages: int, render: Callable[[str, str], Layout]) -> Layout:
    """Take the best fit that keeps to the designed *pages*, else let the text flow: without a hole, if that can be.

    *render* gets the name of a fit and its style sheets.
    """
    if kept := keep_pages(style, pages, render):
        return kept
    tried: list[Layout] = []
    for fit, css in style.flows.items():
        tried.append(render(fit, css))
        if not has_hole(tried[-1]):
            return tried[-1]
    return min(tried, key=rate)


def keep_pages(style: Style, pages: int, render: Callable[[str, str], Layout]) -> Layout | None:
    """Give the best fit of no more than *pages* pages, if there is one.

    The tightest is tried first: most translations are too long for it, and what it has no room for fits nowhere.
    """
    kept: Layout | None = None
    with suppress(TooManyPagesError), limit_pages(pages):
        for fit, css in reversed([*style.fits.items()]):
            layout = render(fit, css)
            if layout.pages > pages:
                break
            kept = layout
    return kept


@dataclass
class Stock:
    """What pages of one style share while one follows the other: style sheets, loaded fonts, measured lines.

    It is only a short cut: a page is what it would be without.
    """

    maker: Sheetmaker | None = None
    measures: Measures = field(default_factory=Measures)
    uses: int = 0

    def prepare(self, markup: Markup, style: Style) -> Sheetmaker:
        """Make *markup* ready for layout; raises HandoutError as the function of this name does."""
        self.uses += 1
        if self.maker is None or self.maker.style != style or self.uses % KEPT == 0:
            self.maker, self.measures = None, Measures()
        self.maker = prepare(markup, style, self.maker)
        return self.maker

    def lay_out(self, markup: Markup, style: Style, pages: int, max_pages: int) -> Layout:
        """Lay *markup* out in the fit that *choose_fit* finds for a handout of *pages* pages.

        Raises HandoutError for whatever WeasyPrint complains of: a page that lost something is not printed.
        """
        maker = self.prepare(markup, style)
        with translate_complaints(), measure_once(self.measures):
            margins = fit_margins(maker, style)
            return choose_fit(style, pages, lambda fit, css: Layout(maker.render(margins + css), fit, max_pages))


@contextmanager
def translate_complaints() -> Iterator[None]:
    """Raise HandoutError for whatever WeasyPrint complains of in the block, or wants to fetch."""
    try:
        with watch_engine():
            yield
    except FatalURLFetchingError as error:
        raise HandoutError(str(error), "styles", "name a picture of the handout, or a font of scripts.toml") from None


def rate(layout: Layout) -> tuple[int, bool]:
    """Rate a layout, the less the better: its pages, then whether it has a hole."""
    return layout.pages, has_hole(layout)


def has_hole(layout: Layout) -> bool:
    """Tell whether a page is so empty that the handout looks unfinished; the last one needs but a few lines."""
    *pages, last = measure_fill(layout.document)
    return last < SHORTEST_END or any(fill < 1 - LARGEST_HOLE for fill in pages)


def prepare(markup: Markup, style: Style, known: Sheetmaker | None = None) -> Sheetmaker:
    """Parse the page and the style sheets once; those of *known* are taken over if they are the same.

    Raises HandoutError for a font that cannot be loaded, here already: without any font the engine would crash.
    """
    files = dict(markup.pictures) | {face.path.as_uri(): face.path for face in style.faces}
    fetcher = JobFetcher(files)
    with translate_complaints():
        html = HTML(string=markup.html, url_fetcher=fetcher)
        if known and known.style == style:
            return replace(known, html=html, fetcher=fetcher)
        fonts = FontConfiguration()  # one object for every sheet and for the page, else @font-face is lost in silence
        common = CSS(string=style.css, font_config=fonts, url_fetcher=fetcher)
        return Sheetmaker(style, html, fonts, fetcher, common)


def fit_margins(maker: Sheetmaker, style: Style) -> str:
    """Make the page margins as high as running header and footer: what is higher would be cut without a warning."""
    roomy = write_margins(style.paper, FIRST_GUESS, FIRST_GUESS)
    furniture = measure_furniture(maker.render(roomy + ONLY_FURNITURE))
    return write_margins(style.paper, furniture.top, furniture.bottom)


def write_furniture(maker: Sheetmaker) -> str:
    """Write all of the page that *fit_margins* lays out: as long as it stays, so do the margins."""
    root = maker.html.etree_element
    body = root.find("body")
    shown = (tostring(each, "unicode") if each.get("id") in FURNITURE else each.items() for each in body)
    return repr((root.items(), tostring(root.find("head"), "unicode"), body.items(), *shown))


def check_layout(layout: Layout) -> Iterator[Finding]:
    """Look for what a reader would miss: cut text, a cut notice, a call box that is not on page 1, too many pages."""
    document = layout.document
    yield from _check_texts(document)
    furniture = measure_furniture(document)
    if furniture.top > furniture.top_room + 0.1 or furniture.bottom > furniture.bottom_room + 0.1:
        message = "the draft notice or the footer is higher than its margin"
        yield Finding("furniture-cut", Level.ERROR, message, hint="shorten the notice or the footer")
    if find_pages(document, CALL_BOX) not in ((), (1,)):
        message = f"the call box is on page {find_pages(document, CALL_BOX)[0]}"
        yield Finding("call-box-late", Level.ERROR, message, hint="shorten what stands before it")
    if layout.pages > layout.max_pages:
        message = f"{layout.pages} pages; at most {layout.max_pages} are allowed"
        yield Finding("too-many-pages", Level.ERROR, message, hint="shorten the translation")


def _check_texts(document: Document) -> Iterator[Finding]:
    """Look for texts that leave their page or their box, lie on each other or are cut off; each is named once."""
    gone = list(find_overflows(document))
    for overflow in gone:
        message = f'"{overflow.text[:40]}" on page {overflow.page} sticks out by {overflow.distance:.1f} mm'
        yield Finding("text-overflow", Level.ERROR, message, hint=SHORTEN)
    for fault in find_crowding(document):
        if fault.kind == OUTSIDE and any(each.page == fault.page and each.text in fault.text for each in gone):
            continue
        text = f'"{fault.text[:40]}" on page {fault.page}'
        message = f"{text} {FAULTS[fault.kind].format(fault.other[:40])} by {fault.distance:.1f} mm"
        yield Finding(f"text-{fault.kind}", Level.ERROR, message, hint=SHORTEN)
