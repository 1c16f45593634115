"""Offers: what was translated before, sentence for sentence, is shown to copy, and is never a translation.

GNU gettext judges every file.
"""

import json
import re
import subprocess
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.catalog.entry import Entry, PoFile, is_offer
from handouts.catalog.lookup import State, load_catalog
from handouts.catalog.offers import GAP, offer
from handouts.catalog.po import dump, parse
from handouts.catalog.update import update
from handouts.checks.catalogs import is_faultless
from handouts.checks.rules import load_rules
from handouts.language import find_language
from handouts.message import Message, check_translation
from handouts.project import Project
from handouts.template import extract

HEAD = 'msgid ""\nmsgstr "Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
OWN = {
    "Wait 3 minutes.": "Espere 3 minutos.",
    "Do not stir.": "No remueva.",
    "<b>Drink</b> it all.": "<b>Beba</b> todo.",
    "Call {phone}.": "Llame al {phone}.",
}
ENGLISH = tuple(OWN)


def write(*pairs: tuple[str, str, str]) -> str:
    """Write a catalog of key, English and translation."""
    return HEAD + "".join(f'\nmsgctxt "{key}"\nmsgid "{msgid}"\nmsgstr "{own}"\n' for key, msgid, own in pairs)


def translate(*english: str) -> str:
    """Write the translation of some sentences."""
    return " ".join(OWN[each] for each in english)


def accept(text: str) -> None:
    """Fail unless GNU gettext reads *text*."""
    for command in (("msgfmt", "-c", "-o", "/dev/null", "-"), ("msgcat", "-o", "/dev/null", "-")):
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=False, timeout=30)
        assert 0 == done.returncode, done.stderr.decode()


def run(text: str, *messages: tuple[str, str]) -> str:
    """Bring a catalog in step with *messages*, and offer; doing so again changes nothing."""
    new = tuple(Message(*each) for each in messages)
    done = dump(offer(parse(update(parse(text, "es.po"), new).text, "es.po"), "es", is_sound))
    again = dump(offer(parse(update(parse(done, "es.po"), new).text, "es.po"), "es", is_sound))
    assert done == again
    return done


def is_sound(msgid: str, msgstr: str) -> bool:
    """Judge a pair as a build does, without the checks of words."""
    return check_translation(msgid, msgstr) == ()


def read(text: str) -> dict[str | None, list[str]]:
    """Give what is offered, by key, without the words around it."""
    found = {entry.key[0]: entry.offers for entry in parse(text, "es.po").entries if entry.offers}
    return {
        key: [re.sub(r"^suggestion \(sentences as before: (.*?)\)", r"\1", each) for each in found[key]]
        for key in found
    }


BOTH = write(("a", " ".join(ENGLISH[:2]), translate(*ENGLISH[:2])))


def test_split() -> None:
    """Of a message that became two, each is offered its sentence; both stay empty, and the old pair stays whole."""
    done = run(BOTH, ("a", ENGLISH[0]), ("b", ENGLISH[1]))

    assert {"a": ["1 of 1: Espere 3 minutos."], "b": ["1 of 1: No remueva."]} == read(done)
    assert ["", ""] == [entry.fields["msgstr"] for entry in parse(done, "es.po").entries]
    assert '#~ msgstr "Espere 3 minutos. No remueva."' in done
    accept(done)


def test_joined() -> None:
    """Of two messages that became one, both sentences are offered, in the new order; a new one between is a gap."""
    text = write(("a", ENGLISH[0], OWN[ENGLISH[0]]), ("b", ENGLISH[2], OWN[ENGLISH[2]]))
    done = run(text, ("a", f"{ENGLISH[2]} Then rest. {ENGLISH[0]}"))

    assert {"a": ["2 of 3: <b>Beba</b> todo. {…} Espere 3 minutos."]} == read(done)
    accept(done)


def test_gap_is_refused() -> None:
    """Whoever copies an offer with its gap is told so."""
    assert ["placeholder-unknown"] == [each.code for each in check_translation("A. B.", f"A. {GAP}")]


