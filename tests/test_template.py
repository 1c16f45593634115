"""Templates: extraction and rendering through one parser, and every fault with its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from markupsafe import Markup, escape

from handouts.errors import HandoutError
from handouts.message import Message
from handouts.project import Project
from handouts.template import extract, render_template
from handouts.trans import Translation, Wording

PAGE = "car-t/handout.html.jinja"


@dataclass
class Words:
    """A translator with its texts by key; what it has not stays English."""

    texts: Mapping[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def translate(self, domain: str, message: Message) -> Translation:
        """Give the text of a key."""
        self.asked.append((domain, message.key))
        text = self.texts.get(message.key)
        return Translation(text or message.msgid, "es" if text else "en", is_translated=text is not None)


def make_project(root: Path, **templates: str) -> Project:
    """Write templates: ``page`` is the handout's, the others lie in folders named before ``__``."""
    (root / "templates" / "car-t").mkdir(parents=True)
    (root / "locales").mkdir()
    for name, source in templates.items():
        folder, _, stem = name.rpartition("__")
        path = root / "templates" / {"": "car-t", "layout": "_layout"}.get(folder, folder) / f"{stem}.html.jinja"
        path.parent.mkdir(exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return Project(root)


def take(root: Path, source: str) -> list[str]:
    """Extract the msgids of one template."""
    return [message.msgid for message in extract(make_project(root, handout=source), "car-t")]


def show(root: Path, source: str, texts: Mapping[str, str] | None = None, **context: object) -> str:
    """Render one template; without texts the message k is the same in both languages."""
    project = make_project(root, handout=source)
    known = {m.key: m.msgid for m in extract(project, "car-t")} if texts is None else texts
    return str(render_template(project, PAGE, context, Wording(Words(known))))


def fail(root: Path, source: str) -> str:
    """Extract, and give the error with its place."""
    with pytest.raises(HandoutError) as caught:
        take(root, source)
    return str(caught.value)


def wrap(body: str, head: str = '"k"') -> str:
    """Write one message on line 2."""
    return f"\n{{% trans {head} %}}{body}{{% endtrans %}}"


@pytest.mark.parametrize(
    ("body", "msgid"),
    [
        ("  Wear \n\t your  card ", "Wear your card"),
        ("a&nbsp;b\u202fc &amp; &lt; 38 °C", "a\u00a0b\u202fc & < 38 °C"),
        (
            '<strong class="x">a</strong> <em>b</em> <a href="#">c</a> <sup>d</sup>',
            "<b>a</b> <i>b</i> <link>c</link> <sup>d</sup>",
        ),
        ('<a data-name="phone" href="tel:{{ clinic.phone }}">{{ clinic.phone }}</a> now', "<phone>{phone}</phone> now"),
        ("100% of {{ days }} %d", "100% of {days} %d"),
        ("<b>a</b> and <b>b</b>", "<b>a</b> and <b>b</b>"),
    ],
)
def test_msgid_has_tags_without_attributes(tmp_path: Path, body: str, msgid: str) -> None:
    """Attributes go, roles and placeholders are named, white space is collapsed, references become characters."""
    assert take(tmp_path, wrap(body)) == [msgid]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<p>a</p>", "<p> is not an inline element"),
        ("a<br>b", "<br> is an empty element"),
        ("<B>a</B>", "<B> is not an inline element"),
        ("a <!-- b --> c", "a comment inside a message"),
        ("", "there is nothing to translate in this message"),
        ("{{ a }}", "there is nothing to translate in this message"),
        ("<b>a", "<b> is never closed"),
        ("a</b>", "</b> closes nothing"),
        ("<b><i>a</b></i>", "</b> comes before </i>"),
        ("a <b></b>", "nothing between <b> and </b>"),
        ("<b>a <b>c</b></b>", "<b> inside <b>"),
        ("a {b} c", "'{b}' is not a placeholder of this message"),
        ("a &#123; c", "'{ c' is not a placeholder of this message"),
        ("&lt;b&gt; a", "'<b>' is not a tag of this message: write tags without attributes, or put a space after <"),
        ("&amp;nbsp; a", "'&nbsp;' would be printed as it stands: write the character itself"),
        ("a {{ b|upper }}", "only {{ simple.names }} may stand in a message"),
        ("a {{ b() }}", "only {{ simple.names }} may stand in a message"),
        ("a {{ 'b' }}", "only {{ simple.names }} may stand in a message"),
        ("a {% if b %}c{% endif %}", "{% if %} inside a message"),
        ("a {% trans 'x' %}", "{% trans %} inside a message"),
        ("a {{ clinic.name }} {{ drug.name }}", "two different values are both called {name}"),
        ('<a href="#a">a</a> <a href="#b">b</a>', "two different elements are both called <link>"),
        ("<strong>a</strong> <b>b</b>", "two different elements are both called <b>"),
        ('<a href="{{ x }}">a</a> <a href="{{ y }}">b</a>', "two different elements are both called <link>"),
        ("<a href=x>a</a>", "<a> has an attribute without quotes"),
        ('<a data-name="My Phone">a</a>', "data-name='My Phone' is not a name"),
        ("<b a", "'<b' begins a tag that never ends"),
    ],
)
def test_what_cannot_be_translated_is_an_error_with_its_line(tmp_path: Path, body: str, problem: str) -> None:
    """Whatever could not be given to a translator as one message ends the extraction, at the message's line."""
    assert fail(tmp_path, wrap(body)) == f"templates/{PAGE}:2: {problem}"


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("", "a message needs one quoted key"),
        ("key", "a message needs one quoted key"),
        ('"a" ~ b', "a message needs one quoted key"),
        ('"a" "b"', "a message needs one quoted key"),
        ('"a"|upper', "a message needs one quoted key"),
        ('"A key"', "key 'A key' is not made of a-z 0-9 - _ and dots"),
        ('"k", plain', "after the key only name=expression may follow"),
        ('"k", n=1', "n= is not used in the message"),
    ],
)
def test_head_of_a_message_is_one_literal_key(tmp_path: Path, head: str, problem: str) -> None:
    """A key that is computed, absent or oddly written is refused, and so is an alias nobody uses."""
    assert fail(tmp_path, wrap("a", head)) == f"templates/{PAGE}:2: {problem}"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ('\n{% trans "k" %}a', ":2: {% trans %} is never closed"),
        ('{% text "k" %}a <b>c</b>{% endtext %}', ':1: text "k" holds elements'),
        ('{% text "k" %}a{% endtrans %}', ":1: {% endtrans %} inside a message"),
        ('<img alt="{% trans "k" %}a{% endtrans %}">', ":1: {% trans %} inside an HTML tag"),
        ("\n\n{% nonsense %}", ":3: encountered unknown tag 'nonsense'"),
        ("\n{{ a b }}", ":2: expected token 'end of print statement', got 'b'"),
        ("{% include name %}", ":1: the name of a template must be one quoted string"),
        ('\n{% include "car-t/gone.html.jinja" %}', ":2: there is no template 'car-t/gone.html.jinja'"),
        ('{% include "../secret" %}', ":1: there is no template '../secret'"),
        (
            '{# translators: x #}\n{{ a }}{% trans "k" %}a{% endtrans %}',
            ":1: no message follows this note for translators",
        ),
        (
            '{# translators: x #} words {% trans "k" %}a{% endtrans %}',
            ":1: no message follows this note for translators",
        ),
        ("{# translators: x #}", ":1: no message follows this note for translators"),
        (
            '{% trans "k" %}a{% endtrans %}\n{% trans "k" %}b{% endtrans %}',
            f':2: key "k" already stands for another text at templates/{PAGE}:1',
        ),
    ],
)
def test_a_broken_template_is_never_silent(tmp_path: Path, source: str, problem: str) -> None:
    """Nothing is skipped: each fault of a template is an error with its line."""
    assert fail(tmp_path, source) == f"templates/{PAGE}{problem}"


