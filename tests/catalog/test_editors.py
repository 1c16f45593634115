"""Catalogs as Poedit, Weblate, OmegaT, Lokalize and memoQ write them: what we do not mean to change stays as it was.

Outside judges are GNU gettext and Translate Toolkit, both run as programs.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.catalog.entry import Entry, PoFile
from handouts.catalog.po import decode, dump, parse
from handouts.catalog.update import update
from handouts.catalog.write import fill
from handouts.message import Message

FILES = sorted((Path(__file__).parent / "files").glob("*.po"))
WHERE = "templates/tea/handout.html.jinja:3"
TITLE = Message("title", "A cup of tea", ("the heading",), WHERE)
WATER = "Pour <b>hot</b> water on the leaves, slowly and from a small height, and stop below the rim."
MILK = Message("milk", "Add milk.", (), WHERE)
CHANGED = (TITLE, Message("water", WATER, (), WHERE), Message("wait", "Wait 5 minutes, then drink.", (), WHERE), MILK)
READ_WITH_TOOLKIT = """
import json, sys
from translate.storage.pypo import pofile
files = [pofile.parsestring(open(path, "rb").read()) for path in sys.argv[1:]]
units = lambda file: [[u.getcontext(), str(u.source), str(u.target), u.getnotes(), u.isfuzzy(), u.isobsolete()]
                      for u in file.units if not u.isheader()]
