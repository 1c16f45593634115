"""GitHub Actions: workflow commands that put notices beside the lines of a change.

GitHub shows at most 10 errors, 10 warnings and 10 notes of a step, in silence: what is alike is told once, and the
last of ten says how many more there are.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.ci.case import Case, Notice
from handouts.finding import Level

MOST = 10
COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def write_github(cases: Sequence[Case]) -> str:
    """Write one line for each notice that GitHub will show."""
    notices = list(dict.fromkeys(notice for case in cases for notice in case.notices))
    lines = [_write(each) for level in Level for each in _choose([one for one in notices if one.level is level])]
    return "".join(f"{line}\n" for line in lines)


def _choose(notices: list[Notice]) -> Iterator[Notice]:
    """Give at most ten notices of one level: of more, one for each kind in each file, then the rest as one."""
    if len(notices) > MOST:
        notices = list(_gather(notices))
    if len(notices) > MOST:
        rest = len(notices) - (MOST - 1)
        more = f"{rest} more are not shown here; the log and the summary have all"
        notices = [*notices[: MOST - 1], Notice(notices[0].level, "more", more)]
    yield from notices


def _gather(notices: list[Notice]) -> Iterator[Notice]:
    """Give the first notice of each kind in each file, with how many more there are."""
    groups: dict[tuple[str, str | None], list[Notice]] = {}
    for each in notices:
        groups.setdefault((each.code, each.path), []).append(each)
    for first, *others in groups.values():
        more = f" (and {len(others)} more of this kind in this file)" if others else ""
        yield replace(first, message=f"{first.message}{more}")


def _write(notice: Notice) -> str:
    """Write a workflow command."""
    values = {"file": notice.path, "line": notice.line, "title": notice.code}
    given = ",".join(f"{name}={_escape(str(value), ',:')}" for name, value in values.items() if value)
    return f"::{COMMANDS[notice.level]} {given}::{_escape(notice.text)}"


def _escape(text: str, signs: str = "") -> str:
    """Escape what would end a command or one of its values."""
    for sign in f"%\r\n{signs}":
        text = text.replace(sign, f"%{ord(sign):02X}")
    return text
