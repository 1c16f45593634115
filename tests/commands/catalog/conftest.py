"""A tiny project to stand in, for the tests of all catalog commands."""

import pytest

from handouts.project import Project


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Stand in the tiny project."""
    monkeypatch.chdir(project.root)
    return project
