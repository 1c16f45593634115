"""XML from strangers: nothing is fetched, unfolded or endlessly deep, and every refusal names its line."""

from pathlib import Path

import pytest
from lxml import etree

from handouts.errors import HandoutError
from handouts.exchange.xmltree import parse, write
from handouts.gate.limits import find_limit

LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a>", "x.xlf:1: not correct XML"),
        ("", "x.xlf:1: not correct XML"),
        ("<a>\n&nbsp;</a>", "x.xlf:2: not correct XML"),
        ("<!DOCTYPE a><a/>", "x.xlf:1: the file has a DTD"),
        ('<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd"><a/>', "x.xlf:1: the file has a DTD"),
        (LAUGHS + "]><a>&i;</a>", "x.xlf:1: "),
        ("<a>" * 300 + "</a>" * 300, "x.xlf:1: not correct XML"),
        ("<a>\n" * 70 + "</a>" * 70, "x.xlf:61: more than 60 elements inside each other"),
    ],
)
def test_refused(text: str, message: str) -> None:
    """What is not plain XML is refused, with its line."""
    with pytest.raises(HandoutError) as caught:
        parse(text.encode(), "x.xlf")
    assert str(caught.value).startswith(message)


def test_no_file_is_read(tmp_path: Path) -> None:
    """An entity that names a file brings nothing of it in."""
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    text = f'<!DOCTYPE a [<!ENTITY s SYSTEM "{secret.as_uri()}">]><a>&s;</a>'
    with pytest.raises(HandoutError, match="the file has a DTD"):
        parse(text.encode(), "x.xlf")


def test_size() -> None:
    """A file that no catalog can be is not even parsed."""
    with pytest.raises(HandoutError, match="far too large"):
        parse(b"<" * (find_limit("exchange-bytes") + 1), "x.xlf")


def test_indent() -> None:
    """Elements stand on lines of their own, but no space is added inside of a text."""
    root = etree.fromstring("<a><source><ph/><ph/></source><b/></a>")

    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<a>", "  <source><ph/><ph/></source>", "  <b/>", "</a>", ""]
    assert lines == write(root).decode().split("\n")
