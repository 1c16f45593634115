"""Pages: how many a translation fills on paper, and which of its words have no place there; nothing is written."""

from dataclasses import dataclass, replace

from handouts.catalog.lookup import find_catalog
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.fonts import FontLibrary
from handouts.layout import check_layout
from handouts.pipeline import Job, lay_out
from handouts.project import Project


@dataclass(frozen=True)
class Pages:
    """The pages of one handout in one language, the fit they needed, and what was found on them."""

    handout: str
    pages: int
    fit: str
    findings: tuple[Finding, ...]

    def __str__(self) -> str:
        """Write it for a table."""
        fit = "" if self.fit == "designed" else f" ({self.fit})"
        return f"{self.handout} {self.pages}{fit}"


def check_pages(project: Project, library: FontLibrary, job: Job) -> Pages:
    """Lay *job* out and look at its pages; what cannot be laid out has none."""
    try:
        *_, layout = lay_out(project, library, job)
    except HandoutError as error:
        problem = Finding("no-pages", Level.ERROR, error.message, error.where, error.hint)
        return Pages(job.handout.id, 0, "none", (problem,))
    where = project.name(find_catalog(project, job.language, job.handout.id))
    findings = tuple(replace(finding, where=where) for finding in check_layout(layout))
    return Pages(job.handout.id, layout.pages, layout.fit, findings)
