"""Every handout of the project in every language: what each printed file must have, whatever it says."""

import json
import mimetypes
import os
import re
import subprocess
import sys
import sysconfig
import zoneinfo
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markupsafe import escape
from weasyprint.formatting_structure import boxes

from handouts.checks.verapdf import Verdict, validate
from handouts.finding import Level
from handouts.fonts import font_folders, load_library, load_scripts
from handouts.handout import TITLE_KEY
from handouts.linebreaks import WORD_JOINER, ZERO_WIDTH_SPACE
from handouts.markup import choose_notice, write_date
from handouts.message import split
from handouts.pdf.geometry import find_pages
from handouts.pdf.read import PdfFile, read_pdf
from handouts.project import Project

if TYPE_CHECKING:
    from handouts.pipeline import Build

    MakeReal = Callable[[str, str, str], Build]
    Make = Callable[[Project, str, str], Build]

Edit = Callable[[Path, str, str], None]
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def squeeze(text: str) -> str:
    """Take out white space and all that only decides where lines end."""
    return "".join(text.split()).replace(WORD_JOINER, "").replace(ZERO_WIDTH_SPACE, "")


def read_file(build: "Build") -> PdfFile:
    """Read the finished file back."""
    return read_pdf(build.pdf.data)


def read_margins(build: "Build") -> list[str]:
    """Give what the margins of each page say, in the order of writing, without white space."""
    return [
        squeeze("".join(box.text for margin in page._page_box.children for box in _texts(margin)))  # noqa: SLF001
        for page in build.layout.document.pages
    ]


def _texts(box: object) -> Iterator[boxes.TextBox]:
    """Give the texts of a margin box."""
    if isinstance(box, boxes.MarginBox):
        yield from (each for each in box.descendants() if isinstance(each, boxes.TextBox))


def say(build: "Build", domain: str, key: str) -> str:
    """Give the words of a message as the page has them."""
    catalog = build.catalogs[domain]
    message = next(each for each in catalog.messages if each.key == key)
    return catalog.get(message) or message.msgid


def list_furniture(build: "Build", page: int) -> list[str]:
    """List what must stand in the margins of *page*: notice, title and language in both languages, version, page."""
    job = build.job
    notice = choose_notice(job.language, build.catalogs.values(), build.status)
    number = say(build, "page", "foot.page").replace("{page}", str(page)).replace("{pages}", str(build.layout.pages))
    words = [
        *([say(build, "page", f"notice.{notice}"), job.handout.english[f"notice.{notice}"]] if notice else []),
        say(build, job.handout.id, TITLE_KEY),
        job.handout.title,
        job.language.endonym,
        job.language.english,
        job.handout.version,
        write_date(job.handout.date, job.language),
        number,
    ]
    return [squeeze(each) for each in words]


def test_no_errors(real_build: "Build") -> None:
    """No check finds an error."""
    assert [] == [each for each in real_build.findings if each.level is Level.ERROR]


def test_pages(real_build: "Build") -> None:
    """No translation is longer than allowed, and English takes exactly the pages of its design, on any paper."""
    handout, paper = real_build.job.handout, real_build.job.paper
    sizes = {tuple(round(side / 72 * 25.4, 1) for side in page) for page in read_file(real_build).pages}

    assert {(paper.width, paper.height)} == sizes
    assert real_build.layout.pages <= handout.max_pages
    if real_build.job.language.tag == "en":
        assert handout.pages == real_build.layout.pages


def test_facts(real_build: "Build") -> None:
    """The file says its title, language and standards."""
    file, job = read_file(real_build), real_build.job

    assert f"{say(real_build, job.handout.id, TITLE_KEY)} – {job.language.endonym}" == file.title
    assert job.language.tag == file.language
    assert ("PDF/A-2A", "PDF/UA-1") == file.conformance


def test_bookmarks(real_build: "Build") -> None:
    """Every heading is a bookmark, and the first is the title."""
    file, handout = read_file(real_build), real_build.job.handout
    headings = file.tree.find(*_HEADINGS)

    assert [int(each.type[1:]) for each in headings] == [each.level for each in file.bookmarks]
    assert say(real_build, handout.id, TITLE_KEY) == file.bookmarks[0].title


def test_alternative_texts(real_build: "Build") -> None:
    """Every drawing that says something has its text, in the order of the page."""
    titles = re.findall(r"<svg[^>]* role=\"img\"><title>([^<]*)</title>", real_build.markup.html)

    assert titles
    expected = [" ".join(unescape(title).split()) for title in titles]
    assert expected == [figure.alt for figure in read_file(real_build).tree.find("Figure")]


def test_fonts(real_build: "Build", real: Project) -> None:
    """Only fonts of the language's script and of English are in the file, and all of them embedded."""
    scripts, known = load_scripts(real), load_library(real, ()).fonts
    latin = next(each for each in scripts.values() if each.latin)
    families = {*scripts[real_build.job.language.script].families, *latin.families}
    planned = {squeeze(known[family].collection or family) for family in families}
    fonts = read_file(real_build).fonts

    assert {True} == {is_embedded for _, is_embedded in fonts}
    assert set() == {name.replace("-", "").removesuffix("Bold") for name, _ in fonts} - planned


