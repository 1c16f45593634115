"""Fetcher: the only way to a file while a page is laid out, and it knows the files of one job by name.

There is no network here and no path: a picture is ``art:step1``, a font is one of the faces that the style names.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

ART = "art:"


class JobFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Give the drawings and fonts of one job; refuse everything else by ending the job."""

    def __init__(self, files: Mapping[str, Path]) -> None:
        """Take the *files* by the exact URL that asks for them."""
        super().__init__(allowed_protocols=("file", "art"), allow_redirects=False, fail_on_errors=True)
        self.files = files

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401, ARG002
        """Give the file behind *url*; FatalURLFetchingError when it is none of this job's files."""
        path = self.files.get(url)
        if path is None:
            raise FatalURLFetchingError(f"a page may not fetch {url}")
        kind = "image/svg+xml" if path.suffix == ".svg" else "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})
