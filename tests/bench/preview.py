"""How long after a catalog is saved its new page is seen in a browser: python tests/bench/preview.py [TAG [SAVES]].

Works on a copy of this project. Prints seconds from the save to the new picture, and to the fit that a build would
choose, with the load of the machine: run it on a quiet one.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
KEY = "short.act"  # a message on page 1
PATIENCE = 120_000  # milliseconds
GOOD = "#busy[data-state=good]"


def main(tag: str = "es", saves: str = "5") -> None:
    """Measure *saves* changes of one sentence."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- a bench need not be run everywhere

    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder in ("templates", "locales", "styles"):
            shutil.copytree(ROOT / folder, root / folder)
        catalog = root / "locales" / tag.replace("-", "_") / "LC_MESSAGES" / "car-t.po"
        with run_preview(root, tag) as process, sync_playwright() as driver:
            assert process.stdout
            address = process.stdout.readline().strip()
            browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = browser.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(address)
            page.wait_for_selector(GOOD)
            sys.stdout.write(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
            for number in range(int(saves)):
                seen, settled = measure(page, catalog, f"{'x' * (number + 1)} ")
                sys.stdout.write(f"{tag}: shown after {seen:.2f} s, settled after {settled:.2f} s\n")
            browser.close()
            process.send_signal(signal.SIGINT)


def run_preview(root: Path, tag: str) -> AbstractContextManager["subprocess.Popen[str]"]:
    """Start the preview in the project at *root*."""
    command = [sys.executable, "-m", "handouts", "preview", tag, "--no-open"]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True)


def measure(page: "Page", catalog: Path, more: str) -> tuple[float, float]:
    """Add *more* to one sentence; give the seconds until its page is seen anew, and until its fit is known."""
    before = page.get_attribute("#target img", "src")
    text = catalog.read_text("utf-8")
    entry = re.compile(rf'msgctxt "{re.escape(KEY)}"\nmsgid .*?\nmsgstr "', re.DOTALL)
    changed = entry.sub(lambda match: match[0] + more, text, count=1)
    start = time.perf_counter()
    catalog.write_text(changed, "utf-8")
    # asked at every frame: the driver's wait for a selector looks twice a second only
    page.wait_for_function("old => document.querySelector('#target img').getAttribute('src') !== old", arg=before)
    seen = time.perf_counter() - start
    page.wait_for_selector(GOOD)
    return seen, time.perf_counter() - start


if __name__ == "__main__":
    main(*sys.argv[1:])