def test_notes_go_to_the_next_message(tmp_path: Path) -> None:
    """A note is one line, belongs to the next message alone, and may stand before start tags or a set statement."""
    source = """{# translators: one
       two #}
    <p class="x">{% trans "a" %}A{% endtrans %}{% trans "b" %}B{% endtrans %}
    {# no note #}{# translators: three #}{# translators: four #}
    {% set c %}{% text "c" %}C{% endtext %}{% endset %}"""
    messages = extract(make_project(tmp_path, handout=source), "car-t")
    assert [message.comments for message in messages] == [("one two",), (), ("three", "four")]


def test_messages_come_in_document_order_each_once(tmp_path: Path) -> None:
    """Included templates stand where they are included; a text printed twice comes once, with all its notes."""
    project = make_project(
        tmp_path,
        handout='{% trans "a" %}A{% endtrans %}\n{% include "car-t/apart.html.jinja" %}\n'
        '{% trans "c" %}C{% endtrans %}',
        apart='{% trans "b" %}B{% endtrans %}{# translators: again #}{% trans "a" %}A{% endtrans %}',
        unused='{% trans "d" %}D{% endtrans %}',
    )
    messages = extract(project, "car-t")
    assert [(m.key, m.comments) for m in messages] == [("a", ("again",)), ("b", ()), ("c", ()), ("d", ())]
    assert messages[2].where == f"templates/{PAGE}:3"