def test_call_box_first(real_build: "Build") -> None:
    """What to do in an emergency stands on page 1, whole."""
    assert (1,) == find_pages(real_build.layout.document, "call")


def test_every_page_says_what_it_is(real_build: "Build") -> None:
    """The margins of every page hold notice, title and language in both languages, version, date and page."""
    margins = read_margins(real_build)

    assert real_build.layout.pages == len(margins)
    missing = [
        (page, each)
        for page, text in enumerate(margins, 1)
        for each in list_furniture(real_build, page)
        if each not in text
    ]
    assert [] == missing


def test_every_page_can_be_read(real_build: "Build", real: Project, tmp_path: Path) -> None:
    """Another program reads the margins of every page: in Latin letters all of it, in other scripts the English."""
    path = tmp_path / "a.pdf"
    path.write_bytes(real_build.pdf.data)
    done = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True)  # noqa: S607
    pages = [squeeze(text) for text in done.stdout.split("\f")[:-1]]
    is_latin = load_scripts(real)[real_build.job.language.script].latin

    assert real_build.layout.pages == len(pages)
    for page, text in enumerate(pages, 1):
        wanted = [each for each in list_furniture(real_build, page) if is_latin or each.isascii()]
        assert len(wanted) >= 3
        assert [] == [each for each in wanted if each not in text]


def test_disclaimer_last(real_build: "Build") -> None:
    """Nothing is read after the disclaimer, and it has words of its own."""
    disclaimer = read_file(real_build).tree.find("Sect", "Div", "Art")
    leaves = list(read_file(real_build).tree.leaves)
    last = next(each for each in disclaimer if each.id == "disclaimer")

    assert len(last.text) > 50
    assert list(last.leaves)[-1] == leaves[-1]


def test_messages_all_printed(real_build: "Build") -> None:
    """The page says every sentence of its catalog once at least: none was lost on the way to HTML."""
    page = squeeze(re.sub(r"<[^>]*>", "", real_build.markup.html))
    handout = real_build.job.handout
    lost = [
        message.key
        for message in handout.messages
        for token in split(say(real_build, handout.id, message.key))
        if token.kind == "text" and squeeze(escape(token.name)) not in page
    ]

    assert [] == lost


@pytest.fixture(scope="session")
def verdicts(
    make_real: "MakeReal", sheets: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> list[Verdict]:
    """Ask veraPDF about all files at once."""
    folder = tmp_path_factory.mktemp("verapdf")
    paths = []
    for sheet in sheets:
        paths.append(folder / f"{'.'.join(sheet)}.pdf")
        paths[-1].write_bytes(make_real(*sheet).pdf.data)
    return list(validate(paths))


def test_standards(verdicts: list[Verdict], sheets: list[tuple[str, str, str]]) -> None:
    """Every file keeps PDF/UA-1 and PDF/A-2a, as veraPDF judges."""
    assert [] == [each for each in verdicts if not each.passed]
    assert {(".".join(sheet), flavour) for sheet in sheets for flavour in ("ua1", "2a")} == {
        (each.file.stem, each.flavour) for each in verdicts
    }


def test_same_bytes(real_build: "Build", second: Path) -> None:
    """Another process, with other hashes, in another time zone and language, makes the same file."""
    job = real_build.job
    if job.paper.name == "a4":
        assert real_build.pdf.data == (second / f"{job.handout.id}.{job.language.tag}.pdf").read_bytes()


def test_files_opened(second: Path, real: Project) -> None:
    """A build opens files of the project, fonts, and what Python itself needs; it asks no network."""
    opened = {Path(line) for line in (second / "opened.txt").read_text("utf-8").splitlines()}
    allowed = [
        *(real.templates, real.locales, real.styles, real.root / "cli", second),
        *font_folders({}, Path.home()),
        *map(
            Path,
            (
                sys.prefix,
                sys.base_prefix,
                *sysconfig.get_paths().values(),
                os.devnull,
                *mimetypes.knownfiles,
                *zoneinfo.TZPATH,
            ),
        ),
    ]

    assert real.locales / "languages.toml" in opened
    manifest = [json.loads(line) for line in (second / "manifest.jsonl").read_text("utf-8").splitlines()]
    tables = {real.locales / "languages.toml", real.styles / "paper.toml", real.styles / "scripts.toml"}
    known = tables | {real.root / name for row in manifest for name in row["inputs"]}
    data = {path for path in opened for folder in (real.templates, real.locales, real.styles) if folder in path.parents}
    assert set() == {path for path in data if path.is_file()} - known, "batch/key.py must know it, or files grow stale"
    assert [] == sorted(path for path in opened if not any(path.is_relative_to(folder) for folder in allowed))
