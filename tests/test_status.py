"""Status: computed from signatures under the very text; one letter drops it, restoring restores it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.catalog.lookup import load_catalog
from handouts.errors import HandoutError
from handouts.handout import load_handout
from handouts.language import find_language
from handouts.project import Project
from handouts.status import Stage, Status, compute_status

Edit = Callable[[Path, str, str], None]
Sign = Callable[..., str]
TEA = "locales/es/LC_MESSAGES/tea.po"
PAGE = "locales/es/LC_MESSAGES/page.po"
TEMPLATE = "templates/tea/handout.html.jinja"
SINCE = "1 text has changed since lee signed as clinical-lead on 2026-11-22: "
GAPS = tuple(f"no {role} has signed this text" for role in ("translator", "reviewer", "clinical lead"))
ENGLISH = f"the English is not released: {GAPS[2]}"
TEAM = (("translator", "tess"), ("reviewer", "rae"), ("clinical-lead", "lee"))


def rate(project: Project, tag: str = "es") -> Status:
    """Compute the status of the tiny handout as it reads now."""
    language, handout = find_language(project, tag), load_handout(project, "tea")
    catalogs = [load_catalog(project, language, *item) for item in handout.domains.items()]
    return compute_status(project, language, handout, catalogs)


@pytest.mark.parametrize(
    ("people", "stage", "reasons"),
    [
        ((), Stage.DRAFT, (*GAPS, ENGLISH)),
        (TEAM[:1], Stage.TRANSLATED, (*GAPS[1:], ENGLISH)),
        (TEAM[1:2], Stage.DRAFT, (GAPS[0], GAPS[2], ENGLISH)),
        (TEAM[:2], Stage.REVIEWED, (GAPS[2], ENGLISH)),
        (TEAM, Stage.REVIEWED, (ENGLISH,)),
    ],
)
def test_each_stage_needs_its_person(
    team: Project, sign: Sign, people: tuple[tuple[str, str], ...], stage: Stage, reasons: tuple[str, ...]
) -> None:
    """Translator, reviewer, clinical lead, each for the stage of their own; what is missing is said."""
    for role, person in people:
        sign(team, "es", role, person)
    status = rate(team)

    assert (stage, reasons) == (status.stage, status.reasons)


def test_released(release: Project) -> None:
    """With the English and everybody's signature the text is released, and nothing is missing."""
    assert (Stage.RELEASED, ()) == (rate(release).stage, rate(release).reasons)
    assert (Stage.RELEASED, ()) == (rate(release, "en").stage, rate(release, "en").reasons)


def test_one_person_in_two_roles(team: Project, sign: Sign, edit: Edit) -> None:
    """A reviewer who bears the translator's name, however it is spelt, has reviewed nothing."""
    edit(team.locales / "people.toml", "Test tess", " test  RAE\u0301")
    edit(team.locales / "people.toml", "Test rae", "Test Ra\u00e9")
    sign(team, "es", "reviewer", "rae")
    with pytest.raises(HandoutError, match="nobody reviews their own text"):
        sign(team, "es", "translator", "tess")


@pytest.mark.parametrize(
    ("name", "words", "change"),
    [
        (TEA, ("Espere 3 minutos", "Espere 8 minutos"), f'"wait" ({TEA}:18): Espere [-3-]{{+8+}} minutos y beba.'),
        (TEA, ("Una taza", "Úna taza"), f'"title" ({TEA}:10): [-Una-]{{+Úna+}} taza de té'),
        (
            PAGE,
            ("sustituye una", "sustituye la"),
            f'"disclaimer" ({PAGE}:10): Esta hoja no sustituye [-una-]{{+la+}} conversación con su médico.',
        ),
    ],
)
def test_one_letter_names_the_sentence(
    release: Project, edit: Edit, name: str, words: tuple[str, str], change: str
) -> None:
    """One changed letter, of the handout or of the frame, makes a draft and is named; restored, all counts again."""
    path = release.root / name
    edit(path, *words)
    changed = rate(release)
    assert (Stage.DRAFT, f"{SINCE}{change}", *GAPS) == (changed.stage, *changed.reasons)

    edit(path, *reversed(words))
    assert Stage.RELEASED == rate(release).stage


def test_unseen_change_is_spelt_out(release: Project, edit: Edit) -> None:
    """A change that looks like none is shown by its code points."""
    edit(release.root / TEA, "Una taza de té", "Una taza de te\u0301")

    assert rate(release).reasons[0].endswith(r"Una taza de [-t\xe9-]{+te\u0301+}")


