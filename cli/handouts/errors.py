"""The one error a user can mend, and the exit codes; nothing here prints or exits."""

import errno
from enum import IntEnum

# What the machine refuses, not what we got wrong.
REFUSALS = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS}


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


def describe_failure(error: Exception) -> HandoutError | None:
    """Say what the user can do about *error*; None for our own mistakes."""
    if isinstance(error, HandoutError):
        return error
    if isinstance(error, OSError) and error.errno in REFUSALS:
        return HandoutError(str(error.strerror).lower(), error.filename, "mend that and run the command again")
    if isinstance(error, MemoryError):
        hint = "free some, use fewer workers with --jobs, or allow more with --memory"
        return HandoutError("not enough memory", hint=hint)
    return None


def describe_bug(where: str | None = None) -> HandoutError:
    """Say what only we can mend; a traceback should stand above it."""
    hint = "please report it with the lines above and the output of: handouts doctor"
    return HandoutError("this is a mistake in handouts, not yours", where, hint)
