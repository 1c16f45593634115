"""Pages of a translation: their number and fit, and what is found on them."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.checks.pages import check_pages
from handouts.engine import load_engine
from handouts.finding import Finding
from handouts.fonts import font_folders, load_library
from handouts.handout import load_handout
from handouts.language import find_language
from handouts.pipeline import Job
from handouts.project import Project
from handouts.styles import load_papers

Edit = Callable[[Path, str, str], None]


@pytest.fixture
def check(project: Project) -> Callable[[], tuple[str, tuple[Finding, ...]]]:
    """Give the way to the pages of the tiny project's Spanish, and to what is found on them."""

    def check_spanish() -> tuple[str, tuple[Finding, ...]]:
        load_engine(os.environ)
        library = load_library(project, font_folders(os.environ, Path.home()))
        job = Job(load_handout(project, "tea"), find_language(project, "es"), load_papers(project)["a4"])
        pages = check_pages(project, library, job)
        return str(pages), pages.findings

    return check_spanish


def test_sound(check: Callable[[], tuple[str, tuple[Finding, ...]]]) -> None:
    """A page that is as designed has its number, and nothing to find."""
    assert ("tea 1", ()) == check()


def test_long(check: Callable[[], tuple[str, tuple[Finding, ...]]], project: Project, edit: Edit) -> None:
    """More pages than are allowed are found, in the file that holds the text."""
    edit(project.templates / "tea" / "handout.html.jinja", "</h1>\n<p>", '</h1>\n<p style="margin-top: 300mm">')
    pages, (finding,) = check()

    assert "tea 2 (compact flow)" == pages
    assert ("too-many-pages", "locales/es/LC_MESSAGES/tea.po") == (finding.code, finding.where)


def test_broken(check: Callable[[], tuple[str, tuple[Finding, ...]]], project: Project, edit: Edit) -> None:
    """What cannot be laid out is found too, with its line."""
    edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "<b>caliente</b>", "caliente")
    pages, (finding,) = check()

    assert ("tea 0 (none)", "no-pages", "locales/es/LC_MESSAGES/tea.po:14") == (pages, finding.code, finding.where)


def test_command(
    project: Project, real: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The table of "handouts check --pages" tells pages and fit; a pseudo-language is checked for its pages only."""
    for name in ("checks.toml", "pseudo.toml"):
        (project.locales / name).write_bytes((real.locales / name).read_bytes())
    monkeypatch.chdir(project.root)

    assert 0 == run(["check", "--pages", "-l", "es", "-l", "en-XA"])
    head, *rows = capsys.readouterr().out.splitlines()
    assert "pages" == head.split()[-1]
    assert [["es", "1"], ["en-XA", "1"]] == [[row.split()[0], row.split()[-1]] for row in rows]
