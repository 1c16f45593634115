"""The doctor: each gap is named with the command that mends it; what only verifying needs stops nothing."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from handouts import doctor
from handouts.doctor import MISSING, OK, OPTIONAL, Diagnosis, Machine, examine
from handouts.errors import HandoutError
from handouts.fonts import font_folders, load_library
from handouts.installer import INSTALLERS
from handouts.project import Project

DEBIAN = INSTALLERS["apt-get"]


def load_nothing(name: str) -> Any:  # noqa: ANN401
    """Load no library at all."""
    raise OSError(name)


def load_old_fontconfig(_: str) -> Any:  # noqa: ANN401
    """Load libraries that know no text but the number of their version."""
    return SimpleNamespace(FcGetVersion=lambda: 21401, pango_version_string=say_version, hb_version_string=say_version)


def say_version() -> bytes:
    """Tell a version as C libraries do."""
    return b"1.2.3"


@pytest.fixture
def machine(project: Project) -> Machine:
    """Give a machine where everything is found."""
    fonts = load_library(project, font_folders(os.environ, Path.home()), DEBIAN)
    return Machine({}, lambda name: f"/bin/{name}", load_old_fontconfig, fonts)


def find(project: Project, machine: Machine, subject: str) -> Diagnosis:
    """Give what is said of one subject."""
    return next(each for each in examine(project, machine) if each.subject == subject)


def test_all_there(project: Project, machine: Machine) -> None:
    """Where everything is found, everything is ok, with versions."""
    found = {each.subject: each.found for each in examine(project, machine) if each.state == OK}

    assert ("1.2.3", "2.14.1", "/bin/verapdf") == (found["Pango"], found["fontconfig"], found["veraPDF"])
    assert found["Noto Naskh Arabic"].startswith("NotoNaskhArabic-Regular.ttf 2.")
    assert [] == [each for each in examine(project, machine) if each.state != OK]


def test_keys(project: Project, machine: Machine) -> None:
    """Where someone signs with a key, ssh-keygen is needed; elsewhere nobody is bothered with it."""
    nothing = replace(machine, which=lambda _: None)
    assert "ssh-keygen" not in {each.subject for each in examine(project, nothing)}

    path = project.locales / "allowed_signers"
    path.write_text(
        'rae namespaces="handouts-signoff" ssh-ed25519 A\nlee namespaces="handouts-signoff" ssh-ed25519 B\n'
    )
    hint = "sudo apt-get install openssh-client"
    expected = Diagnosis("ssh-keygen", MISSING, "not found; lee, rae sign with a key", hint)
    assert expected == find(project, nothing, "ssh-keygen")
    assert Diagnosis("ssh-keygen", OK, "/bin/ssh-keygen") == find(project, machine, "ssh-keygen")

    path.write_text("* ssh-ed25519 A\n")
    found = find(project, machine, "ssh-keygen")
    assert (MISSING, "locales/allowed_signers:1: a line names its person, without * or ?") == (found.state, found.found)


def test_languages(project: Project, machine: Machine) -> None:
    """Each font names the languages that need it."""
    assert ("en", "es", "ar") == find(project, machine, "Noto Sans").languages
    assert ("ar",) == find(project, machine, "Noto Naskh Arabic").languages


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", "sudo apt-get install libharfbuzz-subset0"),
        ("dnf", "sudo dnf install pango"),
        ("brew", "brew install pango"),
        ("pacman", "pacman -S mingw-w64-ucrt-x86_64-pango"),
        (None, doctor.ENGINE_HELP),
    ],
)
def test_missing_library(project: Project, machine: Machine, program: str | None, command: str) -> None:
    """A system library that cannot be loaded is missing, with the command for this system."""
    fonts = replace(machine.fonts, installer=INSTALLERS[program] if program else None)

    diagnosis = find(project, replace(machine, load=load_nothing, fonts=fonts), "HarfBuzz subset")

    assert Diagnosis("HarfBuzz subset", MISSING, "not found", command) == diagnosis


def test_silent_library(project: Project, machine: Machine) -> None:
    """A library that does not tell its version is there all the same."""
    bare = replace(machine, load=lambda _: SimpleNamespace())

    assert [(OK, "libpango-1.0.so.0"), (OK, "libfontconfig.so.1")] == [
        (each.state, each.found) for each in (find(project, bare, "Pango"), find(project, bare, "fontconfig"))
    ]


def test_nothing_of_the_engine(project: Project, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without WeasyPrint, and fontTools that comes with it, there is a line, not a traceback."""
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    monkeypatch.setitem(sys.modules, "fontTools.ttLib", None)

    assert MISSING == find(project, machine, "WeasyPrint").state
    assert OK == find(project, machine, "Noto Sans").state


def test_missing_font(project: Project, machine: Machine) -> None:
    """A font that is not there is missing, with its package and the languages that wait for it."""
    files = {name: path for name, path in machine.fonts.files.items() if "Naskh" not in name}

    diagnosis = find(project, replace(machine, fonts=replace(machine.fonts, files=files)), "Noto Naskh Arabic")

    assert (MISSING, "sudo apt-get install fonts-noto-core", ("ar",)) == (
        diagnosis.state,
        diagnosis.hint,
        diagnosis.languages,
    )


def test_broken_font(project: Project, machine: Machine, tmp_path: Path) -> None:
    """A file that has a font's name but holds none is missing, too."""
    fake = tmp_path / "NotoSans-Regular.ttf"
    fake.write_bytes(b"no font")
    fonts = replace(machine.fonts, files={**machine.fonts.files, fake.name: fake})

    diagnosis = find(project, replace(machine, fonts=fonts), "Noto Sans")

    assert MISSING == diagnosis.state
    assert diagnosis.found.startswith(f"{fake} is not a readable font")


def test_engine_fails(project: Project, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint is missing when it cannot load what it needs."""

    def fail(_: object) -> None:
        raise HandoutError("WeasyPrint cannot load the system library libpango")

    monkeypatch.setattr(doctor, "load_engine", fail)

    assert MISSING == find(project, machine, "WeasyPrint").state


@pytest.mark.parametrize(
    ("which", "state", "hint"),
    [
        (lambda _: None, OPTIONAL, "sudo apt-get install default-jre-headless"),
        ({"verapdf": "/opt/verapdf"}.get, OK, ""),
    ],
)
def test_verapdf(project: Project, machine: Machine, which: Callable[[str], str | None], state: str, hint: str) -> None:
    """VeraPDF is optional; a program of that name is enough."""
    diagnosis = find(project, replace(machine, which=which), "veraPDF")

    assert (state, hint) == (diagnosis.state, diagnosis.hint)


def test_verapdf_without_jaxb(
    project: Project, machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Java alone is not enough for veraPDF."""
    monkeypatch.setattr(doctor, "JAXB", tmp_path / "none.jar")

    diagnosis = find(project, replace(machine, which={"java": "/bin/java"}.get), "veraPDF")

    assert (OPTIONAL, "sudo apt-get install libjaxb-java") == (diagnosis.state, diagnosis.hint)


def test_exchange(project: Project, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What only exchanging files needs is optional, with the command that installs it."""
    monkeypatch.setattr(doctor, "find_spec", lambda name: None if name == "openpyxl" else name)
    diagnosis = find(project, machine, "exchange")

    assert (OPTIONAL, "pip install 'handouts[exchange]'") == (diagnosis.state, diagnosis.hint)
    assert diagnosis.found.startswith("openpyxl not installed")
