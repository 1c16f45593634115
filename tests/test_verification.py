"""Everything that is asked of a file: what each fault is called, what is no fault, and that no file breaks it."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pikepdf
import pytest
import weasyprint

from handouts import verification
from handouts.checks import opening
from handouts.checks.validity import Validity
from handouts.errors import HandoutError
from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf
from handouts.verification import Verification, verify

if TYPE_CHECKING:
    from handouts.pipeline import Build


def load_foreign() -> ModuleType:
    """Load the makers of files; the folders of tests are no packages."""
    spec = spec_from_file_location("foreign", Path(__file__).parent / "checks" / "foreign.py")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


foreign = load_foreign()
TABLE = "<table><thead><tr><th scope=col>A<tbody><tr><td>b</table>"


@pytest.fixture
def no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave veraPDF out: its verdicts have tests of their own."""
    monkeypatch.setattr(verification, "judge", lambda *_: Validity({}))


def verify_one(path: Path) -> Verification:
    """Verify one file."""
    (result,) = verify([path])
    return result


def find_codes(path: Path) -> set[str]:
    """Give the codes of what is found in a file."""
    return {finding.code for finding in verify_one(path).findings}


def test_own_files(real_build: "Build", tmp_path: Path) -> None:
    """In files of the real project no check finds anything wrong, and all of it is checked."""
    path = tmp_path / "own.pdf"
    path.write_bytes(real_build.pdf.data)
    result = verify_one(path)

    assert [] == [finding for finding in result.findings if finding.level != "note"]
    assert (True, "kept", "kept") == (result.is_ours, *(result.validity.word(each) for each in ("ua1", "2a")))  # type: ignore[union-attr]
    assert result.contrast
    assert 0 == result.contrast.unmeasured
    assert result.contrast.samples[0].ratio >= 7


@pytest.mark.parametrize(
    ("maker", "code"),
    [
        ("open_with_script", "file-runs-script"),
        ("open_with_script", "file-acts"),
        ("act_on_page", "file-acts"),
        ("start_program", "file-starts-program"),
        ("attach", "file-attached"),
        ("lead_to_file", "link-to-file"),
        ("lead_outside", "link-outside"),
        ("lead_in_the_open", "link-unsafe"),
        ("lead_in_the_open", "link-is-address"),
        ("lead_nowhere", "link-without-contents"),
        ("lead_nowhere", "link-untagged"),
        ("name_folder", "local-path"),
        ("go_deep", "check-not-finished"),
        ("confuse_types", "tags-missing"),
        ("confuse_content", "page-unread"),
    ],
)
@pytest.mark.usefixtures("no_java")
def test_fault(maker: str, code: str, tmp_path: Path) -> None:
    """Each fault is found under its code, and is not there before."""
    assert code not in find_codes(foreign.write_plain(tmp_path / "before.pdf"))
    assert code in find_codes(foreign.change(tmp_path / "after.pdf", getattr(foreign, maker)))


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ("<html lang=en><h1>A</h1>", "title-missing"),
        ("<html lang=en><title>a.docx</title><h1>A</h1>", "title-is-file-name"),
        ("<html><title>T</title><h1>A</h1>", "language-missing"),
        ("<html lang='in English'><title>T</title><h1>A</h1>", "language-malformed"),
        (foreign.PLAIN.replace("h1", "p"), "headings-missing"),
        (foreign.PLAIN.replace("h1", "h2"), "heading-not-first"),
        (f"{foreign.PLAIN}<h3>A</h3>", "heading-level-skipped"),
        (f"{foreign.PLAIN}{foreign.PICTURE}", "figure-without-text"),
        (f"{foreign.PLAIN}<table><tr><td>a</table>", "table-without-headers"),
        (f"{foreign.PLAIN}<p style='color: #aaa'>pale", "contrast-low"),
        (f"{foreign.PLAIN}<p style='break-before: page'>more", "furniture-not-marked"),
        (f"{foreign.PLAIN}<p style='break-before: page'>more", "page-labels-missing"),
        (foreign.PLAIN.replace("h1", "p"), "bookmarks-missing"),
        (f"{foreign.PLAIN}<p style='color: #666'>fair", "contrast-fair"),
        (
            f"{foreign.PLAIN}<p style='background: linear-gradient(90deg, red, blue, lime)'>on many",
            "contrast-not-measured",
        ),
    ],
)
@pytest.mark.usefixtures("no_java")
def test_page(html: str, code: str, tmp_path: Path) -> None:
    """What a page lacks is found in its file, and not in one that has it."""
    assert code not in find_codes(foreign.write_plain(tmp_path / "good.pdf", f"{foreign.PLAIN}{TABLE}"))
    assert code in find_codes(foreign.write_plain(tmp_path / "bad.pdf", html))


