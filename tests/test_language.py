"""Languages: the rows of languages.toml, what CLDR adds, and how a wrong tag is answered."""

import gettext
import pickle
import re

import pytest
from babel import Locale

from handouts.errors import HandoutError
from handouts.fonts import load_scripts
from handouts.language import Language, find_language, load_languages
from handouts.project import Project

RIGHT_TO_LEFT = {"ar", "ckb", "fa", "he", "prs", "ps", "ur"}
# As the gettext manual and translation tools have them.
PLURAL_COUNTS = {
    "en": 2,
    "zh-Hans": 1,
    "ar": 6,
    "ru": 3,
    "pl": 3,
    "cs": 3,
    "lt": 3,
    "fr": 2,
    "es": 2,
    "pt-BR": 2,
    "id": 1,
}


def test_all_there(real: Project) -> None:
    """English comes first, then sixty languages by their English names, no name twice."""
    languages = list(load_languages(real).values())

    names = [language.english for language in languages[1:]]
    assert ("en", 60) == (languages[0].tag, len(names))
    assert sorted(names) == names
    assert 61 == len({language.endonym for language in languages})


def test_direction(real: Project) -> None:
    """CLDR tells the direction."""
    assert RIGHT_TO_LEFT == {tag for tag, each in load_languages(real).items() if each.direction == "rtl"}


def test_scripts_known(real: Project) -> None:
    """Each language's script has its line heights and fonts."""
    assert {each.script for each in load_languages(real).values()} <= load_scripts(real).keys()


def test_plural_counts(real: Project) -> None:
    """Plural forms are those of whole numbers, as translators know them."""
    languages = load_languages(real)

    assert PLURAL_COUNTS == {tag: languages[tag].nplurals for tag in PLURAL_COUNTS}


def test_plural_rules(real: Project) -> None:
    """The gettext rule of every language parts whole numbers exactly as CLDR does."""
    for language in load_languages(real).values():
        pick = gettext.c2py(language.plural)
        forms = {pick(count) for count in range(1000)}
        assert set(range(language.nplurals)) == forms, language.tag
        if isinstance(language.locale, Locale):
            pairs = {(pick(count), language.locale.plural_form(count)) for count in range(1000)}
            assert language.nplurals == len(pairs), language.tag


def test_plural_forms_header(real: Project) -> None:
    """The header is made of the count and the rule."""
    for each in load_languages(real).values():
        assert f"nplurals={each.nplurals}; plural={each.plural};" == each.plural_forms


def test_posix() -> None:
    """The folder is the tag in letters that gettext tools know."""
    assert "zh_Hans" == Language("zh-Hans", "", "", "Hans", "latn", "zh_Hans").posix


def test_without_cldr(real: Project) -> None:
    """A language that Babel does not know, or knows wrongly, brings its own direction and plural rule."""
    languages = load_languages(real)

    assert ["ht", "hmn"] == [tag for tag, each in languages.items() if each.locale is None]
    assert ("ltr", 2, "(n != 1)") == (languages["ht"].direction, languages["ht"].nplurals, languages["ht"].plural)


@pytest.mark.parametrize("tag", ["zh-Hans", "zh_hans", "ZH-HANS"])
def test_find(real: Project, tag: str) -> None:
    """Case and the kind of line do not matter in a tag."""
    assert "zh-Hans" == find_language(real, tag).tag


@pytest.mark.parametrize(
    ("tag", "hint"),
    [
        ("arr", 'did you mean "ar" (Arabic)?'),
        ("german", 'did you mean "de" (German)?'),
        ("Español", 'did you mean "es" (Spanish)?'),
        ("../../x", 'see "handouts list --all", or add a table for it'),
        ("qqqqqq", 'see "handouts list --all", or add a table for it'),
    ],
)
def test_unknown(real: Project, tag: str, hint: str) -> None:
    """An unknown tag is an error that suggests a near tag or the tag of a language named."""
    with pytest.raises(HandoutError, match=f'locales/languages.toml: unknown language "{tag}"') as caught:
        find_language(real, tag)

    assert hint == caught.value.hint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('babel = "ar"', "", '"direction" in [ar] is missing'),
        ('babel = "ar"', 'direction = "up"\nplural = ""', '"direction" in [ar] must be "ltr" or "rtl"'),
        ('script = "Arab"', 'skript = "Arab"', 'unknown key "skript" in [ar]'),
        ('english = "Arabic"', "", '"english" in [ar] is missing'),
        ('english = "Arabic"', 'english = " "', '"english" in [ar] must be a text of one line'),
        ('babel = "ar"', 'babel = "qqq"', '"babel" in [ar]: no locale "qqq"'),
        ('babel = "ar"', 'babel = "../ar"', '"babel" in [ar]: no locale "../ar"'),
        *(
            ('babel = "ar"', f'direction = "rtl"\nplural = "{plural}"', '"plural" in [ar] is no plural rule')
            for plural in (
                "two",
                "nplurals=2; plural=(m != 1)",
                "nplurals=1; plural=(n != 1)",
                "nplurals=2; plural=1/n",
            )
        ),
        ("[ar]", '["../../x"]', '"../../x" is no BCP 47 tag'),
    ],
)
def test_wrong_row(project: Project, old: str, new: str, message: str) -> None:
    """A mistake in a row is named with its line."""
    path = project.locales / "languages.toml"
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")

    with pytest.raises(HandoutError, match=re.escape(f"locales/languages.toml:13: {message}")):
        load_languages(project)


def test_sent(real: Project) -> None:
    """A language that is sent to another process takes its row along, not what CLDR adds, and is the same there."""
    language = load_languages(real)["ar"]
    before = pickle.dumps(language)
    assert "rtl" == language.direction

    assert before == pickle.dumps(language)
    sent = pickle.loads(before)  # noqa: S301 -- ours
    assert (language, "rtl") == (sent, sent.direction)
