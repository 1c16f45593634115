"""Shares of a batch: together they are the whole, to the byte; what does not fit together is told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.batch.plan import find_shard

ROOT = Path(__file__).resolve().parents[2]
ALONE = "en"  # the language that is alone in its share
Change = Callable[[list[dict[str, object]]], object]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the tiny project whole, and in three shares, once."""
    root = tmp_path_factory.mktemp("built") / "project"
    shutil.copytree(ROOT / "tests" / "projects" / "tiny", root)
    shutil.copytree(ROOT / "styles", root / "styles")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert 0 == run(["build", "--jobs", "0", "--output", "whole"])
        for index in (1, 2, 3):
            assert 0 == run(["build", "--jobs", "0", "--shard", f"{index}/3", "--output", f"share{index}"])
    return root


@pytest.fixture
def shares(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of them to change."""
    shutil.copytree(built, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    return tmp_path / "copy"


def change(path: Path, edit: Change) -> None:
    """Change the rows of a manifest."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    edit(rows)
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), "utf-8")


def read_files(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def test_whole(shares: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Merged shares are a batch that was not shared, to the byte, in whatever order they are named."""
    capsys.readouterr()
    assert 0 == run(["merge", "share3", "share1/manifest.jsonl", "share2", "--output", "merged"])

    assert "3 files, 0 failed: merged\n" == capsys.readouterr().out
    assert read_files(shares / "whole") == read_files(shares / "merged")
    assert 4 == len(read_files(shares / "merged"))


def test_same_folder(shares: Path) -> None:
    """Shares that were built into one folder after each other are merged where they are."""
    for index in (1, 2, 3):
        assert 0 == run(["build", "--jobs", "0", "--shard", f"{index}/3", "--output", "all"])
    assert 0 == run(["merge", "all", "--output", "all"])

    assert read_files(shares / "whole") == read_files(shares / "all")


def test_nothing_written(shares: Path) -> None:
    """What does not fit together is not merged at all."""
    assert 1 == run(["merge", "share1", "--output", "merged"])

    assert not (shares / "merged").exists()


def find_share(tag: str) -> str:
    """Name the share that a language of the tiny handout is in."""
    return f"share{find_shard(f'tea/{tag}/a4', 3)}"


def test_missing_share(shares: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A share that is not there is named."""
    shutil.rmtree(shares / find_share(ALONE))
    run(["merge", *(path.name for path in shares.glob("share?"))])

    number = find_share(ALONE).removeprefix("share")
    err = capsys.readouterr().err
    assert f"error: 1 of 1 jobs of share {number}/3 are missing\n" in err


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda rows: rows.append(rows[0]), "tea/en/a4 is there twice"),
        (lambda rows: rows.clear(), "1 of 1 jobs of share {number}/3 are missing"),
        (lambda rows: rows[0].pop("shard"), "{share}/manifest.jsonl: tea/en/a4 is of no share"),
        (
            lambda rows: rows[0]["shard"].update(index=rows[0]["shard"]["index"] % 3 + 1),
            "{share}/manifest.jsonl: tea/en/a4 is not of the share that it names",
        ),
        (lambda rows: rows[0]["shard"].update(plan="x"), "the shares are not of one batch: their plans differ"),
        (lambda rows: rows[0].update(id="tea/lv/a4"), "the shares hold other jobs than were planned"),
        (lambda rows: rows[0]["versions"].update(Pango="0.1"), "made with another Pango than "),
        (
            lambda rows: rows[0]["inputs"].update({"styles/page.css": "0"}),
            "made with another styles/page.css than ",
        ),
        (lambda rows: rows[0].update(sha256="0"), "{share}/tea.en.pdf: the file is missing or was altered"),
        (lambda rows: rows[0].pop("path"), "{share}/manifest.jsonl:1: not a row of a manifest: 'path'"),
    ],
)
def test_faults(shares: Path, capsys: pytest.CaptureFixture[str], edit: Change, message: str) -> None:
    """Each thing that does not fit together is told, by name."""
    share = find_share(ALONE)
    change(shares / share / "manifest.jsonl", edit)
    capsys.readouterr()

    assert 1 == run(["merge", "share1", "share2", "share3", "--output", "merged"])
    assert message.format(share=share, number=share.removeprefix("share")) in capsys.readouterr().err


def test_failed_job(shares: Path, capsys: pytest.CaptureFixture[str], edit: Callable[[Path, str, str], None]) -> None:
    """A job that failed is part of the whole: told, and no file."""
    edit(shares / "locales/es/LC_MESSAGES/tea.po", "<b>caliente</b>", "caliente")
    share = find_share("es")
    shutil.rmtree(shares / share)
    run(["build", "--jobs", "0", "--shard", f"{share.removeprefix('share')}/3", "--output", share])
    capsys.readouterr()

    assert 1 == run(["merge", "share1", "share2", "share3", "--output", "merged"])
    assert ("2 files, 1 failed: merged\n", "failed: tea/es/a4\n") == capsys.readouterr()


@pytest.mark.parametrize("value", ["0/2", "3/2", "1", "a/b", "1/2/3"])
def test_share_is_named_well(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A share that cannot be is a mistake of usage."""
    assert 2 == run(["build", "--shard", value])
    assert "is no share: write it like 2/4" in capsys.readouterr().err
