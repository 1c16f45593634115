"""The documentation against the project: names, links and command lines; whether it reads well is for people."""

import ast
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from handouts.__main__ import COMMANDS
from handouts.errors import ExitCode
from handouts.language import load_languages
from handouts.project import Project
from handouts.styles import FITS, FLOWS

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "cli" / "handouts"
FOLDERS = ("locales", "templates", "styles", "tests")
DOCUMENTS = sorted(
    [
        *ROOT.glob("*.md"),
        *(path for name in FOLDERS for path in (ROOT / name).rglob("*.md") if "node_modules" not in path.parts),
    ]
)
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text("utf-8")

_FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")

each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())


def read_table(text: str, heading: str) -> list[list[str]]:
    """Read the rows of the first table below a heading of second level, without its head."""
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines[2:]]


def read_code(text: str) -> Iterator[str]:
    """Give the code of a document: fenced blocks line by line without comments, and code inside of sentences."""
    for _, block in _FENCE.findall(text):
        yield from (line.partition("#")[0].strip() for line in block.splitlines())
    yield from re.findall(r"`([^`\n]+)`", _FENCE.sub("", text))


def read_command_lines(text: str) -> Iterator[list[str]]:
    """Give the arguments of each ``handouts ...`` in the code of a document."""
    for line in read_code(text):
        if found := re.match(r"(?:\.venv/bin/)?handouts +(\S.*)", line):
            yield shlex.split(found[1])


def find_options(words: list[str]) -> set[str]:
    """Give the options of the command, or command of a group, that a command line begins with."""
    command: click.Command | None = import_module(f"handouts.commands.{words[0]}").command
    if isinstance(command, click.Group) and len(words) > 1:
        command = command.get_command(click.Context(command), words[1])
    assert command is not None, f"unknown command: {words}"
    return {"--help", *(option for parameter in command.params for option in parameter.opts)}


def find_anchors(text: str) -> set[str]:
    """Give the anchors of all headings: small letters, "-" for spaces, no signs."""
    headings = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def read_modules() -> dict[str, str]:
    """Read the source of each module by its path below the package."""
    return {path.relative_to(CODE).as_posix(): path.read_text("utf-8") for path in CODE.rglob("*.py")}


def test_commands() -> None:
    """The README lists every command, in the order of --help, and no other."""
    assert [f"`handouts {name}`" for name in COMMANDS] == [row[0] for row in read_table(README, "Commands")]


def test_languages(real: Project) -> None:
    """The README lists every language that has a catalog, by its names and its tag, and no other."""
    begun = [
        language
        for language in load_languages(real).values()
        if language.tag == "en" or list((real.locales / language.posix / "LC_MESSAGES").glob("*.po"))
    ]

    expected = [[each.english, each.endonym, f"`{each.tag}`"] for each in begun]
    assert expected == [row[:3] for row in read_table(README, "Languages")]


def test_machine_drafts(real: Project) -> None:
    """The README calls exactly those translations machine drafts that say so themselves."""
    said = {row[2].strip("`") for row in read_table(README, "Languages") if row[3] == "machine draft"}
    catalogs = real.locales.glob("*/LC_MESSAGES/*.po")
    drafts = {path.parts[-3] for path in catalogs if '"X-Origin: machine' in path.read_text("utf-8")}

    assert {each.replace("-", "_") for each in said} == drafts


def test_exit_codes() -> None:
    """The README explains every exit code."""
    rows = re.findall(r"^\| (\d+) \| \S", README, re.MULTILINE)
    assert [str(int(code)) for code in ExitCode] == rows


def test_modules_exist() -> None:
    """Every module that ARCHITECTURE.md names is there."""
    modules = read_modules()
    names = {path.rpartition("/")[2] for path in modules}

    named = {each for each in re.findall(r"[\w/]+\.py\b", ARCHITECTURE) if not each.startswith("tests/")}
    assert set() == {each for each in named if each not in modules and each not in names}


