"""Installers: the right command on each system."""

import pytest

from handouts.installer import find_installer


@pytest.mark.parametrize(
    ("program", "command"),
    [
        ("apt-get", "sudo apt-get install pango fonts"),
        ("dnf", "sudo dnf install pango fonts"),
        ("brew", "brew install pango fonts"),
        ("pacman", "pacman -S pango fonts"),
    ],
)
def test_command(program: str, command: str) -> None:
    """The command names each package once."""
    installer = find_installer({program: f"/bin/{program}"}.get)

    assert installer
    assert command == installer.write_command(["pango", "fonts", "pango"])


def test_none() -> None:
    """A system without a package manager we know has none."""
    assert find_installer(lambda _: None) is None
