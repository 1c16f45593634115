"""Handout: what templates/<id>/handout.toml and the templates say of one handout; no translations and no layout."""

import datetime as dt
import re
from collections.abc import Iterator
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
TEMPLATE = "handout.html.jinja"
TITLE_KEY = "title"
HANDOUT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
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
        return f"{self.id}/{TEMPLATE}"

    @property
    def domains(self) -> dict[str, tuple[Message, ...]]:
        """Give the messages that a page prints, by catalog domain."""
        return {LAYOUT_DOMAIN: self.page_messages, self.id: self.messages}

    @property
    def english(self) -> dict[str, str]:
        """Give every English text by key; the words of the page frame and of the handout share one name space."""
        return {each.key: each.msgid for each in (*self.page_messages, *self.messages)}

    def find_english(self, key: str) -> str:
        """Give one English text, for templates; raises HandoutError for a key that no message has."""
        if key not in self.english:
            raise HandoutError(f'english("{key}"): no message has this key', None, "correct the key in the template")
        return self.english[key]

    @property
    def title(self) -> str:
        """Give the English title."""
        return self.english[TITLE_KEY]


def list_handouts(project: Project) -> list[str]:
    """Give the ids of all handouts: the folders in templates/ that hold a handout.toml; "_" and "." begin no id."""
    return sorted(path.parent.name for path in project.templates.glob(f"[!_.]*/{SETTINGS}"))


def load_handouts(project: Project) -> tuple[Handout, ...]:
    """Read all handouts of the project, by id."""
    return tuple(load_handout(project, name) for name in list_handouts(project))


def collect_handouts(project: Project, names: tuple[str, ...], failed: list[HandoutError]) -> Iterator[Handout]:
    """Read the handouts that are asked for, each once, or all; what cannot be read is added to *failed*.

    Raises HandoutError when there are none at all.
    """
    for name in choose_handouts(project, names):
        try:
            yield load_handout(project, name)
        except HandoutError as error:
            failed.append(error)


def choose_handouts(project: Project, names: tuple[str, ...]) -> tuple[str, ...]:
    """Give the ids that are asked for, each once, or all; raises HandoutError when there are none at all."""
    names = tuple(dict.fromkeys(names)) or tuple(list_handouts(project))
    if not names:
        where = project.name(project.templates)
        raise HandoutError("there is no handout", where, "make a folder with a handout.toml in it")
    return names


def refuse_unknown(project: Project, name: str) -> None:
    """Raise HandoutError when *name* is no handout (with a suggestion), or cannot be the id of one."""
    known = list_handouts(project)
    if name not in known:
        near = get_close_matches(name, known, n=1, cutoff=0.5)
        hint = f'did you mean "{near[0]}"?' if near else f"the handouts are: {', '.join(known) or 'none'}"
        raise HandoutError(f'unknown handout "{name}"', project.name(project.templates), hint)
    if name == LAYOUT_DOMAIN or not HANDOUT_ID.fullmatch(name):
        hint = f'rename the folder: letters a to z, digits, "." "_" "-", but not "{LAYOUT_DOMAIN}"'
        raise HandoutError(f'"{name}" cannot be the name of a handout', project.name(project.templates / name), hint)
    template = project.templates / name / TEMPLATE
    if not template.is_file():
        raise HandoutError("there is no such template", project.name(template), "write it; see templates/README.md")


def load_handout(project: Project, name: str) -> Handout:
    """Read one handout by its id.

    Raises HandoutError for an unknown id (with a suggestion), for settings that are missing or wrong, and for a
    template that is missing, cannot be read or has no message "title".
    """
    refuse_unknown(project, name)
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
        raise HandoutError('"pages" must be at least 1 and at most "max_pages"', settings.find("pages"))
    day, next_review = settings.read_date("date"), settings.read_date("next_review")
    if next_review < day:
        raise HandoutError('"next_review" must not be before "date"', settings.find("next_review"))
    return Handout(
        id=name,
        version=settings.read_line("version"),
        date=day,
        next_review=next_review,
        pages=pages,
        max_pages=max_pages,
        author=settings.read_line("author"),
        keywords=settings.read_texts("keywords", may_be_empty=True),
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
        names=reading.read_texts("names", may_be_empty=True),
        banned=reading.read_texts("banned", may_be_empty=True),
        skipped=reading.read_texts("skipped", may_be_empty=True),
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
    """Find a drawing of the handout: templates/<id>/art/<name>.svg.

    Raises HandoutError when there is none, and for a name that could lead out of the folder.
    """
    if not re.fullmatch(r"[a-z0-9-]+", name):
        where = project.name(project.templates / handout / "art")
        raise HandoutError(f'a picture cannot be called "{name}"', where, "use a-z, 0-9 and -")
    path = project.templates / handout / "art" / f"{name}.svg"
    if not path.is_file():
        raise HandoutError(f'there is no picture "{name}"', project.name(path), "draw it, or correct the name")
    return path
