"""PDF files that others might send: plain, faulty, hostile, broken; each is made by one function."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary, Name, String

PICTURE = '<img src=\'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9z"/></svg>\'>'
PLAIN = "<html lang=en><title>A leaflet</title><h1>Heading</h1><p>Text</p>"


def write_plain(path: Path, html: str = PLAIN, *, tagged: bool = True) -> Path:
    """Write a file as WeasyPrint makes it."""
    weasyprint.HTML(string=html).write_pdf(path, pdf_tags=tagged)
    return path


def change(path: Path, edit: Callable[[pikepdf.Pdf], object], encryption: pikepdf.Encryption | None = None) -> Path:
    """Write a plain file that *edit* changes."""
    write_plain(path)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        edit(pdf)
        pdf.save(path, encryption=encryption)
    return path


def open_with_script(pdf: pikepdf.Pdf) -> None:
    """Run a script at opening."""
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def open_at_page(pdf: pikepdf.Pdf) -> None:
    """Show the first page at opening, which is no harm."""
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))


def act_on_page(pdf: pikepdf.Pdf) -> None:
    """Run a script when the page is shown."""
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.JavaScript, JS=String("1")))


def start_program(pdf: pikepdf.Pdf) -> None:
    """Start a program from a link, described and tagged as it should be."""
    action = Dictionary(S=Name.Launch, F=String("calc.exe"))
    add_link(pdf, action, "Calculator")


def lead_to_file(pdf: pikepdf.Pdf) -> None:
    """Lead from a link to a file of one machine."""
    add_link(pdf, Dictionary(S=Name.URI, URI=String("file:///etc/hostname")), "Name of the computer")


def lead_outside(pdf: pikepdf.Pdf) -> None:
    """Lead from a link to a page of the web."""
    add_link(pdf, Dictionary(S=Name.URI, URI=String("https://example.org/a")), "An example")


def lead_in_the_open(pdf: pikepdf.Pdf) -> None:
    """Lead to a page of the web without encryption, with its address for a name."""
    add_link(pdf, Dictionary(S=Name.URI, URI=String("http://example.org/a")), "http://example.org/a")


def lead_nowhere(pdf: pikepdf.Pdf) -> None:
    """Add a link that says nothing, outside of the tags."""
    add_link(pdf, Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit])), "")
    del pdf.pages[0].obj.Annots[0].StructParent


def add_link(pdf: pikepdf.Pdf, action: Dictionary, contents: str) -> None:
    """Add a link to the first page."""
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), A=action, StructParent=7)
    if contents:
        link.Contents = String(contents)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def attach(pdf: pikepdf.Pdf) -> None:
    """Attach a file."""
    pdf.attachments["a.txt"] = b"hello"


def name_folder(pdf: pikepdf.Pdf) -> None:
    """Name a folder of some machine in the properties."""
    pdf.docinfo["/Source"] = r"C:\Users\ann\leaflet.docx"


def steer_terminal(pdf: pikepdf.Pdf) -> None:
    """Lead to an address that would clear the screen and turn the line around."""
    add_link(pdf, Dictionary(S=Name.URI, URI=String("ftp://a\x1b[2J\u202eb")), "A page")


def forget_scope(pdf: pikepdf.Pdf) -> None:
    """Take away what ties cells to their headers."""
    for item in find_elements(pdf, "/TH", "/TD"):
        item.A = Array([])


def forget_numbering(pdf: pikepdf.Pdf) -> None:
    """Take away how lists are numbered."""
    for item in find_elements(pdf, "/L"):
        item.A = Array([])


def continue_after(pdf: pikepdf.Pdf) -> None:
    """Read the first part of the document once more, last of all."""
    (document,) = find_elements(pdf, "/Document")
    first, *others = list(document.K)
    document.K = Array([*others, first])


def find_elements(pdf: pikepdf.Pdf, *types: str) -> list[Dictionary]:
    """Give the structure elements of some types."""
    return [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") in types]


def hold_itself(pdf: pikepdf.Pdf) -> None:
    """Make a structure element its own kid."""
    element = pdf.make_indirect(Dictionary(S=Name.P))
    element.K = Array([element])
    pdf.Root.StructTreeRoot.K = Array([element])


def go_deep(pdf: pikepdf.Pdf) -> None:
    """Make a structure tree of more levels than can be followed."""
    element = pdf.make_indirect(Dictionary(S=Name.P))
    for _ in range(2000):
        element = pdf.make_indirect(Dictionary(S=Name.P, K=Array([element])))
    pdf.Root.StructTreeRoot.K = Array([element])


def confuse_types(pdf: pikepdf.Pdf) -> None:
    """Put numbers and texts where dictionaries belong."""
    pdf.Root.StructTreeRoot.K = Array([5, String("x"), Array([])])
    pdf.Root.MarkInfo = Array([])
    pdf.Root.ViewerPreferences = 3
    pdf.pages[0].obj.Annots = Array([1, String("x")])


def confuse_content(pdf: pikepdf.Pdf) -> None:
    """Draw with operators that do not belong together, fonts and groups that are not there."""
    pdf.pages[0].Contents = pdf.make_stream(b"Q Q EMC 1 2 cm /X Do /F9 12 Tf (x) Tj ((")


def draw_itself(pdf: pikepdf.Pdf) -> None:
    """Draw a group that draws itself."""
    group = pdf.make_stream(b"/Me Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    group.Resources = Dictionary(XObject=Dictionary(Me=group))
    pdf.pages[0].obj.Resources.XObject = Dictionary(Me=group)
    pdf.pages[0].contents_add(b"/Me Do")


def repeat(pdf: pikepdf.Pdf) -> None:
    """Show the page 500 times."""
    for _ in range(499):
        pdf.pages.append(pdf.pages[0])
