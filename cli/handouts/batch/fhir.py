"""FHIR: finished files as a Bundle of DocumentReferences (R4, https://hl7.org/fhir/R4/documentreference.html).

Every id and date comes from the files and their handouts, so the same files give the same bundle. No patient is named.
"""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from handouts.batch.files import write_file
from handouts.batch.manifest import Row
from handouts.result import Product

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://hl7.org/fhir/R4/documentreference.html#handouts")
LOINC = {"system": "http://loinc.org", "code": "69730-0", "display": "Instructions"}
URN = "urn:ietf:rfc:3986"
FINAL = "released"  # the status of a text that all have signed; any other is preliminary


def write_bundle(path: Path, rows: Iterable[Row], folder: Path) -> None:
    """Write the bundle of the files of *rows*, which stand in *folder*; raises HandoutError where that fails."""
    bundle = make_bundle(rows, folder)
    write_file(path, f"{json.dumps(bundle, ensure_ascii=False, indent=2)}\n".encode())


def make_bundle(rows: Iterable[Row], folder: Path) -> dict[str, Any]:
    """Make the bundle; jobs without a file are left out."""
    finished = sorted((row.id, row, row.product) for row in rows if row.product)
    entries = [_make_entry(row, product, folder) for _, row, product in finished]
    dates = [product.date for _, _, product in finished]
    bundle: dict[str, Any] = {
        "resourceType": "Bundle",
        "identifier": {"system": URN, "value": _make_urn(*(entry["fullUrl"] for entry in entries))},
        "type": "collection",
    }
    if entries:  # FHIR knows no empty lists
        bundle |= {"timestamp": _write_instant(max(dates)), "entry": entries}
    return bundle


def _make_entry(row: Row, product: Product, folder: Path) -> dict[str, Any]:
    """Describe one file; ``masterIdentifier`` names these very bytes, ``identifier`` the sheet in all its versions."""
    urn = _make_urn(row.id, product.sha256)
    digest = hashlib.sha1((folder / row.path).read_bytes(), usedforsecurity=False).digest()  # R4 asks for SHA-1
    attachment = {
        "contentType": "application/pdf",
        "language": row.language,
        "url": row.path,
        "size": product.size,
        "hash": base64.b64encode(digest).decode("ascii"),
        "title": product.title,
        "creation": product.date,
    }
    resource = {
        "resourceType": "DocumentReference",
        "masterIdentifier": {"system": URN, "value": urn},
        "identifier": [{"system": URN, "value": _make_urn(row.id)}],
        "status": "current",
        "docStatus": "final" if product.status == FINAL else "preliminary",
        "type": {"coding": [LOINC], "text": "Patient handout"},
        "date": _write_instant(product.date),
        "description": f"{row.handout}, {row.language}, {row.paper}, version {product.version}: {product.status}",
        "content": [{"attachment": attachment}],
    }
    return {"fullUrl": urn, "resource": resource}


def _make_urn(*parts: str) -> str:
    """Make an id of the *parts* that it stands for."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, json.dumps(parts))}"


def _write_instant(day: str) -> str:
    """Write a day, like 2026-11-22, as the moment it begins."""
    return f"{day}T00:00:00Z"
