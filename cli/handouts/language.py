"""Language: one row of locales/languages.toml together with what CLDR knows of it; no fonts and no translations."""

import gettext
import re
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import cached_property
from string import ascii_lowercase
from typing import TYPE_CHECKING

from handouts.datafile import Table, read_tables
from handouts.errors import HandoutError
from handouts.project import Project

if TYPE_CHECKING:
    from babel import Locale

PSEUDO_KEYS = ("letters", "grow")
KEYS = ("english", "endonym", "script", "babel", "direction", "plural", "digits")
# Counts that plural rules are tried on: all that a handout says ("1 day", "100 patients"); no fractions, no millions.
COUNTS = range(201)
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47; it names folders and files
_PLURAL = re.compile(r"nplurals=([1-9]); plural=([^;]+);?")


@dataclass(frozen=True)
class Language:
    """A language that handouts can be read in; CLDR is asked for the rest when it is first needed."""

    tag: str  # BCP 47: <html lang>, PDF /Lang, file names, --language
    english: str
    endonym: str
    script: str  # a table of styles/scripts.toml
    digits: str  # CLDR numbering system
    babel: str | None  # None where CLDR has no or wrong data; then the next two are given
    own_direction: str | None = None
    own_plural: str | None = None
    letters: tuple[str, ...] = ()  # what stands for a to z in a language that nobody reads, see pseudo
    grow: float = 1.0  # how many times as long as the English its texts become at least

    @property
    def row(self) -> dict[str, object]:
        """Give what its table says, without what CLDR adds."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __getstate__(self) -> dict[str, object]:
        """Send only that to another process, and keep only that of what comes back: CLDR is a megabyte."""
        return self.row

    @property
    def is_pseudo(self) -> bool:
        """Tell whether nobody reads this language: it is made from the English, to look at pages."""
        return bool(self.letters)

    @property
    def posix(self) -> str:
        """Name the folder under locales/."""
        return self.tag.replace("-", "_")

    @cached_property
    def locale(self) -> "Locale | None":
        """Give the CLDR data, or None."""
        from babel import Locale  # noqa: PLC0415  (0.1 s, for nothing when only names are listed)

        return Locale.parse(self.babel) if self.babel else None

    @cached_property
    def direction(self) -> str:
        """Give "ltr" or "rtl"."""
        if self.locale is None:
            return self.own_direction or "ltr"
        return "rtl" if self.locale.character_order == "right-to-left" else "ltr"

    @cached_property
    def plural_forms(self) -> str:
        """Give the value of the gettext header Plural-Forms, for whole numbers."""
        return _write_plural_forms(self.locale) if self.locale else f"{self.own_plural};"

    @property
    def nplurals(self) -> int:
        """Count the plural forms of a catalog."""
        return int(self.plural_forms.partition(";")[0].partition("=")[2])

    @property
    def plural(self) -> str:
        """Give the expression that picks a plural form for n."""
        return self.plural_forms.partition("; plural=")[2].rstrip(";")


def load_languages(project: Project) -> dict[str, Language]:
    """Read locales/languages.toml: every language by its tag, in the order of the file."""
    path = project.locales / "languages.toml"
    return {table.name: _read_language(table) for table in read_tables(project, path)}


def load_pseudo_languages(project: Project) -> dict[str, Language]:
    """Read locales/pseudo.toml, where there is one: languages that only those get who name them."""
    path = project.locales / "pseudo.toml"
    tables = read_tables(project, path) if path.is_file() else ()
    return {table.name: _read_pseudo(table) for table in tables}


def _read_pseudo(table: Table) -> Language:
    """Read one row of pseudo.toml."""
    own = {key: value for key, value in table.values.items() if key not in PSEUDO_KEYS}
    letters = tuple(part.strip("-") for part in table.read_text("letters").split())
    if len(letters) != len(ascii_lowercase) or not any(letters):
        raise HandoutError(f'"letters" in [{table.name}] must be 26 parts, for a to z', table.find("letters"))
    return replace(_read_language(replace(table, values=own)), letters=letters, grow=table.read_number("grow"))


def find_language(project: Project, tag: str) -> Language:
    """Find a language by its tag, a pseudo-language too; case and "_" do not matter.

    Raises HandoutError that suggests a near tag or the tag of the language named.
    """
    languages = load_languages(project)
    wanted = tag.replace("_", "-").casefold()
    for language in (*languages.values(), *load_pseudo_languages(project).values()):
        if language.tag.casefold() == wanted:
            return language
    where = project.name(project.locales / "languages.toml")
    raise HandoutError(f'unknown language "{tag}"', where, _suggest(wanted, languages))


def _read_language(table: Table) -> Language:
    """Read one row; raises HandoutError for a tag, locale, direction or plural rule that cannot be right."""
    if not _TAG.fullmatch(table.name):
        raise HandoutError(f'"{table.name}" is no BCP 47 tag', table.where, "write it like es, zh-Hans or pt-BR")
    table.allow(*KEYS)
    babel = table.read_text("babel", "") or None
    direction = None if babel else table.read_text("direction")
    plural = None if babel else table.read_text("plural")
    if direction not in (None, "ltr", "rtl"):
        raise HandoutError(f'"direction" in [{table.name}] must be "ltr" or "rtl"', table.where)
    if babel:
        _refuse_locale(table, babel)
    if plural is not None:
        _refuse_plural(table, plural)
    return Language(
        table.name,
        table.read_line("english"),
        table.read_line("endonym"),
        table.read_text("script"),
        table.read_text("digits", "latn"),
        babel,
        direction,
        plural,
    )


def _refuse_locale(table: Table, name: str) -> None:
    """Raise HandoutError when Babel has no such locale."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  (see Language.locale)

    try:
        Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        hint = "correct it, or give direction and plural in its place"
        raise HandoutError(f'"babel" in [{table.name}]: no locale "{name}"', table.where, hint) from None


def _refuse_plural(table: Table, forms: str) -> None:
    """Raise HandoutError when *forms* is no value of Plural-Forms, or picks a form that there is not."""
    found = _PLURAL.fullmatch(forms)
    try:
        pick = gettext.c2py(found[2]) if found else None
        is_good = found is not None and pick is not None and {pick(n) for n in COUNTS} <= set(range(int(found[1])))
    except (ValueError, ArithmeticError):
        is_good = False
    if not is_good:
        hint = "write it as in a PO header: nplurals=2; plural=(n != 1)"
        raise HandoutError(f'"plural" in [{table.name}] is no plural rule', table.where, hint)


def _suggest(wanted: str, languages: dict[str, Language]) -> str:
    words: dict[str, Language] = {}
    for language in languages.values():
        words |= dict.fromkeys(
            (language.tag.casefold(), language.english.casefold(), language.endonym.casefold()), language
        )
    near = get_close_matches(wanted, words, n=1, cutoff=0.5)
    if not near:
        return 'see "handouts list --all", or add a table for it'
    return f'did you mean "{words[near[0]].tag}" ({words[near[0]].english})?'


def _write_plural_forms(locale: "Locale") -> str:
    """Write the CLDR plural rule for gettext, leaving out the forms that only fractions or millions take."""
    from babel.plural import PluralRule, to_gettext  # noqa: PLC0415  (see Language.locale)

    reached = {locale.plural_form(count) for count in COUNTS}
    rules = {form: rule for form, rule in locale.plural_form.rules.items() if form in reached}
    if "other" not in reached:
        del rules[list(rules)[-1]]  # the numbers of the last form become those of "other", which gettext must have
    return to_gettext(PluralRule(rules))
