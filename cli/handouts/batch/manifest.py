"""Manifest: one row for each job of a folder of finished files, the same bytes for the same files; JSON lines."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from handouts.batch.files import write_file
from handouts.batch.key import Key, digest_file
from handouts.errors import HandoutError
from handouts.finding import Finding, Level
from handouts.result import Product, Result

NAME = "manifest.jsonl"
NAMES = ("id", "handout", "language", "paper", "path")


@dataclass(frozen=True)
class Row:
    """What a manifest says of one job: its *product* and what it was made from, or the *error* that ended it."""

    id: str
    handout: str
    language: str
    paper: str
    path: str
    product: Product | None = None
    key: Key | None = None
    error: Mapping[str, str | None] | None = None
    shard: Mapping[str, Any] | None = None


def make_row(result: Result, key: Key | None, shard: Mapping[str, Any] | None = None) -> Row:
    """Make the row of one result."""
    task, error = result.task, result.error
    told = {"message": error.message, "where": error.where, "hint": error.hint} if error else None
    name = result.path.name
    return Row(task.id, task.handout, task.language.tag, task.paper.name, name, result.product, key, told, shard)


def write_row(row: Row) -> str:
    """Write a row as one line."""
    product, key = row.product, row.key
    values: dict[str, Any] = {name: getattr(row, name) for name in NAMES}
    values["status"] = product.status if product else "failed"
    if product:
        values |= {"title": product.title, "version": product.version, "date": product.date}
        values |= {"sha256": product.sha256, "bytes": product.size, "pages": product.pages, "fit": product.fit}
        values |= {"reasons": product.reasons, "findings": [asdict(each) for each in product.findings]}
    if row.error:
        values["error"] = row.error
    if key:
        values |= {"key": key.digest, "inputs": key.inputs, "versions": key.versions}
    if row.shard:
        values["shard"] = row.shard
    return json.dumps(values, ensure_ascii=False)


def read_row(line: str) -> Row:
    """Read a line that write_row wrote; raises ValueError for any other."""
    try:
        values = json.loads(line)
        key = Key(values["inputs"], values["versions"]) if "key" in values else None
        product = _read_product(values) if "sha256" in values else None
        names = {name: str(values[name]) for name in NAMES}
        if Path(names["path"]).name != names["path"]:
            raise ValueError("not a row of a manifest: its path leads out of the folder")
        return Row(**names, product=product, key=key, error=values.get("error"), shard=values.get("shard"))
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"not a row of a manifest: {error}") from None


def _read_product(values: Mapping[str, Any]) -> Product:
    """Read what is told of a file."""
    findings = tuple(Finding(**each | {"level": Level(each["level"])}) for each in values["findings"])
    numbers = (values["pages"], values["fit"], values["bytes"], values["sha256"])
    texts = (values["title"], values["version"], values["date"])
    return Product(values["status"], tuple(values["reasons"]), *numbers, findings, *texts)


def read_rows(path: Path) -> list[Row]:
    """Read a manifest; raises HandoutError with the line that is none of ours."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise HandoutError(f"cannot be read: {error}", str(path), "name the manifest.jsonl of a build") from None
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows += [read_row(line)] if line else []
        except ValueError as error:
            raise HandoutError(str(error), f"{path}:{number}", "build that folder once more") from None
    return rows


def write_rows(path: Path, rows: Iterable[Row]) -> None:
    """Write a manifest, sorted by id; raises HandoutError where that fails."""
    lines = [f"{write_row(row)}\n" for row in sorted(rows, key=lambda row: row.id)]
    write_file(path, "".join(lines).encode())


def is_whole(folder: Path, row: Row) -> bool:
    """Tell whether the file of *row* stands in *folder* as it was made."""
    path = folder / row.path
    return row.product is not None and path.is_file() and digest_file(path) == row.product.sha256
