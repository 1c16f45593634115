"""Writing: GNU gettext accepts what is written, and nothing changes but what was asked for."""

import re
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.catalog.po import dump, parse
from handouts.catalog.write import add, fill, make_catalog, make_pot, quote, rewrite
from handouts.errors import HandoutError
from handouts.language import Language
from handouts.message import Message

SPANISH = Language("es", "Spanish", "español", "Latn", "latn", "es")
LONG = "Wear your card at all times, and show it to every doctor and nurse before they give you any medicine at all."
MESSAGES = (
    Message("call.title", "Call now", ("heading", "keep it short"), "templates/car-t/handout.html.jinja:3"),
    Message("call.text", f'{LONG} "100%" \\ <b>{{phone}}</b>', (), "templates/car-t/handout.html.jinja:9"),
)
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t"\\ 細胞療法、。ab ')).filter(
    lambda text: "\ufeff" not in text
)


def run(*command: str, text: str) -> str:
    """Run a gettext tool on *text*; fail with what it says."""
    done = subprocess.run([*command, "-"], input=text.encode(), capture_output=True, check=False, timeout=30)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_pot_is_what_gettext_writes() -> None:
    """Msgcat finds nothing to reformat, there are no dates and no line numbers."""
    pot = make_pot("car-t", MESSAGES)
    run("msgfmt", "-c", "-o", "/dev/null", text=pot)
    assert run("msgcat", text=pot) == pot
    assert re.findall(r"Date|jinja:\d", pot) == []
    assert pot.index('#. heading\n#. keep it short\n#: templates/car-t/handout.html.jinja\nmsgctxt "call.title"') > 0


def test_moving_a_message_within_its_lines_changes_nothing() -> None:
    """Line numbers leave no trace."""
    moved = tuple(Message(m.key, m.msgid, m.comments, m.where + "7") for m in MESSAGES)
    assert make_pot("car-t", moved) == make_pot("car-t", MESSAGES)


def test_new_catalog_names_its_language_and_origin() -> None:
    """The header has what editors need: language, plural rule, source language, origin."""
    po = make_catalog("car-t", SPANISH, MESSAGES, "machine draft")
    run("msgfmt", "-c", "-o", "/dev/null", text=po)
    assert run("msgcat", text=po) == po
    header = parse(po, "es.po").header
    assert (header["Language"], header["X-Origin"], header["X-Source-Language"]) == ("es", "machine draft", "en")
    assert header["Plural-Forms"] == SPANISH.plural_forms


def test_filling_changes_only_the_filled_entry() -> None:
    """Translations and notes are set; every other line stays; what was there already is not touched."""
    po = make_catalog("car-t", SPANISH, MESSAGES, "human")
    filled = fill(po, {"call.title": ("Llame ahora", ("word for word",))})
    assert filled == po.replace("#. heading", "# word for word\n#. heading").replace(
        'msgid "Call now"\nmsgstr ""', 'msgid "Call now"\nmsgstr "Llame ahora"'
    )
    assert fill(filled, {"call.title": ("Llame ahora", ("word for word",))}) == filled


def test_filling_takes_away_fuzzy_previous_text_and_offer() -> None:
    """An entry that was filled waits for nobody; other flags stay, odd wrapping elsewhere too."""
    head = 'msgid ""\nmsgstr "Language: es\\n"\n\n# note\n'
    old = (
        head
        + "#. suggestion (sentences as before: 1 of 1): x\n"
        + '#, fuzzy, max-length:9\n#| msgid "B"\nmsgctxt "a"\nmsgid ""\n"A"\nmsgstr "x"\n\n'
        '#, fuzzy\nmsgctxt "b"\nmsgid "B"\nmsgstr "y"\n'
    )
    new = head + '#, max-length:9\nmsgctxt "a"\nmsgid ""\n"A"\nmsgstr "z"\n\nmsgctxt "b"\nmsgid "B"\nmsgstr "y"\n'
    assert fill(old, {"a": ("z", ()), "b": ("y", ())}) == new


