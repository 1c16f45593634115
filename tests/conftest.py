"""What several tests share: projects to work in, the real handouts built once, and no more."""

import datetime as dt
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xmlschema
from hypothesis import settings

from handouts.batch.files import write_files
from handouts.catalog.lookup import SOURCE_TAG, load_catalog
from handouts.engine import load_engine
from handouts.fonts import font_folders, load_library
from handouts.handout import list_handouts, load_handout
from handouts.language import load_languages
from handouts.project import Project
from handouts.signoff.archive import read_archive
from handouts.signoff.judge import judge
from handouts.signoff.people import Role, load_people
from handouts.signoff.proposal import Signer, propose
from handouts.signoff.text import make_source_text, make_text

if TYPE_CHECKING:
    from handouts.pipeline import Build

ROOT = Path(__file__).resolve().parents[1]
MACHINE_FONTS = os.environ.get("FONTCONFIG_FILE")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell lets what runs in the background ignore it
settings.register_profile("untimed", deadline=None)  # how fast a machine is decides no test
settings.load_profile("untimed")
# Another machine as far as a program can tell: order of sets, time zone, language, place.
ELSEWHERE = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}

# Who may sign in tests: id, role, languages.
TEAM = (
    ("tess", "translator", ("es", "ar")),
    ("ted", "translator", ("es",)),
    ("rae", "reviewer", ("es", "ar")),
    ("ray", "reviewer", ("es",)),
    ("lee", "clinical-lead", ()),
)
DAY = dt.date(2026, 11, 22)
Sign = Callable[..., str]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes tests/golden/ anew."""
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that takes ``real_build`` for each handout, language and sheet of the real project."""
    if "real_build" in metafunc.fixturenames:
        sheets = list(find_sheets(Project(ROOT)))
        metafunc.parametrize("real_build", sheets, indirect=True, ids="-".join, scope="session")


def find_sheets(project: Project) -> Iterator[tuple[str, str, str]]:
    """Give handout, language and paper of all that is printed: A4, and English on Letter too."""
    for name in list_handouts(project):
        yield from ((name, "en", paper) for paper in ("a4", "letter"))
        for language in load_languages(project).values():
            if (project.locales / language.posix / "LC_MESSAGES" / f"{name}.po").is_file():
                yield name, language.tag, "a4"


@pytest.fixture(autouse=True)
def machine_fonts() -> Iterator[None]:
    """Give the machine's own fonts back, which every build hides: WeasyPrint by itself crashes without any font."""
    _show_machine_fonts()  # a fixture of a whole module may have built something
    yield
    _show_machine_fonts()


def _show_machine_fonts() -> None:
    os.environ.pop("FONTCONFIG_FILE", None)
    if MACHINE_FONTS is not None:
        os.environ["FONTCONFIG_FILE"] = MACHINE_FONTS


@pytest.fixture(scope="session")
def real() -> Project:
    """Give the real project, to be read only."""
    return Project(ROOT)


@pytest.fixture(scope="session")
def sheets(real: Project) -> list[tuple[str, str, str]]:
    """Give handout, language and paper of all that the real project prints."""
    return list(find_sheets(real))


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a tiny real project of its own: one handout of three messages, in English, Spanish and most of Arabic."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "tiny", root)
    shutil.copytree(ROOT / "styles", root / "styles")
    return Project(root)


@pytest.fixture
def team(project: Project) -> Project:
    """Give the tiny project with people who may sign, and with what checks know of languages."""
    for name in ("checks.toml", "glossary.csv"):
        shutil.copy(ROOT / "locales" / name, project.locales)
    (project.locales / "people.toml").write_text("\n".join(write_person(*each) for each in TEAM), "utf-8")
    return project


def write_person(name: str, role: str, languages: tuple[str, ...]) -> str:
    """Write one person, whose credential holds through 2027."""
    said = f"languages = {json.dumps(languages)}\n" if languages else ""
    return f'[{name}]\nname = "Test {name}"\nroles = ["{role}"]\n{said}credential = "none"\nexpires = 2027-12-31\n'


@pytest.fixture
def sign() -> "Sign":
    """Give the way to sign the tiny handout in a language as it reads now: role, person, day."""

    def write(project: Project, tag: str, role: str, person: str, day: dt.date = DAY) -> str:
        language, handout = load_languages(project)[tag], load_handout(project, "tea")
        catalogs = [load_catalog(project, language, *each) for each in handout.domains.items()]
        is_source = tag == SOURCE_TAG
        text = make_source_text(project, handout) if is_source else make_text(project, tag, handout, catalogs)
        archive = read_archive(project, language)
        archive.refuse_faults()
        signer = Signer(load_people(project)[person], Role(role), day)
        record = propose(archive, judge(project, archive, "tea"), text, signer).record
        write_files(archive.add(record, text, None))
        return archive.where(record)

    return write


