"""PO files, read strictly and without loss: ``dump(parse(text, name)) == text`` for every file that is accepted.

Each entry keeps its raw lines beside what they mean. Stricter than msgfmt where a lenient reader loses text: every
fault is a HandoutError with ``path:line``. Changing a file is in ``write``; what its texts mean is in ``lookup``.
"""

import re
from typing import NoReturn

from handouts.catalog.entry import Entry, Key, PoFile
from handouts.errors import HandoutError
from handouts.gate.limits import find_limit
from handouts.message import MAX_LENGTH

MAX_BYTES, MAX_ENTRIES = find_limit("catalog-bytes"), find_limit("catalog-entries")

_MARK = r"(?P<mark>#~\||#\||#~)?[ \t]*"
_FIELD = re.compile(_MARK + r"(?P<name>msgctxt|msgid_plural|msgid|msgstr(?:\[[0-9]\])?)[ \t]*(?P<text>\".*)")
_MORE = re.compile(_MARK + r"(?P<text>\".*)")
_STRING = re.compile(r"\"((?:[^\"\\]|\\.)*)\"[ \t]*")
_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_CURLY = re.compile(_MARK + "((msgctxt|msgid|msgid_plural|msgstr)[ \t]*)?[“”„«]")
_BLANK = " \t\r\f\v"


def dump(file: PoFile) -> str:
    """Give the text of *file*, byte for byte what was parsed."""
    return "\n".join(line for part in file.parts for line in ([part] if isinstance(part, str) else part.lines))


def decode(data: bytes, name: str) -> str:
    """Decode the bytes of a PO file; raises HandoutError for what is not plain UTF-8 of a sane size."""
    if len(data) > MAX_BYTES:
        raise HandoutError(f"the file is larger than {MAX_BYTES} bytes", name, "check that it is a PO file")
    if data.startswith(b"\xef\xbb\xbf"):
        raise HandoutError("the file begins with a byte order mark", f"{name}:1", 'save it as "UTF-8" without BOM')
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise HandoutError("the file is not UTF-8 here", f"{name}:{line}", "save it as UTF-8") from error


def parse(text: str, name: str) -> PoFile:
    """Parse the text of a PO file; *name* is its path as messages show it.

    Raises HandoutError with ``path:line`` for every fault of syntax, a key that occurs twice included.
    """
    if len(text) > MAX_BYTES:
        raise HandoutError(f"the file is longer than {MAX_BYTES} characters", name, "check that it is a PO file")
    if text.startswith("\ufeff"):
        raise HandoutError("the file begins with a byte order mark", f"{name}:1", 'save it as "UTF-8" without BOM')
    file = PoFile(name, tuple(_Parser(name).parse(text)))
    seen: dict[Key, Entry] = {}
    for part in file.parts:
        if isinstance(part, Entry) and not part.is_obsolete:
            first = seen.setdefault(part.key, part)
            if first is not part:
                context, msgid = part.key
                shown = context if context is not None else msgid or "the header"
                where = f"{name}:{part.line_of('msgid')}"
                message = f"the same entry twice: {shown!r} is already at line {first.line_of('msgid')}"
                raise HandoutError(message, where, "keep the better one and delete the other")
    return file


