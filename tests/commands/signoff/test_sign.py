"""``handouts signoff sign``: what is shown, what is asked, what is written, and what is refused."""

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from handouts.project import Project

Call = Callable[..., tuple[int, str, str]]
Edit = Callable[[Path, str, str], None]
TEA = "locales/es/LC_MESSAGES/tea.po"
AS_TESS = ("sign", "es", "--role", "translator", "--as", "tess")
AS_RAE = ("sign", "es", "--role", "reviewer", "--as", "rae")
AS_LEE = ("sign", "es", "--role", "clinical-lead", "--as", "lee")


def list_files(project: Project) -> list[str]:
    """List what was written for Spanish."""
    folder = project.locales / "es" / "signoff"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_first_signature(here: Project, call: Call) -> None:
    """The first signature of a role is under the whole text; it says so, and names its file."""
    code, out, err = call(*AS_TESS, "--yes")

    assert 0 == code
    record, text = (f"tea.2026-11-22.translator.tess.{out[-14:-6]}.toml", "tea.83350744.jsonl")
    assert f"locales/es/signoff/{record}\n" == out
    assert [".gitattributes", "sums", record, text] == list_files(here)
    assert [
        "tea 1.0 in Spanish (es): 4 sentences, 3 settings, sum 83350744",
        "every text is signed; see them all: handouts build tea -l es",
        "Test tess, none, signs as translator on 2026-11-22:",
        '  "I know both languages. I have compared every sentence with the English, and I answer for its words."',
    ] == err.splitlines()


def test_only_what_changed(here: Project, call: Call, edit: Edit) -> None:
    """A role that has signed before sees only what changed since, in both languages, and that is what it signs."""
    call(*AS_TESS, "--yes")
    edit(here.root / TEA, "Una taza de té", "Un té")
    _, out, err = call(*AS_TESS, "--yes", "--date", "2026-11-23")

    assert [
        "tea 1.0 in Spanish (es): 4 sentences, 3 settings, sum 3522c49c",
        "1 text has changed since tess signed as translator on 2026-11-22:",
        f'  "title" ({TEA}:10): [-Una taza de-]{{+Un+}} té',
        "    English: A cup of tea",
        "    Spanish: Un té",
        "Test tess, none, signs as translator on 2026-11-23:",
    ] == err.splitlines()[:-1]
    assert "I have compared every sentence that changed since the record named here with the English" in err
    first = next(name for name in list_files(here) if "11-22.translator" in name)
    assert f'since = "{first[-13:-5]}' in (here.root / out.strip()).read_text("utf-8")

    edit(here.root / TEA, "Un té", "El té")
    _, _, err = call(*AS_RAE, "--yes", "--date", "2026-11-23")
    assert "every text is signed" in err


def test_whole(here: Project, call: Call, edit: Edit) -> None:
    """With --whole everything is signed anew."""
    call(*AS_TESS, "--yes")
    edit(here.root / TEA, "Una taza de té", "Un té")

    assert "every text is signed" in call(*AS_TESS, "--yes", "--whole")[2]


@pytest.mark.parametrize("answer", [True, False])
def test_asks(here: Project, call: Call, monkeypatch: pytest.MonkeyPatch, *, answer: bool) -> None:
    """On a terminal it asks, and a no writes nothing."""
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(click, "confirm", lambda text, *, err: answer and err and text == "Sign?")
    code, _, err = call(*AS_TESS)

    assert (0 if answer else 1, answer, not answer) == (code, bool(list_files(here)), err.endswith("not signed\n"))


