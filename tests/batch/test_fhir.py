"""The FHIR bundle: judged by the published structure, true to the files, and the same for the same files."""

import base64
import hashlib
import json
from pathlib import Path

import pytest
from fhir.resources.R4B.bundle import Bundle

from handouts.__main__ import run
from handouts.batch.fhir import make_bundle
from handouts.project import Project

BUILD = ["build", "tea", "-l", "es", "-l", "en", "--jobs", "0"]


@pytest.fixture
def here(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give the tiny project as the folder one stands in."""
    monkeypatch.chdir(project.root)
    return project


def test_bundle(here: Project) -> None:
    """The bundle keeps the published structure and says of each file what it is."""
    assert 0 == run([*BUILD, "--fhir", "bundle.json"])

    text = (here.root / "bundle.json").read_text("utf-8")
    bundle = Bundle.model_validate_json(text)
    assert json.loads(text) == json.loads(bundle.model_dump_json())
    assert "collection" == bundle.type
    data = (here.output / "tea.es.pdf").read_bytes()
    entry = json.loads(text)["entry"][1]["resource"]
    assert {
        "contentType": "application/pdf",
        "language": "es",
        "url": "tea.es.pdf",
        "size": len(data),
        "hash": base64.b64encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode(),
        "title": "Una taza de té",
        "creation": "2026-11-22",
    } == entry["content"][0]["attachment"]
    assert ("current", "preliminary", "2026-11-22T00:00:00Z") == (entry["status"], entry["docStatus"], entry["date"])


def test_same_for_the_same_files(here: Project) -> None:
    """A second build, which builds nothing, gives the same bytes, and so do shares that are merged."""
    assert 0 == run([*BUILD, "--fhir", "one.json"])
    assert 0 == run([*BUILD, "--fhir", "two.json"])
    for share in ("1", "2"):
        assert 0 == run([*BUILD, "--shard", f"{share}/2", "--output", f"s{share}"])
    assert 0 == run(["merge", "s1", "s2", "--output", "merged", "--fhir", "three.json"])

    texts = {(here.root / f"{name}.json").read_bytes() for name in ("one", "two", "three")}
    assert 1 == len(texts)


def test_new_bytes_new_id(here: Project) -> None:
    """Other bytes are another version of the same sheet: ``identifier`` stays, ``masterIdentifier`` changes."""
    assert 0 == run([*BUILD, "--fhir", "one.json"])
    catalog = here.locales / "es" / "LC_MESSAGES" / "tea.po"
    catalog.write_text(catalog.read_text("utf-8").replace("Una taza", "Otra taza"), "utf-8")
    assert 0 == run([*BUILD, "--fhir", "two.json"])

    one, two = (json.loads((here.root / f"{name}.json").read_text("utf-8"))["entry"] for name in ("one", "two"))
    assert one[0] == two[0]
    assert one[1]["resource"]["identifier"] == two[1]["resource"]["identifier"]
    assert one[1]["resource"]["masterIdentifier"] != two[1]["resource"]["masterIdentifier"]


def test_no_files(tmp_path: Path) -> None:
    """A batch of which nothing came is an empty bundle, not an empty list."""
    bundle = make_bundle((), tmp_path)

    assert "entry" not in bundle
    assert Bundle.model_validate(bundle).type == "collection"
