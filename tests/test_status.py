"""Status: computed from records that name the very text; one letter drops it, restoring restores it."""

from pathlib import Path

import pytest

from handouts.catalog.lookup import Catalog, load_catalog
from handouts.catalog.write import fill, make_catalog
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.message import Message
from handouts.project import Project
from handouts.status import Stage, Status, compute_root, compute_status

SPANISH = Language("es", "Spanish", "español", "Latn", "latn", "es")
ENGLISH = Language("en", "English", "English", "Latn", "latn", "en")
MESSAGES = {"page": (Message("foot", "Page"),), "car-t": (Message("call", "Call"), Message("wear", "Wear it"))}
TEXTS = {"page": {"foot": "Página"}, "car-t": {"call": "Llame", "wear": "Llévelo"}}
TEAM = (("translator", "first"), ("reviewer", "second"), ("clinical-lead", "lead"))


def write(root: Path, texts: dict[str, dict[str, str]]) -> Project:
    """Write the Spanish catalogs of both domains."""
    for domain, messages in MESSAGES.items():
        path = root / "locales" / "es" / "LC_MESSAGES" / f"{domain}.po"
        path.parent.mkdir(parents=True, exist_ok=True)
        filled = {key: (text, ()) for key, text in texts[domain].items()}
        path.write_text(fill(make_catalog(domain, SPANISH, messages, "human"), filled), encoding="utf-8")
    return Project(root)


def load(project: Project, language: Language = SPANISH) -> list[Catalog]:
    """Load the catalogs of both domains."""
    return [load_catalog(project, language, domain, messages) for domain, messages in MESSAGES.items()]


def sign(project: Project, *people: tuple[str, str], language: Language = SPANISH, **changes: str) -> None:
    """Write records of *people* under today's text."""
    values = {"handout": "car-t", "root": compute_root(language, load(project, language))} | changes
    records = [
        f'[[record]]\nrole = "{role}"\nperson = "{person}"\ndate = 2026-11-22\n'
        + "".join(f'{key} = "{value}"\n' for key, value in values.items())
        for role, person in people
    ]
    path = project.locales / language.posix / "signoff.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(records), encoding="utf-8")


def rate(project: Project, language: Language = SPANISH) -> Status:
    """Compute the status of the test handout."""
    return compute_status(project, language, "car-t", load(project, language))


@pytest.mark.parametrize(
    ("people", "stage", "reasons"),
    [
        ((), Stage.DRAFT, ["no translator has", "no reviewer has", "no clinical lead has"]),
        (TEAM[:1], Stage.TRANSLATED, ["no reviewer has", "no clinical lead has"]),
        (TEAM[:2], Stage.REVIEWED, ["no clinical lead has"]),
        (TEAM, Stage.RELEASED, []),
        (TEAM[1:], Stage.DRAFT, ["no translator has"]),
        (TEAM[::2], Stage.TRANSLATED, ["no reviewer has"]),
        (
            (TEAM[0], ("reviewer", "first"), TEAM[2]),
            Stage.TRANSLATED,
            ["the reviewer and the translator are the same person"],
        ),
        (
            (("translator", "A. Ren\u00e9"), ("reviewer", " a.  RENE\u0301 "), TEAM[2]),
            Stage.TRANSLATED,
            ["the reviewer and the translator are the same person"],
        ),
    ],
)
def test_each_stage_needs_its_person(
    tmp_path: Path, people: tuple[tuple[str, str], ...], stage: Stage, reasons: list[str]
) -> None:
    """Translator, another reviewer, clinical lead: in this order, and what is missing is said."""
    project = write(tmp_path, TEXTS)
    sign(project, *people)
    status = rate(project)
    assert status.stage == stage
    assert [reason[: len(start)] for reason, start in zip(status.reasons, reasons, strict=True)] == reasons


@pytest.mark.parametrize(("domain", "key", "text"), [("car-t", "wear", "Llevelo"), ("page", "foot", "página")])
def test_one_letter_drops_to_draft_and_restoring_restores(tmp_path: Path, domain: str, key: str, text: str) -> None:
    """A signature covers every letter of both domains, and only the letters."""
    project = write(tmp_path, TEXTS)
    sign(project, *TEAM)
    assert rate(project).stage == Stage.RELEASED
    write(tmp_path, TEXTS | {domain: TEXTS[domain] | {key: text}})
    changed = rate(project)
    assert changed.stage == Stage.DRAFT
    assert changed.reasons[-1].startswith("the text has changed since lead signed as clinical-lead on 2026-11-22")
    write(tmp_path, TEXTS)
    assert rate(project).stage == Stage.RELEASED


