"""Keys: ssh signatures under records, made and checked by the machine's own ssh-keygen.

Who has a key stands in locales/allowed_signers, in the form that ssh-keygen reads. Whoever has a key there must sign
with it: else anybody could write a record in that name.
"""

import subprocess
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handouts.datafile import read_text
from handouts.errors import HandoutError
from handouts.project import Project
from handouts.signoff.record import Record

FILE = "allowed_signers"
NAMESPACE = "handouts-signoff"  # a signature made for anything else is none here
PROGRAM = "ssh-keygen"


@dataclass(frozen=True)
class Signers:
    """The people who sign with a key; *path* is the file that says so."""

    path: Path
    people: frozenset[str] = frozenset()

    def explain_refusal(self, record: Record, signature: Path) -> str | None:
        """Say why *signature* is not that of the person of *record*; None where it is, or where none is needed.

        Raises HandoutError where ssh-keygen is missing.
        """
        person = record.person
        if person not in self.people:
            return f"{person} has no key in {self.path.name}" if signature.exists() else None
        if not signature.exists():
            return f"{person} signs with a key, and the signature {signature.name} is missing"
        files = ((self.path, self.path.read_bytes()), (signature, signature.read_bytes()))
        return None if _is_signed(record, *files) else f"the signature {signature.name} is not that of {person}"


def load_signers(project: Project, folder: Path | None = None) -> Signers:
    """Read locales/allowed_signers, or that of another folder; where there is none, nobody has a key.

    Raises HandoutError with ``path:line`` for a line that names no person.
    """
    path = (folder or project.locales) / FILE
    home = Project(folder) if folder else project  # nothing is read from outside of it
    if not path.exists():
        return Signers(path)
    people: set[str] = set()
    for number, line in enumerate(read_text(home, path).splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        names = line.split()[0].strip('"').split(",")
        if any(set(name) & set("*?!") or not name for name in names):
            hint = 'begin the line with the id of people.toml: id namespaces="handouts-signoff" ssh-ed25519 …'
            raise HandoutError("a line names its person, without * or ?", f"{home.name(path)}:{number}", hint)
        people |= set(names)
    return Signers(path, frozenset(people))


@lru_cache(maxsize=10_000)  # a batch asks for the same few records again and again
def _is_signed(record: Record, signers: tuple[Path, bytes], signature: tuple[Path, bytes]) -> bool:
    """Ask ssh-keygen about two files, which are given with what they hold; keys count that were valid on the day."""
    who = ("-I", record.person, "-n", NAMESPACE, "-O", f"verify-time={record.date:%Y%m%d}1200")
    done = _run("-Y", "verify", "-f", str(signers[0]), *who, "-s", str(signature[0]), data=record.data)
    return done.returncode == 0


def sign(key: Path, file: Path) -> bytes:
    """Sign *file* with the private *key*; ssh-keygen asks for a passphrase by itself.

    Raises HandoutError where it cannot, or is missing.
    """
    target = file.with_name(f"{file.name}.sig")
    done = _run("-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(file))
    if done.returncode or not target.is_file():
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise HandoutError(f"{PROGRAM} cannot sign: {lines[-1]}", str(key), "name a private key that ssh can use")
    return target.read_bytes()


def _run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ssh-keygen; raises HandoutError where it is missing."""
    try:
        return subprocess.run((PROGRAM, *arguments), input=data, capture_output=True, check=False)  # noqa: S603
    except FileNotFoundError:
        hint = "install it: it comes with OpenSSH (openssh-client on Debian and Ubuntu)"
        raise HandoutError(f"{PROGRAM} is not installed, and a signature was made with a key", hint=hint) from None
