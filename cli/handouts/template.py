"""Templates: the Jinja environment, rendering one template, and taking the messages out of a folder of templates.

Sandboxed, autoescaped, strict about undefined names, and confined to the project's templates/. Every fault of a
template is a HandoutError with ``path:line``. The tags that hold messages are in ``trans``.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.bccache import Bucket, BytecodeCache
from jinja2.environment import Environment
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from handouts.bare import refuse_bare_text
from handouts.errors import HandoutError
from handouts.message import Message
from handouts.notes import find_notes
from handouts.project import Project
from handouts.trans import LAYOUT_DOMAIN, LAYOUT_FOLDER, Found, MessageExtension, Wording

_CODE = Path(__file__).resolve().parent


class _ConfinedLoader(FileSystemLoader):
    """Loads templates that really lie inside the folder, whatever links say."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.folder = folder.resolve()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Any]:
        source, filename, uptodate = super().get_source(environment, template)
        if not Path(filename).resolve().is_relative_to(self.folder):
            raise TemplateNotFound(template)
        return source, filename, uptodate


class _CompiledTemplates(BytecodeCache):
    """Keeps templates that this process has compiled, each as long as its source stays the same."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _CompiledTemplates()


def make_environment(project: Project) -> Environment:
    """Make the environment for one page: a new one each time, as imported templates keep the words of their page."""
    return ImmutableSandboxedEnvironment(
        loader=_ConfinedLoader(project.templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[MessageExtension],
        bytecode_cache=_COMPILED,
    )


@lru_cache(maxsize=256)
def condense(source: str) -> str:
    """Give the source of a template without its comments and with single spaces: what it does to a page."""
    tokens = Environment().lex(source)
    kept = "".join(text for _, kind, text in tokens if not kind.startswith("comment"))
    return re.sub(r"[ \t\r\n]+", " ", kept)


def render_template(project: Project, name: str, context: Mapping[str, object], wording: Wording) -> Markup:
    """Render the template *name*, like ``car-t/handout.html.jinja``; macros of imported templates see *context* too.

    Raises HandoutError with the template's line for every fault of a template or of a value.
    """
    environment = make_environment(project)
    environment.globals.update(context)
    _get_extension(environment).wording = wording
    with _translate_errors(project):
        return Markup(environment.get_template(name).render())  # noqa: S704 -- autoescaped


def extract(project: Project, domain: str) -> tuple[Message, ...]:
    """Take all messages of *domain* (``page``, or a handout id) out of its templates, in document order.

    A message that is printed twice comes once. Raises HandoutError for unreadable templates and for a key that
    stands for two texts.
    """
    folder = LAYOUT_FOLDER if domain == LAYOUT_DOMAIN else domain
    is_own = domain == LAYOUT_DOMAIN or re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", domain)
    if not is_own or not (project.templates / folder).is_dir():
        hint = "look at the folders in templates/"
        raise HandoutError(f"there is no handout {domain!r}", f"templates/{folder}", hint)
    messages: dict[str, Message] = {}
    with _translate_errors(project):
        for message in _Walk(project, folder).walk():
            first = messages.setdefault(message.key, message)
            if first.msgid != message.msgid:
                raise HandoutError(
                    f'key "{message.key}" already stands for another text at {first.where}', message.where, "rename one"
                )
            notes = tuple(dict.fromkeys(first.comments + message.comments))
            messages[message.key] = replace(first, comments=notes)
    return tuple(messages.values())


class _Walk:
    """Visits each template of a folder once, following extends, include and import where they stand."""

    def __init__(self, project: Project, folder: str) -> None:
        self.project = project
        self.folder = folder
        self.environment = make_environment(project)
        self.parsed: dict[str, list[tuple[int, Message | str]]] = {}

    def walk(self) -> Iterator[Message]:
        """Give the messages of the templates nobody refers to, each with what it refers to; then of the rest."""
        root = self.project.templates
        names = [path.relative_to(root).as_posix() for path in sorted((root / self.folder).rglob("*.jinja"))]
        targets = {part for name in names for _, part in self.parse(name) if isinstance(part, str)}
        seen: set[str] = set()
        for name in sorted(names, key=lambda name: name in targets):
            yield from self.visit(name, seen)

    def visit(self, name: str, seen: set[str]) -> Iterator[Message]:
        """Give the messages of one template in order, those of its references in their place."""
        if name in seen:
            return
        seen.add(name)
        for _, part in self.parse(name):
            if isinstance(part, Message):
                yield part
            else:
                yield from self.visit(part, seen)

    def parse(self, name: str) -> list[tuple[int, Message | str]]:
        """Give the messages and references of one template with their lines, in the order of the file."""
        if name not in self.parsed:
            loader = self.environment.loader
            assert loader is not None  # noqa: S101 -- make_environment sets it
            source, filename, _ = loader.get_source(self.environment, name)
            extension = _get_extension(self.environment)
            extension.found = []
            tree = self.environment.parse(source, name, filename)
            messages = [*_add_comments(extension.found, find_notes(self.environment, source, name))]
            refuse_bare_text(self.environment, source, name)
            self.parsed[name] = sorted([*messages, *self.find_references(tree, name)], key=lambda part: part[0])
        return self.parsed[name]

    def find_references(self, tree: nodes.Template, name: str) -> Iterator[tuple[int, str]]:
        """Give the templates of the same folder that *tree* extends, includes or imports."""
        for node in tree.find_all((nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)):
            where = f"templates/{name}:{node.lineno}"
            target = getattr(node, "template")  # noqa: B009 -- all four node types have it
            if not isinstance(target, nodes.Const) or not isinstance(target.value, str):
                raise HandoutError("the name of a template must be one quoted string", where, "write it out")
            if not (self.project.templates / target.value).is_file():
                raise HandoutError(f"there is no template {target.value!r}", where, "names begin with their folder")
            folder = target.value.split("/")[0]
            if folder == self.folder:
                yield node.lineno, target.value
            elif folder != LAYOUT_FOLDER:
                raise HandoutError(
                    f"{target.value!r} belongs to another handout", where, f"move it to templates/{LAYOUT_FOLDER}"
                )


def _get_extension(environment: Environment) -> MessageExtension:
    """Give the message extension of *environment*."""
    extension = environment.extensions[MessageExtension.identifier]
    assert isinstance(extension, MessageExtension)  # noqa: S101 -- make_environment sets it
    return extension


def _add_comments(found: list[Found], notes: Iterator[tuple[str, ...]]) -> Iterator[tuple[int, Message]]:
    """Give each message its notes."""
    for each, comments in zip(found, notes, strict=True):
        yield each.line, replace(each.message, comments=comments)


@contextmanager
def _translate_errors(project: Project) -> Iterator[None]:
    """Turn the errors of Jinja and of expressions in templates into HandoutError; our own bugs pass."""
    try:
        yield
    except HandoutError as error:
        error.where = error.where or _find_place(project, error)
        raise
    except TemplateSyntaxError as error:
        message = _tidy(error.message or "syntax error")
        raise HandoutError(message, f"templates/{error.name}:{error.lineno}", "correct the template") from error
    except UnicodeDecodeError as error:
        raise HandoutError(f"a template is not UTF-8: {error.reason}", "templates", "save it as UTF-8") from error
    except MemoryError:  # not the template's fault alone: the limit has a say
        raise
    except Exception as error:
        where = _find_place(project, error)
        if isinstance(error, RecursionError) and where:
            message = "the template includes or calls itself without end"
            raise HandoutError(message, where, "take the include or the call out") from None
        if where is None and not isinstance(error, TemplateError):
            raise
        if isinstance(error, TemplateNotFound):
            message = f"there is no template {error.name!r} in the templates folder"
            raise HandoutError(message, where or "templates", "names begin with their folder") from error
        hint = "check the spelling, or give the value in the profile or handout.toml"
        raise HandoutError(_tidy(str(error)), where, hint) from error


def _find_place(project: Project, error: Exception) -> str | None:
    """Give ``path:line`` of the innermost template at work; None where the fault is in our own code."""
    place, trace = None, error.__traceback__
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        if path.is_relative_to(project.templates):
            place = f"{project.name(path)}:{trace.tb_lineno}"
        elif path.is_relative_to(_CODE) and place and not isinstance(error, (TemplateError, HandoutError)):
            return None
        trace = trace.tb_next
    return place


def _tidy(message: str) -> str:
    """Make a message of Jinja one line that begins small and ends without a full stop."""
    line = " ".join(message.split()).removesuffix(".")
    return line[:1].lower() + line[1:]