def test_changed_english(release: Project, edit: Edit) -> None:
    """A changed English sentence makes a draft of English and translation, restoring it restores both."""
    edit(release.root / TEMPLATE, "Wait 3 minutes", "Wait 4 minutes")
    spanish, english = rate(release), rate(release, "en")
    assert [Stage.DRAFT] * 2 == [spanish.stage, english.stage]
    assert f"1 message is untranslated, first: wait ({TEA}:18, changed source)" == spanish.reasons[0]
    since = SINCE.replace("1 text has", "2 texts have")
    assert f'{since}first "wait" ({TEMPLATE}:5): English Wait [-3-]{{+4+}} minutes, then drink.' == english.reasons[0]

    edit(release.root / TEMPLATE, "Wait 4 minutes", "Wait 3 minutes")
    assert Stage.RELEASED == rate(release).stage


@pytest.mark.parametrize(("old", "new"), [('version = "1.0"', 'version = "1.1"'), ("= 2027-11-22", "= 2029-11-22")])
def test_printed_settings_are_signed(release: Project, edit: Edit, old: str, new: str) -> None:
    """Version and dates stand on the page: changing one is changing the text."""
    edit(release.templates / "tea" / "handout.toml", old, new)
    status = rate(release)

    assert Stage.DRAFT == status.stage
    assert "templates/tea/handout.toml" in status.reasons[0]


@pytest.mark.parametrize(
    ("old", "new", "stage"),
    [
        ("{% block content %}", "{% block content %}{# a note #}\n\n   ", Stage.RELEASED),
        ("<h1>", '<h1 class="x">', Stage.REVIEWED),
    ],
)
def test_templates_are_signed_with_the_english(release: Project, edit: Edit, old: str, new: str, stage: Stage) -> None:
    """A template that prints otherwise needs the clinical lead again, for the English only; comments do not."""
    edit(release.root / TEMPLATE, old, new)
    spanish, english = rate(release), rate(release, "en")

    assert stage == spanish.stage
    if stage < Stage.RELEASED:
        assert f"{SINCE}{TEMPLATE} is not the file that was signed" == english.reasons[0]
        assert f"the English is not released: {english.reasons[0]}" == spanish.reasons[0]


def test_moved_sentences_cost_translators_nothing(release: Project) -> None:
    """Sentences in another order are the same translation; who answers for the English looks again."""
    path = release.root / TEMPLATE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:3], lines[4], lines[3], *lines[5:]]), "utf-8")

    assert [Stage.REVIEWED, Stage.DRAFT] == [rate(release).stage, rate(release, "en").stage]


def test_only_words_count(release: Project, edit: Edit) -> None:
    """Comments, wrapping and the order of entries in a catalog are not signed."""
    edit(release.root / TEA, 'msgid "A cup of tea"', 'msgid ""\n"A cup "\n"of tea"')
    edit(release.root / TEA, 'msgctxt "wait"', '# note\nmsgctxt "wait"')

    assert Stage.RELEASED == rate(release).stage


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("[rae]", "[rea]", "rae is not in people.toml"),
        ('roles = ["reviewer"]', 'roles = ["translator"]', "rae may not sign as reviewer (locales/people.toml:15)"),
        ("2027-12-31", "2026-11-21", "the credential of rae expired on 2026-11-21 (locales/people.toml:15)"),
    ],
)
def test_who_may_not_sign_does_not_count(release: Project, old: str, new: str, reason: str) -> None:
    """A record counts only while its person is known, has the role, and had the credential on that day."""
    people = release.locales / "people.toml"
    head, mark, tail = people.read_text("utf-8").partition("[rae]")
    people.write_text(head + (mark + tail).replace(old, new, 1), "utf-8")
    status = rate(release)

    assert Stage.TRANSLATED == status.stage
    assert (f"rae signed as reviewer on 2026-11-22, which does not count: {reason}", GAPS[1]) == status.reasons


def test_one_edited_file_ends_all(release: Project) -> None:
    """Where a sign-off file is not as it was written, there is no status, but an error at that file."""
    path = next((release.locales / "es" / "signoff").glob("*.jsonl"))
    path.write_text(path.read_text("utf-8").replace("Espere", "Esperen"), "utf-8")

    with pytest.raises(HandoutError) as caught:
        rate(release)
    assert f"locales/es/signoff/{path.name}:1: the file is not as it was written" == str(caught.value)


def test_another_handout_does_not_count(release: Project) -> None:
    """A record is for its own handout, even where the words are the same."""
    for name in ("templates", "locales/es/LC_MESSAGES"):
        for path in (release.root / name).glob("tea*"):
            path.rename(path.with_name(path.name.replace("tea", "milk")))
    language, handout = find_language(release, "es"), load_handout(release, "milk")
    catalogs = [load_catalog(release, language, *item) for item in handout.domains.items()]

    assert Stage.DRAFT == compute_status(release, language, handout, catalogs).stage


def test_texts_of_two_languages_differ(release: Project) -> None:
    """The same words in another language are another text."""
    assert 3 == len({rate(release, tag).root for tag in ("en", "es", "ar")})