def test_layout_is_a_domain_of_its_own(tmp_path: Path) -> None:
    """Messages of _layout belong to ``page`` even where a handout extends it."""
    project = make_project(
        tmp_path,
        handout='{% extends "_layout/frame.html.jinja" %}{% block b %}{% trans "a" %}A{% endtrans %}{% endblock %}',
        layout__frame='{% trans "a" %}Frame{% endtrans %}{% block b %}{% endblock %}',
    )
    assert [m.msgid for m in extract(project, "page")] == ["Frame"]
    assert [m.msgid for m in extract(project, "car-t")] == ["A"]
    words = Words()
    render_template(project, PAGE, {}, Wording(words))
    assert words.asked == [("page", "a"), ("car-t", "a")]


def test_another_handout_is_out_of_reach(tmp_path: Path) -> None:
    """A message belongs to one handout: shared parts live in _layout."""
    project = make_project(tmp_path, handout='{% include "other/x.html.jinja" %}', other__x="x")
    with pytest.raises(HandoutError, match="belongs to another handout"):
        extract(project, "car-t")


@pytest.mark.parametrize("domain", ["gone", "..", "_layout", "car-t/../car-t", ""])
def test_unknown_domain_is_an_error(tmp_path: Path, domain: str) -> None:
    """Only ``page`` and the folders of handouts are domains."""
    with pytest.raises(HandoutError, match="there is no handout"):
        extract(make_project(tmp_path, handout="x"), domain)


def test_translation_is_printed_with_the_real_elements(tmp_path: Path) -> None:
    """Elements and values come back where the translation puts them; all else is escaped."""
    source = '{% trans "k" %}Call <a class="x" href="tel:{{ c.phone }}">us</a>: <b>{{ c.phone }}</b>{% endtrans %}'
    html = show(tmp_path, source, {"k": "<b>{phone}</b> < 1 & <link>«»</link>"}, c={"phone": '"1"'})
    assert html == '<b>&#34;1&#34;</b> &lt; 1 &amp; <a class="x" href="tel:&#34;1&#34;">«»</a>'


def test_values_outside_of_messages_are_escaped_too(tmp_path: Path) -> None:
    """Whatever a profile says, it cannot add markup to a page."""
    assert show(tmp_path, "<p>{{ x }}</p>", x="<b>&") == "<p>&lt;b&gt;&amp;</p>"


def test_text_is_plain_in_attributes(tmp_path: Path) -> None:
    """Plain messages are escaped for attributes and never boxed, typography included."""
    source = '<img alt="{% text "k" %}A "bag" of {{ n }}{% endtext %}">{% trans "t" %}T{% endtrans %}'
    project = make_project(tmp_path, handout=source)
    loud = Wording(Words({"t": "t"}), lambda text: Markup("<u>") + escape(text) + Markup("</u>"))
    html = render_template(project, PAGE, {"n": '">'}, loud)
    assert html == '<img alt="A &#34;bag&#34; of &#34;&gt;"><u>t</u>'


def test_untranslated_text_is_boxed_and_marked_as_english(tmp_path: Path) -> None:
    """A draft shows English for what is missing, and says so to screen readers."""
    html = show(tmp_path, '{% trans "k" %}Wear <b>it</b>{% endtrans %}', {})
    assert html == '<span class="untranslated" lang="en" dir="ltr">Wear <b>it</b></span>'


def test_aliases_name_any_expression(tmp_path: Path) -> None:
    """After the key any expression may get a name, for text and attributes, with comma or without."""
    source = '{% trans "k", n=a.b|upper m=1 + 1 %}<b id="{{ n|lower }}">{{ n }}</b> {{ m }} x{% endtrans %}'
    assert show(tmp_path, source, a={"b": "q"}) == '<b id="q">Q</b> 2 x'


