"""What a reader of each file gets: its tree and text, compared with golden/; how it looks is not in there.

After an intended change: ``python -m pytest tests/test_golden.py --update-golden``, and read the difference.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from handouts.pdf.describe import describe

if TYPE_CHECKING:
    from handouts.pipeline import Build

GOLDEN = Path(__file__).parent / "golden"
COMMAND = "python -m pytest tests/test_golden.py --update-golden"
# Where lines and pages end is the business of fonts: facts about them, page numbers, and the space for a line end
# after a hyphen or between letters that are written without spaces.
_PAGES = re.compile(r"^(?:font|pages): |^artifact [^\"]*\"\d+\" ")
_ON_PAGES = re.compile(r" \(pages [\d, ]+\)$")
_LINE_END = re.compile(r"(?<=\w-) (?=\w)|(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])")


def read_lines(data: bytes) -> Iterator[str]:
    """Describe a file without what only its fonts decide."""
    for line in describe(data).splitlines():
        if not _PAGES.match(line):
            yield _LINE_END.sub("", _ON_PAGES.sub("", line))


def test_golden(real_build: "Build", request: pytest.FixtureRequest) -> None:
    """A file says what its golden file says, on any paper; a change of that is made on purpose."""
    path = GOLDEN / f"{real_build.job.handout.id}.{real_build.job.language.tag}.txt"
    found = "\n".join(read_lines(real_build.pdf.data)) + "\n"
    if request.config.getoption("--update-golden") and real_build.job.paper.name == "a4":
        path.write_text(found, "utf-8")
    assert path.is_file(), f"there is no {path.name}: {COMMAND}"

    assert path.read_text("utf-8").splitlines() == found.splitlines()


def test_none_left_over(sheets: list[tuple[str, str, str]]) -> None:
    """Every golden file has its handout and language."""
    expected = {f"{name}.{tag}.txt" for name, tag, _ in sheets}

    assert set() == {path.name for path in GOLDEN.glob("*.txt")} - expected
