"""A group of commands that imports each of them only when it is called, so that --help is there at once."""

from collections.abc import Mapping
from importlib import import_module
from keyword import iskeyword
from typing import Any

import click


class LazyGroup(click.Group):
    """A group whose commands are ``command`` in the modules of *package*; *sentences* says what --help says of each."""

    def __init__(self, name: str, *, package: str, sentences: Mapping[str, str], **settings: Any) -> None:  # noqa: ANN401 -- click's
        """Note where the commands are."""
        super().__init__(name, **settings)
        self.package = package
        self.sentences = sentences

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in their own order."""
        return list(self.sentences)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command, or give None."""
        if cmd_name not in self.sentences:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name  # no module can be called import
        command: click.Command = import_module(f"{self.package}.{module}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.sentences.items()))
