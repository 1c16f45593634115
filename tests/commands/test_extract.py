"""``handouts extract``: writes the lists of messages, the same bytes each time."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from handouts.commands import extract
from handouts.commands.extract import command
from handouts.errors import ExitCode, HandoutError


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with two handouts."""
    for folder, key in (("_layout", "foot"), ("car-t", "call"), ("chemo", "wear")):
        path = tmp_path / "templates" / folder / "handout.html.jinja"
        path.parent.mkdir(parents=True)
        if folder != "_layout":
            (path.parent / "handout.toml").touch()
        path.write_text(f'<p>{{% trans "{key}" %}}Text of {key}{{% endtrans %}}</p>', encoding="utf-8")
    (tmp_path / "locales").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    """Run the command; let errors through."""
    return CliRunner().invoke(command, arguments, catch_exceptions=False)


def gettext(*command: str) -> bytes:
    """Run a tool of GNU gettext that must succeed."""
    return subprocess.run(command, check=True, capture_output=True, timeout=30).stdout


def test_writes_one_file_per_domain_and_names_them(root: Path) -> None:
    """Without names all handouts are written, and nothing else is left in the folder."""
    assert run().output.split() == ["locales/page.pot", "locales/car-t.pot", "locales/chemo.pot"]
    assert sorted(path.name for path in (root / "locales").iterdir()) == ["car-t.pot", "chemo.pot", "page.pot"]
    assert 'msgctxt "call"\nmsgid "Text of call"' in (root / "locales" / "car-t.pot").read_text()


def test_a_named_handout_comes_with_the_page(root: Path) -> None:
    """Only what is asked for is written, and the page frame it needs."""
    run("chemo")
    assert sorted(path.name for path in (root / "locales").iterdir()) == ["chemo.pot", "page.pot"]


def test_gettext_accepts_the_files(root: Path) -> None:
    """Msgfmt and msgcat read what is written, and would write it the same way."""
    run()
    for path in (root / "locales").iterdir():
        gettext("msgfmt", "-c", "-o", "/dev/null", str(path))
        assert gettext("msgcat", str(path)) == path.read_bytes()


def test_a_second_run_touches_nothing(root: Path) -> None:
    """Files that are up to date keep their time, so nothing is built anew for them."""
    run()
    before = {path: path.stat().st_mtime_ns for path in (root / "locales").iterdir()}
    run()
    assert {path: path.stat().st_mtime_ns for path in (root / "locales").iterdir()} == before


def test_check_tells_and_writes_nothing(root: Path) -> None:
    """With --check the exit code says whether a file would change."""
    result = run("--check")
    assert (result.exit_code, list((root / "locales").iterdir())) == (ExitCode.FINDINGS, [])
    assert "locales/page.pot is not up to date; run: handouts extract" in result.stderr
    run()
    assert run("--check").exit_code == ExitCode.OK
    (root / "templates" / "car-t" / "handout.html.jinja").write_text('{% trans "call" %}Other{% endtrans %}')
    assert run("--check").exit_code == ExitCode.FINDINGS


def test_one_broken_template(root: Path) -> None:
    """A broken template is told with its place and leaves its list as it was; all others are written."""
    (root / "templates" / "chemo" / "handout.html.jinja").write_text("\n{% nonsense %}")
    result = run()
    assert result.exit_code == ExitCode.FINDINGS
    assert "error: templates/chemo/handout.html.jinja:2: encountered unknown tag" in result.stderr
    assert sorted(path.name for path in (root / "locales").iterdir()) == ["car-t.pot", "page.pot"]


@pytest.mark.parametrize("name", ["chmo", "../car-t"])
def test_unknown(root: Path, name: str) -> None:
    """What is no handout is told, and makes no file."""
    result = run(name)
    assert result.exit_code == ExitCode.FINDINGS
    assert f'error: templates: unknown handout "{name}"' in result.stderr
    assert [path.name for path in (root / "locales").iterdir()] == ["page.pot"]


def test_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside of a project nothing is written: the one that came with the program is not the user's."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(extract, "write_file", pytest.fail)
    with pytest.raises(HandoutError, match="no templates/ and locales/ folders here or above"):
        run()
