"""Which standards a file is held to, and how serious it is to break them."""

from pathlib import Path

import pytest

from handouts.checks.validity import Validity, check_verdicts, choose_flavours
from handouts.checks.verapdf import Failure, Verdict
from handouts.finding import Level

FAILURE = Failure("7.1", 10, 2, "The title shall be shown", "root")


@pytest.mark.parametrize(
    ("promised", "expected"),
    [
        ((), ("ua1", "2a")),
        (("PDF/A-2A", "PDF/UA-1"), ("ua1", "2a")),
        (("PDF/A-1B",), ("ua1", "2a")),
        (("PDF/A-4", "PDF/UA-2"), ("ua2", "4")),
        (("PDF/A-4F",), ("ua1", "4f")),
        (("PDF/A-4X", "PDF/UA-2"), ("ua2", "2a")),
    ],
)
def test_flavours(promised: tuple[str, ...], expected: tuple[str, str]) -> None:
    """A file is held to the newer standards where it promises them, to ours otherwise."""
    assert expected == choose_flavours(promised)


@pytest.mark.parametrize(
    ("flavour", "promised", "expected"),
    [
        ("ua2", ("PDF/UA-2",), Level.ERROR),
        ("4", ("PDF/UA-2", "PDF/A-4"), Level.ERROR),
        ("ua1", (), Level.ERROR),
        ("2a", ("PDF/UA-1",), Level.WARNING),
    ],
)
def test_broken_promise(flavour: str, promised: tuple[str, ...], expected: Level) -> None:
    """Breaking a standard for access is an error; one for archives only where the file promises it."""
    verdict = Verdict(Path("a.pdf"), flavour, (FAILURE,))
    (finding,) = check_verdicts(Validity({flavour: verdict}, flavours=choose_flavours(promised)), promised)
    assert ("pdf-invalid", expected) == (finding.code, finding.level)
