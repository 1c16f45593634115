"""The structure tree: one element per block, its language, its attributes; all read back from finished files."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.pdf.read import Link, PdfFile, StructureElement

Read = Callable[[str], PdfFile]


def shape(element: StructureElement) -> str:
    """Give the types below an element as ``L(LI(Lbl LBody))``."""
    inside = " ".join(shape(child) for child in element.children)
    return f"{element.type}({inside})" if inside else element.type


def in_body(body: str) -> str:
    """Give a small English page."""
    return f'<html lang="en"><style>@page {{ size: A7; margin: 5mm }}</style><body>{body}</body></html>'


def test_table_over_pages_is_one_table(hard: Read) -> None:
    """A table that crosses two page breaks is one Table with one THead, TBody and TFoot."""
    (table,) = hard("table").tree.find("Table")
    assert len(table.pages) >= 3
    assert ["Caption", "THead", "TBody", "TFoot"] == [child.type for child in table.children]
    assert len(table.find("TR")) == 41


def test_repeated_table_header_is_an_artifact(hard: Read) -> None:
    """The header is content on its first page, and pagination on every later one."""
    file = hard("table")
    (table,) = file.tree.find("Table")
    repeated = [
        artifact.page for artifact in file.artifacts if artifact.type == "Pagination" and "Place" in artifact.text
    ]
    assert list(table.pages[1:]) == repeated


def test_list_and_paragraph_over_pages_are_whole(hard: Read) -> None:
    """A list of 39 items over pages is one L; a paragraph over pages one P."""
    file = hard("list")
    (list_,) = file.tree.find("L")
    assert len(list_.pages) >= 3
    assert ["LI"] * 39 == [child.type for child in list_.children]
    paragraph = file.tree.find("P")[0]
    assert len(paragraph.pages) >= 2
    assert (
        " ".join(["Some signs come early and some come late, and we want to hear of all of them."] * 40)
        == paragraph.text
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ul><li>a<ul><li>b</ul></ul>", "L(LI(Lbl LBody(L(LI(Lbl LBody)))))"),
        ("<ul style='list-style: none'><li>a</ul>", "L(LI(LBody))"),
        ("<dl><dt>a<dt>b<dd>c<dt>d<dd>e</dl>", "L(LI(Lbl Lbl LBody) LI(Lbl LBody))"),
        ("<dl><div><dt>a<dd>b</div><div><dt>c<dd>d</div></dl>", "L(LI(Lbl LBody) LI(Lbl LBody))"),
        ("<div>a <b>b</b><p>c</p>d <em>e</em></div>", "P P P(Em)"),
        ("<section><h2>a</h2>b</section>", "Sect(H2 P)"),
        ("<div><div><p>a</div><p>b</div>c", "P P P"),
        ("<div id='x'><p>a</div><div lang='es'><p>b</div>", "Div(P) Div(P)"),
        ("<ul><li><div><p>a</div></ul>", "L(LI(Lbl LBody(P)))"),
        ("<p>a <span class='ltr'>b</span> <i>c</i> <code>d</code> <strong>e</strong></p>", "P(Code Strong)"),
        ("<p></p><div><span></span></div><p>a</p>", "P"),
        ("<p><a>a</a> <a href='https://example.org/'>b <b>c</b></a></p>", "P(Link)"),
        ("<p><a href='#nowhere'>leads nowhere</a>", "P(Span)"),
        ("<table><tr><td><p>a<td></table>", "Table(TBody(TR(TD(P) TD)))"),
    ],
)
def test_shape_of_a_block(read: Read, html: str, expected: str) -> None:
    """HTML elements become the structure types that say the same, with no empty or needless ones."""
    assert f"Document({expected})" == shape(read(in_body(html)).tree)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<ol><li>a</ol>", "Decimal"),
        ("<ol style='list-style: none'><li>a</ol>", "Decimal"),
        ("<ol style='list-style-type: lower-alpha'><li>a</ol>", "LowerAlpha"),
        ("<ol style='list-style-type: arabic-indic'><li>a</ol>", "Decimal"),
        ("<ul><li>a</ul>", "Disc"),
        ("<ul style='list-style: none'><li>a</ul>", "Disc"),
        ("<ul style='list-style: square'><li>a</ul>", "Square"),
    ],
)
def test_numbering_of_a_list(read: Read, html: str, expected: str) -> None:
    """A list says how it is numbered: by its style, else by its element."""
    (list_,) = read(in_body(html)).tree.find("L")
    assert {"ListNumbering": expected} == list_.attributes


def test_numbers_from_css_counters_are_labels(hard: Read) -> None:
    """A step's number that CSS counts stands in the item's Lbl, before its body."""
    steps = hard("lists").tree.find("L")[0]
    assert ["1", "2"] == [item.children[0].text for item in steps.children if item.children[0].type == "Lbl"]


def test_parts_in_another_language_say_so(hard: Read) -> None:
    """Each element whose language differs from its surroundings has it, and no other."""
    found = [(element.type, element.language) for element in hard("bilingual").tree.descend() if element.language]
    expected = [
        ("Span", "es"), ("P", "es"), ("P", "ar"), ("Div", "es"), ("Quote", "en"), ("TH", "es"), ("TD", "es"),
        ("TD", "es"), ("LI", "es"), ("Em", "la"),
    ]  # fmt: skip
    assert expected == found


def test_abbreviation_is_expanded(hard: Read) -> None:
    """The title of an abbreviation is its expansion."""
    found = [(element.expansion, element.text) for element in hard("bilingual").tree.find("Span") if element.expansion]
    assert [("chimeric antigen receptor", "CAR")] == found


def test_cells_name_their_headers_after_merging(hard: Read) -> None:
    """On any page a cell names its column's and its row's header, through spans, and each name is an element's."""
    (table,) = hard("table").tree.find("Table")
    names = {cell.id: cell.text for cell in table.find("TH")}
    cells = {cell.text: [names[name] for name in cell.attributes.get("Headers", ())] for cell in table.find("TD")}
    assert len(table.find("TH")) == len(names)
    assert cells["No tablets"] == ["Tablets", "Place", "Days 9 and 10"]
    assert cells["Call us"] == ["Place", "Days 9 and 10"]
    assert cells["Take 39 tablets in the night with food and a full glass of water"] == ["Tablets", "Day 39"]


