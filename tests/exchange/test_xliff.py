"""XLIFF 1.2 and 2.1: what goes out comes back, whatever a tool did around it, and the OASIS schemas hold."""

import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from handouts.errors import HandoutError
from handouts.exchange.bundle import Bundle, Part, Progress, Segment, squeeze
from handouts.exchange.formats import FORMATS
from handouts.language import Language
from handouts.message import Message

Make = Callable[..., Bundle]
Judge = Callable[[str, bytes], list[str]]
SPANISH = Language("es", "Spanish", "Español", "Latn", "latn", "es")
NAMES = ("xliff", "xliff2")
WATER = "Pour <b>hot</b> water, {name}."
AGUA = "{name}, vierta agua <b>caliente</b>."
PIECES = st.sampled_from(
    ["<b>", "</b>", "<phone>", "</phone>", "{name}", "{x}", "<", "&amp;", "]]>", " ", "38 °C", "é"]
)
TEXTS = st.lists(PIECES | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=5), max_size=8).map("".join)

each_format = pytest.mark.parametrize("name", NAMES)


def load_module(name: str) -> ModuleType:
    """Load the module of a format."""
    return import_module(f"handouts.exchange.{FORMATS[name].module}")


def come_back(name: str, bundle: Bundle) -> list[tuple[str, str, str, str]]:
    """Write and read a bundle."""
    module = load_module(name)
    units = module.load(module.dump(bundle), "es.xlf", bundle.language.tag)
    return [(unit.domain, unit.key, unit.source, unit.target) for unit in units]


@each_format
def test_round_trip(name: str, make: Make) -> None:
    """Every text comes back with its file, its key, its tags and its placeholders."""
    bundle = make((WATER, AGUA), ("A & B < 3", "A & B < 3"), ("New", ""))

    assert [("tea", "k0", WATER, AGUA), ("tea", "k1", "A & B < 3", "A & B < 3"), ("tea", "k2", "New", "")] == come_back(
        name, bundle
    )


@pytest.mark.parametrize("name", NAMES)
@given(texts=st.lists(st.tuples(TEXTS, TEXTS), max_size=3))
def test_any_text(name: str, texts: list[tuple[str, str]]) -> None:
    """Any text comes back as it was, except for plain white space; the file is valid."""
    segments = tuple(
        Segment(Message(f"k{number}", source), target, Progress.TRANSLATED)
        for number, (source, target) in enumerate(texts)
        if "\ufffe" not in source + target and "\uffff" not in source + target
    )
    bundle = Bundle(SPANISH, (Part("tea", segments),))

    assert [(squeeze(each.message.msgid), squeeze(each.target)) for each in segments] == [
        (source, target) for _, _, source, target in come_back(name, bundle)
    ]


@each_format
@pytest.mark.parametrize("progress", list(Progress)[1:])
def test_valid(name: str, make: Make, progress: Progress, find_schema_errors: Judge) -> None:
    """The OASIS schema finds nothing to complain of, in any state."""
    module = load_module(name)

    assert [] == find_schema_errors(
        name, module.dump(make((WATER, AGUA), ("B", ""), ("<b>x", "y</b>"), progress=progress))
    )


@each_format
def test_schema_judges(name: str, make: Make, find_schema_errors: Judge) -> None:
    """The judge is awake: a file with an element of our own invention is not valid."""
    data = load_module(name).dump(make((WATER, AGUA)))

    assert find_schema_errors(name, data.replace(b"<source>", b"<foo/><source>"))


@pytest.mark.parametrize(
    ("name", "progress", "expected"),
    [
        ("xliff", Progress.DRAFT, 'approved="no"|state="needs-review-translation"'),
        ("xliff", Progress.TRANSLATED, 'approved="no"|state="translated"'),
        ("xliff", Progress.REVIEWED, 'approved="yes"|state="signed-off"'),
        ("xliff", Progress.RELEASED, 'approved="yes"|state="final"'),
        ("xliff2", Progress.DRAFT, 'state="initial" subState="handouts:to-review"'),
        ("xliff2", Progress.TRANSLATED, 'state="translated"'),
        ("xliff2", Progress.REVIEWED, 'state="reviewed"'),
        ("xliff2", Progress.RELEASED, 'state="final"'),
    ],
)
def test_state(name: str, progress: Progress, expected: str, make: Make) -> None:
    """The file says how far each text is, in the words of its standard."""
    text = load_module(name).dump(make((WATER, AGUA), progress=progress)).decode()

    assert [] == [part for part in expected.split("|") if part not in text]


