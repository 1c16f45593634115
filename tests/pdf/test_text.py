"""The text of a finished file: what four readers get from it is what is printed, and nothing printed has moved."""

import re
import subprocess
import tomllib
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from lxml import etree
from PIL import Image, ImageChops
from weasyprint import Document

from handouts.checks.verapdf import validate
from handouts.pdf.read import PdfFile
from handouts.pdf.write import RENDER_OPTIONS

TEXTS: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pages" / "texts.toml").read_text("utf-8"))
LEFTWARDS = [tag for tag, script in TEXTS.items() if script.get("turns")]
EVERY = {
    "MuPDF": ("mutool", "draw", "-q", "-F", "txt"),
    "poppler, as drawn": ("pdftotext", "-raw", "-enc", "UTF-8"),
}
"""Readers that get every script: they keep the order of the file."""
SORTING = ["poppler", "pdfium"]
"""Readers that sort letters by place: they get all that is written from left to right."""
STEP, FINE = 64, 600 / 72  # grey levels of 256; scale at which pdfium draws letters point by point

SIZE = 14  # points
MOVED = 1.5 * SIZE / 1000
"""Points by which an outline may be off: the letters of a cluster are put together in thousandths of their size, and
MuPDF rounds to such as well."""
SVG, HREF, NUMBER = (
    "{http://www.w3.org/2000/svg}",
    "{http://www.w3.org/1999/xlink}href",
    re.compile(r"-?[\d.]+(?:e-?\d+)?"),
)
Point = tuple[float, float]
Contour = tuple[tuple[float, float, float, float], float]

each_script = pytest.mark.parametrize("tag", TEXTS)


def page(tag: str) -> str:
    """Give a narrow page with the sentences of a script."""
    script = TEXTS[tag]
    direction = "rtl" if script.get("turns") else "ltr"
    style = f"@page {{ size: A6; margin: 12mm }} * {{ font-family: {script['family']} }} p {{ font-size: {SIZE}pt }}"
    paragraphs = "".join(f"<p>{text}</p>" for text in script["text"])
    return f'<html lang="{tag}" dir="{direction}"><title>A title</title><style>{style}</style>{paragraphs}'


def printed(tag: str) -> list[str]:
    """Give the sentences as they should be read."""
    return [text.replace("<strong>", "").replace("</strong>", "") for text in TEXTS[tag]["text"]]


def plain(text: str) -> str:
    """Give text without what readers treat at will: white space, format controls, the order of equal marks."""
    kept = "".join(each for each in text if not each.isspace() and unicodedata.category(each) not in ("Cf", "Cn"))
    return unicodedata.normalize("NFC", kept)


def read_with(reader: str, path: Path) -> str:
    """Give the text of a file as *reader* gets it."""
    if reader == "pdfium":
        return "\n".join(sheet.get_textpage().get_text_range() for sheet in pypdfium2.PdfDocument(path))
    command = EVERY.get(reader, ("pdftotext", "-enc", "UTF-8"))
    after = ["-"] if command[0] == "pdftotext" else []
    return subprocess.run([*command, str(path), *after], capture_output=True, check=True).stdout.decode("utf-8")


@pytest.fixture
def path(tag: str, write: Callable[[str], bytes], tmp_path: Path) -> Path:
    """Give the finished file of a script."""
    path = tmp_path / "file.pdf"
    path.write_bytes(write(page(tag)))
    return path


@pytest.mark.parametrize("reader", EVERY)
@each_script
def test_text_is_exact_in_the_order_of_the_file(reader: str, path: Path, tag: str) -> None:
    """Every sentence of every script is read whole and in order: ligatures, conjuncts, marks, words over two lines."""
    assert plain("".join(printed(tag))) == plain(read_with(reader, path))


@pytest.mark.parametrize("reader", SORTING)
@pytest.mark.parametrize("tag", [tag for tag in TEXTS if tag not in LEFTWARDS])
def test_text_is_exact_in_the_order_of_places(reader: str, path: Path, tag: str) -> None:
    """Readers that sort a page by places get the same, in every script from left to right."""
    assert plain("".join(printed(tag))) == plain(read_with(reader, path))


@pytest.mark.parametrize("reader", [*EVERY, *SORTING])
@pytest.mark.parametrize("tag", ["en", "th", "zh-Hans"])
def test_joined_words_are_found(reader: str, path: Path) -> None:
    """What typography puts in so that words stay together is not in the way of a search, and not in the text."""
    text = read_with(reader, path)
    assert "CAR-T" in text
    assert "\u2060" not in text


@pytest.mark.parametrize("reader", ["MuPDF", "poppler"])
@pytest.mark.parametrize("tag", LEFTWARDS)
def test_joined_words_are_found_in_turned_text(reader: str, path: Path) -> None:
    """Inside of text from right to left these two get a name whole; the others get marks that put it in order."""
    assert "CAR-T" in read_with(reader, path)


@pytest.mark.parametrize("tag", ["en", "hi", "zh-Hans"])
def test_no_break_space_is_a_space(path: Path) -> None:
    """A temperature is found by typing it."""
    assert "38 °C" in read_with("poppler, as drawn", path)


@each_script
def test_structure_holds_the_text(tag: str, read: Callable[[str], PdfFile]) -> None:
    """Each paragraph's element holds its sentence; no joiner, no mark of direction, no unusual space is left in it."""
    found = [each.text for each in read(page(tag)).tree.find("P")]
    assert [plain(text) for text in printed(tag)] == [plain(text) for text in found]
    assert not set("\u2060\u200f\u00a0\u202f\ufffd") & set("".join(found))


