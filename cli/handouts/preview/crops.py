"""Crops: a picture of each message as it is printed, outlined, and the list of them; writing files is the command's.

The pictures are for people who translate elsewhere, and see their sentence nowhere else on its page.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from io import BytesIO

from markupsafe import Markup
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from handouts.pdf.picture import write_png
from handouts.pdf.places import Area, Place
from handouts.preview.press import RESOLUTION, Proof

OUTLINE, WIDTH = "#9E1B1E", 3  # pixels; the colour is --signal of the style sheets
GAP = 4  # pixels between the words and their outline
AROUND = (1.0, 0.5)  # inches of the page to the left and right, above and below
SMALL = 9  # level of compression: these files are kept and sent

UNSEEN = ", not seen on these pages: it stands for a picture, or is printed in another status"

_PAGE = Markup("""<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 1em/1.5 sans-serif; max-width: 60em; margin: 2em auto; padding: 0 1em }}
section {{ border-top: 1px solid; padding: 1em 0 }}
img {{ max-width: 100%; height: auto; border: 1px solid }}
</style>
<h1>{title}</h1>
{sections}
</html>
""")
_SECTION = Markup("""<section>
<h2>{key}</h2>
<p lang="en" dir="ltr">{msgid}</p>
<p lang="{tag}" dir="{direction}">{msgstr}</p>
<p>{where}{place}</p>
{picture}
</section>
""")
_PICTURE = Markup('<img src="{file}" width="{width}" height="{height}" alt="{msgstr}" lang="{tag}">')


@dataclass(frozen=True)
class Crop:
    """One message: where it is printed first (None if nowhere) and its picture; sizes in pixels."""

    key: str
    msgid: str
    msgstr: str
    state: str
    where: str
    page: int | None
    file: str | None
    width: int = 0
    height: int = 0


def cut_crops(proof: Proof) -> Iterator[tuple[Crop, bytes]]:
    """Give each message of *proof*, in the order of the templates, with its picture (PNG; empty without a place)."""
    places: dict[str, Place] = {}
    for place in proof.places:
        places.setdefault(place.key, place)
    sheets = [Image.open(BytesIO(proof.pictures[name])).convert("RGB") for name in proof.pages]
    for catalog in proof.catalogs.values():
        for message in catalog.messages:
            unit, found = catalog.entries[message.key], places.get(message.key)
            texts = (message.key, message.msgid, unit.msgstr, str(unit.state), unit.where)
            if found is None:
                yield Crop(*texts, None, None), b""
            else:
                number = found.areas[0].page
                picture = _cut(sheets[number - 1], found)
                yield Crop(*texts, number, f"{message.key}.png", *picture.size), write_png(picture, SMALL)


def _cut(sheet: Image.Image, place: Place) -> Image.Image:
    """Cut the surroundings of a message out of its page, and draw one line around all of its lines."""
    boxes = [_find_pixels(sheet, area) for area in place.areas]
    right, below = (round(inches * RESOLUTION) for inches in AROUND)
    left, top = max(min(box[0] for box in boxes) - right, 0), max(min(box[1] for box in boxes) - below, 0)
    end = (
        min(max(box[2] for box in boxes) + right, sheet.width),
        min(max(box[3] for box in boxes) + below, sheet.height),
    )
    picture = sheet.crop((left, top, *end))
    inside = Image.new("L", picture.size)
    for box in boxes:
        ImageDraw.Draw(inside).rectangle((box[0] - left, box[1] - top, box[2] - left, box[3] - top), fill=255)
    around = inside.filter(ImageFilter.MaxFilter(2 * WIDTH + 1))
    picture.paste(OUTLINE, mask=ImageChops.subtract(around, inside))
    return picture


def _find_pixels(sheet: Image.Image, area: Area) -> tuple[int, int, int, int]:
    """Give left, top, right and bottom of an area with its gap, in pixels."""
    left, right = round(area.left * sheet.width) - GAP, round(area.right * sheet.width) + GAP
    return left, round(area.top * sheet.height) - GAP, right, round(area.bottom * sheet.height) + GAP


def write_list(proof: Proof, crops: Iterable[Crop]) -> bytes:
    """Write the list for programs, as JSON."""
    job = proof.job
    head = {"handout": job.handout.id, "version": job.handout.version, "language": job.language.tag}
    return json.dumps({**head, "messages": [asdict(crop) for crop in crops]}, ensure_ascii=False, indent=2).encode()


def write_page(proof: Proof, crops: Iterable[Crop]) -> bytes:
    """Write the list for people, as a page that needs no other file but the pictures."""
    language, handout = proof.job.language, proof.job.handout
    names = {"tag": language.tag, "direction": language.direction}
    sections = [
        _SECTION.format(
            **{**asdict(crop), **names, "msgstr": crop.msgstr or "–"},
            place=f", page {crop.page}" if crop.page else UNSEEN,
            picture=_PICTURE.format(**asdict(crop), **names) if crop.file else "",
        )
        for crop in crops
    ]
    title = f"{handout.title}, version {handout.version}: {language.english}"
    return str(_PAGE.format(title=title, sections=Markup().join(sections))).encode()
