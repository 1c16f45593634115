"""A file that was just made is asked for everything, opened once."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from handouts.checks.finished import check_finished
from handouts.project import Project

if TYPE_CHECKING:
    from handouts.pipeline import Build

PATH = "/home/someone/catalogs/tea.po"  # nobody's: what the check must find in a file


def run_script(pdf: pikepdf.Pdf) -> None:
    """Run a script at opening."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("1"))


def attach(pdf: pikepdf.Pdf) -> None:
    """Carry another file."""
    pdf.attachments["a.txt"] = b"a"


def name_folder(pdf: pikepdf.Pdf) -> None:
    """Name a folder of the machine, in letters of two bytes."""
    pdf.docinfo["/Subject"] = String(f"é ☕ {PATH}")


def lead_to_file(pdf: pikepdf.Pdf) -> None:
    """Lead to a file of the machine."""
    action = Dictionary(S=Name.URI, URI=String("file:///etc/hostname"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


@pytest.fixture
def build(project: Project, make: "Callable[[Project, str, str], Build]") -> "Build":
    """Give a build of the tiny handout."""
    return make(project, "tea", "es")


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (run_script, "file-runs-script"),
        (attach, "file-attached"),
        (name_folder, "local-path"),
        (lead_to_file, "link-to-file"),
    ],
)
def test_found(build: "Build", edit: Callable[[pikepdf.Pdf], None], code: str) -> None:
    """What a leaflet must not do, carry or give away is found in a file of our own; a sound one has nothing of it."""
    with pikepdf.open(BytesIO(build.pdf.data)) as pdf:
        edit(pdf)
        changed = BytesIO()
        pdf.save(changed)

    assert () == build.findings
    assert code in {each.code for each in check_finished(build.markup.html, changed.getvalue())}
