"""The shape of the house: what may import what, how large things are, where they lie. See ARCHITECTURE.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from handouts.fonts import load_scripts
from handouts.language import load_languages
from handouts.project import Project

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "cli" / "handouts"
MODULES = {
    ".".join(path.relative_to(ROOT / "cli").with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(CODE.rglob("*.py"))
}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}

MODULE_LINES, FUNCTION_LINES, PARAMETERS, NESTING = 250, 40, 4, 3
# Larger on purpose: name of a module or of a function -> why.
LARGER: dict[str, str] = {}
# Words that say nothing of what a module holds.
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc", "tools"}
# The top level is the user's; dotted names and these files are the project's own.
FOLDERS = {"cli", "templates", "locales", "styles", "output", "tests"}
FILES = {
    *("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "LICENSE"),
    *("pyproject.toml", "Makefile", "requirements.lock", "requirements-test.lock"),
}
# Only these talk to the user, read the clock, or look at the environment.
DOORS = ("handouts.__main__", "handouts.commands", "handouts.batch")
OUTSIDE = {"os.environ", "os.getenv", "time.time", "datetime.now", "datetime.today", "date.today", "dt.date.today"}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)

type_of_function = (ast.FunctionDef, ast.AsyncFunctionDef)
each_module = pytest.mark.parametrize("name", MODULES)
each_stage = pytest.mark.parametrize("name", [name for name in MODULES if not name.startswith(DOORS)])


def find_imports(name: str, *, at_start: bool = False) -> set[str]:
    """Give what a module imports; *at_start* leaves out what functions and type hints import later."""
    found: set[str] = set()
    for node in TREES[name].body if at_start else ast.walk(TREES[name]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {each if each in MODULES else node.module for each in names}
    return found


def find_functions(name: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give all functions and methods of a module."""
    return (node for node in ast.walk(TREES[name]) if isinstance(node, type_of_function))


def measure_nesting(node: ast.AST, depth: int = 0) -> int:
    """Count how deep blocks lie in each other; "elif" is no block of its own."""
    deepest = depth
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (*type_of_function, ast.ClassDef)):
            continue
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deepest = max(deepest, measure_nesting(child, depth + (isinstance(child, BLOCKS) and not is_elif)))
    return deepest


def test_no_cycles() -> None:
    """Modules can be read in one order, each after those it imports."""
    waiting = {name: find_imports(name, at_start=True) & MODULES.keys() - {name} for name in MODULES}
    while ready := [name for name, imports in waiting.items() if not imports & waiting.keys()]:
        for name in ready:
            del waiting[name]

    assert {} == waiting


@each_module
def test_described(name: str) -> None:
    """Every module begins with a sentence on what it holds."""
    assert (ast.get_docstring(TREES[name]) or "").partition("\n")[0].endswith(".")


@each_module
def test_module_size(name: str) -> None:
    """A module can be read at one sitting."""
    assert name in LARGER or len(MODULES[name].read_text("utf-8").splitlines()) <= MODULE_LINES


@each_module
def test_function_size(name: str) -> None:
    """A function can be read without scrolling, takes few things, and does not lie deep."""
    too_large = [
        function.name
        for function in find_functions(name)
        if (function.end_lineno or 0) - function.lineno >= FUNCTION_LINES
        or measure_nesting(function) > NESTING
        or len([arg for arg in function.args.args if arg.arg not in ("self", "cls")]) > PARAMETERS
    ]

    assert [] == [each for each in too_large if f"{name}.{each}" not in LARGER]


@each_module
def test_name(name: str) -> None:
    """A module's name says what it holds."""
    assert not EMPTY_NAMES & set(name.split("."))


@each_stage
def test_stage_is_pure(name: str) -> None:
    """A stage does not know the command line, prints nothing, and looks neither at the clock nor at the environment."""
    calls = [node.func for node in ast.walk(TREES[name]) if isinstance(node, ast.Call)]
    used = {ast.unparse(node) for node in ast.walk(TREES[name]) if isinstance(node, ast.Attribute)}

    assert not {each for each in find_imports(name) if each.partition(".")[0] == "click"}
    assert not {each for each in find_imports(name) if each.startswith(DOORS)}
    assert not [call for call in calls if isinstance(call, ast.Name) and call.id in ("print", "input")]
    assert not used & OUTSIDE


@each_module
def test_language_is_data(name: str, real: Project) -> None:
    """No code asks which language or script it has before it: that stands in languages.toml and scripts.toml."""
    known = load_languages(real).keys() | load_scripts(real).keys()
    compared = {
        side.value
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        if isinstance(side, ast.Constant) and isinstance(side.value, str)
    }

    assert set() == compared & known


@pytest.mark.parametrize("folder", ["templates", "locales", "styles"])
def test_no_code_in_data(folder: str) -> None:
    """Folders of data hold no Python: it would break editable installs."""
    assert [] == list((ROOT / folder).rglob("*.py"))


def test_top_level() -> None:
    """The top level holds what a user looks for, and nothing else."""
    ignored = {"dist", "__pycache__"}
    found = {path for path in ROOT.iterdir() if not path.name.startswith(".") and path.name not in ignored}

    assert set() == {path.name for path in found if path.is_dir()} - FOLDERS
    assert set() == {path.name for path in found if path.is_file()} - FILES
