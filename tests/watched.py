"""Run ``handouts`` as a program of its own that may not use the network and writes down each file it opens.

``python watched.py LIST ARGUMENT...``: LIST receives the paths, one to a line; the rest is the command line.
"""

import os
import sys
from pathlib import Path

opened: set[str] = set()


def watch(event: str, arguments: tuple[object, ...]) -> None:
    """Note a file, refuse a connection."""
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        opened.add(os.fsdecode(arguments[0]))
    elif event.startswith("socket."):
        raise RuntimeError(event)


if __name__ == "__main__":
    sys.addaudithook(watch)
    from handouts.__main__ import run

    code = run(sys.argv[2:])
    Path(sys.argv[1]).write_text("\n".join(sorted(map(os.path.abspath, opened))), encoding="utf-8")
    sys.exit(code)
