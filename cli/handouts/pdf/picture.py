"""Picture: pages of a PDF file as PNG pictures, as Chrome and Edge draw them; needs the optional pypdfium2."""

from collections.abc import Iterator
from importlib.util import find_spec
from io import BytesIO

from PIL import Image

from handouts.errors import HandoutError

POINTS_PER_INCH = 72
FASTEST = 1  # level of compression: such a picture lives for a moment


def require_drawing() -> None:
    """Raise HandoutError when the package that draws pages is not installed."""
    if find_spec("pypdfium2") is None:
        hint = 'python -m pip install "handouts[verify]"'
        raise HandoutError("pages cannot be drawn: pypdfium2 is not installed", hint=hint)


def draw_pages(data: bytes, resolution: float) -> Iterator[Image.Image]:
    """Draw each page of the file *data* at *resolution*, in dots per inch."""
    import pypdfium2  # noqa: PLC0415 (the verify extra is optional)

    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            yield page.render(scale=resolution / POINTS_PER_INCH).to_pil()


def write_png(picture: Image.Image, level: int = FASTEST) -> bytes:
    """Write *picture* as a PNG file; *level* of compression is 1 (fast) to 9 (small)."""
    file = BytesIO()
    picture.save(file, "PNG", compress_level=level)
    return file.getvalue()
