"""Our batches beside others, in one run: ``python tests/bench/batch.py --count 25 --growth 25 400``.

The real handout is copied until there are *count* files in all of its languages. Measured are our builds with one
worker and with two, one where nothing has changed and one where a sentence has; then WeasyPrint's own command, Chromium
kept warm, and Typst, on the same words; the first two get our HTML and style sheets in one fit, where we try several
and read each file back. Peak memory is that of all processes together, in which shared memory counts once (PSS), and
that of the largest process alone (RSS): for our batches a worker, which must not grow with the number of files.
"""

# ruff: noqa: PLC0415, T201 (a program of its own: it prints, and each rival is imported where it is measured)

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
LANGUAGES = 7  # of the real handout; numbers of files are rounded up
CHROMIUM = shutil.which("chromium") or "chromium"
CHROMIUM_OPTIONS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


@dataclass(frozen=True)
class Measure:
    """What a run of *count* files took: seconds by the clock and of processors, megabytes at most.

    *peak* is of all processes together, *largest* of the one that had most.
    """

    name: str
    count: int
    wall: float
    cpu: float
    peak: float
    largest: float

    def __str__(self) -> str:
        """Give a row of the table."""
        each = f"{self.wall / self.count:.3f} | {self.cpu / self.count:.3f}"
        return f"| {self.name} | {self.count} | {each} | {self.wall:.1f} | {self.peak:.0f} | {self.largest:.0f} |"


def measure(name: str, count: int, command: list[str], folder: Path) -> Measure:
    """Run *command* in *folder*, and watch it and all its children."""
    before = os.times()
    started = time.monotonic()
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        peaks = [0.0, 0.0]
        watcher = threading.Thread(target=watch, args=(process.pid, peaks), daemon=True)
        watcher.start()
        _, err = process.communicate()
    if process.returncode:
        raise SystemExit(f"{name}: {err.decode()}")
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measure(name, count, time.monotonic() - started, cpu, *peaks)


def watch(pid: int, peaks: list[float]) -> None:
    """Look at the memory of a process and all below it, ten times a second, until it is gone.

    *peaks* are the most that all had together, and that one of them had, in megabytes.
    """
    while Path(f"/proc/{pid}").exists():
        with suppress(OSError):  # one of them has just gone
            found = [read_memory(each) for each in find_family(pid)]
            peaks[0] = max(peaks[0], sum(shared for _, shared in found))
            peaks[1] = max(peaks[1], *(whole for whole, _ in found))
        time.sleep(0.1)


def find_family(pid: int) -> Iterator[int]:
    """Give a process and all below it; raises OSError when one goes meanwhile."""
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in path.read_text("ascii").split():
            yield from find_family(int(child))


def read_memory(pid: int) -> tuple[float, float]:
    """Give the megabytes that a process has in memory, whole and with its part of what is shared; 0 if it is gone."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii")
    except OSError:
        return 0, 0
    sizes = dict(re.findall(r"^(Rss|Pss): +([0-9]+) kB$", text, re.MULTILINE))
    return int(sizes.get("Rss", 0)) * 1024 / 1e6, int(sizes.get("Pss", 0)) * 1024 / 1e6


def make_project(root: Path, copies: int) -> None:
    """Make a project with *copies* of the handout, each with its catalogs."""
    for name in ("templates", "locales", "styles"):
        shutil.copytree(ROOT / name, root / name)
    for number in range(2, copies + 1):
        shutil.copytree(root / "templates" / "car-t", root / "templates" / f"car-t-{number}")
        for path in [*root.glob("locales/*/LC_MESSAGES/car-t.po")]:
            shutil.copy(path, path.with_name(f"car-t-{number}.po"))


def write_pages(folder: Path) -> list[str]:
    """Write each language of the handout as HTML with style sheets in one fit, and as plain words; give the tags."""
    from handouts.engine import load_engine

    load_engine(os.environ)
    from handouts.batch.plan import Wanted, make_plan
    from handouts.commands.surroundings import find_fonts
    from handouts.handout import load_handout
    from handouts.markup import Text, fill
    from handouts.pipeline import Job, load_catalogs
    from handouts.project import Project
    from handouts.status import compute_status
    from handouts.styles import make_style, write_margins
    from handouts.typography import Typography

    project = Project(ROOT)
    tags = []
    for task in make_plan(project, Wanted(("car-t",))).tasks:
        job = Job(load_handout(project, task.handout), task.language, task.paper)
        catalogs = load_catalogs(project, job)
        style = make_style(project, find_fonts(project), task.language, task.paper)
        status = compute_status(project, task.language, job.handout, list(catalogs.values()))
        text = Text(job.handout, task.language, catalogs, status)
        markup = fill(project, text, Typography(task.language, style.has_latin_letters))
        html = markup.html
        for url, path in markup.pictures.items():
            html = html.replace(f"{url}'", f"{path.as_uri()}'").replace(f"{url})", f"{path.as_uri()})")
            html = html.replace(f'{url}"', f'{path.as_uri()}"')
        css = f"{style.css}\n{style.flows['compact flow']}\n{write_margins(task.paper, 22, 14)}"
        tag = task.language.tag
        (folder / f"{tag}.html").write_text(html.replace("</head>", f"<style>{css}</style></head>"), "utf-8")
        families = list(dict.fromkeys(face.family for face in style.faces))
        words = {"lang": tag.partition("-")[0], "fonts": families, "blocks": read_blocks(html)}
        (folder / f"{tag}.json").write_text(json.dumps(words, ensure_ascii=False), "utf-8")
        tags.append(tag)
    return tags


def read_blocks(html: str) -> list[str]:
    """Give the text of headings, paragraphs, items and cells."""
    import tinyhtml5

    root = tinyhtml5.parse(html, namespace_html_elements=False)
    kinds = {"h1", "h2", "h3", "p", "li", "td", "th"}
    return [" ".join("".join(each.itertext()).split()) for each in root.iter() if each.tag in kinds]


TYPST = """#let page = json("NAME")
#set document(title: "A title")
#set text(font: page.fonts, lang: page.lang, size: 11pt)
#for block in page.blocks { par(block) }
"""


def print_with_chromium(folder: Path, names: list[str]) -> None:
    """Print pages with one browser that stays open."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_OPTIONS)
        page = browser.new_page()
        for number, name in enumerate(names):
            page.goto((folder / f"{name}.html").as_uri())
            page.pdf(path=folder / f"chromium-{number}.pdf", prefer_css_page_size=True, tagged=True)
        browser.close()


