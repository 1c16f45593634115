"""Handouts: what their settings and templates say, and what is wrong with them."""

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.errors import HandoutError
from handouts.handout import collect_handouts, find_picture, list_handouts, load_handout, load_handouts
from handouts.project import Project

Edit = Callable[[Path, str, str], None]
SETTINGS = "templates/tea/handout.toml"
TEMPLATE = "templates/tea/handout.html.jinja"


def test_read(project: Project) -> None:
    """A handout has its settings, its messages in order, and those of the page frame beside them."""
    handout = load_handout(project, "tea")

    assert ("tea", "1.0", dt.date(2026, 11, 22), dt.date(2027, 11, 22)) == (
        handout.id,
        handout.version,
        handout.date,
        handout.next_review,
    )
    assert (1, 1, ("tea",), None) == (handout.pages, handout.max_pages, handout.keywords, handout.limits)
    assert ["title", "water", "wait"] == [message.key for message in handout.messages]
    assert {"page": ("disclaimer",), "tea": ("title", "water", "wait")} == {
        domain: tuple(each.key for each in messages) for domain, messages in handout.domains.items()
    }
    assert ("A cup of tea", "tea/handout.html.jinja") == (handout.title, handout.template)


def test_all(project: Project) -> None:
    """A folder with settings is a handout; folders for all handouts are none."""
    shutil.copytree(project.templates / "tea", project.templates / "coffee")
    (project.templates / "drafts").mkdir()

    assert ["coffee", "tea"] == list_handouts(project) == [each.id for each in load_handouts(project)]


def test_real(real: Project) -> None:
    """Each handout of the project is reviewed within a year of its date, and has limits for its English."""
    for handout in load_handouts(real):
        assert dt.timedelta(0) < handout.next_review - handout.date <= dt.timedelta(366)
        assert handout.limits is not None


@pytest.mark.parametrize(
    ("name", "hint"), [("te", 'did you mean "tea"?'), ("x", "the handouts are: tea"), ("../tea", 'did you mean "tea"?')]
)
def test_unknown(project: Project, name: str, hint: str) -> None:
    """A wrong name is answered with the nearest, or with all."""
    with pytest.raises(HandoutError) as caught:
        load_handout(project, name)

    assert (f'unknown handout "{name}"', "templates", hint) == (
        caught.value.message,
        caught.value.where,
        caught.value.hint,
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "where", "message"),
    [
        (SETTINGS, "\npages = 1\n", "\npages = 2\n", SETTINGS, '"pages" must be at least 1 and at most "max_pages"'),
        (SETTINGS, "\npages = 1\n", "\npages = 0\n", SETTINGS, '"pages"'),
        (SETTINGS, "2026-11-22", '"2026-11-22"', f"{SETTINGS}:2", "date"),
        (SETTINGS, "2027-11-22", "2026-11-21", f"{SETTINGS}:3", '"next_review" must not be before "date"'),
        (SETTINGS, '"1.0"', '" "', f"{SETTINGS}:1", '"version" in [handout] must be a text of one line'),
        (SETTINGS, '"The handouts', '"The\\u0007 handouts', f"{SETTINGS}:6", '"author" in [handout]'),
        (SETTINGS, '["tea"]', "[1]", f"{SETTINGS}:7", '"keywords" in [handout] must be a list of texts'),
        (SETTINGS, '["tea"]', '["tea"]\n[reading]\ngrade = nan', f"{SETTINGS}:9", "must be a number below"),
        (SETTINGS, 'version = "1.0"', "", SETTINGS, "version"),
        (SETTINGS, "version", "versoin", SETTINGS, "versoin"),
        (SETTINGS, '"1.0"', "1.0.0", SETTINGS, ""),
        (TEMPLATE, 'trans "title"', 'trans "name"', "templates/tea", "the handout has no title"),
        (TEMPLATE, 'trans "wait"', 'trans "disclaimer"', f"{TEMPLATE}:5", "belongs to the page frame"),
        (TEMPLATE, 'trans "wait"', 'trans "water"', f"{TEMPLATE}:5", "already stands for another text"),
    ],
)
def test_wrong(  # noqa: PLR0913 -- two fixtures and the parts of a case
    project: Project, edit: Edit, *, file: str, old: str, new: str, where: str, message: str
) -> None:
    """What is missing or wrong is told with its place."""
    edit(project.root / file, old, new)

    with pytest.raises(HandoutError) as caught:
        load_handout(project, "tea")

    assert (caught.value.where or "").startswith(where)
    assert message in caught.value.message


def test_reserved_names(project: Project) -> None:
    """A folder whose name begins with "_" is no handout; one that cannot be an id is told."""
    for name in ("_drafts", "page", "two words"):
        shutil.copytree(project.templates / "tea", project.templates / name)

    assert ["page", "tea", "two words"] == list_handouts(project)
    for name in ("page", "two words"):
        with pytest.raises(HandoutError, match=f'templates/{name}: "{name}" cannot be the name of a handout'):
            load_handout(project, name)


def test_no_template(project: Project) -> None:
    """A missing template is named as such."""
    (project.root / TEMPLATE).unlink()

    with pytest.raises(HandoutError, match=f"{TEMPLATE}: there is no such template"):
        load_handout(project, "tea")


def test_settings_are_a_folder(project: Project) -> None:
    """A folder in the place of the settings is told."""
    (project.root / SETTINGS).unlink()
    (project.root / SETTINGS).mkdir()

    with pytest.raises(HandoutError, match=f"{SETTINGS}: this is not a file"):
        load_handout(project, "tea")


def test_empty_lists(project: Project, edit: Edit) -> None:
    """A handout may have no keywords, and no names or words to look for."""
    limits = "grade = 6\nlongest = 25\nmean = 14\nnames = []\nbanned = []\nskipped = []"
    edit(project.root / SETTINGS, 'keywords = ["tea"]', f"keywords = []\n[reading]\n{limits}")

    handout = load_handout(project, "tea")

    assert handout.limits is not None
    assert ((), (), ()) == (handout.keywords, handout.limits.names, handout.limits.skipped)


def test_collect(project: Project) -> None:
    """Each handout asked for comes once; what cannot be read is kept with the others' errors."""
    failed: list[HandoutError] = []

    handouts = list(collect_handouts(project, ("te", "tea", "tea"), failed))

    assert (["tea"], ['unknown handout "te"']) == ([each.id for each in handouts], [each.message for each in failed])


def test_picture(project: Project) -> None:
    """A drawing is found by name in the handout's own folder."""
    path = project.templates / "tea" / "art" / "cup.svg"
    path.parent.mkdir()
    path.touch()

    assert path == find_picture(project, "tea", "cup")
    with pytest.raises(HandoutError, match='there is no picture "pot"') as caught:
        find_picture(project, "tea", "pot")
    assert "templates/tea/art/pot.svg" == caught.value.where
