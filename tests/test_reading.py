"""Reading: syllables as they are spoken, formulas as published, limits and quality sheet of the real handout."""

import math
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from handouts.commands.reading import command
from handouts.finding import Finding, Level
from handouts.handout import load_handout
from handouts.message import Message
from handouts.project import Project
from handouts.reading import Limits, Score, Sentence, check_reading, count_syllables, read_sentences, score, select

# Counted by hand, aloud.
SPOKEN = {
    1: """the a you cell cells blood breathe changed thawed gene grows weeks white calm failed sign brain nerves does
        one breast lung trained large use used asked called filled made work nurse league vague heart great treat clean
        breath health real rules clothes aches eyes while whole lives types tubes priest through watched bruised
        chills""",
    2: """treatment immune cancer steroids syndrome relapsed breathing seizure headache headaches donate being special
        tired twitching frozen disarmed virus millions people lasting numbers protect illness destroy marker often
        response doctor person closely pressure organ problems low-dose effects early active science create trial
        approved diseased lupus stomach hundreds center patient patients needed uses nurses carry always tissue react
        quiet careful useful table able trouble simple bruises doses ended treated travel fluid diet anxious value
        fatigue unique question region million surgeon threaten really safely statement doing trying beyond business
        sometimes someone closes handled doubled giant fever sleepy countries studies bodies B-cell T-cell""",
    3: """therapy lymphoma cytokine cytokines remission infusion vomiting confusion ambulance caregiver caregivers
        hospital chimeric antigen receptor financial specialized qualified medical condition transfusion supportive
        medicines serious diseases earlier easier media idea area certified infections nausea period various previous
        tiredness possible multiple example audience realize manual usual champion video nuclear creation influence
        insurance counselor clinical aplasia physician variant behavior collected""",
    4: """leukemia myeloma refractory antibodies diarrhea emergency temperature reversible radiation follicular
        diagnosis information interpreter life-threatening experience society situation evaluate European reality
        lymphocytic lymphoblastic usually associate""",
    5: "tocilizumab chemotherapy leukapheresis university individual",
    6: "immunoglobulin immunotherapy neurotoxicity",
}
WORDS = [(word, count) for count, words in SPOKEN.items() for word in words.split()]
PLAIN = Limits(grade=6, longest=12, mean=8, names=(), banned=(), skipped=(), abbreviations={})


def say(text: str, key: str = "tea.text") -> Message:
    """Make a message."""
    return Message(key, text, (), "tea.html.jinja:1")


def measure(text: str, *names: str) -> Score:
    """Count one text."""
    return score(read_sentences([say(text)]), names)


def find(limits: Limits, *texts: str) -> list[tuple[str, Level]]:
    """Give the codes and levels of what is wrong with texts whose keys are m1, m2 ..."""
    messages = [say(text, f"m{number}") for number, text in enumerate(texts, 1)]
    return [(each.code, each.level) for each in check_reading(messages, limits)]


@pytest.mark.parametrize(("word", "count"), WORDS)
def test_syllables(word: str, count: int) -> None:
    """A word has the syllables one hears, however it is written."""
    assert [count] * 3 == [count_syllables(form) for form in (word, word.capitalize(), f"{word}’s")]


@pytest.mark.parametrize("word", ["CAR-T", "ICANS", "CD19", "38.0", "100.4", "2017"])
def test_one_syllable(word: str) -> None:
    """Abbreviations and numbers count as one, as nobody agrees how they are read aloud."""
    assert count_syllables(word) == 1


def test_counts() -> None:
    """Words, sentences, syllables and long words are counted."""
    counts = measure("Your cells are frozen. The hospital calls you in <b>several</b> weeks!")

    assert Score(words=11, sentences=2, syllables=16, long_words=2, longest=7) == counts


def test_formulas() -> None:
    """Flesch-Kincaid and SMOG give what a pocket calculator gives."""
    counts = Score(words=100, sentences=10, syllables=150, long_words=12, longest=20)

    assert (10.0, 6.01, 9.3871) == (counts.mean, round(counts.grade, 2), round(counts.smog, 4))


