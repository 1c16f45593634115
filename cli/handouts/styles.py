"""Style: the style sheets of one page as text: those of styles/, and the rules that come from data.

Fonts and line heights come from styles/scripts.toml, the sheet from styles/paper.toml. No layout here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from handouts.datafile import read_tables, read_text
from handouts.errors import HandoutError
from handouts.fonts import FontFace, FontLibrary, Script, find_faces, load_scripts
from handouts.gate.fonts import check_font
from handouts.language import Language
from handouts.linebreaks import LineBreaks
from handouts.project import Project

SHEETS = ("tokens", "page", "components")
REVIEW_SHEETS = ("tokens", "page", "review")
OWN_SIZE = 1.15  # on a review sheet, of words in another script than that of the English beside them
FITS = {
    "designed": ("designed",),
    "compact": ("designed", "compact"),
}
"""How a page may give way and yet keep to the designed pages, from best to last: the style sheets added for each."""
FLOWS = {
    "compact flow": ("compact", "flow", "whole"),
    "compact loose flow": ("compact", "flow"),
    "loose flow": ("flow",),
    "flow": ("flow", "whole"),
}
"""How the text flows where the words are too long for those, from the fewest pages to the most."""


@dataclass(frozen=True)
class Paper:
    """A sheet, in millimetres: ``edge`` is the white around running header and footer, ``side`` the side margins."""

    name: str
    width: float
    height: float
    side: float
    edge: float


@dataclass(frozen=True)
class Style:
    """All style sheets of one page: ``css`` for every fit, ``fits`` and ``flows`` the additional ones by name."""

    css: str
    fits: Mapping[str, str]
    flows: Mapping[str, str]
    faces: tuple[FontFace, ...]
    paper: Paper
    has_latin_letters: bool
    breaks: LineBreaks


def load_papers(project: Project) -> dict[str, Paper]:
    """Read styles/paper.toml: the sheets that a page may be laid out for, by name."""
    tables = read_tables(project, project.styles / "paper.toml")
    return {
        table.name: Paper(table.name, *(table.read_number(key) for key in ("width", "height", "side", "edge")))
        for table in tables
    }


def find_paper(project: Project, name: str) -> Paper:
    """Find a sheet by its name; raises HandoutError with a suggestion when there is none."""
    papers = load_papers(project)
    if name not in papers:
        near = get_close_matches(name.casefold(), papers, n=1, cutoff=0.5)
        hint = f'did you mean "{near[0]}"?' if near else f"the papers are: {', '.join(papers) or 'none'}"
        raise HandoutError(f'unknown paper "{name}"', project.name(project.styles / "paper.toml"), hint)
    return papers[name]


def make_style(project: Project, library: FontLibrary, language: Language, paper: Paper) -> Style:
    """Put the style sheets for *language* on *paper* together.

    Raises HandoutError for a script without a table, a missing or broken font, or a missing style sheet.
    """
    scripts = load_scripts(project)
    script = _find_script(project, scripts, language)
    english = _find_latin(project, scripts)
    families = tuple(dict.fromkeys((*script.families, *english.families)))
    faces = find_faces(library, families)
    for path in dict.fromkeys(face.path for face in faces):
        check_font(path, project.name(path))
    rules = [*map(write_font_face, faces), write_script(script, english)]
    css = "\n".join([*rules, *(_read_sheet(project, name) for name in SHEETS)])
    return Style(css, _read_fits(project, FITS), _read_fits(project, FLOWS), faces, paper, script.latin, script.breaks)


def make_review_style(project: Project, library: FontLibrary, language: Language, paper: Paper) -> Style:
    """Put the style sheets of a review sheet together: English, with the words of *language* in its own fonts.

    The *paper* lies on its side. Raises HandoutError like make_style.
    """
    scripts = load_scripts(project)
    script, english = _find_script(project, scripts, language), _find_latin(project, scripts)
    faces = find_faces(library, tuple(dict.fromkeys((*english.families, *script.families))))
    sheets = (_read_sheet(project, name) for name in REVIEW_SHEETS)
    rules = [*map(write_font_face, faces), write_script(english, english), *sheets]
    size = f"font-size: {script.scale * (1 if script.latin else OWN_SIZE):.2f}em; line-height: {script.body}"
    rules += [f".own {{ font-family: {_name(script)}; {size} }}"]
    rules += [f".both {{ font-family: {_name(english)}, {_name(script)}; line-height: {script.tight} }}"]
    wide = Paper(paper.name, paper.height, paper.width, paper.edge, paper.edge)
    return Style("\n".join(rules), {}, {"sheet": ""}, faces, wide, script.latin, script.breaks)


def write_font_face(face: FontFace) -> str:
    """Write the rule that names one font file."""
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; src: url("{face.path.as_uri()}") }}'
    )


def write_script(script: Script, english: Script) -> str:
    """Write fonts, line heights and the size factor of the reader's *script*, and the fonts of English runs."""
    heights = f"--lh: {script.body}; --lh-s: {script.tight}; --lh-h: {script.heading}; --scale: {script.scale}"
    rules = [f"html {{ font-family: {_name(script)}; {heights} }}", f"[lang=en] {{ font-family: {_name(english)} }}"]
    if not script.italic:  # a slant would be false: no letter of the script has one
        rules.append("em, i, cite, dfn { font-style: normal; font-weight: 700 }")
    return "\n".join(rules)


def write_margins(paper: Paper, top: float, bottom: float) -> str:
    """Write the page rule of *paper*; *top* and *bottom* are the heights of running header and footer in mm."""
    margins = f"{top + paper.edge:.2f}mm {paper.side}mm {bottom + paper.edge:.2f}mm"
    return f"@page {{ size: {paper.width}mm {paper.height}mm; margin: {margins} }}"


def _name(script: Script) -> str:
    """Write the families of a script in the order they are tried."""
    return ", ".join(f'"{family}"' for family in script.families)


def _find_script(project: Project, scripts: Mapping[str, Script], language: Language) -> Script:
    """Find the script of *language*."""
    if language.script not in scripts:
        where = project.name(project.styles / "scripts.toml")
        raise HandoutError(f'no [script.{language.script}] table for "{language.tag}"', where, "add the table")
    return scripts[language.script]


def _find_latin(project: Project, scripts: Mapping[str, Script]) -> Script:
    """Find the script of English."""
    for script in scripts.values():
        if script.latin:
            return script
    where = project.name(project.styles / "scripts.toml")
    raise HandoutError("no script has latin = true", where, "give it to [script.Latn]: English is set in it")


def _read_fits(project: Project, fits: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Read the style sheets of each fit."""
    return {fit: "\n".join(_read_sheet(project, name) for name in names) for fit, names in fits.items()}


def _read_sheet(project: Project, name: str) -> str:
    """Read one style sheet."""
    return read_text(project, project.styles / f"{name}.css")
