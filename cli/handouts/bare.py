"""Bare text: words of a template that stand outside of messages, and would be printed in English everywhere.

Messages and expressions are holes here; what is left is read as HTML. Only letters count: digits and signs need no
translation.
"""

from html.parser import HTMLParser

from jinja2.environment import Environment

from handouts.errors import HandoutError
from handouts.trans import MessageExtension

SPOKEN = frozenset({"alt", "title", "aria-label", "aria-description", "placeholder"})
SILENT = frozenset({"style", "script"})


def refuse_bare_text(environment: Environment, source: str, name: str) -> None:
    """Raise HandoutError with its line for words of the template *name* that no translator would see."""
    reader = _Reader(name)
    reader.feed(_leave_holes(environment, source, name))
    reader.close()


def _leave_holes(environment: Environment, source: str, name: str) -> str:
    """Give the HTML of *source* without messages, expressions, statements and comments; each line keeps its number."""
    html: list[str] = []
    line, before, is_message = 1, "", False
    for number, kind, value in environment.lexer.tokeniter(source, name):
        if kind == "name" and before == "block_begin" and value.removeprefix("end") in MessageExtension.tags:
            is_message = not value.startswith("end")
        elif kind == "data" and not is_message:
            html += ["\n" * (number - line), value]
            line = max(line, number) + value.count("\n")
        if kind != "whitespace":
            before = kind
    return "".join(html)


class _Reader(HTMLParser):
    """Reads the HTML of one template and refuses letters where a reader would see or hear them."""

    def __init__(self, name: str) -> None:
        """Begin outside of any element."""
        super().__init__()
        self.name = name

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes that are read out."""
        del tag
        for attribute, value in attrs:
            if attribute in SPOKEN:
                self.refuse_letters(value or "")

    def handle_data(self, data: str) -> None:
        """Look at text, but for style sheets and scripts."""
        if self.cdata_elem not in SILENT:
            self.refuse_letters(data)

    def refuse_letters(self, text: str) -> None:
        """Raise HandoutError for the first letter of *text*."""
        first = next((at for at, letter in enumerate(text) if letter.isalpha()), None)
        if first is not None:
            line = self.getpos()[0] + text.count("\n", 0, first)
            words = " ".join(text[first:].split())[:40]
            hint = 'put it between {% trans "key" %} and {% endtrans %}, in attributes {% text "key" %}'
            raise HandoutError(f'"{words}" is in no message', f"templates/{self.name}:{line}", hint)
