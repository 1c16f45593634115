"""``handouts catalog diff``: changed words are marked everywhere, and coloured on a terminal only."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.project import Project

Edit = Callable[[Path, str, str], None]

CHANGE = """locales/es/LC_MESSAGES/tea.po:17: wait
  English: Wait [-3-]{+5+} minutes, then drink.
  Spanish: Espere 3 minutos y beba.

"""


@pytest.fixture
def changed(here: Project, edit: Edit) -> Project:
    """Change one message."""
    edit(here.templates / "tea" / "handout.html.jinja", "Wait 3 minutes", "Wait 5 minutes")
    return here


@pytest.mark.parametrize("arguments", [["es"], ["es", "tea"]])
def test_changed(changed: Project, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """A changed message stands with its line, its words, and its old translation; so it does after an update."""
    assert 0 == run(["catalog", "diff", *arguments])
    assert (CHANGE, "") == capsys.readouterr()

    run(["catalog", "update"])
    capsys.readouterr()
    assert 0 == run(["catalog", "diff", *arguments])
    line = (
        (changed.locales / "es" / "LC_MESSAGES" / "tea.po")
        .read_text("utf-8")
        .splitlines()
        .index('msgid "Wait 5 minutes, then drink."')
    )
    assert CHANGE.replace(":17:", f":{line + 1}:") == capsys.readouterr().out


@pytest.mark.parametrize(("tag", "name"), [("es", "Spanish"), ("ar", "Arabic")])
def test_nothing_changed(here: Project, capsys: pytest.CaptureFixture[str], tag: str, name: str) -> None:
    """Without a change nothing goes to stdout; what was never translated is no change."""
    assert 0 == run(["catalog", "diff", tag])
    assert ("", f"no English text has changed since it was translated into {name}\n") == capsys.readouterr()
    assert here.root == Path.cwd()


def test_unknown(here: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """A handout or language that is not there is refused with a suggestion."""
    assert 1 == run(["catalog", "diff", "es", "tee"])
    assert 'hint: did you mean "tea"?' in capsys.readouterr().err
    assert 1 == run(["catalog", "diff", "es-ES"])
    assert 'hint: did you mean "es" (Spanish)?' in capsys.readouterr().err
    assert here.root == Path.cwd()


@pytest.mark.parametrize(("no_color", "is_coloured"), [(None, True), ("", True), ("1", False)])
def test_terminal(changed: Project, no_color: str | None, *, is_coloured: bool) -> None:
    """On a terminal the words are coloured too, unless NO_COLOR asks not to."""
    environ = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"TERM": "xterm"}
    if no_color is not None:
        environ["NO_COLOR"] = no_color
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "handouts", "catalog", "diff", "es"]
    subprocess.run(command, cwd=changed.root, env=environ, stdout=theirs, stderr=theirs, check=True)
    os.close(theirs)
    with os.fdopen(ours, "rb") as file:
        shown = file.read1(10_000).decode()

    marked = "\x1b[31m[-3-]\x1b[0m\x1b[32m{+5+}\x1b[0m" if is_coloured else "Wait [-3-]{+5+} minutes"
    assert marked in shown
