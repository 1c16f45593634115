"""The installed package: the wheel that pip makes holds all that is needed, and builds a handout from anywhere."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from handouts.project import Project

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


@pytest.fixture(scope="module")
def wheel(real: Project, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder)
    subprocess.run([*PIP, "wheel", *options, real.root], capture_output=True, check=True)
    (path,) = folder.glob("*.whl")
    return path


def test_content(wheel: Path, real: Project) -> None:
    """Every file of templates, locales and styles is in the wheel; results and tests are not."""
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("handouts/")}
        others = {name.partition("/")[0] for name in archive.namelist()} - {"handouts"}
    data = {
        f"handouts/{real.name(path)}"
        for folder in (real.templates, real.locales, real.styles)
        for path in folder.rglob("*")
        if path.is_file()
    }
    code = {f"handouts/{path.relative_to(real.root / 'cli' / 'handouts').as_posix()}" for path in find_code(real)}

    assert data | code == names
    assert [True] == [name.endswith(".dist-info") for name in others]


def find_code(project: Project) -> list[Path]:
    """List the files of the package itself."""
    files = (project.root / "cli" / "handouts").rglob("*")
    return [path for path in files if path.is_file() and "__pycache__" not in path.parts]


def test_installed(wheel: Path, tmp_path: Path) -> None:
    """Installed alone, and called from the root of the file system, it builds its own handout."""
    site, output = tmp_path / "site", tmp_path / "output"
    options = ("--no-deps", "--no-index", "--target", site)
    subprocess.run([*PIP, "install", *options, wheel], capture_output=True, check=True)
    environ = {**os.environ, "PYTHONPATH": str(site)}
    where = subprocess.run(
        [sys.executable, "-c", "import handouts; print(handouts.__file__)"],
        cwd="/",
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    done = subprocess.run(
        [sys.executable, "-m", "handouts", "build", "--language", "en", "--output", output],
        cwd="/",
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert site / "handouts" / "__init__.py" == Path(where.stdout.strip())
    assert 0 == done.returncode, done.stderr
    assert ["car-t.en.pdf"] == [path.name for path in output.glob("*.pdf")]