def test_a_changed_english_sentence_drops_to_draft(tmp_path: Path) -> None:
    """The old translation of another sentence counts as none."""
    project = write(tmp_path, TEXTS)
    sign(project, *TEAM)
    catalogs = [
        load_catalog(project, SPANISH, "page", MESSAGES["page"]),
        load_catalog(project, SPANISH, "car-t", (Message("call", "Do not call"), MESSAGES["car-t"][1])),
    ]
    status = compute_status(project, SPANISH, "car-t", catalogs)
    assert status.stage == Stage.DRAFT
    assert status.reasons[0].startswith("1 message is untranslated, first: call (locales/es/LC_MESSAGES/car-t.po:")


def test_comments_and_wrapping_do_not_count(tmp_path: Path) -> None:
    """Only what is printed is signed."""
    project = write(tmp_path, TEXTS)
    sign(project, *TEAM)
    path = project.locales / "es" / "LC_MESSAGES" / "car-t.po"
    path.write_text(
        path.read_text().replace('msgid "Call"', 'msgid ""\n"Ca"\n"ll"').replace("msgctxt", "# note\nmsgctxt")
    )
    assert rate(project).stage == Stage.RELEASED


def test_what_is_missing_or_broken_is_draft_whatever_was_signed(tmp_path: Path) -> None:
    """A signature under a gap releases nothing."""
    project = write(tmp_path, TEXTS | {"car-t": {"wear": "Lléve {it}"}})
    sign(project, *TEAM)
    status = rate(project)
    assert status.stage == Stage.DRAFT
    assert status.reasons[0].startswith("2 messages are untranslated, first: call (")
    assert status.reasons[1].startswith("1 error in the catalogs, first: ")


def test_records_written_in_one_line_count_too(tmp_path: Path) -> None:
    """However TOML spells the records, none is lost."""
    project = write(tmp_path, TEXTS)
    sign(project, *TEAM)
    path = project.locales / "es" / "signoff.toml"
    path.write_text(path.read_text().replace("[[record]]", '[["record"]]'))
    assert rate(project).stage == Stage.RELEASED


def test_records_of_another_handout_do_not_count(tmp_path: Path) -> None:
    """A record names its handout."""
    project = write(tmp_path, TEXTS)
    sign(project, *TEAM, handout="other")
    assert rate(project).stage == Stage.DRAFT


def test_english_needs_the_clinical_lead(tmp_path: Path) -> None:
    """The source text is released by the clinical lead, and by nobody else."""
    project = write(tmp_path, TEXTS)
    assert rate(project, ENGLISH).reasons == ("no clinical lead has signed this text",)
    sign(project, *TEAM[:2], language=ENGLISH)
    assert rate(project, ENGLISH).stage == Stage.DRAFT
    sign(project, TEAM[2], language=ENGLISH)
    assert rate(project, ENGLISH).stage == Stage.RELEASED


def test_the_root_tells_languages_and_keys_apart(tmp_path: Path) -> None:
    """The same words in another language, or under swapped keys, are not the same text."""
    project = write(tmp_path, TEXTS)
    swapped = write(tmp_path / "b", TEXTS | {"car-t": {"call": "Llévelo", "wear": "Llame"}})
    catalogs = load(project)
    roots = {compute_root(SPANISH, catalogs), compute_root(ENGLISH, catalogs), compute_root(SPANISH, load(swapped))}
    assert len(roots) == 3
    assert compute_root(SPANISH, catalogs[::-1]) == compute_root(SPANISH, catalogs)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('role = "translator"', 'role = "boss"', '1: unknown role "boss"'),
        ('person = "first"', 'person = ""', '1: "person" must be a text in quotes'),
        ('person = "first"\n', "", '1: the record has no "person"'),
        ('person = "second"', 'name = "second"', '8: unknown key "name" in a record'),
        ("date = 2026-11-22", 'date = "2026-11-22"', '1: "date" must be a day without quotes, like 2026-11-22'),
        ("date = 2026-11-22", "date = 2026-11-22T10:00:00", '1: "date" must be a day without quotes, like 2026-11-22'),
        ('root = "', 'root = "x', '1: "root" must be a sha256: 64 digits 0-9 a-f'),
        ('person = "second"', "person = second", "10: not valid TOML: invalid value"),
        ("[[record]]", "[record]", "8: not valid TOML: cannot declare ('record',) twice"),
        ("[[record]]", "[[records]]", "only [[record]] tables may stand here"),
    ],
)
def test_a_malformed_record_is_an_error(tmp_path: Path, old: str, new: str, place: str) -> None:
    """A record that cannot be read is never passed over."""
    project = write(tmp_path, TEXTS)
    sign(project, *TEAM)
    path = project.locales / "es" / "signoff.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new) if old.startswith("[[") else text.replace(old, new, 1))
    with pytest.raises(HandoutError) as caught:
        rate(project)
    assert str(caught.value) in (f"locales/es/signoff.toml:{place}", f"locales/es/signoff.toml: {place}")
