"""The plan: which jobs there are, and which share does which."""

from collections import Counter

import pytest

from handouts.batch.plan import Shard, Wanted, find_shard, make_plan
from handouts.project import Project


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(), ["tea/en/a4", "tea/es/a4", "tea/ar/a4"]),
        (Wanted(("tea", "tea"), ("ES", "es"), "letter"), ["tea/es/letter"]),
        (Wanted(tags=("xx",)), []),
        (Wanted(("te", "tea"), ("en",)), ["tea/en/a4"]),
    ],
)
def test_tasks(project: Project, wanted: Wanted, ids: list[str]) -> None:
    """Each handout comes once in each language that is asked for, or that has a catalog."""
    assert ids == [task.id for task in make_plan(project, wanted).tasks]


@pytest.mark.parametrize(
    ("wanted", "message"),
    [(Wanted(("te",)), 'unknown handout "te"'), (Wanted(tags=("xx", "en")), 'unknown language "xx"')],
)
def test_unknown(project: Project, wanted: Wanted, message: str) -> None:
    """What is unknown is told, and the rest is planned."""
    assert [message] == [error.message for error in make_plan(project, wanted).errors]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_shares(project: Project, count: int) -> None:
    """Each job is of one share, whatever else the batch holds."""
    tasks = make_plan(project, Wanted()).tasks
    shares = [[task for task in tasks if Shard(index, count).holds(task)] for index in range(1, count + 1)]

    assert Counter(tasks) == Counter(task for share in shares for task in share)


def test_shares_are_stable() -> None:
    """The share of a job is the same on every machine and in every run, and shares are of about one size."""
    assert [1, 3, 4] == [find_shard(f"car-t/{tag}/a4", 4) for tag in ("es", "ar", "fr")]

    sizes = Counter(find_shard(f"handout-{number}/es/a4", 4) for number in range(1000))
    assert all(200 < size < 300 for size in sizes.values())
