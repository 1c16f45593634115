"""Task: one job by its names alone, so that it can be sent to a worker; reading what it names is the worker's."""

from dataclasses import dataclass

from handouts.language import Language
from handouts.pdf.standards import UA1
from handouts.styles import Paper


@dataclass(frozen=True)
class Task:
    """What is asked for: one handout in one language on one kind of paper; *release* refuses what is not signed."""

    handout: str
    language: Language
    paper: Paper
    release: bool = False
    standard: str = UA1.name

    @property
    def id(self) -> str:
        """Name the job: what manifests and shards know it by."""
        return f"{self.handout}/{self.language.tag}/{self.paper.name}"

    @property
    def file_name(self) -> str:
        """Name the finished file."""
        return f"{self.handout}.{self.language.tag}.pdf"
