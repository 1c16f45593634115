"""What a finished page draws: the text of each marked-content sequence and of each artifact, as the file spells it."""

# ruff: noqa: ANN401 (pikepdf objects are dynamic)

from dataclasses import dataclass, field
from typing import Any

import pikepdf

from handouts.pdf.tounicode import Decoder

_SHOW = {"Tj", "TJ", "'", '"'}
_UNSEEN = str.maketrans(dict.fromkeys("\u200f\u2060"))
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
    """What was read: runs by (object number of the page or group, MCID), artifacts in order, text in neither."""

    runs: dict[tuple[int, int], Run] = field(default_factory=dict)
    artifacts: list[Artifact] = field(default_factory=list)
    stray: Run = field(default_factory=Run)
    decoders: dict[tuple[int, int], Decoder] = field(default_factory=dict)


def read_content(pdf: pikepdf.Pdf) -> Content:
    """Read what every page of *pdf* draws."""
    content = Content()
    for number, page in enumerate(pdf.pages, start=1):
        _Reader(content, number).read(page.obj, page.obj, pikepdf.Matrix())
    return content


class _Reader:
    """The marked content that is open while one page is read."""

    def __init__(self, content: Content, page: int) -> None:
        """Start outside of any marked content."""
        self.content = content
        self.page = page
        self.open: list[Run | None] = []

    def read(self, stream: Any, owner: Any, matrix: pikepdf.Matrix) -> None:
        """Follow the operators of a page, or of a group drawn on it; *owner* is what its numbers belong to."""
        state, saved, line, decoder = matrix, [], pikepdf.Matrix(), None
        for step in pikepdf.parse_content_stream(stream):
            operands: Any = step.operands
            match str(step.operator):
                case "q":
                    saved.append(state)
                case "Q":
                    state = saved.pop()
                case "cm":
                    state = pikepdf.Matrix(*map(float, operands)) @ state
                case "Tm":
                    line = pikepdf.Matrix(*map(float, operands))
                case "Tf":
                    decoder = self.decoder(stream.Resources.Font[operands[0]])
                case "BDC" | "BMC" | "EMC" as name:
                    self.mark(name, operands, owner.objgen[0])
                case "Do":
                    self.draw(stream.Resources.XObject[operands[0]], owner, state)
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
            self.open.pop()
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
        run.text += text.translate(_UNSEEN)

    def draw(self, drawn: Any, owner: Any, matrix: pikepdf.Matrix) -> None:
        """Read a group that is drawn on the page; pictures have no text."""
        if drawn.Subtype == "/Form":
            self.read(drawn, drawn if "/StructParents" in drawn else owner, matrix)
