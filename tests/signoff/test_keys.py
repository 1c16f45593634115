"""Keys: what ssh-keygen signed counts, and nothing else does; throw-away keys only."""

import datetime as dt
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.errors import HandoutError
from handouts.project import Project
from handouts.signoff.keys import Signers, load_signers, sign
from handouts.signoff.people import Role
from handouts.signoff.record import Record

DAY = dt.date(2026, 11, 22)
RECORD = Record(Role.REVIEWER, "rae", "Test Rae", "none", DAY, DAY, "es", "tea", "1", 4, "yes", "0" * 64, "", ())


def make_key(folder: Path, name: str) -> Path:
    """Make a key without a passphrase."""
    key = folder / name
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)]
    subprocess.run(command, check=True, capture_output=True)
    return key


@pytest.fixture
def key(project: Project, tmp_path: Path) -> Path:
    """Give the key of rae, who is entered as its owner."""
    key = make_key(tmp_path, "rae")
    public = key.with_suffix(".pub").read_text("utf-8")
    (project.locales / "allowed_signers").write_text(f'# keys\n\nrae namespaces="handouts-signoff" {public}', "utf-8")
    return key


def sign_file(key: Path, record: Record, folder: Path) -> Path:
    """Sign a record; give the file of its signature."""
    file = folder / record.file
    file.write_bytes(record.data)
    signature = folder / f"{record.file}.sig"
    assert sign(key, file) == signature.read_bytes()
    return signature


def test_good(project: Project, tmp_path: Path, key: Path) -> None:
    """A signature of the person's own key under the very record counts."""
    signers = load_signers(project)

    assert frozenset({"rae"}) == signers.people
    assert signers.explain_refusal(RECORD, sign_file(key, RECORD, tmp_path)) is None


@pytest.mark.parametrize("fault", ["other record", "other key", "other purpose", "no signature"])
def test_bad(project: Project, tmp_path: Path, key: Path, fault: str) -> None:
    """A signature under another record, of another key, for another purpose, or none at all, does not count."""
    record = replace(RECORD, sentences=5) if fault == "other record" else RECORD
    own = make_key(tmp_path, "eve") if fault == "other key" else key
    signature = sign_file(own, RECORD, tmp_path)
    if fault == "other purpose":
        signature.unlink()
        command = ["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", "file", str(tmp_path / RECORD.file)]
        subprocess.run(command, check=True, capture_output=True)
    if fault == "no signature":
        signature.unlink()

    expected = {
        "no signature": f"rae signs with a key, and the signature {signature.name} is missing",
    }.get(fault, f"the signature {signature.name} is not that of rae")
    assert expected == load_signers(project).explain_refusal(record, signature)


def test_nobody_has_a_key(project: Project, tmp_path: Path) -> None:
    """Without a list of keys none is needed; a signature that nobody can check does not count."""
    signers = load_signers(project)
    signature = tmp_path / "x.sig"
    assert (frozenset(), None) == (signers.people, signers.explain_refusal(RECORD, signature))

    signature.write_text("?", "utf-8")
    assert "rae has no key in allowed_signers" == signers.explain_refusal(RECORD, signature)


@pytest.mark.parametrize("line", ["* ssh-ed25519 AAAA", "rae,r?y ssh-ed25519 AAAA", "!rae ssh-ed25519 AAAA"])
def test_patterns(project: Project, line: str) -> None:
    """A line that would give one key to many is refused."""
    (project.locales / "allowed_signers").write_text(f"# keys\n{line}\n", "utf-8")

    with pytest.raises(HandoutError, match=r"^locales/allowed_signers:2: a line names its person"):
        load_signers(project)


def test_bad_key(tmp_path: Path) -> None:
    """A key that ssh-keygen cannot use is named."""
    for name in ("key", "file"):
        (tmp_path / name).write_text("x", "utf-8")

    with pytest.raises(HandoutError, match=r"key: ssh-keygen cannot sign: ."):
        sign(tmp_path / "key", tmp_path / "file")


def test_missing_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a signature must be checked and ssh-keygen is missing, the message says what to install."""
    monkeypatch.setenv("PATH", str(tmp_path))
    for name in ("x.sig", "allowed_signers"):
        (tmp_path / name).write_text("?", "utf-8")

    with pytest.raises(HandoutError, match="ssh-keygen is not installed") as caught:
        Signers(tmp_path / "allowed_signers", frozenset({"rae"})).explain_refusal(RECORD, tmp_path / "x.sig")
    assert "openssh-client" in (caught.value.hint or "")


def test_changed_keys(project: Project, tmp_path: Path, key: Path) -> None:
    """A key that is taken away, or given to another, counts no more from that moment."""
    signature = sign_file(key, RECORD, tmp_path)
    signers = load_signers(project)
    assert signers.explain_refusal(RECORD, signature) is None

    signers.path.write_text(f"rae {make_key(tmp_path, 'eve').with_suffix('.pub').read_text('utf-8')}", "utf-8")
    assert f"the signature {signature.name} is not that of rae" == signers.explain_refusal(RECORD, signature)


@pytest.mark.parametrize(("option", "counts"), [("valid-before", False), ("valid-after", True)])
def test_key_of_the_day(project: Project, tmp_path: Path, key: Path, option: str, *, counts: bool) -> None:
    """A key counts if it was valid on the day of the signature, whatever the day is now."""
    public = key.with_suffix(".pub").read_text("utf-8")
    (project.locales / "allowed_signers").write_text(f'rae {option}="20261121" {public}', "utf-8")

    assert counts is (load_signers(project).explain_refusal(RECORD, sign_file(key, RECORD, tmp_path)) is None)
