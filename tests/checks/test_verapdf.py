"""The validator: real verdicts from veraPDF, and a plain word with the mending command where something is missing."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import weasyprint

from handouts.checks import verapdf
from handouts.checks.verapdf import Failure, Verdict, validate
from handouts.errors import HandoutError
from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf

REPORT = """<?xml version="1.0"?><report><jobs>
<job><item><name>good.pdf</name></item>
<validationReport isCompliant="true">
<details passedRules="1"/></validationReport></job>
<job><item><name>bad.pdf</name></item>
<validationReport isCompliant="false"><details>
<rule specification="ISO 14289-1:2014" clause="7.3" testNumber="1" status="failed"
failedChecks="2">
<description>Figure tags shall include text</description>
<check status="failed"><context>root/figure[0]</context></check>
<check status="failed"><context>x</context></check></rule>
</details></validationReport></job></jobs></report>"""


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Give a file that keeps both standards."""
    document = weasyprint.HTML(string="<html lang='en'><p>Text").render(**RENDER_OPTIONS)
    path = tmp_path / "good.pdf"
    path.write_bytes(write_pdf(document, Details("T", "en", "A", date(2026, 1, 31))).data)
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    """Give a file that declares PDF/UA-1 and has a picture without text."""
    html = "<html lang='en'><title>T</title><svg viewBox='0 0 9 9' width='9' height='9'><path d='M0 0h9v9z'/></svg>"
    path = tmp_path / "bad.pdf"
    weasyprint.HTML(string=html).write_pdf(path, pdf_variant="pdf/ua-1")
    return path


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Put a verapdf command on the PATH that writes its arguments down and prints what it is given."""

    def put(printed: str) -> Path:
        log, script = tmp_path / "arguments", tmp_path / "verapdf"
        script.write_text(f"#!/bin/sh\necho \"$@\" >> {log}\ncat <<'END'\n{printed}\nEND\n")
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
        monkeypatch.setattr(verapdf, "_MODULES", ("no_such_module",))
        verapdf.start_validator.cache_clear()
        return log

    return put


def test_good_file_passes_both_flavours(good: Path) -> None:
    """Both verdicts come from one Java machine, in the order of the flavours."""
    assert [Verdict(good, "ua1", ()), Verdict(good, "2a", ())] == list(validate([good]))


def test_bad_file_fails_with_the_rule(good: Path, bad: Path) -> None:
    """A broken rule is given with clause, test, count and place; the other files are still validated."""
    verdict, other = validate([bad, good], ["ua1"])
    assert Verdict(good, "ua1", ()) == other
    (failure,) = verdict.failures
    assert (verdict.passed, failure.clause, failure.test, failure.count) == (False, "7.3", 1, 1)
    assert "alternative" in failure.message
    assert "SEFigure" in failure.context


def test_file_that_is_no_pdf_ends_the_job(tmp_path: Path) -> None:
    """A file that cannot be parsed is named, without a Java traceback."""
    path = tmp_path / "note.pdf"
    path.write_text("hello")
    with pytest.raises(HandoutError, match="cannot read this file") as error:
        list(validate([path]))
    assert error.value.where == str(path)


def test_missing_file_ends_the_job(tmp_path: Path) -> None:
    """A file that is not there is named."""
    with pytest.raises(HandoutError, match="cannot read this file"):
        list(validate([tmp_path / "none.pdf"]))


def test_missing_packages_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the verify extra the message says which packages and how to install them."""
    monkeypatch.setattr(verapdf, "_MODULES", ("jpype", "no_such_module"))
    verapdf.start_validator.cache_clear()
    with pytest.raises(HandoutError, match="needs Python packages: no_such_module") as error:
        verapdf.start_validator()
    assert error.value.hint == 'python -m pip install "handouts[verify]"'


def test_missing_java_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java the message says how to install it."""
    import jpype  # noqa: PLC0415 (only here)

    def find() -> str:
        raise jpype.JVMNotFoundException

    monkeypatch.setattr(jpype, "isJVMStarted", lambda: False)
    monkeypatch.setattr(jpype, "getDefaultJVMPath", find)
    verapdf.start_validator.cache_clear()
    with pytest.raises(HandoutError, match="needs Java") as error:
        verapdf.start_validator()
    assert error.value.hint == "sudo apt-get install default-jre-headless"


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Without JAXB the message says which file is missing and how to install it."""
    monkeypatch.setattr(verapdf, "JAVA_LIBRARIES", tmp_path)
    with pytest.raises(HandoutError, match="JAXB") as error:
        verapdf.class_path()
    assert (error.value.where, error.value.hint) == (
        str(tmp_path / "jaxb-runtime.jar"),
        "sudo apt-get install libjaxb-java",
    )


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_installed_command_is_used(command: Callable[[str], Path]) -> None:
    """Without the library a verapdf on the PATH validates all files in one run per flavour, as we would."""
    log = command(REPORT)
    files = [Path("good.pdf"), Path("bad.pdf")]
    failure = Failure("7.3", 1, 2, "Figure tags shall include text", "root/figure[0]")
    assert [Verdict(files[0], "ua1", ()), Verdict(files[1], "ua1", (failure,))] == list(validate(files, ["ua1"]))
    assert log.read_text() == "--format mrr --flavour ua1 good.pdf bad.pdf\n"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_command_without_a_report_ends_the_job(command: Callable[[str], Path]) -> None:
    """A command that breaks down is named, not its traceback."""
    command("no report")
    with pytest.raises(HandoutError, match="gave no report"):
        list(validate([Path("a.pdf")], ["ua1"]))
