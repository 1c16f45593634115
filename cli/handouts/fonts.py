"""Fonts: the families a script is set in (styles/scripts.toml), and the files that hold them; not their use."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.datafile import Table, read_tables
from handouts.errors import HandoutError
from handouts.installer import Installer
from handouts.linebreaks import LineBreaks
from handouts.project import Project

SUFFIXES = (".ttf", ".otf", ".ttc")
WEIGHTS = {"regular": 400, "bold": 700}


@dataclass(frozen=True)
class Script:
    """How a script is set: families in the order they are tried, line heights, factor on sizes, italics, line breaks.

    *latin* scripts hold the letters A to Z; in all others a run of such letters is a foreign word.
    """

    families: tuple[str, ...]
    body: float
    tight: float
    heading: float
    scale: float
    italic: bool
    latin: bool
    breaks: LineBreaks


@dataclass(frozen=True)
class Font:
    """One family: file names to look for by weight, and the packages that hold them by package manager."""

    family: str
    files: Mapping[int, tuple[str, ...]]
    collection: str | None
    packages: Mapping[str, str]
    where: str


@dataclass(frozen=True)
class FontFace:
    """One file for one @font-face rule; for a .ttc *family* names the collection: its families keep their own names."""

    family: str
    weight: int
    path: Path


@dataclass(frozen=True)
class FontLibrary:
    """The fonts a project may use, the font files on this machine by name, and how to install more."""

    fonts: Mapping[str, Font]
    files: Mapping[str, Path]
    installer: Installer | None


def load_scripts(project: Project) -> dict[str, Script]:
    """Read the ``[script.*]`` tables of styles/scripts.toml by ISO 15924 code."""
    tables = read_tables(project, _data(project), "script")
    return {table.name.partition(".")[2]: _read_script(table) for table in tables}


def load_library(project: Project, folders: Iterable[Path], installer: Installer | None = None) -> FontLibrary:
    """Read the ``[font.*]`` tables and list the font files in styles/fonts/ and *folders*, whose first find counts."""
    tables = read_tables(project, _data(project), "font")
    fonts = {table.name.partition(".")[2]: _read_font(table) for table in tables}
    files: dict[str, Path] = {}
    for folder in (project.styles / "fonts", *folders):
        for path in _walk(folder):
            files.setdefault(path.name, path)
    return FontLibrary(fonts, files, installer)


def font_folders(environ: Mapping[str, str], home: Path) -> tuple[Path, ...]:
    """List where systems keep fonts, the user's own first: Linux (XDG), macOS, Windows; not all of them exist.

    Relative folders are left out, as the XDG rules demand.
    """
    shared = (environ.get("XDG_DATA_DIRS") or os.pathsep.join(("/usr/local/share", "/usr/share"))).split(os.pathsep)
    local = environ.get("XDG_DATA_HOME", "")
    own = Path(local) if Path(local).is_absolute() else home / ".local/share"
    folders = [own / "fonts", home / ".fonts", home / "Library/Fonts"]
    folders += [Path(folder) / "fonts" for folder in shared if Path(folder).is_absolute()]
    folders += [Path("/usr/local/share/fonts"), Path("/usr/share/fonts"), Path("/Library/Fonts")]
    if "LOCALAPPDATA" in environ:
        folders.append(Path(environ["LOCALAPPDATA"]) / "Microsoft/Windows/Fonts")
    if "WINDIR" in environ:
        folders.append(Path(environ["WINDIR"]) / "Fonts")
    return tuple(dict.fromkeys(folders))


def find_faces(library: FontLibrary, families: Iterable[str]) -> tuple[FontFace, ...]:
    """Find the regular and bold file of each family.

    Raises HandoutError for a family that scripts.toml does not describe or that is not installed.
    """
    return tuple(find_face(library, family, weight) for family in families for weight in WEIGHTS.values())


def find_face(library: FontLibrary, family: str, weight: int) -> FontFace:
    """Find one file of a family; raises HandoutError as find_faces does."""
    font = library.fonts.get(family)
    if font is None:
        message = f'no [font."{family}"] table for a family that a script uses'
        raise HandoutError(message, "styles/scripts.toml", "add the table, or correct the family's name")
    for name in font.files[weight]:
        if path := library.files.get(name):
            named = font.collection if path.suffix == ".ttc" else None
            return FontFace(named or family, weight, path)
    raise HandoutError(f'font "{family}" is not installed', font.where, _advise(font, weight, library.installer))


def _data(project: Project) -> Path:
    return project.styles / "scripts.toml"


def _read_script(table: Table) -> Script:
    table.allow("families", "body", "tight", "heading", "scale", "italic", "latin", "breaks")
    breaks = table.read_table("breaks")
    return Script(
        table.read_texts("families"),
        table.read_number("body"),
        table.read_number("tight"),
        table.read_number("heading"),
        table.read_number("scale", 1.0),
        table.read_flag("italic", default=False),
        table.read_flag("latin", default=False),
        _read_breaks(breaks) if breaks else LineBreaks(),
    )


def _read_breaks(table: Table) -> LineBreaks:
    """Read where lines end; raises HandoutError for what is no regular expression."""
    table.allow("letters", "never", "syllable", "whole")
    patterns = {}
    for key in table.values:
        try:
            patterns[key] = re.compile(table.read_text(key))
        except re.error as error:
            message = f'"{key}" in [{table.name}] is no regular expression: {error}'
            raise HandoutError(
                message, table.find(key), "correct it; a backslash counts only in single quotes"
            ) from None
    return LineBreaks(**patterns)


def _read_font(table: Table) -> Font:
    table.allow("regular", "bold", "collection", "debian", "fedora", "brew")
    files = {weight: table.read_texts(key) for key, weight in WEIGHTS.items()}
    packages = {key: table.read_text(key) for key in ("debian", "fedora", "brew") if key in table.values}
    collection = table.read_text("collection", "") or None
    return Font(table.name.partition(".")[2], files, collection, packages, table.where)


def _walk(folder: Path) -> Iterator[Path]:
    """List the font files in a folder and below it, linked folders too, in the same order on each machine."""
    seen: set[str] = set()
    for place, folders, names in os.walk(folder, followlinks=True):
        real = os.path.realpath(place)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        folders.sort()
        yield from (Path(place, name) for name in sorted(names) if name.endswith(SUFFIXES))


def _advise(font: Font, weight: int, installer: Installer | None) -> str:
    if installer and installer.key in font.packages:
        return installer.write_command([font.packages[installer.key]])
    return f"put {font.files[weight][0]} into styles/fonts/ (https://fonts.google.com/noto)"
