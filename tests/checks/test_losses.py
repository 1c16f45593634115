"""Losses: a text whose letters an encoding destroyed is found; a text that only looks odd is not."""

import pytest

from handouts.checks.losses import find_loss


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
        ("Llame a su mÃ©dicó", "mÃ©dicó"),
        ("Tế bÃ\xa0o", "bÃ\xa0o"),
        ("l’hôpital".encode().decode("cp1252"), "lâ€™hÃ´pital"),
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
        "«SÍ», «CAFÉ», «ESPAÑA», NIÑO·A. È\xa0vero, RÉALITÉ\xa0!",
    ],
)
def test_whole(target: str) -> None:
    """Question marks in their places, addresses, and letters that are rare but right are no losses."""
    assert "" == find_loss("CAR-T?B", target)
