"""Page limit: a layout that is sure to need too many pages ends early, any other is what it would have been."""

import hashlib
import inspect

import pytest
from weasyprint import HTML
from weasyprint.layout import page as engine
from weasyprint.layout.block import block_level_page_break

from handouts.pagelimit import TooManyPagesError, limit_pages

LONG = "<p>line</p>" * 120
NEXT = '<section style="break-before: page">'
CASES = {
    "flowing": LONG,
    "one page each": f"<p>a</p>{NEXT}a</section>{NEXT}b</section>",
    "the first runs over": f"{LONG}{NEXT}a</section>{NEXT}b</section>",
    "the last runs over": f"<p>a</p>{NEXT}a</section>{NEXT}{LONG}</section>",
    "a break at the very start": f"{NEXT}a</section>{NEXT}b</section>",
    "two breaks in one place": f"<p>a</p>{NEXT}{NEXT}a</section></section>{NEXT}b</section>",
    "a break after and one before": f'<p style="break-after: page">a</p>{NEXT}a</section>',
    "breaks within": f"<div><p>a</p>{NEXT}a</section></div><div><p>b</p>{NEXT}b</section></div>",
    "a right-hand page": '<p>a</p><p style="break-before: right">b</p>',
    "out of the flow": f'<p>a</p><div style="position: absolute">{NEXT}a</section></div><p>b</p>',
    "in a flex row": f'<p>a</p><div style="display: flex"><div>a</div>{NEXT}b</section></div>',
    "in a table": f"<table><tr><td><p>a</p>{NEXT}a</section></td></tr></table>",
    "in columns": f'<p>a</p><div style="columns: 2"><p>a</p>{NEXT}a</section></div>',
    "footnotes": '<p>a<span style="float: footnote">b</span></p>' * 60,
}


def count_pages(body: str, most: int | None = None) -> int | None:
    """Count the pages of *body*; None where the limit ended its layout."""
    html = HTML(string=f"<style>@page {{ size: 100mm 100mm }}</style>{body}")
    try:
        if most is None:
            return len(html.render().pages)
        with limit_pages(most):
            return len(html.render().pages)
    except TooManyPagesError:
        return None


@pytest.mark.parametrize("body", CASES.values(), ids=CASES)
def test_limit(body: str) -> None:
    """As many pages as there are may be allowed; one less ends the layout, unless a break was not counted."""
    pages = count_pages(body)
    assert pages

    assert pages == count_pages(body, pages)
    assert count_pages(body, pages - 1) in ((None,) if pages > 1 else (None, pages))


def test_ends_early(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the first of three designed pages runs over, no other page is laid out."""
    made: list[int] = []
    original = engine.remake_page

    def count(index: int, *rest: object) -> object:
        made.append(index)
        return original(index, *rest)

    monkeypatch.setattr(engine, "remake_page", count)

    assert count_pages(CASES["the first runs over"], 3) is None
    assert [0] == made


def test_put_back() -> None:
    """The engine is as it was afterwards, whatever happens."""
    original = engine.remake_page
    with pytest.raises(ZeroDivisionError), limit_pages(1):
        raise ZeroDivisionError
    assert original is engine.remake_page


def test_known_engine() -> None:
    """After an upgrade of WeasyPrint: read the functions again, bring pagelimit.py in step, renew the digest."""
    source = "".join(map(inspect.getsource, (engine.remake_page, block_level_page_break)))

    assert DIGEST == hashlib.sha256(source.encode()).hexdigest()[:16]


DIGEST = "2ce585bebb9f8ae9"
