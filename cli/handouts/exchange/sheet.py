"""The review sheet as HTML: every sentence beside its translation, with room for corrections and signatures.

Its own words are English, for professionals; fonts, pages and the file are later stages. Error types and severities are
those of MQM (Multidimensional Quality Metrics, themqm.org), its core typology.
"""

from collections.abc import Iterable, Iterator, Mapping

from markupsafe import Markup

from handouts.exchange.bundle import Bundle, Facts, Part, Progress, Segment
from handouts.markup import PAGE_COUNT, PAGE_NUMBER
from handouts.message import Element, render, split
from handouts.typography import Typography

BACK = "back:"  # begins a translator's note that holds a translation back into English
BOLD = "b"  # the tag that is shown as it will be printed; all other tags are shown as they are written
TYPES = (
    ("T", "terminology", "not the agreed word, or two words for one thing"),
    ("A", "accuracy", "wrong meaning, something left out, added, or left in English"),
    ("L", "linguistic conventions", "grammar, spelling, punctuation"),
    ("S", "style", "hard to read, stiff, wrong tone"),
    ("C", "locale conventions", "numbers, dates, units, addresses not as readers write them"),
    ("R", "audience appropriateness", "a patient would not understand it, or be hurt by it"),
    ("D", "design and markup", "cut text, wrong letters, bold or a blank in the wrong place"),
)
SEVERITIES = (
    ("0", "neutral", "a remark, no error"),
    ("1", "minor", "disturbs, does not mislead"),
    ("5", "major", "misleads, or makes a reader stop"),
    ("25", "critical", "can harm a reader: a number, a \u201cnot\u201d, when to call"),
)
SIGNERS = ("Translator", "Reviewer (another person)", "Clinical lead")
LINES = ("Name", "Credential", "Date", "Signature")


def write_sheet(bundle: Bundle, facts: Facts, typography: tuple[Typography, Typography]) -> str:
    """Write the page; *typography* is that of English and that of the language."""
    language = bundle.language
    title = f"Review sheet: {language.english}"
    body = [
        Markup(
            '<div id="foot"><p>{} <span class="sep"></span> texts {} <span class="sep"></span> not for patients</p>'
        ).format(title, facts.sum),
        Markup('<p class="page-number">Page {} of {}</p></div>').format(PAGE_NUMBER, PAGE_COUNT),
        Markup("<header><h1>{}</h1></header>").format(title),
        _write_facts(bundle, facts),
        _write_legend("Type of error", TYPES),
        _write_legend("Severity", SEVERITIES),
        *_Writer(bundle, typography).write_parts(),
        _write_signatures(),
        Markup('<section class="disclaimer" id="disclaimer"><p>{}</p></section>').format(_END),
    ]
    head = Markup('<!doctype html><html lang="en" dir="ltr"><head><meta charset="utf-8"><title>{}</title></head><body>')
    return str(Markup("\n").join([head.format(title), *body, Markup("</body></html>")]))


_END = (
    "This sheet is for translators and reviewers, not for patients. Signing it on paper releases nothing: "
    "the project counts only signatures under exactly these texts."
)


def _write_facts(bundle: Bundle, facts: Facts) -> Markup:
    """Write what the texts are, and how to use the sheet."""
    own = Markup('<span class="own" lang="{}" dir="{}">{}</span>')
    language = own.format(bundle.language.tag, bundle.language.direction, bundle.language.endonym)
    first = Markup("<li><b>Language</b> {} ({}), {}</li>").format(
        bundle.language.english, bundle.language.tag, language
    )
    rest = (Markup("<li><b>{}</b> {}</li>").format(name, value) for name, value in facts.lines)
    use = (
        "Compare each sentence with its English. If it is right, put a tick under Error. If not, write the better text "
        "under Correction, and type and severity under Error, such as A 25. A blank row has not been looked at."
    )
    return Markup('<ul class="facts-of-sheet">{}{}</ul><p>{}</p>').format(first, Markup().join(rest), use)


def _write_legend(title: str, rows: Iterable[tuple[str, str, str]]) -> Markup:
    """Write what the letters and numbers mean."""
    row = Markup("<li><b>{} {}</b> {}</li>")
    items = Markup().join(row.format(*each) for each in rows)
    return Markup('<section class="end"><h2>{}</h2><ul class="legend-of-sheet">{}</ul></section>').format(title, items)


