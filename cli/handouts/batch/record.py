"""Record: what is known of a folder of finished files across builds, even those that were killed.

The manifest is written when a build ends; until then each finished job is a line of a journal beside it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handouts.batch.lock import STATE
from handouts.batch.manifest import NAME, Row, is_whole, read_row, write_row, write_rows

JOURNAL = "journal.jsonl"


class Record:
    """The rows of one folder by file; whoever uses it holds the lock of the folder."""

    def __init__(self, folder: Path) -> None:
        """Read what earlier builds left: the manifest, and the journal of one that was killed."""
        self.folder = folder
        self.journal = folder / STATE / JOURNAL
        self.rows = {row.path: row for path in (folder / NAME, self.journal) for row in _read_known(path)}

    def find(self, path: str) -> Row | None:
        """Give the row of a file."""
        return self.rows.get(path)

    def add(self, row: Row) -> None:
        """Note how a job ended, so that it stays known whatever comes."""
        if self.rows.get(row.path) == row:
            return
        self.rows[row.path] = row
        with suppress(OSError), self.journal.open("ab") as file:  # a full disk is told by the file itself
            file.write(f"{write_row(row)}\n".encode())

    def close(self, done: set[str]) -> None:
        """Write the manifest: the rows of the files in *done*, and of all others that stand as they were made."""
        rows = [row for row in self.rows.values() if row.path in done or is_whole(self.folder, row)]
        write_rows(self.folder / NAME, rows)
        self.journal.unlink(missing_ok=True)


def _read_known(path: Path) -> Iterator[Row]:
    """Give the rows of a file that can be read; what is cut off, damaged or of another version is built again."""
    try:
        lines = path.read_text("utf-8", "replace").split("\n")
    except OSError:  # there is none
        return
    for line in lines:
        with suppress(ValueError):
            yield read_row(line)
