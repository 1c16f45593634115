"""The fetcher: the files of one job by name, and nothing else on this machine or any other."""

from pathlib import Path

import pytest
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from handouts.enginelog import watch_engine
from handouts.errors import HandoutError
from handouts.fetcher import JobFetcher


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Give a file that is none of the job's."""
    path = tmp_path / "secret.svg"
    path.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return path


@pytest.fixture
def fetcher(tmp_path: Path) -> JobFetcher:
    """Give a fetcher that knows a drawing and a font."""
    (tmp_path / "cup.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    (tmp_path / "a.ttf").write_bytes(b"font")
    font = tmp_path / "a.ttf"
    return JobFetcher({"art:cup": tmp_path / "cup.svg", font.as_uri(): font})


@pytest.mark.parametrize(("name", "kind"), [("cup.svg", "image/svg+xml"), ("a.ttf", "application/octet-stream")])
def test_own_files(fetcher: JobFetcher, tmp_path: Path, name: str, kind: str) -> None:
    """A file of the job is given whole, with its kind."""
    path = tmp_path / name
    answer = fetcher("art:cup" if name == "cup.svg" else path.as_uri())

    assert path.read_bytes() == answer.read()
    assert kind == answer.headers["Content-Type"]


URLS = [
    "https://example.org/a.css",
    "http://127.0.0.1/",
    "ftp://example.org/a",
    "data:image/svg+xml,<svg/>",
    "file:///etc/passwd",
    "{folder}/secret.svg",
    "{folder}/../{name}/cup.svg",
    "{folder}/cup.svg",
    "{folder}/a.ttf?x",
    "art:../cup",
    "art:CUP",
    "art:other",
    "cup.svg",
    "",
]


@pytest.mark.parametrize("url", URLS)
def test_everything_else(fetcher: JobFetcher, secret: Path, url: str) -> None:
    """Whatever is not named exactly as the job names it is refused, in a way that ends the job."""
    address = url.format(folder=secret.parent.as_uri(), name=secret.parent.name)

    with pytest.raises((FatalURLFetchingError, ValueError)):
        fetcher(address)


@pytest.mark.parametrize(
    "part",
    [
        "<img src='{url}'>",
        "<link rel=stylesheet href='{url}'>",
        "<style>@import url({url});</style>",
        "<p style='background: url({url})'>x</p>",
        "<object data='{url}'>x</object>",
        "<svg width=9 height=9><image href='{url}' width=9 height=9 /></svg>",
    ],
)
def test_no_way_around(fetcher: JobFetcher, secret: Path, part: str) -> None:
    """No element and no style rule of a page gets at another file: the page is not printed."""
    body = part.format(url=secret.as_uri())
    html = HTML(string=f"<!doctype html><html lang=en>{body}", url_fetcher=fetcher)

    with pytest.raises((FatalURLFetchingError, HandoutError)), watch_engine():
        html.write_pdf()


def test_no_other_font(fetcher: JobFetcher, secret: Path) -> None:
    """No font is loaded but those of the job."""
    rule = f'@font-face {{ font-family: x; src: url("{secret.as_uri()}") }} p {{ font-family: x }}'
    with pytest.raises(FatalURLFetchingError, match="may not fetch"):
        CSS(string=rule, url_fetcher=fetcher, font_config=FontConfiguration())
