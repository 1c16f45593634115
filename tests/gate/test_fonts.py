"""Fonts of this machine pass; broken and restricted ones are among tests/hostile."""

from pathlib import Path

from handouts.fonts import find_faces, font_folders, load_library, load_scripts
from handouts.gate.fonts import check_font
from handouts.project import Project


def test_ours(real: Project) -> None:
    """Every font that a script of ours names is accepted, collections too."""
    library = load_library(real, font_folders({}, Path.home()))
    installed = {
        face.path
        for script in load_scripts(real).values()
        for family in script.families
        if any(name in library.files for names in library.fonts[family].files.values() for name in names)
        for face in find_faces(library, [family])
    }

    for path in installed:
        check_font(path, path.name)

    assert {".ttf", ".ttc"} <= {path.suffix for path in installed}
