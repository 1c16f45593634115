"""Fonts of a finished file: embedded or not, and what their makers allow."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from fontTools.ttLib import TTFont
from pikepdf import Dictionary, Name

from handouts.checks.fonts import check_fonts, find_fonts


@pytest.fixture
def checked(tmp_path: Path) -> Callable[[Callable[[pikepdf.Dictionary], None]], set[str]]:
    """Give the codes found in a file whose one font was changed."""

    def check(edit: Callable[[pikepdf.Dictionary], None]) -> set[str]:
        weasyprint.HTML(string="<p style='font-family: Noto Sans'>words").write_pdf(tmp_path / "a.pdf")
        with pikepdf.open(tmp_path / "a.pdf") as pdf:
            edit(next(item for item in pdf.objects if isinstance(item, Dictionary) and "/FontName" in item))
            return {finding.code for finding in check_fonts(pdf)}

    return check


def allow(leave: int | None) -> Callable[[pikepdf.Dictionary], None]:
    """Give the change that sets fsType of the font, or takes its table away."""

    def edit(descriptor: pikepdf.Dictionary) -> None:
        key = next(key for key in ("/FontFile2", "/FontFile3") if key in descriptor)
        font, out = TTFont(BytesIO(descriptor[key].read_bytes())), BytesIO()
        if leave is None:
            del font["OS/2"]
        else:
            font["OS/2"].fsType = leave
        font.save(out)
        descriptor[key].write(out.getvalue())

    return edit


def take_out(descriptor: pikepdf.Dictionary) -> None:
    """Take the font out of the file."""
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        (allow(0), set()),
        (allow(0x8), set()),
        (allow(0x2), {"font-licence-forbids"}),
        (allow(0x100), {"font-licence-forbids-part"}),
        (allow(None), {"font-licence-unknown"}),
        (take_out, {"font-not-embedded"}),
    ],
)
def test_leave(
    checked: Callable[[Callable[[pikepdf.Dictionary], None]], set[str]],
    edit: Callable[[pikepdf.Dictionary], None],
    codes: set[str],
) -> None:
    """A font must be in the file, and its maker must let it be."""
    assert codes == checked(edit)


def test_groups(tmp_path: Path) -> None:
    """Fonts of groups that a page draws count as well; a group that draws itself is no trap."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        group = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica"))
        group.Resources = Dictionary(Font=Dictionary(F=font), XObject=Dictionary(Me=group))
        page.obj.Resources = Dictionary(XObject=Dictionary(Me=group))
        pdf.save(tmp_path / "a.pdf")
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        assert {"Helvetica": None} == find_fonts(pdf)
