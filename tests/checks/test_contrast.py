"""Contrast: the formula, and what is taken for the ground of a text."""

from pathlib import Path

import pikepdf
import pytest
import weasyprint

from handouts.checks.contrast import Measurement, check_contrast, compute_ratio, measure


def measure_html(path: Path, html: str) -> Measurement:
    """Measure a page."""
    weasyprint.HTML(string=html).write_pdf(path)
    return measure(path)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [((0, 0, 0), (255, 255, 255), 21), ((119, 119, 119), (255, 255, 255), 4.48), ((1, 2, 3), (1, 2, 3), 1)],
)
def test_ratio(one: tuple[int, int, int], other: tuple[int, int, int], ratio: float) -> None:
    """The ratio is that of WCAG 2.1, whichever colour comes first."""
    assert pytest.approx(ratio, abs=0.005) == compute_ratio(one, other) == compute_ratio(other, one)


@pytest.mark.parametrize(
    ("style", "colours"),
    [
        ("color: #aaa", ((170, 170, 170), (255, 255, 255))),
        ("color: white; background: #123456", ((255, 255, 255), (18, 52, 86))),
        ("color: white; background: #123456; border-radius: 3px; padding: 2px", ((255, 255, 255), (18, 52, 86))),
        ("color: rgba(0, 0, 0, 0.5)", ((127, 127, 127), (255, 255, 255))),
        ("color: #aaa; text-decoration: underline", ((170, 170, 170), (255, 255, 255))),
        ("color: #aaa; opacity: 0.999", ((170, 170, 170), (255, 255, 255))),
    ],
)
def test_colours(style: str, colours: tuple[object, object], tmp_path: Path) -> None:
    """The colour of a text and of what lies behind it are found, in boxes, groups and with transparency."""
    (sample,) = measure_html(tmp_path / "a.pdf", f"<p style='{style}'>words").samples
    assert colours == sample.colours
    assert (1, "words") == (sample.page, sample.text)


def test_large(tmp_path: Path) -> None:
    """Large text needs less: what is an error in small letters is none in large ones."""
    small, large = (f"<p style='color: #888; font-size: {size}pt'>words" for size in (12, 18))

    assert "contrast-low" in {each.code for each in check_contrast(measure_html(tmp_path / "a.pdf", small))}
    assert {"contrast-fair"} == {each.code for each in check_contrast(measure_html(tmp_path / "b.pdf", large))}


def test_turned(tmp_path: Path) -> None:
    """A page that is turned and cut is measured where its text stands."""
    path = tmp_path / "a.pdf"
    weasyprint.HTML(string="<body style='background: #123456; color: white'><p>words").write_pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.pages[0].rotate(90, relative=True)
        pdf.pages[0].cropbox = pikepdf.Array([50, 400, 550, 842])
        pdf.save(path)

    (sample,) = measure(path).samples
    assert ((255, 255, 255), (18, 52, 86)) == sample.colours


def test_unseen(tmp_path: Path) -> None:
    """Text that nobody sees has no contrast: off the sheet, or without a colour of its own."""
    assert ((), 0) == _give(measure_html(tmp_path / "a.pdf", "<p style='position: absolute; left: -900cm'>words"))


def _give(measurement: Measurement) -> tuple[tuple[object, ...], int]:
    """Give the parts of a measurement."""
    return measurement.samples, measurement.unmeasured
