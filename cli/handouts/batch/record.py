"""Record: what is known of a folder of finished files across builds, even those that were killed.

The manifest is written when a build ends; until then each finished job is a line of a journal beside it.
"""

from contextlib import suppress
from pathlib import Path

from handouts.batch.lock import STATE
from handouts.batch.manifest import NAME, Row, is_whole, read_row, read_rows, write_row, write_rows
from handouts.errors import HandoutError

JOURNAL = "journal.jsonl"


class Record:
    """The rows of one folder by file; whoever uses it holds the lock of the folder."""

    def __init__(self, folder: Path) -> None:
        """Read what earlier builds left; a manifest that cannot be read counts as none: all is built again."""
        self.folder = folder
        self.journal = folder / STATE / JOURNAL
        try:
            rows = read_rows(folder / NAME) if (folder / NAME).exists() else []
        except HandoutError:
            rows = []
        self.rows = {row.path: row for row in (*rows, *self._replay())}

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

    def _replay(self) -> list[Row]:
        """Read the journal of a build that was killed, up to the line it was killed in."""
        rows = []
        lines = self.journal.read_text("utf-8", "replace").split("\n") if self.journal.exists() else []
        for line in lines:
            try:
                rows.append(read_row(line))
            except ValueError:
                continue
        return rows
