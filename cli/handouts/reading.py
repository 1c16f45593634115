"""Reading: how hard the English text of a handout is to read; formulas of other languages are in ``formulas``.

Flesch-Kincaid grade (Kincaid et al. 1975) and SMOG (McLaughlin 1969), counted over running text: messages that hold a
whole sentence. Headings, labels and list items are reported but not graded: a formula takes them for very easy text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from handouts.finding import Finding, Level
from handouts.message import Message, split

_WORD = re.compile(r"[A-Za-z]+(?:[’'-][A-Za-z0-9]+)*|\d[\d.,:]*")
_SENTENCE_END = re.compile(r"(?<=[.?!])[)\]’”\"]*(?:\s+|$)")
_VOWELS = re.compile(r"[aeiouy]+")
# A last "e" is silent (made, makes, changed, league), but not in ta-ble, nurs-es, treat-ed
_SILENT = re.compile(
    r"(?<=[gq])ues?$|(?<=[^aeiouyl])e$|(?<=[^aeiouylscgzxh])es$|(?<=th)es$|(?<=[^aeiouyltd])ed$|(?<=[aeiouyl]l)e[ds]?$"
)
# These endings leave the word before them as it is spoken alone: safe-ly, state-ment
_SUFFIX = re.compile(r"(?P<stem>[a-z]{2,}[a-z])(?:ly|ments?|ful|less|ness)$")
# Neighbouring vowels that are two syllables
_SPLIT_VOWELS = re.compile(
    r"(?<![cst])ia(?!ge)|(?<=[ct])ia(?=t)"  # me-di-a, ra-di-a-tion, as-so-ci-ate; not spe-cial
    r"|(?<![cgstx])io(?!n)|(?<=[dprv])ion"  # se-ri-ous, cham-pi-on; not in-fu-sion, anx-ious
    r"|(?<![ct])ie(?=n[ct])|(?<=^sc)ie|ie(?=t)|(?<=[a-z]{3})ie(?=r$|st$)"  # cli-ent, sci-ence, qui-et; not pa-tient
    r"|(?<=cr)ea(?=t[ei])|(?<=^r)ea(?=c[^h]|li)|(?<=[a-z]{2})(?<!l)eas?$"  # cre-ate, re-act, i-de-a; not treat
    r"|(?<!g)eo|eo(?!n)|(?<![gq])ua(?=[lrt])|(?<![gq])ue(?=n)"  # vid-e-o, u-su-al, in-flu-ence; not sur-geon, qual-i-ty
    r"|[eo](?=ing$)|y(?=i)|(?<=[aeou])y(?=[aeo])|(?<=[^aeiouy])ye(?=[lr])"  # do-ing, try-ing, be-yond, my-e-lo-ma
)
# What the rules get wrong and handouts say, by syllables; a plural is counted like its singular
_EXCEPTIONS = {
    1: "ache eye",
    2: "business every fluid headache hundred lifelong lifetime people someone something sometime tired",
    3: "behavior caregiver cereal element nuclear theater",
    4: "european",
}
SYLLABLES = {word: count for count, words in _EXCEPTIONS.items() for word in words.split()}


@dataclass(frozen=True)
class Limits:
    """What the English text must keep to.

    *names* are set aside, *banned* words may not appear, the messages *skipped* are no prose, and each of the
    *abbreviations* is explained by the message whose key stands beside it.
    """

    grade: float
    longest: int
    mean: float
    names: tuple[str, ...]
    banned: tuple[str, ...]
    skipped: tuple[str, ...]
    abbreviations: Mapping[str, str]


@dataclass(frozen=True)
class Score:
    """The counts of a text and the formulas over them."""

    words: int
    sentences: int
    syllables: int
    long_words: int
    longest: int

    @property
    def mean(self) -> float:
        """Give the mean number of words in a sentence."""
        return self.words / max(self.sentences, 1)

    @property
    def grade(self) -> float:
        """Give the Flesch-Kincaid grade (US school year)."""
        return 0.39 * self.mean + 11.8 * self.syllables / max(self.words, 1) - 15.59

    @property
    def smog(self) -> float:
        """Give the SMOG grade."""
        return 1.043 * sqrt(self.long_words * 30 / max(self.sentences, 1)) + 3.1291


@dataclass(frozen=True)
class Sentence:
    """One sentence and the message it stands in."""

    words: tuple[str, ...]
    message: Message


def read_sentences(messages: Iterable[Message]) -> Iterator[Sentence]:
    """Cut running text into sentences."""
    for message in filter(is_running, messages):
        for part in _SENTENCE_END.split(_read_text(message)):
            words = tuple(_WORD.findall(part))
            if words:
                yield Sentence(words, message)


def is_running(message: Message) -> bool:
    """Tell whether *message* holds a whole sentence, and is no heading or label."""
    return bool(_SENTENCE_END.search(_read_text(message)))


def _read_text(message: Message) -> str:
    """Give the English without tags, with a space for each placeholder."""
    pieces = {"text": "{}", "value": " "}
    return "".join(pieces.get(token.kind, "").format(token.name) for token in split(message.msgid))


def score(sentences: Iterable[Sentence], names: Iterable[str] = ()) -> Score:
    """Count *sentences*; words that belong to *names* are left out of the counts, their sentences stay."""
    aside = {word.casefold() for name in names for word in _WORD.findall(name)}
    kept = [tuple(word for word in sentence.words if word.casefold() not in aside) for sentence in sentences]
    kept = [words for words in kept if words]
    counts = [count_syllables(word) for words in kept for word in words]
    return Score(
        words=len(counts),
        sentences=len(kept),
        syllables=sum(counts),
        long_words=sum(count >= 3 for count in counts),  # noqa: PLR2004 -- SMOG's own definition
        longest=max(map(len, kept), default=0),
    )


def count_syllables(word: str) -> int:
    """Count the syllables of an English word as it is spoken; a number or an abbreviation counts as one."""
    plain = re.sub(r"[’'].*", "", word.casefold())
    if not plain.isascii() or not re.search("[a-z]", plain) or word.isupper():
        return 1
    return sum(_count_part(part) for part in plain.split("-") if part)


def _count_part(part: str) -> int:
    """Count the syllables of one part of a hyphenated word."""
    known = SYLLABLES.get(part) or SYLLABLES.get(part.removesuffix("s"))
    if known:
        return known
    suffix = _SUFFIX.fullmatch(part)
    if suffix and _VOWELS.search(suffix["stem"]):
        return _count_part(suffix["stem"]) + 1
    groups = len(_VOWELS.findall(_SILENT.sub("", part)))
    return max(groups + len(_SPLIT_VOWELS.findall(part)), 1)


def check_reading(messages: Iterable[Message], limits: Limits) -> Iterator[Finding]:
    """Ask whether the text keeps to *limits*: grade without names, longest and mean sentence, banned words."""
    messages = tuple(messages)
    sentences = list(read_sentences(select(messages, limits)))
    whole, plain = score(sentences), score(sentences, limits.names)
    if plain.grade > limits.grade:
        message = f"grade {plain.grade:.1f} without names; at most {limits.grade:g} is allowed"
        yield Finding("grade-too-high", Level.ERROR, message, hint="use shorter words and sentences")
    if whole.mean > limits.mean:
        message = f"sentences have {whole.mean:.1f} words on average; at most {limits.mean:g} are allowed"
        yield Finding("sentences-long", Level.ERROR, message, hint="cut the longest sentences in two")
    for sentence in sentences:
        if len(sentence.words) > limits.longest:
            message = f"{len(sentence.words)} words in one sentence: {' '.join(sentence.words[:8])} ..."
            yield Finding("sentence-too-long", Level.ERROR, message, sentence.message.where, "cut it in two")
    yield from _check_words(messages, limits.banned)
    yield from check_abbreviations(messages, limits.abbreviations)


def select(messages: Iterable[Message], limits: Limits) -> Iterator[Message]:
    """Give the messages that are prose."""
    return (message for message in messages if message.key not in limits.skipped)


def _check_words(messages: Iterable[Message], banned: Iterable[str]) -> Iterator[Finding]:
    """Look for words that frighten, promise or do not translate."""
    for word in banned:
        pattern = re.compile(rf"\b{re.escape(word)}", re.IGNORECASE)
        for message in messages:
            if pattern.search(message.msgid):
                yield Finding("banned-word", Level.ERROR, f'the word "{word}"', message.where, "say it plainly")


def check_abbreviations(messages: Iterable[Message], explained: Mapping[str, str]) -> Iterator[Finding]:
    """Ask whether each abbreviation is explained where it is first used.

    *explained* gives, for each abbreviation, the key of the message that explains it.
    """
    messages = tuple(messages)
    for abbreviation, key in explained.items():
        pattern = re.compile(rf"(?<![\w-]){re.escape(abbreviation)}(?![\w-])")
        first = next((each for each in messages if pattern.search(each.msgid)), None)
        if first is None:
            yield Finding(
                "abbreviation-unused", Level.WARNING, f"nothing says {abbreviation}", hint="take it off the list"
            )
        elif first.key != key:
            message = f'{abbreviation} is first used in "{first.key}" and explained in "{key}"'
            yield Finding("abbreviation-unexplained", Level.ERROR, message, first.where, "explain it at its first use")