def test_two_at_once(call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who was overtaken while being asked is told so, and writes nothing over the other's record."""
    others = []

    def overtake(*_: object, **__: object) -> bool:
        others.append(call(*AS_RAE, "--yes"))
        return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(click, "confirm", overtake)
    code, _, err = call(*AS_TESS)

    assert (1, 0) == (code, others[0][0])
    assert "error: locales/es/signoff: somebody else has signed meanwhile\nhint: run the command again" in err
    assert "es   1        0           none" in call("verify")[1]


class Terminal:
    """An input where somebody sits."""

    def isatty(self) -> bool:
        """Say so."""
        return True


def test_nobody_to_ask(here: Project, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a terminal nothing is signed by silence."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    code, out, err = call(*AS_TESS)

    assert (2, "", []) == (code, out, list_files(here))
    assert "error: nobody is here to ask: look at what is signed, then say --yes\n" in err


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("es", "--role", "translator", "--as", "eve"), 'locales/people.toml: nobody has the id "eve"'),
        (("es", "--role", "reviewer", "--as", "tess"), "locales/people.toml:1: tess may not sign as reviewer"),
        (("en", "--role", "translator", "--as", "tess"), "the English needs no translator"),
        ((*AS_LEE[1:],), "locales/es/signoff: nobody has reviewed this text"),
        (
            (*AS_TESS[1:], "--date", "2028-01-01"),
            "locales/people.toml:1: the credential of tess expired on 2027-12-31",
        ),
        ((*AS_TESS[1:], "--key", "nothing"), "nothing: ssh-keygen cannot sign: "),
        (("es", "--handout", "soup", "--role", "translator", "--as", "tess"), 'templates: unknown handout "soup"'),
    ],
)
def test_refused(here: Project, call: Call, arguments: tuple[str, ...], error: str) -> None:
    """Who may not sign, or cannot, is told why, and nothing is written."""
    code, out, err = call("sign", *arguments, "--yes")

    assert (1, "", []) == (code, out, list_files(here))
    said = next(line for line in err.splitlines() if line.startswith("error: ")).removeprefix("error: ")
    assert said.startswith(error)


def test_order_of_people(call: Call) -> None:
    """Nobody signs the same text twice, reviews their own text, or signs before the last signature."""
    assert 0 == call(*AS_TESS, "--yes")[0]
    _, _, again = call(*AS_TESS, "--yes")
    _, _, early = call(*AS_RAE, "--yes", "--date", "2026-11-21")

    assert "nothing to sign: tess signed as translator on 2026-11-22, exactly this text" in again
    assert "2026-11-21 is before 2026-11-22, when tess signed" in early
    assert "hint: set the clock of this machine right" in early


def test_gaps(call: Call) -> None:
    """A text with a gap cannot be signed; the first is named with its line."""
    code, _, err = call("sign", "ar", "--role", "translator", "--as", "tess", "--yes")

    assert 1 == code
    gap = '1 text has no translation that may be printed, first: "wait"'
    assert f"error: locales/ar/LC_MESSAGES/tea.po:18: {gap}" == err.splitlines()[0]


def test_errors_of_a_check(here: Project, call: Call, edit: Edit) -> None:
    """A text in which "handouts check" finds an error cannot be signed."""
    edit(here.root / TEA, "3 minutos", "8 minutos")
    code, _, err = call(*AS_TESS, "--yes")

    assert (1, []) == (code, list_files(here))
    assert f'error: {TEA}:18: a check finds 2 errors, first: "wait": the number 3 of the English is missing' in err
    assert "hint: run: handouts check tea -l es; mend it, or suppress what is no fault" in err


def test_machine_draft(here: Project, call: Call, edit: Edit) -> None:
    """Who signs what a machine wrote is told so."""
    edit(here.root / TEA, "X-Origin: human", "X-Origin: machine draft")

    assert "a machine made this translation: sign only what a person has read" in call(*AS_TESS, "--yes")[2]


def test_edited_records(here: Project, call: Call) -> None:
    """Nothing is added to a folder in which a file is not as it was written."""
    call(*AS_TESS, "--yes")
    path = here.locales / "es" / "signoff" / "tea.83350744.jsonl"
    path.write_text(path.read_text("utf-8").replace("Espere", "Esperen"), "utf-8")

    assert "signoff/tea.83350744.jsonl:1: the file is not as it was written" in call(*AS_RAE, "--yes")[2]


def test_key(here: Project, call: Call, tmp_path: Path) -> None:
    """Whoever has a key signs with it; a record made without it, or with another, is refused."""
    for name in ("tess", "eve"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(command, check=True, capture_output=True)
    unknown = call(*AS_TESS, "--yes", "--key", str(tmp_path / "tess"))
    (here.locales / "allowed_signers").write_text(f"tess {(tmp_path / 'tess.pub').read_text('utf-8')}", "utf-8")
    missing = call(*AS_TESS, "--yes")
    other = call(*AS_TESS, "--yes", "--key", str(tmp_path / "eve"))
    assert [1, 1, 1] == [unknown[0], missing[0], other[0]]
    assert "tess has no key in allowed_signers" in unknown[2]
    assert "hint: add the line: tess namespaces=" in unknown[2]
    assert "locales/allowed_signers: tess signs with a key" in missing[2]
    assert "is not that of tess" in other[2]
    assert [] == list_files(here)

    code, out, _ = call(*AS_TESS, "--yes", "--key", str(tmp_path / "tess"))
    assert (0, True) == (code, (here.root / f"{out.strip()}.sig").is_file())
    assert "es   1        1           none" in call("verify")[1]
