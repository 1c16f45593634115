"""The review sheet: every sentence with its number, nothing filled in, a file that keeps both standards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import tinyhtml5

from handouts.__main__ import run
from handouts.checks.verapdf import validate
from handouts.commands.catalog.bundles import collect_facts
from handouts.exchange.bundle import Bundle, Facts, Part, Progress
from handouts.exchange.sheet import LINES, SEVERITIES, SIGNERS, TYPES, write_sheet
from handouts.language import Language, load_languages
from handouts.pdf.read import read_pdf
from handouts.project import Project
from handouts.typography import Typography

Make = Callable[..., Bundle]
ENGLISH = Language("en", "English", "English", "Latn", "latn", "en")
FACTS = Facts((("Handout", "Tea, version 1"), ("Status", "draft: nobody has signed")), "0123456789ab", date(2026, 1, 2))


def write(bundle: Bundle) -> tuple[list[list[str]], str]:
    """Write the sheet; give the rows of its sentences as texts, and the page."""
    own = Typography(bundle.language, has_latin_letters=bundle.language.script == "Latn")
    typography = (Typography(ENGLISH, has_latin_letters=True), own)
    html = write_sheet(bundle, FACTS, typography)
    table = tinyhtml5.parse(html, namespace_html_elements=False).find(".//table[@class='sentences']")
    assert table is not None
    return [["".join(cell.itertext()).replace("\u200b", "") for cell in row] for row in table.iter("tr")], html


def with_remarks(bundle: Bundle, *remarks: str) -> Bundle:
    """Give the translator's notes of all sentences."""
    segments = tuple(replace(each, remarks=remarks) for each in bundle.parts[0].segments)
    return Bundle(bundle.language, (Part("tea", segments),))


def test_rows(make: Make) -> None:
    """Each sentence has its number, key and notes, both texts, and two empty cells for the reviewer."""
    rows, html = write(make(("Pour <b>hot</b> {x}", "<b>á</b> {x}"), ("Wait", "")))

    assert ["No.", "English", "Spanish", "Correction", "Error"] == rows[0]
    assert ["1", "Pour hot {x}k0Note: a note", "á {x}Translator: taza or vaso?", "", ""] == rows[1]
    assert ["2", "Waitk1Note: a note", "Not translatedTranslator: taza or vaso?", "", ""] == rows[2]
    assert "<b>hot</b>" in html


def test_back_translation(make: Make) -> None:
    """There is a column for translations back into English where a note holds one, and none else."""
    rows, _ = write(with_remarks(make(("A", "Á")), "back: Ah", "unsure"))

    assert ["No.", "English", "Spanish", "Back-translation", "Correction", "Error"] == rows[0]
    assert ["ÁTranslator: unsure", "Ah", "", ""] == rows[1][2:]


def test_right_to_left(make: Make) -> None:
    """Arabic stands from right to left in its own language, with numbers in their own order."""
    _, html = write(make(("38.0 °C", "حرارة 38.0 °C"), is_rtl=True))

    assert '<p class="own" lang="ar" dir="rtl">حرارة ' in html
    assert '<span dir="ltr">38.0\xa0°C</span>' in html


def test_nothing_is_markup(make: Make) -> None:
    """Texts, notes and broken tags of a catalog are shown, never obeyed."""
    rows, html = write(with_remarks(make(("A <i>", "<b>x <script>y</script>")), "<img src=x>"))

    assert "<script>y</script>" in rows[1][2]
    assert "<b>x" in rows[1][2]
    assert ("&lt;script&gt;" in html, "<img" in html, "<script" in html) == (True, False, False)


def test_fuzzy(make: Make) -> None:
    """A sentence that waits for a person says so."""
    rows, _ = write(make(("A", "Á"), progress=Progress.DRAFT))

    assert "ÁMarked: needs workTranslator: taza or vaso?" == rows[1][2]


def test_legend_and_signatures(make: Make) -> None:
    """The sheet says of which texts it is, what codes mean, and has empty lines for three people."""
    _, html = write(make(("A", "Á")))
    root = tinyhtml5.parse(html, namespace_html_elements=False)
    table = root.find(".//table[@class='signatures']")
    assert table is not None

    assert [["Role", *LINES], *([role, *[""] * len(LINES)] for role in SIGNERS)] == [
        ["".join(cell.itertext()) for cell in row] for row in table.iter("tr")
    ]
    assert [] == [word for row in (*TYPES, *SEVERITIES) for word in row if word not in html]
    assert (True, True) == ("draft: nobody has signed" in html, FACTS.sum in html)


@pytest.mark.parametrize(("tag", "paper", "width"), [("ar", "a4", 297), ("es", "letter", 279.4)])
def test_file(tag: str, paper: str, width: float, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file keeps PDF/UA-1 and PDF/A-2a, lies on its side, and the checks of our own find nothing lost."""
    monkeypatch.chdir(project.root)
    path = project.root / "sheet.pdf"

    assert 0 == run(["catalog", "sheet", tag, "--paper", paper, "--output", str(path)])
    assert [] == [(each.flavour, each.failures) for each in validate([path]) if not each.passed]
    file = read_pdf(path.read_bytes())
    assert "en" == file.language
    assert "A cup of tea title" in [each.text for each in file.tree.find("TD")]
    assert width == pytest.approx(file.pages[0][0] * 25.4 / 72, abs=0.2)


def test_default_name(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name the file goes to output/, where handouts go."""
    monkeypatch.chdir(project.root)

    assert 0 == run(["catalog", "sheet", "es", "--handout", "tea"])
    assert "review.es.pdf: " in capsys.readouterr().out
    assert (project.output / "review.es.pdf").is_file()


def test_sum(team: Project, sign: Callable[..., str]) -> None:
    """A sheet of one handout names the very sum that a signature under its texts does."""
    sign(team, "es", "translator", "tess")
    (signed,) = (team.locales / "es" / "signoff").glob("*.jsonl")
    facts = collect_facts(team, load_languages(team)["es"], ["tea"])

    assert signed.name.split(".")[1] == facts.sum[:8]
    assert f"texts {facts.sum}" in dict(facts.lines)["Handout"]
