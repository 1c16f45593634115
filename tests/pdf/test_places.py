"""Where marked messages lie on laid-out pages, and when two pages look the same."""

from collections.abc import Callable

import pytest
from weasyprint import Document

from handouts.pdf.places import Area, find_places, fingerprint_pages

Render = Callable[[str], Document]
SHEET = "@page { size: 100mm 100mm; margin: 20mm } html { font-size: 4mm; line-height: 1 } * { margin: 0 }"


@pytest.fixture
def show(render: Render) -> Render:
    """Give the way from a body to pages whose content is 60 mm wide and high."""
    return lambda body: render(f"<html lang='en'><style>{SHEET}</style><body>{body}")


def measure(area: Area) -> tuple[int, float, float]:
    """Give the page, and the left and upper edges in percent."""
    return area.page, round(100 * area.left), round(100 * area.top)


def test_lines(show: Render) -> None:
    """A message has an area for each line, from the left and the top of the page; bold words do not cut a line."""
    (place,) = find_places(show("<p data-key=a style='padding: 10mm 0 0 10mm'>one <b>two</b> three<br>four"))

    assert "a" == place.key
    assert [(1, 30, 30), (1, 30, 34)] == [measure(area) for area in place.areas]


def test_width(show: Render) -> None:
    """An area is as wide as the words, in text of either direction."""
    left, right = find_places(show("<p data-key=a>word</p><p data-key=b dir=rtl>word</p>"))

    assert 0.2 == round(left.areas[0].left, 3)
    assert 0.8 == round(right.areas[0].right, 3)
    assert left.areas[0].width == right.areas[0].width


def test_pages(show: Render) -> None:
    """A message that goes over two pages has a place on each."""
    body = "<p data-key=a style='orphans: 1; widows: 1'>one<br>two</p><p data-key=b>three"
    places = find_places(show(f"<div style='height: 56mm'></div>{body}"))

    assert [("a", 1), ("a", 2), ("b", 2)] == [(each.key, each.areas[0].page) for each in places]


def test_margins(show: Render) -> None:
    """A message of the running header has a place on every page; what stands beside a message does not belong to it."""
    style = "<style>@page { @top-center { content: element(x) } } .x { position: running(x) }</style>"
    body = "<p class=x>no <b data-key=a>yes</b></p><p style='break-after: page'>a</p><p>b"
    places = find_places(show(style + body))

    assert [("a", 1), ("a", 2)] == [(each.key, each.areas[0].page) for each in places]


def test_placed(show: Render) -> None:
    """A message that is taken out of the flow is found; a counter before it is none of its words."""
    style = "<style>li::before { content: 'xxxxx' }</style>"
    body = f"{style}<p data-key=a style='position: absolute; top: 30mm'>word</p><ul><li data-key=b>word</ul>"
    places = {each.key: each.areas for each in find_places(show(body))}

    assert (1, 20, 50) == measure(places["a"][0])
    assert places["a"][0].width == places["b"][0].width


def test_same(show: Render) -> None:
    """Pages are the same if all stands in its place, and look so; one word more makes another page of one only."""
    first, second = (fingerprint_pages(show(f"<p style='break-after: page'>{each}</p>b"), b"") for each in ("a", "aa"))

    assert first == fingerprint_pages(show("<p style='break-after: page'>a</p>b"), b"")
    assert first[0] != second[0]
    assert first[1] == second[1]
    assert set() == set(first) & set(fingerprint_pages(show("<p style='break-after: page'>a</p>b"), b"red"))
