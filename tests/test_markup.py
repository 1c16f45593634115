"""Markup: the words of a handout in its template, as one accessible page."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.catalog.lookup import Catalog, Origin, load_catalog
from handouts.errors import HandoutError
from handouts.handout import load_handout
from handouts.language import find_language
from handouts.markup import Markup, Text, choose_notice, fill, write_date
from handouts.project import Project
from handouts.status import Stage, Status
from handouts.typography import Typography

Edit = Callable[[Path, str, str], None]
TEMPLATE = "templates/tea/handout.html.jinja"
CUP = '<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'


def fill_tea(project: Project, tag: str, stage: Stage = Stage.DRAFT, name: str = "tea") -> Markup:
    """Fill the template of the tiny handout, or of another one."""
    language, handout = find_language(project, tag), load_handout(project, name)
    catalogs = {domain: load_catalog(project, language, domain, each) for domain, each in handout.domains.items()}
    text = Text(handout, language, catalogs, Status(stage, (), ""))
    return fill(project, text, Typography(language, has_latin_letters=language.script == "Latn"))


def strip(html: str) -> str:
    """Give the text of a page."""
    return " ".join(re.sub("<[^>]*>|\u200b|\u2060", "", html).split())


def test_translated(project: Project) -> None:
    """The page is in the reader's language, says so, and keeps the elements of the template."""
    markup = fill_tea(project, "es")

    assert '<html lang="es" dir="ltr">' in markup.html
    assert "<title>Una taza de té – Español</title>" in markup.html
    assert "<p>Vierta agua <b>caliente</b> sobre las hojas.</p>" in markup.html
    assert ("Una taza de té", ()) == (markup.title, markup.missing)


def test_right_to_left(project: Project) -> None:
    """A right-to-left page says so."""
    assert '<html lang="ar" dir="rtl">' in fill_tea(project, "ar").html


def test_untranslated(project: Project) -> None:
    """A message without a translation is shown in English, marked for the eye and for screen readers, and named."""
    markup = fill_tea(project, "ar")

    assert '<span class="untranslated" lang="en" dir="ltr">' in markup.html
    assert "Wait 3 minutes, then drink." in strip(markup.html)
    assert ["wait"] == [message.key for message in markup.missing]


def test_untranslated_title(project: Project, edit: Edit) -> None:
    """Without a translated title the page is named in English."""
    edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "Una taza de té", "")

    assert "A cup of tea" == fill_tea(project, "es").title


def test_nothing_lost(project: Project, edit: Edit) -> None:
    """What looks like markup in a translation is text."""
    edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "Espere 3 minutos", "Espere < 3 & > 2 'minutos'")

    assert "<p>Espere &lt; 3 &amp; &gt; 2 &#39;minutos&#39; y beba.</p>" in fill_tea(project, "es").html


@pytest.mark.parametrize(
    ("tag", "stage", "origins", "notice"),
    [
        ("en", Stage.DRAFT, [Origin.HUMAN], "source-draft"),
        ("en", Stage.RELEASED, [Origin.HUMAN], None),
        ("es", Stage.DRAFT, [Origin.MACHINE, Origin.MACHINE], "machine-draft"),
        ("es", Stage.TRANSLATED, [Origin.MACHINE, Origin.HUMAN], "machine-draft"),
        ("es", Stage.TRANSLATED, [Origin.HUMAN, Origin.MACHINE], "machine-draft"),
        ("es", Stage.DRAFT, [Origin.HUMAN, Origin.HUMAN], "unreviewed"),
        ("es", Stage.REVIEWED, [Origin.MACHINE], None),
        ("es", Stage.RELEASED, [Origin.HUMAN], None),
    ],
)
def test_notice(project: Project, tag: str, stage: Stage, origins: list[Origin], notice: str | None) -> None:
    """Until people have reviewed it a page says what it is: English until a release, others by their worst part."""
    language = find_language(project, tag)
    catalogs = [Catalog(language, "tea", (), {}, origin) for origin in origins]

    assert notice == choose_notice(language, catalogs, Status(stage, (), ""))


@pytest.mark.parametrize(
    ("stage", "has_notice"),
    [(Stage.DRAFT, True), (Stage.TRANSLATED, True), (Stage.REVIEWED, False), (Stage.RELEASED, False)],
)
def test_stage(project: Project, stage: Stage, has_notice: bool) -> None:  # noqa: FBT001 -- a parameter
    """The page shows notice and status as they are."""
    html = fill_tea(project, "es", stage).html

    assert has_notice is ('<div id="notice">' in html)
    assert f" {stage}</p>" in html


