"""Where boxes lie on their pages: what sticks out, what runs in the margins, how full a page is; in millimetres."""

from collections.abc import Callable

import pytest
from weasyprint import Document

from handouts.pdf.geometry import find_overflows, find_pages, measure_fill, measure_furniture

Render = Callable[[str], Document]
SHEET = "@page { size: 100mm 100mm; margin: 20mm } html { font-size: 4mm; line-height: 1 } * { margin: 0 }"
LONG = "wordwordwordwordwordwordwordwordwordwordword"


@pytest.fixture
def show(render: Render) -> Render:
    """Give the way from a body, with its own style, to pages whose content is 60 mm wide and high."""
    return lambda body: render(f"<html lang='en'><style>{SHEET}</style>{body}")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>word", []),
        (f"<p>{'word ' * 40}", []),
        (f"<p>{LONG}", [LONG]),
        (f"<p dir=rtl>{LONG}", [LONG]),
        (f"<p style='overflow-wrap: anywhere'>{LONG}", []),
        (f"<table><tr><td>{LONG}<td>b</table>", [LONG, "b"]),
        (f"<table style='width: 60mm; table-layout: fixed'><tr><td>{LONG}</table>", [LONG]),
        ("<p style='position: relative; top: 58mm'>word", ["word"]),
        ("<p style='position: relative; top: 50mm'>word", []),
        ("<p style='margin-left: -2mm'>word", ["word"]),
        ("<p style='margin-left: -0.2mm'>word", []),
        (f"<div style='display: flex'><p>a</p><p>{LONG}</p></div>", [LONG]),
        (f"<ul><li>{LONG}</ul>", [LONG]),
    ],
)
def test_overflow(show: Render, body: str, expected: list[str]) -> None:
    """A text that leaves the content of its page sideways or below is found, however it is set; no other is."""
    assert expected == [overflow.text for overflow in find_overflows(show(body))]


def test_distance(show: Render) -> None:
    """The distance is in millimetres, and the page is named."""
    (overflow,) = find_overflows(show("<p style='break-after: page'>a</p><p style='margin-left: -5mm'>word"))

    assert ("word", 2, 5.0) == (overflow.text, overflow.page, round(overflow.distance, 3))


def test_margins_are_no_content(show: Render) -> None:
    """What runs in the margins is not taken for text that sticks out."""
    body = "<style>@page { @top-center { content: 'head'; width: 100% } }</style><p>word"

    assert [] == list(find_overflows(show(body)))


FURNITURE = """<style>@page {{ @top-center {{ content: element(top) }} @bottom-center {{ content: element(bottom) }} }}
#top {{ position: running(top) }} #bottom {{ position: running(bottom) }}</style>
<div id="top">{}</div><div id="bottom"><p>{}</div><p>word"""


@pytest.mark.parametrize(("top", "bottom"), [(1, 1), (3, 2), (9, 1)])
def test_furniture(show: Render, top: int, bottom: int) -> None:
    """The heights of what runs in the margins are measured, cut or not, beside the room that it has."""
    measured = measure_furniture(show(FURNITURE.format("a<br>" * top, "a<br>" * bottom)))

    assert (top * 4, bottom * 4) == (round(measured.top, 3), round(measured.bottom, 3))
    assert (20, 20) == (round(measured.top_room, 3), round(measured.bottom_room, 3))


def test_no_furniture(show: Render) -> None:
    """Empty margins need no room."""
    measured = measure_furniture(show("<p>word"))

    assert (0, 0) == (measured.top, measured.bottom)


def test_highest_counts(show: Render) -> None:
    """Where pages differ, the highest margin counts."""
    body = "<style>@page :first {{ @top-center {{ content: 'a' }} }}</style>" + FURNITURE
    next_page = "<p style='break-before: page'>b"

    assert 12 == round(measure_furniture(show(body.format("a<br>" * 3, "b") + next_page)).top, 3)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>a", ()),
        ("<p class='big call'>a", (1,)),
        ("<p class='calls'>a", ()),
        ("<p style='break-after: page'>a</p><p class='call'>b", (2,)),
        ("<div class='call'><p style='break-after: page'>a</p><p>b</div>", (1, 2)),
    ],
)
def test_pages(show: Render, body: str, expected: tuple[int, ...]) -> None:
    """All pages are given on which a part is shown, in part or whole."""
    assert expected == find_pages(show(body), "call")


def test_fill(show: Render) -> None:
    """How full a page is ends with its last line, not with its last box."""
    body = "<p style='height: 28mm'>a</p><p style='break-after: page'>a</p><p>b<br>b<br>b</p><div style='height: 40mm'>"

    assert [32 / 60, 12 / 60] == [pytest.approx(fill, abs=0.001) for fill in measure_fill(show(body))]
