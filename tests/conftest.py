"""What several tests share: projects to work in, and no more."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.project import Project

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(autouse=True)
def machine_fonts() -> Iterator[None]:
    """Give the machine's own fonts back after a test that hid them, as every build does: the engine needs some font."""
    before = os.environ.get("FONTCONFIG_FILE")
    yield
    os.environ.pop("FONTCONFIG_FILE", None)
    if before is not None:
        os.environ["FONTCONFIG_FILE"] = before


@pytest.fixture(scope="session")
def real() -> Project:
    """Give the real project, to be read only."""
    return Project(ROOT)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a tiny real project of its own: one handout of three messages, in English, Spanish and most of Arabic."""
    root = tmp_path / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "tiny", root)
    shutil.copytree(ROOT / "styles", root / "styles")
    return Project(root)
