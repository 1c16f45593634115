"""What a finished page draws: the text of each marked-content sequence and of each artifact, as the file spells it."""

# ruff: noqa: ANN401 (pikepdf objects are dynamic)

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from handouts.pdf.steering import SPACE
from handouts.pdf.tounicode import Decoder

READING_ERRORS = (
    pikepdf.PikepdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a file may raise that does not keep to the format; whoever reads a file that is not ours expects them."""
_DEEPEST = 20
"""Groups inside of groups that are still read; a group that draws itself has no end."""
_SHOW = {"Tj", "TJ", "'", '"'}
_UNSEEN = str.maketrans(dict.fromkeys("\u200e\u200f\u2060"))
"""What right-to-left text is led by, for readers that sort it: it is no part of the text."""
_SAME_LINE = 1.0
"""Points by which baselines on one line of text may differ."""


@dataclass
class Run:
    """The text of one marked-content sequence and the baseline it starts on, None while it shows nothing."""

    text: str = ""
    baseline: float | None = None

    def follows_on_line_of(self, other: "Run") -> bool:
        """Say whether this text stands on the line where *other* does."""
        known = self.baseline is not None and other.baseline is not None
        return not known or abs(self.baseline - other.baseline) < _SAME_LINE  # type: ignore[operator]


@dataclass
class Artifact(Run):
    """Something drawn that is not content; *page* counts from 1."""

    page: int = 0
    type: str = ""
    subtype: str = ""


@dataclass
class Content:
    """What was read: runs by (object number of the page or group, MCID), artifacts in order, text in neither.

    *unread* are the pages, from 1, whose operators could not be followed to the end.
    """

    runs: dict[tuple[int, int], Run] = field(default_factory=dict)
    artifacts: list[Artifact] = field(default_factory=list)
    stray: Run = field(default_factory=Run)
    decoders: dict[tuple[int, int], Decoder] = field(default_factory=dict)
    unread: list[int] = field(default_factory=list)


def read_content(pdf: pikepdf.Pdf) -> Content:
    """Read what every page of *pdf* draws."""
    content = Content()
    for number, page in enumerate(pdf.pages, start=1):
        try:
            _Reader(content, number).read(page.obj, page.obj, pikepdf.Matrix())
        except READING_ERRORS:
            content.unread.append(number)
    return content


class _Reader:
    """The marked content that is open while one page is read."""

    def __init__(self, content: Content, page: int) -> None:
        """Start outside of any marked content."""
        self.content = content
        self.page = page
        self.open: list[Run | None] = []
        self.depth = 0

    def read(self, stream: Any, owner: Any, matrix: pikepdf.Matrix) -> None:
        """Follow the operators of a page, or of a group drawn on it; *owner* is what its numbers belong to."""
        state, saved, line, decoder = matrix, [], pikepdf.Matrix(), None
        resources = _find_resources(stream)
        for step in pikepdf.parse_content_stream(stream):
            operands: Any = step.operands
            match str(step.operator):
                case "q":
                    saved.append(state)
                case "Q":
                    state = saved.pop() if saved else state
                case "cm":
                    state = pikepdf.Matrix(*map(float, operands)) @ state
                case "Tm" | "Td" | "TD":
                    line = _move(line, list(map(float, operands)))
                case "Tf":
                    decoder = self.decoder(resources.Font[operands[0]])
                case "BDC" | "BMC" | "EMC" as name:
                    self.mark(name, _named(operands, resources), owner.objgen[0])
                case "Do":
                    self.draw(resources.XObject[operands[0]], owner, state)
                case name if name in _SHOW and decoder:
                    self.show(decoder, operands[-1], (line @ state).f)

    def decoder(self, font: Any) -> Decoder:
        """Give the decoder of *font*, reading its map once."""
        if font.objgen not in self.content.decoders:
            cmap = font.get("/ToUnicode")
            self.content.decoders[font.objgen] = Decoder(b"" if cmap is None else cmap.read_bytes())
        return self.content.decoders[font.objgen]

    def mark(self, operator: str, operands: Any, owner: int) -> None:
        """Open or close marked content."""
        if operator == "EMC":
            del self.open[-1:]
        else:
            self.open.append(self.begin(operands, owner))

    def begin(self, operands: Any, owner: int) -> Run | None:
        """Give what marked content opens: a numbered run, an artifact, or None for what says neither."""
        properties: Any = operands[1] if len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) else {}
        if operands[0] == "/Artifact":
            kind, subtype = (str(properties.get(key, ""))[1:] for key in ("/Type", "/Subtype"))
            self.content.artifacts.append(Artifact(page=self.page, type=kind, subtype=subtype))
            return self.content.artifacts[-1]
        if "/MCID" in properties:
            return self.content.runs.setdefault((owner, int(properties["/MCID"])), Run())
        return None

    def show(self, decoder: Decoder, operand: Any, baseline: float) -> None:
        """Give the text of a shown string to the innermost open run."""
        run = next((run for run in reversed(self.open) if run), self.content.stray)
        run.baseline = baseline if run.baseline is None else run.baseline
        parts = operand if isinstance(operand, pikepdf.Array) else [operand]
        text = "".join(decoder.decode(bytes(part)) for part in parts if isinstance(part, pikepdf.String))
        run.text += text.replace(SPACE, "").translate(_UNSEEN)

    def draw(self, drawn: Any, owner: Any, matrix: pikepdf.Matrix) -> None:
        """Read a group that is drawn on the page; pictures have no text."""
        if drawn.Subtype == "/Form" and self.depth < _DEEPEST:
            self.depth += 1
            self.read(drawn, drawn if "/StructParents" in drawn else owner, matrix)
            self.depth -= 1


def _move(line: pikepdf.Matrix, operands: list[float]) -> pikepdf.Matrix:
    """Give the place of a line of text: a new one for six *operands*, one beside the *line* before for two."""
    moved = pikepdf.Matrix(*operands) if operands[2:] else pikepdf.Matrix().translated(*operands)
    return moved if operands[2:] else moved @ line


def _find_resources(stream: Any) -> Any:
    """Give the resources of a page, its own or those of the pages above it, or of a group."""
    while "/Resources" not in stream and "/Parent" in stream:
        stream = stream.Parent
    return stream.get("/Resources", pikepdf.Dictionary())


def _named(operands: Any, resources: Any) -> Any:
    """Give the operands of marked content, with the properties themselves where they only name them."""
    if len(operands) > 1 and isinstance(operands[1], pikepdf.Name):
        return [operands[0], resources.get("/Properties", {}).get(operands[1], None)]
    return operands
