"""Drawings of plain shapes pass the gate; attacks stand in tests/hostile."""

import pytest

from handouts.errors import HandoutError
from handouts.gate.drawings import check_drawing
from handouts.gate.limits import find_limit
from handouts.project import Project

OPEN = '<svg xmlns="http://www.w3.org/2000/svg">'


def test_ours(real: Project) -> None:
    """Every drawing of the project is accepted."""
    drawings = sorted(real.templates.glob("*/art/*.svg"))
    for path in drawings:
        check_drawing(path.read_bytes(), path.name)

    assert len(drawings) > 20


def test_gradient() -> None:
    """A reference to a part of the same drawing is allowed."""
    check_drawing(f'{OPEN}<defs><linearGradient id="a"/></defs><path fill="url(#a)"/></svg>'.encode(), "a.svg")


@pytest.mark.parametrize("limit", ["drawing-depth", "drawing-elements"])
def test_limits(limit: str) -> None:
    """As much as is allowed passes, one element more does not."""

    def draw(count: int) -> bytes:
        shapes = "<g>" * count + "</g>" * count if limit == "drawing-depth" else "<g/>" * count
        return f"{OPEN}{shapes}</svg>".encode()

    check_drawing(draw(find_limit(limit) - 1), "a.svg")
    with pytest.raises(HandoutError, match="too many elements"):
        check_drawing(draw(find_limit(limit)), "a.svg")
