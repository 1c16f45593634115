"""Pseudo-languages: what their texts keep of the English, and that no page of the real handouts breaks under them."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.__main__ import run
from handouts.checks.pages import check_pages
from handouts.engine import load_engine
from handouts.errors import HandoutError
from handouts.fonts import font_folders, load_library
from handouts.handout import load_handout, load_handouts
from handouts.language import Language, find_language, load_languages, load_pseudo_languages
from handouts.message import check_translation, split
from handouts.pipeline import Job
from handouts.project import Project
from handouts.pseudo import imitate
from handouts.styles import load_papers

TAGS = ("en-XA", "ar-XB", "my-XC")
UPSIDE = tuple("zyxwvutsrqponmlkjihgfedcba")
TURNED = Language("en-XZ", "Turned", "Turned", "Latn", "latn", "en", letters=UPSIDE, grow=1.0)
LONGER = Language("en-XZ", "Turned", "Turned", "Latn", "latn", "en", letters=UPSIDE, grow=2.0)
PIECES = ["<b>", "</b>", "{date}", "38.0 °C", "CAR-T", " Call ", "us", ". ", "("]


@pytest.mark.parametrize(
    ("msgid", "expected"),
    [
        ("Call us", "Xzoo fh"),
        ("<b>CAR-T</b> cell", "<b>CAR-T</b> xvoo"),
        ("38.0 °C (100.4 °F) on {date}", "38.0 °C (100.4 °F) lm {date}"),
        ("", ""),
    ],
)
def test_kept(msgid: str, expected: str) -> None:
    """Letters are replaced one by one; numbers, signs, capitals, tags and placeholders stay."""
    assert expected == imitate(TURNED, msgid)


def test_longer() -> None:
    """A text that is too short repeats its own words before its end."""
    assert "Xzoo fh Xzoo fh." == imitate(LONGER, "Call us.")
    assert "<b>Xzoo</b> fh mld fh mld fh mld." == imitate(LONGER, "<b>Call</b> us now.")


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_sound(msgid: str) -> None:
    """Tags and placeholders are always those of the English, in their order."""
    kept = [token for token in split(msgid) if token.kind != "text"]

    assert kept == [token for token in split(imitate(LONGER, msgid)) if token.kind != "text"]


@pytest.mark.parametrize("tag", TAGS)
def test_real(real: Project, tag: str) -> None:
    """Every real message has a text that could be printed, as much longer as the language says."""
    language = find_language(real, tag)
    for handout in load_handouts(real):
        messages = (*handout.page_messages, *handout.messages)
        texts = [imitate(language, each.msgid) for each in messages]
        assert [] == [
            found for each, text in zip(messages, texts, strict=True) for found in check_translation(each.msgid, text)
        ]
        assert sum(map(len, texts)) >= language.grow * sum(len(each.msgid) for each in messages)


@pytest.mark.parametrize("tag", TAGS)
def test_pages(real: Project, tag: str) -> None:
    """However long, high or turned around, no words overflow, are cut off, leave their box or lie on each other.

    They may need more pages than are allowed, and push the call box to the second.
    """
    load_engine(os.environ)
    library = load_library(real, font_folders(os.environ, Path.home()))
    job = Job(load_handout(real, "car-t"), find_language(real, tag), load_papers(real)["a4"])

    assert set() == {each.code for each in check_pages(real, library, job).findings} - {
        "too-many-pages",
        "call-box-late",
    }


def test_named_only(real: Project) -> None:
    """A pseudo-language is there for those who name it, and in no list."""
    assert set(TAGS) == load_pseudo_languages(real).keys()
    assert set() == load_pseudo_languages(real).keys() & load_languages(real).keys()
    assert find_language(real, "en_xa").is_pseudo


def test_wrong_letters(project: Project) -> None:
    """A row without a part for each letter is named."""
    row = '[en-XA]\nenglish = "A"\nendonym = "A"\nscript = "Latn"\nbabel = "en"\nletters = "a b"\ngrow = 1\n'
    (project.locales / "pseudo.toml").write_text(row, "utf-8")

    with pytest.raises(HandoutError, match="must be 26 parts") as caught:
        find_language(project, "en-XA")
    assert "locales/pseudo.toml:1" == caught.value.where


def test_build(project: Project, real: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A pseudo-language is built when it is named."""
    (project.locales / "pseudo.toml").write_bytes((real.locales / "pseudo.toml").read_bytes())
    monkeypatch.chdir(project.root)

    assert 0 == run(["build", "-l", "en-XA", "--output", str(tmp_path / "out")])
    assert ["tea.en-XA.pdf"] == [path.name for path in (tmp_path / "out").glob("*.pdf")]