class _Parser:
    """Reads line by line; ``entry`` is the one being read, ``field`` the one its next string belongs to."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.number = self.count = 0
        self.entry: Entry | None = None
        self.field: tuple[str, str] | None = None  # mark and name
        self.parts: list[Entry | str] = []

    def parse(self, text: str) -> list[Entry | str]:
        """Parse all lines; comments at the end that belong to no entry stay plain lines."""
        for self.number, raw in enumerate(text.split("\n"), 1):
            self.read_line(raw)
        if self.entry and (self.entry.fields or self.entry.previous):
            self.check_complete(self.entry)
        elif self.entry:
            self.parts[self.parts.index(self.entry) :] = self.entry.lines
        return self.parts

    def read_line(self, raw: str) -> None:
        """Put one line where it belongs."""
        line = raw.strip(_BLANK)
        if "\0" in raw:
            self.fail("NUL character", "the file is damaged; get it again")
        if not line:
            self.read_blank(raw)
        elif match := _FIELD.fullmatch(line):
            self.read_field(raw, match)
        elif match := _MORE.fullmatch(line):
            self.read_more(raw, match)
        elif line.startswith("#") and not line.startswith(("#~", "#|")):
            self.read_comment(raw, line)
        else:
            self.refuse(line)

    def read_blank(self, raw: str) -> None:
        """End a complete entry; inside an unfinished one keep the line."""
        if self.entry and not _is_complete(self.entry):
            self.entry.lines.append(raw)
            return
        self.entry = self.field = None
        self.parts.append(raw)

    def read_comment(self, raw: str, line: str) -> None:
        """Note a comment; after a complete entry it begins the next one."""
        entry = self.begin() if self.entry is None or _is_complete(self.entry) else self.entry
        if entry.fields:
            self.fail("a comment inside an entry", "move it above the entry")
        entry.lines.append(raw)
        kinds = {".": entry.extracted, ":": entry.references, ",": entry.flags, "=": entry.flags}
        into = kinds.get(line[1:2], entry.notes)
        if into is entry.flags:
            into += [flag.strip() for flag in line[2:].split(",") if flag.strip()]
        else:
            into.append(line[1 if into is entry.notes else 2 :].strip())

    def read_field(self, raw: str, match: re.Match[str]) -> None:
        """Begin a field, and an entry where the one before is complete."""
        mark, name = match["mark"] or "", match["name"]
        is_previous = mark.endswith("|")
        entry = self.entry
        if entry is None or (_is_complete(entry) and (is_previous or name in ("msgctxt", "msgid"))):
            entry = self.begin()
        into = entry.previous if is_previous else entry.fields
        if name in into:
            self.fail(f"{name} twice in one entry", "keep one of them; a merge may have doubled it")
        if is_previous and entry.fields:
            self.fail("a previous text inside an entry", "move it above the entry")
        if not is_previous:
            self.check_order(entry, mark, name)
            entry.spans[name] = (len(entry.lines), len(entry.lines) + 1)
        entry.lines.append(raw)
        into[name] = self.unquote(match["text"])
        self.field = (mark, name)

    def read_more(self, raw: str, match: re.Match[str]) -> None:
        """Add a string to the field that is being read."""
        if self.entry is None or self.field is None:
            self.fail("text without msgid or msgstr before it", "delete the blank line above, or add the keyword")
        mark, name = self.field
        if (match["mark"] or "") != mark:
            self.fail(f"this line must begin with {mark or 'a quote'} like the one above", None)
        into = self.entry.previous if mark.endswith("|") else self.entry.fields
        into[name] += self.unquote(match["text"])
        self.check_length(into[name])
        self.entry.lines.append(raw)
        if not mark.endswith("|"):
            self.entry.spans[name] = (self.entry.spans[name][0], len(self.entry.lines))

    def begin(self) -> Entry:
        """Begin a new entry."""
        self.count += 1
        if self.count > MAX_ENTRIES:
            self.fail(f"more than {MAX_ENTRIES} entries", "check that it is the catalog of one handout")
        self.entry = Entry(self.number)
        self.field = None
        self.parts.append(self.entry)
        return self.entry

    def check_order(self, entry: Entry, mark: str, name: str) -> None:
        """Refuse fields out of order, plural forms out of order, and live and obsolete lines in one entry."""
        has = entry.fields.keys()
        if has and entry.is_obsolete != (mark == "#~"):
            self.fail("live and obsolete (#~) lines in one entry", "begin all its lines with #~, or none")
        entry.is_obsolete = mark == "#~"
        plural = name.startswith("msgstr[")
        wanted = {
            "msgctxt": not has,
            "msgid": has <= {"msgctxt"},
            "msgid_plural": "msgid" in has and not any(each.startswith("msgstr") for each in has),
            "msgstr": "msgid" in has and "msgid_plural" not in has,
        }.get(name, "msgid_plural" in has and name == f"msgstr[{sum(each.startswith('msgstr[') for each in has)}]")
        if not wanted:
            kind = "plural form" if plural else name
            self.fail(f"{kind} {name} is out of place", "the order is msgctxt, msgid, msgid_plural, msgstr")

    def check_complete(self, entry: Entry) -> None:
        """Refuse an entry without msgstr."""
        if not _is_complete(entry):
            raise HandoutError("the entry has no msgstr", f"{self.name}:{entry.line_of('msgid')}", 'add msgstr ""')

    def unquote(self, text: str) -> str:
        """Give the text of a quoted string."""
        match = _STRING.fullmatch(text)
        if match is None:
            self.fail("the quotes are not right", 'one " at each end of the line; write \\" inside the text')
        text = _ESCAPE.sub(lambda escape: self.unescape(escape[1]), match[1])
        self.check_length(text)
        return text

    def check_length(self, text: str) -> None:
        """Refuse what no message can be."""
        if len(text) > MAX_LENGTH:
            self.fail(f"the text is longer than {MAX_LENGTH} characters", "one message is one paragraph")

    def unescape(self, code: str) -> str:
        """Give the character for an escape sequence."""
        if code in _ESCAPES:
            return _ESCAPES[code]
        number = int(code[1:], 16) if code[0] == "x" and len(code) > 1 else int(code, 8) if code.isdecimal() else 0
        if not 0 < number < 0x80:  # noqa: PLR2004 -- beyond ASCII such a code names a byte, not a character
            self.fail(f"\\{code} is not a known escape", "write \\\\ for a backslash, or the character itself")
        return chr(number)

    def refuse(self, line: str) -> NoReturn:
        """Say what an unreadable line probably is."""
        if line.startswith(_CONFLICT):
            self.fail(f"git conflict marker {line[:7]}", "resolve the merge conflict first")
        if _CURLY.match(line):
            self.fail(
                "curly quotes, as word processors make them", 'write straight ones in a text editor: msgstr "text"'
            )
        if re.match(r"(#~\||#\||#~)?\s*(msgctxt|msgid|msgid_plural|msgstr)\b", line):
            self.fail("the keyword is not followed by a quoted text", 'write it like msgstr "text"')
        self.fail(f"unknown line {line[:40]!r}", 'lines begin with #, msgctxt, msgid, msgstr or "')

    def fail(self, message: str, hint: str | None) -> NoReturn:
        """Raise the error for the line being read."""
        raise HandoutError(message, f"{self.name}:{self.number}", hint)


def _is_complete(entry: Entry) -> bool:
    """Tell whether *entry* has its msgstr."""
    return any(name.startswith("msgstr") for name in entry.fields)
