"""The one handout that a command works on, where the user need not name it."""

from handouts.catalog.lookup import find_catalog, has_catalog
from handouts.errors import HandoutError
from handouts.handout import choose_handouts, refuse_unknown
from handouts.language import Language
from handouts.project import Project


def choose_handout(project: Project, name: str | None, language: Language) -> str:
    """Choose the handout that is named, or the only one that has a catalog in *language*."""
    if name:
        refuse_unknown(project, name)
    begun = [each for each in choose_handouts(project, (name,) if name else ()) if has_catalog(project, language, each)]
    if len(begun) > 1:
        raise HandoutError(f"there are several handouts: {', '.join(begun)}", hint="name one with --handout")
    if not begun:
        where = project.name(find_catalog(project, language, name or "").parent)
        hint = f"run: handouts catalog new {language.tag}"
        raise HandoutError(f"there is no catalog for {language.english}", where, hint)
    return begun[0]