def test_undone() -> None:
    """When the old English returns, the file is what it was."""
    assert BOTH == run(run(BOTH, ("a", ENGLISH[0]), ("b", ENGLISH[1])), ("a", " ".join(ENGLISH[:2])))


def test_translated() -> None:
    """An offer goes as soon as there is a translation, fuzzy ones too; notes of the author stay."""
    english = Message("a", ENGLISH[0], ("short",))
    offered = offer(parse(update(parse(BOTH, "es.po"), (english,)).text, "es.po"), "es", is_sound)
    (entry,) = offered.entries
    assert ["short", "suggestion (sentences as before: 1 of 1): Espere 3 minutos."] == entry.extracted

    text = dump(offered).replace('msgstr ""\n\n', 'msgstr "Espere."\n\n')
    done = offer(parse(update(parse(text, "es.po"), (english,)).text, "es.po"), "es", is_sound)
    assert [["short"]] == [entry.extracted for entry in done.entries]


def test_unsound() -> None:
    """A sentence of which a check complains is not offered."""
    wrong = write(("a", " ".join(ENGLISH[:2]), "Espere 4 minutos. No remueva."))
    new = (Message("a", ENGLISH[0]), Message("b", ENGLISH[1]))
    found = offer(parse(update(parse(wrong, "es.po"), new).text, "es.po"), "es", lambda _, own: "4" not in own)

    assert {"b": ["1 of 1: No remueva."]} == read(dump(found))


def test_two_translations() -> None:
    """Of two translations of a sentence, that of the message itself is offered; of two others, none."""
    others = [("b", ENGLISH[1], "No lo mueva."), ("c", f"{ENGLISH[1]} {ENGLISH[0]}", translate(*ENGLISH[1::-1]))]
    kept = [(key, msgid) for key, msgid, _ in others]
    own = run(write(("a", " ".join(ENGLISH[:2]), translate(*ENGLISH[:2])), *others), ("a", f"{ENGLISH[1]} Go."), *kept)

    assert {"a": ["1 of 2: No remueva. {…}"]} == read(own)
    assert {} == read(run(write(*others), ("d", ENGLISH[1]), *kept))


def test_fuzzy() -> None:
    """A translation that waits for a person is not offered elsewhere."""
    assert {} == read(run(BOTH.replace('msgctxt "a"', '#, fuzzy\nmsgctxt "a"'), ("b", ENGLISH[0])))


def test_windows_line_ends() -> None:
    """An offer ends as the lines of its file do."""
    done = run(BOTH.replace("\n", "\r\n"), ("a", ENGLISH[0]))

    assert {"a": ["1 of 1: Espere 3 minutos."]} == read(done)
    assert done.count("\n") == done.count("\r\n")


def test_real_catalogs(real: Project) -> None:
    """In real catalogs a paragraph is split and two are joined: every check agrees with what is offered."""
    messages = list(extract(real, "car-t"))
    keys = [each.key for each in messages]
    intro, grow = keys.index("steps.intro"), keys.index("steps.grow.text")
    first, second, third = re.split(r"(?<=\.) ", messages[intro].msgid)
    messages[intro] = replace(messages[intro], msgid=f"{first} {second}")
    messages[grow] = replace(messages[grow], msgid=f"{second} {messages[grow].msgid}")
    messages.insert(intro + 1, replace(messages[intro], key="steps.weeks", msgid=f"{third} Ask them."))
    expected = {"steps.intro": "2 of 2", "steps.weeks": "1 of 2", "steps.grow.text": "3 of 3"}
    doubtful = {"steps.grow.text": "2 of 3"}  # one sentence of the other paragraph is long beside the rest
    for tag in ("es", "fr", "ar", "hi", "vi", "zh-Hans"):
        language = find_language(real, tag)
        judge = partial(is_faultless, language, load_rules(real, language))
        text = (real.locales / language.posix / "LC_MESSAGES" / "car-t.po").read_text("utf-8")
        done = offer(parse(update(parse(text, tag), messages).text, tag), tag, judge)
        offered = {key: found[0].partition(":")[0] for key, found in read(dump(done)).items()}
        assert (doubtful if tag == "vi" else expected) == offered
        accept(dump(done))
        assert text == update(done, extract(real, "car-t")).text


