"""Finished: what is asked of a file that was just made, which is opened once for all questions."""

from collections.abc import Iterator
from io import BytesIO

import pikepdf

from handouts.checks.actions import check_actions
from handouts.checks.structure import check_structure
from handouts.finding import Finding, Level
from handouts.pdf.read import read_open_pdf


def check_finished(html: str, data: bytes) -> Iterator[Finding]:
    """Compare the finished file *data* with the *html* it was made of; and it does, carries and gives away nothing."""
    with pikepdf.open(BytesIO(data)) as pdf:
        yield from check_structure(html, read_open_pdf(pdf))
        yield from (finding for finding in check_actions(pdf) if finding.level is not Level.NOTE)
