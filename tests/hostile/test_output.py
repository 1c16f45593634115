"""The output folder and the environment: what lies there already or is set there harms nothing."""

from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

RUN = ["build", "tea", "-l", "es", "--jobs", "0"]


def test_link_in_output(whole: Project, tmp_path: Path) -> None:
    """A link under the name of a file is replaced by the file; what it leads to stays as it was."""
    victim = tmp_path / "victim"
    victim.write_text("mine", "utf-8")
    whole.output.mkdir()
    (whole.output / "tea.es.pdf").symlink_to(victim)

    assert 0 == run(RUN)
    assert "mine" == victim.read_text("utf-8")
    assert not (whole.output / "tea.es.pdf").is_symlink()


def test_nonsense_in_environment(whole: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of the environment changes a file or stops a build."""
    assert 0 == run(RUN)
    sound = (whole.output / "tea.es.pdf").read_bytes()
    (whole.output / "tea.es.pdf").unlink()

    for variable in ("SOURCE_DATE_EPOCH", "TZ", "LANG", "PYTHONHASHSEED", "FONTCONFIG_FILE", "HOME"):
        monkeypatch.setenv(variable, "-1e999\u202e/../$(id)")
    assert 0 == run(RUN)
    assert sound == (whole.output / "tea.es.pdf").read_bytes()
