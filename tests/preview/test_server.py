"""The preview in real use: the command, its server, and its page in a real Chromium."""

import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from handouts.project import Project

if TYPE_CHECKING:
    from playwright.sync_api import Page

Edit = Callable[[Path, str, str], None]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
AXE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
UP_TO_DATE = "#busy[data-state=good]"
SLOW = 60_000  # milliseconds: the machine may be busy

in_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, real: Project) -> Project:
    """Give a tiny project that all tests share, with what the checks know."""
    root = tmp_path_factory.mktemp("preview") / "project"
    shutil.copytree(real.root / "tests" / "projects" / "tiny", root)
    shutil.copytree(real.styles, root / "styles")
    shutil.copy(real.locales / "checks.toml", root / "locales")
    return Project(root)


@pytest.fixture(scope="module")
def address(place: Project) -> Iterator[str]:
    """Run the preview of the tiny project in Spanish, and give the address it prints; Ctrl-C ends it well."""
    command = [sys.executable, "-m", "handouts", "preview", "es", "--no-open"]
    environ = {**os.environ, "PYTHONUNBUFFERED": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=place.root, env=environ, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stderr
        try:
            yield process.stdout.readline().strip()
        finally:
            process.send_signal(signal.SIGINT)
            code, said = process.wait(30), process.stderr.read()
    assert 0 == code, said
    assert ["Ctrl-C ends it", "ended"] == said.splitlines()


@pytest.fixture(scope="module")
def browsed(address: str) -> Iterator["Page"]:
    """Open the page in a real browser; nothing in it may fail or be refused."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 -- only where there is a browser

    complaints: list[str] = []
    environ: dict[str, str | float | bool] = {**os.environ}
    environ.pop("FONTCONFIG_FILE", None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS, env=environ)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(SLOW)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text))
        page.goto(address)
        yield page
        browser.close()
    assert [] == complaints


@pytest.fixture
def catalog(place: Project) -> Iterator[Path]:
    """Give the Spanish catalog, and mend it afterwards."""
    path = place.locales / "es" / "LC_MESSAGES" / "tea.po"
    text = path.read_text("utf-8")
    yield path
    path.write_text(text, "utf-8")


@pytest.fixture
def page(browsed: "Page", catalog: Path) -> "Page":
    """Give the page once it shows the catalog as it was at first."""
    assert catalog.is_file()
    browsed.wait_for_selector("#target [data-place=title][aria-label='Una taza de té']", state="attached")
    browsed.wait_for_selector("#target [data-place=wait][aria-label='Espere 3 minutos y beba.']", state="attached")
    browsed.wait_for_selector(UP_TO_DATE)
    return browsed


def ask(address: str, path: str, host: str | None = None) -> tuple[int, dict[str, str], bytes]:
    """Ask the server of *address* for *path*, by another name if one is given."""
    place = urlsplit(address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port or 0, timeout=30)
    connection.request("GET", path, headers={} if host is None else {"Host": host})
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found


def test_guarded(address: str) -> None:
    """Only who knows the whole address gets anything, only under this machine's own names, and only what is known."""
    place = urlsplit(address)
    secret = place.path.strip("/")
    status, headers, body = ask(address, place.path)

    assert "127.0.0.1" == place.hostname
    assert 24 <= len(secret)
    assert (200, True) == (status, b"page.js" in body)
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    for path in ("/", "/page.js", f"/{secret[:-1]}/", f"/{secret}x/", f"/x{place.path}", "//"):
        assert (404, True) == (ask(address, path)[0], b"page.js" not in ask(address, path)[2])
    for path in ("server.py", "../page.js", "..%2fserver.py", "pages/..%2f..%2fpage.js.png", "pages/x.png", "%00"):
        assert 404 == ask(address, place.path + path)[0]
    for host in ("evil.example", f"evil.example:{place.port}", "127.0.0.1", f"127.0.0.1.evil.example:{place.port}", ""):
        assert 403 == ask(address, place.path, host)[0]
    assert 200 == ask(address, f"{place.path}state.json", f"localhost:{place.port}")[0]


@in_browser
def test_entry(page: "Page") -> None:
    """A click on a sentence shows its entry, and so do the keys; Escape leads back to the sentence."""
    page.click("#target [data-place=water] span")

    shown = page.inner_text("#entry")
    assert "Pour <b>hot</b> water on the leaves." in shown
    assert "Vierta agua <b>caliente</b> sobre las hojas." in shown
    assert "locales/es/LC_MESSAGES/tea.po:14" in shown
    assert "translated, not signed" in shown
    assert 2 == page.locator("[data-place=water][aria-current=true]").count()
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    assert "wait" == page.evaluate_handle("document.activeElement.dataset.place").json_value()
    page.keyboard.press("Enter")
    assert "wait" == page.inner_text("#entry-name")
    assert "Espere 3 minutos y beba." == page.get_attribute("#target [data-place=wait]", "aria-label")


@in_browser
def test_saved(page: "Page", catalog: Path, edit: Edit) -> None:
    """A saved catalog brings a new picture, text and findings, without loading the page anew."""
    page.evaluate_handle("document.body.dataset.same = 'yes'")
    before = page.get_attribute("#target img", "src")
    english = page.get_attribute("#source img", "src")
    edit(catalog, "Espere 3 minutos", "Espere 4 minutos")
    page.wait_for_selector(f"#target img:not([src='{before}'])")
    page.wait_for_selector("#findings li.error")

    assert "Espere 4 minutos y beba." == page.get_attribute("#target [data-place=wait]", "aria-label")
    assert english == page.get_attribute("#source img", "src")
    page.click("#findings li.error button")
    assert "the number 3" in page.inner_text("#entry-findings")
    assert "error" == page.get_attribute("#target [data-place=wait]", "class")
    assert 1 == page.locator("body[data-same=yes]").count()


@in_browser
def test_broken(page: "Page", catalog: Path, edit: Edit) -> None:
    """A broken catalog shows its error with the line, and keeps the last good page until it is mended."""
    before = page.get_attribute("#target img", "src")
    edit(catalog, 'msgstr "Una taza', "msgstr Una taza")
    page.wait_for_selector("#error:not([hidden])")

    assert "locales/es/LC_MESSAGES/tea.po:10" in page.inner_text("#error")
    assert "the keyword is not followed by a quoted text" in page.inner_text("#error")
    assert "These pages are older: a file has a fault" == page.inner_text("#busy")
    assert before == page.get_attribute("#target img", "src")
    edit(catalog, "msgstr Una taza", 'msgstr "Una buena taza')
    page.wait_for_selector("#error[hidden]", state="attached")
    page.wait_for_selector(f"#target img:not([src='{before}'])")


@in_browser
def test_fuzzy(page: "Page", catalog: Path, edit: Edit) -> None:
    """What is not printed in the language is counted, and marked on the page."""
    edit(catalog, 'msgctxt "wait"', '#, fuzzy\nmsgctxt "wait"')
    page.wait_for_selector("#target button.open[data-place=wait]", state="attached")

    assert "1 of" in page.inner_text("#facts")
    page.click("#target [data-place=wait] span")
    assert "fuzzy, not signed" in page.inner_text("#entry")


@in_browser
def test_accessible(page: "Page", address: str) -> None:
    """Axe finds nothing against the page, with a sentence chosen and all lists open; nor on a narrow screen."""
    assert AXE.is_file(), "axe-core is missing: make test, or npm ci in tests/"
    assert page.context.browser
    context = page.context.browser.new_context(bypass_csp=True)  # the page itself lets no other script in
    judged = context.new_page()
    judged.goto(address)
    judged.click("#target [data-place=water] span", timeout=SLOW)
    judged.click("summary")
    judged.add_script_tag(path=AXE)
    for width in (1400, 700):
        judged.set_viewport_size({"width": width, "height": 900})
        found = judged.evaluate("axe.run()")
        assert [] == [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]]
        assert len(found["passes"]) > 20
    context.close()


def test_state(address: str) -> None:
    """A program can read what the page shows."""
    place = urlsplit(address)

    state = json.loads(ask(address, f"{place.path}state.json")[2])
    assert {"version", "is_busy", "error", "findings", "language", "handout"} <= state.keys()
    assert {"tag": "es", "english": "Spanish", "endonym": "Español", "direction": "ltr"} == state["language"]