def test_every_script_keeps_both_standards(write: Callable[[str], bytes], tmp_path: Path) -> None:
    """The fonts that are made for a file are such as PDF/UA-1 and PDF/A-2a ask for."""
    paths = [tmp_path / f"{tag}.pdf" for tag in TEXTS]
    for path in paths:
        path.write_bytes(write(page(path.stem)))
    assert [()] * 2 * len(paths) == [verdict.failures for verdict in validate(paths)]


@each_script
def test_same_script_gives_same_bytes(tag: str, write: Callable[[str], bytes]) -> None:
    """Codes are given out in the same order each time."""
    assert write(page(tag)) == write(page(tag))


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint leaves its colour profile open
@each_script
def test_nothing_moves(tag: str, path: Path, render: Callable[[str], Document]) -> None:
    """Magnified, all looks as WeasyPrint draws it; where one letter is one glyph, so does each pixel of a screen."""
    stock = path.with_name("stock.pdf")
    render(page(tag)).write_pdf(stock, **RENDER_OPTIONS)
    fine = [draw_finely(each) for each in (stock, path)]
    assert not any(ImageChops.difference(*fine).histogram()[STEP:])
    if TEXTS[tag].get("calm"):
        assert draw(stock) == draw(path)


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # WeasyPrint leaves its colour profile open
@each_script
def test_outlines_are_the_same(tag: str, path: Path, render: Callable[[str], Document]) -> None:
    """Every contour of every letter is where WeasyPrint draws it, and as large, but for 1.5 thousandths of its size."""
    stock = path.with_name("stock.pdf")
    render(page(tag)).write_pdf(stock, **RENDER_OPTIONS)
    wanted, found = trace(stock), trace(path)
    assert len(wanted) == len(found) > 0
    assert [] == [contour for contour in found if not take(contour, wanted)]


def trace(path: Path) -> list[Contour]:
    """Give the contours of the letters of the first page as MuPDF fills them, in points of the page."""
    command = ["mutool", "draw", "-q", "-F", "svg", "-O", "text=path", str(path), "1"]
    svg = etree.fromstring(subprocess.run(command, capture_output=True, check=True).stdout)
    outlines = {each.get("id"): each.get("d", "") for each in svg.iter(f"{SVG}path")}
    contours = []
    for use in svg.iter(f"{SVG}use"):
        a, b, c, d, e, f = map(float, NUMBER.findall(use.get("transform", "")))
        for part in outlines[use.get(HREF, "")[1:]].split("M")[1:]:
            points = [(a * x + c * y + e, b * x + d * y + f) for x, y in follow(part)]
            if len(set(points)) > 1:  # a single point draws nothing
                contours.append(measure(points))
    return contours


def measure(points: Sequence[Point]) -> Contour:
    """Give the corners of a contour and the area between its points."""
    (xs, ys), after = zip(*points, strict=True), [*points[1:], points[0]]
    area = sum(x * v - u * y for (x, y), (u, v) in zip(points, after, strict=True)) / 2
    return (min(xs), min(ys), max(xs), max(ys)), area


def follow(part: str) -> list[Point]:
    """Give the points of a contour: "x y", then commands L, H, V and C with their numbers, up to Z."""
    x, y = 0.0, 0.0
    points = []
    for command, text in re.findall("([LHVC]?)([^LHVCZ]*)", part):
        numbers = [float(each) for each in NUMBER.findall(text)]
        for at in range(0, len(numbers), 1 if command in ("H", "V") else 2):
            x, y = (numbers[at], y) if command == "H" else (x, numbers[at]) if command == "V" else numbers[at : at + 2]
            points.append((x, y))
    return points


def take(contour: Contour, others: list[Contour]) -> bool:
    """Take the contour that is the same but for MOVED out of *others*, and say whether there was one."""
    corners, area = contour
    around = 2 * (corners[2] - corners[0] + corners[3] - corners[1])
    for number, (where, large) in enumerate(others):
        if all(abs(x - y) < MOVED for x, y in zip(corners, where, strict=True)) and abs(area - large) < MOVED * around:
            del others[number]
            return True
    return False


def draw(path: Path) -> bytes:
    """Give the first page as poppler shows it on a screen."""
    command = ["pdftoppm", "-r", "100", "-singlefile", str(path)]
    return subprocess.run(command, capture_output=True, check=True).stdout


def draw_finely(path: Path) -> Image.Image:
    """Give the first page magnified so much that letters are no longer fitted to pixels."""
    image: Image.Image = pypdfium2.PdfDocument(path)[0].render(scale=FINE).to_pil().convert("L")
    return image


@pytest.mark.parametrize("tag", ["zh-Hans"])
def test_unused_letters_are_left_out(path: Path) -> None:
    """A file with two Chinese sentences is small."""
    assert path.stat().st_size < 30_000


@pytest.mark.parametrize(
    ("tag", "text"), [("hi", "क्‌ष र्‍य क्‍ष"), ("bn", "র‍্যাব ক্‌ষ"), ("ta", "க்‌ஷ"), ("fa", "می‌خواهم کتاب‌ها"), ("en", "a‌b")]
)
def test_joiners_are_kept(tag: str, text: str, write: Callable[[str], bytes], tmp_path: Path) -> None:
    """What joins letters, or keeps them from joining, is part of the spelling: copied words look the same elsewhere."""
    family = TEXTS["ar" if tag == "fa" else tag]["family"]
    direction = "rtl" if tag == "fa" else "ltr"
    path = tmp_path / "file.pdf"
    style = f'style="font-family: {family}"'
    path.write_bytes(write(f'<html lang="{tag}" dir="{direction}"><title>A title</title><p {style}>{text}</p>'))
    assert text == read_with("MuPDF", path).replace("\u200f", "").strip()
