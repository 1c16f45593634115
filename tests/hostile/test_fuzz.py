"""Whatever bytes a catalog holds and whatever a value says: refused in words, or printed as plain text, never more."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from handouts.catalog.lookup import load_catalog
from handouts.catalog.po import decode, dump, parse
from handouts.errors import HandoutError
from handouts.gate.letters import check_letters
from handouts.language import Language
from handouts.message import Element, Message, check_translation, render, split
from handouts.project import Project

SPANISH = Language("es", "Spanish", "español", "Latn", "latn", "es")
MSGID = "Call <link>{phone}</link> <b>now</b>."
MESSAGES = (Message("call", MSGID), Message("wait", "Wait 3 minutes."))
SOUND = (
    b'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    b'msgctxt "call"\nmsgid "Call <link>{phone}</link> <b>now</b>."\n'
    b'msgstr "Llame <link>al {phone}</link> <b>ya</b>."\n\n'
    b'msgctxt "wait"\nmsgid "Wait 3 minutes."\nmsgstr "Espere 3 minutos."\n'
)
BITS = st.sampled_from(
    [
        *("<b>", "</b>", "<link>", "</link>", "<", ">", "<script>", "<img src=x>", "<!--", "]]>", "&", "&lt;"),
        *("{phone}", "{", "}", "{phone!r}", "{phone.x}", "{{", "}}", "{%", "%}", "%s", '"', "'"),
        *("\u202e", "\u200b", "\0", "а", "a", " ", "3"),
    ]
)
TEXTS = st.lists(BITS | st.text(max_size=5), max_size=30).map("".join)
ELEMENTS = {"link": Element("a", Markup(' href="tel:1"')), "b": Element("strong", Markup())}


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Damage a sound catalog: bytes are replaced, put in, taken out, or a part of it comes twice."""
    data = bytearray(SOUND)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        data[start:end] = draw(st.binary(max_size=8) | st.just(bytes(data[start:end]) * 2) | BITS.map(str.encode))
    return bytes(data)


@given(st.binary(max_size=200) | damaged())
def test_any_bytes(data: bytes) -> None:
    """A catalog of any bytes is given back byte for byte, or refused as something a person can mend."""
    refusal, again = "es.po:", data
    try:
        again = dump(parse(decode(data, "es.po"), "es.po")).encode()
    except HandoutError as error:
        refusal = str(error)

    assert data == again
    assert refusal.startswith("es.po:")
    assert 1 == len(refusal.splitlines())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a project with room for a Spanish catalog."""
    project = Project(tmp_path_factory.mktemp("fuzz"))
    (project.locales / "es" / "LC_MESSAGES").mkdir(parents=True)
    return project


@given(data=damaged())
def test_any_catalog(folder: Project, data: bytes) -> None:
    """What a damaged catalog offers for printing keeps the tags, the places to fill in and the letters."""
    (folder.locales / "es" / "LC_MESSAGES" / "tea.po").write_bytes(data)
    try:
        catalog = load_catalog(folder, SPANISH, "tea", MESSAGES)
    except HandoutError:
        return
    for message in MESSAGES:
        text = catalog.get(message)
        assert text is None or not check_translation(message.msgid, text)
        assert text is None or not list(check_letters(SPANISH, message.msgid, text))


@given(TEXTS, TEXTS)
def test_any_value(translation: str, value: str) -> None:
    """Neither a translation nor a value puts anything into a page but the elements of the template and plain text."""
    html = str(render(translation, ELEMENTS, {"phone": value}))
    rest = html.replace('<a href="tel:1">', "").replace("</a>", "").replace("<strong>", "").replace("</strong>", "")

    assert not set("<>") & set(rest)
    assert "".join(read(str(token), value) for token in split(translation)) == unescape(rest)


def read(written: str, value: str) -> str:
    """Give what a reader sees of a piece of a message: nothing of a tag, the value of a place to fill in."""
    return {"<b>": "", "</b>": "", "<link>": "", "</link>": "", "{phone}": value}.get(written, written)


@given(TEXTS)
def test_accepted_leaves_nothing_open(translation: str) -> None:
    """What is accepted as a translation is printed without a brace, a bracket or a tag left over."""
    if check_translation(MSGID, translation):
        return
    html = str(render(translation, ELEMENTS, {"phone": "1"}))

    assert not set("{}") & set(html)
    assert 1 == html.count("<a ") == html.count("</a>") == html.count("<strong>") == html.count("</strong>")