def test_formulas_of_nothing() -> None:
    """A text without sentences has a grade all the same."""
    nothing = score([])

    assert (0, 0.0, -15.59, 3.1291) == (nothing.words, nothing.mean, nothing.grade, nothing.smog)


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("One two. Three four five.", [2, 3]),
        ("Is it so? Yes! It is.", [3, 1, 2]),
        ("At 38.0 °C (100.4 °F) or higher, call.", [8]),
        ("Call us (day or night). Then wait.", [5, 2]),
        ("<b>Call now.</b> Do not wait.", [2, 3]),
        ("They said “go home.” We went.", [4, 2]),
        ("Call {name} now.", [2]),
        ("Mantle cell lymphoma", []),
        ("My time:", []),
        ("", []),
    ],
)
def test_sentences(text: str, lengths: list[int]) -> None:
    """Only messages with a whole sentence are read; decimals, brackets, quotes, tags and values do not mislead."""
    assert lengths == [len(sentence.words) for sentence in read_sentences([say(text)])]


def test_names_aside() -> None:
    """Names, in whatever case, do not count; a sentence of names alone is no sentence."""
    counts = measure("Multiple myeloma is a cancer. Tocilizumab!", "multiple myeloma", "tocilizumab")

    assert (3, 1, 4) == (counts.words, counts.sentences, counts.syllables)


def test_skipped() -> None:
    """What is no prose is not read."""
    limits = Limits(grade=6, longest=12, mean=8, names=(), banned=(), skipped=("m1",), abbreviations={})

    assert ["m2"] == [each.key for each in select([say("A.", "m1"), say("B.", "m2")], limits)]


def test_easy_text() -> None:
    """An easy text has no findings."""
    assert find(PLAIN, "Call your team. Show your card.") == []


def test_grade_too_high() -> None:
    """Long words raise the grade, unless they are names."""
    text = "Immunotherapy necessitates hospitalization."

    assert [("grade-too-high", Level.ERROR)] == find(PLAIN, text)
    names = ("Immunotherapy", "necessitates", "hospitalization")
    assert [] == find(Limits(6, 12, 8, names, (), (), {}), f"{text} We call you.")


def test_sentences_long() -> None:
    """The mean counts all words, and a limit that is just reached is kept."""
    nine = "We call you and you come and we talk."

    assert [("sentences-long", Level.ERROR)] == find(PLAIN, nine)
    assert [] == find(PLAIN, nine, "Then you can go home to bed.")


def test_sentence_too_long() -> None:
    """One long sentence is named with its place, even where the mean is short."""
    thirteen = "You go to the desk and you say your name and you wait."
    messages = [say("Come in.", "m1"), say("Sit down.", "m2"), say(thirteen, "m3")]

    (finding,) = check_reading(messages, PLAIN)
    assert ("sentence-too-long", "tea.html.jinja:1") == (finding.code, finding.where)
    assert "13 words in one sentence: You go to the desk and you say ..." == finding.message


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A magic drink", ["banned-word"]),
        ("MAGICAL drinks", ["banned-word"]),
        ("A <b>magic</b> drink", ["banned-word"]),
        ("Hemimagic drinks", []),
    ],
)
def test_banned_word(text: str, found: list[str]) -> None:
    """Words that begin like a banned word are found, in labels too; others that merely hold it are not."""
    limits = Limits(6, 12, 8, (), ("magic",), (), {})

    assert found == [code for code, _ in find(limits, text)]


@pytest.mark.parametrize(
    ("texts", "key", "found"),
    [
        (("Chinese green tea (CGT)", "Drink CGT"), "m1", []),
        (("Drink tea", "Chinese green tea (CGT)"), "m2", []),
        (("Drink CGT", "Chinese green tea (CGT)"), "m2", [("abbreviation-unexplained", Level.ERROR)]),
        (("Drink CGT",), "m9", [("abbreviation-unexplained", Level.ERROR)]),
        (("CGT-like drinks", "Drink tea"), "m1", [("abbreviation-unused", Level.WARNING)]),
    ],
)
def test_abbreviations(texts: tuple[str, ...], key: str, found: list[tuple[str, Level]]) -> None:
    """An abbreviation is explained by the first message that uses it; a list does not outlive its text."""
    assert found == find(Limits(6, 12, 8, (), (), (), {"CGT": key}), *texts)


