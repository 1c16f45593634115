"""Seeded errors: every mistake made by code in our own translations and in texts of other scripts is found.

Each mutation damages one translation in one way; the check of that kind must name it. The same translations untouched
raise no error. msgfmt and, if installed, pofilter of the Translate Toolkit judge the same texts for comparison.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from handouts.catalog.lookup import load_catalog
from handouts.checks.catalogs import CHECKS, check_pair, make_pairs
from handouts.checks.numbers import write_in_ascii
from handouts.checks.pair import Pair, fold
from handouts.checks.rules import load_rules
from handouts.finding import Level
from handouts.handout import load_handouts
from handouts.language import find_language, load_languages
from handouts.message import check_translation
from handouts.project import Project

ROOT = Path(__file__).resolve().parents[2]
ERRORS = {check.code for check in CHECKS if check.level is Level.ERROR}
# English and translations of our own, in scripts that no catalog has yet.
ENGLISH = {
    "fever": "<b>Do not wait.</b> Call if you have 38.0 °C (100.4 °F) or higher.",
    "dose": "Take 650 mg every 6 hours for 2 to 4 weeks, never more.",
    "phone": "Call +1 212-555-0199 or see https://example.org/cart at any hour.",
    "marker": "The CAR-T cells find CD19 or BCMA. CRS is common: 8 in 10 people.",
    "date": "In June 2026 this was 1,250 mg and 0.5 ml.",
}
TEXTS = {
    "ru": (
        "<b>Не ждите.</b> Звоните, если у вас 38,0 °C (100,4 °F) или выше.",
        "Принимайте 650 мг каждые 6 часов от 2 до 4 недель, никогда не больше.",
        "Звоните +1 212-555-0199 или смотрите https://example.org/cart в любое время.",
        "Клетки CAR-T находят CD19 или BCMA. CRS встречается часто: у 8 из 10 человек.",
        "В июне 2026 года это было 1250 мг и 0,5 мл.",
    ),
    "el": (
        "<b>Μην περιμένετε.</b> Καλέστε αν έχετε 38,0 °C (100,4 °F) ή περισσότερο.",
        "Πάρτε 650 mg κάθε 6 ώρες για 2 έως 4 εβδομάδες, ποτέ περισσότερο.",
        "Καλέστε +1 212-555-0199 ή δείτε https://example.org/cart όλες τις ώρες.",
        "Τα κύτταρα CAR-T βρίσκουν CD19 ή BCMA. Το CRS είναι συχνό: 8 στους 10 ανθρώπους.",
        "Τον Ιούνιο του 2026 ήταν 1.250 mg και 0,5 ml.",
    ),
    "th": (
        "<b>อย่ารอ</b> โทรหากมีไข้ 38.0 °C (100.4 °F) หรือสูงกว่า",
        "กิน 650 มก. ทุก 6 ชั่วโมง นาน 2 ถึง 4 สัปดาห์ ห้ามเกินนี้",
        "โทร +1 212-555-0199 หรือดู https://example.org/cart ได้ทุกเวลา",
        "เซลล์ CAR-T ค้นหา CD19 หรือ BCMA ภาวะ CRS พบบ่อย: 8 ใน 10 คน",
        "ในเดือนมิถุนายน 2026 คือ 1,250 มก. และ 0.5 มล.",
    ),
    "km": (
        "<b>កុំរង់ចាំ។</b> ហៅទូរស័ព្ទបើអ្នកមាន 38,0 °C (100,4 °F) ឬខ្ពស់ជាងនេះ។",
        "លេប 650 mg រៀងរាល់ ៦ ម៉ោង រយៈពេល ២ ទៅ ៤ សប្តាហ៍ កុំលើសនេះ។",
        "ហៅ +1 212-555-0199 ឬមើល https://example.org/cart គ្រប់ពេល។",
        "កោសិកា CAR-T រក CD19 ឬ BCMA។ CRS កើតមានញឹកញាប់៖ ៨ ក្នុង ១០ នាក់។",
        "នៅខែមិថុនា ២០២៦ វាគឺ ១.២៥០ mg និង ០,៥ ml។",
    ),
    "hi": (
        "<b>इंतज़ार न करें।</b> ३८.० °C (१००.४ °F) या ज़्यादा हो, तो फ़ोन करें।",
        "हर ६ घंटे में ६५० मिग्रा २ से ४ हफ़्ते तक लें, इससे ज़्यादा कभी नहीं।",
        "किसी भी समय +1 212-555-0199 पर फ़ोन करें या https://example.org/cart देखें।",
        "CAR-T कोशिकाएँ CD19 या BCMA ढूँढती हैं। CRS आम है: १० में से ८ लोग।",
        "जून २०२६ में यह १,२५० मिग्रा और ०.५ मिली था।",
    ),
    "zh-Hant": (
        "<b>不要等待。</b>體溫達到 38.0 °C (100.4 °F) 或更高，請打電話。",
        "每 6 小時服用 650 毫克，持續 2 至 4 週，絕不可超過。",
        "隨時撥打 +1 212-555-0199 或瀏覽 https://example.org/cart。",
        "CAR-T 細胞會找到 CD19 或 BCMA。CRS 很常見：10 人中有 8 人。",
        "2026年6月，這是 1,250 毫克和 0.5 毫升。",
    ),
    "he": (
        "<b>אל תחכו.</b> התקשרו אם יש לכם 38.0 °C (100.4 °F) או יותר.",
        "קחו 650 mg כל 6 שעות במשך 2 עד 4 שבועות, לא יותר.",
        "התקשרו אל \u2066+1 212-555-0199\u2069 או ראו https://example.org/cart בכל שעה.",
        "תאי CAR-T מוצאים CD19 או BCMA. תסמונת CRS שכיחה: 8 מתוך 10 אנשים.",
        "ביוני 2026 זה היה 1,250 mg ו-0.5 ml.",
    ),
    "ur": (
        "<b>انتظار نہ کریں۔</b> اگر ۳۸٫۰ °C (۱۰۰٫۴ °F) یا زیادہ ہو تو فون کریں۔",
        "ہر ۶ گھنٹے بعد ۶۵۰ mg لیں، ۲ سے ۴ ہفتے تک، اس سے زیادہ کبھی نہیں۔",
        "کسی بھی وقت +1 212-555-0199 پر فون کریں یا https://example.org/cart دیکھیں۔",
        "CAR-T خلیے CD19 یا BCMA ڈھونڈتے ہیں۔ CRS عام ہے: ۱۰ میں سے ۸ لوگ۔",
        "جون ۲۰۲۶ میں یہ ۱٬۲۵۰ mg اور ۰٫۵ ml تھا۔",
    ),
}
LOOKALIKES = dict(zip("аеорсухАВЕКМНОРСТХουνΑΒΕΗΙΚΜΝΟΡΤΧ", "aeopcyxABEKMHOPCTXouvABEHIKMNOPTX", strict=True))
MOST = 20  # seeds of one kind in one language
UNITS = {"weeks": "months", "hours": "days", "months": "years", "years": "days", "mg": "g"}
# A name of each unit in each language.
NAMES = {
    tag: {unit: forms[0].strip("*") for unit, forms in table.get("units", {}).items()}
    for tag, table in tomllib.loads((ROOT / "locales" / "checks.toml").read_text("utf-8"))["languages"].items()
}

type_of_seed = tuple[str, str, Pair]  # the kind of mistake, the code that must name it, the damaged pair


@cache
def load_pairs() -> tuple[Pair, ...]:
    """Give every translation of the real catalogs, and those above."""
    project = Project(ROOT)
    pairs: list[Pair] = []
    for language in load_languages(project).values():
        for handout in load_handouts(project):
            if (project.locales / language.posix / "LC_MESSAGES" / f"{handout.id}.po").is_file():
                rules = load_rules(project, language)
                for item in handout.domains.items():
                    pairs += make_pairs(load_catalog(project, language, *item), rules)
    for tag, texts in TEXTS.items():
        language = find_language(project, tag)
        rules = load_rules(project, language)
        pairs += [
            Pair(key, msgid, msgstr, language, rules, "texts")
            for (key, msgid), msgstr in zip(ENGLISH.items(), texts, strict=True)
        ]
    return tuple(pairs)


def find_codes(pair: Pair) -> set[str]:
    """Give the codes of all errors, those of tags and placeholders too."""
    found = {fault.check.code for fault in check_pair(pair) if fault.check.level is Level.ERROR}
    return found | {problem.code for problem in check_translation(pair.msgid, pair.msgstr)}


def damage(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Make every mistake that this translation can have: its kind, the code that must name it, the damaged text."""
    text = pair.msgstr
    yield from damage_numbers(pair)
    yield from damage_names(pair)
    for kind, code, pattern in (
        ("dropped tag", "tag-missing", r"</?b>"),
        ("dropped placeholder", "placeholder-missing", r"\{\w+\}"),
    ):
        if re.search(pattern, text):
            yield kind, code, re.sub(pattern, "", text)
    if "</b>" in text:
        yield "open tag", "tag-nesting", text.replace("</b>", "", 1)
    middle = len(text) // 2
    if not re.search(r"[<{]", text):
        for kind, sign in (
            ("bidi override", "\u202e"),
            ("tag character", "\U000e0041"),
            ("no-break no-width", "\ufeff"),
        ):
            yield kind, "invisible", text[:middle] + sign + text[middle:]
        yield "open isolate", "invisible", text[:middle] + "\u2067" + text[middle:]
    if place := re.search(r"[A-Za-z0-9](?![A-Za-z0-9>}/])", text):
        yield "space without width", "invisible", text[: place.end()] + "\u200b" + text[place.end() :]
    yield "blank", "blank", "\u200b\xa0"
    decomposed = unicodedata.normalize("NFD", text)
    if not unicodedata.is_normalized("NFC", decomposed):
        yield "not NFC", "not-nfc", decomposed
    yield from damage_letters(pair)
    if found := re.search(r"(?<=[a-z])[\u00c0-\u024f\u1e00-\u1eff](?=[a-z])", text):
        for kind, wrong in (
            ("question mark for a letter", "?"),
            ("misread UTF-8", found[0].encode().decode("latin-1")),
        ):
            yield kind, "letters-lost", text[: found.start()] + wrong + text[found.end() :]


