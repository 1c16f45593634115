"""Writing: a text file of the project replaced in one step, so that nobody ever reads half of it."""

import os
import tempfile
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Write *path* under a temporary name in its folder, which is there, and rename it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        file.write(content)
    try:
        Path(file.name).chmod(0o644)
        os.replace(file.name, path)  # noqa: PTH105 -- says what matters
    except OSError:
        Path(file.name).unlink(missing_ok=True)
        raise
