"""TMX and TBX: only what was reviewed, only what the glossary says, in files that other programs read."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from handouts.exchange import tbx, tmx
from handouts.exchange.bundle import Bundle, Progress

Make = Callable[..., Bundle]
ROWS = (
    {
        "en": "infusion",
        "definition_en": "Slowly.",
        "lang": "es",
        "term": "infusión (perfusión)",
        "note": "n",
        "source": "https://e.org/a",
    },
    {
        "en": "T cell / T lymphocyte",
        "definition_en": "",
        "lang": "es",
        "term": "célula T",
        "note": "",
        "source": "a book",
        "confidence": "high",
    },
    {"en": "fever", "definition_en": "", "lang": "fr", "term": "fièvre", "note": "", "source": ""},
)


def read_with_toolkit(path: Path) -> str:
    """Let Translate Toolkit read a TMX file; give its pairs."""
    code = "import sys; from translate.storage.tmx import tmxfile as f\n"
    code += "print([(str(u.source), str(u.target)) for u in f.parsefile(sys.argv[1]).units])"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.parametrize("progress", list(Progress))
def test_only_reviewed(progress: Progress, make: Make) -> None:
    """A memory spreads what is in it: only sentences that were reviewed go in."""
    root = etree.fromstring(tmx.dump(make(("A", "Á"), ("B", ""), progress=progress)))

    assert (["tea/k0"] if progress >= Progress.REVIEWED else []) == [each.get("tuid") for each in root.iter("tu")]


def test_tmx(make: Make, tmp_path: Path) -> None:
    """TMX 1.4b holds both texts with protected codes, in the order that its DTD wants, and another program reads it."""
    path = tmp_path / "es.tmx"
    path.write_bytes(
        tmx.dump(make(("A <b>b</b> {c}", "{c} <b>Á</b>"), ("Wait.", "Espere."), progress=Progress.REVIEWED))
    )
    root = etree.parse(path).getroot()

    assert ["header", "body"] == [each.tag for each in root]
    wanted = {"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"}
    assert wanted == set(root[0].attrib)
    assert ["prop", "prop", "tuv", "tuv"] == [each.tag for each in root[1][0]]
    segment = root.findall(".//seg")[1]
    assert (
        '<seg><ph x="2">{c}</ph> <bpt i="1">&lt;b&gt;</bpt>Á<ept i="1">&lt;/b&gt;</ept></seg>'
        == etree.tostring(segment, encoding="unicode").strip()
    )
    assert "('Wait.', 'Espere.')" in read_with_toolkit(path)


def test_tbx() -> None:
    """TBX-Basic holds each form as a term, definitions at the language, notes and sources at the term."""
    root = etree.fromstring(tbx.dump(ROWS, "es"))
    names = {"t": tbx.NAMESPACE}

    assert ("TBX-Basic", "dca", f"{{{tbx.NAMESPACE}}}tbx") == (root.get("type"), root.get("style"), root.tag)
    assert ["infusion", "infusión", "perfusión", "T cell", "T lymphocyte", "célula T"] == [
        each.text for each in root.iterfind(".//t:term", names)
    ]
    assert ["Slowly."] == [each.text for each in root.iterfind(".//t:langSec/t:descrip[@type='definition']", names)]
    assert ["n", "n", "confidence: high", "source: a book"] == [
        each.text for each in root.iterfind(".//t:termSec/t:note", names)
    ]
    assert {"https://e.org/a"} == {each.get("target") for each in root.iterfind(".//t:termSec/t:xref", names)}
