"""Reprint: what a change does not reach is taken over, and what is taken over is what would have been laid out."""

import hashlib
import inspect
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from weasyprint import HTML, Document, layout
from weasyprint.formatting_structure import boxes
from weasyprint.layout import page as engine

from handouts.pdf.places import Area, Place
from handouts.preview.reprint import Reach, find_reach, reprint
from handouts.project import Project

if TYPE_CHECKING:
    from handouts.preview.press import Press

SetUp = Callable[[Project, str, str], "Press"]

MARKED = '<p data-key="a">one</p><p data-key="b">two</p><p data-key="a">one</p>'
PLACES = tuple(Place(key, (Area(page, 0, 0, 1, 1),)) for key, page in (("a", 2), ("b", 4), ("a", 5)))
REACHES = {
    MARKED.replace("two", "three"): Reach(2, 4),
    MARKED.replace("one", "three"): Reach(0, 5),
    MARKED: None,  # not a text, but something else has changed
    MARKED.replace("<p", "<b", 1): None,
    MARKED.replace('data-key="b"', 'data-key="c"'): None,
    MARKED + '<p data-key="a">one</p>': None,
}


@pytest.mark.parametrize(("html", "expected"), REACHES.items(), ids=range(len(REACHES)))
def test_reach(html: str, expected: Reach | None) -> None:
    """From the page before the first place of a changed text to the page of the last; unknown if more has changed."""
    assert expected == find_reach(MARKED, html, PLACES)


def test_unseen() -> None:
    """A text that is printed nowhere tells nothing."""
    assert find_reach(MARKED, MARKED.replace("two", "three"), PLACES[:1]) is None


@pytest.fixture
def copied(real: Project, tmp_path: Path) -> Project:
    """Give a copy of the real project."""
    for folder in (real.templates, real.locales, real.styles):
        shutil.copytree(folder, tmp_path / "real" / folder.name)
    return Project(tmp_path / "real")


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Give the pages, from 0, that are laid out from now on."""
    numbers: list[int] = []
    original = engine.remake_page

    def count(index: int, *rest: object) -> object:
        numbers.append(index)
        return original(index, *rest)

    monkeypatch.setattr(engine, "remake_page", count)
    return numbers


def show(document: Document) -> list[list[tuple[str, ...]]]:
    """Give what each page shows, margins too, with its place."""
    pages = ([*page._page_box.descendants()] for page in document.pages)  # noqa: SLF001
    texts = ([box for box in page if isinstance(box, boxes.TextBox)] for page in pages)
    return [
        [(box.text, f"{box.position_x:.2f} {box.position_y:.2f} {box.width:.2f}") for box in page] for page in texts
    ]


def lengthen(project: Project, key: str, more: str) -> None:
    """Write *more* before the translation of *key*."""
    path = project.locales / "es" / "LC_MESSAGES" / "car-t.po"
    text = path.read_text("utf-8")
    path.write_text(re.sub(rf'(msgctxt "{re.escape(key)}"\n(?:.+\n)*?msgstr ")', rf"\g<1>{more}", text), "utf-8")


def test_small_change(copied: Project, set_up: SetUp, laid_out: list[int]) -> None:
    """A word more on the first or third page: only the pages around it are laid out, and all are as they must be."""
    press = set_up(copied, "car-t", "es")
    press.make_settled()
    for key, expected in (("short.act", [0]), ("after.card", [1, 2])):
        lengthen(copied, key, "o ")
        laid_out.clear()
        forme, guess = press.make_proof()
        assert (expected, True, False) == (laid_out, guess.is_guess, guess.is_settled)
        settled = press.settle(forme, guess, lambda: False)
        assert (False, True) == (settled.is_guess, settled.is_settled)
        assert show(settled.layout.document) == show(guess.layout.document)
        assert settled.pages == guess.pages

    fresh = set_up(copied, "car-t", "es").make_settled()
    assert show(fresh.layout.document) == show(settled.layout.document)
    assert fresh.places == settled.places


def test_large_change(copied: Project, set_up: SetUp, laid_out: list[int]) -> None:
    """Where all later pages move they are all laid out, and in the end they are those of a press that knew nothing."""
    press = set_up(copied, "car-t", "es")
    pages = press.make_settled().pages
    lengthen(copied, "short.act", "una palabra, " * 50)
    laid_out.clear()
    forme, guess = press.make_proof()
    assert [*range(len(guess.pages))] == laid_out
    settled = press.settle(forme, guess, lambda: False)

    assert not set(pages) & set(settled.pages)
    assert show(set_up(copied, "car-t", "es").make_settled().layout.document) == show(settled.layout.document)


def test_footer(copied: Project, set_up: SetUp, laid_out: list[int]) -> None:
    """What runs on every page is new on every page."""
    press = set_up(copied, "car-t", "es")
    press.make_settled()
    lengthen(copied, "title", "Otra ")
    laid_out.clear()
    _, proof = press.make_proof()

    assert not proof.is_guess
    assert all(any("Otra" in text for text, _ in page) for page in show(proof.layout.document))


def test_fixed() -> None:
    """What is fixed to every page is there once, however often a page is taken over."""
    broken = "".join(f'<p style="break-after: page">{number}</p>' for number in range(3))
    html = HTML(string=f'<p style="position: fixed; top: 0">fixed</p>{broken}<p>3</p>')
    expected = show(html.render())
    known = None
    for _ in range(3):
        with reprint(known, Reach(3, 4)) as known:
            assert expected == show(html.render())


def test_put_back() -> None:
    """The engine is as it was afterwards, whatever happens."""
    original = engine.remake_page
    with pytest.raises(ZeroDivisionError), reprint(None, None):
        raise ZeroDivisionError
    assert original is engine.remake_page


def test_known_engine() -> None:
    """After an upgrade of WeasyPrint: read these again, bring reprint.py in step, renew the digest."""
    functions = (
        engine.remake_page,
        engine.make_all_pages,
        layout.layout_document,
        engine.set_page_type_computed_styles,
    )

    assert DIGEST == hashlib.sha256("".join(map(inspect.getsource, functions)).encode()).hexdigest()[:16]


DIGEST = "6d3ebd6d97f28de9"