def damage_numbers(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Change, drop and swap digits, units and temperatures."""
    text, flat = pair.msgstr, write_in_ascii(pair.msgstr)
    in_name = re.compile(r"[A-Za-z+/:-]\d|\d[-:]|555|0199|212")
    for match in re.finditer(r"\d[\d.,:]*\d|\d", flat):
        around = flat[max(0, match.start() - 1) : match.end() + 1]
        if in_name.search(around):
            continue
        start, end = match.span()
        digit = text[end - 1]
        other = chr(ord(digit) - int(match[0][-1]) + (int(match[0][-1]) + 3) % 10)
        yield "changed digit", "number", text[: end - 1] + other + text[end:]
        yield "dropped number", "number", text[:start] + text[end:]
        if len(match[0]) > 1 and match[0][0] != match[0][1] and match[0][:2].isdigit():
            yield "swapped digits", "number", text[:start] + text[start + 1] + text[start] + text[start + 2 :]
    if "°C" in text and "°F" in text:
        swapped = text.replace("°C", "\0").replace("°F", "°C").replace("\0", "°F")
        yield "swapped °C and °F", "unit", swapped
        yield "one degree for both", "unit", text.replace("°F", "°C")
    if found := re.search(r"(\d+) (?:in|to) (\d+)", pair.source):
        places = [re.search(rf"(?<!\d){each}(?!\d)", flat) for each in found.groups()]
        first, second = sorted(place.span() for place in places if place)
        turned = text[: first[0]] + text[slice(*second)] + text[first[1] : second[0]] + text[slice(*first)]
        yield "turned range", "number-turned", turned + text[second[1] :]
    yield from damage_units(pair)


def damage_units(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Put another unit in place of a unit."""
    for number, english in re.findall(r"(\d) (\w+)", pair.source):
        unit, wrong = english.removesuffix("s"), UNITS.get(english, "").removesuffix("s")
        if wrong in pair.rules.units and number in write_in_ascii(pair.target):
            yield "swapped unit", "unit", replace_folded(pair.rules.units[unit], NAMES[pair.language.tag][wrong], pair)
    for symbol in (" mg", " мг", " มก", " मिग्रा", " 毫克"):
        if symbol in pair.msgstr:
            yield "swapped unit", "unit", pair.msgstr.replace(symbol, " kg")


def replace_folded(pattern: re.Pattern[str], new: str, pair: Pair) -> str:
    """Replace what *pattern* finds in a translation, if folding keeps its length."""
    folded = fold(pair.msgstr)
    return pattern.sub(new, folded) if len(folded) == len(pair.msgstr) else pair.msgstr


def damage_names(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Drop names, change phone numbers and addresses, and leave out every "not"."""
    for term in ("CD19", "BCMA", "CRS", "ICANS", "DLBCL", "CAR-T"):
        pattern = rf"(?<![A-Za-z]){term}(?![A-Za-z0-9-])"
        if re.search(pattern, pair.source) and re.search(pattern, pair.msgstr) and term not in pair.rules.kept_as:
            yield f"dropped {term}", "term-lost", re.sub(pattern, "", pair.msgstr)
    for address, wrong in (("212-555-0199", "212-555-0198"), ("example.org/cart", "example.org/car")):
        if address in pair.source:
            yield "changed address", "address", pair.msgstr.replace(address, wrong)
    negation = pair.rules.negation
    cue = pair.rules.english_negation.search(pair.rules.english_aside.sub("", fold(pair.source)))
    if negation and cue:
        text, last = fold(pair.msgstr), ""
        while text != last:
            text, last = negation.sub("", text), text
        yield "dropped not", "negation-lost", text


def damage_letters(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Put in letters of another script, and leave the text in English."""
    text = pair.msgstr
    own = "mixed-letters" if pair.rules.unmixed else "foreign-letters"
    pairs = LOOKALIKES if pair.rules.unmixed else {value: key for key, value in LOOKALIKES.items()}
    places = [at for at in range(1, len(text) - 1) if text[at] in pairs and text[at - 1 : at + 2].isalpha()]
    if not re.search(r"[<{]|://", text) and places:
        yield "look-alike letter", own, text[: places[0]] + pairs[text[places[0]]] + text[places[0] + 1 :]
    if stranger := next((each for each in pair.rules.strangers.items() if each[1] in text), None):
        yield "character of the other Chinese", "other-han", text.replace(stranger[1], stranger[0])
    has_words = len(re.findall(r"\b[a-z]{2,} [a-z]+ [a-z]+ [a-z]+\b", pair.source)) > 0
    if has_words or (pair.rules.letters != {"LATIN"} and re.search(r"\b[a-z]{3,}", pair.source)):
        yield "left in English", "left-english", pair.msgid


@cache
def make_seeds() -> tuple[type_of_seed, ...]:
    """Damage every translation in every way that changes it, up to a number for each kind and language."""
    seeds: list[type_of_seed] = []
    made: Counter[tuple[str, str]] = Counter()
    for pair in load_pairs():
        for kind, code, text in damage(pair):
            if text != pair.msgstr and made[kind, pair.language.tag] < MOST:
                made[kind, pair.language.tag] += 1
                seeds.append((kind, code, replace(pair, msgstr=text, twins=())))
    return tuple(seeds)


def write_catalog(path: Path, pairs: list[Pair]) -> None:
    """Write *pairs* as a PO file."""
    entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for place, pair in enumerate(pairs):
        texts = (json.dumps(text, ensure_ascii=False) for text in (f"seed {place}", pair.msgid, pair.msgstr))
        entries.append("msgctxt {}\nmsgid {}\nmsgstr {}\n".format(*texts))
    path.write_text("\n".join(entries), "utf-8")


def judge(tool: str, path: Path) -> int:
    """Count the entries of a catalog that another tool complains of."""
    if tool.endswith("msgfmt"):
        done = subprocess.run([tool, "-c", "-o", "/dev/null", path], capture_output=True, text=True, check=False)
        return len(set(re.findall(r"\.po:(\d+):", done.stderr)) - {"2"})  # the header is ours
    out = path.with_suffix(".out")
    command = [tool, "--excludefilter=untranslated", str(path), str(out)]
    subprocess.run(command, capture_output=True, check=True)
    return out.read_text("utf-8").count("msgctxt ") if out.exists() else 0


def test_seeded(capsys: pytest.CaptureFixture[str]) -> None:
    """Every seeded error is found by the check of its kind."""
    seeds = make_seeds()
    missed = [
        f"{kind}: {pair.language.tag} {pair.key}: {pair.msgstr!r} gives {sorted(codes)}"
        for kind, code, pair in seeds
        if code not in (codes := find_codes(pair))
    ]
    with capsys.disabled():
        kinds = Counter(kind for kind, _, _ in seeds)
        print(f"\nseeded errors: {len(seeds)} of {len(kinds)} kinds, {len(missed)} missed")  # noqa: T201

    assert [] == missed
    assert len(seeds) >= 200
    assert ERRORS <= {code for _, code, _ in seeds}


def test_untouched(capsys: pytest.CaptureFixture[str]) -> None:
    """The translations as they are raise no error."""
    pairs = load_pairs()
    errors = [(pair.language.tag, pair.key, codes) for pair in pairs if (codes := find_codes(pair))]
    with capsys.disabled():
        print(f"\nuntouched translations: {len(pairs)}, errors: {len(errors)}")  # noqa: T201

    assert [] == errors


@pytest.mark.parametrize("tool", ["msgfmt", "pofilter"])
def test_other_tools(tool: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Other tools, on the same texts, find fewer of the seeded errors, or complain of sound translations."""
    program = shutil.which(tool, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    assert program, f"{tool} is not installed: make test"
    seeds, pairs = [pair for _, _, pair in make_seeds()], list(load_pairs())
    counts = []
    for name, each in (("seeded", seeds), ("sound", pairs)):
        write_catalog(tmp_path / f"{name}.po", each)
        counts.append(judge(program, tmp_path / f"{name}.po"))
    with capsys.disabled():
        print(f"\n{tool}: complains of {counts[0]} of {len(seeds)} seeded, {counts[1]} of {len(pairs)} sound")  # noqa: T201

    assert counts[0] < len(seeds)
