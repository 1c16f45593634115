"""Pseudo: texts of a language that nobody reads, made from the English to see how pages hold up; the letters are data.

Tags, placeholders, numbers and words of capitals, such as CAR-T, stay as they are.
"""

import re
from string import ascii_lowercase

from handouts.language import Language
from handouts.message import Token, split

SIGNS = " .:;,!?()"
_WORD = re.compile(r"[A-Za-z]+")
_SPLIT = re.compile(f"[{re.escape(SIGNS)}]+")


def imitate(language: Language, msgid: str) -> str:
    """Write the English *msgid* in the letters of a pseudo-language, as long as such texts become."""
    tokens = list(split(msgid))
    texts = [number for number, token in enumerate(tokens) if token.kind == "text"]
    written = [_write(language, token) for token in tokens]
    if texts:
        longest = max(texts, key=lambda number: len(tokens[number].name))
        wanted = language.grow * sum(len(tokens[number].name) for number in texts)
        missing = wanted - sum(len(written[number]) for number in texts)
        written[longest] = _lengthen(written[longest], missing)
    return "".join(written)


def _write(language: Language, token: Token) -> str:
    """Write one piece of a message."""
    if token.kind != "text":
        return str(token)
    return _WORD.sub(lambda match: _write_word(language, match[0]), token.name)


def _write_word(language: Language, word: str) -> str:
    """Write one word; one of which nothing is left becomes its first letter that is something."""
    if word.isupper():
        return word
    letters = dict(zip(ascii_lowercase, language.letters, strict=True))
    written = "".join(letters[letter.lower()] for letter in word) or next(filter(None, language.letters))
    return written[0].upper() + written[1:] if word[0].isupper() else written


def _lengthen(text: str, missing: float) -> str:
    """Repeat the first words of *text* before its end until *missing* characters have come, if any are."""
    words = [word for word in _SPLIT.split(text) if word and not any(map(str.isdigit, word))]
    end = len(text.rstrip(SIGNS))
    more = ""
    while words and len(more) < missing:
        more += " " + words[len(more.split()) % len(words)]
    return text[:end] + more + text[end:]
