"""What readers get from the PDF files of several programs: python tests/bench/fidelity.py [--texts SOURCE] [TAG...].

Writes the same texts with handouts, plain WeasyPrint, Chromium and Typst, reads each file with poppler, pdfium, MuPDF
and pdf.js, and prints the share of blocks that come back exact and in order, after NFC and without white space and
invisible controls. A block is a heading, paragraph, list item or table cell; bullets and page furniture do not count.
What is not on this machine is left out, and said.
"""

import argparse
import json
import logging
import os
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import weasyprint
from texts import TESTS, Sample, choose

from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf

PDFJS = TESTS / "pdf" / "pdfjs.mjs"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
QUIET = ("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
GROUPS = ("plain letters", "letters with marks", "right to left")


def write_ours(sample: Sample, path: Path) -> None:
    """Write with handouts."""
    document = weasyprint.HTML(string=sample.html).render(**RENDER_OPTIONS)
    path.write_bytes(write_pdf(document, Details("A title", sample.tag, "A clinic", date(2026, 1, 31))).data)


def write_weasyprint(sample: Sample, path: Path) -> None:
    """Write with WeasyPrint alone."""
    weasyprint.HTML(string=sample.html).write_pdf(path, pdf_variant="pdf/ua-1")


def write_chromium(sample: Sample, path: Path) -> None:
    """Print to a file as Chrome does."""
    page = path.with_suffix(".html")
    page.write_text(sample.html, "utf-8")
    program = next(filter(None, map(shutil.which, CHROMIUM)))
    rights = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium has no sandbox for root
    profile = f"--user-data-dir={path.parent / 'profile'}"
    command = [program, *QUIET, *rights, profile, "--no-pdf-header-footer", f"--print-to-pdf={path}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True, timeout=120)


def write_typst(sample: Sample, path: Path) -> None:
    """Write with Typst."""
    import typst  # noqa: PLC0415 (may be missing)

    fonts = ", ".join(map(_quote, sample.families))
    settings = f'font: ({fonts},), lang: "{sample.tag.partition("-")[0]}", dir: {sample.direction}'
    lines = [f'#set page(paper: "a4", margin: 20mm)\n#set text({settings})']
    for block in sample.blocks:
        cells = ", ".join(f"[#{_quote(text)}]" for text in block.texts)
        match block.kind:
            case "h1" | "h2":
                lines.append(f"#heading(level: {block.kind[1]}, {cells})")
            case "li":
                lines.append(f"#list({cells})")
            case "th" | "td":
                lines.append(f"#table(columns: {len(block.texts)}, {cells})")
            case _:
                lines.append(f"#par({cells})")
    source = path.with_suffix(".typ")
    source.write_text("\n".join(lines), "utf-8")
    typst.compile(source, output=path)


def _quote(text: str) -> str:
    """Give a string of Typst's, which is written as in JSON."""
    return json.dumps(text, ensure_ascii=False)


def read_with(*command: str) -> Callable[[Sequence[Path]], list[str]]:
    """Give a reader that is a program: it gets a file, and after it what follows "FILE"."""

    def read(paths: Sequence[Path]) -> list[str]:
        commands = [[str(path) if word == "FILE" else word for word in command] for path in paths]
        return [subprocess.run(each, capture_output=True, check=True).stdout.decode() for each in commands]

    return read


def read_pdfium(paths: Sequence[Path]) -> list[str]:
    """Read as Chrome and Edge do."""
    import pypdfium2  # noqa: PLC0415 (may be missing)

    return ["\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)) for path in paths]


def read_pdfjs(paths: Sequence[Path]) -> list[str]:
    """Read as Firefox does."""
    texts: list[str] = json.loads(read_with("node", str(PDFJS), *map(str, paths))(paths[:1])[0])
    return texts


class Party(NamedTuple):
    """A program that writes or reads, and whether it is here."""

    act: Callable[..., list[str] | None]
    is_here: bool


TOOLS = {
    "handouts": Party(write_ours, is_here=True),
    "WeasyPrint": Party(write_weasyprint, is_here=True),
    "Chromium": Party(write_chromium, any(map(shutil.which, CHROMIUM))),
    "Typst": Party(write_typst, find_spec("typst") is not None),
}
READERS = {
    "poppler": Party(read_with("pdftotext", "-enc", "UTF-8", "FILE", "-"), shutil.which("pdftotext") is not None),
    "pdfium": Party(read_pdfium, find_spec("pypdfium2") is not None),
    "MuPDF": Party(read_with("mutool", "draw", "-q", "-F", "txt", "FILE"), shutil.which("mutool") is not None),
    "pdf.js": Party(read_pdfjs, bool(shutil.which("node")) and (TESTS / "node_modules" / "pdfjs-dist").is_dir()),
}


def strip(text: str) -> str:
    """Give text without white space and invisible controls, composed."""
    kept = (each for each in text if not each.isspace() and unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFC", "".join(kept))


def count_exact(sample: Sample, text: str) -> tuple[int, int]:
    """Count the texts of a sample that are found in what a reader got, each after the one before; and all of them."""
    wanted = [strip(each) for block in sample.blocks for each in block.texts]
    got, at, found = strip(text), 0, 0
    for each in wanted:
        place = got.find(each, at)
        if place >= 0:
            at, found = place + len(each), found + 1
    return found, len(wanted)


def name_group(sample: Sample) -> str:
    """Name the group of scripts that a sample belongs to."""
    if sample.direction == "rtl":
        return GROUPS[2]
    text = unicodedata.normalize("NFC", "".join(each for block in sample.blocks for each in block.texts))
    return GROUPS[any(unicodedata.category(each).startswith("M") for each in text)]


def measure(tool: str, samples: Sequence[Sample], folder: Path) -> dict[str, list[tuple[int, int]]]:
    """Write all samples with a tool, and give for each reader what it got of each sample."""
    paths = []
    for sample in samples:
        paths.append(folder / f"{tool}.{sample.tag}.pdf")
        TOOLS[tool].act(sample, paths[-1])
        print(f"{tool} {sample.tag}", file=sys.stderr)  # noqa: T201
    return {
        name: [count_exact(*pair) for pair in zip(samples, reader.act(paths) or [], strict=True)]
        for name, reader in READERS.items()
        if reader.is_here
    }


def write_table(samples: Sequence[Sample], found: dict[str, list[tuple[int, int]]]) -> str:
    """Write one tool's table: a line for each language, each group, and all."""
    lines = ["".join(f"{cell:>10}" for cell in ("", *found)).replace(" " * 10, " " * 20, 1)]
    groups = [name_group(sample) for sample in samples]
    rows = [(sample.tag, [at]) for at, sample in enumerate(samples)]
    rows += [(group, [at for at, each in enumerate(groups) if each == group]) for group in GROUPS]
    for name, places in [*rows, ("all", list(range(len(samples))))]:
        if places:
            sums = [[sum(counts[at][part] for at in places) for part in (0, 1)] for counts in found.values()]
            lines.append(f"{name:20}" + "".join(f"{100 * exact / total:10.1f}" for exact, total in sums))
    return "\n".join(lines)


def main() -> None:
    """Print a table for each tool, and what is missing."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", default="project", metavar="SOURCE", help="project, udhr, or a JSON file (texts.py)")
    parser.add_argument("tags", nargs="*", metavar="TAG", help="languages; all that the source has if none is named")
    options = parser.parse_args()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    samples = [each for each in choose(options.texts) if not options.tags or each.tag in options.tags]
    print(f"% of blocks exact, texts: {Path(options.texts).name}, {len(samples)} languages")  # noqa: T201
    with TemporaryDirectory() as folder:
        for tool in (name for name, party in TOOLS.items() if party.is_here):
            print(f"\n{tool}\n{write_table(samples, measure(tool, samples, Path(folder)))}", flush=True)  # noqa: T201
    missing = [name for name, party in (TOOLS | READERS).items() if not party.is_here]
    print(f"\nnot on this machine: {', '.join(missing) or 'nothing'}")  # noqa: T201


if __name__ == "__main__":
    main()
