"""Pictures of sentences: what is cut out, what is outlined, and what the lists say."""

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image

from handouts.pdf.places import Area, Place
from handouts.project import Project

if TYPE_CHECKING:
    from handouts.preview.press import Press

    SetUp = Callable[[Project, str, str], Press]

RED, WHITE = (0x9E, 0x1B, 0x1E), (255, 255, 255)


def test_cut(set_up: "SetUp", project: Project) -> None:
    """Half an inch above and below, an inch beside, never beyond the page; one line runs around all lines."""
    set_up(project, "tea", "es")
    from handouts.preview.crops import AROUND, GAP, WIDTH, _cut  # noqa: PLC0415 -- needs the engine
    from handouts.preview.press import RESOLUTION  # noqa: PLC0415 -- as its neighbour

    areas = (Area(1, 0.5, 0.5, 0.2, 0.01), Area(1, 0.5, 0.51, 0.1, 0.01))
    picture = _cut(Image.new("RGB", (1000, 2000), "white"), Place("a", areas))
    beside, above = round(AROUND[0] * RESOLUTION), round(AROUND[1] * RESOLUTION)

    assert (200 + 2 * beside + 2 * GAP, 40 + 2 * above + 2 * GAP) == picture.size
    assert RED == picture.getpixel((beside - WIDTH, above))
    assert WHITE == picture.getpixel((beside + 50, above + GAP + 20))
    assert RED == picture.getpixel((beside + 150, above + 2 * GAP + 20 + WIDTH))
    edge = _cut(Image.new("RGB", (1000, 2000), "white"), Place("a", (Area(1, 0, 0, 1, 1),)))
    assert (1000, 2000) == edge.size


def test_lists(set_up: "SetUp", project: Project) -> None:
    """Every message is in both lists; each picture has the size that is said, and its translation as alternative."""
    proof = set_up(project, "tea", "es").make_settled()
    from handouts.preview.crops import cut_crops, write_list, write_page  # noqa: PLC0415 -- needs the engine

    cut = list(cut_crops(proof))
    crops = [crop for crop, _ in cut]
    assert ["disclaimer", "title", "water", "wait"] == [crop.key for crop in crops]
    assert [(crop.width, crop.height) for crop in crops] == [Image.open(BytesIO(data)).size for _, data in cut]
    assert ["title.png", 1] == [crops[1].file, crops[1].page]
    assert b'"msgstr": "Espere 3 minutos y beba."' in write_list(proof, crops)
    page = write_page(proof, crops).decode()
    assert '<p lang="es" dir="ltr">Vierta agua &lt;b&gt;caliente&lt;/b&gt; sobre las hojas.</p>' in page
    assert 'alt="Espere 3 minutos y beba." lang="es">' in page


def test_no_place(set_up: "SetUp", project: Project, edit: Callable[..., None]) -> None:
    """A message that no page shows has no picture, and the lists say so."""
    template = project.templates / "tea" / "handout.html.jinja"
    edit(template, '<p>{% trans "wait" %}', '<p hidden>{% trans "wait" %}')
    (project.styles / "page.css").write_text("[hidden] { display: none }", "utf-8")
    proof = set_up(project, "tea", "es").make_settled()
    from handouts.preview.crops import UNSEEN, cut_crops, write_page  # noqa: PLC0415 -- needs the engine

    crop, data = next(each for each in cut_crops(proof) if each[0].key == "wait")
    assert (None, None, b"") == (crop.file, crop.page, data)
    assert UNSEEN in write_page(proof, [crop]).decode()
