"""Audit: what is wrong with the files of one sign-off folder; each fault is a finding at its ``path:line``.

Found is every file that was edited, removed, added or exchanged by hand. Who rewrites the folder whole, the list of
sums included, is found only by keys and by the history of git.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping

from handouts.finding import Finding, Level
from handouts.signoff.record import Record

SUMS = "sums"  # the list of all files, in the form of sha256sum
_LINE = re.compile(r"([0-9a-f]{64})  ([A-Za-z0-9][A-Za-z0-9._-]*)")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_HINT = "restore locales/ from git; records, texts and sums are never edited"


def name_text(handout: str, root: str) -> str:
    """Name the file of a signed text."""
    return f"{handout}.{root[:8]}.jsonl"


def write_sums(files: Mapping[str, bytes]) -> bytes:
    """Write the list of sums; the order of its lines means nothing."""
    lines = (f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()) if name != SUMS)
    return "".join(lines).encode()


def complain(code: str, message: str, where: str, hint: str = _HINT) -> Finding:
    """Make the finding of a fault."""
    return Finding(f"signoff-{code}", Level.ERROR, message, where, hint)


def check_sums(files: Mapping[str, bytes], folder: str) -> Iterator[Finding]:
    """Compare the list of sums with the *files* of *folder*."""
    if SUMS not in files:
        yield complain("sums", f"the list {SUMS} is missing", f"{folder}/{SUMS}:1")
        return
    listed: set[str] = set()
    for number, line in enumerate(files[SUMS].decode(errors="replace").removesuffix("\n").split("\n"), 1):
        where = f"{folder}/{SUMS}:{number}"
        found = _LINE.fullmatch(line)
        if line.startswith(_MARKERS):
            hint = "two branches have signed: keep the lines of both sides, delete the lines with markers"
            yield complain("conflict", f"git conflict marker {line[:7]}", where, hint)
        elif found is None:
            yield complain("sums", "this line is no sum and file name", where)
        else:
            listed.add(found[2])
            yield from _check_sum(files, found, where)
    for file in sorted(files.keys() - listed - {SUMS}):
        hint = "delete it if a signing was interrupted; else restore locales/ from git"
        yield complain("unlisted", f"the file is not listed in {SUMS}", f"{folder}/{file}:1", hint)


def _check_sum(files: Mapping[str, bytes], found: re.Match[str], where: str) -> Iterator[Finding]:
    """Compare one line of the list with its file."""
    total, file = found.groups()
    if file not in files:
        yield complain("missing", f"the file {file} was removed", where)
    elif hashlib.sha256(files[file]).hexdigest() != total:
        yield complain("changed", "the file is not as it was written", f"{where.rpartition('/')[0]}/{file}:1")


def check_records(
    files: Mapping[str, bytes], records: Mapping[str, Record], folder: str, tag: str
) -> Iterator[Finding]:
    """Check the name of each record, its language and text, and the records that it follows."""
    by_sum = {record.sum: record for record in records.values()}
    for file, record in records.items():
        where = f"{folder}/{file}"
        if file != record.file:
            yield complain("name", f"the record was written as {record.file}", f"{where}:1")
        if record.language != tag:
            yield complain("language", f"the record is for {record.language}", _find(record, "language", where))
        text = name_text(record.handout, record.text)
        if hashlib.sha256(files.get(text, b"")).hexdigest() != record.text:
            message = f"the text that was signed is not in {text}"
            yield complain("text", message, _find(record, "text", where))
        yield from _check_chain(by_sum, record, where)


def _check_chain(by_sum: Mapping[str, Record], record: Record, where: str) -> Iterator[Finding]:
    """Check that the records which *record* follows are there, and are older."""
    for each in record.after:
        before = by_sum.get(each)
        if before is None:
            message = f"a record that stood before this one was removed or edited ({each[:8]})"
            yield complain("chain", message, _find(record, "after", where))
        elif before.date > record.date:
            message = f"the record is older than {before.file}, which it follows"
            yield complain("order", message, _find(record, "date", where))
    base = by_sum.get(record.since)
    if record.since and (base is None or (base.handout, base.role) != (record.handout, record.role)):
        message = "the record whose changes were looked at is not there"
        yield complain("since", message, _find(record, "since", where))


def _find(record: Record, key: str, where: str) -> str:
    """Find the line of a key in the file of a record."""
    lines = record.data.decode().split("\n")
    return f"{where}:{next(number for number, line in enumerate(lines, 1) if line.startswith(f'{key} ='))}"