def test_header_below_heads_nothing_above(read: Read) -> None:
    """A column's header counts for the cells under it only."""
    html = "<table><tr><td>a<tr><th scope='col'>b<tr><td>c</table>"
    assert [None, ("t1r2c1",)] == [cell.attributes.get("Headers") for cell in read(in_body(html)).tree.find("TD")]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<table><thead><tr><th>a<th>b<tbody><tr><th>c<td>d</table>", ["Column", "Column", "Row"]),
        ("<table><tr><th>a<th>b<tr><td>c<td>d</table>", ["Column", "Column"]),
        ("<table><tr><td>a<th scope='row'>b<tr><td>c<th scope='colgroup'>d</table>", ["Row", "Column"]),
    ],
)
def test_scope_of_a_header(read: Read, html: str, expected: list[str]) -> None:
    """A header cell says whether it heads a column or a row: what the author wrote, else its place."""
    assert expected == [cell.attributes["Scope"] for cell in read(in_body(html)).tree.find("TH")]


def test_spans_of_cells(hard: Read) -> None:
    """Cells say how many columns and rows they span, where it is not one."""
    (table,) = hard("table").tree.find("Table")
    spans = [
        (cell.text, cell.attributes.get("ColSpan"), cell.attributes.get("RowSpan")) for cell in table.find("TH", "TD")
    ]
    expected = [("Days 9 and 10", None, 2), ("No tablets", 2, None), ("Bring this page to your visit", 3, None)]
    assert expected == [span for span in spans if span[1:] != (None, None)]


def test_pictures_have_their_text_and_place(hard: Read) -> None:
    """A picture has its alternative text and its place on the page in points; decoration is not in the tree."""
    figures = hard("figures").tree.find("Figure")
    assert ["A set of squares", "A drop", "A square with words"] == [figure.alt for figure in figures]
    left, bottom, right, top = figures[0].attributes["BBox"]
    assert (pytest.approx(10 * 72 / 25.4, abs=0.01), pytest.approx(30 * 72 / 25.4, abs=0.01)) == (left, right - left)
    assert 148 * 72 / 25.4 - 100 < top < 148 * 72 / 25.4 - 14 * 72 / 25.4
    assert pytest.approx(20 * 72 / 25.4, abs=0.01) == top - bottom


