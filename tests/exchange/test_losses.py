"""Losses: a text whose letters an encoding destroyed is never taken; a text that only looks odd is."""

import pytest

from handouts.errors import HandoutError
from handouts.exchange.bundle import Returned
from handouts.exchange.losses import find_loss, refuse_losses


def lose(text: str) -> str:
    """Save *text* as programs do that know Western letters only."""
    return text.encode("ascii", "replace").decode()


def misread(text: str) -> str:
    """Read UTF-8 as if it were Windows-1252, and save it again."""
    return text.encode().decode("latin-1")


@pytest.mark.parametrize(
    ("target", "word"),
    [
        (lose("Bác sĩ của tôi"), "B?c"),
        (lose("Hỏi nhóm điều trị"), "H?i"),
        (misread("Llame a su médico"), "mÃ©dico"),
        (misread("Điều trị"), "Ä\x90iá»\x81u"),
    ],
)
def test_lost(target: str, word: str) -> None:
    """The first word that lost letters is named."""
    assert word == find_loss("Call my doctor", target)


@pytest.mark.parametrize(
    "target",
    [
        "¿Qué hacer? Llame a su médico.",
        "Que faire ? Appelez le « médecin ».",
        "Bác sĩ của tôi?",
        "需要吗?请致电。",
        "https://example.org/suche?sprache=de",
        "Ä Ö Ü ß, naïve Œuvre, Ångström, São Paulo, ÃO",
        "38,0 °C ± 0,5 µg × 2",
        "CAR-T?B",
    ],
)
def test_whole(target: str) -> None:
    """Question marks in their places, addresses, and letters that are rare but right are no losses."""
    assert "" == find_loss("CAR-T?B", target)


def make(*targets: str) -> list[Returned]:
    """Make units of a file."""
    return [
        Returned("tea", f"k{number}", "English", target, f"vi.csv:{number}") for number, target in enumerate(targets, 2)
    ]


def test_few() -> None:
    """One or two such texts are refused, and the others are not."""
    units = make("B?c s?", "Chờ", "Gọi m?t")

    marked = refuse_losses(units)
    assert ["this word has lost letters: 'B?c'", "", "this word has lost letters: 'm?t'"] == [
        each.fault for each in marked
    ]
    assert units[1] == marked[1]


def test_many() -> None:
    """In a file where it happened to many, no text can be trusted."""
    message = "vi.csv:2: letters were lost on the way in 3 texts; this word has lost letters: 'B?c'"

    with pytest.raises(HandoutError) as caught:
        refuse_losses(make("B?c s?", "Gi?", "m?t", "G?i"))
    assert message == str(caught.value)
