"""Time and size of files with exact text beside plain WeasyPrint's: python tests/bench/text.py [--texts SOURCE].

No test: times depend on the machine. The same laid-out pages are written both ways in turn, in one process; the time is
that of the processor, the median of all runs. "Whole" is with the layout, which is the same for both.
"""

import argparse
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from statistics import median
from time import process_time

import weasyprint
from texts import Sample, choose

from handouts.pdf.write import RENDER_OPTIONS, Details, write_pdf

RUNS = 7
LINE = "{:10} {:>8} {:>8} {:>6} {:>9} {:>9} {:>6} {:>9}"


@dataclass(frozen=True)
class Cost:
    """Bytes and seconds: to lay out, and to write either way."""

    layout: float
    plain_time: float
    exact_time: float
    plain_size: int
    exact_size: int


def take_time(step: Callable[[], bytes]) -> tuple[float, int]:
    """Give the seconds that *step* takes and the bytes it makes."""
    start = process_time()
    data = step()
    return process_time() - start, len(data)


def write_plainly(document: weasyprint.Document) -> bytes:
    """Write with WeasyPrint alone."""
    return document.copy().write_pdf(**RENDER_OPTIONS) or b""


def write_exactly(document: weasyprint.Document, tag: str) -> bytes:
    """Write as handouts does."""
    return write_pdf(document, Details("A title", tag, "A clinic", date(2026, 1, 31))).data


def measure(sample: Sample, runs: int) -> Cost:
    """Write a sample both ways in turn; the first run is not counted."""
    start = process_time()
    document = weasyprint.HTML(string=sample.html).render(**RENDER_OPTIONS)
    layout = process_time() - start
    steps = (partial(write_plainly, document), partial(write_exactly, document, sample.tag))
    rounds = [[take_time(step) for step in steps] for _ in range(runs + 1)][1:]
    (plain, exact) = (median(times[at][0] for times in rounds) for at in (0, 1))
    return Cost(layout, plain, exact, rounds[0][0][1], rounds[0][1][1])


def write_line(name: str, costs: list[Cost]) -> str:
    """Write one line of the table."""
    layout, plain, exact = (
        1000 * sum(getattr(cost, each) for cost in costs) for each in ("layout", "plain_time", "exact_time")
    )
    size, ours = (sum(getattr(cost, each) for cost in costs) / 1000 for each in ("plain_size", "exact_size"))
    whole = (layout + exact) / (layout + plain)
    cells = (f"{size:.1f}", f"{ours:.1f}", f"{ours / size:.2f}", f"{plain:.1f}", f"{exact:.1f}", f"{exact / plain:.2f}")
    return LINE.format(name, *cells, f"{whole:.2f}")


def main() -> None:
    """Print one line per language, then the total."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", default="project", metavar="SOURCE", help="project, udhr, or a JSON file (texts.py)")
    parser.add_argument("--runs", type=int, default=RUNS, help="how often each file is written")
    options = parser.parse_args()
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    print(LINE.format("", "plain kB", "exact kB", "ratio", "plain ms", "exact ms", "ratio", "whole"))  # noqa: T201
    costs = []
    for sample in choose(options.texts):
        costs.append(measure(sample, options.runs))
        print(write_line(sample.tag, costs[-1:]), flush=True)  # noqa: T201
    print(write_line("all", costs))  # noqa: T201


if __name__ == "__main__":
    main()
