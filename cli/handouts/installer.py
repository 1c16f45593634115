"""Installer: how this machine installs system packages, so that a message can name the command; it installs nothing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Installer:
    """A package manager: its key in data tables, the command before the package names."""

    key: str
    command: str

    def write_command(self, packages: Iterable[str]) -> str:
        """Write the command that installs *packages*, each once."""
        return " ".join((self.command, *dict.fromkeys(packages)))


# Program that gives the package manager away -> the package manager. The first one found counts.
INSTALLERS = {
    "apt-get": Installer("debian", "sudo apt-get install"),
    "dnf": Installer("fedora", "sudo dnf install"),
    "brew": Installer("brew", "brew install"),
    "pacman": Installer("msys2", "pacman -S"),
}


def find_installer(which: Callable[[str], str | None]) -> Installer | None:
    """Find the package manager of this machine; *which* is ``shutil.which``."""
    return next((installer for program, installer in INSTALLERS.items() if which(program)), None)
