"""The engine: it sees our fonts and no others, keeps quiet, and says what is missing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from handouts import engine
from handouts.engine import load_engine
from handouts.errors import HandoutError
from handouts.fonts import find_faces, font_folders, load_library, load_scripts
from handouts.project import Project

QUIET = "import os; from handouts.engine import load_engine; load_engine(os.environ).text.fonts.FontConfiguration()"
# Letters -> the glyphs of the region, which differ between Japan, Korea, mainland China and Taiwan.
REGIONAL = "直骨今令角誤海曜与返"
REGIONS = {"ja": ("Jpan", 0), "ko": ("Kore", 1), "zh-Hans": ("Hans", 2), "zh-Hant": ("Hant", 3)}


def render(real: Project, tag: str, script: str, text: str) -> bytes:
    """Lay out one paragraph, normal and bold, with the fonts of its script."""
    weasyprint = load_engine(os.environ)
    families = load_scripts(real)[script].families
    faces = find_faces(load_library(real, font_folders(os.environ, Path.home())), families)
    rules = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("{face.path.as_uri()}") }}'
        for face in faces
    )
    names = ", ".join(f'"{family}"' for family in families)
    html = f'<html lang="{tag}"><style>{rules} body {{ font-family: {names} }}</style><p>{text} <b>{text}</b>'
    fonts = weasyprint.text.fonts.FontConfiguration()
    return bytes(weasyprint.HTML(string=html).write_pdf(font_config=fonts, uncompressed_pdf=True))


def get_fonts(pdf: bytes) -> set[str]:
    """Read the names of the embedded fonts."""
    return {name.decode() for name in re.findall(rb"/BaseFont /[A-Z]{6}\+([\w-]+)", pdf)}


@pytest.fixture(autouse=True)
def _restore(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin with the fonts of the machine, and leave the environment as it was."""
    monkeypatch.setenv("FONTCONFIG_FILE", "")
    monkeypatch.delenv("FONTCONFIG_FILE")


@pytest.mark.parametrize(
    ("tag", "script", "text", "font"),
    [
        ("hi", "Deva", "ज्वर", "Noto-Sans-Devanagari"),
        ("ar", "Arab", "حرارة", "Noto-Naskh-Arabic"),
        ("ur", "Aran", "بخار", "Noto-Nastaliq-Urdu"),
        ("zh-Hans", "Hans", "发烧", "Noto-Sans-CJK"),
    ],
)
def test_embedded_fonts(real: Project, tag: str, script: str, text: str, font: str) -> None:
    """Normal text comes from the regular file and bold text from the bold one, whatever a font says of its weight."""
    assert {font, f"{font}-Bold"} == get_fonts(render(real, tag, script, text))


def test_no_other_font(real: Project) -> None:
    """A letter that our fonts do not hold borrows no font from the machine."""
    assert {"Noto-Sans", "Noto-Sans-Bold"} == get_fonts(render(real, "en", "Latn", "tea 茶 ชา"))


@pytest.mark.parametrize("tag", REGIONS)
def test_regional_shapes(real: Project, tag: str) -> None:
    """Each East Asian language is set in the letter shapes of its region."""
    from fontTools.ttLib import TTCollection  # noqa: PLC0415  (slow)

    script, index = REGIONS[tag]
    library = load_library(real, font_folders(os.environ, Path.home()))
    with TTCollection(library.files["NotoSansCJK-Regular.ttc"], lazy=True) as collection:
        font = collection.fonts[index]
        names = font.getBestCmap()
        expected = [font.getGlyphID(names[ord(letter)]) for letter in REGIONAL]

    pdf = render(real, tag, script, REGIONAL)

    shown = re.search(rb"BT.*?ET", pdf, re.DOTALL)
    assert shown
    glyphs = [int(code, 16) for run in re.findall(rb"<([0-9a-f]+)>", shown[0]) for code in re.findall(b"....", run)]
    assert expected == glyphs[: len(REGIONAL)]


def test_silence() -> None:
    """Loading prints nothing and warns of nothing, even where there is no home to keep a cache in."""
    environ = {**os.environ, "HOME": "/nonexistent", "XDG_CACHE_HOME": "/nonexistent"}
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", QUIET], capture_output=True, text=True, env=environ, check=False
    )

    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_missing_library(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A system library that is not there is an error with its name, and nothing else is printed."""

    def fail(_: str) -> None:
        print("advice of its own")  # noqa: T201
        raise OSError("cannot load library 'libpango-1.0-0': no such file. Additionally, ...")

    monkeypatch.setattr(engine, "import_module", fail)

    with pytest.raises(HandoutError, match=r"WeasyPrint cannot load the system library libpango-1\.0-0") as caught:
        load_engine({})

    assert 'run "handouts doctor" to see how to install it' == caught.value.hint
    assert "" == capsys.readouterr().out


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A Python package that is not there is an error with its name."""

    def fail(_: str) -> None:
        raise ModuleNotFoundError(name="weasyprint")

    monkeypatch.setattr(engine, "import_module", fail)

    with pytest.raises(HandoutError, match="WeasyPrint cannot be imported: weasyprint is not installed"):
        load_engine({})
