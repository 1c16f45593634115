"""The style sheets of one page: those of styles/, and the rules that come from data."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.errors import HandoutError
from handouts.fonts import FontFace, FontLibrary, font_folders, load_library, load_scripts
from handouts.language import find_language
from handouts.project import Project
from handouts.styles import (
    FITS,
    FLOWS,
    REVIEW_SHEETS,
    SHEETS,
    Paper,
    Style,
    find_paper,
    load_papers,
    make_style,
    write_font_face,
    write_margins,
    write_script,
)

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def library(project: Project) -> FontLibrary:
    """Give the fonts of this machine."""
    return load_library(project, font_folders({}, Path.home()))


def make(project: Project, library: FontLibrary, tag: str) -> Style:
    """Make the style of a language on A4."""
    return make_style(project, library, find_language(project, tag), load_papers(project)["a4"])


def test_papers(real: Project) -> None:
    """A4 and US Letter have their sizes, and margins that every printer can keep."""
    papers = load_papers(real)

    assert {"a4": (210, 297), "letter": (215.9, 279.4)} == {
        name: (paper.width, paper.height) for name, paper in papers.items()
    }
    assert all(paper.edge >= 6 <= paper.side for paper in papers.values())


@pytest.mark.parametrize(
    ("tag", "families", "has_latin"), [("es", ["Noto Sans"], True), ("ar", ["Noto Naskh Arabic", "Noto Sans"], False)]
)
def test_fonts(project: Project, library: FontLibrary, tag: str, families: list[str], has_latin: bool) -> None:  # noqa: FBT001
    """The fonts of the script and of English are named by file, normal and bold, each once."""
    style = make(project, library, tag)

    expected = [(family, weight) for family in families for weight in (400, 700)]
    assert expected == [(face.family, face.weight) for face in style.faces]
    rules = re.findall(r'@font-face \{ font-family: "([^"]*)"; font-weight: (\d+); src: url\("([^"]*)"\) \}', style.css)
    assert [(face.family, str(face.weight), face.path.as_uri()) for face in style.faces] == rules
    assert has_latin is style.has_latin_letters


def test_sheets(project: Project, library: FontLibrary) -> None:
    """Data comes first, so that the sheets of styles/ go before it; each fit adds its own sheets in order."""
    style = make(project, library, "es")
    sheets = {path.stem: path.read_text("utf-8") for path in project.styles.glob("*.css")}

    assert style.css.index("@font-face") < style.css.index(sheets["tokens"]) < style.css.index(sheets["page"])
    for fits, texts in ((FITS, style.fits), (FLOWS, style.flows)):
        assert [(name, "\n".join(sheets[each] for each in names)) for name, names in fits.items()] == [*texts.items()]


def test_every_sheet_used(real: Project) -> None:
    """No style sheet lies unused in styles/."""
    used = {*SHEETS, *REVIEW_SHEETS} | {name for names in (FITS | FLOWS).values() for name in names}

    assert {path.stem for path in real.styles.glob("*.css")} == used


def test_font_face(tmp_path: Path) -> None:
    """A file with spaces in its name is named as a URL."""
    face = FontFace("A B", 700, tmp_path / "a b.ttf")

    expected = f'@font-face {{ font-family: "A B"; font-weight: 700; src: url("{tmp_path.as_uri()}/a%20b.ttf") }}'
    assert expected == write_font_face(face)


def test_script(real: Project) -> None:
    """The reader's script sets fonts and line heights, and English keeps its own fonts inside of it."""
    scripts = load_scripts(real)
    urdu = scripts["Aran"]
    css = write_script(urdu, scripts["Latn"])

    assert 'html { font-family: "Noto Nastaliq Urdu", "Noto Sans"; ' in css
    assert f"--lh: {urdu.body}; --lh-s: {urdu.tight}; --lh-h: {urdu.heading}; --scale: {urdu.scale} }}" in css
    assert '\n[lang=en] { font-family: "Noto Sans" }' in css


def test_margins() -> None:
    """The margins hold what runs in them and the white around it."""
    css = write_margins(Paper("a5", 148, 210, 12, 7), 10.123, 20)

    assert "@page { size: 148mm 210mm; margin: 17.12mm 12mm 27.00mm }" == css


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "message"),
    [
        ("locales/languages.toml", '"Arab"', '"Arax"', "styles/scripts.toml", 'no [script.Arax] table for "ar"'),
        ("styles/scripts.toml", "latin = true", "", "styles/scripts.toml", "no script has latin = true"),
        ("styles/scripts.toml", "[script.Arab]", "[script.Arab]\nweight = 3", "styles/scripts.toml:", "weight"),
        ("styles/paper.toml", "width = 210", 'width = "wide"', "styles/paper.toml:", "width"),
    ],
)
def test_wrong_data(  # noqa: PLR0913 -- three fixtures and the parts of a case
    project: Project, library: FontLibrary, edit: Edit, *, file: str, old: str, new: str, where: str, message: str
) -> None:
    """What is missing or wrong in the data is told with its place."""
    edit(project.root / file, old, new)

    with pytest.raises(HandoutError) as caught:
        make(project, library, "ar")

    assert (caught.value.where or "").startswith(where)
    assert message in caught.value.message


def test_missing_sheet(project: Project, library: FontLibrary) -> None:
    """A style sheet that is not there is told by name."""
    (project.styles / "flow.css").unlink()

    with pytest.raises(HandoutError, match="there is no such file") as caught:
        make(project, library, "es")

    assert "styles/flow.css" == caught.value.where


@pytest.mark.parametrize(
    ("name", "hint"),
    [("leter", 'did you mean "letter"?'), ("A4", 'did you mean "a4"?'), ("x", "the papers are: a4, letter")],
)
def test_unknown_paper(real: Project, name: str, hint: str) -> None:
    """A sheet that paper.toml does not name is answered with the nearest, or with all."""
    with pytest.raises(HandoutError, match=f'styles/paper.toml: unknown paper "{name}"') as caught:
        find_paper(real, name)

    assert hint == caught.value.hint
