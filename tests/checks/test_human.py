"""The questions for people: each is one, answered by how files are made or left open."""

from pathlib import Path

import pytest

from handouts.checks import human
from handouts.checks.human import Question, load_questions
from handouts.errors import HandoutError

HUMAN = {
    "01": 3, "02": 1, "03": 3, "04": 1, "05": 3, "06": 1, "08": 2, "09": 3, "11": 1, "12": 1, "13": 7, "14": 3,
    "15": 4, "16": 3, "17": 1, "18": 2, "19": 2, "22": 1, "24": 1, "28": 3, "29": 1, "31": 1,
}  # fmt: skip


def test_whole() -> None:
    """Every checkpoint has as many questions as it has conditions for people, in order."""
    conditions = [question.condition for question in load_questions()]

    assert sorted(conditions) == conditions
    assert {key: sum(each.startswith(key) for each in conditions) for key in HUMAN} == HUMAN
    assert sum(HUMAN.values()) == len(conditions)


def test_words() -> None:
    """A question is one sentence that is answered with yes if all is well."""
    assert [] == [each.condition for each in load_questions() if not each.ask.endswith("?") or len(each.ask) > 90]


def test_must_look() -> None:
    """What holds by construction holds for our own files only."""
    settled, left_open = Question("01-001", "?", "because"), Question("01-002", "?", "")

    assert not settled.must_look(is_ours=True)
    assert settled.must_look(is_ours=False)
    assert left_open.must_look(is_ours=True)


@pytest.mark.parametrize("text", ['ours = "constructed"', 'ours = "look"\nwhy = "so"', 'ours = "maybe"'])
def test_unsound(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Construction needs a reason, looking has none, and there is no third."""
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "human.toml").write_text(f'[a]\nask = "?"\n{text}\n')
    monkeypatch.setattr(human, "PACKAGE", tmp_path)
    with pytest.raises(HandoutError, match="neither constructed, with why, nor to be looked at"):
        load_questions()
