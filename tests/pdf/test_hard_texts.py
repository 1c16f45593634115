"""Hard texts as readers get them: ligatures, hyphens, brackets, digits, marks, emoji, two directions, bold in words."""

import re
import tomllib
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from handouts.checks.verapdf import validate
from handouts.pdf.read import read_pdf

CASES: dict[str, dict[str, Any]] = tomllib.loads((Path(__file__).parent / "pages" / "hard.toml").read_text("utf-8"))
READERS = ("MuPDF", "pdf.js", "pdfium", "poppler", "poppler, as drawn")
LEFTWARDS = ("ar", "fa", "he")
FAMILIES = (
    *("Noto Sans", "Noto Naskh Arabic", "Noto Sans Hebrew", "Noto Sans Devanagari", "Noto Sans Bengali"),
    *("Noto Sans Thai", "Noto Sans Khmer", "Noto Sans Myanmar", "Noto Sans Symbols2"),
)
ASIAN = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR"}
Texts = dict[tuple[str, str], str]

READ = [(reader, name) for name in CASES for reader in READERS if reader not in CASES[name].get("misses", {})]

each_case = pytest.mark.parametrize("name", CASES)


def write_page(case: dict[str, Any]) -> str:
    """Give the page of a case."""
    lang = case.get("lang", "en")
    direction = "rtl" if lang in LEFTWARDS else "ltr"
    families = ", ".join([*FAMILIES, ASIAN.get(lang, "Noto Sans CJK SC")])
    style = f"@page {{ size: A6; margin: 10mm }} * {{ font-family: {families} }} p {{ font-size: 12pt }}"
    style += case.get("style", "")
    return f'<html lang="{lang}" dir="{direction}"><title>A title</title><style>{style}</style>{case["html"]}'


def printed(case: dict[str, Any]) -> list[str]:
    """Give the paragraphs of a case as text."""
    return [unescape(re.sub("<[^>]+>", "", each)) for each in case["html"].split("</p>") if each]


@pytest.fixture(scope="module")
def paths(write: Callable[[str], bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Give the finished file of each case."""
    folder = tmp_path_factory.mktemp("hard")
    found = {name: folder / f"{name}.pdf" for name in CASES}
    for name, path in found.items():
        path.write_bytes(write(write_page(CASES[name])))
    return found


@pytest.fixture(scope="module")
def texts(paths: dict[str, Path], read_with: Callable[[str, Sequence[Path]], list[str]]) -> Texts:
    """Give what each reader gets from each case."""
    readers = {reader: read_with(reader, list(paths.values())) for reader in READERS}
    return {(reader, name): text for reader, found in readers.items() for name, text in zip(paths, found, strict=True)}


@pytest.mark.parametrize(("reader", "name"), READ)
def test_hard_text_is_exact(
    reader: str, name: str, texts: Texts, compare: Callable[[Sequence[str], str], tuple[float, float]]
) -> None:
    """Each paragraph is read whole, in order and with its spaces by every reader but those that miss it."""
    assert (100, 100) == compare(printed(CASES[name]), texts[reader, name])


@each_case
def test_hard_text_is_in_the_tags(
    name: str, paths: dict[str, Path], compare: Callable[[Sequence[str], str], tuple[float, float]]
) -> None:
    """Each paragraph is one structure element with all of its text, over lines and pages."""
    found = [each.text for each in read_pdf(paths[name].read_bytes()).tree.find("P")]
    assert len(printed(CASES[name])) == len(found)
    assert 100 == compare(printed(CASES[name]), "\n".join(found))[0]


def test_hard_texts_keep_both_standards(paths: dict[str, Path]) -> None:
    """Twins of a font, soft hyphens and symbols are such as PDF/UA-1 and PDF/A-2a ask for."""
    assert [()] * 2 * len(paths) == [verdict.failures for verdict in validate(list(paths.values()))]
