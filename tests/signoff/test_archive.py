"""The sign-off folder: whatever is edited, dropped, renamed or exchanged in it is found, at its place."""

import datetime as dt
import hashlib
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.errors import HandoutError
from handouts.language import find_language
from handouts.project import Project
from handouts.signoff.archive import Archive, examine, read_archive
from handouts.signoff.audit import SUMS, name_text, write_sums
from handouts.signoff.people import Role
from handouts.signoff.record import Record
from handouts.signoff.text import Sentence, SignedText

DAY = dt.date(2026, 11, 22)
FOLDER = Path("signoff")
TEXTS = [SignedText("es", "tea", (Sentence("tea", "wait", "Wait", word),)) for word in ("Espere", "Esperen")]


def make_record(archive: Archive, signed: SignedText, role: Role, **values: Any) -> Record:  # noqa: ANN401
    """Make a record that follows all in *archive*."""
    usual: dict[str, Any] = {
        "role": role,
        "person": "ann",
        "name": "Test Ann",
        "credential": "none",
        "expires": DAY,
        "date": DAY,
        "language": "es",
        "handout": "tea",
        "version": "1",
        "sentences": 1,
        "statement": "yes",
        "text": signed.root,
        "since": "",
        "after": archive.heads,
    }
    return Record(**usual | values)


def add(archive: Archive, record: Record, text: SignedText) -> Archive:
    """Give the archive with one record more."""
    fresh = {
        path.name: data for path, data in archive.add(record, text, record.sum.encode()).items() if path.name[0] != "."
    }
    return Archive(FOLDER, "signoff", {**archive.files, **fresh}, (*archive.records, record))


def make_archive() -> Archive:
    """Make a folder with three records in a row under two texts."""
    archive = Archive(FOLDER, "signoff", {})
    for text, role in zip((TEXTS[0], TEXTS[0], TEXTS[1]), Role, strict=True):
        archive = add(archive, make_record(archive, text, role), text)
    return archive


ARCHIVE = make_archive()
FILES = ARCHIVE.files
names = st.sampled_from(sorted(FILES))


def find(files: dict[str, bytes]) -> list[str]:
    """Give the codes of what is wrong with *files*."""
    return [finding.code for finding in examine(files, "signoff", "es")[1]]


def test_as_written() -> None:
    """A folder as it was written has no faults, and ``sha256sum`` would agree with its list."""
    assert ([], 9) == (find({**FILES}), len(FILES))
    listed = dict(line.split("  ")[::-1] for line in FILES[SUMS].decode().splitlines())
    assert {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items() if name != SUMS} == listed


@given(name=names, place=st.integers(min_value=0), byte=st.binary(max_size=2), length=st.integers(0, 2))
def test_every_edit_is_found(name: str, place: int, byte: bytes, length: int) -> None:
    """Bytes changed, added or taken out anywhere in any file, the list included, are found."""
    data = FILES[name]
    start = place % (len(data) + 1)
    edited = data[:start] + byte + data[start + length :]

    assert (edited != data) is bool(find({**FILES, name: edited}))


@given(name=names)
def test_every_drop_is_found(name: str) -> None:
    """A file that was taken away is found."""
    assert find({each: data for each, data in FILES.items() if each != name})


@given(first=names, second=names)
def test_every_swap_is_found(first: str, second: str) -> None:
    """Two files whose contents were exchanged are found, and so is one that was renamed."""
    swapped = {**FILES, first: FILES[second], second: FILES[first]}
    renamed = {f"x{name}" if name == first else name: data for name, data in FILES.items()}

    assert (first != second) is bool(find(swapped))
    assert find(renamed)


@pytest.mark.parametrize("place", [0, 1])
def test_the_chain_holds_without_the_list(place: int) -> None:
    """A record that others follow cannot be taken out, whatever the list of sums says."""
    gone = ARCHIVE.records[place].file
    files = {name: data for name, data in FILES.items() if name not in (gone, f"{gone}.sig", SUMS)}

    assert ["signoff-chain"] == find({**files, SUMS: write_sums(files)})


