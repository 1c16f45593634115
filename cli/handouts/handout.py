"""Handout: what templates/<id>/handout.toml and the templates say of one handout; no translations and no layout."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from handouts.datafile import Table, read_file
from handouts.errors import HandoutError
from handouts.message import Message
from handouts.project import Project
from handouts.template import extract
from handouts.trans import LAYOUT_DOMAIN

SETTINGS = "handout.toml"
TITLE_KEY = "title"
KEYS = ("version", "date", "next_review", "pages", "max_pages", "author", "keywords")


@dataclass(frozen=True)
class Handout:
    """One therapy explanation; ``date`` is the day of this version, ``pages`` what its design is made for."""

    id: str
    version: str
    date: date
    next_review: date
    pages: int
    max_pages: int
    author: str
    keywords: tuple[str, ...]
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
        page_messages=page_messages,
        messages=messages,
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
