"""Keys: what a job depends on, all of it and no more."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.batch.key import Key, Keyring
from handouts.batch.versions import find_versions
from handouts.fonts import FontLibrary
from handouts.project import Project
from handouts.task import Task

MakeTask = Callable[..., Task]
Edit = Callable[[Path, str, str], None]
ARABIC = "scripts.toml [Arab] changed"
TABLES = {"locales/languages.toml", "styles/paper.toml", "styles/scripts.toml"}  # a job has its part of each
TEMPLATE = "templates/tea/handout.html.jinja"


@pytest.fixture
def explain(project: Project, library: FontLibrary, make_task: MakeTask) -> Callable[..., dict[str, tuple[str, ...]]]:
    """Give the way to do something, and to see in which language the keys changed, and why."""

    def compare(change: Callable[[], object], **options: bool) -> dict[str, tuple[str, ...]]:
        tags = ("en", "es", "ar")
        before = {tag: Keyring(project, library, {"engine": "1"}).make(make_task(tag)) for tag in tags}
        change()
        after = {tag: Keyring(project, library, {"engine": "1"}).make(make_task(tag, **options)) for tag in tags}
        found = {}
        for tag in tags:
            older, newer = before[tag], after[tag]
            assert older is not None
            assert newer is not None
            assert (older.digest == newer.digest) is (not newer.explain(older))
            found[tag] = newer.explain(older)
        return {tag: why for tag, why in found.items() if why}

    return compare


def test_nothing(explain: Callable[..., object]) -> None:
    """Nothing changed: nothing to tell."""
    assert {} == explain(lambda: None)


@pytest.mark.parametrize(
    ("path", "old", "new", "tags", "why"),
    [
        ("locales/es/LC_MESSAGES/tea.po", "Espere", "Esperen", ["es"], "locales/es/LC_MESSAGES/tea.po changed"),
        (TEMPLATE, "Wait", "Stay", ["en", "es", "ar"], f"{TEMPLATE} changed"),
        ("locales/languages.toml", "Spanish", "Castilian", ["es"], "languages.toml [es] changed"),
        ("styles/tokens.css", "html", "html ", ["en", "es", "ar"], "styles/tokens.css changed"),
        ("styles/paper.toml", "width = 210", "width = 209", ["en", "es", "ar"], "paper.toml [a4] changed"),
        ("styles/paper.toml", "width = 215.9", "width = 215", [], ""),
        ("styles/scripts.toml", '["Noto Naskh Arabic"', '["Noto Sans", "Noto Naskh Arabic"', ["ar"], ARABIC),
    ],
)  # fmt: skip
def test_change(  # noqa: PLR0913 -- three fixtures and a case
    explain: Callable[..., object],
    edit: Edit,
    project: Project,
    *,
    path: str,
    old: str,
    new: str,
    tags: list[str],
    why: str,
) -> None:
    """What is changed is told by name, for the jobs that it has a say in."""
    assert dict.fromkeys(tags, (why,)) == explain(lambda: edit(project.root / path, old, new))


def test_unprinted(explain: Callable[..., object], project: Project) -> None:
    """Notes and sources that no page shows have no say."""

    def add() -> None:
        for name in ("claims.toml", "quality.md", ".handout.html.jinja.swp"):
            (project.templates / "tea" / name).write_text("x", "utf-8")

    assert {} == explain(add)


def test_new_and_gone(explain: Callable[..., object], project: Project) -> None:
    """A file that comes or goes is told."""
    path = project.locales / "es" / "signoff" / "sums"
    path.parent.mkdir()

    assert {"es": ("locales/es/signoff/sums is new",)} == explain(path.touch)
    assert {"es": ("locales/es/signoff/sums is gone",)} == explain(path.unlink)


@pytest.mark.parametrize("name", ["en/signoff/sums", "people.toml", "allowed_signers"])
def test_signatures(explain: Callable[..., object], project: Project, name: str) -> None:
    """Who may sign, and who has signed the English, has a say in every language."""
    path = project.locales / name
    path.parent.mkdir(parents=True, exist_ok=True)

    assert dict.fromkeys(("en", "es", "ar"), (f"locales/{name} is new",)) == explain(path.touch)


def test_release(explain: Callable[..., object]) -> None:
    """A release is another job than a draft."""
    assert dict.fromkeys(("en", "es", "ar"), ("option --release is new",)) == explain(lambda: None, release=True)


def test_versions() -> None:
    """Another version of a program is told."""
    assert ("Pango changed",) == Key({"a": "1"}, {"Pango": "1"}).explain(Key({"a": "1"}, {"Pango": "2"}))


def test_fonts(project: Project, library: FontLibrary, make_task: MakeTask) -> None:
    """Font files count by what is in them; a font that is missing makes no key."""
    key = Keyring(project, library, {}).make(make_task("es"))
    assert key is not None
    assert {"font Noto Sans 400: NotoSans-Regular.ttf", "font Noto Sans 700: NotoSans-Bold.ttf"} <= key.inputs.keys()

    assert Keyring(project, FontLibrary(library.fonts, {}, None), {}).make(make_task("es")) is None


def test_whole(project: Project, library: FontLibrary, make_task: MakeTask, tmp_path: Path) -> None:
    """Every file of the project that a build opens is in the key of its job, as a file or as a table of one."""
    watched = [sys.executable, str(Path(__file__).parents[1] / "watched.py"), str(tmp_path / "opened.txt")]
    command = [*watched, "build", "-l", "es", "--jobs", "0", "--output", str(tmp_path / "output")]
    done = subprocess.run(command, cwd=project.root, check=False, capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr
    key = Keyring(project, library, {}).make(make_task("es"))
    assert key is not None

    opened = map(Path, (tmp_path / "opened.txt").read_text("utf-8").splitlines())
    names = {project.name(path) for path in opened if path.is_relative_to(project.root) and path.is_file()}
    assert set() == names - key.inputs.keys() - TABLES
    assert TEMPLATE in names


def test_all_versions() -> None:
    """Our own code, the packages that we need, what they need, and the libraries below them have a version."""
    versions = find_versions()

    assert {
        "handouts",
        "python",
        "weasyprint",
        "pydyf",
        "fonttools",
        "cffi",
        "Pango",
        "HarfBuzz",
        "zlib",
    } <= versions.keys()
    assert not {"pytest", "ruff", "starlette"} & versions.keys()
    assert all(versions.values())
