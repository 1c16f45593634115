"""Files: writing a finished file in one step, so that nobody ever reads half of one."""

import errno
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from handouts.errors import HandoutError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
PART = ".part"  # how temporary names end
ELSEWHERE = "choose another folder with --output"


def probe_folder(folder: Path) -> None:
    """Make *folder* and see that files can be written there; raises HandoutError when not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=folder, prefix=".").close()
    except OSError as error:
        raise _complain(folder, error, ELSEWHERE) from None


def remove_leftovers(folder: Path) -> None:
    """Remove the temporary files of a build that was killed; whoever calls this holds the lock of *folder*."""
    for path in folder.glob(f".*{PART}"):
        path.unlink(missing_ok=True)


def write_file(path: Path, data: bytes, advice: str = ELSEWHERE) -> None:
    """Write *data* to a temporary name beside *path* and rename it; *advice* is the hint where that fails.

    Raises HandoutError when the folder cannot be made or written; then neither file nor temporary file is left, and
    an older *path* is untouched.
    """
    temporary: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=PART)
        temporary = Path(name)
        with open(descriptor, "wb") as file:  # noqa: PTH123 -- a descriptor has no path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(OSError):  # some file systems know no modes
            temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        _remove(temporary)
        is_open = isinstance(error, PermissionError) and temporary is not None  # only Windows refuses to replace it
        raise _complain(path, error, f"close it where it is open, or {advice}" if is_open else advice) from None
    except BaseException:  # an interrupt: nothing half-written stays
        _remove(temporary)
        raise


def write_files(contents: Mapping[Path, bytes], advice: str = ELSEWHERE) -> None:
    """Write several files in order; where one fails, those that were not there before are taken away again."""
    fresh = [path for path in contents if not path.exists()]
    try:
        for path, data in contents.items():
            write_file(path, data, advice)
    except BaseException:  # an interrupt too: half of them would look whole
        for path in fresh:
            path.unlink(missing_ok=True)
        raise


def _complain(path: Path, error: OSError, advice: str) -> HandoutError:
    """Say why *path* cannot be written."""
    reason = (error.strerror or str(error)).lower()
    return HandoutError(
        f"cannot write: {reason}", str(path), f"make room, or {advice}" if error.errno in FULL else advice
    )


def _remove(temporary: Path | None) -> None:
    """Remove the temporary file, if there is one."""
    if temporary is not None:
        temporary.unlink(missing_ok=True)