def test_a_text_that_says_the_same_keeps_its_wrapping() -> None:
    """However an editor broke the lines, they stay until the words change."""
    po = 'msgid ""\nmsgstr "Language: es\\n"\n\nmsgctxt "a"\nmsgid "A"\nmsgstr ""\n"Lla"\n"me"\n'
    assert fill(po, {"a": ("Llame", ())}) == po


def test_windows_line_ends_stay() -> None:
    """A file with CRLF is filled with CRLF."""
    po = make_catalog("car-t", SPANISH, MESSAGES, "human").replace("\n", "\r\n")
    filled = fill(po, {"call.text": (LONG, ("note",))})
    assert filled.count("\n") == filled.count("\r\n")
    assert parse(filled, "es.po").header["X-Origin"] == "human"


def test_filling_an_unknown_key_is_an_error() -> None:
    """A translation never vanishes because its key is misspelt."""
    with pytest.raises(HandoutError, match=r'no entry "call\.titel"'):
        fill(make_catalog("car-t", SPANISH, MESSAGES, "human"), {"call.titel": ("x", ())})


def test_entries_are_added_and_removed() -> None:
    """A new entry stands after the last live one; removing it gives the old file again."""
    text = make_catalog("car-t", SPANISH, MESSAGES, "human") + '\n#~ msgid "old"\n#~ msgstr "viejo"\n'
    more = add(parse(text, "es.po"), ['msgctxt "new"', 'msgid "New"', 'msgstr ""'])
    assert dump(more).index('msgid "New"') < dump(more).index("#~ msgid")
    (entry,) = (each for each in more.entries if each.key == ("new", "New"))
    assert dump(rewrite(more, {entry.line: []})) == text


@given(TEXTS)
def test_quoting_comes_back(text: str) -> None:
    """Every text is read back as it was, from whatever lines it was written in."""
    po = "\n".join(['msgid ""', 'msgstr ""', 'msgctxt "k"', 'msgid "x"', *quote("msgstr", text)])
    (entry,) = parse(po, "es.po").entries
    assert entry.fields["msgstr"] == text


@settings(max_examples=20)
@given(TEXTS)
def test_gettext_reads_the_same_text(text: str) -> None:
    """Msgcat, an outside judge, reads the text that was meant."""
    if not text.strip():
        return
    po = "\n".join([make_pot("x", ()), 'msgctxt "k"', 'msgid "x"', *quote("msgstr", text), ""])
    (entry,) = parse(run("msgcat", text=po), "es.po").entries
    assert entry.fields["msgstr"] == text


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "x" * 200 + " y",
        "Line one\nLine two is here",
        "ends\n",
        "CAR-T" + "细胞疗法使用您自己的免疫细胞来治疗某些血液癌症，" * 4,
        "自分の免疫細胞を使って、一部の血液がんを治療します。" * 4,
        "العلاج بالخلايا التائية يستخدم خلاياك المناعية لعلاج بعض أنواع سرطان الدم " * 3,
        "字" * 38 + "。」" + "字" * 9,
        "字" * 37 + "「字」" + "字" * 9,
        "ว" * 100,
        "a " * 38 + "b",
        "a " * 39 + "b",
        'He said "wait" ' * 9,
    ],
)
def test_wrapping_is_that_of_msgcat(text: str) -> None:
    """Lines break where GNU gettext breaks them, so that its tools leave our files alone."""
    po = "\n".join([make_pot("x", ()), 'msgctxt "k"', 'msgid "x"', *quote("msgstr", text), ""])
    assert run("msgcat", text=po) == po


def test_filled_catalog_is_accepted_by_gettext() -> None:
    """The finished catalog compiles."""
    po = make_catalog("car-t", SPANISH, MESSAGES, "human")
    run("msgfmt", "-c", "-o", "/dev/null", text=fill(po, {"call.text": ("Lleve 100 % <b>{phone}</b>", ("n",))}))
