"""Press: proofs of one handout in one language, again and again; what did not change since the last one is kept.

A proof has the very pages of a build, each message marked, but is no finished file: nothing is tagged or read back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256

from handouts import layout as layouts
from handouts import markup as markups
from handouts.catalog.lookup import Catalog
from handouts.fonts import FontLibrary
from handouts.handout import Handout, load_handout
from handouts.language import Language
from handouts.layout import Layout, Sheetmaker, Stock
from handouts.marking import hoist_marks, mark_message
from handouts.markup import Text
from handouts.measures import measure_once
from handouts.pdf.picture import draw_pages, write_png
from handouts.pdf.places import Place, find_places, fingerprint_pages
from handouts.pipeline import Job, load_catalogs, name_letters
from handouts.preview.reprint import Printed, find_reach, reprint
from handouts.project import Project
from handouts.status import Status, compute_status
from handouts.styles import Paper, Style, make_style
from handouts.typography import Typography

RESOLUTION = 144.0  # dots per inch: sharp on a screen of two dots per CSS pixel at the size the page shows it


class SupersededError(Exception):
    """Ends the search for a fit, in the midst of a page too: the files have changed meanwhile."""


@dataclass(frozen=True)
class Order:
    """What is wanted: one handout, by its id, in one language on one kind of paper."""

    project: Project
    library: FontLibrary
    handout: str
    language: Language
    paper: Paper


@dataclass(frozen=True)
class Proof:
    """One handout laid out: ``pictures`` holds each page (PNG) by its name, ``pages`` the names in order.

    ``is_settled`` says that the fit is the one a build would choose, not only that of the last time; ``is_guess`` that
    some pages are those of the last time.
    """

    job: Job
    catalogs: Mapping[str, Catalog]
    status: Status
    layout: Layout
    places: tuple[Place, ...]
    pages: tuple[str, ...]
    pictures: Mapping[str, bytes]
    is_settled: bool
    is_guess: bool = False


@dataclass(frozen=True)
class Forme:
    """Everything up to layout, ready to be printed in any fit."""

    job: Job
    catalogs: Mapping[str, Catalog]
    status: Status
    style: Style
    maker: Sheetmaker
    pictures: bytes
    html: str


@dataclass(frozen=True)
class _Kept:
    """The pages printed last, and what they were printed from."""

    look: tuple[object, ...]
    html: str
    layout: Layout
    printed: Printed
    is_guess: bool


@dataclass
class Press:
    """Makes proofs of one order; what it keeps is a short cut to a first look, and never makes a settled one differ."""

    order: Order
    fit: str = ""
    _handout: Handout | None = None
    _style: Style | None = None
    _stock: Stock = field(default_factory=Stock)
    _margins: tuple[str, str] = ("", "")
    _kept: _Kept | None = None
    _pictures: dict[str, bytes] = field(default_factory=dict)

    def forget(self) -> None:
        """Read templates and style sheets anew next time."""
        self._handout = self._style = None
        self._margins = ("", "")

    def make_proof(self) -> tuple["Forme", Proof]:
        """Lay the handout out in the fit that held last time.

        Raises HandoutError for anything that keeps the page from being printed.
        """
        forme = self._read()
        fits = dict(forme.style.fits) | dict(forme.style.flows)
        fit = self.fit if self.fit in fits else next(iter(fits))
        with layouts.translate_complaints(), measure_once(self._stock.measures):
            layout = self._print(forme, fit, fits[fit], may_guess=True)
        proof = self._finish(forme, layout, is_settled=False)
        return forme, replace(proof, is_guess=self._kept is not None and self._kept.is_guess)

    def settle(self, forme: "Forme", proof: Proof, is_stale: Callable[[], bool]) -> Proof:
        """Find the fit that a build would choose for what *proof* shows in another.

        Raises SupersededError as soon as *is_stale* tells that the files have changed.
        """
        handout = forme.job.handout

        def heed() -> None:
            if is_stale():
                raise SupersededError

        def render(fit: str, css: str) -> Layout:
            heed()
            is_done = fit == proof.layout.fit and not proof.is_guess
            return proof.layout if is_done else self._print(forme, fit, css)

        with layouts.translate_complaints(), measure_once(self._stock.measures, heed):
            layout = layouts.choose_fit(forme.style, handout.pages, render)
        self.fit = layout.fit
        if layout is proof.layout:
            return replace(proof, is_settled=True)
        return self._finish(forme, layout, is_settled=True)

    def make_settled(self) -> Proof:
        """Lay the handout out in the fit that a build would choose; raises HandoutError as make_proof does."""
        forme, proof = self.make_proof()
        return self.settle(forme, proof, lambda: False)

    def _read(self) -> "Forme":
        """Read all that the page is made from, and fill the template."""
        project, language = self.order.project, self.order.language
        self._handout = self._handout or load_handout(project, self.order.handout)
        self._style = self._style or make_style(project, self.order.library, language, self.order.paper)
        job, style = Job(self._handout, language, self.order.paper), self._style
        catalogs = load_catalogs(project, job)
        status = compute_status(project, language, job.handout, list(catalogs.values()))
        text = Text(job.handout, language, catalogs, status)
        markup = markups.fill(project, text, Typography(language, style.has_latin_letters, style.breaks), mark_message)
        markup = replace(markup, html=hoist_marks(markup.html))
        pictures = b"".join(path.read_bytes() for path in markup.pictures.values())
        return Forme(job, catalogs, status, style, self._stock.prepare(markup, style), pictures, markup.html)

    def _print(self, forme: "Forme", fit: str, css: str, *, may_guess: bool = False) -> Layout:
        """Lay the page out; the margins are measured anew when notice or footer have changed.

        Who *may_guess* gets the pages of last time where the change does not seem to reach them.
        """
        furniture = layouts.write_furniture(forme.maker)
        if furniture != self._margins[0]:
            self._margins = (furniture, layouts.fit_margins(forme.maker, forme.style))
        sheets, kept, reach = self._margins[1] + css, self._kept, None
        look = (forme.maker.fonts, sheets, forme.pictures)
        if may_guess and kept and kept.look == look:
            reach = find_reach(kept.html, forme.html, find_places(kept.layout.document))
        with reprint(kept.printed if kept else None, reach) as printed:
            layout = Layout(forme.maker.render(sheets), fit, forme.job.handout.max_pages)
        self._kept = _Kept(look, forme.html, layout, printed, is_guess=reach is not None)
        return layout

    def _finish(self, forme: "Forme", layout: Layout, *, is_settled: bool) -> Proof:
        """Find the messages, and draw the pages that look different from last time."""
        document = layout.document
        look = "\0".join((forme.style.css, layout.fit, self._margins[1])).encode() + forme.pictures
        names = fingerprint_pages(document, sha256(look).digest())
        changed = {name: page for name, page in zip(names, document.pages, strict=True) if name not in self._pictures}
        drawn: dict[str, bytes] = {}
        if changed:
            with name_letters(forme.catalogs), layouts.translate_complaints():
                data = document.copy(list(changed.values())).write_pdf()
            drawn = dict(zip(changed, map(write_png, draw_pages(data, RESOLUTION)), strict=True))
        self._pictures = {name: drawn.get(name) or self._pictures[name] for name in names}
        return Proof(
            forme.job,
            forme.catalogs,
            forme.status,
            layout,
            find_places(document),
            names,
            self._pictures,
            is_settled,
        )
