"""What someone gets who opens a file in Chromium, marks all of it, copies it and pastes it elsewhere.

Its engine is pdfium, which other tests ask directly; here the viewer itself is driven, as Chrome and Edge have it.
"""

import re
import shutil
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, sync_playwright

TEXTS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pages" / "texts.toml").read_text("utf-8"))
RIGHTWARDS = {tag: text for tag, text in TEXTS.items() if not text.get("turns")}
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ("background-networking", "component-update", "sync", "quic", "gpu")
TRIES = 20


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserContext]:
    """Give Chromium without a window, but with its viewer: that is why it is not told to be headless the old way."""
    path = next(filter(None, map(shutil.which, NAMES)))
    options = ["--headless=new", "--no-sandbox", "--no-first-run", *(f"--disable-{each}" for each in QUIET)]
    folder = tmp_path_factory.mktemp("chromium")
    with sync_playwright() as play:
        context = play.chromium.launch_persistent_context(folder, executable_path=path, headless=False, args=options)
        yield context
        context.close()


def copy_all(browser: BrowserContext, path: Path) -> str:
    """Open a file, mark all, copy, and paste it; the viewer takes a while until it listens."""
    viewer, paper = browser.new_page(), browser.new_page()
    paper.set_content("<textarea></textarea>")
    viewer.goto(path.as_uri())
    for _ in range(TRIES):
        viewer.bring_to_front()
        viewer.wait_for_timeout(300)
        viewer.mouse.click(400, 300)
        viewer.keyboard.press("Control+a")
        viewer.keyboard.press("Control+c")
        if text := paste(paper):
            return text
    return ""


def paste(paper: Page) -> str:
    """Give what is on the clipboard."""
    paper.bring_to_front()
    paper.focus("textarea")
    paper.keyboard.press("Control+v")
    return paper.input_value("textarea")


def test_copied_text_is_exact(
    browser: BrowserContext,
    tmp_path: Path,
    write: Callable[[str], bytes],
    compare: Callable[[Sequence[str], str], tuple[float, float]],
) -> None:
    """All scripts from left to right come out of the viewer as they are printed, with their spaces."""
    paragraphs = [
        f'<p lang="{tag}" style="font-family: {script["family"]}">{text}</p>'
        for tag, script in RIGHTWARDS.items()
        for text in script["text"]
    ]
    path = tmp_path / "scripts.pdf"
    path.write_bytes(write('<html lang="en"><title>A title</title>' + "".join(paragraphs)))
    texts = [text for script in RIGHTWARDS.values() for text in script["text"]]
    printed = [re.sub("</?strong>", "", text) for text in texts]

    assert (100, 100) == compare(printed, copy_all(browser, path))