def _write_signatures() -> Markup:
    """Write a row for each person who signs; nothing is filled in."""
    head = Markup().join(Markup('<th scope="col">{}</th>').format(name) for name in ("Role", *LINES))
    cells = Markup("<td></td>") * len(LINES)
    rows = Markup().join(Markup('<tr><th scope="row">{}</th>{}</tr>').format(role, cells) for role in SIGNERS)
    table = Markup('<table class="signatures"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(head, rows)
    return Markup('<section class="end"><h2>Sign-off</h2>{}</section>').format(table)


class _Writer:
    """Writes the tables of sentences, numbered through."""

    def __init__(self, bundle: Bundle, typography: tuple[Typography, Typography]) -> None:
        self.bundle = bundle
        self.english, self.own = typography
        self.number = 0
        segments = (segment for part in bundle.parts for segment in part.segments)
        self.has_back = any(find_back(segment) for segment in segments)

    def write_parts(self) -> Iterator[Markup]:
        """Write a heading and a table for each part."""
        for part in self.bundle.parts:
            yield Markup("<section><h2>{}.po</h2>{}</section>").format(part.domain, self.write_table(part))

    def write_table(self, part: Part) -> Markup:
        """Write all sentences of one part."""
        names = ["No.", "English", self.bundle.language.english]
        names += [*["Back-translation"] * self.has_back, "Correction", "Error"]
        columns = {"No.": Markup('<col class="number">'), "Error": Markup('<col class="code">')}
        head = Markup().join(Markup('<th scope="col">{}</th>').format(name) for name in names)
        return Markup('<table class="sentences">{}<thead><tr>{}</tr></thead><tbody>{}</tbody></table>').format(
            Markup().join(columns.get(name, Markup("<col>")) for name in names),
            head,
            Markup("\n").join(map(self.write_row, part.segments)),
        )

    def write_row(self, segment: Segment) -> Markup:
        """Write one sentence: number, English with its key and notes, translation with its notes, empty boxes."""
        self.number += 1
        back = Markup("<td>{}</td>").format(find_back(segment)) if self.has_back else ""
        row = Markup(
            '<tr><th scope="row" class="number">{}</th><td>{}</td><td>{}</td>{}<td class="box"></td><td></td></tr>'
        )
        return row.format(self.number, self.write_english(segment), self.write_translation(segment), back)

    def write_english(self, segment: Segment) -> Markup:
        """Write the English, its key, and the author's notes."""
        message = segment.message
        notes = Markup().join(Markup('<p class="small">Note: {}</p>').format(each) for each in message.comments)
        text = _render(message.msgid, self.english)
        return Markup('<p>{}</p><p class="small">{}</p>{}').format(text, message.key, notes)

    def write_translation(self, segment: Segment) -> Markup:
        """Write the translation and the translator's notes; what is missing or waits for a person says so."""
        language = self.bundle.language
        notes = [f"Translator: {each}" for each in segment.remarks if not each.startswith(BACK)]
        if segment.progress is Progress.DRAFT and not segment.is_machine:
            notes.insert(0, "Marked: needs work")
        small = Markup().join(Markup('<p class="small both">{}</p>').format(each) for each in notes)
        if not segment.target:
            return Markup("<p><b>Not translated</b></p>{}").format(small)
        own = Markup('<p class="own" lang="{}" dir="{}">{}</p>{}')
        return own.format(language.tag, language.direction, _render(segment.target, self.own), small)


def find_back(segment: Segment) -> str:
    """Give the translation back into English, or nothing."""
    return "\n".join(each.removeprefix(BACK).strip() for each in segment.remarks if each.startswith(BACK))


def _render(text: str, typography: Typography) -> Markup:
    """Write a text with its bold words bold, and all other codes as they are written."""
    tokens = list(split(text))
    is_sound = sum(each.name == BOLD for each in tokens if each.kind == "open") == sum(
        each.name == BOLD for each in tokens if each.kind == "close"
    )
    elements: Mapping[str, Element] = {BOLD: Element(BOLD, Markup())} if is_sound else {}
    return render(text, elements, {}, typography)
