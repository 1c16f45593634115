"""A finished file as text that people compare: facts first, then its structure tree with what each part says."""

from collections.abc import Iterator

from handouts.pdf.read import Link, PdfFile, StructureElement, Text, read_pdf

_MILLIMETRES_PER_POINT = 25.4 / 72


def describe(data: bytes) -> str:
    """Describe the file *data*; the same file always gives the same text."""
    file = read_pdf(data)
    return "\n".join([*_facts(file), "", *_tree(file.tree, ""), "", *_artifacts(file)]) + "\n"


def _facts(file: PdfFile) -> Iterator[str]:
    """Give title, language, pages, fonts and bookmarks."""
    sizes = dict.fromkeys("x".join(f"{side * _MILLIMETRES_PER_POINT:.0f}" for side in page) for page in file.pages)
    yield f"title: {file.title}"
    yield f"language: {file.language}"
    yield f"conformance: {', '.join(file.conformance)}"
    yield f"pages: {len(file.pages)} ({', '.join(sizes)} mm)"
    for name, embedded in file.fonts:
        yield f"font: {name}" + ("" if embedded else " (not embedded)")
    for bookmark in file.bookmarks:
        yield f"bookmark: {'  ' * (bookmark.level - 1)}{bookmark.title}"


def _tree(element: StructureElement, indent: str) -> Iterator[str]:
    """Give *element* on a line, and what is in it below; neighbouring texts are one leaf."""
    yield f"{indent}{element.type}{_notes(element)}"
    text = ""
    for kid in element.kids:
        if isinstance(kid, Text):
            text += kid.text if kid.joined else f" {kid.text}"
            continue
        yield from _leaf(text, indent)
        text = ""
        yield from _tree(kid, indent + "  ") if isinstance(kid, StructureElement) else (_link(kid, indent),)
    yield from _leaf(text, indent)


def _leaf(text: str, indent: str) -> Iterator[str]:
    """Give the text between two kids, if there is any."""
    if words := " ".join(text.split()):
        yield f'{indent}  "{words}"'


def _link(link: Link, indent: str) -> str:
    """Give where a link leads."""
    return f"{indent}  -> {link.target}" + (f" ({link.contents})" if link.contents else "")


def _notes(element: StructureElement) -> str:
    """Give language, alternative text, expansion, and the attributes a reader hears."""
    notes = [
        *([f"id={element.id}"] if element.id and element.type != "TH" else []),
        *([f"lang={element.language}"] if element.language else []),
        *([f"alt={element.alt!r}"] if element.alt else []),
        *([f"expansion={element.expansion!r}"] if element.expansion else []),
        *(f"{key}={value}" for key, value in element.attributes.items() if key not in ("Headers", "BBox")),
    ]
    return f" [{', '.join(notes)}]" if notes else ""


def _artifacts(file: PdfFile) -> Iterator[str]:
    """Give each artifact that shows text, once, with the pages it is on."""
    pages: dict[str, list[int]] = {}
    for artifact in file.artifacts:
        if words := " ".join(artifact.text.split()):
            kind = f"{artifact.type} {artifact.subtype}".strip()
            pages.setdefault(f'artifact {kind}: "{words}"', []).append(artifact.page)
    for line, numbers in pages.items():
        yield f"{line} (pages {', '.join(map(str, numbers))})"
