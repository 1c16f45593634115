"""Proofs: the pages of a build, made again with what is known from last time."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from weasyprint import Document
from weasyprint.formatting_structure import boxes

from handouts.errors import HandoutError
from handouts.project import Project
from handouts.styles import Style

if TYPE_CHECKING:
    from handouts.pipeline import Build
    from handouts.preview.press import Press

    SetUp = Callable[[Project, str, str], Press]
    MakeReal = Callable[[str, str, str], Build]

Edit = Callable[[Path, str, str], None]


def list_texts(document: Document) -> list[tuple[str, float, float, float]]:
    """Give each text with its place and width."""
    found = [box for page in document.pages for box in page._page_box.descendants() if isinstance(box, boxes.TextBox)]  # noqa: SLF001
    return [(box.text, *(round(each, 2) for each in (box.position_x, box.position_y, box.width))) for box in found]


@pytest.mark.parametrize("tag", ["es", "ar"])
def test_nothing_moves(real: Project, set_up: "SetUp", make_real: "MakeReal", tag: str) -> None:
    """Every text of a proof stands where it stands in print, and every message that is printed has its place."""
    build, press = make_real("car-t", tag, "a4"), set_up(real, "car-t", tag)
    press.fit = build.layout.fit
    _, proof = press.make_proof()

    assert list_texts(build.layout.document) == list_texts(proof.layout.document)
    unseen = {message.key for catalog in proof.catalogs.values() for message in catalog.messages}
    unseen -= {place.key for place in proof.places}
    assert set() == {key for key in unseen if not key.endswith(".alt") and not key.startswith(("notice.", "status."))}


def test_pictures(project: Project, set_up: "SetUp", edit: Edit) -> None:
    """A page whose text changes gets another picture under another name; one that stays is not drawn anew."""
    press = set_up(project, "tea", "es")
    _, first = press.make_proof()
    _, again = press.make_proof()
    edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "Espere 3 minutos", "Espere unos 3 minutos")
    _, second = press.make_proof()

    assert first.pictures[first.pages[0]] is again.pictures[again.pages[0]]
    assert first.pages != second.pages
    assert second.pictures[second.pages[0]].startswith(b"\x89PNG")
    assert first.pictures[first.pages[0]] != second.pictures[second.pages[0]]


def test_edited(project: Project, set_up: "SetUp", edit: Edit, make: "Callable[..., Build]") -> None:
    """What is kept from one proof to the next never shows: after each change the page is that of a build."""
    press, path = set_up(project, "tea", "es"), project.locales / "es" / "LC_MESSAGES" / "tea.po"
    for old, new in (("Espere", "Aguarde"), ("hojas.", "hojas, " * 30), ("<b>caliente</b>", "<b>muy caliente</b>")):
        edit(path, old, new)
        assert list_texts(make(project, "tea", "es").layout.document) == list_texts(
            press.make_proof()[1].layout.document
        )


def test_settle(project: Project, set_up: "SetUp", edit: Edit) -> None:
    """A proof comes in the fit of last time; settling finds the one that a build would choose, both ways."""
    press, template = set_up(project, "tea", "es"), project.templates / "tea" / "handout.html.jinja"
    forme, proof = press.make_proof()
    assert ("designed", False) == (proof.layout.fit, proof.is_settled)
    settled = press.settle(forme, proof, lambda: False)
    assert ("designed", True) == (settled.layout.fit, settled.is_settled)

    press.fit = "flow"
    forme, proof = press.make_proof()
    assert "flow" == proof.layout.fit
    assert "designed" == press.settle(forme, proof, lambda: False).layout.fit
    edit(template, "</h1>\n<p>", '</h1>\n<p style="margin-top: 300mm">')
    assert 1 < press.make_proof()[1].layout.pages


def test_superseded(project: Project, set_up: "SetUp") -> None:
    """The search for a fit ends when the files have changed meanwhile."""
    from handouts.preview.press import SupersededError  # noqa: PLC0415 -- needs the engine

    press = set_up(project, "tea", "es")
    forme, proof = press.make_proof()

    with pytest.raises(SupersededError):
        press.settle(forme, proof, lambda: True)


def test_superseded_page(project: Project, set_up: "SetUp") -> None:
    """The search for a fit ends in the midst of a page too."""
    from handouts.preview.press import SupersededError  # noqa: PLC0415 -- needs the engine

    press = set_up(project, "tea", "es")
    press.fit = "flow"
    forme, proof = press.make_proof()
    answers = iter([False, False, True])  # before the page, and for its first two lines

    with pytest.raises(SupersededError):
        press.settle(forme, proof, lambda: next(answers))


def test_margins_stay(project: Project, set_up: "SetUp", edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    """The margins are measured once for all fits and texts, as long as notice and footer stay."""
    from handouts import layout  # noqa: PLC0415 -- needs the engine

    fitted: list[object] = []
    fit_margins = layout.fit_margins

    def count(maker: layout.Sheetmaker, style: Style) -> str:
        fitted.append(maker)
        return fit_margins(maker, style)

    monkeypatch.setattr(layout, "fit_margins", count)
    press = set_up(project, "tea", "es")
    press.fit = "flow"
    press.make_settled()
    edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "Espere 3 minutos", "Espere unos 3 minutos")
    press.make_settled()

    assert 1 == len(fitted)


def test_margins(project: Project, set_up: "SetUp", edit: Edit, make: "Callable[..., Build]") -> None:
    """When the footer grows, the margins grow with it, as in a build."""
    press = set_up(project, "tea", "es")
    press.make_proof()
    frame = project.templates / "_layout" / "frame.html.jinja"
    edit(frame, '<div id="foot"><p>', '<div id="foot" style="padding-top: 20mm"><p>')
    press.forget()
    _, proof = press.make_proof()

    assert list_texts(make(project, "tea", "es").layout.document) == list_texts(proof.layout.document)


def test_broken(project: Project, set_up: "SetUp", edit: Edit) -> None:
    """A fault of a catalog is named with its line, and the press works again once it is mended."""
    press, path = set_up(project, "tea", "es"), project.locales / "es" / "LC_MESSAGES" / "tea.po"
    edit(path, "<b>caliente</b>", "caliente")
    with pytest.raises(HandoutError) as caught:
        press.make_proof()
    assert (caught.value.where or "").startswith("locales/es/LC_MESSAGES/tea.po:")

    edit(path, "caliente", "<b>caliente</b>")
    assert 1 == press.make_proof()[1].layout.pages


def test_missing_letter(project: Project, set_up: "SetUp", edit: Edit) -> None:
    """A letter that no font has is named with the line of its message."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    edit(path, "Espere 3 minutos", "Espere 3 minutos \U00012000")
    line = path.read_text("utf-8").partition("Espere")[0].count("\n") + 1

    with pytest.raises(HandoutError) as caught:
        set_up(project, "tea", "es").make_proof()
    assert f"locales/es/LC_MESSAGES/tea.po:{line}" == caught.value.where
