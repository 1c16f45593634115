"""Handout: what templates/<id>/handout.toml and the templates say of one handout; no translations and no layout."""

import datetime as dt
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from handouts.datafile import Table, read_file
from handouts.errors import HandoutError
from handouts.message import Message
from handouts.project import Project
from handouts.reading import Limits
from handouts.template import extract
from handouts.trans import LAYOUT_DOMAIN

SETTINGS = "handout.toml"
TITLE_KEY = "title"
KEYS = ("version", "date", "next_review", "pages", "max_pages", "author", "keywords", "reading")


@dataclass(frozen=True)
class Handout:
    """One therapy explanation; ``date`` is the day of this version, ``pages`` what its design is made for."""

    id: str
    version: str
    date: dt.date
    next_review: dt.date
    pages: int
    max_pages: int
    author: str
    keywords: tuple[str, ...]
    limits: Limits | None
    page_messages: tuple[Message, ...]
    messages: tuple[Message, ...]

    @property
    def template(self) -> str:
        """Name the template that is rendered."""
        return f"{self.id}/handout.html.jinja"

    @property
    def domains(self) -> dict[str, tuple[Message, ...]]:
        """Give the messages that a page prints, by catalog domain."""
        return {LAYOUT_DOMAIN: self.page_messages, self.id: self.messages}

    @property
    def english(self) -> dict[str, str]:
        """Give every English text by key; the words of the page frame and of the handout share one name space."""
        return {each.key: each.msgid for each in (*self.page_messages, *self.messages)}

    @property
    def title(self) -> str:
        """Give the English title."""
        return self.english[TITLE_KEY]


def list_handouts(project: Project) -> list[str]:
    """Give the ids of all handouts: the folders in templates/ that hold a handout.toml."""
    return sorted(path.parent.name for path in project.templates.glob(f"*/{SETTINGS}"))


def load_handouts(project: Project) -> tuple[Handout, ...]:
    """Read all handouts of the project, by id."""
    return tuple(load_handout(project, name) for name in list_handouts(project))


def load_handout(project: Project, name: str) -> Handout:
    """Read one handout by its id.

    Raises HandoutError for an unknown id (with a suggestion), for settings that are missing or wrong, and for a
    template that cannot be read or has no message "title".
    """
    known = list_handouts(project)
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f'did you mean "{near[0]}"?' if near else f"the handouts are: {', '.join(known) or 'none'}"
        raise HandoutError(f'unknown handout "{name}"', project.name(project.templates), hint)
    settings = read_file(project, project.templates / name / SETTINGS)
    settings.allow(*KEYS)
    messages = extract(project, name)
    page_messages = extract(project, LAYOUT_DOMAIN)
    _refuse_without_title(messages, project.name(project.templates / name))
    _refuse_shared_keys(page_messages, messages)
    return _read_handout(name, settings, page_messages, messages)


def _read_handout(
    name: str, settings: Table, page_messages: tuple[Message, ...], messages: tuple[Message, ...]
) -> Handout:
    """Put the settings and the messages together."""
    pages = settings.read_count("pages")
    max_pages = settings.read_count("max_pages", pages)
    if not 0 < pages <= max_pages:
        raise HandoutError('"pages" must be at least 1 and at most "max_pages"', settings.where)
    return Handout(
        id=name,
        version=settings.read_text("version"),
        date=settings.read_date("date"),
        next_review=settings.read_date("next_review"),
        pages=pages,
        max_pages=max_pages,
        author=settings.read_text("author"),
        keywords=settings.read_texts("keywords"),
        limits=_read_limits(settings),
        page_messages=page_messages,
        messages=messages,
    )


def _read_limits(settings: Table) -> Limits | None:
    """Read how easy the English must be; None where the handout does not say."""
    reading = settings.read_table("reading")
    if reading is None:
        return None
    reading.allow("grade", "longest", "mean", "names", "banned", "skipped", "abbreviations")
    abbreviations = reading.read_table("abbreviations")
    return Limits(
        grade=reading.read_number("grade"),
        longest=reading.read_count("longest"),
        mean=reading.read_number("mean"),
        names=reading.read_texts("names"),
        banned=reading.read_texts("banned"),
        skipped=reading.read_texts("skipped"),
        abbreviations={key: abbreviations.read_text(key) for key in abbreviations.values} if abbreviations else {},
    )


def _refuse_without_title(messages: tuple[Message, ...], where: str) -> None:
    """Raise HandoutError when no message is the title."""
    if not any(message.key == TITLE_KEY for message in messages):
        hint = f'write {{% trans "{TITLE_KEY}" %}}...{{% endtrans %}} where the title stands'
        raise HandoutError("the handout has no title", where, hint)


def _refuse_shared_keys(page_messages: tuple[Message, ...], messages: tuple[Message, ...]) -> None:
    """Raise HandoutError when a handout takes a key of the page frame."""
    taken = {message.key: message.where for message in page_messages}
    for message in messages:
        if message.key in taken:
            hint = f"rename it: {taken[message.key]} has it"
            raise HandoutError(f'the key "{message.key}" belongs to the page frame', message.where, hint)


def find_picture(project: Project, handout: str, name: str) -> Path:
    """Find a drawing of the handout: templates/<id>/art/<name>.svg; raises HandoutError when there is none."""
    path = project.templates / handout / "art" / f"{name}.svg"
    if not path.is_file():
        raise HandoutError(f'there is no picture "{name}"', project.name(path), "draw it, or correct the name")
    return path