def test_map_is_whole() -> None:
    """The map in ARCHITECTURE.md shows each module at the top of the package, and each package inside it."""
    shown = set(re.findall(r"^  ([\w]+(?:\.py|/)) ", ARCHITECTURE, re.MULTILINE))
    modules = {path.name for path in CODE.glob("*.py")} - {"__init__.py"}
    packages = {f"{path.parent.name}/" for path in CODE.glob("*/__init__.py")}

    assert modules | packages == shown


def test_stages() -> None:
    """ARCHITECTURE.md lists what each stage of a build makes, and the module that speaks of it."""
    rows = read_table(ARCHITECTURE, "Stages")
    modules = read_modules()
    classes = [node for node in ast.parse(modules["pipeline.py"]).body if isinstance(node, ast.ClassDef)]
    (build,) = (node for node in classes if node.name == "Build")
    kept = " ".join(ast.unparse(node.annotation) for node in build.body if isinstance(node, ast.AnnAssign))

    made = [row[1].strip("`") for row in rows]
    assert set() == set(re.findall(r"\b[A-Z]\w+", kept)) - {"Mapping"} - set(made)
    assert [] == [row for row, name in zip(rows, made, strict=True) if name not in modules[row[0].strip("`")]]


def test_glossary() -> None:
    """Each entry of the glossary takes at most 15 words."""
    rows = read_table(ARCHITECTURE, "Glossary")

    assert rows
    assert [] == [word for word, meaning in rows if len(meaning.split()) > 15]


def test_fits() -> None:
    """The designers' page lists every fit, in the order they are tried, with its style sheets."""
    rows = read_table((ROOT / "styles" / "README.md").read_text("utf-8"), "Fits")

    expected = [[name, ", ".join(f"`{sheet}.css`" for sheet in sheets)] for name, sheets in (FITS | FLOWS).items()]
    assert expected == [row[:2] for row in rows]


def test_proofs() -> None:
    """Each "yes" of the comparison with other tools, and nothing else, names the tests that hold it; they are there."""
    text = (ROOT / "locales" / "comparison.md").read_text("utf-8")
    proofs = re.findall(r"^(\d+) (\S*test_\w+\.py::.+)$", text, re.MULTILINE)
    tests = {name for _, names in proofs for name in names.split()}
    paths = {path: (ROOT / "tests" / path).read_text("utf-8") for path in {name.partition("::")[0] for name in tests}}

    assert re.findall(r"^\| (\d+) \|.*\| \*\*yes\*\*[^|]*\|$", text, re.MULTILINE) == [number for number, _ in proofs]
    assert tests <= {
        f"{path}::{name}" for path in paths for name in re.findall(r"^def (\w+)\(", paths[path], re.MULTILINE)
    }


@each_document
def test_links(path: Path) -> None:
    """Every relative link leads to a file of the project, and to a heading in it."""
    broken = []
    for target, anchor in _LINK.findall(_FENCE.sub("", path.read_text("utf-8"))):
        file = (path.parent / target).resolve() if target else path
        if not file.exists() or (anchor and anchor not in find_anchors(file.read_text("utf-8"))):
            broken.append(f"{target}#{anchor}")

    assert [] == broken


@each_document
def test_command_lines(path: Path) -> None:
    """Every command line in the code of a document names a command, and options that it has."""
    lines = [line for line in read_command_lines(path.read_text("utf-8")) if not line[0].startswith(("-", "<"))]

    assert [] == [name for name, *_ in lines if name not in COMMANDS]
    options = {tuple(line): find_options(line) for line in lines}
    assert [] == [line for line in lines for each in line if each.startswith("-") and each not in options[tuple(line)]]


@each_document
def test_paths(path: Path) -> None:
    """Every file or folder of the project that the code of a document names is there; what is built need not be."""
    found = [each for each in read_code(path.read_text("utf-8")) if re.fullmatch(r"[\w.-]+(?:/[\w.-]+)+/?", each)]
    named = [each for each in found if not each.startswith("output/")]
    roots = (ROOT, CODE, path.parent)
    ours = [each for each in named if any((root / each.partition("/")[0]).exists() for root in roots)]

    assert [] == [each for each in ours if not any((root / each).exists() for root in roots)]
