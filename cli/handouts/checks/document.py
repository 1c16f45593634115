"""What a finished file says of itself as a whole: title, language, bookmarks, page labels, encryption, damage."""

import re
from collections.abc import Iterator

import pikepdf

from handouts.finding import Finding, Level
from handouts.pdf.read import PdfFile

LONG = 5
"""Pages from which on a file without bookmarks is tiresome to find one's way in."""
_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?"
    r"(-[a-z\d]{4,8})*(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"^(microsoft \w+ - .*|untitled.*|document ?\d*|.*\.(docx?|pdf|indd|pptx?|odt|rtf|html?|qxp))$", re.IGNORECASE
)
_TITLE = "give the document a title in its properties, and make it anew"


def check_document(pdf: pikepdf.Pdf, file: PdfFile) -> Iterator[Finding]:
    """Yield what the file as a whole lacks."""
    yield from _check_damage(pdf, file)
    yield from _check_encryption(pdf)
    yield from _check_title(pdf, file)
    yield from _check_language(file)
    yield from _check_navigation(pdf, file)
    if not file.conformance:
        message = "the file does not say that it keeps PDF/UA or PDF/A"
        yield Finding("standard-not-declared", Level.NOTE, message)


def _check_damage(pdf: pikepdf.Pdf, file: PdfFile) -> Iterator[Finding]:
    """Check whether the file could be read as it is."""
    hint = "ask whoever made the file for a new copy"
    if pdf.get_warnings():
        yield Finding("file-repaired", Level.WARNING, "the file is damaged and was read after a repair", hint=hint)
    if file.unread:
        pages = ", ".join(map(str, file.unread[:10]))
        yield Finding("page-unread", Level.ERROR, f"the drawing of these pages is damaged: {pages}", hint=hint)


def _check_encryption(pdf: pikepdf.Pdf) -> Iterator[Finding]:
    """Check whether the file may be read by everyone and aloud."""
    hint = "ask whoever made the file for a copy without protection"
    if pdf.is_encrypted and not pdf.allow.accessibility:
        yield Finding("reading-aloud-forbidden", Level.ERROR, "the file forbids screen readers to read it", hint=hint)
    elif pdf.is_encrypted:
        yield Finding("file-encrypted", Level.WARNING, "the file is encrypted; some readers refuse it", hint=hint)


def _check_title(pdf: pikepdf.Pdf, file: PdfFile) -> Iterator[Finding]:
    """Check that the file has a title, and asks readers to show it."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        title = str(xmp.get("dc:title") or file.title).strip()
    shown = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary()).get("/DisplayDocTitle", False)
    if not title:
        yield Finding("title-missing", Level.ERROR, "the file has no title; a screen reader says its name", hint=_TITLE)
    elif _FILE_NAME.match(title):
        yield Finding("title-is-file-name", Level.WARNING, f'the title "{title}" is the name of a file', hint=_TITLE)
    if not shown:
        message, hint = "readers show the file's name, not its title", "ask for the title to be shown (DisplayDocTitle)"
        yield Finding("title-not-shown", Level.ERROR, message, hint=hint)


def _check_language(file: PdfFile) -> Iterator[Finding]:
    """Check that the file names its language as BCP 47 does."""
    hint = "set the language of the document, such as es or zh-Hans"
    if not file.language:
        yield Finding("language-missing", Level.ERROR, "no language is set; it is read in the wrong voice", hint=hint)
    elif not _TAG.fullmatch(file.language):
        yield Finding("language-malformed", Level.ERROR, f'"{file.language[:40]}" is not a language', hint=hint)


def _check_navigation(pdf: pikepdf.Pdf, file: PdfFile) -> Iterator[Finding]:
    """Check that there are bookmarks and page labels."""
    if not file.bookmarks:
        level = Level.WARNING if len(file.pages) >= LONG else Level.NOTE
        yield Finding("bookmarks-missing", level, "there are no bookmarks", hint="make them from the headings")
    if "/PageLabels" not in pdf.Root and len(file.pages) > 1:
        message = "pages are counted from 1; look whether the printed numbers are the same"
        yield Finding("page-labels-missing", Level.NOTE, message)
