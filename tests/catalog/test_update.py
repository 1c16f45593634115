"""Update: what a person wrote is kept, nothing is filled in, and nothing else in the file changes."""

import difflib
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.catalog.entry import Entry, Key, PoFile
from handouts.catalog.po import decode, parse
from handouts.catalog.update import Update, update
from handouts.catalog.write import quote
from handouts.errors import HandoutError
from handouts.language import load_languages
from handouts.message import Message
from handouts.project import Project
from handouts.template import extract

WHERE = "templates/tea/handout.html.jinja:5"
RIM = "Pour <b>hot</b> water on the leaves, slowly and from a small height, and stop below the rim."
TITLE = Message("title", "A cup of tea", ("the heading",), WHERE)
WATER = Message("water", RIM, (), WHERE)
WAIT = Message("wait", "Wait 3 minutes, then drink.", (), WHERE)
TEA = (TITLE, WATER, WAIT)
FILES = sorted((Path(__file__).parent / "files").glob("*.po"))

HEAD = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PO = f"""{HEAD}
# my note
#. the heading
#: templates/tea/handout.html.jinja
msgctxt "title"
msgid "A cup of tea"
msgstr "Una taza de té"

#: templates/tea/handout.html.jinja
msgctxt "wait"
msgid "Wait 3 minutes, then drink."
msgstr "Espere 3 minutos y beba."
"""

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def run(text: str, *messages: Message) -> Update:
    """Update the text of a catalog; it must be one that GNU gettext accepts, before a second update changes nothing."""
    done = update(parse(text, "es.po"), messages)
    accept(done.text)
    assert Update(done.text) == update(parse(done.text, "es.po"), messages)
    return done


def accept(text: str) -> None:
    """Fail unless GNU gettext reads *text*."""
    for command in (("msgfmt", "-c", "-o", "/dev/null", "-"), ("msgcat", "-o", "/dev/null", "-")):
        done = subprocess.run(command, input=text.encode(), capture_output=True, check=False, timeout=30)
        assert 0 == done.returncode, done.stderr.decode()


def compare(before: str, after: str) -> list[str]:
    """Give the lines that went and came."""
    return [line for line in difflib.ndiff(before.split("\n"), after.split("\n")) if line[0] in "+-"]


@each_file
def test_same_english(path: Path) -> None:
    """A catalog as any editor writes it stays byte for byte while the English does."""
    data = path.read_bytes()

    assert Update(data.decode()) == update(parse(decode(data, path.name), path.name), TEA)


@each_file
def test_other_english(path: Path) -> None:
    """Where one message changes, nothing of the others does; GNU gettext and a second update agree."""
    text = path.read_bytes().decode()
    done = run(text, TITLE, replace(WAIT, msgid="Wait 5 minutes."), WATER)

    assert ("\r\n" in text) == (path.stem in ("memoq", "poedit-windows"))
    assert done.text.count("\r\n") == (done.text.count("\n") if "\r\n" in text else 0)
    old, new = (list(parse(each, "es.po").entries) for each in (text, done.text))
    assert [old[0].lines, old[1].lines] == [new[0].lines, new[2].lines]
    assert ("wait",) == done.changed


def test_byte_order_mark() -> None:
    """A catalog with a byte order mark is refused, not mended in silence."""
    with pytest.raises(HandoutError, match="byte order mark"):
        decode(b"\xef\xbb\xbf" + PO.encode(), "es.po")


def test_new_message() -> None:
    """A new message stands where the template has it, and is empty."""
    done = run(PO, TITLE, WATER, WAIT)

    assert ("water",) == done.new
    block = ["", "#: templates/tea/handout.html.jinja", 'msgctxt "water"', *quote("msgid", RIM), 'msgstr ""', ""]
    assert PO.replace('té"\n', 'té"\n' + "\n".join(block)) == done.text


def test_moved_message() -> None:
    """A message that moves takes its lines along, and they stay as they are."""
    done = run(PO, WAIT, TITLE)

    assert sorted(PO.splitlines()) == sorted(done.text.splitlines())
    assert ["wait", "title"] == [entry.key[0] for entry in parse(done.text, "es.po").entries]


