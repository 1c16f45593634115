"""Where links and bookmarks of a PDF 2.0 file lead: to tags."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from weasyprint import Document

from handouts.pdf.standards import UA1, UA2, Standard
from handouts.pdf.write import Details, write_pdf

HTML = """<html lang="en"><style>h3 { string-set: none }</style><h1 id="top">First &amp; last</h1>
<p>See <a href="#end">the end</a>, <a href="#inside">inside</a>, <a href="#top">the top</a>.</p>
<h2>Same</h2><p>a <span id="inside">b</span></p><h2>Same</h2><p id="end">The end.</p>"""


@pytest.fixture
def write(render: Callable[[str], Document], details: Details) -> Iterator[Callable[[Standard], pikepdf.Pdf]]:
    """Give the way from a standard to an open file."""
    opened = []

    def write_open(standard: Standard) -> pikepdf.Pdf:
        opened.append(pikepdf.open(BytesIO(write_pdf(render(HTML), details, standard).data)))
        return opened[-1]

    yield write_open
    for pdf in opened:
        pdf.close()


def follow(action: Any) -> tuple[str, str]:  # noqa: ANN401 (pikepdf objects are dynamic)
    """Give the type of the element that an action leads to, and what holds it."""
    element = action.SD[0]
    return str(element.S)[1:], str(element.P.get("/S", ""))[1:]


def test_links_lead_to_elements(write: Callable[[Standard], pikepdf.Pdf]) -> None:
    """A link inside the file leads to the element of its id, or to the one that holds it; the place stays."""
    pdf = write(UA2)
    actions = [annotation.A for annotation in pdf.pages[0].Annots]
    assert ["P", "P", "H1"] == [follow(action)[0] for action in actions]
    assert 3 == len({action.SD[0].objgen for action in actions})
    assert all(action.D[0].objgen == pdf.pages[0].obj.objgen for action in actions)
    assert "/Names" not in pdf.Root


def test_bookmarks_lead_to_their_headings(write: Callable[[Standard], pikepdf.Pdf]) -> None:
    """Each bookmark leads to its own heading, also where two have the same words."""
    pdf = write(UA2)
    first = pdf.Root.Outlines.First
    entries = [first, first.First, first.First.Next]
    assert [("H1", "Document"), ("H2", "Document"), ("H2", "Document")] == [follow(entry.A) for entry in entries]
    assert 3 == len({entry.A.SD[0].objgen for entry in entries})
    assert not any("/Dest" in entry for entry in entries)


def test_older_files_keep_plain_places(write: Callable[[Standard], pikepdf.Pdf]) -> None:
    """PDF 1.7 knows no such thing."""
    pdf = write(UA1)
    assert ["end", "inside", "top"] == [str(annotation.Dest) for annotation in pdf.pages[0].Annots]
    assert "/Dest" in pdf.Root.Outlines.First


def test_tags_name_their_set(write: Callable[[Standard], pikepdf.Pdf]) -> None:
    """In PDF 2.0 each element names the set of types that its own is of; no type is mapped to another."""
    root = write(UA2).Root.StructTreeRoot
    assert ["http://iso.org/pdf2/ssn"] == [str(space.NS) for space in root.Namespaces]
    assert root.Namespaces[0].objgen == root.K[0].NS.objgen
    assert "/RoleMap" not in root


def test_captions_join_their_pictures(render: Callable[[str], Document], details: Details) -> None:
    """In PDF 2.0 the caption below a picture is part of its figure; one that belongs to no single picture is a P."""
    picture = '<img alt="A square" src="data:image/svg+xml,<svg xmlns=\'http://www.w3.org/2000/svg\'/>">'
    one = f"<figure>{picture}<figcaption>One</figcaption></figure>"
    two = f"<figure>{picture}{picture}<figcaption>Two</figcaption></figure>"
    data = write_pdf(render(f'<html lang="en"><h1>a</h1>{one}{two}'), details, UA2).data
    with pikepdf.open(BytesIO(data)) as pdf:
        groups = [[str(kid.S) for kid in group.K] for group in pdf.Root.StructTreeRoot.K[0].K if group.S == "/Div"]
    assert [["/Figure"], ["/Figure", "/Figure", "/P"]] == groups


def test_list_of_terms_says_so(render: Callable[[str], Document], details: Details, tmp_path: Path) -> None:
    """In PDF 2.0 a list of terms and what they mean has a numbering of its own."""
    path = tmp_path / "a.pdf"
    path.write_bytes(write_pdf(render('<html lang="en"><h1>a</h1><dl><dt>b<dd>c</dl>'), details, UA2).data)
    with pikepdf.open(path) as pdf:
        terms = pdf.Root.StructTreeRoot.K[0].K[1]
        assert "/Description" == str(terms.A.ListNumbering)
