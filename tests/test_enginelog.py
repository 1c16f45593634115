"""The engine's log: whatever it complains of ends the job in our own words, and nothing reaches the terminal."""

import logging

import pytest

from handouts.enginelog import LOGGER, MissingGlyphError, watch_engine
from handouts.errors import HandoutError

ENGINE = logging.getLogger(LOGGER)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (
            "Ignored `colour: red` at 1:9,\n unknown property",
            "the page cannot be laid out: Ignored `colour: red` at 1:9,",
        ),
        ("Font-face 'Noto Sans' cannot be loaded", 'the font "Noto Sans" cannot be loaded'),
        ('Unable to subset "Noto Sans" with HarfBuzz', 'the font "Noto Sans" cannot be loaded'),
        (
            '.notdef glyph rendered for Unicode string unsupported by fonts: "ሀ" (U+1200)',
            "no font of this language has",
        ),
    ],
)
def test_complaints(line: str, message: str, capfd: pytest.CaptureFixture[str]) -> None:
    """A warning ends the block in an error of one line that says what to do."""
    with pytest.raises(HandoutError) as caught, watch_engine():
        ENGINE.warning(line)

    assert caught.value.message.startswith(message)
    assert "\n" not in caught.value.message
    assert caught.value.hint
    assert ("", "") == capfd.readouterr()


def test_letter() -> None:
    """A letter without a glyph is named, so that its message can be found."""
    with pytest.raises(MissingGlyphError) as caught, watch_engine():
        ENGINE.warning('.notdef glyph rendered for Unicode string unsupported by fonts: "%s" (U+%04X)', "ሀ", 0x1200)

    assert "ሀ" == caught.value.letter
    assert 'no font of this language has the letter "ሀ" (U+1200)' == caught.value.message


def test_first_counts() -> None:
    """Of many complaints the first is told."""
    with pytest.raises(HandoutError, match="one"), watch_engine():  # noqa: PT012 -- two complaints are the point
        ENGINE.warning("one")
        ENGINE.error("two")


def test_progress_is_no_complaint() -> None:
    """What the engine is just doing is no complaint."""
    level = ENGINE.level
    ENGINE.setLevel(logging.DEBUG)
    with watch_engine():
        ENGINE.info("Step 1")
    ENGINE.setLevel(level)


@pytest.mark.parametrize("propagate", [True, False])
def test_logger_as_before(monkeypatch: pytest.MonkeyPatch, propagate: bool) -> None:  # noqa: FBT001 -- a parameter
    """After the block the logger is as it was, also after an error inside, which goes first."""
    monkeypatch.setattr(ENGINE, "propagate", propagate)
    before = (list(ENGINE.handlers), propagate)

    with pytest.raises(KeyError), watch_engine():  # noqa: PT012 -- a complaint and an error are the point
        ENGINE.warning("one")
        raise KeyError

    assert before == (ENGINE.handlers, ENGINE.propagate)
