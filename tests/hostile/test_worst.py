"""The worst that the gate lets through: it ends within the limits of a worker, and takes nothing else with it."""

import pytest

from handouts.__main__ import run
from handouts.gate.limits import find_limit
from handouts.project import Project

CATALOG = "locales/es/LC_MESSAGES/tea.po"
ENGLISH = "Wait 3 minutes, then drink."
UNITS = ("x", "xW\u0301\u0302\u0303<>&3,3.a-\u00a0\u2066a\u2069")


@pytest.mark.parametrize("unit", UNITS, ids=ascii)
def test_ends(whole: Project, capsys: pytest.CaptureFixture[str], unit: str) -> None:
    """One word as long as is allowed, of one letter or of all kinds, is printed or refused; the others are built."""
    most = find_limit("growth") * len(ENGLISH) + find_limit("growth-free")
    text = unit * (most // len(unit))
    path = whole.root / CATALOG
    path.write_text(path.read_text("utf-8").replace("Espere 3 minutos y beba.", text), "utf-8")

    code = run(["build", "tea", "-l", "es", "-l", "en", "--jobs", "1", "--deadline", "60", "--memory", "2000"])

    err = capsys.readouterr().err
    assert code in (0, 1)
    assert "Traceback" not in err
    assert (whole.output / "tea.es.pdf").is_file() or f"error: {CATALOG}:" in err
    assert (whole.output / "tea.en.pdf").is_file()
