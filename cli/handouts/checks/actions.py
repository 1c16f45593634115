"""What a finished file does, carries or gives away besides showing pages: actions, attachments, links, local paths.

Every object of the file is looked at, whether a page uses it or not; nothing is run or fetched.
"""

# ruff: noqa: ANN401 (pikepdf objects are dynamic)

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from handouts.finding import Finding, Level

_FORBIDDEN = {
    "JavaScript": ("file-runs-script", "the file runs JavaScript"),
    "Launch": ("file-starts-program", "the file starts a program or opens another file"),
    "SubmitForm": ("file-sends-data", "the file sends what is typed into it to somewhere else"),
    "ImportData": ("file-reads-data", "the file reads data from another file"),
    "GoToR": ("link-to-file", "a link leads to another file"),
    "GoToE": ("link-to-file", "a link leads into an attached file"),
    "Rendition": ("file-plays-media", "the file plays sound or video"),
    "Movie": ("file-plays-media", "the file plays sound or video"),
    "Sound": ("file-plays-media", "the file plays sound or video"),
}
_CARRIED = {"/EF", "/EmbeddedFiles"}
_HARMLESS = {"https", "mailto", "tel", "sms"}
_LOCAL = re.compile(
    r"file:/|(?<![\w.:/-])/(?:home|Users|root|tmp|var|mnt|private|Volumes)/[\w.]"
    r"|\b[A-Za-z]:\\[\w .-]+\\|\\\\[\w.-]+\\\w"
)
_WORTH_A_LOOK = re.compile(
    rb"/(?:JavaScript|Launch|SubmitForm|ImportData|GoToR|GoToE|Rendition|Movie|Sound|JS|EF|EmbeddedFiles|AA|URI)\b"
    rb"|<[0-9A-Fa-f]|[#\\]|:/|/(?:home|Users|root|tmp|var|mnt|private|Volumes)/"
)
"""What an object as qpdf writes it must show to be looked into: 9 in 10 of a page's tags say nothing of the kind."""
_ADDRESS = re.compile(r"(?:([A-Za-z][\w+.-]*):)?(?://([^/?#]*))?")
"""Scheme and host; unlike urllib's, no address is too odd for it."""
_DEEPEST = 40
_REMOVE = "make the file anew without it"
_EXPORT = "remove it from the document's properties and links, and make the file anew"


def check_actions(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Yield what a printed page would not do; each kind once, with how often."""
    noticed: Counter[tuple[str, str]] = Counter()
    addresses: list[str] = []
    paths: Counter[str] = Counter()
    for key, value in _walk(pdf):
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            noticed.update(_notice(value))
            addresses += [str(value.URI)] if value.get("/S") == "/URI" and "/URI" in value else []
        elif found := _find_path(value) if key != "/URI" else None:
            paths[found] += 1
    noticed.update(_notice_opening(pdf))
    for (code, message), count in sorted(noticed.items()):
        yield Finding(code, Level.ERROR, f"{message}: {count}", hint=_REMOVE)
    if paths:
        message = f"the file names folders of the machine it was made on: {', '.join(sorted(paths)[:3])}"
        yield Finding("local-path", Level.ERROR, message, hint=_EXPORT)
    yield from _check_addresses(addresses)


def _walk(pdf: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """Give every value of the file with the key it has, metadata as text."""
    waiting: list[tuple[str, Any, int]] = [("", item, 0) for item in pdf.objects if _is_worth_a_look(item)]
    waiting.append(("", pdf.trailer, 0))
    while waiting:
        key, value, depth = waiting.pop()
        if isinstance(value, pikepdf.Stream) and value.get("/Type") == "/Metadata":
            yield key, value.read_bytes().decode("utf-8", "replace")
        yield key, value
        if depth < _DEEPEST and isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            waiting += [(name, kid, depth + 1) for name, kid in value.items() if not _is_apart(kid)]
        elif depth < _DEEPEST and isinstance(value, pikepdf.Array):
            waiting += [(key, kid, depth + 1) for kid in value if not _is_apart(kid)]


def _is_worth_a_look(item: Any) -> bool:
    """Tell whether an object may do, carry or name something: strings that are not plain letters count as such."""
    if isinstance(item, pikepdf.Stream):
        return item.get("/Type") == "/Metadata" or bool(_WORTH_A_LOOK.search(item.stream_dict.unparse(resolved=True)))
    return bool(_WORTH_A_LOOK.search(item.unparse(resolved=True)))


def _is_apart(value: Any) -> bool:
    """Say whether a value is an object of its own, which has its own turn."""
    return isinstance(value, pikepdf.Object) and bool(value.is_indirect)


def _notice(value: Any) -> Iterator[tuple[str, str]]:
    """Give what one dictionary does or carries."""
    action = str(value.get("/S", ""))[1:]
    if action in _FORBIDDEN:
        yield _FORBIDDEN[action]
    elif "/JS" in value:
        yield _FORBIDDEN["JavaScript"]
    if _CARRIED & set(value.keys()):
        yield "file-attached", "other files are inside of this one"
    if "/AA" in value:
        yield "file-acts", "the file acts on its own, at opening, closing or printing"


def _notice_opening(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    """Give what happens as soon as the file is opened; showing a page is no action."""
    opening: Any = pdf.Root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        yield "file-acts", "the file acts on its own, at opening, closing or printing"


def _find_path(value: Any) -> str | None:
    """Find a folder of some machine in a text."""
    if not isinstance(value, str | pikepdf.String):
        return None
    text = str(value)
    found = _LOCAL.search(text)
    return " ".join(re.split(r"[<>\x00]", text[found.start() : found.start() + 60])[0].split()) if found else None


def _check_addresses(addresses: list[str]) -> Iterator[Finding]:
    """Check where links lead out of the file."""
    schemes = [(_split(address)[0], address) for address in addresses]
    local = sorted({address for scheme, address in schemes if scheme == "file" or _is_bare(scheme)})
    if local:
        message = f"links lead to files of one machine: {', '.join(local[:3])}"
        yield Finding("link-to-file", Level.ERROR, message, hint="use whole addresses that begin with https://")
    odd = sorted(
        {address for scheme, address in schemes if scheme not in {*_HARMLESS, "file"} and not _is_bare(scheme)}
    )
    if odd:
        message = f"links are not encrypted or of a kind that may not work: {', '.join(odd[:3])}"
        yield Finding("link-unsafe", Level.WARNING, message, hint="use addresses that begin with https://")
    hosts = sorted({_split(address)[1] or address for scheme, address in schemes if scheme in _HARMLESS})
    if hosts:
        message = f"links lead out of the file; look whether you want each: {', '.join(hosts[:10])}"
        yield Finding("link-outside", Level.NOTE, message)


def _split(address: str) -> tuple[str, str]:
    """Give scheme and host of an address, "" for what it does not name."""
    found = _ADDRESS.match(address)
    scheme, host = found.groups("") if found else ("", "")
    return scheme.lower(), host


def _is_bare(scheme: str) -> bool:
    """Say whether an address is a mere path, or the letter of a drive."""
    return len(scheme) <= 1
