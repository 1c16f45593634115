"""Questions about a PDF file that only a person can answer: those of the Matterhorn Protocol 1.1, from human.toml."""

from dataclasses import dataclass

from handouts.datafile import read_tables
from handouts.errors import HandoutError
from handouts.project import PACKAGE, Project

CONSTRUCTED, LOOK = "constructed", "look"


@dataclass(frozen=True)
class Question:
    """One question: the condition's number, and *why* files of our own cannot fail it ("": somebody must look)."""

    condition: str
    ask: str
    why: str

    def must_look(self, *, is_ours: bool) -> bool:
        """Say whether somebody has to look at a file; *is_ours* if handouts made it."""
        return not (is_ours and self.why)


def load_questions() -> tuple[Question, ...]:
    """Read all questions; raises HandoutError where the file is not as its top says."""
    questions = []
    for table in read_tables(Project(PACKAGE), PACKAGE / "checks" / "human.toml"):
        table.allow("ask", "ours", "why")
        ours, why = table.read_text("ours"), table.read_text("why", "")
        if ours not in (CONSTRUCTED, LOOK) or (ours == CONSTRUCTED) != bool(why):
            raise HandoutError(f"[{table.name}] is neither constructed, with why, nor to be looked at", table.where)
        questions.append(Question(table.name, table.read_text("ask"), why))
    return tuple(questions)
