"""What is not content: page margins, repeated and decorative parts are artifacts of the right kind, on every page."""

from collections import defaultdict
from collections.abc import Callable
from io import BytesIO

import pikepdf
import pytest

from handouts.pdf.read import PdfFile

Read = Callable[[str], PdfFile]


def artifacts(file: PdfFile, *, kind: str, subtype: str = "") -> dict[int, str]:
    """Give the text of a file's artifacts of one kind by page."""
    pages: dict[int, str] = defaultdict(str)
    for artifact in file.artifacts:
        if (artifact.type, artifact.subtype) == (kind, subtype) and artifact.text.strip():
            pages[artifact.page] += artifact.text
    return dict(pages)


def test_running_header_and_footer_are_pagination(hard: Read) -> None:
    """On each page the margins' parts, in any language and layout, are headers and footers, not content."""
    file = hard("furniture")
    pages = range(1, len(file.pages) + 1)
    assert len(pages) >= 3
    assert dict.fromkeys(pages, "Projet non reluDraft, not reviewed") == artifacts(
        file, kind="Pagination", subtype="Header"
    )
    assert {page: f"TitreTitle{page}{page}" for page in pages} == artifacts(file, kind="Pagination", subtype="Footer")
    assert "Draft" not in file.tree.text


def test_side_margin_is_pagination_without_subtype(read: Read) -> None:
    """What stands beside the text is neither header nor footer."""
    file = read("<html lang='en'><style>@page { @left-middle { content: 'aside' } }</style><p>a")
    assert {1: "aside"} == artifacts(file, kind="Pagination")


def test_fixed_part_is_content_once(hard: Read) -> None:
    """A part that stands on every page is read on the first and skipped on the others."""
    file = hard("furniture")
    assert file.tree.text.count("Exemplaire de travail") == 1
    assert dict.fromkeys(range(2, len(file.pages) + 1), "Exemplaire de travail") == artifacts(file, kind="Pagination")


def test_link_in_a_margin_is_no_link(write: Callable[[str], bytes]) -> None:
    """Artifacts hold no annotations: a link in a running header is plain text."""
    html = """<html lang="en"><style>@page { @top-center { content: element(x) } } #x { position: running(x) }</style>
    <div id="x"><a href="https://example.org/">a</a></div><p>b"""
    with pikepdf.open(BytesIO(write(html))) as pdf:
        assert [] == [page for page in pdf.pages if "/Annots" in page]


@pytest.mark.parametrize("body", ["<p aria-hidden='true'>* <b>*</b></p>", "<div><p aria-hidden=true>* *</p></div>"])
def test_decoration_is_skipped(read: Read, body: str) -> None:
    """What the author hides from assistive technology is layout, with all inside it."""
    file = read(f"<html lang='en'><p>a</p>{body}")
    assert ("a", {1: "* *"}) == (file.tree.text, artifacts(file, kind="Layout"))


def test_nothing_is_outside_of_content_and_artifacts(page: str, read: Read) -> None:
    """Every drawn letter is in the tree or in an artifact."""
    assert read(page).untagged == ""


def test_numbers_have_no_gaps(write: Callable[[str], bytes], page: str) -> None:
    """Marked content is numbered in reading order and every number leads to a structure element."""
    with pikepdf.open(BytesIO(write(page))) as pdf:
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        keys = list(numbers)[::2]
        owners = [owner for array in list(numbers)[1::2] if isinstance(array, pikepdf.Array) for owner in list(array)]
        assert list(range(int(pdf.Root.StructTreeRoot.ParentTreeNextKey))) == keys
        assert all(isinstance(owner, pikepdf.Dictionary) and owner.Type == "/StructElem" for owner in owners)
