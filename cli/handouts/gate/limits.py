"""Limits: how large things from outside may be; limits.toml has the reason of each. Nothing is measured here."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("limits.toml")


@cache
def load_limits() -> dict[str, dict[str, Any]]:
    """Read all limits: by name, ``most`` and ``reason``."""
    return tomllib.loads(FILE.read_text("utf-8"))


def find_limit(name: str) -> int:
    """Give the most that is allowed of *name*."""
    return int(load_limits()[name]["most"])
