"""Lookup: only a translation of the very text, sound and finished, is ever printed."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from handouts.catalog.lookup import CatalogTranslator, Origin, State, load_catalog
from handouts.catalog.write import fill, make_catalog
from handouts.errors import HandoutError
from handouts.finding import Level
from handouts.language import Language
from handouts.message import Message
from handouts.project import Project
from handouts.trans import Translation

SPANISH = Language("es", "Spanish", "español", "Latn", "latn", "es")
ENGLISH = Language("en", "English", "English", "Latn", "latn", "en")
CALL = Message("call", "Call <b>now</b>", (), "templates/car-t/handout.html.jinja:3")
WEAR = Message("wear", "Wear it", (), "templates/car-t/handout.html.jinja:4")
PATH = "locales/es/LC_MESSAGES/car-t.po"
DONE = {"call": ("Llame <b>ya</b>", ()), "wear": ("Llévelo", ())}


def write(root: Path, text: str) -> Project:
    """Write the Spanish catalog."""
    (root / PATH).parent.mkdir(parents=True, exist_ok=True)
    (root / PATH).write_bytes(text.encode())
    return Project(root)


def make(texts: Mapping[str, tuple[str, tuple[str, ...]]]) -> str:
    """Make a catalog with *texts*."""
    return fill(make_catalog("car-t", SPANISH, (CALL, WEAR), "machine draft"), texts)


def test_finished_translations_are_given(tmp_path: Path) -> None:
    """All is translated, counted, and the origin is known."""
    catalog = load_catalog(write(tmp_path, make(DONE)), SPANISH, "car-t", (CALL, WEAR))
    assert [catalog.get(CALL), catalog.get(WEAR)] == ["Llame <b>ya</b>", "Llévelo"]
    assert (catalog.translated, catalog.total, catalog.untranslated, catalog.problems) == (2, 2, (), ())
    assert catalog.origin == "machine draft"


@pytest.mark.parametrize(
    ("header", "origin"),
    [
        ("X-Origin: human\\n", Origin.HUMAN),
        ("X-Origin:  Human \\n", Origin.HUMAN),
        ("X-Origin: Machine  Draft\\n", Origin.MACHINE),
        ("", Origin.MACHINE),
    ],
)
def test_a_machine_draft_stays_one_however_written(tmp_path: Path, header: str, origin: Origin) -> None:
    """Only what says that a person made it counts as made by a person."""
    project = write(tmp_path, make(DONE).replace("X-Origin: machine draft\\n", header))
    assert load_catalog(project, SPANISH, "car-t", (CALL, WEAR)).origin is origin


def test_an_unknown_origin_is_an_error(tmp_path: Path) -> None:
    """What nobody can tell is not guessed."""
    text = make(DONE).replace("X-Origin: machine draft", "X-Origin: AI")
    line = text[: text.index("X-Origin")].count("\n") + 1
    with pytest.raises(HandoutError, match="the header says X-Origin 'ai'") as caught:
        load_catalog(write(tmp_path, text), SPANISH, "car-t", (CALL, WEAR))
    assert caught.value.where == f"{PATH}:{line}"


@pytest.mark.parametrize(
    ("old", "new", "state", "codes"),
    [
        ('msgstr "Llame <b>ya</b>"', 'msgstr ""', State.EMPTY, []),
        ('msgstr "Llame <b>ya</b>"', 'msgstr "  "', State.EMPTY, []),
        ('msgstr "Llame <b>ya</b>"', 'msgstr "\u200b\u00a0\u2060"', State.EMPTY, []),
        ('msgstr "Llame <b>ya</b>"', 'msgstr "<b>\u200b</b>"', State.EMPTY, []),
        ('msgctxt "call"', '#, fuzzy\nmsgctxt "call"', State.FUZZY, []),
        ('msgctxt "call"', '#= fuzzy\nmsgctxt "call"', State.FUZZY, []),
        ('msgid "Call <b>now</b>"', 'msgid "Do not call <b>now</b>"', State.CHANGED, []),
        ("Llame <b>ya</b>", "Llame ya", State.BROKEN, ["translation-tag-missing"]),
        ('msgctxt "call"', 'msgctxt "cal"', State.MISSING, ["entry-unused"]),
        ('msgctxt "call"\n', "", State.MISSING, ["entry-without-key"]),
        ('msgstr "Llame <b>ya</b>"', 'msgid_plural "x"\nmsgstr[0] "y"', State.BROKEN, ["plural-entry"]),
    ],
)
def test_what_may_not_be_printed_is_not_given(
    tmp_path: Path, old: str, new: str, state: State, codes: list[str]
) -> None:
    """Missing, empty, fuzzy, broken, or made for another English text: None, and the state says why."""
    text = make(DONE)
    assert old in text
    catalog = load_catalog(write(tmp_path, text.replace(old, new)), SPANISH, "car-t", (CALL, WEAR))
    assert (catalog.get(CALL), catalog.entries["call"].state) == (None, state)
    assert (catalog.translated, catalog.untranslated) == (1, (CALL,))
    assert [problem.code for problem in catalog.problems] == codes


def test_a_message_that_changed_after_loading_is_not_given(tmp_path: Path) -> None:
    """The English asked for must be the English translated."""
    catalog = load_catalog(write(tmp_path, make(DONE)), SPANISH, "car-t", (CALL, WEAR))
    assert catalog.get(Message("wear", "Do not wear it")) is None


def test_of_two_entries_for_a_key_the_one_for_this_text_counts(tmp_path: Path) -> None:
    """A changed sentence may stand beside its old form."""
    text = make(DONE) + '\nmsgctxt "wear"\nmsgid "Wear them"\nmsgstr "Llévelos"\n'
    new = Message("wear", "Wear them")
    assert load_catalog(write(tmp_path, text), SPANISH, "car-t", (CALL, new)).get(new) == "Llévelos"
    assert load_catalog(write(tmp_path, text), SPANISH, "car-t", (CALL, WEAR)).get(WEAR) == "Llévelo"


def test_a_second_entry_for_a_key_is_named(tmp_path: Path) -> None:
    """What is not printed is not dropped in silence."""
    text = make(DONE) + '\nmsgctxt "wear"\nmsgid "Wear them"\nmsgstr "Llévelos"\n'
    (problem,) = load_catalog(write(tmp_path, text), SPANISH, "car-t", (CALL, WEAR)).problems
    line = text[: text.index('msgid "Wear them"')].count("\n") + 1
    assert (problem.code, problem.level, problem.where) == ("entry-stale", Level.WARNING, f"{PATH}:{line}")


def test_problems_name_the_line_of_the_entry(tmp_path: Path) -> None:
    """A translator is sent to the very line."""
    text = make({"call": ("Llame </b>ya<b>", ())})
    line = text[: text.index("Llame")].count("\n") + 1
    first, *_ = load_catalog(write(tmp_path, text), SPANISH, "car-t", (CALL, WEAR)).problems
    assert (first.where, first.level) == (f"{PATH}:{line}", Level.ERROR)
    assert first.message == '"call": `</b>` closes nothing'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Language: es\\n", "Language: ca\\n", "the header says Language 'ca' in the folder of es"),
        ("Language: es\\n", "", "the header says Language '' in the folder of es"),
        ("charset=UTF-8", "charset=ISO-8859-1", "the header says 'text/plain; charset=ISO-8859-1'"),
        ('msgid ""\nmsgstr ""', 'msgctxt "x"\nmsgid ""\nmsgstr ""', "the catalog has no header"),
    ],
)
def test_a_catalog_of_another_language_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    """A file in the wrong folder never reaches a reader."""
    project = write(tmp_path, make(DONE).replace(old, new, 1).replace('"\n""', '"'))
    with pytest.raises(HandoutError) as caught:
        load_catalog(project, SPANISH, "car-t", (CALL, WEAR))
    assert caught.value.message == message
    assert (caught.value.where or "").startswith(f"{PATH}:")


def test_a_key_steers_no_terminal(tmp_path: Path) -> None:
    """A key that nobody prints is shown letter by letter where it holds anything but letters."""
    text = make(DONE) + '\nmsgctxt "x\\033]0;owned\\n"\nmsgid "x"\nmsgstr "y"\n'
    (problem,) = load_catalog(write(tmp_path, text), SPANISH, "car-t", (CALL, WEAR)).problems
    assert ("entry-unused", r"no template prints 'x\x1b]0;owned\n'") == (problem.code, problem.message)


def test_wrong_plural_forms_are_reported(tmp_path: Path) -> None:
    """The header's rule is compared with the one of the language."""
    text = make(DONE).replace("nplurals=2", "nplurals=6")
    (problem,) = load_catalog(write(tmp_path, text), SPANISH, "car-t", (CALL, WEAR)).problems
    assert (problem.code, problem.level) == ("plural-forms", Level.WARNING)


def test_a_missing_catalog_is_an_error(tmp_path: Path) -> None:
    """No file, no language: nothing is made up."""
    with pytest.raises(HandoutError, match="there is no catalog of 'car-t' for Spanish"):
        load_catalog(Project(tmp_path), SPANISH, "car-t", (CALL,))


def test_the_source_language_needs_no_file(tmp_path: Path) -> None:
    """English is what the templates say."""
    catalog = load_catalog(Project(tmp_path), ENGLISH, "car-t", (CALL, WEAR))
    assert (catalog.get(CALL), catalog.untranslated) == ("Call <b>now</b>", ())


def test_the_translator_counts_what_stays_english(tmp_path: Path) -> None:
    """What is missing is English, is said to be English, and is remembered once."""
    catalog = load_catalog(write(tmp_path, make({"call": DONE["call"]})), SPANISH, "car-t", (CALL, WEAR))
    translator = CatalogTranslator({"car-t": catalog})
    assert translator.translate("car-t", CALL) == Translation("Llame <b>ya</b>", "es", is_translated=True)
    for _ in range(2):
        assert translator.translate("car-t", WEAR) == Translation("Wear it", "en", is_translated=False)
    assert list(translator.missing.values()) == [WEAR]