def test_the_chain_holds_its_order() -> None:
    """A record cannot be older than one that it follows, whatever the list of sums says."""
    record = make_record(ARCHIVE, TEXTS[1], Role.REVIEWER, date=DAY - dt.timedelta(1))

    assert ["signoff-order"] == find({**add(ARCHIVE, record, TEXTS[1]).files})


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"language": "fr"}, "signoff-language"),
        ({"text": "0" * 64}, "signoff-text"),
        ({"since": "0" * 64}, "signoff-since"),
        ({"since": ARCHIVE.records[0].sum}, "signoff-since"),
    ],
)
def test_records_that_lead_nowhere(values: dict[str, Any], code: str) -> None:
    """A record of another language, of a text that is not there, or of changes since nothing, is found."""
    record = make_record(ARCHIVE, TEXTS[1], Role.REVIEWER, **values)
    fresh = {record.file: record.data}
    files = {**FILES, **fresh}

    assert [code] == find({**files, SUMS: write_sums(files)})


def test_two_branches() -> None:
    """Records of two branches stand side by side, and the next one follows both."""
    left = make_record(ARCHIVE, TEXTS[1], Role.TRANSLATOR)
    right = make_record(ARCHIVE, TEXTS[1], Role.REVIEWER)
    both = add(add(ARCHIVE, left, TEXTS[1]), right, TEXTS[1])

    assert [] == find({**both.files})
    assert tuple(sorted((left.sum, right.sum))) == both.heads


def test_conflict_in_the_list() -> None:
    """Conflict markers of git are named, with the way out."""
    sums = b"<<<<<<< ours\n" + FILES[SUMS] + b"=======\n>>>>>>> theirs\n"
    findings = examine({**FILES, SUMS: sums}, "signoff", "es")[1]

    assert [("signoff-conflict", f"signoff/sums:{line}") for line in (1, 10, 11)] == [
        (finding.code, finding.where) for finding in findings
    ]
    assert re.match("two branches have signed: keep the lines of both sides", findings[0].hint or "")


def test_git_merges(tmp_path: Path) -> None:
    """Git merges what two people signed in two branches by itself, even where both signed first."""

    def git(*arguments: str) -> None:
        command = ["git", "-C", str(tmp_path), *IDENTITY, *arguments]
        subprocess.run(command, check=True, capture_output=True)

    def sign(branch: str, role: Role) -> None:
        git("checkout", "-q", "-b", branch, "start")
        archive = Archive(tmp_path, "signoff", {})
        for path, data in archive.add(make_record(archive, TEXTS[0], role), TEXTS[0], None).items():
            path.write_bytes(data)
        git("add", ".")
        git("commit", "-qm", branch)

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "nothing")
    git("tag", "start")
    sign("left", Role.TRANSLATOR)
    sign("right", Role.REVIEWER)
    git("merge", "-q", "left")
    files = {path.name: path.read_bytes() for path in tmp_path.glob("[!.]*")}

    assert ([], 4) == (find(files), len(files))
    assert TEXTS[0].data == files[name_text("tea", TEXTS[0].root)]


IDENTITY = ("-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("x.toml", b"after = " + b"[" * 100_000, "signoff-record"),
        ("x.toml", b"sentences = " + b"9" * 10_000, "signoff-record"),
        (SUMS, b"\xff\n", "signoff-sums"),
        (SUMS, b"0" * 64 + b"  ../x\n", "signoff-sums"),
    ],
)
def test_hostile_files(name: str, data: bytes, code: str) -> None:
    """Files made to crash a reader, or to lead it elsewhere, are faults like any other."""
    assert code in find({**FILES, name: data})


def test_what_is_no_file(project: Project) -> None:
    """A folder, or a link that leads away, in the place of a file is an error; a file in that of the folder too."""
    spanish = find_language(project, "es")
    folder = project.locales / "es" / "signoff"
    (folder / "sums").mkdir(parents=True)
    with pytest.raises(HandoutError, match=r"^locales/es/signoff/sums: this is not a file$"):
        read_archive(project, spanish)

    (folder / "sums").rmdir()
    (folder / "sums").symlink_to("/etc/hostname")
    with pytest.raises(HandoutError, match="a link leads out of the project"):
        read_archive(project, spanish)

    (folder / "sums").unlink()
    folder.rmdir()
    folder.write_text("", "utf-8")
    with pytest.raises(HandoutError, match="cannot be read: not a directory"):
        read_archive(project, spanish)
