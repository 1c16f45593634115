"""The structure check: silent on a good file, and loud for every way in which a file can betray its HTML."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import weasyprint

from handouts.checks.structure import check_structure
from handouts.finding import Level
from handouts.pdf.content import Artifact
from handouts.pdf.read import PdfFile, StructureElement, Text, read_pdf
from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf

HTML = """<html lang="en">
<style>@page { @bottom-center { content: element(foot) } } #foot { position: running(foot) }</style>
<div id="foot"><p>Foot</p></div>
<h1>First heading</h1><p>One <em lang="es">dos</em></p><ul><li>Item</li><li>Other</li></ul>
<div>Loose <b>words</b><p>Paragraph</p></div><p><a href="https://example.org/">Link</a></p>
<table><tr><th>Head</th><td></td></tr></table>
<svg role="img" viewBox="0 0 9 9" width="9" height="9"><title>Drop</title><path d="M0 0h9v9z"/></svg>
<p aria-hidden="true">*</p><h2>Another part</h2><p></p>
<section id="disclaimer"><h2>Please read</h2><p>This is no advice of any kind.</p></section>"""

Change = Callable[[StructureElement], StructureElement | None]


@pytest.fixture(scope="module")
def file() -> PdfFile:
    """Give a good file, read back."""
    document = weasyprint.HTML(string=HTML).render(**RENDER_OPTIONS)
    return read_pdf(write_pdf(document, Details("T", "en", "A", date(2026, 1, 31))).data)


def codes(html: str, file: PdfFile) -> list[str]:
    """Give the codes of all findings, in order."""
    return [finding.code for finding in check_structure(html, file)]


def change(element: StructureElement, by: Change) -> StructureElement:
    """Give a tree in which *by* changed or dropped each element, from below."""
    kids = [change(kid, by) if isinstance(kid, StructureElement) else kid for kid in element.kids]
    changed = [by(kid) if isinstance(kid, StructureElement) else kid for kid in kids]
    return replace(element, kids=tuple(kid for kid in changed if kid))


def without(kind: str) -> Change:
    """Drop the elements of one type."""
    return lambda element: None if element.type == kind else element


def test_good_file_has_no_findings(file: PdfFile) -> None:
    """A whole file passes, with empty, hidden and loose parts in its HTML."""
    assert codes(HTML, file) == []


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("H1", ["heading-lost"]),
        ("L", ["block-lost", "block-lost"]),
        ("Link", ["block-lost", "text-lost"]),
        ("Figure", ["block-lost"]),
        ("TH", ["block-lost"]),
        ("Em", ["text-lost", "language-lost"]),
    ],
)
def test_lost_part_is_found(file: PdfFile, kind: str, expected: list[str]) -> None:
    """A part of the HTML that is not in the file is named by its kind."""
    assert expected == codes(HTML, replace(file, tree=change(file.tree, without(kind))))


def test_split_block_is_found(file: PdfFile) -> None:
    """One paragraph as two elements is found."""

    def split(element: StructureElement) -> StructureElement:
        parts = [replace(kid, kids=kid.kids[:1]) for kid in element.children[:1] if kid.text == "Paragraph"]
        return replace(element, kids=(*element.kids, *parts))

    double = change(
        file.tree, lambda element: replace(element, kids=element.kids * 2) if element.type == "TH" else element
    )
    assert codes(HTML, replace(file, tree=double)) == []
    repeated = replace(file.tree, kids=(*file.tree.kids[:2], file.tree.kids[1], *file.tree.kids[2:]))
    assert codes(HTML, replace(file, tree=split(repeated))) == ["block-split", "language-added"]


def test_merged_headings_are_found(file: PdfFile) -> None:
    """A heading that reads otherwise than in the HTML is found."""
    changed = change(
        file.tree,
        lambda element: replace(element, kids=(Text(1, "Quite different"),)) if element.type == "H1" else element,
    )
    assert codes(HTML, replace(file, tree=changed)) == ["heading-changed"]


@pytest.mark.parametrize(
    "part",
    ["<p>One", "<li>Item", "Loose", "words</b>", "<th>Head", "Link</a>", "Another part</h2>", "no advice of any kind"],
)
def test_lost_word_is_found(file: PdfFile, part: str) -> None:
    """One short word that the page has and the file lacks is found, wherever it stands."""
    found = codes(HTML.replace(part, f"{part} not" if part[-1] != ">" else f"not {part}", 1), file)
    assert {"text-lost"} == set(found)


@pytest.mark.parametrize("style", ["display: none", "visibility: hidden"])
def test_hidden_word_is_found(style: str) -> None:
    """A word that a style hides is lost."""
    html = HTML.replace("One", f"One <b style='{style}'>not</b>", 1)
    document = weasyprint.HTML(string=html).render(**RENDER_OPTIONS)
    data = write_pdf(document, Details("T", "en", "A", date(2026, 1, 31))).data
    assert codes(html, read_pdf(data)) == ["text-lost"]


def test_headings_may_read_backwards(file: PdfFile) -> None:
    """A heading whose letters stand in visual order is still the same heading."""
    changed = change(
        file.tree,
        lambda element: replace(element, kids=(Text(1, "gnidaeh tsriF"),)) if element.type == "H1" else element,
    )
    assert codes(HTML, replace(file, tree=changed)) == []


def test_changed_order_is_found(file: PdfFile) -> None:
    """The same parts in another order are found."""
    first, second, *others = file.tree.kids
    assert codes(HTML, replace(file, tree=replace(file.tree, kids=(second, first, *others)))) == ["order-changed"]


def test_lost_language_is_found(file: PdfFile) -> None:
    """A part in another language that does not say so is found."""
    changed = change(file.tree, lambda element: replace(element, language=""))
    assert codes(HTML, replace(file, tree=changed)) == ["language-lost"]


@pytest.mark.parametrize("artifacts", [(), (Artifact("Foot", page=1, type="Layout"),)], ids=["none", "layout"])
def test_furniture_that_is_content_is_found(file: PdfFile, artifacts: tuple[Artifact, ...]) -> None:
    """A page whose footer is not a pagination artifact is found."""
    assert codes(HTML, replace(file, artifacts=artifacts)) == ["furniture-not-artifact"]


def test_untagged_text_is_found(file: PdfFile) -> None:
    """Text outside of tree and artifacts is found."""
    assert codes(HTML, replace(file, untagged="lost")) == ["content-untagged"]


def test_picture_without_text_is_found(file: PdfFile) -> None:
    """A picture that says nothing is found."""
    changed = change(file.tree, lambda element: replace(element, alt=""))
    assert codes(HTML, replace(file, tree=changed)) == ["figure-without-text"]


def test_file_without_disclaimer_is_found(file: PdfFile) -> None:
    """A file that lost its disclaimer, or most of its words, is found, whatever else is found."""
    gone = change(file.tree, lambda element: None if element.id == "disclaimer" else element)
    assert "disclaimer-missing" in codes(HTML, replace(file, tree=gone))
    short = change(file.tree, lambda element: replace(element, kids=element.kids[:1]) if element.id else element)
    assert "disclaimer-missing" in codes(HTML, replace(file, tree=short))


def test_page_without_disclaimer_is_found(file: PdfFile) -> None:
    """HTML that never had a disclaimer is found too."""
    assert codes(HTML.replace('id="disclaimer"', ""), file) == ["disclaimer-missing"]


@pytest.mark.parametrize("after", ["<p>One more thing</p>", "<p><img src='x' alt='Logo'></p>"])
def test_disclaimer_that_is_not_last_is_found(file: PdfFile, after: str) -> None:
    """Words or a picture after the disclaimer are found, and said to be an error with its place."""
    kid = StructureElement("Figure", alt="Logo") if "img" in after else Text(1, "One more thing")
    tree = replace(file.tree, kids=(*file.tree.kids, StructureElement("P", (kid,))))
    (finding,) = check_structure(HTML + after, replace(file, tree=tree), "output/a.pdf")
    assert (finding.code, finding.level, finding.where) == ("disclaimer-not-last", Level.ERROR, "output/a.pdf")
