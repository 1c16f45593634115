"""The tiny project with its people to stand in, for the tests of all sign-off commands."""

from collections.abc import Callable

import pytest

from handouts.__main__ import run
from handouts.project import Project

Sign = Callable[..., tuple[int, str, str]]


@pytest.fixture
def here(team: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Stand in the tiny project."""
    monkeypatch.chdir(team.root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")  # 2026-11-22
    return team


@pytest.fixture
def call(here: Project, capsys: pytest.CaptureFixture[str]) -> Sign:
    """Give the way to call a sign-off command; it gives exit code, output and messages."""
    assert here.root.is_dir()

    def call_command(*arguments: str) -> tuple[int, str, str]:
        code = run(["signoff", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return call_command
