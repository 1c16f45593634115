"""Texts that are cut off, stick out of their box or lie on each other; sizes of the page in millimetres."""

from collections.abc import Callable

import pytest
from weasyprint import Document

from handouts.pdf.crowding import find_crowding

Render = Callable[[str], Document]
SHEET = "@page { size: 100mm 100mm; margin: 20mm } html { font-size: 4mm; line-height: 1 } * { margin: 0 }"
LONG = "wordwordwordwordword"


@pytest.fixture
def show(render: Render) -> Render:
    """Give the way from a body to pages whose content is 60 mm wide and high."""
    return lambda body: render(f"<html lang='en'><style>{SHEET}</style><body>{body}")


@pytest.mark.parametrize(
    "body",
    [
        "<p>one<br>two<p>three",
        "<p style='border: 1mm solid'>word<p style='background: red'>word",
        "<ul><li>word<li>word<ul><li>word</ul></ul>",
        "<div style='display: flex'><p>one</p><p>two</p></div>",
        "<p><span style='display: inline-block; width: 20mm'>one</span><span style='display: inline-block'>two</span>",
        "<table style='border: 1mm solid'><tr><td>one<td>two<tr><td>one<td>two</table>",
        "<div style='overflow: hidden; width: 10mm'>word</div>",
        "<div style='border: 1mm solid'><p style='position: absolute; left: 40mm'>far</p>word</div>",
        "<p style='margin-top: -2mm; border-top: 1mm solid'>word",
        "<p style='line-height: .5'>one<br>two",
        "<p><b>one</b> <i>two</i><sup>3</sup>",
        "<p dir=rtl>one<p style='text-align: right'>two",
    ],
)
def test_sound(show: Render, body: str) -> None:
    """Words that stand in their places are no fault, whatever boxes they stand in."""
    assert [] == list(find_crowding(show(body)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<div style='overflow: hidden; width: 10mm'>{LONG}</div>", [("cut", LONG, "")]),
        ("<div style='overflow: hidden; height: 2mm'>word</div>", [("cut", "word", "")]),
        (f"<div style='overflow: hidden; width: 10mm'><b>{LONG}</b></div>", [("cut", LONG, "")]),
        ("<div style='overflow: hidden; height: 6mm'><p>one<p>two</div>", [("cut", "two", "")]),
        (f"<div style='width: 20mm'>{LONG}</div>", [("outside", LONG, "")]),
        (f"<p style='margin-left: 40mm' dir=rtl>{LONG}", [("outside", LONG, "")]),
        ("<div style='border: 1mm solid; height: 3mm'>one<br>two</div>", [("outside", "two", "")]),
        ("<div style='background: red; height: 5mm'><p>one<p>two</div>", [("outside", "two", "")]),
        ("<p>one</p><p style='margin-top: -2mm'>two", [("collision", "one", "two")]),
        ("<p>one</p><p style='position: absolute; top: 1mm'>two", [("collision", "one", "two")]),
        (
            f"<p style='display: flex'><b style='width: 5mm; flex: none'>{LONG}</b><b>two</b>",
            [("outside", LONG, ""), ("collision", LONG, "two")],
        ),
    ],
)
def test_faults(show: Render, body: str, expected: list[tuple[str, str, str]]) -> None:
    """What is cut off, sticks out of its box or lies on other words is found, with both texts."""
    assert expected == [(fault.kind, fault.text, fault.other) for fault in find_crowding(show(body))]


def test_running(show: Render) -> None:
    """Words of the running header are looked at too, on every page."""
    style = "<style>@page { @top-center { content: element(x); width: 100% } } .x { position: running(x) }</style>"
    head = "<div class=x><p>one<p style='margin-top: -3mm'>two</div>"
    faults = find_crowding(show(f"{style}{head}<p style='break-after: page'>a</p><p>b"))

    assert [(1, "one", "two"), (2, "one", "two")] == [(each.page, each.text, each.other) for each in faults]


def test_distance(show: Render) -> None:
    """The distance is in millimetres."""
    (fault,) = find_crowding(show("<p>one</p><p style='margin-top: -1.5mm'>two"))

    assert 1.5 == round(fault.distance, 3)
