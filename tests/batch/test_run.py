"""The batch: each job ends on its own, as a file or as an error."""

import errno
import hashlib
import json
from collections.abc import Callable, Iterator

import pytest

from handouts.batch.workshop import Workshop
from handouts.finding import Finding, Level
from handouts.project import Project
from handouts.result import Result

Run = Callable[..., Iterator[Result]]


def test_each_ends_alone(batch: Run, project: Project) -> None:
    """A job that fails gives its error, and the next one begins."""
    path = project.locales / "ar" / "LC_MESSAGES" / "tea.po"
    path.write_text("msgid", "utf-8")

    results = list(batch("ar", "es"))

    assert [True, False] == [result.error is not None for result in results]
    assert [False, True] == [result.path.is_file() for result in results]
    assert [False, True] == [result.is_good for result in results]


@pytest.mark.parametrize("release", [False, True])
def test_older_file(batch: Run, project: Project, release: bool) -> None:  # noqa: FBT001 -- a parameter
    """The file of an earlier run stays when its job fails, and the error says that it is older."""
    (first,) = batch("es")
    data = first.path.read_bytes()
    if not release:
        (project.locales / "es" / "LC_MESSAGES" / "tea.po").write_text("msgid", "utf-8")

    (result,) = batch("es", release=release)

    assert (None, first.path, data) == (first.older, result.older, result.path.read_bytes())
    assert result.error is not None
    assert (result.error.hint or "").endswith("; the file that stands at output/tea.es.pdf is older: do not print it")


def test_one_at_a_time(batch: Run, project: Project) -> None:
    """Each file is there before the next job begins: what is finished stays, whatever comes."""
    results = batch("en", "es")

    next(results)
    assert ["tea.en.pdf"] == [path.name for path in project.output.glob("*.pdf")]


def test_same_bytes(batch: Run) -> None:
    """A file depends on its own job alone, not on those before it in the process."""
    _, first = (result.path.read_bytes() for result in batch("ar", "es"))
    (again,) = (result.path.read_bytes() for result in batch("es", force=True))

    assert first == again


def test_languages_together(batch: Run) -> None:
    """Jobs of one language are built one after the other, so that they share its fonts, in whatever order they come."""
    expected = ["tea.ar.pdf", "tea.en.pdf", "tea.es.pdf"]
    assert expected == [result.path.name for result in batch("es", "en", "ar")]


@pytest.mark.parametrize(("level", "is_good"), [(Level.ERROR, False), (Level.WARNING, True), (Level.NOTE, True)])
def test_good(batch: Run, monkeypatch: pytest.MonkeyPatch, level: Level, is_good: bool) -> None:  # noqa: FBT001
    """An error that a check finds is no good end; a warning is."""
    from handouts import pipeline  # noqa: PLC0415 -- needs the engine

    monkeypatch.setattr(pipeline, "check_finished", lambda *_: [Finding("a-code", level, "a fault")])
    (result,) = batch("en")

    assert is_good is result.is_good
    assert result.path.is_file()


@pytest.mark.parametrize(
    ("error", "message", "has_trace"),
    [
        (ValueError("x"), "this is a mistake in handouts, not yours", True),
        (PermissionError(errno.EACCES, "Permission denied", "x.ttf"), "permission denied", False),
    ],
)
def test_mistake(
    batch: Run,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    message: str,
    has_trace: bool,  # noqa: FBT001
) -> None:
    """A mistake of ours ends its own job, with a traceback; what the machine refuses is no mistake of ours."""
    from handouts import pipeline  # noqa: PLC0415 -- needs the engine
    from handouts.checks.finished import check_finished as whole  # noqa: PLC0415 -- likewise

    def fail_once(*_: object) -> None:
        monkeypatch.setattr(pipeline, "check_finished", whole)
        raise error

    monkeypatch.setattr(pipeline, "check_finished", fail_once)
    bad, good = batch("es", "en")

    assert bad.error is not None
    assert (message, has_trace) == (bad.error.message, "Traceback" in bad.trace)
    assert (True, "") == (good.is_good, good.trace)


def names(results: Iterator[Result]) -> dict[str, tuple[str, ...]]:
    """Give why each file was built, by language; nothing for those that were kept."""
    return {result.task.language.tag: result.reasons for result in results}


