"""What a file says of itself: Info and XMP agree, both standards are declared, readers are told what to show."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from weasyprint import Document

from handouts import __version__
from handouts.pdf.read import read_pdf
from handouts.pdf.write import Details, write_pdf

HTML = "<html lang='en'><title>other</title><h1>One</h1><h2>Two</h2><p>a<h3>Three</h3><p>b"


@pytest.fixture
def file(render: Callable[[str], Document], details: Details) -> pikepdf.Pdf:
    """Give a finished file, open."""
    return pikepdf.open(BytesIO(write_pdf(render(HTML), replace(details, title="Tïtle & <more>")).data))


def test_info_entries(file: pikepdf.Pdf) -> None:
    """Info holds the details; both dates are the version's, so that no clock is read."""
    expected = {
        "/Title": "Tïtle & <more>",
        "/Author": "A clinic",
        "/Subject": "A subject",
        "/Keywords": "one, two",
        "/Creator": f"handouts {__version__}",
        "/CreationDate": "D:20260131",
        "/ModDate": "D:20260131",
    }
    info = {key: str(value) for key, value in file.docinfo.items()}
    assert info.pop("/Producer").startswith("WeasyPrint 70.")
    assert expected == info


def test_xmp_agrees_with_info(file: pikepdf.Pdf) -> None:
    """The packet repeats Info, and adds language, standards and an identifier derived from the content."""
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        found = dict(xmp)
    digest = found.pop("{http://ns.adobe.com/xap/1.0/mm/}DocumentID")
    assert len(digest) == len("xmp.did:") + 64
    assert found["{http://purl.org/dc/elements/1.1/}title"] == "Tïtle & <more>"
    assert found["{http://purl.org/dc/elements/1.1/}creator"] == ["A clinic"]
    assert found["{http://purl.org/dc/elements/1.1/}description"] == "A subject"
    assert list(found["{http://purl.org/dc/elements/1.1/}language"]) == ["en"]
    assert found["{http://ns.adobe.com/pdf/1.3/}Keywords"] == "one, two"
    assert found["{http://ns.adobe.com/pdf/1.3/}Producer"] == str(file.docinfo["/Producer"])
    assert found["{http://ns.adobe.com/xap/1.0/}CreatorTool"] == str(file.docinfo["/Creator"])
    assert found["{http://ns.adobe.com/xap/1.0/}CreateDate"] == "2026-01-31"
    assert found["{http://ns.adobe.com/xap/1.0/}ModifyDate"] == "2026-01-31"


def test_both_standards_are_declared(render: Callable[[str], Document], details: Details) -> None:
    """One packet declares PDF/A-2a and PDF/UA-1."""
    assert read_pdf(write_pdf(render(HTML), details).data).conformance == ("PDF/A-2A", "PDF/UA-1")


def test_details_without_subject_and_keywords(render: Callable[[str], Document]) -> None:
    """What is not known is not written, not even empty."""
    info = read_pdf(write_pdf(render(HTML), Details("T", "en", "A", date(2026, 1, 31))).data).info
    assert {"Title", "Author", "Creator", "Producer", "CreationDate", "ModDate"} == set(info)


def test_catalog_speaks_to_readers(file: pikepdf.Pdf) -> None:
    """The title is shown, pages are numbered as printed, the tree is declared, colours are defined."""
    root = file.Root
    assert (bool(root.ViewerPreferences.DisplayDocTitle), bool(root.MarkInfo.Marked), str(root.Lang)) == (
        True,
        True,
        "en",
    )
    assert "/Direction" not in root.ViewerPreferences
    assert str(root.PageLabels.Nums[1].S) == "/D"
    assert [str(intent.S) for intent in list(root.OutputIntents)] == ["/GTS_PDFA1"]


def test_bookmarks_follow_the_headings(render: Callable[[str], Document], details: Details) -> None:
    """Headings are the outline, nested as they are."""
    found = [(mark.level, mark.title) for mark in read_pdf(write_pdf(render(HTML), details).data).bookmarks]
    assert [(1, "One"), (2, "Two"), (3, "Three")] == found
