"""Size and time of files with exact text beside those of plain WeasyPrint, as ratios: python tests/bench/text.py.

No test: times depend on the machine. Both ways write the same laid-out pages in turn, and the best of all runs counts.
"""

import logging
import tomllib
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter

import weasyprint

from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf

RUNS, PARAGRAPHS = 5, 20
TEXTS = tomllib.loads((Path(__file__).parents[1] / "pdf" / "pages" / "texts.toml").read_text("utf-8"))


def lay_out(tag: str) -> weasyprint.Document:
    """Lay out two or three pages of a script's sentences."""
    script = TEXTS[tag]
    direction = "rtl" if script.get("turns") else "ltr"
    text = "".join(f"<p>{sentence}</p>" for sentence in script["text"]) * PARAGRAPHS
    style = f"* {{ font-family: {script['family']} }}"
    html = f'<html lang="{tag}" dir="{direction}"><title>A title</title><style>{style}</style>{text}'
    return weasyprint.HTML(string=html).render(**RENDER_OPTIONS)


def measure(write: Callable[[], bytes]) -> tuple[int, float]:
    """Give the size of what *write* gives, in bytes, and its shortest time, in seconds."""
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        data = write()
        times.append(perf_counter() - start)
    return len(data), min(times)


def write_plainly(document: weasyprint.Document) -> bytes:
    """Write with WeasyPrint alone."""
    return document.copy().write_pdf(**RENDER_OPTIONS) or b""


def write_exactly(document: weasyprint.Document, details: Details) -> bytes:
    """Write as handouts does."""
    return write_pdf(document, details).data


def main() -> None:
    """Print one line per script."""
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    print(f"{'':8} {'plain kB':>9} {'exact kB':>9} {'ratio':>6} {'plain ms':>9} {'exact ms':>9} {'ratio':>6}")  # noqa: T201
    for tag in TEXTS:
        document, details = lay_out(tag), Details("A title", tag, "A clinic", date(2026, 1, 31))
        size, time = measure(partial(write_plainly, document))
        ours, took = measure(partial(write_exactly, document, details))
        sizes = f"{size / 1000:9.1f} {ours / 1000:9.1f} {ours / size:6.2f}"
        print(f"{tag:8} {sizes} {1000 * time:9.1f} {1000 * took:9.1f} {took / time:6.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
