"""Changes: what the English said when it was translated, what it says now, and which words differ."""

from hypothesis import given
from hypothesis import strategies as st

from handouts.catalog.changes import Change, compare_words, find_changes
from handouts.catalog.po import parse
from handouts.catalog.update import update
from handouts.message import Message

OLD = "Take it <b>3</b> times a day."
NEW = "Do not take it <b>3</b> times a day."
HEAD = 'msgid ""\nmsgstr "Language: es\\n"\n\n'
PO = f'{HEAD}msgctxt "dose"\nmsgid "{OLD}"\nmsgstr "Tome."\n'
DOSE = Message("dose", NEW, (), "templates/tea/handout.html.jinja:5")


def find(text: str, message: Message = DOSE) -> list[Change]:
    """Find the changes of one message."""
    return list(find_changes(parse(text, "es.po"), (message,)))


def test_before_and_after_an_update() -> None:
    """A change is shown with its old translation whether the catalog was brought in step or not."""
    updated = update(parse(PO, "es.po"), (DOSE,)).text

    assert [Change("dose", OLD, NEW, "Tome.", "es.po:5")] == find(PO)
    assert [Change("dose", OLD, NEW, "Tome.", "es.po:6")] == find(updated)


def test_translated_anew() -> None:
    """A change is over as soon as there is a translation that is not fuzzy."""
    updated = update(parse(PO, "es.po"), (DOSE,)).text.replace(
        f'msgid "{NEW}"\nmsgstr ""', f'msgid "{NEW}"\nmsgstr "No"'
    )

    assert [] == find(updated)
    assert [OLD] == [each.old for each in find(updated.replace("#| ", "#, fuzzy\n#| "))]


def test_never_translated() -> None:
    """A message that had no translation has not changed for the translator."""
    assert [] == find(PO.replace("Tome.", ""))
    assert [] == find(HEAD)


def test_as_msgmerge_leaves_it() -> None:
    """An obsolete pair of the same key is the old one, even where no previous text names it."""
    text = f'{HEAD}msgctxt "dose"\nmsgid "{NEW}"\nmsgstr ""\n\n' + "".join(
        f"#~ {line}\n" for line in PO.removeprefix(HEAD).splitlines()
    )

    assert [Change("dose", OLD, NEW, "Tome.", "es.po:5")] == find(text)


def test_words() -> None:
    """Words are compared whole, and so are numbers and tags."""
    pairs = compare_words("Wait 3.5 <b>minutes</b>.", "Wait 3.6 <i>minutes</i>!")

    assert [
        ("Wait ", "Wait "),
        ("3.5", "3.6"),
        (" ", " "),
        ("<b>", "<i>"),
        ("minutes", "minutes"),
        ("</b>.", "</i>!"),
    ] == pairs


@given(st.text(), st.text())
def test_both_texts_come_back(old: str, new: str) -> None:
    """No letter of either text is lost between the marks."""
    pairs = compare_words(old, new)

    assert (old, new) == ("".join(gone for gone, _ in pairs), "".join(come for _, come in pairs))
