"""Markup: a handout and its catalogs -> one accessible HTML page; fonts, pages and files are later stages."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date
from markupsafe import Markup as Html

from handouts.catalog.lookup import SOURCE_TAG, Catalog, CatalogTranslator, Origin
from handouts.datafile import read_text
from handouts.errors import HandoutError
from handouts.fetcher import ART
from handouts.gate.drawings import check_drawing
from handouts.handout import TITLE_KEY, Handout, find_picture
from handouts.language import Language
from handouts.message import Message
from handouts.project import Project
from handouts.status import Stage, Status
from handouts.template import render_template
from handouts.trans import Wording, leave
from handouts.typography import Typography

# Counters that the style sheet fills in
PAGE_NUMBER = Html('<span class="page-at"></span>')
PAGE_COUNT = Html('<span class="pages-at"></span>')

# The first tag of a drawing, which stays open; what in it would take the place of the alternative text
_ROOT = re.compile(r"""<svg((?:\s+[A-Za-z_][\w:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*>""")
_OWN_TEXT = re.compile(r"""\s(role|aria-[\w-]+)\s*=""", re.IGNORECASE)


@dataclass(frozen=True)
class Markup:
    """One page as HTML: its title, the messages that stayed English, and the drawings it asks for by URL."""

    html: str
    title: str
    missing: tuple[Message, ...]
    pictures: Mapping[str, Path]


@dataclass(frozen=True)
class Text:
    """All words of one page: the handout, the catalogs (by domain) of a language, and how far they are."""

    handout: Handout
    language: Language
    catalogs: Mapping[str, Catalog]
    status: Status


def fill(project: Project, text: Text, typography: Typography, mark: Callable[[str, Html], Html] = leave) -> Markup:
    """Fill the template of a handout with its words; *mark* may wrap each message.

    Raises HandoutError for a broken template, a missing drawing or a translation that cannot be printed.
    """
    handout, language, status = text.handout, text.language, text.status
    translator = CatalogTranslator(text.catalogs)
    pictures = Pictures(project, handout.id)
    title = _find_title(handout, text.catalogs[handout.id])
    context = {
        "language": language,
        "is_source": language.tag == SOURCE_TAG,
        "document_title": f"{title} – {language.endonym}",
        "english_title": handout.title,
        "english": handout.find_english,
        "version": handout.version,
        "version_date": write_date(handout.date, language),
        "next_review": write_date(handout.next_review, language),
        "status": str(status.stage),
        "signed": status.mark,
        "notice": choose_notice(language, text.catalogs.values(), status),
        "page_number": PAGE_NUMBER,
        "page_count": PAGE_COUNT,
        "art": pictures.draw,
        "art_url": pictures.link,
    }
    html = render_template(project, handout.template, context, Wording(translator, typography, mark))
    missing = tuple(translator.missing.values())
    return Markup(str(html), title, missing, pictures.used)


def choose_notice(language: Language, catalogs: Iterable[Catalog], status: Status) -> str | None:
    """Choose the draft notice of every page: none once the text is signed, else by how it was made.

    One machine draft among the *catalogs* makes the page one.
    """
    if language.tag == SOURCE_TAG:
        return None if status.stage is Stage.RELEASED else "source-draft"
    if status.stage >= Stage.REVIEWED:
        return None
    return "machine-draft" if any(each.origin is Origin.MACHINE for each in catalogs) else "unreviewed"


def write_date(day: date, language: Language) -> str:
    """Write a day with its month in words; as 2026-11-22 where CLDR does not know the language."""
    return format_date(day, "long", language.locale) if language.locale else day.isoformat()


def _find_title(handout: Handout, catalog: Catalog) -> str:
    """Give the title in the language of the page, or in English where it is not translated."""
    message = next(each for each in handout.messages if each.key == TITLE_KEY)
    return catalog.get(message) or message.msgid


class Pictures:
    """The drawings of one page: gives them to the template and remembers which were used."""

    def __init__(self, project: Project, handout: str) -> None:
        """Take drawings from templates/<handout>/art/."""
        self.project = project
        self.handout = handout
        self.used: dict[str, Path] = {}

    def link(self, name: str) -> str:
        """Give the URL of a decorative drawing, for a background; raises HandoutError as draw does."""
        url = f"{ART}{name}"
        if url not in self.used:
            path = find_picture(self.project, self.handout, name)
            check_drawing(read_text(self.project, path).encode(), self.project.name(path))
            self.used[url] = path
        return url

    def draw(self, name: str, alternative: str) -> Html:
        """Give a drawing that says something as inline SVG with *alternative* as its text.

        Raises HandoutError for a file that cannot be read, holds more than shapes, or would hide that text.
        """
        path = find_picture(self.project, self.handout, name)
        where = self.project.name(path)
        source = read_text(self.project, path)
        root = _ROOT.match(source)
        if root is None:
            raise HandoutError("a drawing begins with <svg ...>", where, "save it as plain SVG")
        if own := _OWN_TEXT.search(root[1]):
            message = f"{own[1]} of <svg> would hide the text that stands for the drawing"
            raise HandoutError(message, where, "delete it: the template says what the drawing shows")
        check_drawing(source.encode(), where)
        head = Html(root[0][:-1]) + Html(' role="img">') + Html("<title>{}</title>").format(alternative)  # noqa: S704 -- ours
        return head + Html(source[root.end() :])  # noqa: S704 -- a file of the project, never of a catalog