@pytest.fixture
def release(team: Project, sign: "Sign") -> Project:
    """Give the tiny project with English and Spanish signed by everybody."""
    for role, person in (("translator", "tess"), ("reviewer", "rae"), ("clinical-lead", "lee")):
        sign(team, "es", role, person)
    sign(team, "en", "clinical-lead", "lee")
    return team


@pytest.fixture
def edit() -> Callable[[Path, str, str], None]:
    """Give the way to replace a text of a file; it must be there."""

    def replace(path: Path, old: str, new: str) -> None:
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    return replace


@pytest.fixture(scope="session")
def find_schema_errors() -> Callable[[str, bytes], list[str]]:
    """Give the judge of XLIFF: from "xliff" or "xliff2" and a file to what the OASIS schema says against it.

    A Debian package carries the schemas; nothing is fetched where they look for xml.xsd.
    """
    folder = Path("/usr/share/php/Symfony/Component/Translation/Resources/schemas")  # of php-symfony-translation
    names = {"xliff": "xliff-core-1.2-strict.xsd", "xliff2": "xliff-core-2.0.xsd"}
    own = str(folder / "xml.xsd")

    @cache
    def load(name: str) -> xmlschema.XMLSchema10:
        return xmlschema.XMLSchema10(
            str(folder / names[name]),
            locations={"http://www.w3.org/XML/1998/namespace": own},
            uri_mapper=lambda uri: own if uri.endswith("xml.xsd") else uri,
            allow="local",
        )

    return lambda name, data: [str(error.reason) for error in load(name).iter_errors(data.decode())]


@pytest.fixture(scope="session")
def make() -> "Callable[[Project, str, str, str], Build]":
    """Give the way from a project, handout, language and paper to a build with the fonts of this machine."""

    def make_build(project: Project, name: str, tag: str, paper: str = "a4") -> "Build":
        before = dict(os.environ)
        load_engine(os.environ)
        from handouts.pipeline import Job, build  # noqa: PLC0415 -- needs the engine
        from handouts.styles import load_papers  # noqa: PLC0415 -- as its neighbour

        library = load_library(project, font_folders(os.environ, Path.home()))
        job = Job(load_handout(project, name), load_languages(project)[tag], load_papers(project)[paper])
        try:
            return build(project, library, job)
        finally:
            os.environ.clear()
            os.environ.update(before)

    return make_build


@pytest.fixture(scope="session")
def second_run(real: Project, tmp_path_factory: pytest.TempPathFactory) -> "Iterator[subprocess.Popen[str]]":
    """Build everything once more beside the tests, in another process that believes to be elsewhere."""
    folder = tmp_path_factory.mktemp("second")
    (folder / "temporary").mkdir()
    command = [sys.executable, str(ROOT / "tests" / "watched.py"), str(folder / "opened.txt"), "build"]
    command += ["--output", str(folder), "--jobs", "0"]  # one process is watched
    environ = {**os.environ, **ELSEWHERE, "TMPDIR": str(folder / "temporary"), "PYTHONDONTWRITEBYTECODE": "1"}
    with (
        (folder / "log.txt").open("w") as log,
        subprocess.Popen(command, cwd=real.styles, env=environ, stdout=log, stderr=log, text=True) as process,
    ):
        yield process
        process.kill()


@pytest.fixture(scope="session")
def make_real(
    real: Project,
    make: "Callable[[Project, str, str, str], Build]",
    second_run: "subprocess.Popen[str]",  # noqa: ARG001 -- it runs meanwhile
) -> "Callable[[str, str, str], Build]":
    """Give the way to a build of the real project, made once a session."""
    return cache(lambda name, tag, paper: make(real, name, tag, paper))


@pytest.fixture(scope="session")
def second(
    second_run: "subprocess.Popen[str]",
    make_real: "Callable[[str, str, str], Build]",
    sheets: list[tuple[str, str, str]],
) -> Path:
    """Wait for the second run; give the folder with its files, ``opened.txt`` and ``log.txt``."""
    for sheet in sheets:  # while it runs
        make_real(*sheet)
    folder = Path(second_run.args[2]).parent  # type: ignore[index,arg-type]
    assert 0 == second_run.wait(), (folder / "log.txt").read_text("utf-8")
    return folder


@pytest.fixture(scope="session")
def real_build(request: pytest.FixtureRequest, make_real: "Callable[[str, str, str], Build]") -> "Build":
    """Give each build of the real project in turn."""
    return make_real(*request.param)