def compile_with_typst(folder: Path, names: list[str]) -> None:
    """Compile pages with Typst, one after the other."""
    import typst

    for number, name in enumerate(names):
        source = folder / f"{name}.typ"
        source.write_text(TYPST.replace("NAME", f"{name}.json"), "utf-8")
        typst.compile(str(source), output=str(folder / f"typst-{number}.pdf"), font_paths=["/usr/share/fonts"])


def measure_ours(folder: Path, count: int, growth: list[int]) -> Iterator[Measure]:
    """Build with one worker, with two, with nothing changed, with one sentence changed, and other numbers of files."""
    for number in sorted({count, *growth}):
        root = folder / f"project-{number}"
        make_project(root, -(-number // LANGUAGES))
        build = [PYTHON, "-m", "handouts", "build", "--quiet"]
        made = -(-number // LANGUAGES) * LANGUAGES
        if number == count:
            yield measure("handouts, 1 worker", made, [*build, "--jobs", "1", "--force"], root)
        yield measure("handouts, 2 workers", made, [*build, "--jobs", "2", "--force"], root)
        if number == count:
            yield measure("handouts, nothing changed", made, build, root)
            path = root / "locales" / "es" / "LC_MESSAGES" / "car-t.po"
            path.write_text(path.read_text("utf-8").replace("<b>fiebre</b>", "<b>la fiebre</b>", 1) + "\n", "utf-8")
            yield measure("handouts, 1 file changed", made, build, root)


def measure_others(folder: Path, count: int) -> Iterator[Measure]:
    """Make as many files with the others."""
    tags = write_pages(folder)
    names = [tags[number % len(tags)] for number in range(-(-count // LANGUAGES) * LANGUAGES)]
    loop = f'for name in {" ".join(names)}; do "{PYTHON}" -m weasyprint --pdf-variant pdf/ua-1 $name.html w.pdf; done'
    yield measure("weasyprint command, in a loop", len(names), ["/bin/sh", "-c", loop], folder)
    itself = [PYTHON, str(Path(__file__).resolve()), "--folder", str(folder), "--names", *names, "--only"]
    yield measure("Chromium, one warm browser", len(names), [*itself, "chromium"], folder)
    yield measure("Typst, typst.compile", len(names), [*itself, "typst"], folder)


OTHERS: dict[str, Callable[[Path, list[str]], None]] = {"chromium": print_with_chromium, "typst": compile_with_typst}


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=25)
    parser.add_argument("--growth", type=int, nargs="*", default=[25, 400])
    parser.add_argument("--only", choices=OTHERS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--names", nargs="*", default=[])
    chosen = parser.parse_args()
    if chosen.only:
        OTHERS[chosen.only](chosen.folder, chosen.names)
        return
    columns = ("", "files", "s a file", "CPU s a file", "s in all", "MB at most", "MB in one process")
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|")
    with tempfile.TemporaryDirectory() as name:
        rows = []
        for row in chain(
            measure_ours(Path(name), chosen.count, chosen.growth), measure_others(Path(name), chosen.count)
        ):
            print(row, flush=True)
            rows.append(row)
    first, *others = rows
    for row in others:
        ratio = first.wall / first.count / (row.wall / row.count)
        print(f"{row.name}, {row.count} files: {ratio:.2f} times as fast a file as {first.name}")


if __name__ == "__main__":
    main()
