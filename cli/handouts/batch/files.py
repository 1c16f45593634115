"""Files: writing a finished file in one step, so that nobody ever reads half of one."""

import errno
import os
import tempfile
from pathlib import Path

from handouts.errors import HandoutError

HINTS = {
    errno.ENOSPC: "make room, or choose another folder with --output",
    errno.EDQUOT: "make room, or choose another folder with --output",
    errno.EFBIG: "make room, or choose another folder with --output",
}
ELSEWHERE = "choose another folder with --output"


def write_file(path: Path, data: bytes) -> None:
    """Write *data* to a temporary name beside *path* and rename it.

    Raises HandoutError when the folder cannot be made or written; then neither file nor temporary file is left, and
    an older *path* is untouched.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
        temporary = Path(name)
        with open(descriptor, "wb") as file:  # noqa: PTH123 -- a descriptor has no path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        _remove(temporary)
        reason = (error.strerror or str(error)).lower()
        hint = HINTS.get(error.errno or 0, ELSEWHERE)
        raise HandoutError(f"cannot write: {reason}", str(path), hint) from None
    except BaseException:  # an interrupt: nothing half-written stays
        _remove(temporary)
        raise


def _remove(temporary: Path | None) -> None:
    """Remove the temporary file, if there is one."""
    if temporary is not None:
        temporary.unlink(missing_ok=True)
