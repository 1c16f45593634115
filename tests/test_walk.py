"""The walk through a whole cycle, locales/walk.md: its commands are run as they stand, and print what it says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
WALK = ROOT / "locales" / "walk.md"
# Commands, and below them, maybe after a blank line, what they print
_STEP = re.compile(r"^```sh\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def read_steps(text: str) -> list[tuple[str, str]]:
    """Give the commands of each step, and what they should print."""
    return [(commands, printed) for commands, printed in _STEP.findall(text)]


class Shell:
    """A terminal in a folder of its own, in which ``handouts`` is the program of this tree; it keeps where it is."""

    def __init__(self, folder: Path) -> None:
        """Put the program on the path, and stop the clock."""
        self.place = folder / "home"
        self.place.mkdir()
        self.state = folder / "where"
        programs = folder / "bin"
        programs.mkdir()
        program = programs / "handouts"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m handouts "$@"\n', "utf-8")
        program.chmod(0o755)
        own = {"HANDOUTS": str(ROOT), "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}
        own |= {"PYTHONPATH": str(ROOT / "cli"), "SOURCE_DATE_EPOCH": "1795305600"}  # 2026-11-22
        self.environ = {**os.environ, **own}

    def run(self, commands: str) -> tuple[int, str]:
        """Run *commands*; give the exit code of the last one, and all that was printed."""
        script = f'{commands}code=$?\npwd > "{self.state}"\nexit $code\n'
        with (self.state.with_name("printed")).open("w+", encoding="utf-8") as out:
            done = subprocess.run(
                ["/bin/bash", "-c", script],
                cwd=self.place,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
            )
            out.seek(0)
            printed = out.read()
        self.place = Path(self.state.read_text("utf-8").strip())
        return done.returncode, printed


def make_pattern(printed: str) -> str:
    """Make the pattern of what should be printed; "…" stands for anything on a line."""
    return ".*".join(re.escape(part) for part in printed.split("…"))


@pytest.mark.skipif(os.name != "posix", reason="the walk is written for a POSIX shell")
def test_walk(tmp_path: Path) -> None:
    """Every step of the walk prints what the page says, and fails exactly where the page shows an error."""
    shell = Shell(tmp_path)
    steps = read_steps(WALK.read_text("utf-8"))

    assert len(steps) > 10
    for commands, expected in steps:
        code, printed = shell.run(commands)
        assert re.fullmatch(make_pattern(expected), printed), f"{commands}\n{printed}"
        assert bool(code) is bool(re.search("^error: ", expected, re.MULTILINE)), f"{commands}\n{printed}"
