"""Archive: the sign-off folder of one language: records, the texts they were made under, and the sums of all files.

Two people may sign in two branches: every file has a name of its own, and a record may follow several others.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.errors import HandoutError
from handouts.finding import Finding
from handouts.gate.files import read_outside
from handouts.language import Language
from handouts.project import Project
from handouts.signoff.audit import SUMS, check_records, check_sums, complain, name_text, write_sums
from handouts.signoff.record import Record, read_record
from handouts.signoff.text import SignedText, parse_text

ATTRIBUTES = ".gitattributes"
# For git: leave every byte as it is, and keep the lines of both sides when two branches have signed.
ATTRIBUTES_TEXT = f"* -text\n{SUMS} merge=union\n"


@dataclass(frozen=True)
class Archive:
    """The records of one language, each after those it follows; *findings* is what is wrong with the folder."""

    folder: Path
    name: str
    files: Mapping[str, bytes]
    records: tuple[Record, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """Give the sums of the records that no other follows."""
        followed = {each for record in self.records for each in record.after}
        return tuple(sorted(record.sum for record in self.records if record.sum not in followed))

    def read_text(self, record: Record) -> SignedText:
        """Read the text that a record was made under; the folder must be without faults."""
        file = name_text(record.handout, record.text)
        return parse_text(self.files[file], f"{self.name}/{file}")

    def where(self, record: Record) -> str:
        """Give the place of a record, as messages name it."""
        return f"{self.name}/{record.file}"

    def refuse_faults(self) -> None:
        """Raise the first finding as HandoutError: where one file is not as it was written, none counts."""
        for finding in self.findings:
            raise HandoutError(finding.message, finding.where, finding.hint)

    def add(self, record: Record, text: SignedText, signature: bytes | None) -> dict[Path, bytes]:
        """Give the files to write for one record more; the list of sums comes last."""
        fresh = {name_text(record.handout, record.text): text.data, record.file: record.data}
        if signature is not None:
            fresh[name_signature(record)] = signature
        sums = {SUMS: write_sums({**self.files, **fresh})}
        head = {ATTRIBUTES: ATTRIBUTES_TEXT.encode()}
        return {self.folder / name: data for name, data in {**head, **fresh, **sums}.items()}


def find_archive(project: Project, language: Language) -> Path:
    """Name the folder of *language*, whether it is there or not."""
    return project.locales / language.posix / "signoff"


def name_signature(record: Record) -> str:
    """Name the file of the ssh signature under a record."""
    return f"{record.file}.sig"


def read_archive(project: Project, language: Language) -> Archive:
    """Read the folder of *language*; no folder means no records.

    Raises HandoutError for a folder that cannot be read; what is wrong with its files stands in ``findings``.
    """
    folder = find_archive(project, language)
    name = project.name(folder)
    files = _read_files(project, folder)
    records, findings = examine(files, name, language.tag) if files else ([], [])
    return Archive(folder, name, files, tuple(_sort(records)), tuple(findings))


def examine(files: Mapping[str, bytes], folder: str, tag: str) -> tuple[list[Record], list[Finding]]:
    """Read the records among *files*, and find what is wrong with any; how they follow each other, if none is."""
    records: dict[str, Record] = {}
    findings = list(check_sums(files, folder))
    for file in files:
        if file.endswith(".toml"):
            try:
                records[file] = read_record(files[file], f"{folder}/{file}")
            except HandoutError as error:
                findings.append(complain("record", error.message, error.where or folder))
    findings = findings or list(check_records(files, records, folder, tag))
    return list(records.values()), findings


def _read_files(project: Project, folder: Path) -> dict[str, bytes]:
    """Read all files but those that begin with a dot; no folder holds none."""
    try:
        paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return {}
    except OSError as error:
        hint = "only a folder that can be read may stand here"
        raise HandoutError(f"cannot be read: {(error.strerror or '').lower()}", project.name(folder), hint) from None
    return {path.name: read_outside(project, path, "table-bytes") for path in paths}


def _sort(records: Iterable[Record]) -> Iterator[Record]:
    """Give the records, each after those it follows, and as far as that allows by day."""
    waiting = sorted(records, key=lambda record: (record.date, record.file))
    while waiting:
        sums = {record.sum for record in waiting}
        ready = next((each for each in waiting if not sums & set(each.after)), waiting[0])
        waiting.remove(ready)
        yield ready
