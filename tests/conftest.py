"""What several tests share: projects to work in, and no more."""

import shutil
from pathlib import Path

import pytest

from handouts.project import Project

ROOT = Path(__file__).resolve().parents[1]


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
