"""Finding: something a check noticed that does not stop the job; how it is printed is the business of report."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters: an error blocks a release, a warning asks for a look, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing noticed: a stable kebab-case ``code``, a sentence, ``path:line``, and what to do next."""

    code: str
    level: Level
    message: str
    where: str | None = None
    hint: str | None = None
