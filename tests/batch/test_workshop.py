"""Workshop: what jobs share is kept, and is only a short cut."""

from collections.abc import Callable

import pytest
from weasyprint import CSS

from handouts import layout
from handouts.batch.workshop import Workshop
from handouts.fonts import FontLibrary
from handouts.project import Project
from handouts.task import Task


@pytest.mark.parametrize("tags", [("es", "es", "ar", "es"), ("ar", "en", "ar")])
def test_shared(project: Project, library: FontLibrary, make_task: Callable[..., Task], tags: tuple[str, ...]) -> None:
    """Whatever was built before, a file has the bytes that it has alone."""
    alone = {tag: Workshop(project, library).make(make_task(tag)).data for tag in set(tags)}
    workshop = Workshop(project, library)

    assert [alone[tag] for tag in tags] == [workshop.make(make_task(tag)).data for tag in tags]
    assert len({*alone.values()}) == len(alone)


def test_parsed_once(
    project: Project, library: FontLibrary, make_task: Callable[..., Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The style sheets of a language are parsed once for jobs that follow each other, and anew when they change."""
    parsed: list[str] = []

    def parse(*, string: str, **named: object) -> CSS:
        parsed.extend([string] if "@font-face" in string else [])
        return CSS(string=string, **named)

    monkeypatch.setattr(layout, "CSS", parse)
    workshop = Workshop(project, library)
    for tag in ("es", "es", "ar"):
        workshop.make(make_task(tag))
    assert 2 == len(parsed)

    sheet = project.styles / "tokens.css"
    sheet.write_text(sheet.read_text("utf-8") + "p { color: #123 }", "utf-8")
    changed = workshop.make(make_task("ar"))
    assert 3 == len(parsed)
    assert Workshop(project, library).make(make_task("ar")).data == changed.data


def test_after_a_mistake(project: Project, library: FontLibrary, make_task: Callable[..., Task]) -> None:
    """A job that failed leaves nothing behind: each job after it is told of the same mistake, until it is mended."""
    sheet = project.styles / "tokens.css"
    text = sheet.read_text("utf-8")
    good = Workshop(project, library).make(make_task("es")).data
    workshop = Workshop(project, library)
    sheet.write_text(text + "p { colour: red }", "utf-8")
    errors = [workshop.make(make_task("es")).error for _ in range(2)]
    sheet.write_text(text, "utf-8")

    assert errors[0] is not None
    assert str(errors[0]) == str(errors[1])
    assert good == workshop.make(make_task("es")).data
