"""Finishing touches on the streams of a file: each compressed once, no image smoothed."""

import pydyf


def forbid_interpolation(pdf: pydyf.PDF) -> None:
    """Clear /Interpolate on every image: PDF/A-2, 6.2.8.3 forbids it, and readers smooth images of their own accord."""
    for image in pdf.objects:
        if isinstance(image, pydyf.Stream) and "Interpolate" in image.extra:
            image.extra["Interpolate"] = "false"


def compress_streams(pdf: pydyf.PDF) -> None:
    """Compress each stream once and keep the result: pydyf would do it again for the identifier and for the file."""
    for stream in pdf.objects:
        if isinstance(stream, pydyf.Stream) and stream.compress:
            whole = pydyf.Stream(stream.stream, stream.extra, compress=True).data
            start = whole.index(b"\nstream\n") + len(b"\nstream\n")
            stream.stream = [whole[start : -len(b"\nendstream")]]
            stream.extra = {**stream.extra, "Filter": "/FlateDecode"}
            stream.compress = False
