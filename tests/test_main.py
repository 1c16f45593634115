"""The command line: how each kind of ending is printed, and with which exit code."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from types import SimpleNamespace

import click
import pytest

from handouts.__main__ import COMMANDS, run
from handouts.commands import catalog, group
from handouts.errors import HandoutError
from handouts.project import Project

# Every command, those of groups as "group name", and what the list of commands says of it.
SENTENCES = COMMANDS | {f"catalog {name}": sentence for name, sentence in catalog.COMMANDS.items()}
INTERRUPTED = "interrupted: finished files are kept, nothing is half-written"


def run_failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> int:
    """Run a command that ends in *error*."""

    def fail() -> None:
        raise error

    return run_command(monkeypatch, fail)


def run_command(monkeypatch: pytest.MonkeyPatch, body: Callable[[], object]) -> int:
    """Run a command with this *body*."""
    module = SimpleNamespace(command=click.Command("build", callback=body))
    monkeypatch.setattr(group, "import_module", lambda _: module)
    return run(["build"])


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (HandoutError("no", "a.po:3", "mend it"), 1, "error: a.po:3: no\nhint: mend it\n"),
        (HandoutError("no"), 1, "error: no\n"),
        (KeyboardInterrupt(), 130, f"\n{INTERRUPTED}\n"),
        (OSError(errno.ENOSPC, "No space left on device"), 1, "error: no space left on device\nhint: mend that and"),
        (
            PermissionError(errno.EACCES, "Permission denied", "output/x.pdf"),
            1,
            "error: output/x.pdf: permission denied",
        ),
        (click.UsageError("No such thing."), 2, "error: no such thing\nhint: see: handouts build --help\n"),
    ],
)
def test_endings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, text: str
) -> None:
    """What the user can mend is said in two lines, on stderr, without a traceback."""
    assert code == run_failing(monkeypatch, error)

    out, err = capsys.readouterr()
    assert "" == out
    assert err.startswith(text)
    assert "Traceback" not in err


@pytest.mark.parametrize("error", [ValueError("x"), FileNotFoundError(errno.ENOENT, "No such file", "x")])
def test_bug(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception) -> None:
    """Anything else is our mistake: the traceback is shown, and a report asked for."""
    assert 3 == run_failing(monkeypatch, error)

    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "error: this is a mistake in handouts, not yours\nhint: please report it" in err


@pytest.mark.parametrize(("result", "code"), [(None, 0), (0, 0), (1, 1)])
def test_result(monkeypatch: pytest.MonkeyPatch, result: int | None, code: int) -> None:
    """A command's result is the exit code."""
    assert code == run_command(monkeypatch, lambda: result)


def test_nothing_typed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command the help is shown, as a mistake of usage."""
    assert 2 == run([])
    assert capsys.readouterr().err.startswith("Usage: handouts ")


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command is a mistake of usage."""
    assert 2 == run(["bild"])
    assert "error: no such command 'bild'\nhint: see: handouts --help\n" == capsys.readouterr().err


def find_command(path: str) -> click.Command:
    """Import the command "name", or "group name"."""
    names = (f"{name}_" if iskeyword(name) else name for name in path.split())
    command: click.Command = import_module(f"handouts.commands.{'.'.join(names)}").command
    return command


@pytest.mark.parametrize("path", SENTENCES)
def test_help(path: str) -> None:
    """The list of commands says what each command says of itself, and each has all its options explained."""
    command = find_command(path)

    assert path.rpartition(" ")[2] == command.name
    assert (command.help or "").casefold().startswith(SENTENCES[path].removesuffix(".").casefold())
    assert [] == [each.name for each in command.params if isinstance(each, click.Option) and not each.help]


@pytest.mark.parametrize("path", SENTENCES)
def test_examples(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The help of every command shows how it is called."""
    run([*path.split(), "--help"])

    assert f"  handouts {path}" in capsys.readouterr().out.partition("Examples:")[2]


def test_completion(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A shell completes the names of commands."""
    monkeypatch.setenv("_HANDOUTS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "handouts bu")
    monkeypatch.setenv("COMP_CWORD", "1")
    with suppress(SystemExit):
        run([])

    assert "plain,build" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--help"], ["catalog", "--help"]])
def test_help_is_quick(arguments: list[str]) -> None:
    """Showing the help imports neither the engine nor CLDR nor templates."""
    code = (
        f"import sys; from handouts.__main__ import run; run({arguments});"
        "sys.exit(bool({'weasyprint', 'babel', 'jinja2', 'fontTools'} & sys.modules.keys()))"
    )

    assert 0 == subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode


def test_closed_pipe() -> None:
    """A reader that goes away, such as head, is no error worth a word."""
    command = f"{sys.executable} -m handouts doctor --json | head -c 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, check=False)

    assert (b"[", b"") == (done.stdout, done.stderr)


@pytest.mark.skipif(os.name != "posix", reason="streams are closed by a shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams(closed: str, project: Project) -> None:
    """Who closes a stream gets the files all the same, and nothing of what would have been told is in them."""
    command = f"{sys.executable} -m handouts build -l en -l es --jobs 1 {closed}"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=project.root, capture_output=True, check=False)

    assert (0, False) == (done.returncode, b"Traceback" in done.stderr)
    assert ["tea.en.pdf", "tea.es.pdf"] == sorted(path.name for path in project.output.glob("*.pdf"))
    assert 2 == len((project.output / "manifest.jsonl").read_text("utf-8").splitlines())
    assert all(path.read_bytes().endswith(b"%%EOF\n") for path in project.output.glob("*.pdf"))


def test_narrow_terminal() -> None:
    """Letters that a terminal does not know are spelt out."""
    environ = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "handouts", "list"], capture_output=True, env=environ, check=False)

    assert (0, b"") == (done.returncode, done.stderr)
    assert b"\\u0627" in done.stdout


# What is not called by its name alone: it needs files, or is a group.
GROUPS = {"preview", "verify", "merge", "catalog", "signoff"}


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder in use cannot be deleted")
@pytest.mark.parametrize("name", [*sorted(COMMANDS.keys() - GROUPS), "preview es", "catalog status", "signoff status"])
def test_deleted_folder(name: str, tmp_path: Path) -> None:
    """A current folder that has been deleted is told."""
    command = f'rmdir "{tmp_path}" && {sys.executable} -P -m handouts {name}'
    done = subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)

    expected = "error: the current folder has been deleted\nhint: change to your project folder\n"
    assert (1, expected) == (done.returncode, done.stderr)


@pytest.mark.parametrize("name", ["doctor", "list"])
def test_no_home(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without a home folder can work."""

    def fail() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", fail)

    assert 0 == run([name])
