"""Layout: the first fit that keeps to the designed pages, margins that hold what runs in them, nothing lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from weasyprint import HTML

from handouts.errors import HandoutError
from handouts.finding import Finding
from handouts.fonts import font_folders, load_library
from handouts.handout import load_handout
from handouts.language import find_language
from handouts.layout import Layout, Stock, check_layout
from handouts.markup import Markup
from handouts.pdf.geometry import measure_furniture
from handouts.project import Project
from handouts.styles import Style, load_papers, make_style

if TYPE_CHECKING:
    from handouts.pipeline import Build

    Make = Callable[[Project, str, str], Build]

Edit = Callable[[Path, str, str], None]
PAGE = '<!doctype html><html lang="en"><head><title>a</title></head><body>{}</body></html>'
FITS = {"large": "p { font-size: 12pt }", "small": "p { font-size: 9pt }"}
FLOWS = {"tight": "p { font-size: 8pt }", "wide": "p { font-size: 9pt }"}


@pytest.fixture
def style(project: Project) -> Style:
    """Give the style of an English page on A4."""
    library = load_library(project, font_folders({}, Path.home()))
    return make_style(project, library, find_language(project, "en"), load_papers(project)["a4"])


def lay(style: Style, body: str, pages: int = 1) -> Layout:
    """Lay out a page with this body."""
    return Stock().lay_out(Markup(PAGE.format(body), "a", (), {}), style, pages, pages)


def codes(layout: Layout) -> list[str]:
    """Give the codes of all findings."""
    return [finding.code for finding in check_layout(layout)]


def test_first_fit(style: Style) -> None:
    """A short page is laid out as designed; a longer one in the first fit that keeps the pages, else it flows."""
    fits = replace(style, fits=FITS, flows=FLOWS)
    found = [lay(fits, "<p>" + "line<br>" * length) for length in (10, 56, 66)]

    assert [("large", 1), ("small", 1), ("tight", 1)] == [(layout.fit, layout.pages) for layout in found]


@pytest.mark.parametrize(
    ("flows", "lines", "expected"),
    [
        ({"wide": "p { line-height: 10mm }", "tight": "p { line-height: 8mm }"}, (65,), ("wide", 3)),
        ({"kept": "p { break-inside: avoid }", "free": ""}, (10, 25), ("free", 2)),
        ({"over": "", "tight": "p { line-height: 9mm }"}, (30,), ("tight", 1)),
        ({"three": "p { break-before: page }", "two": "p:last-child { break-before: page }"}, (3, 3, 3), ("two", 2)),
    ],
    ids=["the first", "no hole", "no few lines left over", "of holes the fewest pages"],
)
def test_flow(style: Style, flows: dict[str, str], lines: tuple[int, ...], expected: tuple[str, int]) -> None:
    """Where no fit keeps to the pages, the first flow without a hole is taken, else the one with the fewest pages."""
    flows = {name: "p { line-height: 10mm } " + css for name, css in flows.items()}  # 28 lines a page
    layout = lay(replace(style, fits={}, flows=flows), "".join("<p>" + "line<br>" * count for count in lines))

    assert expected == (layout.fit, layout.pages)


@pytest.mark.parametrize("lines", [1, 4, 12])
def test_margins(style: Style, lines: int) -> None:
    """However long notice and footer are, the margins are just high enough for them and for the white around."""
    body = '<div id="notice">{0}</div><div id="foot"><p>{0}</p></div><p>text'.format("word<br>" * lines)
    layout = lay(style, body)
    furniture = measure_furniture(layout.document)

    assert [] == codes(layout)
    assert pytest.approx(furniture.top + style.paper.edge, abs=0.02) == furniture.top_room
    assert pytest.approx(furniture.bottom + style.paper.edge, abs=0.02) == furniture.bottom_room


def test_page_count_in_footer(style: Style) -> None:
    """Page numbers are right, though the margins were measured first."""
    body = '<div id="foot"><p><span class="page-at"></span>/<span class="pages-at"></span></p></div>'
    layout = lay(style, body + "<p style='break-after: page'>a</p><p>b</p>", pages=2)

    pages = [page._page_box.descendants() for page in layout.document.pages]  # noqa: SLF001 -- there is no other way
    texts = ["".join(getattr(box, "text", "") for box in boxes) for boxes in pages]
    assert [True, True] == ["1/2" in texts[0], "2/2" in texts[1]]


def show(body: str, css: str = "") -> Layout:
    """Lay out a page without any style of ours."""
    size = "@page { size: 100mm 100mm; margin: 20mm } html { font-size: 4mm; line-height: 1 }"
    html = PAGE.format(f"<style>{size} {css}</style>{body}")
    return Layout(HTML(string=html).render(), "designed", 1)


@pytest.mark.parametrize(
    ("body", "css", "expected"),
    [
        ("<p>short", "", []),
        ("<p>averyveryveryveryveryveryveryverylongword", "", ["text-overflow"]),
        ("<p>averyveryveryveryveryveryveryverylongword", "p { overflow-wrap: anywhere }", []),
        ("<p>averylongword", "p { width: 10mm }", ["text-outside"]),
        ("<p>averylongword", "p { width: 10mm; overflow: hidden }", ["text-cut"]),
        ("<p>word<p style='margin-top: -3mm'>word", "p { margin: 0 }", ["text-collision"]),
        ("<p id=notice>cut<br>cut<br>cut<br>cut<br>cut<br>cut<br>cut", "", ["furniture-cut"]),
        ("<p id=notice>whole", "", []),
        ("<p class=call>now", "", []),
        ("<p style='break-after: page'>a</p><p class=call>late", "", ["call-box-late", "too-many-pages"]),
        ("<p style='break-after: page'>a</p><p>b", "", ["too-many-pages"]),
    ],
)
def test_checks(body: str, css: str, expected: list[str]) -> None:
    """What a reader would miss is an error: cut words, a cut notice, a call box that comes late, too many pages."""
    margins = "@page { @top-center { content: element(notice) } } #notice { position: running(notice); margin: 0 }"

    assert expected == codes(show(body, margins + css))


def test_overflow_is_named() -> None:
    """A finding names the words, their page, and how far they stick out."""
    (finding,) = check_layout(show("<p>averyveryveryveryveryveryveryverylongword"))

    assert isinstance(finding, Finding)
    assert finding.message.startswith('"averyveryveryveryveryveryveryverylongwor" on page 1 sticks out by ')


@pytest.mark.parametrize(
    ("sheet", "rule", "message"),
    [
        ("page", "p { colour: red }", "the page cannot be laid out: Ignored `colour: red"),
        ("page", "p { background: url(https://example.org/a.svg) }", "a page may not fetch https://example.org/a.svg"),
        ("designed", "p { background: url(art:other) }", "a page may not fetch art:other"),
        ("components", "@import url(other.css);", ""),
    ],
)
def test_faulty_sheet(project: Project, make: "Make", *, sheet: str, rule: str, message: str) -> None:
    """A rule that the engine ignores, or that asks for what is not there, ends the job: nothing is lost in silence."""
    path = project.styles / f"{sheet}.css"
    path.write_text(f"{path.read_text('utf-8')}\n{rule}", "utf-8")

    with pytest.raises(HandoutError) as caught:
        make(project, "tea", "en")

    assert caught.value.message.startswith(message)
    assert "styles" == caught.value.where


def test_faulty_drawing(project: Project, make: "Make", edit: Edit) -> None:
    """A drawing that cannot be read ends the job."""
    art = project.templates / "tea" / "art" / "cup.svg"
    art.parent.mkdir()
    art.write_text("<svg", "utf-8")
    style = "style=\"background-image: url({{ art_url('cup') }})\""
    edit(project.root / "templates" / "tea" / "handout.html.jinja", "<h1>", f"<h1 {style}>")

    with pytest.raises(HandoutError, match="cup"):
        make(project, "tea", "en")


def test_handout_fits(project: Project, make: "Make") -> None:
    """A handout takes its pages and limits from its settings."""
    layout = make(project, "tea", "en").layout

    assert ("designed", load_handout(project, "tea").max_pages, 1) == (layout.fit, layout.max_pages, layout.pages)
