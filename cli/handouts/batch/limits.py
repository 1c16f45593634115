"""Limits: how much memory and time this process may take, and takes, where the system tells and lets itself be told."""

import ctypes
import math
import signal
import sys
from contextlib import suppress
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

_MMAP_THRESHOLD = -3  # of mallopt(3)
_LARGE = 1_000_000


def return_memory() -> None:
    """Let the C library give large pieces back once they are free: a font of 20 MB leaves a hole otherwise."""
    with suppress(AttributeError, OSError, TypeError):  # another library, another system
        ctypes.CDLL(None).mallopt(_MMAP_THRESHOLD, _LARGE)


def limit_memory(size: int) -> None:
    """Refuse this process more than *size* bytes; beyond, Python raises MemoryError and C libraries give up."""
    _limit("RLIMIT_AS", size)


def end_after(seconds: float) -> None:
    """Let the system end this process after so many seconds from now, whatever it does; 0 takes that back."""
    if hasattr(signal, "alarm"):
        signal.alarm(math.ceil(seconds))


def limit_data(size: int) -> None:
    """Do the same for a process with a Java machine, which reserves much more than it fills: count what is filled."""
    _limit("RLIMIT_DATA", size)


def _limit(name: str, size: int) -> None:
    """Lower one limit, never below what already holds."""
    if resource is not None:
        kind = getattr(resource, name)
        _, most = resource.getrlimit(kind)
        allowed = size if most == resource.RLIM_INFINITY else min(size, most)
        resource.setrlimit(kind, (allowed, most))


def find_memory() -> int:
    """Give the bytes of memory this process has now; had at most, where the system tells only that; 0 if neither."""
    statm = Path("/proc/self/statm")
    if resource is None:
        return 0
    if statm.exists():
        return int(statm.read_text("ascii").split()[1]) * resource.getpagesize()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
