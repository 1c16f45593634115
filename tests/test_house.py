"""The project's own files: lock files, Makefile and packaging agree with pyproject.toml and the data."""

import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from handouts.fonts import load_library
from handouts.project import Project

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-test.lock")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def read_lock(name: str) -> dict[str, str]:
    """Read the versions of a lock file by package."""
    pins = re.findall(r"^([a-z0-9-]+)==([^ ;]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    return dict(pins)


def read_names(requirements: list[str]) -> set[str]:
    """Read the package names of requirements."""
    return {match[0].lower() for each in requirements if (match := re.match(r"[A-Za-z0-9-]+", each))}


def test_lock_holds_dependencies() -> None:
    """Everything that pyproject.toml asks for is locked, for users and for developers; run make lock."""
    groups = PYPROJECT["dependency-groups"]
    runtime = read_names(PYPROJECT["project"]["dependencies"] + groups["build"])
    extras = [each for extra in PYPROJECT["project"]["optional-dependencies"].values() for each in extra]

    assert set() == runtime - read_lock(LOCKS[0]).keys()
    assert set() == (runtime | read_names(extras + groups["test"] + groups["lint"])) - read_lock(LOCKS[1]).keys()


def test_locks_agree() -> None:
    """Tests run with the very versions that users get."""
    runtime, everything = map(read_lock, LOCKS)

    assert runtime == {name: version for name, version in everything.items() if name in runtime}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_is_portable(name: str) -> None:
    """Each package is locked by hash, for every platform; the file names no index and no folder of a machine."""
    text = (ROOT / name).read_text("utf-8")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]

    assert [] == [block.partition("=")[0] for block in blocks if "--hash=sha256:" not in block]
    assert [] == re.findall(r"https?:|file:|--(?:extra-)?index-url|--find-links| /", text)
    (pillow,) = (block for block in blocks if block.startswith("pillow=="))
    assert pillow.count("--hash") > len(("Linux", "macOS", "Windows")) * 3


def test_npm_lock_is_portable() -> None:
    """What the tests take from npm is locked by hash; the file names no registry."""
    lock = json.loads((ROOT / "tests" / "package-lock.json").read_text("utf-8"))
    wanted = json.loads((ROOT / "tests" / "package.json").read_text("utf-8"))["devDependencies"]
    packages = {name.rpartition("node_modules/")[2]: each for name, each in lock["packages"].items() if name}

    assert set() == wanted.keys() - packages.keys()
    assert [] == [name for name, each in packages.items() if "resolved" in each or "integrity" not in each]


def test_make_installs_fonts(real: Project) -> None:
    """Make installs the Debian packages of all fonts that scripts.toml names."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    (line,) = re.findall(r"^BUILD_PACKAGES := (.*)$", makefile, re.MULTILINE)

    assert set() == {font.packages["debian"] for font in load_library(real, ()).fonts.values()} - set(line.split())


def test_continuous_integration_runs() -> None:
    """The check of a change can be run as it is."""
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_wheel(tmp_path: Path) -> None:
    """The wheel holds the code and the data and nothing that was built, and works on its own from anywhere."""
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(tmp_path / "site")

    folders = {name.split("/")[1] for name in names if name.startswith("handouts/") and name.count("/") > 1}
    assert {"templates", "locales", "styles", "commands"} <= folders
    assert {"handouts/fontconfig.xml", "handouts/py.typed", "handouts/locales/languages.toml"} <= set(names)
    assert [] == [name for name in names if name.endswith((".pdf", ".pyc")) or name.startswith("handouts/output")]
    code = "import handouts.project as p, pathlib; print(p.find(pathlib.Path('/')).root)"
    environ = {**os.environ, "PYTHONPATH": str(tmp_path / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd="/", capture_output=True, text=True, env=environ, check=True
    )
    assert f"{tmp_path / 'site' / 'handouts'}\n" == done.stdout