def test_changed_message() -> None:
    """A changed message is empty, shows its old English, and keeps its old pair as an obsolete entry."""
    done = run(PO, TITLE, replace(WAIT, msgid="Wait 5 minutes, then drink."))

    assert ("wait",) == done.changed
    assert (
        PO[: PO.index('msgctxt "wait"')]
        + '#| msgid "Wait 3 minutes, then drink."\nmsgctxt "wait"\nmsgid "Wait 5 minutes, then drink."\nmsgstr ""\n\n'
        '#~ msgctxt "wait"\n#~ msgid "Wait 3 minutes, then drink."\n#~ msgstr "Espere 3 minutos y beba."\n'
    ) == done.text


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_change_and_back(ending: str) -> None:
    """When the old English comes back, the file is what it was, however often the English changed between."""
    before = PO.replace("\n", ending)
    text = before
    for msgid in ("Wait 5 minutes.", "Wait 7 minutes.", WAIT.msgid):
        text = run(text, TITLE, replace(WAIT, msgid=msgid)).text

    assert before == text


def test_changed_twice() -> None:
    """The previous English is always the one that was translated last."""
    text = run(PO, TITLE, replace(WAIT, msgid="Wait 5 minutes.")).text
    done = run(text, TITLE, replace(WAIT, msgid="Wait 7 minutes."))

    assert text.replace('\nmsgid "Wait 5 minutes."', '\nmsgid "Wait 7 minutes."') == done.text


def test_gone_and_back() -> None:
    """A message that no template prints becomes obsolete with its notes, and comes back as it was."""
    gone = run(PO, WAIT)

    assert ("title",) == gone.obsolete
    assert '\n\n# my note\n#~ msgctxt "title"\n#~ msgid "A cup of tea"\n#~ msgstr "Una taza de té"\n' in gone.text
    back = run(gone.text, TITLE, WAIT)
    assert (("title",), PO) == (back.returned, back.text)


def test_gone_and_back_changed() -> None:
    """A message that comes back with other English is empty, and shows the English of its old pair."""
    done = run(run(PO, WAIT).text, replace(TITLE, msgid="Two cups of tea"), WAIT)

    assert ("title",) == done.changed
    assert '#| msgid "A cup of tea"\nmsgctxt "title"\nmsgid "Two cups of tea"\nmsgstr ""\n' in done.text


def test_same_english_elsewhere() -> None:
    """A message gets no translation from another one, not even from one with the very same English."""
    done = run(PO, replace(TITLE, key="heading"), WAIT)

    assert 'msgctxt "heading"\nmsgid "A cup of tea"\nmsgstr ""\n' in done.text
    assert (("heading",), ("title",)) == (done.new, done.obsolete)


def test_split_message() -> None:
    """Of a sentence that was cut in two, neither half is filled in; the old pair is kept whole."""
    done = run(PO, TITLE, replace(WAIT, msgid="Wait 3 minutes."), replace(WAIT, key="drink", msgid="Then drink."))

    assert {"", "Una taza de té"} == {entry.fields["msgstr"] for entry in parse(done.text, "es.po").entries}
    assert '#~ msgstr "Espere 3 minutos y beba."' in done.text


def test_fuzzy_message() -> None:
    """A fuzzy translation of changed English is kept as what it is: an old, fuzzy pair."""
    fuzzy = '#, fuzzy, max-length:80\n#| msgid "Wait."\nmsgctxt "wait"'
    done = run(PO.replace('msgctxt "wait"', fuzzy), TITLE, replace(WAIT, msgid="Wait 5 minutes."))

    assert '#, max-length:80\n#| msgid "Wait 3 minutes, then drink."\nmsgctxt "wait"' in done.text
    assert '#, fuzzy, max-length:80\n#~| msgid "Wait."\n#~ msgctxt "wait"' in done.text


def test_empty_message() -> None:
    """An entry that nobody has touched leaves nothing behind."""
    empty = PO.replace("Espere 3 minutos y beba.", "")

    assert PO[: PO.index('\n#: templates/tea/handout.html.jinja\nmsgctxt "wait"')] == run(empty, TITLE).text
    assert empty.replace("3", "5") == run(empty, TITLE, replace(WAIT, msgid="Wait 5 minutes, then drink.")).text


