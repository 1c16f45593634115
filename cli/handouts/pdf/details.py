"""The values that go into and come out of writing: what a file says of itself, and the file."""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 (the field below is called date)
from hashlib import sha256


@dataclass(frozen=True)
class Details:
    """What a file says of itself; *language* is a BCP 47 tag, *date* the date of this version of the handout."""

    title: str
    language: str
    author: str
    date: Date
    subject: str = ""
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pdf:
    """A finished file."""

    data: bytes

    @property
    def sha256(self) -> str:
        """Give the digest that manifests and sign-offs hold."""
        return sha256(self.data).hexdigest()
