"""Surroundings: the folder a command is called in, its project, the fonts of the machine, and the day."""

import os
import shutil
from datetime import UTC, date, datetime
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


def find_day(day: datetime | None) -> date:
    """Give the day that was asked for, else that of SOURCE_DATE_EPOCH, else today.

    Raises HandoutError for an epoch that is no number of seconds.
    """
    if day:
        return day.date()
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return datetime.now().astimezone().date()
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date()
    except (ValueError, OverflowError, OSError):
        hint = "write it as seconds since 1970, or unset it"
        raise HandoutError(f"SOURCE_DATE_EPOCH is {epoch!r}", hint=hint) from None
