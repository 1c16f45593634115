"""The command ``handouts``: which commands there are, and the one place that prints errors and picks exit codes."""

import os
import signal
import sys
import traceback
from io import TextIOWrapper

import click

from handouts.commands.group import LazyGroup
from handouts.errors import ExitCode, HandoutError, describe_bug, describe_failure

# Command -> what --help says of it. Each is ``command`` in handouts.commands.<name>, imported only when it is called.
COMMANDS = {
    "build": "Build handouts (all if none is named) in all languages, as tagged PDF files.",
    "merge": "Merge the manifests of all shares of a batch, and bring their files together.",
    "list": "List the handouts, and how far each language is.",
    "reading": "Report how hard the English of HANDOUTs is to read, and hold it to its limits.",
    "check": "Check translations: numbers, units, names, negation, letters, signs, terms.",
    "preview": "Show the pages of TAG beside the English in a local web page, live while a translator works.",
    "verify": "Verify finished PDF files, whoever made them.",
    "extract": "Write locales/page.pot and one .pot per handout.",
    "catalog": "Begin, update, compare and send out the catalogs that translators work on.",
    "signoff": "Sign texts, and say who signed them; a release needs it.",
    "doctor": "Check that everything needed is installed.",
}
STREAMS = {"stdin": "r", "stdout": "w", "stderr": "w"}  # in the order of their numbers
CONTEXT = {"help_option_names": ["-h", "--help"]}


@click.group("handouts", cls=LazyGroup, package="handouts.commands", sentences=COMMANDS, context_settings=CONTEXT)
@click.version_option(package_name="handouts", message="%(prog)s %(version)s")
def group() -> None:
    """Multilingual, accessible patient handouts: templates and translations in, PDF files out."""


def run(arguments: list[str]) -> int:
    """Run one command line and give its exit code."""
    try:
        return int(group.main(arguments, "handouts", standalone_mode=False) or ExitCode.OK)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return error.exit_code
    except click.ClickException as error:
        return _report(_translate(error), error.exit_code)
    except click.Abort:
        click.echo("interrupted: finished files are kept, nothing is half-written", err=True)
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001  (the one place that catches everything)
        failure = describe_failure(error)
        return _report(failure) if failure else _report_bug()


def main() -> None:
    """Run what the user typed and leave with its exit code; letters that a terminal does not know are spelt out."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt_once)
    for name, mode in STREAMS.items():
        if getattr(sys, name) is None:  # closed with >&-: the next file opened would take its place, and what is told
            setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 -- as long as the process
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def _interrupt_once(*_: object) -> None:
    """End what is done, and let it be tidied up in peace however often somebody interrupts again."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _translate(error: click.ClickException) -> HandoutError:
    """Say what click complains of in our own style."""
    message = " ".join(error.format_message().split()).removesuffix(".")
    context = getattr(error, "ctx", None)
    hint = f"see: {context.command_path} --help" if context else None
    return HandoutError(message[:1].lower() + message[1:], hint=hint)


def _report(error: HandoutError, code: int = ExitCode.FINDINGS) -> int:
    """Print what the user can mend."""
    click.echo(f"error: {error}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)
    return code


def _report_bug() -> int:
    """Print what only we can mend."""
    traceback.print_exc()
    return _report(describe_bug(), ExitCode.BUG)


if __name__ == "__main__":
    main()
