"""What a translator is told of a message."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from handouts.project import Project
from handouts.signoff.text import Difference, Sentence
from handouts.status import Stage

if TYPE_CHECKING:
    from handouts.preview.press import Press

    SetUp = Callable[[Project, str, str], Press]

OFFER = "suggestion (sentences as before: 1 of 1): Espere."
Edit = Callable[[Path, str, str], None]


def find_row(rows: Any, key: str) -> dict[str, Any]:  # noqa: ANN401 -- as JSON is
    """Find a message by its key."""
    (row,) = (each for each in rows if each["key"] == key)
    found: dict[str, Any] = row
    return found


def test_messages(project: Project, set_up: "SetUp", edit: Edit) -> None:
    """A message has its texts, notes, offers, places and state; what is not translated is counted."""
    catalog = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    edit(catalog, 'msgctxt "wait"', f'# my note\n#. {OFFER}\n#, fuzzy\nmsgctxt "wait"')
    edit(
        project.templates / "tea" / "handout.html.jinja",
        '<p>{% trans "wait"',
        '{# translators: a cup #}\n<p>{% trans "wait"',
    )
    _, proof = set_up(project, "tea", "es").make_proof()
    from handouts.preview.entries import describe_messages  # noqa: PLC0415 -- needs the engine

    told = describe_messages(project, proof)
    assert (1, "draft") == (told["untranslated"], told["stage"])
    expected = {
        "key": "wait",
        "msgid": "Wait 3 minutes, then drink.",
        "msgstr": "Espere 3 minutos y beba.",
        "notes": ["a cup"],
        "own_notes": ["my note", OFFER],
        "state": "fuzzy",
        "signature": "not signed",
        "where": "locales/es/LC_MESSAGES/tea.po:21",
        "template": "templates/tea/handout.html.jinja:6",
    }
    assert expected == find_row(told["messages"], "wait")


@pytest.mark.parametrize(
    ("stage", "changed", "expected"),
    [
        (Stage.TRANSLATED, (), "signed"),
        (Stage.DRAFT, (), "not signed"),
        (Stage.DRAFT, ("wait",), "changed since it was signed"),
        (Stage.DRAFT, ("title",), "as it was signed, but not signed today"),
    ],
)
def test_signature(project: Project, set_up: "SetUp", stage: Stage, changed: tuple[str, ...], expected: str) -> None:
    """A message says what the signatures under its handout are worth for it."""
    _, proof = set_up(project, "tea", "es").make_proof()
    from handouts.preview.entries import describe_messages  # noqa: PLC0415 -- needs the engine

    sentences = [Sentence("tea", key, "", "", "") for key in changed]
    status = replace(proof.status, stage=stage, changes=tuple(Difference(each, each) for each in sentences))
    told = describe_messages(project, replace(proof, status=status))
    assert expected == find_row(told["messages"], "wait")["signature"]
