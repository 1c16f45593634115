"""PO files: nothing is lost, and every fault is named with its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.catalog.po import MAX_BYTES, decode, dump, parse
from handouts.errors import HandoutError

HEADER = 'msgid ""\nmsgstr "Language: es\\n"\n'
SAMPLE = """# Header note
#
msgid ""
msgstr ""
"Language: es\\n"
"X-Origin: machine draft\\n"
"X-Poedit-Basepath: ..\\n"

#! unknown comment
#  translator's note
#. extracted
#: templates/a.html.jinja
#, fuzzy, max-length:80
#= no-wrap
#| msgctxt "old"
#| msgid ""
#| "Before "
#| "now"
msgctxt "a"
msgid "A"
msgstr ""
"Á, "
"\\"b\\"\\n"
msgctxt ""
msgid "without a blank line, with an empty context"
msgstr "x"

msgid "one"
msgid_plural "many"
msgstr[0] "uno"
msgstr[1] "muchos"


#~| msgid "older"
#, fuzzy
#~ msgctxt "gone"
#~ msgid ""
#~ "Gone"
#~ msgstr "Ido"
#~ msgid "also gone"
#~ msgstr ""

# last words"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("end", ["", "\n", "\n\n \t\n"])
def test_every_byte_is_kept(newline: str, end: str) -> None:
    """What is parsed and not changed is written as it was: comments, order, wrapping, line ends, the last line."""
    text = (SAMPLE + end).replace("\n", newline)
    assert dump(parse(text, "es.po")) == text


def test_what_an_entry_holds() -> None:
    """Fields, flags of both kinds, notes, previous texts and lines are told apart."""
    file = parse(SAMPLE, "es.po")
    first, second, plural = file.entries
    assert (first.key, first.fields["msgstr"], first.flags) == (
        ("a", "A"),
        'Á, "b"\n',
        ["fuzzy", "max-length:80", "no-wrap"],
    )
    assert (first.notes, first.extracted) == (["! unknown comment", "translator's note"], ["extracted"])
    assert first.previous == {"msgctxt": "old", "msgid": "Before now"}
    assert (first.line_of("msgctxt"), first.line_of("msgstr"), first.is_fuzzy) == (19, 21, True)
    assert second.key == ("", "without a blank line, with an empty context")
    assert (plural.key, plural.fields["msgstr[1]"]) == ((None, "one"), "muchos")
    assert file.header == {"Language": "es", "X-Origin": "machine draft", "X-Poedit-Basepath": ".."}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('msgid "a\nmsgstr "b"', "1: the quotes are not right"),
        ('msgid "a" b"\nmsgstr "b"', "1: the quotes are not right"),
        ('msgid "a\\"\nmsgstr "b"', "1: the quotes are not right"),
        ('msgid "a"\nmsgstr "b\\q"', "2: \\q is not a known escape"),
        ('msgid "a"\nmsgstr "b\\351"', "2: \\351 is not a known escape"),
        ("msgid a\nmsgstr b", "1: the keyword is not followed by a quoted text"),
        ("msgid “a”\nmsgstr “b”", "1: curly quotes, as word processors make them"),
        ('msgid ""\n„a“\nmsgstr "b"', "2: curly quotes, as word processors make them"),
        ('msgid "a"\n\nmsgid "b"\nmsgstr ""', "3: msgid twice in one entry"),
        ('msgid "a"', "1: the entry has no msgstr"),
        ('\n\nmsgid "a"\n\n', "3: the entry has no msgstr"),
        ('msgid "a"\n# b\nmsgstr "c"', "2: a comment inside an entry"),
        ('msgid "a"\nmsgstr "b"\nmsgstr "b"', "3: msgstr twice in one entry"),
        ('msgid "a"\nmsgstr "b"\n\n"c"', "4: text without msgid or msgstr before it"),
        ('msgid "a"\nmsgstr "b"\nmsgstr[0] "c"', "3: plural form msgstr[0] is out of place"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"', "3: plural form msgstr[1] is out of place"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"', "3: msgstr msgstr is out of place"),
        ('msgstr "c"', "1: msgstr msgstr is out of place"),
        ('msgid "a"\nmsgctxt "c"\nmsgstr "b"', "2: msgctxt msgctxt is out of place"),
        ('msgtext "a"', "1: unknown line 'msgtext \"a\"'"),
        ('msgid "a"\n#~ msgstr "b"', "2: live and obsolete (#~) lines in one entry"),
        ('#~ msgid "a"\n"b"\n#~ msgstr ""', "2: this line must begin with #~ like the one above"),
        ("<<<<<<< HEAD\n", "1: git conflict marker <<<<<<<"),
        ('msgid "a"\nmsgstr "b"\n=======\n', "3: git conflict marker ======="),
        (">>>>>>> x\n", "1: git conflict marker >>>>>>>"),
        ('msgid "a\0"\nmsgstr ""', "1: NUL character"),
        (
            'msgctxt "k"\nmsgid "a"\nmsgstr ""\n\nmsgctxt "k"\nmsgid "a"\nmsgstr ""',
            "6: the same entry twice: 'k' is already at line 2",
        ),
        (HEADER + "\n" + HEADER, "4: the same entry twice: 'the header' is already at line 1"),
        ("\ufeff" + HEADER, "1: the file begins with a byte order mark"),
        ('msgid "' + "a" * 20_001 + '"', "1: the text is longer than 20000 characters"),
        ('msgid ""\n' + '"aaaaaaaaaa"\n' * 2001, "2002: the text is longer than 20000 characters"),
    ],
)
def test_each_fault_is_named_with_its_line(text: str, place: str) -> None:
    """A file that is not right is refused with the line and the reason."""
    with pytest.raises(HandoutError) as caught:
        parse(text, "es.po")
    assert str(caught.value) == f"es.po:{place}"


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"\xef\xbb\xbfmsgid", "es.po:1: the file begins with a byte order mark"),
        (b"\n\nmsgid \xe9", "es.po:3: the file is not UTF-8 here"),
        (b"#" * (MAX_BYTES + 1), f"es.po: the file is larger than {MAX_BYTES} bytes"),
    ],
)
def test_only_plain_utf8_is_read(data: bytes, place: str) -> None:
    """Other encodings are refused with advice, not guessed."""
    with pytest.raises(HandoutError) as caught:
        decode(data, "es.po")
    assert str(caught.value) == place


LINES = st.sampled_from(
    [
        *SAMPLE.split("\n"),
        "",
        " ",
        '"',
        "#~",
        "#|",
        "#,",
        "<<<<<<<",
        'msgid "x"',
        'msgstr "y"',
        'msgctxt "z"',
        "msgstr[0]",
        "\r",
    ]
)


def rewritten(text: str) -> str | None:
    """Parse and write *text*; None where it is refused."""
    try:
        return dump(parse(text, "es.po"))
    except HandoutError:
        return None


@given(st.lists(LINES).map("\n".join))
def test_any_text_is_kept_or_refused(text: str) -> None:
    """A text is either written back byte for byte, or refused as something the user can mend."""
    assert rewritten(text) in (text, None)


@given(st.text())
def test_any_characters_are_kept_or_refused(text: str) -> None:
    """The same holds for arbitrary characters."""
    assert rewritten(text) in (text, None)
