"""The wrap around WeasyPrint's private parts: it fails loudly, with what to do, when those parts change."""

import pytest
import weasyprint

from handouts.errors import HandoutError
from handouts.pdf import engine


def test_wrapped_functions_are_the_known_ones() -> None:
    """After an upgrade of WeasyPrint this names the functions to read again before their digests are renewed."""
    expected: list[str] = []
    assert expected == engine.changed_sources()


def test_changed_function_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function whose source differs from its digest is named."""
    monkeypatch.setitem(engine.SOURCES, "pdf.add_tags", (weasyprint.pdf.generate_pdf, "f0e74575b0bafaf3"))
    assert ["pdf.add_tags"] == engine.changed_sources()


@pytest.mark.parametrize(
    ("version", "signature"), [("71.0", engine.SIGNATURE), ("70.1", ("pdf", "document"))], ids=["version", "signature"]
)
def test_unknown_weasyprint_is_refused(version: str, signature: tuple[str, ...]) -> None:
    """Another version or another signature ends the job with the command that mends it."""
    with pytest.raises(HandoutError, match="not supported") as error:
        engine.require_supported(version, signature)
    assert error.value.hint == 'install a known one: python -m pip install "weasyprint==70.*"'


@pytest.mark.parametrize("failing", engine.STEPS)
def test_steps_are_put_back_after_an_error(failing: str) -> None:
    """A write that fails in any replaced step leaves WeasyPrint as it was."""
    before = {name: getattr(module, name) for name, module in engine.STEPS.items()}
    document = weasyprint.HTML(string="<p>Text").render()
    with pytest.raises(ZeroDivisionError), engine.tagging(**before | {failing: lambda *_: 1 / 0}):
        document.write_pdf(pdf_tags=True)
    assert before == {name: getattr(module, name) for name, module in engine.STEPS.items()}
