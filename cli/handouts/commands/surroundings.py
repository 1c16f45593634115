"""Surroundings: the folder a command is called in, its project, and the fonts of the machine."""

import os
import shutil
from pathlib import Path

from handouts.errors import HandoutError
from handouts.fonts import FontLibrary, font_folders, load_library
from handouts.installer import find_installer
from handouts.project import Project, find


def find_folder() -> Path:
    """Give the current folder; raises HandoutError when it has been deleted."""
    try:
        return Path.cwd()
    except FileNotFoundError:
        raise HandoutError("the current folder has been deleted", hint="change to your project folder") from None


def find_project() -> Project:
    """Find the project of the current folder, or the one that came with the package."""
    return find(find_folder())


def find_fonts(project: Project) -> FontLibrary:
    """List the fonts of the project and of this machine; a user without a home folder has none there."""
    try:
        home = Path.home()
    except RuntimeError:
        home = Path(os.devnull)
    return load_library(project, font_folders(os.environ, home), find_installer(shutil.which))