def test_messages_work_in_macros_calls_sets_and_loops(tmp_path: Path) -> None:
    """Components take messages as arguments and as their body, and imported macros see the page's values."""
    project = make_project(
        tmp_path,
        handout='{% from "_layout/parts.html.jinja" import card %}{% set t %}{% trans "t" %}T{% endtrans %}{% endset %}'
        '{% for n in [1, 2] %}{% call card(t) %}{% trans "n" %}N {{ n }}{% endtrans %}{% endcall %}{% endfor %}',
        layout__parts="{% macro card(title) %}<h2>{{ title }}</h2>{{ caller() }}"
        '{% trans "p" %}P {{ x }}{% endtrans %};{% endmacro %}',
    )
    html = render_template(project, PAGE, {"x": "<"}, Wording(Words({"t": "<", "n": "{n}.", "p": "p{x}"})))
    assert html == "<h2>&lt;</h2>1.p&lt;;<h2>&lt;</h2>2.p&lt;;"


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("\n{{ clinic.phone }}", "2: 'clinic' is undefined"),
        ("\n\n{{ x.y }}", "3: 'dict object' has no attribute 'y'"),
        ('\n{% trans "k" %}a {{ x.gone }}{% endtrans %}', "2: 'dict object' has no attribute 'gone'"),
        ('\n{% trans "k" %}a <b id="{{ x.gone }}">c</b>{% endtrans %}', "2: 'dict object' has no attribute 'gone'"),
        ('\n{% trans "k" %}a {{ none_at_all }}{% endtrans %}', "2: placeholder {none_at_all} has no value"),
        ("\n{{ ''.__class__.__mro__ }}", "2: access to attribute '__class__' of 'str' object is unsafe"),
        ("\n{{ 1 + 'a' }}", "2: unsupported operand type(s) for +: 'int' and 'str'"),
        ("\n{{ 'a'|nonsense }}", "2: no filter named 'nonsense'"),
        ("\n{{ x.update({}) }}", "2: access to attribute 'update' of 'dict' object is unsafe"),
    ],
)
def test_faults_at_run_time_have_the_line_of_the_template(tmp_path: Path, source: str, place: str) -> None:
    """Whatever a template does wrong while it runs is told with its own line, not a traceback."""
    with pytest.raises(HandoutError) as caught:
        show(tmp_path, source, x={}, none_at_all=None)
    assert str(caught.value).startswith(f"templates/{PAGE}:{place}")


def test_our_own_bugs_are_not_taken_for_mistakes_of_a_template(tmp_path: Path) -> None:
    """An error inside the typography is ours and passes through unchanged."""

    def break_down(_: str) -> Markup:
        raise KeyError("ours")

    project = make_project(tmp_path, handout='{% trans "k" %}a{% endtrans %}')
    with pytest.raises(KeyError):
        render_template(project, PAGE, {}, Wording(Words(), break_down))


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    """A symbolic link to a file elsewhere is not a template."""
    secret = tmp_path / "secret"
    secret.write_text("secret")
    project = make_project(tmp_path / "p", handout='{% include "car-t/link.html.jinja" %}')
    (project.templates / "car-t" / "link.html.jinja").symlink_to(secret)
    with pytest.raises(HandoutError, match="there is no template"):
        render_template(project, PAGE, {}, Wording(Words()))


def test_a_broken_translation_is_never_printed(tmp_path: Path) -> None:
    """Even a translator that skips the checks cannot print a text that lost its tags."""
    with pytest.raises(HandoutError, match=r'translation of "k" \(es\): tag <b> missing'):
        show(tmp_path, '{% trans "k" %}<b>a</b>{% endtrans %}', {"k": "a"})


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<p>\nCall us</p>", ':2: "Call us" is in no message'),
        ('{% trans "k" %}a\nb{% endtrans %} <b>left</b>', ':2: "left" is in no message'),
        ('\n{# long\nnote #}\n<img\nalt="A cup">', ':4: "A cup" is in no message'),
        ('<p title="x {{ y }}">', ':1: "x" is in no message'),
        ('<p aria-label="x">', ':1: "x" is in no message'),
        ("{% if x %}5{% else %}five{% endif %}", ':1: "five" is in no message'),
        ("&eacute;", ':1: "\u00e9" is in no message'),
        ("<style>p { color: red }</style>\nred", ':2: "red" is in no message'),
    ],
)
def test_words_outside_of_messages_are_refused(tmp_path: Path, source: str, problem: str) -> None:
    """What would be printed in English on every page is an error with its line."""
    assert fail(tmp_path, source) == f"templates/{PAGE}{problem}"


@pytest.mark.parametrize(
    "source",
    [
        "<!doctype html><html lang='en'><title>{{ title }}</title>",
        "<p class=\"{{ 'a' if b else 'c' }} d\">1 &nbsp; 2 / 3 \u2013 {{ four }} &lt; 5</p>",
        "<!-- words --><style>p { color: red }</style>{# words #}",
        '<img alt="{% text "k" %}a{% endtext %}">{% set x %}<i></i>{% endset %}',
        "<span style=\"background-image:url('{{ url }}')\"></span>",
        '<svg viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    ],
)
def test_html_without_words_passes(tmp_path: Path, source: str) -> None:
    """Digits, signs, style sheets, comments and attributes that nobody reads need no message."""
    assert len(take(tmp_path, source)) == source.count("{% text")
