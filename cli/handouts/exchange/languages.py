"""Languages of files that came back: is this the one that was asked for."""

from handouts.errors import HandoutError


def refuse_other(found: str, tag: str, where: str) -> None:
    """Raise HandoutError when a file is for another language; tools may add a region, as es-ES for es."""
    given, wanted = (each.replace("_", "-").casefold() for each in (found, tag))
    if given and given != wanted and not given.startswith(f"{wanted}-"):
        hint = f"name the language of the file: handouts catalog import {found}"
        raise HandoutError(f'the file is for "{found}", not for "{tag}"', where, hint)