@pytest.mark.usefixtures("no_java")
def test_untagged(tmp_path: Path) -> None:
    """Of a file without tags this is said, and not what follows from it."""
    codes = find_codes(foreign.write_plain(tmp_path / "a.pdf", tagged=False))

    assert "tags-missing" in codes
    assert not {"headings-missing", "content-untagged", "disclaimer-not-found"} & codes


@pytest.mark.usefixtures("no_java")
def test_harmless_opening(tmp_path: Path) -> None:
    """To open at a page is no action."""
    assert "file-acts" not in find_codes(foreign.change(tmp_path / "a.pdf", foreign.open_at_page))


@pytest.mark.usefixtures("no_java")
def test_foreign_disclaimer(tmp_path: Path) -> None:
    """Where no disclaimer can be found, it is a note: there may be one."""
    result = verify_one(foreign.write_plain(tmp_path / "a.pdf"))
    assert ["note"] == [str(each.level) for each in result.findings if each.code == "disclaimer-not-found"]


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (foreign.forget_scope, "header-without-scope"),
        (foreign.forget_numbering, "list-without-numbering"),
        (foreign.continue_after, "disclaimer-not-last"),
    ],
)
@pytest.mark.usefixtures("no_java")
def test_own_fault(edit: Callable[[pikepdf.Pdf], object], code: str, tmp_path: Path) -> None:
    """What our own files always have is missed where it is taken away."""
    html = f"{foreign.PLAIN}{TABLE}<ol><li>one</ol><section id=disclaimer><p>ask your team</section>"
    path = tmp_path / "a.pdf"
    document = weasyprint.HTML(string=html).render(**RENDER_OPTIONS)
    path.write_bytes(write_pdf(document, Details("T", "en", "A", date(2026, 1, 31))).data)
    assert code not in find_codes(path)

    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        edit(pdf)
        pdf.save(path)
    assert code in find_codes(path)


def make_broken(folder: Path) -> Iterator[tuple[Path, str]]:
    """Give files that cannot be opened, with the code each must get."""
    whole = foreign.write_plain(folder / "whole.pdf").read_bytes()
    for name, data, code in (
        ("head", whole[:300], "file-damaged"),
        ("text", b"hello", "not-a-pdf"),
        ("empty", b"", "file-empty"),
    ):
        (folder / name).write_bytes(data)
        yield folder / name, code
    with pikepdf.new() as pdf:
        pdf.save(folder / "zero")
    yield folder / "zero", "no-pages"
    yield foreign.change(folder / "locked", id, pikepdf.Encryption(owner="o", user="u")), "file-locked"
    yield folder / "nowhere", "file-missing"
    yield folder, "file-missing"


@pytest.mark.usefixtures("no_java")
def test_broken(tmp_path: Path) -> None:
    """A file that cannot be opened gets one error that says why, and the others are still verified."""
    broken = dict(make_broken(tmp_path))
    good = foreign.write_plain(tmp_path / "good.pdf")
    *results, last = verify([*broken, good])

    assert list(broken.items()) == [(each.path, each.findings[0].code) for each in results]
    assert all(not each.is_good and each.findings[0].hint for each in results)
    assert 1 == last.pages


def test_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the machine refuses to read is an error of its own."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = foreign.write_plain(tmp_path / "a.pdf")
    monkeypatch.setattr(Path, "open", refuse)
    found = opening.open_pdf(path)

    assert "file-unreadable" == getattr(found, "code", None)


