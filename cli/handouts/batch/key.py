"""Key: everything that one job depends on, by name and digest; two jobs with equal keys give the same bytes.

Files are read whole each time: dates of files are not trusted.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path

from handouts.catalog.lookup import SOURCE_TAG, find_catalog
from handouts.errors import HandoutError
from handouts.fonts import FontLibrary, find_faces, load_scripts
from handouts.language import Language
from handouts.pdf.standards import UA1
from handouts.project import Project
from handouts.task import Task
from handouts.trans import LAYOUT_DOMAIN, LAYOUT_FOLDER

UNPRINTED = ("claims.toml",)  # files of a handout that no page is made from
UNPRINTED_SUFFIX = ".md"


@dataclass(frozen=True)
class Key:
    """What a job depends on: digests of *inputs* and *versions* of programs, both by name."""

    inputs: dict[str, str]
    versions: dict[str, str]

    @property
    def digest(self) -> str:
        """Give the sha256 over all of it."""
        return digest_value([self.inputs, self.versions])

    def explain(self, older: "Key") -> tuple[str, ...]:
        """Say what has changed since *older*, by name; nothing if the two are equal."""
        return (*_compare(older.inputs, self.inputs), *_compare(older.versions, self.versions))


class Keyring:
    """Makes the keys of a batch; each file is read once."""

    def __init__(self, project: Project, library: FontLibrary, versions: dict[str, str]) -> None:
        """Take where the files of the jobs are, and the versions, which are the same for all."""
        self.project = project
        self.library = library
        self.versions = versions
        self.scripts = cache(lambda: load_scripts(project))
        self.digest_file = cache(digest_file)
        self.digest_folder = cache(self._digest_folder)
        self.digest_fonts = cache(self._digest_fonts)

    def make(self, task: Task) -> Key | None:
        """Make the key of *task*; None where something that it needs is missing: the build will say what."""
        try:
            return Key(dict(sorted(self._find_inputs(task))), self.versions)
        except (HandoutError, OSError):
            return None

    def _find_inputs(self, task: Task) -> Iterator[tuple[str, str]]:
        """Give each input of *task* with its digest."""
        project, language = self.project, task.language
        for folder in (project.templates / LAYOUT_FOLDER, project.templates / task.handout, project.styles):
            yield from self.digest_folder(folder)
        places = [find_catalog(project, language, domain) for domain in (LAYOUT_DOMAIN, task.handout)]
        for path in (*places, *_find_signatures(project, language)):
            if path.is_file():
                yield project.name(path), self.digest_file(path)
        yield f"languages.toml [{language.tag}]", digest_value(language.row)
        yield f"paper.toml [{task.paper.name}]", digest_value(asdict(task.paper))
        yield from self.digest_fonts(language.script)
        if task.release:
            yield "option --release", "yes"
        if task.standard != UA1.name:
            yield "option --standard", task.standard

    def _digest_folder(self, folder: Path) -> tuple[tuple[str, str], ...]:
        """Give the files of one folder that pages are made from; data of styles/ is read by its parts."""
        suffixes = {".css"} if folder == self.project.styles else None
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and _is_printed(path)]
        wanted = [path for path in paths if suffixes is None or path.suffix in suffixes]
        return tuple((self.project.name(path), self.digest_file(path)) for path in wanted)

    def _digest_fonts(self, name: str) -> tuple[tuple[str, str], ...]:
        """Give what a script is set in: its own table, that of English, and the font files of both."""
        chosen = {key: each for key, each in self.scripts().items() if key == name or each.latin}
        tables = [(f"scripts.toml [{key}]", digest_value(asdict(script))) for key, script in chosen.items()]
        families = tuple(dict.fromkeys(family for script in chosen.values() for family in script.families))
        faces = find_faces(self.library, families)
        fonts = [(f"font {each.family} {each.weight}: {each.path.name}", self.digest_file(each.path)) for each in faces]
        return (*tables, *fonts)


def _find_signatures(project: Project, language: Language) -> Iterator[Path]:
    """Name the files that say who has signed a text in *language*, and the English that it translates."""
    for folder in sorted({language.posix, SOURCE_TAG}):
        yield from sorted((project.locales / folder / "signoff").glob("[!.]*"))
    yield from (project.locales / name for name in ("people.toml", "allowed_signers"))


def digest_file(path: Path) -> str:
    """Give the sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_value(value: object) -> str:
    """Give the sha256 of a plain value, in which patterns count as their text; the order of names does not matter."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=attrgetter("pattern"))
    return hashlib.sha256(text.encode()).hexdigest()


def _is_printed(path: Path) -> bool:
    """Tell whether pages may be made from a file of templates/ or styles/; hidden files are those of editors."""
    return path.name not in UNPRINTED and path.suffix != UNPRINTED_SUFFIX and not path.name.startswith(".")


def _compare(older: Mapping[str, str], newer: Mapping[str, str]) -> Iterator[str]:
    """Say what differs."""
    for name in sorted(older.keys() | newer.keys()):
        if name not in newer:
            yield f"{name} is gone"
        elif name not in older:
            yield f"{name} is new"
        elif older[name] != newer[name]:
            yield f"{name} changed"
