"""What of a file that came back is taken: only for today's English, only once, never what a check calls an error."""

import shutil
from dataclasses import replace

import pytest

from handouts.catalog.lookup import load_catalog, read_catalog
from handouts.checks.pair import Pair
from handouts.checks.rules import load_rules
from handouts.checks.suppress import Suppression
from handouts.errors import HandoutError
from handouts.exchange.bundle import Returned
from handouts.exchange.formats import guess
from handouts.exchange.intake import Judge, Outcome, Target, collect_texts, refuse_losses
from handouts.language import find_language
from handouts.project import Project
from handouts.template import extract

WAIT = Returned("tea", "wait", "Wait 3 minutes, then drink.", "Aguarde 3 minutos y beba.", "es.xlf:9", is_done=True)
WATER = Returned("tea", "water", "Pour <b>hot</b> water on the leaves.", "Vierta <b>agua</b> caliente.", "es.xlf:5")


@pytest.fixture(autouse=True)
def rules(project: Project, real: Project) -> None:
    """Let the tiny project know what the real one knows of languages."""
    shutil.copy(real.locales / "checks.toml", project.locales)


def load(project: Project, tag: str = "es", *suppressions: Suppression) -> Judge:
    """Load what units are compared with."""
    language = find_language(project, tag)
    messages = extract(project, "tea")
    target = Target(load_catalog(project, language, "tea", messages), read_catalog(project, language, "tea"))
    return Judge({"tea": target}, load_rules(project, language), suppressions)


def say(outcome: Outcome) -> tuple[str, str]:
    """Give what happened to a unit, and why."""
    return str(outcome.result), outcome.reason


def test_taken(project: Project) -> None:
    """A new translation for today's English is taken, with its warnings."""
    outcome = load(project).judge(WAIT)

    assert ("taken", "") == say(outcome)
    assert {"wait": ("Aguarde 3 minutos y beba.", ())} == collect_texts([outcome], "tea")
    assert {} == collect_texts([outcome], "page")


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (replace(WAIT, source="Wait 5 minutes, then drink."), "its English is not that of today"),
        (replace(WAIT, key="weight"), "no template prints this message"),
        (replace(WAIT, domain="coffee"), "no template prints this message"),
        (replace(WAIT, target=""), "the translation is empty now; the catalog keeps its own"),
        (replace(WAIT, target="\u200b"), "the translation is empty now; the catalog keeps its own"),
        (replace(WAIT, fault="<foo> inside of a text"), "<foo> inside of a text"),
        (replace(WATER, target="Vierta agua caliente."), "tag <b> missing"),
        (replace(WATER, target="<b>a</b> {name}"), "unknown placeholder {name}"),
        (replace(WAIT, target="Espere 5 minutos y beba."), "number: the number 3"),
        (replace(WAIT, target="Espere 3 minutos y bеba."), "'bеba' mixes cyrillic"),
        (
            replace(WAIT, is_machine=True),
            "a machine made this translation, and the catalog says a person made all of them",
        ),
    ],
)
def test_refused(unit: Returned, reason: str, project: Project) -> None:
    """What is stale, unknown, emptied, unreadable, faulty or a machine's in disguise is refused, and says why."""
    result, found = say(load(project).judge(unit))

    assert ("refused", True) == (result, found.startswith(reason)), found


def test_duplicate(project: Project) -> None:
    """A unit that is there twice is refused twice: nobody can tell which one is meant."""
    outcomes = list(load(project).judge_all([WAIT, WATER, WAIT]))

    assert ["refused", "taken", "refused", "missing"] == [str(each.result) for each in outcomes]
    assert ("missing", "the file does not hold it", "title") == (*say(outcomes[3]), outcomes[3].key)


def test_unchanged(project: Project) -> None:
    """A text that is the same, but for white space in the file or the catalog, is left alone."""
    same = replace(WAIT, target="Espere 3 minutos y beba.")

    assert ("unchanged", "") == say(load(project).judge(same))
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.write_text(path.read_text("utf-8").replace("Espere 3", "Espere  3"), "utf-8")
    assert ("unchanged", "") == say(load(project).judge(same))


@pytest.mark.parametrize(("is_done", "expected"), [(True, "confirmed"), (False, "unchanged")])
def test_fuzzy(project: Project, is_done: bool, expected: str) -> None:  # noqa: FBT001 -- pytest's
    """A fuzzy text that came back as it was stays fuzzy, unless the file calls it translated."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.write_text(path.read_text("utf-8").replace('msgctxt "wait"', '#, fuzzy\nmsgctxt "wait"'), "utf-8")

    assert (expected, "") == say(load(project).judge(replace(WAIT, target="Espere 3 minutos y beba.", is_done=is_done)))


def test_fuzzy_with_fault(project: Project) -> None:
    """Confirming does not get an error past the checks."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    text = path.read_text("utf-8").replace('msgctxt "wait"', '#, fuzzy\nmsgctxt "wait"').replace("Espere 3", "Espere 4")
    path.write_text(text, "utf-8")

    assert "refused" == say(load(project).judge(replace(WAIT, target="Espere 4 minutos y beba.")))[0]


def test_suppressed(project: Project) -> None:
    """A fault that a person has accepted for these very texts is accepted here too."""
    unit, judge = replace(WAIT, target="Espere 5 minutos y beba."), load(project)
    assert "refused" == judge.judge(unit).result
    digest = Pair("wait", unit.source, unit.target, judge.targets["tea"].catalog.language, judge.rules).digest
    known = [Suppression(code, "wait", digest, "because", "") for code in ("number", "number-turned", "unit")]

    assert ("taken", "") == say(load(project, "es", *known).judge(unit))


def test_stale_catalog(project: Project) -> None:
    """Nothing goes into an entry that is not in step with the English."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    path.write_text(path.read_text("utf-8").replace("Wait 3 minutes", "Wait 2 minutes"), "utf-8")

    assert ("refused", "the catalog is not in step with the English: run handouts catalog update") == say(
        load(project).judge(WAIT)
    )


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"PK\x03\x04", "a", "xlsx"),
        (b'<?xml version="1.0"?>\n<xliff version="1.2" xmlns="x">', "a.xml", "xliff"),
        (b"<xlf:xliff xmlns:xlf='x' version='2.1'>", "a.xlf", "xliff2"),
        ('<xliff version="2.0">'.encode("utf-16"), "a.xlf", "xliff2"),
        (b"a,b", "A.CSV", "csv"),
    ],
)
def test_guess(data: bytes, name: str, expected: str) -> None:
    """The format is told from what a file holds."""
    assert expected == guess(data, name)


def test_no_guess() -> None:
    """What cannot be told is asked for."""
    with pytest.raises(HandoutError) as caught:
        guess(b"<tmx>", "a.tmx")
    assert "add --format xliff or xliff2 or xlsx or csv" == caught.value.hint


@pytest.mark.parametrize("count", [2, 3])
def test_lost_letters(count: int) -> None:
    """Where many texts of a file lost letters, none can be trusted; one or two are refused by themselves."""
    texts = [*("Gi? <b>nh?m</b>", "B?c s?", "m?t")[:count], "Ch?", "What?"]
    units = [Returned("tea", f"k{place}", "English", text, f"vi.csv:{place}") for place, text in enumerate(texts, 2)]

    if count < 3:
        refuse_losses(units)
        return
    with pytest.raises(HandoutError, match=r"vi\.csv:2: letters were lost on the way in 3 texts, such as 'nh\?m'"):
        refuse_losses(units)