def test_author_notes() -> None:
    """Notes of the author and references follow the template; nothing else in the entry does."""
    done = run(PO, replace(TITLE, comments=("short", "one line"), where="templates/cup.jinja:9"), WAIT)

    expected = PO.replace(
        "#. the heading\n#: templates/tea/handout.html.jinja", "#. short\n#. one line\n#: templates/cup.jinja"
    )
    assert expected == done.text


def test_no_references() -> None:
    """A catalog whose editor leaves references out stays without them."""
    text = PO.replace("#: templates/tea/handout.html.jinja\n", "")

    assert text == run(text, TITLE, WAIT).text


def test_two_for_one_key() -> None:
    """Of two entries with one key, that with the English of today is the message's, wherever it stands."""
    other = '\nmsgctxt "title"\nmsgid "Tea"\nmsgstr "Té"\n'
    retired = "".join(f"#~ {line}\n" for line in other.split("\n")[1:-1])

    for text in (PO + other, PO.replace("\n# my note", f"{other}\n# my note")):
        assert f"{PO}\n{retired}" == run(text, TITLE, WAIT).text


def test_pair_that_is_obsolete_already() -> None:
    """An old pair that stands among the obsolete entries is not put there twice, as GNU gettext refuses that."""
    pair = '#~ msgctxt "wait"\n#~ msgid "Wait 3 minutes, then drink."\n#~ msgstr "Espere 3 minutos y beba."\n'
    done = run(f"{PO}\n{pair}", TITLE, replace(WAIT, msgid="Wait 5 minutes."))

    assert 1 == done.text.count(pair)


def test_no_line_feed_at_the_end() -> None:
    """A file that does not end its last line gets no broken one."""
    assert PO[:-1] == run(PO[:-1], TITLE, WAIT).text
    assert run(PO, TITLE, WATER).text == run(PO[:-1], TITLE, WATER).text


def test_real_catalogs(real: Project) -> None:
    """In the real catalogs one change of the English touches one entry, its old pair, and not one line more."""
    messages = extract(real, "car-t")
    new = replace(messages[9], msgid=f"{messages[9].msgid} Changed.")
    for language in load_languages(real).values():
        path = real.locales / language.posix / "LC_MESSAGES" / "car-t.po"
        if not path.is_file():
            continue
        text = path.read_bytes().decode()
        assert Update(text) == update(parse(text, path.name), messages)

        done = run(text, *messages[:9], new, *messages[10:])
        old = next(entry for entry in parse(text, path.name).entries if entry.key[0] == new.key)
        lines = [line[2:] for line in compare(text, done.text) if not line.startswith("+ #")]
        fields = [*quote("msgid", new.msgid), 'msgstr ""', ""]
        assert set(lines) <= {*old.lines, *fields}
        assert [each for each in parse(text, "").entries if each.key[0] != new.key] == [
            replace(each, line=before.line)
            for before, each in zip(parse(text, "").entries, parse(done.text, "").entries, strict=True)
            if each.key[0] != new.key
        ]


KEYS = st.sampled_from("abcdef")
ENGLISH = st.sampled_from(("Wait.", "Do not wait.", 'Wait 3 "minutes" \\ then\n drink.', RIM, f"{RIM} {RIM}"))
TEXT = st.one_of(st.just(""), st.sampled_from(("Espere.", "No espere, 细胞疗法\n nunca.", "agua <b>caliente</b> " * 8)))
COMMENTS = st.lists(st.sampled_from(("keep it short", "a heading")), max_size=2, unique=True)


@st.composite
def message_lists(draw: st.DrawFn) -> tuple[Message, ...]:
    """Make the messages of a domain."""
    keys = draw(st.lists(KEYS, unique=True))
    return tuple(Message(key, draw(ENGLISH), tuple(draw(COMMENTS)), WHERE) for key in keys)


