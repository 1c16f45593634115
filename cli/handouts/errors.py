"""The one error a user can mend, and the exit codes; nothing here prints or exits."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the process returns to the shell; documented in the README."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    BUG = 3
    INTERRUPTED = 130


class HandoutError(Exception):
    """Ends a job: something the user can mend.

    *message* says what is wrong, *where* is ``path:line`` or a path, *hint* says what to do next.
    """

    def __init__(self, message: str, where: str | None = None, hint: str | None = None) -> None:
        """Keep the three parts apart, so that a report can lay them out."""
        super().__init__(message, where, hint)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        """Give the message as one line, with its place in front."""
        return f"{self.where}: {self.message}" if self.where else self.message