@each_format
def test_context(name: str, make: Make) -> None:
    """Place, author's note and translator's note go with each text; codes are protected and shown."""
    text = load_module(name).dump(make((WATER, AGUA))).decode()

    assert "handout.html.jinja" in text
    assert ">a note</note>" in text
    assert ">taza or vaso?</note>" in text
    code = '<bpt id="1">&lt;b&gt;</bpt>' if name == "xliff" else '<pc id="1" dataRefStart="d1" dataRefEnd="d2"'
    assert 2 == text.count(code)


@each_format
def test_control_character(name: str, make: Make) -> None:
    """A translation that XML cannot hold is left out; such an English text is an error, not a traceback."""
    assert [("tea", "k0", "A", "")] == come_back(name, make(("A", "a\x02b")))
    with pytest.raises(HandoutError, match="control character"):
        load_module(name).dump(make(("A\x02", "b")))


def change(name: str, make: Make, *changes: tuple[str, str]) -> list[str]:
    """Write two texts, change the file as a tool would, read the translations."""
    module = load_module(name)
    text = module.dump(make((WATER, AGUA), ("Wait.", "Espere."))).decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return [unit.target or unit.fault for unit in module.load(text.encode(), "es.xlf", "es")]


TOOLS = (
    ("\n", "\r\n"),
    ('<?xml version="1.0" encoding="UTF-8"?>', '\ufeff<?xml version="1.0" encoding="utf-8"?>'),
    ("<source>", "<!-- a comment --><source>"),
    ("Espere.", "\n      Espere.\n    "),
    ("Espere.", "Esp<!-- x -->ere."),
    ("vierta agua", "vierta\n   agua"),
    ('state="translated"', 'state="final" x-tool="3"'),
)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        *((name, old, new) for name in NAMES for old, new in TOOLS),
        ("xliff", 'target-language="es"', 'target-language="es-ES"'),
        ("xliff2", 'trgLang="es"', 'trgLang="es-ES"'),
    ],
)
def test_what_tools_do(name: str, old: str, new: str, make: Make) -> None:
    """Line ends, byte order marks, comments, indents, regions and states of a tool change no text."""
    assert [AGUA, "Espere."] == change(name, make, (old, new))


def test_utf16(make: Make) -> None:
    """A tool may write UTF-16, as long as it says so."""
    module = load_module("xliff")
    text = module.dump(make((WATER, AGUA))).decode().replace("UTF-8", "UTF-16")

    assert [AGUA] == [unit.target for unit in module.load(text.encode("utf-16"), "es.xlf", "es")]


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("xliff", 'state="translated"', 'state="needs-l10n"', False),  # Poedit, for a text that needs work
        ("xliff", 'state="translated"', 'state="signed-off"', True),
        ("xliff", 'approved="no"', 'approved="yes"', True),
        ("xliff2", 'state="translated"', 'state="translated" subState="poedit:fuzzy"', False),
        ("xliff2", 'state="translated"', 'state="final"', True),
        ("xliff2", 'state="translated"', 'state="initial"', False),
    ],
)
def test_done(name: str, old: str, new: str, expected: bool, make: Make) -> None:  # noqa: FBT001 -- pytest's
    """A text that a tool calls fuzzy, or not translated, is not done."""
    module = load_module(name)
    text = module.dump(make((WATER, AGUA))).decode()
    assert old in text

    assert [expected] == [unit.is_done for unit in module.load(text.replace(old, new).encode(), "es.xlf", "es")]


def test_segmented_12(make: Make) -> None:
    """Marks of segments (mrk), seg-source and suggestions (alt-trans) of a tool are seen through."""
    target = '<target state="translated" xml:lang="es">Espere.</target>'
    marked = '<seg-source><mrk mtype="seg" mid="1">Wait.</mrk></seg-source>'
    marked += '<target><mrk mtype="seg" mid="1">Espere</mrk>!</target>'
    other = "<alt-trans><target>Aguarde.</target></alt-trans>"

    assert [AGUA, "Espere!"] == change("xliff", make, (target, marked + other))


def test_emptied_codes_12(make: Make) -> None:
    """A tool that gives codes back empty means those of the source."""
    target = '<bpt id="1">&lt;b&gt;</bpt>caliente<ept id="1">&lt;/b&gt;</ept>'

    assert [AGUA, "Espere."] == change("xliff", make, (target, '<bpt id="1"/>caliente<ept id="1"/>'))


def test_segmented_21(make: Make) -> None:
    """Segments that a tool has cut are joined, in the order that it gives; one without a target is no translation."""
    texts = "\n        <source>Wait.</source>\n        <target>Espere.</target>\n      "
    whole = f'<segment state="translated">{texts}</segment>'
    first = '<segment><source>Wa</source><target order="2">pere.</target></segment>'
    second = '<segment><source>it.</source><target order="1">Es</target></segment>'
    empty = "<segment><source>it.</source></segment>"

    assert [AGUA, "Espere."] == change("xliff2", make, (whole, first + second))
    assert [AGUA, ""] == change("xliff2", make, (whole, first + empty))


