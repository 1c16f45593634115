"""A sound project to attack, and planting one hostile input of inputs.toml into it: what the keys of an input do."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from handouts.project import Project

Plant = Callable[[Project, dict[str, Any]], None]
CATALOG = "locales/es/LC_MESSAGES/tea.po"
CHECKS = Path(__file__).resolve().parents[2] / "locales" / "checks.toml"
SAFE_CUP = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
CALL = 'Call <a href="tel:5550100">{{ phone }}</a> <b>now</b>.'
CALL_ENTRY = (
    '\nmsgctxt "call"\nmsgid "Call <link>{phone}</link> <b>now</b>."\n'
    'msgstr "Llame <link>al {phone}</link> <b>ahora</b>."\n'
)


@pytest.fixture
def whole(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give the tiny project with a link, a value and a drawing added, as the folder one stands in."""
    template = project.templates / "tea" / "handout.html.jinja"
    message = '<p style="background-image: url({{ art_url("cup") }})"></p>\n'
    message += f'<p>{{% trans "call", phone="555-0100" %}}{CALL}{{% endtrans %}}</p>\n{{{{ art("cup", "A cup") }}}}\n'
    text = template.read_text("utf-8")
    template.write_text(message.join(text.rsplit("{% endblock %}", 1)) + "{% endblock %}\n", "utf-8")
    (project.templates / "tea" / "art").mkdir()
    (project.templates / "tea" / "art" / "cup.svg").write_text(SAFE_CUP, "utf-8")
    with (project.root / CATALOG).open("a", encoding="utf-8") as catalog:
        catalog.write(CALL_ENTRY)
    shutil.copy(CHECKS, project.locales)
    monkeypatch.chdir(project.root)
    return project


@pytest.fixture
def plant() -> Plant:
    """Give the way to put one input into its place."""
    return put


def put(project: Project, row: dict[str, Any]) -> None:
    """Put one input into its place; what is only typed has none."""
    if row.keys() <= {"name", "kind", "run", "refused"}:
        return
    path = project.root / row.get("path", CATALOG)
    path.parent.mkdir(parents=True, exist_ok=True)
    if "link" in row or row.get("make") in ("pipe", "folder"):
        _plant_special(project, path, row)
    elif "make" in row:
        MAKERS[row["make"]](path)
    else:
        before = path.read_bytes() if path.is_file() else b""
        path.write_bytes(change(before, row))


def change(before: bytes, row: dict[str, Any]) -> bytes:
    """Give the content of a file after an input has changed it."""
    unit, count = row.get("many", ("", 0))
    many = "".join(unit.replace("{n}", str(number)) for number in range(count))
    values = {key: value.replace("{many}", many) for key, value in row.items() if isinstance(value, str)}
    if "hex" in values:
        return bytes.fromhex(values["hex"])
    if "replace_hex" in row:
        old, new = map(bytes.fromhex, row["replace_hex"])
        assert old in before
        return before.replace(old, new)
    if "text" in values:
        return values["text"].encode()
    return _edit(before.decode(), row, many).encode()


def _edit(text: str, row: dict[str, Any], many: str) -> str:
    """Give a catalog that an input has changed as text."""
    if "cut" in row:
        return text[: row["cut"]]
    if "replace" in row:
        old, new = row["replace"]
    elif "header" in row:
        old, new = '"X-Origin', f'"{row["header"]}\\n"\n"X-Origin'
    elif "msgstr" in row:
        return _replace_msgstr(text, row.get("key", "water"), row["msgstr"].replace("{many}", many))
    else:
        return text + str(row["append"]).replace("{many}", many)
    assert old in text
    return text.replace(old, new.replace("{many}", many), 1)


def _replace_msgstr(text: str, key: str, msgstr: str) -> str:
    """Replace the translation of one message, which stands on one line."""
    head, found, rest = text.partition(f'msgctxt "{key}"\n')
    assert found
    msgid, found, rest = rest.partition("msgstr ")
    after = rest.partition("\n")[2]
    return f'{head}msgctxt "{key}"\n{msgid}msgstr "{msgstr}"\n{after}'


def _plant_special(project: Project, path: Path, row: dict[str, Any]) -> None:
    """Put a pipe, a folder or a link into the place of a file or a folder."""
    if path.is_dir():
        outside = project.root.parent / "outside"
        shutil.move(path, outside)
        path.symlink_to(outside)
        return
    path.unlink(missing_ok=True)
    if "link" in row:
        path.symlink_to(row["link"])
    elif row["make"] == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()


def _change_font(path: Path, edit: Callable[[TTFont], object]) -> None:
    """Write a font of this machine that *edit* changes."""
    with TTFont(next(Path("/usr/share/fonts").rglob("NotoSans-Regular.ttf"))) as font:
        edit(font)
        font.save(path)


def _make_restricted_font(path: Path) -> None:
    """Forbid embedding."""
    _change_font(path, lambda font: setattr(font["OS/2"], "fsType", 2))


def _make_font_without_letters(path: Path) -> None:
    """Take the outlines out."""

    def edit(font: TTFont) -> None:
        for name in ("glyf", "loca"):
            del font[name]

    _change_font(path, edit)


def _make_half_font(path: Path) -> None:
    """Cut a font in half."""
    whole = next(Path("/usr/share/fonts").rglob("NotoSans-Regular.ttf")).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _make_font_with_far_tables(path: Path) -> None:
    """Point each table of a font to a place behind its end."""
    whole = bytearray(next(Path("/usr/share/fonts").rglob("NotoSans-Regular.ttf")).read_bytes())
    for place in range(12, 12 + 16 * int.from_bytes(whole[4:6], "big"), 16):
        whole[place + 8 : place + 12] = b"\xff\xff\xff\xf0"
    path.write_bytes(whole)


def _make_pdf(path: Path, encryption: pikepdf.Encryption | None = None, pages: int = 1) -> None:
    """Write a PDF file with empty pages."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(path, encryption=encryption)


def _make_half_pdf(path: Path) -> None:
    """Cut a PDF file after its first line."""
    _make_pdf(path)
    path.write_bytes(path.read_bytes()[:40])


def _make_circle(path: Path) -> None:
    """Let the tree of pages hold itself."""
    _make_pdf(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        pdf.Root.Pages.Kids = pikepdf.Array([pdf.Root.Pages])
        pdf.save(path)


MAKERS: dict[str, Callable[[Path], object]] = {
    "a restricted font": _make_restricted_font,
    "a font without letters": _make_font_without_letters,
    "half a font": _make_half_font,
    "a font with far tables": _make_font_with_far_tables,
    "a web page": lambda path: path.write_text("<!doctype html><title>Leaflet</title>", "utf-8"),
    "half a PDF": _make_half_pdf,
    "a locked PDF": lambda path: _make_pdf(path, pikepdf.Encryption(owner="a", user="b")),
    "a circle of pages": _make_circle,
    "a PDF without pages": lambda path: _make_pdf(path, pages=0),
}
