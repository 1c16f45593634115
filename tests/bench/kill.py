"""Kill builds at random moments and see that the next one completes what was lost: ``python tests/bench/kill.py 50``.

A tiny project is built once undisturbed, then again and again with everything killed (SIGKILL) in the midst of it. No
file may be half-written, the next build must succeed, and the folder must equal that of the undisturbed build.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = [sys.executable, "-m", "handouts", "build", "--jobs", "2", "--output", "output"]


def make_project(root: Path) -> None:
    """Make a project of its own below *root*."""
    shutil.copytree(ROOT / "tests" / "projects" / "tiny", root)
    shutil.copytree(ROOT / "styles", root / "styles")


def read_folder(folder: Path) -> dict[str, bytes]:
    """Read the finished files and the manifest; the folder that builds use themselves is left out."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} if folder.is_dir() else {}


def kill(root: Path, delay: float) -> None:
    """Begin a build, and kill it with all its workers after *delay* seconds."""
    with subprocess.Popen(
        BUILD, cwd=root, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            process.wait(delay)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)


def find_faults(root: Path, expected: dict[str, bytes], delay: float) -> Iterator[str]:
    """Kill a build after *delay* seconds, build again, and say what is not as it should be."""
    shutil.rmtree(root / "output", ignore_errors=True)
    kill(root, delay)
    left = read_folder(root / "output")
    yield from (f"half-written: {name}" for name, data in left.items() if expected.get(name, data) != data)
    done = subprocess.run(BUILD, cwd=root, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"the next build failed: {done.stderr}"
    found = read_folder(root / "output")
    yield from (
        f"differs: {name}" for name in sorted(expected.keys() | found.keys()) if expected.get(name) != found.get(name)
    )


def build_undisturbed(root: Path) -> tuple[dict[str, bytes], float]:
    """Build once, and say how long it took."""
    started = time.monotonic()
    subprocess.run(BUILD, cwd=root, check=True, capture_output=True)
    return read_folder(root / "output"), time.monotonic() - started


def main(folder: Path, count: int, seed: int) -> int:
    """Kill *count* builds and print what came of it."""
    make_project(folder / "project")
    expected, seconds = build_undisturbed(folder / "project")
    chance = random.Random(seed)  # noqa: S311 -- moments, no secrets
    faults = 0
    for number in range(1, count + 1):
        delay = chance.uniform(0, seconds)
        for fault in find_faults(folder / "project", expected, delay):
            faults += 1
            print(f"{number}, killed after {delay:.2f} s: {fault}")  # noqa: T201
    print(f"{count} builds of {seconds:.1f} s killed at random moments (seed {seed}): {faults} faults")  # noqa: T201
    return int(faults > 0)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as name:
        sys.exit(main(Path(name), int(sys.argv[1]) if len(sys.argv) > 1 else 50, random.randrange(10**6)))  # noqa: S311
