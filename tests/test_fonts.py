"""Fonts: what scripts.toml says, and which file is taken for a family."""

from pathlib import Path

import pytest

from handouts.errors import HandoutError
from handouts.fonts import FontFace, FontLibrary, find_faces, font_folders, load_library, load_scripts
from handouts.installer import INSTALLERS, Installer
from handouts.project import Project

APT = INSTALLERS["apt-get"]


def put(folder: Path, *names: str) -> Path:
    """Put empty files into a folder, as fonts are found by their names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).touch()
    return folder


def test_scripts(real: Project) -> None:
    """Line heights fall from body to heading, and every script ends with the font that holds Latin letters."""
    for code, script in load_scripts(real).items():
        assert script.body >= script.tight >= script.heading > 1, code
        assert "Noto Sans" == script.families[-1], code


def test_nastaliq_needs_room(real: Project) -> None:
    """Urdu is set in Nastaliq, with more than twice its size from line to line."""
    script = load_scripts(real)["Aran"]

    assert ("Noto Nastaliq Urdu", 2.3, False) == (script.families[0], script.body, script.italic)


def test_every_family_described(real: Project) -> None:
    """Each family that a script names has a table with its files and its package on Debian, and none is left over."""
    fonts = load_library(real, ()).fonts
    named = {family for script in load_scripts(real).values() for family in script.families}

    assert named == fonts.keys()
    assert all(font.packages["debian"].startswith("fonts-noto-") for font in fonts.values())


def test_regular_and_bold(project: Project, tmp_path: Path) -> None:
    """Each family gives its two files in the order asked for, from any depth of the folders."""
    deep = put(tmp_path / "fonts" / "a" / "b", "NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
    flat = put(tmp_path / "more", "NotoSansHebrew-Regular.ttf", "NotoSansHebrew-Bold.ttf")
    library = load_library(project, (tmp_path / "fonts", tmp_path / "nowhere", flat))

    assert (
        FontFace("Noto Sans Hebrew", 400, flat / "NotoSansHebrew-Regular.ttf"),
        FontFace("Noto Sans Hebrew", 700, flat / "NotoSansHebrew-Bold.ttf"),
        FontFace("Noto Sans", 400, deep / "NotoSans-Regular.ttf"),
        FontFace("Noto Sans", 700, deep / "NotoSans-Bold.ttf"),
    ) == find_faces(library, ("Noto Sans Hebrew", "Noto Sans"))


def test_own_fonts_first(project: Project, tmp_path: Path) -> None:
    """A font in styles/fonts/ goes before one of the system."""
    names = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
    own = put(project.styles / "fonts", *names)
    library = load_library(project, (put(tmp_path / "system", *names),))

    assert {own} == {face.path.parent for face in find_faces(library, ["Noto Sans"])}


def test_newer_name(project: Project, tmp_path: Path) -> None:
    """A font is found under the name that newer releases give its file."""
    folder = put(tmp_path / "f", "NotoSansThaiLooped-Regular.ttf", "NotoSansThaiLooped-Bold.ttf")

    faces = find_faces(load_library(project, (folder,)), ["Noto Looped Thai"])

    assert [("Noto Looped Thai", "NotoSansThaiLooped-Regular.ttf")] == [(f.family, f.path.name) for f in faces][:1]


def test_collection(project: Project, tmp_path: Path) -> None:
    """A collection is loaded under its own name, so that the families in it can be told apart; a single font is not."""
    pair = put(tmp_path / "ttc", "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc")
    single = put(tmp_path / "otf", "NotoSansCJKkr-Regular.otf", "NotoSansCJKkr-Bold.otf")

    families = [
        {face.family for face in find_faces(load_library(project, (folder,)), ["Noto Sans CJK KR"])}
        for folder in (pair, single)
    ]

    assert [{"Noto Sans CJK"}, {"Noto Sans CJK KR"}] == families


@pytest.mark.parametrize(
    ("installer", "hint"),
    [
        (APT, "sudo apt-get install fonts-noto-core"),
        (INSTALLERS["pacman"], "put NotoSansKhmer-Bold.ttf into styles/fonts/ (https://fonts.google.com/noto)"),
        (None, "put NotoSansKhmer-Bold.ttf into styles/fonts/ (https://fonts.google.com/noto)"),
    ],
)
def test_missing(project: Project, tmp_path: Path, installer: Installer | None, hint: str) -> None:
    """A family without one of its files is an error that says how this machine installs it."""
    library = load_library(project, (put(tmp_path / "f", "NotoSansKhmer-Regular.ttf"),), installer)

    with pytest.raises(
        HandoutError, match=r'styles/scripts.toml:\d+: font "Noto Sans Khmer" is not installed'
    ) as caught:
        find_faces(library, ["Noto Sans Khmer"])

    assert hint == caught.value.hint


def test_unknown_family() -> None:
    """A family without a table is an error of the data, not of the machine."""
    with pytest.raises(HandoutError, match=r'no \[font\."Comic"\] table'):
        find_faces(FontLibrary({}, {}, None), ["Comic"])


def test_folders(tmp_path: Path) -> None:
    """The user's folders come before the system's, and no folder comes twice."""
    environ = {"XDG_DATA_DIRS": "/opt/share:/usr/share", "LOCALAPPDATA": "/local", "WINDIR": "/win"}
    home = tmp_path.as_posix()

    folders = [folder.as_posix() for folder in font_folders(environ, tmp_path)]

    assert [
        f"{home}/.local/share/fonts",
        f"{home}/.fonts",
        f"{home}/Library/Fonts",
        "/opt/share/fonts",
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/Library/Fonts",
        "/local/Microsoft/Windows/Fonts",
        "/win/Fonts",
    ] == folders


def test_relative_folders(tmp_path: Path) -> None:
    """Relative folders are passed over; the user's own falls back to its usual place."""
    environ = {"XDG_DATA_HOME": "data", "XDG_DATA_DIRS": "share::../x:/opt/share"}

    folders = [folder.as_posix() for folder in font_folders(environ, tmp_path)]

    assert [f"{tmp_path.as_posix()}/.local/share/fonts", "/opt/share/fonts"] == [folders[0], folders[3]]
    assert all(folder.startswith("/") for folder in folders)


def test_linked_folders(project: Project, tmp_path: Path) -> None:
    """Linked folders are looked through, and one that links to itself only once."""
    elsewhere = put(tmp_path / "elsewhere", "NotoSans-Regular.ttf")
    folder = put(tmp_path / "fonts")
    (folder / "more").symlink_to(elsewhere)
    (elsewhere / "again").symlink_to(folder)

    files = load_library(project, (folder,)).files

    assert {"NotoSans-Regular.ttf": folder / "more" / "NotoSans-Regular.ttf"} == files