def test_figure_keeps_its_caption_beside_it(hard: Read) -> None:
    """A caption is read after its picture, not hidden behind the picture's text."""
    (group,) = [element for element in hard("figures").tree.find("Div") if element.find("Caption")]
    assert ["Figure", "Caption"] == [child.type for child in group.children]


def test_text_in_a_transparent_group_is_in_the_tree(hard: Read) -> None:
    """Text that is drawn through a group (opacity) is read in its place."""
    assert "Text in a group, on one page." in [element.text for element in hard("figures").tree.find("P")]


def test_notes_stand_where_they_are_called(hard: Read) -> None:
    """A footnote is read after the words that it explains, whatever page it is printed on, and has a number."""
    tree = hard("notes").tree
    assert "P(Reference Note(Lbl) Reference Note(Lbl Strong))" == shape(tree.find("P")[0])
    assert ["note1", "note2", "note3", "note4"] == [note.id for note in tree.find("Note")]
    assert "An item with a note 3 3. Note of an item." == tree.find("LBody")[0].text
    assert ["", "", "", "es"] == [note.language for note in tree.find("Note")]


def test_links_are_one_element_each(hard: Read) -> None:
    """A link is one Link with its words inside and one annotation per line, which says the link's words."""
    links = hard("links").tree.find("Link")
    assert ["the whole and very long story of every cell that was ever collected in this clinic", "to the top"] == [
        link.text for link in links[:2]
    ]
    for link in links:
        assert any(isinstance(kid, Link) for kid in link.kids)
    annotations = [kid for link in links for kid in link.kids if isinstance(kid, Link)]
    first = [kid.contents for kid in annotations if kid.target == "https://example.org/a"]
    assert ["the whole and very long story of every cell that was ever collected in this clinic"] * len(first) == first
    assert len(first) >= 2
    others = {kid.target: kid.contents for kid in annotations}
    assert others["#top"] == "to the top"
    assert others["tel:+12065550100"] == "206-555-0100"
    assert others["https://example.org/p"] == "our picture page"
    assert others["https://example.org/q"] == "A small mark"


def test_markup_in_a_link_is_no_second_link(read: Read) -> None:
    """Bold words and pictures inside a link are under its one annotation."""
    (link,) = read(in_body("<p><a href='https://example.org/'>a <b>b <em>c</em></b></a>")).tree.find("Link")
    assert [Link(1, "https://example.org/", "a b c")] == [leaf for leaf in link.leaves if isinstance(leaf, Link)]


def test_ids_of_the_page_are_in_the_tree(hard: Read) -> None:
    """Parts of the page can be found in the file by their HTML id; the disclaimer is the last part."""
    tree = hard("links").tree
    assert ["top", "disclaimer"] == [element.id for element in tree.descend() if element.id]
    assert tree.children[-1].id == "disclaimer"


WORD = st.text("abcdefghij", min_size=3, max_size=9)
SENTENCE = st.lists(WORD, min_size=1, max_size=60).map(" ".join)
BLOCK = st.one_of(
    st.builds("<p>{}</p>".format, SENTENCE),
    st.builds("<h2>{}</h2>".format, WORD),
    st.builds("<div>{}</div>".format, SENTENCE),
    st.lists(SENTENCE, min_size=1, max_size=5).map(
        lambda items: f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"
    ),
    st.lists(SENTENCE, min_size=1, max_size=4).map(
        lambda cells: f"<table>{''.join(f'<tr><td>{cell}</td><td>{cell}</td></tr>' for cell in cells)}</table>"
    ),
)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(blocks=st.lists(BLOCK, min_size=1, max_size=9))
def test_unrelated_blocks_never_merge(read: Read, blocks: list[str]) -> None:
    """However blocks fall on small pages, each is one element that holds its own text and no other."""
    html = "".join(blocks)
    expected = [part.strip() for part in html.replace("<", "\n").replace(">", "\n").split("\n")]
    expected = [part for part in expected if " " in part or (part and "/" not in part and part not in TAGS)]
    found = [element.text for element in read(in_body(html)).tree.find("P", "H2", "LBody", "TD")]
    assert [part.replace(" ", "") for part in expected] == [text.replace(" ", "") for text in found]


TAGS = {"p", "h2", "div", "ul", "li", "table", "tr", "td"}
