"""Versions: all programs that have a say in the bytes of a file, ours too; fonts are inputs of a job, see key."""

import ctypes
import hashlib
import platform
import re
import zlib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution, version

from handouts.libraries import LIBRARIES, ask_version
from handouts.project import PACKAGE

OURS = "handouts"
CODE = (".py", ".toml", ".xml")
DATA = {"templates", "locales", "styles"}  # inside an installed package: a project like any other


def find_versions() -> dict[str, str]:
    """Give the versions of our code, Python, the packages we ask for and what they ask for, and the libraries."""
    found = {OURS: f"{version(OURS)} {digest_code()}", "python": platform.python_version()}
    found |= {name: version(name) for name in sorted(_find_packages(OURS))}
    found |= {library.name: _find_library(library.files, library.version) for library in LIBRARIES}
    return found | {"zlib": zlib.ZLIB_RUNTIME_VERSION}


def digest_code() -> str:
    """Give the first digits of the sha256 over our own code: an edit without a new version counts too."""
    total = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*")):
        name = path.relative_to(PACKAGE)
        if path.suffix in CODE and name.parts[0] not in DATA:
            total.update(f"{name.as_posix()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()[:16]


def _find_packages(name: str) -> set[str]:
    """Give the installed packages that *name* needs, and those that they need; extras are left out."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for each in _find_needed(waiting.pop()):
            if each not in found:
                found.add(each)
                waiting.append(each)
    return found


def _find_needed(name: str) -> Iterator[str]:
    """Give what one package needs and this machine has."""
    for requirement in distribution(name).requires or ():
        package = re.match(r"[\w.-]+", requirement)
        if package and "extra ==" not in requirement:
            normal = re.sub(r"[-_.]+", "-", package[0]).lower()
            try:
                distribution(normal)
            except PackageNotFoundError:  # for another system
                continue
            yield normal


def _find_library(files: tuple[str, ...], function: str) -> str:
    """Give the version of a system library; its file name if it does not tell, or "none"."""
    for file in files:
        try:
            return ask_version(ctypes.CDLL(file), function) or file
        except OSError:
            continue
    return "none"
