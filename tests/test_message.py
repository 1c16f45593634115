"""Messages: what a translation must keep, and how tags and values are put back."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from handouts.message import MAX_DEPTH, MAX_PROBLEMS, Element, check_translation, render, split

MSGID = "Call <link>your team</link> at {number} if you have a <b>fever</b>."
ELEMENTS = {"link": Element("a", Markup(' href="tel:1"')), "b": Element("strong", Markup())}
PIECES = st.sampled_from(
    ["<b>", "</b>", "<link>", "</link>", "{number}", "<script>", "<", ">", "&", "{", "}", "x", " "]
)


def say(msgstr: str, msgid: str = MSGID) -> list[str]:
    """List the sentences of all problems."""
    return [problem.message for problem in check_translation(msgid, msgstr)]


@pytest.mark.parametrize(
    "msgstr",
    [
        "Si tiene <b>fiebre</b>, llame al {number}: <link>su equipo</link>.",
        "<b>Fiebre <link>equipo</link></b> {number}",
        "100 % des <b>a</b> %d {number} < 38 °C & > 40 <link>c</link>",
    ],
)
def test_order_nesting_and_plain_signs_are_free(msgstr: str) -> None:
    """A translation may move and nest tags, and percent, less-than and ampersand signs are plain text."""
    assert say(msgstr) == []


@pytest.mark.parametrize(
    ("msgstr", "problem"),
    [
        ("<b>a</b> {number}", "tag <link> missing"),
        ("<b>a</b> <link>b</link>", "placeholder {number} missing"),
        ("<b>a</b> <link>b</link> {number} {number}", "placeholder {number} is there 2 times instead of 1"),
        ("<b>a</b> <b>a</b> <link>b</link> {number}", "tag <b> is there 2 times instead of 1"),
        ("<b>a</b></b> <link>b</link> {number}", "`</b>` closes nothing"),
        ("<b>a <link>b</b></link> {number}", "`</b>` comes before `</link>`"),
        ("<b>a <link>b</link> {number}", "<b> is never closed"),
        ("<b></b><link>b</link> {number}", "nothing between <b> and </b>"),
        ("<b>\u00a0</b><link>b</link> {number}", "nothing between <b> and </b>"),
        (
            "<b>a</b> <link>b</link> {number} %(number)s",
            "'%(number)s' is not a placeholder: placeholders look like {name}",
        ),
        ("<b>a</b> <link>b</link> {number} {number", "'{number' is not a placeholder of this message"),
        ("<b>a</b> <link>b</link> {number} }", "'}' is not a placeholder of this message"),
        ("<b>a</b> <link>b</link> {number} { number }", "'{ number }' is not a placeholder of this message"),
        (
            "<b>a</b> <link>b</link> {number} &nbsp;",
            "'&nbsp;' would be printed as it stands: write the character itself",
        ),
        ("<b>a</b> <link>b</link> {number} \x07", "control character '\\x07'"),
    ],
)
def test_each_fault_is_named(msgstr: str, problem: str) -> None:
    """Every kind of fault has its own sentence, and no other fault is made of it."""
    assert say(msgstr) == [problem]


def test_a_misspelt_name_is_shown_with_the_right_one() -> None:
    """What is missing and what stands there instead are both named, with a suggestion."""
    assert say("<b>a</b> <lnk>b</lnk> {nummer}") == [
        "unknown tag <lnk>: did you mean <link>?",
        "tag <link> missing",
        "unknown placeholder {nummer}: did you mean {number}?",
        "placeholder {number} missing",
    ]


@pytest.mark.parametrize("stray", ["<b class='x'>", "< b>", "<B>", "<!-- x -->", "</ b>", "<br/>", '<a href="x">'])
def test_markup_that_is_no_tag_of_ours_is_refused(stray: str) -> None:
    """Attributes, spaces, capitals, comments and self-closing tags are never taken for text in silence."""
    assert [problem.code for problem in check_translation("x", f"x {stray}")] == ["markup-stray"]


def test_a_tag_inside_itself_is_refused() -> None:
    """A link in a link is no HTML."""
    assert "<b> inside <b>" in say("<b>a <b>c</b></b>", "<b>a</b> <b>c</b>")


def test_depth_and_length_are_limited() -> None:
    """Hostile texts are refused, not recursed into."""
    deep = "".join(f"<t{number}>" for number in range(MAX_DEPTH + 1))
    assert f"more than {MAX_DEPTH} tags inside each other" in say(deep, deep)
    assert len(check_translation("x", "".join(f"{{a{number}}}" for number in range(99)))) == MAX_PROBLEMS
    assert [problem.code for problem in check_translation("x", "x" * 20_001)] == ["too-long"]


@pytest.mark.parametrize("piece", ["<", "{", "&", "<b>", "</b>", "< ", "%(", "<a ", "{a}", "{aN}", "<b>N</b>", "&#"])
def test_checking_is_linear(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixteen times as much hostile text takes about sixteen times the work; 256 times would be a way to stop us.

    Texts longer than any that is allowed tell the two apart, even where a square grows slowly at first.
    """
    monkeypatch.setattr("handouts.message.MAX_LENGTH", 10**6)

    def measure(length: int) -> float:
        text = "".join(piece.replace("N", str(number)) for number in range(length // len(piece)))
        times = []
        for _ in range(3):
            begin = time.process_time()
            check_translation(MSGID, text)
            times.append(time.process_time() - begin)
        return min(times)

    assert measure(80_000) < 64 * measure(5_000)


@given(st.lists(PIECES).map("".join))
def test_split_loses_nothing(text: str) -> None:
    """The tokens of a text, joined, are the text."""
    assert "".join(map(str, split(text))) == text


@given(st.lists(PIECES).map("".join))
def test_what_passes_is_well_formed_html(msgstr: str) -> None:
    """A translation that passes renders to HTML with the source's elements, each closed, and nothing else."""
    html = render(msgstr, ELEMENTS, {"number": "<i>"})
    if check_translation(MSGID, msgstr) == ():
        assert html.count('<a href="tel:1">') == html.count("</a>") == 1
        assert html.count("<strong>") == html.count("</strong>") == html.count("&lt;i&gt;") == 1
    rest = html.replace('<a href="tel:1">', "").replace("</a>", "").replace("<strong>", "").replace("</strong>", "")
    assert "<" not in rest


def test_elements_values_and_text_come_back() -> None:
    """Attributes come from the template, values are escaped unless they are markup, text is escaped."""
    html = render(
        "<b>Si</b> < 38 & <link>{number}</link> {bdi}", ELEMENTS, {"number": "<1>", "bdi": Markup("<bdi>2</bdi>")}
    )
    assert html == '<strong>Si</strong> &lt; 38 &amp; <a href="tel:1">&lt;1&gt;</a> <bdi>2</bdi>'


def test_typography_sees_each_run_of_text_and_nothing_else() -> None:
    """The hook gets plain text between tags and placeholders, never a tag or a value."""
    runs: list[str] = []

    def note(text: str) -> Markup:
        runs.append(text)
        return escape(text.upper())

    assert render("a<b>c</b>{number} d", ELEMENTS, {"number": "n"}, note) == "A<strong>C</strong>n D"
    assert runs == ["a", "c", " d"]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("\u202e0.83\u202c", ["bidi-control", "bidi-control"]),
        ("\u2067 38", ["bidi-control"]),
        ("38 \u2069", ["bidi-control"]),
        ("\u2069 38 \u2067", ["bidi-control"]),
        ("\u2067 <b>38</b> \u2069", []),
        ("38\U000e0041", ["control-character"]),
        ("38\x85", ["control-character"]),
        ("38\u2028", ["control-character"]),
        ("\u200d \u200c \u200e \u200f \u00a0 \u202f 38", []),
    ],
)
def test_letters_that_turn_a_number_around_are_refused(text: str, codes: list[str]) -> None:
    """Bidi overrides, isolates without an end and unseen characters are no text; joiners, marks and spaces are."""
    msgid = "<b>38</b>" if "<b>" in text else "38"
    assert codes == [problem.code for problem in check_translation(msgid, text)]


def test_a_tag_around_nothing_visible_is_refused() -> None:
    """A zero width space is nothing."""
    assert ["nothing between <b> and </b>"] == say("a <b>\u200b</b>", "a <b>c</b>")