@st.composite
def catalogs(draw: st.DrawFn) -> str:
    """Make a catalog: any order, live and obsolete entries, flags, notes, previous texts, wrapping and line ends."""
    pairs = draw(st.lists(st.tuples(KEYS, ENGLISH), unique=True))
    lines = HEAD.splitlines()
    for number, (key, msgid) in enumerate(pairs):
        mark = "#~ " if draw(st.booleans()) else ""
        lines += [""] * draw(st.integers(0, 2))
        lines += [f"# note {number}"] * draw(st.booleans())
        lines += [] if mark else [f"#. {each}" for each in draw(COMMENTS)]
        lines += draw(st.sampled_from(([], [f"#: {WHERE}"], ["#: old/a.jinja"]))) if not mark else []
        lines += draw(st.sampled_from(([], ["#, fuzzy"], ["#, max-length:9", "#= no-wrap"])))
        lines += quote("msgid", draw(ENGLISH), "#~| " if mark else "#| ") if draw(st.booleans()) else []
        for name, text in (("msgctxt", key), ("msgid", msgid), ("msgstr", draw(TEXT))):
            one_line = f'{mark}{name} "{text}"'
            is_plain = not set(text) & set('\n"\\')
            lines += [one_line] if is_plain and draw(st.booleans()) else quote(name, text, mark)
    ending = draw(st.sampled_from(("\n", "\r\n")))
    return ending.join(lines) + draw(st.sampled_from(("", ending, ending * 2)))


def read(file: PoFile) -> list[Entry]:
    """Give all entries but the header."""
    return [part for part in file.parts if isinstance(part, Entry) and not part.is_header]


def read_pairs(file: PoFile) -> set[tuple[str | None, str, str]]:
    """Give key, English and translation of each entry that has one."""
    return {(*entry.key, entry.fields["msgstr"]) for entry in read(file) if entry.fields["msgstr"].strip()}


@given(catalogs(), message_lists())
def test_nothing_lost_and_nothing_made_up(text: str, messages: tuple[Message, ...]) -> None:
    """All pairs and notes are kept, live entries are those of the templates in order, and no pair is new."""
    before = parse(text, "es.po")
    after = parse(update(before, messages).text, "es.po")

    assert read_pairs(before) == read_pairs(after)
    assert {note for entry in read(before) for note in entry.notes} == {
        note for entry in read(after) for note in entry.notes
    }
    assert [(message.key, message.msgid) for message in messages] == [entry.key for entry in after.entries]
    assert [message.comments for message in messages] == [tuple(entry.extracted) for entry in after.entries]


@given(catalogs(), message_lists())
def test_second_update(text: str, messages: tuple[Message, ...]) -> None:
    """A second update changes nothing."""
    done = update(parse(text, "es.po"), messages)

    assert Update(done.text) == update(parse(done.text, "es.po"), messages)


@given(catalogs(), message_lists())
def test_untouched_lines(text: str, messages: tuple[Message, ...]) -> None:
    """What is still printed and still obsolete keeps its lines; the file keeps its line ends."""
    before = parse(text, "es.po")
    done = update(before, messages).text
    comments: dict[Key, tuple[str, ...]] = {(each.key, each.msgid): each.comments for each in messages}
    kept = [
        [line.rstrip("\r") for line in entry.lines]
        for entry in before.entries
        if tuple(entry.extracted) == comments.get(entry.key) and entry.references != ["old/a.jinja"]
    ]
    kept += [
        [line.rstrip("\r") for line in each.lines]
        for each in read(before)
        if each.is_obsolete and each.key not in comments
    ]

    lines = [[line.rstrip("\r") for line in entry.lines] for entry in read(parse(done, "es.po"))]
    assert [] == [each for each in kept if each not in lines]
    assert done.count("\r\n") == (done.count("\n") if "\r\n" in text else 0)


@settings(max_examples=25)
@given(catalogs(), message_lists())
def test_gettext_accepts(text: str, messages: tuple[Message, ...]) -> None:
    """Msgfmt and msgcat accept whatever comes out, from whatever they accept."""
    accept(text)
    accept(update(parse(text, "es.po"), messages).text)