def test_nothing_changed(batch: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing has changed nothing is built, and all is told as before."""
    first = {result.task.id: result.product for result in batch("en", "es", "ar")}
    monkeypatch.setattr(Workshop, "build", pytest.fail)
    second = list(batch("en", "es", "ar"))

    assert first == {result.task.id: result.product for result in second}
    assert {"en": (), "es": (), "ar": ()} == names(iter(second))


def test_one_sentence(batch: Run, project: Project, edit: Callable[..., None]) -> None:
    """One sentence changed in one language: only that language is built."""
    path = "locales/es/LC_MESSAGES/tea.po"
    list(batch("en", "es"))
    edit(project.root / path, "Espere 3", "Espere unos 3")

    assert {"en": (), "es": (f"{path} changed",)} == names(batch("en", "es"))


def test_output_changed(batch: Run, project: Project) -> None:
    """A finished file that is gone or was altered is built again, and so is what is forced."""
    whole = {result.path: result.path.read_bytes() for result in batch("en", "es", "ar")}
    (project.output / "tea.en.pdf").unlink()
    with (project.output / "tea.es.pdf").open("ab") as file:
        file.write(b"%")

    assert {"en": ("its file is gone",), "es": ("its file was altered",), "ar": ()} == names(batch("en", "es", "ar"))
    assert whole == {path: path.read_bytes() for path in whole}
    assert {"en": ("--force",)} == names(batch("en", force=True))


def test_failed_before(batch: Run, project: Project, edit: Callable[..., None]) -> None:
    """What failed is tried again: its fault may have been the machine's."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    edit(path, "<b>caliente</b>", "caliente")
    assert {"es": ("no build of it is known",)} == names(batch("es"))

    (again,) = batch("es")
    assert ("it failed before",) == again.reasons
    assert again.error is not None


def test_killed_batch(batch: Run, project: Project) -> None:
    """What a killed build had finished is known to the next one, though it wrote no manifest."""
    list(batch("en", "es"))
    manifest, journal = project.output / "manifest.jsonl", project.output / ".handouts" / "journal.jsonl"
    lines = manifest.read_text("utf-8").splitlines(keepends=True)
    journal.write_text("".join([*lines, lines[0][: len(lines[0]) // 2]]), "utf-8")  # killed in the third line
    manifest.unlink()
    leftover = project.output / ".tea.en.pdf.x.part"
    leftover.touch()

    assert {"en": (), "es": ()} == names(batch("en", "es"))
    assert "".join(lines) == manifest.read_text("utf-8")
    assert (False, False) == (journal.exists(), leftover.exists())


@pytest.mark.parametrize("content", [b"", b"{}\n", b"\xff\n", b'{"id": 1}\n', b"[]\n", b"null\n"])
def test_broken_manifest(batch: Run, project: Project, content: bytes) -> None:
    """A manifest that cannot be read counts as none."""
    list(batch("en"))
    (project.output / "manifest.jsonl").write_bytes(content)

    assert {"en": ("no build of it is known",)} == names(batch("en"))
    assert {"en": ()} == names(batch("en"))


def test_cut_manifest(batch: Run, project: Project) -> None:
    """Of a manifest that was cut off, or has rows of another version, the rows that can be read are kept."""
    list(batch("en", "es", "ar"))
    path = project.output / "manifest.jsonl"
    arabic, english, spanish = path.read_text("utf-8").splitlines()
    newer = english.replace('"findings": []', '"findings": [{"level": "new"}]')
    assert newer != english
    path.write_text(f"{arabic}\n{newer}\n{spanish[: len(spanish) // 2]}", "utf-8")

    unknown = ("no build of it is known",)
    assert {"ar": (), "en": unknown, "es": unknown} == names(batch("en", "es", "ar"))
    assert [arabic, english, spanish] == path.read_text("utf-8").splitlines()


def test_manifest(batch: Run, project: Project, edit: Callable[..., None]) -> None:
    """The manifest has a row for each job, sorted, with what was made of it, from what, and what was found."""
    edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "<b>caliente</b>", "caliente")
    list(batch("en", "es", "ar"))

    text = (project.output / "manifest.jsonl").read_text("utf-8")
    arabic, english, spanish = map(json.loads, text.splitlines())
    assert ["tea/ar/a4", "tea/en/a4", "tea/es/a4"] == [row["id"] for row in (arabic, english, spanish)]
    assert hashlib.sha256((project.output / "tea.en.pdf").read_bytes()).hexdigest() == english["sha256"]
    assert ["draft", "draft", "failed"] == [row["status"] for row in (arabic, english, spanish)]
    assert ["untranslated"] == [finding["code"] for finding in arabic["findings"]]
    assert 'translation of "water"' not in text
    assert '"water": tag <b> missing' == spanish["error"]["message"]
    assert {"engine": "1"} == english["versions"]
    assert "templates/tea/handout.html.jinja" in english["inputs"]


def test_others_stay(batch: Run, project: Project) -> None:
    """A build of one language keeps the rows of the others, as long as their files stand as they were made."""
    list(batch("en", "es", "ar"))
    (project.output / "tea.ar.pdf").unlink()
    list(batch("en"))

    rows = (project.output / "manifest.jsonl").read_text("utf-8").splitlines()
    assert ["tea/en/a4", "tea/es/a4"] == [json.loads(row)["id"] for row in rows]
