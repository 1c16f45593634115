"""Files: reading one that comes from outside, so that no link, no pipe and no size does harm; not what it holds."""

import os
from pathlib import Path

from handouts.errors import HandoutError
from handouts.gate.limits import find_limit
from handouts.project import Project


def read_outside(project: Project, path: Path, limit: str) -> bytes:
    """Read the bytes of a file of *project*, or of one that the user named, at most as many as *limit* allows.

    Raises HandoutError for a link that leads out of the project, for what is no plain file (a pipe would wait for
    ever, a device has no end), for one that is too large or cannot be read; FileNotFoundError where there is none.
    """
    where, most = project.name(path), find_limit(limit)
    try:
        real = path.resolve(strict=True)
        if path.is_relative_to(project.root) and not real.is_relative_to(project.root.resolve()):
            raise HandoutError("a link leads out of the project", where, "put a copy of the file in its place")
        if not path.is_file():
            raise HandoutError("this is not a file", where, "put a readable file there")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except (FileNotFoundError, NotADirectoryError):
        if path.is_symlink():
            raise HandoutError("a link leads nowhere", where, "put a copy of the file in its place") from None
        raise
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself
        reason = (
            os.strerror(getattr(error, "errno", None) or 0).lower() if isinstance(error, OSError) else "a loop of links"
        )
        raise HandoutError(f"cannot be read: {reason}", where, "put a readable file there") from None
    if len(data) > most:
        raise HandoutError(f"the file is larger than {most} bytes", where, "check that it is the right file")
    return data
