"""The audit of packages: what was found always fails, and what could not be asked is never called clean."""

import json
from collections.abc import Callable
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / ".ci" / "audit.py"
CLEAN = {"name": "a", "version": "1", "vulns": []}
WEAK = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-0", "fix_versions": ["3"]}]}
UNASKED = {"name": "c", "skip_reason": "Dependency not found"}
FOUND = "error: requirements-test.lock: b 2: PYSEC-0, mended in 3"
NOT_ASKED = "warning: NOT audited: the advisory service could not be asked about"

Judge = Callable[..., tuple[list[str], int]]


@pytest.fixture
def judge() -> Judge:
    """Give the function of the script that weighs an answer."""
    spec = spec_from_file_location("audit", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Judge = module.judge
    return found


@pytest.mark.parametrize(
    ("packages", "first", "code", "strict"),
    [
        ([CLEAN], "1 packages audited, weaknesses: 0", 0, 0),
        ([CLEAN, WEAK], FOUND, 1, 1),
        ([WEAK, UNASKED], FOUND, 1, 1),
        ([CLEAN, UNASKED], f"{NOT_ASKED} 1 of 2 packages", 0, 1),
        ([UNASKED], f"{NOT_ASKED} 1 of 1 packages", 0, 1),
        ([], f"{NOT_ASKED} any packages", 0, 1),
    ],
)
def test_answers(judge: Judge, packages: list[dict[str, object]], first: str, code: int, strict: int) -> None:
    """A weakness fails in any case; a package that was not asked about is named as such, and fails where it must."""
    answer = json.dumps({"dependencies": packages})

    assert ([first], code) == (judge(answer, strict=False)[0][:1], judge(answer, strict=False)[1])
    assert strict == judge(answer, strict=True)[1]


@pytest.mark.parametrize("answer", ["", "connection refused", "{}"])
def test_no_answer(judge: Judge, answer: str) -> None:
    """Without an answer nothing is called audited."""
    lines, code = judge(answer, strict=False)

    assert (0, 1) == (code, judge(answer, strict=True)[1])
    assert f"{NOT_ASKED} any packages" == lines[0]