def test_toolkit(tmp_path: Path) -> None:
    """To other programs an offer is a developer's note, and its message is not translated."""
    path = tmp_path / "es.po"
    path.write_text(run(BOTH, ("a", ENGLISH[0]), ("b", "Rest.")), "utf-8")
    code = (
        "import json, sys; from translate.storage.pypo import pofile; "
        "units = [each for each in pofile.parsefile(sys.argv[1]).units if not (each.isheader() or each.isobsolete())]; "
        'print(json.dumps([[str(each.target), each.istranslated(), each.getnotes("developer")] for each in units]))'
    )
    command = [sys.executable, "-W", "ignore", "-c", code, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)

    expected = [["", False, "suggestion (sentences as before: 1 of 1): Espere 3 minutos."], ["", False, ""]]
    assert expected == json.loads(done.stdout)


def test_is_no_translation(project: Project) -> None:
    """To a build, a message with an offer is one without a translation."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    messages = (Message("a", ENGLISH[0]), Message("b", ENGLISH[1]))
    path.write_text(run(BOTH, ("a", ENGLISH[0]), ("b", ENGLISH[1])), "utf-8")
    units = load_catalog(project, find_language(project, "es"), "tea", messages).entries

    assert [("", State.CHANGED), ("", State.EMPTY)] == [(each.msgstr, each.state) for each in units.values()]


SENTENCES = st.lists(st.sampled_from((*ENGLISH, "Rest now.")), min_size=1, max_size=4)
MESSAGES = st.lists(st.tuples(st.sampled_from("abcd"), SENTENCES.map(" ".join)), unique_by=lambda each: each[0])


@st.composite
def catalogs(draw: st.DrawFn) -> str:
    """Make a catalog: live and obsolete pairs, fuzzy ones, translations that are cut in another way."""
    text = HEAD
    keys = st.tuples(st.sampled_from("abcd"), SENTENCES.map(tuple))
    for key, english in draw(st.lists(keys, unique=True)):
        own = " ".join(OWN.get(each, draw(st.sampled_from(("Descanse.", "Repose ya.")))) for each in english)
        own = draw(st.sampled_from((own, own, own.replace(". ", " y "), "")))
        mark = draw(st.sampled_from(("", "#~ ")))
        lines = write((key, " ".join(english), own)).removeprefix(HEAD).strip("\n").split("\n")
        text += "\n" + "#, fuzzy\n" * draw(st.booleans()) + "".join(f"{mark}{line}\n" for line in lines)
    return text


def list_pairs(file: PoFile) -> set[tuple[str | None, str, str, bool]]:
    """Give all pairs that have a text."""
    entries = [part for part in file.parts if isinstance(part, Entry) and part.has_text and not part.is_header]
    return {(*entry.key, entry.fields["msgstr"], entry.is_fuzzy) for entry in entries}


@given(catalogs(), MESSAGES)
def test_only_known_sentences(text: str, messages: list[tuple[str, str]]) -> None:
    """Every sentence offered is that of an old pair, in its place; pairs stay as they are, and so do other lines."""
    plain = update(parse(text, "es.po"), tuple(Message(*each) for each in messages)).text
    done = run(text, *messages)
    own = OWN | {"Rest now.": "Descanse."}

    assert list_pairs(parse(text, "es.po")) == list_pairs(parse(done, "es.po"))
    assert plain.split("\n") == [line for line in done.split("\n") if not is_offer(line)]
    for entry in parse(done, "es.po").entries:
        english = re.split(r"(?<=\.) ", entry.key[1])
        for each in entry.offers:
            offered = re.split(r"(?<=[.}]) ", each.partition("): ")[2])
            known = [{own[one], "Repose ya.", GAP} if one == "Rest now." else {own[one], GAP} for one in english]
            assert [] == [one for one, of in zip(offered, known, strict=True) if one not in of]


@settings(max_examples=25)
@given(catalogs(), MESSAGES)
def test_gettext_accepts(text: str, messages: list[tuple[str, str]]) -> None:
    """GNU gettext accepts a file with offers."""
    accept(run(text, *messages))
