"""Cases and notices: findings and errors of any command in one form, from which each report is written."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.result import Result

_PLACE = re.compile(r"(.+?):([1-9][0-9]*)")


@dataclass(frozen=True)
class Notice:
    """One thing that was found: *path* and *line* lead to its cause, where that is known."""

    level: Level
    code: str
    message: str
    path: str | None = None
    line: int | None = None
    hint: str | None = None

    @property
    def where(self) -> str:
        """Give ``path:line`` as far as it is known."""
        return f"{self.path}:{self.line}" if self.line else self.path or ""

    @property
    def text(self) -> str:
        """Give the message as a sentence with what to do."""
        return f"{self.message}; {self.hint}" if self.hint else self.message

    def mark(self, path: str) -> str:
        """Give what tells this notice in *path* from all others, and stays the same when lines are moved."""
        return hashlib.sha256(f"{self.code}\n{path}\n{self.message}".encode()).hexdigest()


@dataclass(frozen=True)
class Case:
    """One thing that a command looked at, such as a finished file or a language, and what was found."""

    group: str
    name: str
    notices: tuple[Notice, ...] = ()

    @property
    def is_good(self) -> bool:
        """Say whether there is no error."""
        return all(each.level is not Level.ERROR for each in self.notices)

    @property
    def errors(self) -> tuple[Notice, ...]:
        """Give the errors."""
        return tuple(each for each in self.notices if each.level is Level.ERROR)


def make_case(group: str, name: str, findings: Iterable[Finding], errors: Iterable[HandoutError] = ()) -> Case:
    """Make a case of what was found; its errors come first."""
    failed = [Finding("failed", Level.ERROR, each.message, each.where, each.hint) for each in errors]
    found = map(_make_notice, [*failed, *findings])
    order = list(Level)
    return Case(group, name, tuple(sorted(found, key=lambda notice: order.index(notice.level))))


def make_build_cases(results: Sequence[Result], early: Sequence[HandoutError]) -> list[Case]:
    """Make a case of each file of a build, and one of what could not be begun."""
    cases = [
        make_case(
            result.task.handout,
            result.path.name,
            result.product.findings if result.product else (),
            [result.error] if result.error else (),
        )
        for result in results
    ]
    return [*cases, make_case("handouts", "build", (), early)] if early else cases


def _make_notice(finding: Finding) -> Notice:
    """Take the place of a finding apart."""
    found = _PLACE.fullmatch(finding.where or "")
    path = found[1] if found else finding.where
    line = int(found[2]) if found else None
    return Notice(finding.level, finding.code, finding.message, path, line, finding.hint)