@pytest.mark.parametrize(
    "maker", ["hold_itself", "go_deep", "confuse_types", "confuse_content", "draw_itself", "attach", "open_with_script"]
)
def test_hostile(maker: str, tmp_path: Path) -> None:
    """No file ends in a traceback, veraPDF included; the verdict is never kept."""
    result = verify_one(foreign.change(tmp_path / "a.pdf", getattr(foreign, maker)))

    assert not result.is_good
    assert result.validity
    assert "kept" != result.validity.word("ua1")


@pytest.mark.parametrize("keep", range(40, 100, 6))
@pytest.mark.usefixtures("no_java")
def test_cut_short(keep: int, tmp_path: Path) -> None:
    """A file that was not copied to its end is either read after a repair or refused, and never good."""
    path = foreign.write_plain(tmp_path / "a.pdf", f"{foreign.PLAIN}{TABLE}{foreign.PICTURE}")
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * keep // 100])

    assert {"file-repaired", "file-damaged"} & find_codes(path)
    assert not verify_one(path).is_good


@pytest.mark.usefixtures("no_java")
def test_steering(tmp_path: Path) -> None:
    """What a stranger wrote cannot steer the terminal it is printed on."""
    result = verify_one(foreign.change(tmp_path / "a.pdf", foreign.steer_terminal))

    (finding,) = (each for each in result.findings if each.code == "link-unsafe")
    assert finding.message.isprintable()
    assert "ftp://a" in finding.message


@pytest.mark.usefixtures("no_java")
def test_encrypted(tmp_path: Path) -> None:
    """A file that forbids reading aloud is an error; one that is only encrypted a warning."""
    deaf = pikepdf.Permissions(accessibility=False, extract=False)

    path = foreign.change(
        tmp_path / "a.pdf", id, pikepdf.Encryption(owner="o", user="", R=3, aes=False, metadata=False, allow=deaf)
    )
    assert "reading-aloud-forbidden" in find_codes(path)
    path = foreign.change(tmp_path / "b.pdf", id, pikepdf.Encryption(owner="o", user=""))
    assert "file-encrypted" in find_codes(path)


@pytest.mark.usefixtures("no_java")
def test_long(tmp_path: Path) -> None:
    """A fault on 500 pages is one finding."""
    result = verify_one(foreign.change(tmp_path / "a.pdf", foreign.repeat))

    assert 500 == result.pages
    codes = [finding.code for finding in result.findings]
    assert len(codes) == len(set(codes))


def test_without_validator(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without veraPDF the verdict is "not checked", with what to install, and all else is still checked."""

    def fail(*_: object) -> Iterator[object]:
        raise HandoutError("checking PDF files needs Java", hint="install Java")

    monkeypatch.setattr("handouts.checks.validity.validate", fail)
    paths = [foreign.write_plain(tmp_path / name) for name in ("a.pdf", "b.pdf")]
    for result in verify(paths):
        (finding,) = (each for each in result.findings if each.code == "verdict-missing")
        assert ("veraPDF was not asked: checking PDF files needs Java", "install Java") == (
            finding.message,
            finding.hint,
        )
        assert result.validity
        assert "not checked" == result.validity.word("ua1")
        assert "title-not-shown" in {each.code for each in result.findings} or result.contrast


@pytest.mark.usefixtures("no_java")
def test_without_renderer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package that draws pages contrast is not measured, and this is said."""
    monkeypatch.setattr(verification, "can_measure", lambda: False)
    result = verify_one(foreign.write_plain(tmp_path / "a.pdf"))

    assert result.contrast is None
    assert "contrast-not-checked" in {each.code for each in result.findings}


def test_codes_and_words(tmp_path: Path) -> None:
    """Findings have kebab-case codes, one line, a small first letter unless a name, no full stop, and the file."""
    makers: list[Callable[[pikepdf.Pdf], object]] = [foreign.start_program, foreign.attach, foreign.confuse_types]
    for number, maker in enumerate(makers):
        path = foreign.change(tmp_path / f"{number}.pdf", maker)
        for finding in verify_one(path).findings:
            assert re.fullmatch(r"[a-z]+(-[a-z]+)*", finding.code)
            assert str(path) == finding.where
            assert "\n" not in finding.message