@pytest.mark.parametrize(
    ("stage", "key"),
    [
        (Stage.TRANSLATED, "status.machine-draft"),
        (Stage.REVIEWED, "status.reviewed"),
        (Stage.RELEASED, "status.released"),
    ],
)
def test_real_status(real: Project, stage: Stage, key: str) -> None:
    """Every real page says how far it is in its footer; one that people reviewed says so there, and has no notice."""
    page = load_handout(real, "car-t").domains["page"]
    catalog = load_catalog(real, find_language(real, "es"), "page", page)
    html = fill_tea(real, "es", stage, "car-t").html

    words = {each: unit.msgstr for each, unit in catalog.entries.items() if each.startswith("status.")}
    foot = strip(html[html.index('id="foot"') : html.index('class="page-number"')])
    assert [key] == [each for each, text in words.items() if text in foot]
    assert ('id="notice"' in html) is (stage < Stage.REVIEWED)


def test_dates(project: Project) -> None:
    """A day is written as its readers do, and in digits where nobody knows how they do."""
    day = dt.date(2026, 11, 22)
    english, spanish = find_language(project, "en"), find_language(project, "es")

    assert "November 22, 2026" == write_date(day, english)
    assert "22 de noviembre de 2026" == write_date(day, spanish)
    assert "2026-11-22" == write_date(day, replace(spanish, babel=None))


@pytest.fixture
def art(project: Project) -> Path:
    """Give the file of a drawing of the tiny handout."""
    path = project.templates / "tea" / "art" / "cup.svg"
    path.parent.mkdir()
    path.write_text(CUP, "utf-8")
    return path


def test_drawing(project: Project, art: Path, edit: Edit) -> None:
    """A drawing that says something has its text, whatever letters are in it; no file is asked for."""
    edit(project.root / TEMPLATE, "<h1>", "{{ art('cup', 'A <cup> & \"tea\"') }}<h1>")
    markup = fill_tea(project, "es")

    title = "<title>A &lt;cup&gt; &amp; &#34;tea&#34;</title>"
    assert f'<svg viewBox="0 0 9 9" role="img">{title}<path d="M0 0h9v9z"/></svg>' in markup.html
    assert {} == markup.pictures
    del art


def test_decoration(project: Project, art: Path, edit: Edit) -> None:
    """A decorative drawing is asked for by name, and its file is known."""
    edit(project.root / TEMPLATE, "<h1>", "<i style=\"background: url({{ art_url('cup') }})\"></i><h1>")
    markup = fill_tea(project, "es")

    assert "url(art:cup)" in markup.html
    assert {"art:cup": art} == markup.pictures


def test_no_drawing(project: Project, art: Path, edit: Edit) -> None:
    """A file that is no plain SVG is refused."""
    edit(project.root / TEMPLATE, "<h1>", "{{ art('cup', 'x') }}<h1>")
    art.write_text(f"<?xml version='1.0'?>{CUP}", "utf-8")

    with pytest.raises(HandoutError, match="a drawing begins with <svg") as caught:
        fill_tea(project, "es")

    assert "templates/tea/art/cup.svg" == caught.value.where


@pytest.mark.parametrize(
    ("root", "message"),
    [
        ('<svg role="none">', "role of <svg> would hide"),
        ("<svg viewBox='0 0 9 9' aria-hidden='true'>", "aria-hidden of <svg> would hide"),
        ('<svg viewBox="0 0 9 9"/>', "a drawing begins with <svg"),
        ("<svgx>", "a drawing begins with <svg"),
    ],
)
def test_drawing_that_hides_its_text(project: Project, art: Path, edit: Edit, root: str, message: str) -> None:
    """A drawing whose first tag would take the place of the alternative text is refused, and named."""
    edit(project.root / TEMPLATE, "<h1>", "{{ art('cup', 'x') }}<h1>")
    art.write_text(f"{root}</svg>", "utf-8")

    with pytest.raises(HandoutError, match=message) as caught:
        fill_tea(project, "es")

    assert "templates/tea/art/cup.svg" == caught.value.where


def test_drawing_in_another_encoding(project: Project, art: Path, edit: Edit) -> None:
    """A drawing that is not UTF-8 is named."""
    edit(project.root / TEMPLATE, "<h1>", "{{ art('cup', 'x') }}<h1>")
    art.write_bytes('<svg id="\u00e9"></svg>'.encode("latin-1"))

    with pytest.raises(HandoutError, match="not UTF-8") as caught:
        fill_tea(project, "es")

    assert "templates/tea/art/cup.svg" == caught.value.where


@pytest.mark.parametrize("call", ["art('../art/cup', 'x')", "art_url('../../x')"])
def test_drawing_elsewhere(project: Project, art: Path, edit: Edit, call: str) -> None:
    """A drawing lies in the folder of its handout."""
    edit(project.root / TEMPLATE, "<h1>", f"{{{{ {call} }}}}<h1>")

    with pytest.raises(HandoutError, match="a picture cannot be called") as caught:
        fill_tea(project, "es")

    assert "templates/tea/art" == caught.value.where
    del art