def test_split_codes_21(make: Make) -> None:
    """Spanning codes (sc, ec), code points (cp) and marks (mrk) of a tool are read."""
    old = '<pc id="1" dataRefStart="d1" dataRefEnd="d2" dispStart="&lt;b&gt;" dispEnd="&lt;/b&gt;">caliente</pc>'
    new = '<sc id="1" dataRef="d1"/><mrk id="m1">caliente</mrk><ec startRef="1" dataRef="d2"/>'

    assert [AGUA, "Espere!"] == change("xliff2", make, (old, new), ("Espere.", 'Espere<cp hex="0021"/>'))


@pytest.mark.parametrize(
    ("name", "old", "new", "fault"),
    [
        ("xliff", "Espere.", "Espere<foo/>", "<foo> inside of a text"),
        ("xliff2", "Espere.", "Espere<foo/>", "<foo> inside of a text"),
        ("xliff2", 'dataRef="d3"', 'dataRef="d9"', "the code <ph> refers to nothing"),
    ],
)
def test_unreadable_unit(name: str, old: str, new: str, fault: str, make: Make) -> None:
    """A unit that cannot be read is marked; the others are read."""
    assert fault in change(name, make, (old, new))
    assert 1 == change(name, make, (old, new)).count(fault)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("xliff", 'original="locales/tea.pot"', r'original="C:\work\tea.pot"'),
        ("xliff", 'original="locales/tea.pot"', 'original="tea.pot"'),
        ("xliff", 'id="k1"', 'id="17"'),
        ("xliff2", 'id="k1"', 'id="u17"'),
    ],
)
def test_renamed(name: str, old: str, new: str, make: Make) -> None:
    """A tool that moves the file or numbers its units loses no key."""
    module = load_module(name)
    text = module.dump(make((WATER, AGUA), ("Wait.", "Espere."))).decode()
    assert old in text
    units = module.load(text.replace(old, new, 1).encode(), "es.xlf", "es")

    assert [("tea", "k0"), ("tea", "k1")] == [(unit.domain, unit.key) for unit in units]


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_damaged(name: str, make: Make, data: st.DataObject) -> None:
    """Whatever a tool did to the elements, the file is read or refused, never a mistake of ours."""
    module = load_module(name)
    root = etree.fromstring(module.dump(make((WATER, AGUA), ("Wait.", "Espere."))))
    for _ in range(data.draw(st.integers(1, 3))):
        elements = list(root.iter())[1:]
        if not elements:
            break
        element = data.draw(st.sampled_from(elements))
        match data.draw(st.sampled_from(["drop", "double", "rename", "attribute", "clear"])):
            case "drop":
                element.getparent().remove(element)
            case "double":
                element.addnext(deepcopy(element))
            case "rename":
                names = ["cp", "ph", "pc", "mrk", "x", "segment", "ignorable", "target", "foo"]
                element.tag = f"{{{module.NAMESPACE}}}{data.draw(st.sampled_from(names))}"
            case "attribute":
                key = data.draw(
                    st.sampled_from(["id", "order", "hex", "dataRef", "state", "original", "target-language"])
                )
                element.set(key, data.draw(st.sampled_from(["", "-1", "x", "FFFFFFFFFFFFFFFFFF", "es", "0"])))
            case _:
                element.clear()
    try:
        units = module.load(etree.tostring(root), "es.xlf", "es")
    except HandoutError:
        return
    assert [] == [unit for unit in units if not unit.where.startswith("es.xlf:")]


@each_format
def test_other_language(name: str, make: Make) -> None:
    """A file for another language is refused as a whole."""
    module = load_module(name)
    with pytest.raises(HandoutError) as caught:
        module.load(module.dump(make((WATER, AGUA))), "es.xlf", "ar")
    assert ('the file is for "es", not for "ar"', True) == (caught.value.message, "es.xlf:" in str(caught.value.where))


def test_translate_toolkit(make: Make, tmp_path: Path) -> None:
    """Another program reads the units, the translations and the keys of our XLIFF 1.2."""
    path = tmp_path / "es.xlf"
    path.write_bytes(load_module("xliff").dump(make((WATER, AGUA), ("Wait.", "Espere."))))
    code = "import sys; from translate.storage.xliff import xlifffile as f\n"
    code += "print([(u.getid(), str(u.target), u.getlocations()) for u in f.parsefile(sys.argv[1]).units])"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(path)], capture_output=True, text=True, check=True
    )

    assert "k1" in done.stdout
    assert "'Espere.'" in done.stdout
    assert "caliente" in done.stdout