def test_real_handout(real: Project) -> None:
    """The CAR-T handout keeps to its limits, and they are those that its quality sheet promises."""
    handout = load_handout(real, "car-t")
    limits = handout.limits

    assert limits is not None
    assert (6, 25, 14) == (limits.grade, limits.longest, limits.mean)
    findings: list[Finding] = list(check_reading(handout.messages, limits))
    assert [] == findings


def test_real_numbers(real: Project) -> None:
    """Both ways of counting the CAR-T handout stay below grade 6 and SMOG 8."""
    handout = load_handout(real, "car-t")
    assert handout.limits is not None
    sentences = list(read_sentences(select(handout.messages, handout.limits)))

    assert all(
        counts.grade <= 6 and counts.smog <= 8 and counts.longest <= 25 and counts.mean <= 14
        for counts in (score(sentences), score(sentences, handout.limits.names))
    )


def read_sheet(real: Project) -> str:
    """Read the quality sheet of the CAR-T handout."""
    return (real.templates / "car-t" / "quality.md").read_text("utf-8")


def test_sheet_figures(real: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The quality sheet shows what the command prints now: after a change of the English, copy it anew."""
    monkeypatch.chdir(real.root)
    printed = CliRunner().invoke(command, ["car-t"]).output

    assert printed in read_sheet(real)


def test_sheet_keys(real: Project) -> None:
    """The evidence in the quality sheet names messages that exist."""
    named = set(re.findall(r"`([a-z-]+(?:\.[a-z-]+)+)`", read_sheet(real)))

    assert set() == named - load_handout(real, "car-t").english.keys()


def test_sheet_totals(real: Project) -> None:
    """The totals of the quality sheet are the sums of its tables: PEMAT-P in two parts, then the CDC index."""
    sheet = read_sheet(real)
    rows = re.findall(r"^\| (\d+) [^|]+ \| (0|1|NA) \|", sheet, re.MULTILINE)
    scores = [(int(item), int(score)) for item, score in rows if score != "NA"]
    pemat, index = scores[:23], scores[23:]
    parts = [
        [score for item, score in pemat if item < 20],
        [score for item, score in pemat if item >= 20],
        [score for _, score in index],
    ]

    assert (44, [17, 6, 20]) == (len(rows), [len(part) for part in parts])
    totals = re.findall(r"(\d+) of (\d+), (\d+)", sheet)
    assert totals == [(str(sum(part)), str(len(part)), f"{100 * sum(part) / len(part):.0f}") for part in parts]


@given(st.text())
def test_any_word(word: str) -> None:
    """Every text has a countable number of syllables, at most one for each letter."""
    assert 1 <= count_syllables(word) <= max(len(word) * 2, 1)


@given(st.lists(st.text(max_size=60), max_size=8), st.lists(st.text(max_size=8), max_size=3))
def test_any_text(texts: list[str], names: list[str]) -> None:
    """No text makes the counts negative, or the formulas fail."""
    counts = score(read_sentences([say(text) for text in texts]), names)

    assert min(counts.words, counts.sentences, counts.syllables, counts.long_words, counts.longest) >= 0
    assert counts.longest <= counts.words <= counts.syllables
    assert counts.long_words <= counts.words
    assert all(math.isfinite(number) for number in (counts.mean, counts.grade, counts.smog))


@given(st.lists(st.text(max_size=60), max_size=5), st.text(min_size=1, max_size=6))
def test_any_limits(texts: list[str], word: str) -> None:
    """No text and no banned word or abbreviation makes the check fail."""
    limits = Limits(6, 12, 8, (word,), (word,), (), {word: "m1"})

    assert all(isinstance(code, str) for code, _ in find(limits, *texts))


def test_sentence_knows_its_message() -> None:
    """A sentence can be traced to its message."""
    message = say("Call now.")

    assert [Sentence(("Call", "now"), message)] == list(read_sentences([message]))
