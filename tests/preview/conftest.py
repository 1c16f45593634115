"""A press for the tests of the preview."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.engine import load_engine
from handouts.fonts import font_folders, load_library
from handouts.language import load_languages
from handouts.project import Project
from handouts.styles import load_papers

if TYPE_CHECKING:
    from handouts.preview.press import Press


@pytest.fixture
def set_up() -> "Callable[[Project, str, str], Press]":
    """Give the way from a project, handout and language to a press."""

    def make_press(project: Project, handout: str, tag: str) -> "Press":
        load_engine(os.environ)
        from handouts.preview.press import Order, Press  # noqa: PLC0415 -- needs the engine

        library = load_library(project, font_folders(os.environ, Path.home()))
        return Press(Order(project, library, handout, load_languages(project)[tag], load_papers(project)["a4"]))

    return make_press
