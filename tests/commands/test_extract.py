"""``handouts extract``: writes the lists of messages, the same bytes each time."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

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


def test_nothing_is_written_when_one_template_is_broken(root: Path) -> None:
    """All or nothing: a broken template leaves the old files as they are."""
    (root / "templates" / "chemo" / "handout.html.jinja").write_text("\n{% nonsense %}")
    with pytest.raises(HandoutError, match="encountered unknown tag"):
        run()
    assert list((root / "locales").iterdir()) == []
