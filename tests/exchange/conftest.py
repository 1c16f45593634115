"""A small bundle in Spanish and one in Arabic, and texts such as a catalog can hold."""

from collections.abc import Callable

import pytest

from handouts.exchange.bundle import Bundle, Part, Progress, Segment
from handouts.language import Language
from handouts.message import Message

SPANISH = Language("es", "Spanish", "Español", "Latn", "latn", "es")
ARABIC = Language("ar", "Arabic", "العربية", "Arab", "latn", "ar")


@pytest.fixture
def make() -> Callable[..., Bundle]:
    """Give the way from pairs of texts to a bundle of one part; keys are k0, k1 and so on."""

    def make_bundle(*pairs: tuple[str, str], progress: Progress = Progress.TRANSLATED, is_rtl: bool = False) -> Bundle:
        segments = tuple(
            Segment(
                Message(f"k{number}", source, ("a note",), f"templates/tea/handout.html.jinja:{number + 1}"),
                target,
                progress if target else Progress.EMPTY,
                remarks=("taza or vaso?",),
            )
            for number, (source, target) in enumerate(pairs)
        )
        return Bundle(ARABIC if is_rtl else SPANISH, (Part("tea", segments),))

    return make_bundle
