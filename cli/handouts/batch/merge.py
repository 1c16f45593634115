"""Merge: the manifests of all shares of a batch -> one, the same to the byte as that of a batch that was not shared.

What does not fit together is an error: nothing is written then.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.batch.files import write_file
from handouts.batch.key import digest_value
from handouts.batch.lock import hold
from handouts.batch.manifest import NAME, Row, is_whole, read_rows, write_rows
from handouts.batch.plan import find_shard
from handouts.errors import HandoutError
from handouts.task import Task

AGAIN = "build that share once more"


@dataclass(frozen=True)
class Part:
    """One manifest, with the files that stand beside it."""

    path: Path
    rows: tuple[Row, ...]


def describe_shard(index: int, count: int, tasks: Sequence[Task]) -> dict[str, object]:
    """Say in every row which share it is of, and of which whole: *tasks* are those of all shares."""
    shares = Counter(find_shard(task.id, count) for task in tasks)
    sizes = [shares[each] for each in range(1, count + 1)]
    return {"index": index, "sizes": sizes, "plan": _digest_plan(task.id for task in tasks)}


def read_part(path: Path) -> Part:
    """Read a manifest, or that of a folder; raises HandoutError where there is none that can be read."""
    file = path / NAME if path.is_dir() else path
    return Part(file, tuple(read_rows(file)))


def find_faults(parts: Sequence[Part]) -> Iterator[HandoutError]:
    """Say what does not fit together: rows of another batch, twice or missing, versions that differ, altered files."""
    rows = [(part, row) for part in parts for row in part.rows]
    strays = [error for part, row in rows if (error := _find_stray(part, row))]
    yield from strays or _find_gaps([row for _, row in rows])
    yield from _find_differences(rows)
    for part, row in rows:
        if row.product and not is_whole(part.path.parent, row):
            yield HandoutError("the file is missing or was altered", str(part.path.parent / row.path), AGAIN)


def merge(parts: Iterable[Part], output: Path) -> list[Row]:
    """Bring all files and one manifest into *output*; raises HandoutError where that cannot be written."""
    rows = []
    with hold(output):
        for folder, row in [(part.path.parent, row) for part in parts for row in part.rows]:
            source, target = folder / row.path, output / row.path
            if row.product and source.resolve() != target.resolve():
                write_file(target, source.read_bytes())
            rows.append(replace(row, shard=None))
        write_rows(output / NAME, rows)
    return rows


def _digest_plan(ids: Iterable[str]) -> str:
    """Give the sha256 over the ids of all jobs."""
    return digest_value(sorted(ids))


def _find_stray(part: Part, row: Row) -> HandoutError | None:
    """Say that *row* is not of a share, or of another one than it says."""
    if row.shard is None:
        return HandoutError(f"{row.id} is of no share", str(part.path), "merge what --shard has built")
    if find_shard(row.id, len(row.shard["sizes"])) != row.shard["index"]:
        return HandoutError(f"{row.id} is not of the share that it names", str(part.path), AGAIN)
    return None


def _find_gaps(rows: Sequence[Row]) -> Iterator[HandoutError]:
    """Say which jobs are there twice, and whether all others are there."""
    doubles = [name for name, count in Counter(row.id for row in rows).items() if count > 1]
    yield from (HandoutError(f"{name} is there twice", hint="name each manifest once") for name in doubles)
    plans = {(row.shard["plan"], tuple(row.shard["sizes"])) for row in rows if row.shard}
    if len(plans) > 1:
        hint = "build all shares with the same options, from the same project"
        yield HandoutError("the shares are not of one batch: their plans differ", hint=hint)
    elif plans and not doubles:
        yield from _find_missing(rows, *plans.pop())


def _find_missing(rows: Sequence[Row], plan: str, sizes: tuple[int, ...]) -> Iterator[HandoutError]:
    """Say which shares lack jobs of the *plan*."""
    there = Counter(row.shard["index"] for row in rows if row.shard)
    for index, size in enumerate(sizes, 1):
        if there[index] < size:
            message = f"{size - there[index]} of {size} jobs of share {index}/{len(sizes)} are missing"
            yield HandoutError(message, hint=AGAIN)
    if len(rows) == sum(sizes) and _digest_plan(row.id for row in rows) != plan:
        yield HandoutError("the shares hold other jobs than were planned", hint=AGAIN)


def _find_differences(rows: Sequence[tuple[Part, Row]]) -> Iterator[HandoutError]:
    """Say which programs, fonts and other inputs were not the same for all rows."""
    first: dict[str, tuple[str, Part]] = {}
    told = set()
    for part, row in rows:
        facts = (row.key.versions | row.key.inputs).items() if row.key else ()
        for name, value in facts:
            known, other = first.setdefault(name, (value, part))
            if known != value and (name, part.path) not in told:
                told.add((name, part.path))
                hint = "give all machines the same project, fonts and packages; compare: handouts doctor"
                yield HandoutError(f"made with another {name} than {other.path}", str(part.path), hint)