print(json.dumps([[bytes(file) == open(path, "rb").read(), units(file)] for file, path in zip(files, sys.argv[1:])]))
"""

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
each_ending = pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["unix", "windows"])


def read(path: Path, ending: str = "\n") -> PoFile:
    """Read one of the catalogs, with the line ends of a system."""
    text = decode(path.read_bytes(), path.name).replace("\r\n", "\n").replace("\n", ending)
    return parse(text, path.name)


def list_lines(file: PoFile, *but: str) -> list[list[str]]:
    """Give the lines of each entry but those with the keys *but*."""
    entries = [part for part in file.parts if isinstance(part, Entry)]
    return [part.lines for part in entries if part.is_obsolete or part.key[0] not in but]


def run(*command: str, text: str) -> str:
    """Run a program of GNU gettext."""
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=False, timeout=30)
    assert 0 == done.returncode, done.stderr.decode()
    return done.stdout.decode()


def ask_toolkit(folder: Path, texts: Iterable[str]) -> list[tuple[bool, list[list[object]]]]:
    """Let Translate Toolkit read texts: would it write the same bytes, and what are the units."""
    paths = []
    for number, text in enumerate(texts):
        paths.append(folder / f"{number}.po")
        paths[-1].write_bytes(text.encode())
    command = [sys.executable, "-W", "ignore", "-c", READ_WITH_TOOLKIT, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [(bool(same), units) for same, units in json.loads(done.stdout)]


def test_windows_file() -> None:
    """The fixture from Windows has its line ends, whatever git does to text files."""
    assert b"\r\n" in (Path(__file__).parent / "files" / "poedit-windows.po").read_bytes()


@each_file
@each_ending
def test_fill(path: Path, ending: str) -> None:
    """What comes back from a translator changes the entry it is for: all other lines stay, and gettext agrees."""
    file = read(path, ending)
    text = fill(dump(file), {"wait": ("Espere 3 minutos. Beba.", ())}, path.name)
    after = parse(text, path.name)

    assert list_lines(file, "wait") == list_lines(after, "wait")
    (entry,) = [each for each in after.entries if each.key[0] == "wait"]
    assert ("Espere 3 minutos. Beba.", False, {}) == (entry.fields["msgstr"], entry.is_fuzzy, entry.previous)
    assert {ending == "\r\n"} == {line.endswith("\r") for line in text.split("\n")[:-1]}
    run("msgfmt", "-o", "/dev/null", "-", text=text)


@each_file
@each_ending
def test_update(path: Path, ending: str) -> None:
    """When the English changes, the other entries stay, old ones included; the old pair is kept, and gettext agrees."""
    file = read(path, ending)
    done = update(file, CHANGED)
    after = parse(done.text, path.name)

    before = [lines for lines in list_lines(file, "wait", "milk") if lines not in list_milk(file)]
    assert [] == [lines for lines in before if lines not in list_lines(after)]
    assert {ending == "\r\n"} == {line.endswith("\r") for line in done.text.split("\n")[:-1]}
    run("msgfmt", "-c", "-o", "/dev/null", "-", text=done.text)


def list_milk(file: PoFile) -> list[list[str]]:
    """Give the lines of old entries whose message is printed again: they come back."""
    old = [part for part in file.parts if isinstance(part, Entry) and part.is_obsolete]
    return [part.lines for part in old if part.key[0] == MILK.key]


def test_toolkit_agrees(tmp_path: Path) -> None:
    """Translate Toolkit reads every unit that we did not mean to change as it was."""
    files = [read(path) for path in FILES]
    before = ask_toolkit(tmp_path, map(dump, files))
    after = ask_toolkit(tmp_path, [fill(dump(file), {"wait": ("Espere. 3.", ())}, file.name) for file in files])

    assert [same for same, _ in before] == [same for same, _ in after]
    others = [[[unit for unit in units if unit[0] != "wait"] for _, units in each] for each in (before, after)]
    assert others[0] == others[1]
    assert ["Espere. 3."] * len(FILES) == [unit[2] for _, units in after for unit in units if unit[0] == "wait"]


def test_pofilter_runs(tmp_path: Path) -> None:
    """Pofilter, the checker of Translate Toolkit, takes each catalog after an update."""
    (tmp_path / "in").mkdir()
    for path in FILES:
        (tmp_path / "in" / path.name).write_text(update(read(path), CHANGED).text, "utf-8")
    program = str(Path(sys.executable).parent / "pofilter")
    command = [program, "--progress=none", str(tmp_path / "in"), str(tmp_path / "out")]

    assert 0 == subprocess.run(command, capture_output=True, check=False).returncode


NOTES = st.lists(
    st.sampled_from(["# note", "#", "#. author", "#: a.jinja:3 b.jinja", "#, no-wrap", "#= x", "#! odd"]), max_size=4
)
TEXTS = st.lists(st.sampled_from(['"a"', '"b\\n"', '"é "', '"\\"q\\""', '""']), min_size=1, max_size=3).map("\n".join)


@st.composite
def catalogs(draw: st.DrawFn) -> str:
    """Write a catalog of three entries in a way of its own, with gaps, and an old entry."""
    blocks = ['msgid ""\nmsgstr "Language: es\\nContent-Type: text/plain; charset=UTF-8\\n"']
    for key in "abc":
        previous = draw(st.sampled_from([[], ['#| msgid "old"'], ['#| msgctxt "o"', '#| msgid ""', '#| "old"']]))
        fields = [f'msgctxt "{key}"', f'msgid "{key}"', f"msgstr {draw(TEXTS)}"]
        blocks.append("\n".join([*draw(NOTES), *previous, *fields]))
    blocks.append('#~ msgctxt "z"\n#~ msgid "z"\n#~ msgstr "zz"')
    gaps = [draw(st.sampled_from(["\n", "\n\n", "\n \n"])) for _ in blocks]
    return "".join(block + gap for block, gap in zip(blocks, gaps, strict=True))


@settings(max_examples=40, deadline=None)
@given(text=catalogs(), key=st.sampled_from("abc"), ending=st.sampled_from(["\n", "\r\n"]))
def test_any_form(text: str, key: str, ending: str) -> None:
    """However a catalog is written, filling one entry leaves every other line as it was; msgcat reads the result."""
    file = parse(text.replace("\n", ending), "es.po")
    after = parse(fill(dump(file), {key: ("new", ())}), "es.po")

    assert list_lines(file, key) == list_lines(after, key)
    gaps = [[part for part in each.parts if isinstance(part, str)] for each in (file, after)]
    assert gaps[0] == gaps[1]
    assert 'msgstr "new"' in run("msgcat", "-o", "-", "-", text=dump(after))
