"""Lock: one build at a time in a folder; the system takes the lock away from a process that ends, however it ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from handouts.batch.files import probe_folder
from handouts.errors import HandoutError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


STATE = ".handouts"  # the folder inside of the finished files that holds what only a build needs


@contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Be the only one that builds into *folder*, which is made, inside of the block.

    Raises HandoutError when another process does, or the folder cannot be written.
    """
    probe_folder(folder)
    probe_folder(folder / STATE)
    with (folder / STATE / "lock").open("a+b") as file:
        try:
            _lock(file.fileno())
        except OSError:
            file.seek(0)
            owner = file.read(20).decode(errors="replace").strip()
            message = f"another build is at work in this folder (process {owner or 'unknown'})"
            raise HandoutError(message, str(folder), "wait until it ends, or name another --output") from None
        with suppress(OSError):  # a full disk: then nobody learns who holds it
            file.truncate(0)
            file.write(str(os.getpid()).encode())
            file.flush()
        yield


def _lock(descriptor: int) -> None:
    """Take the lock or raise OSError at once."""
    if fcntl is not None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt  # noqa: PLC0415 -- only there

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
