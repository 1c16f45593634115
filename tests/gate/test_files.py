"""Reading what comes from outside: plain files of the project, up to their limit. Attacks stand in tests/hostile."""

import pytest

from handouts.errors import HandoutError
from handouts.gate.files import read_outside
from handouts.gate.limits import find_limit, load_limits
from handouts.project import Project


def test_up_to_the_limit(project: Project) -> None:
    """The largest file that is allowed is read whole; one byte more is refused."""
    path, most = project.locales / "a.po", find_limit("catalog-bytes")
    path.write_bytes(b"x" * most)
    assert most == len(read_outside(project, path, "catalog-bytes"))

    path.write_bytes(b"x" * (most + 1))
    with pytest.raises(HandoutError, match=rf"locales/a\.po: the file is larger than {most} bytes"):
        read_outside(project, path, "catalog-bytes")


def test_link_inside(project: Project) -> None:
    """A link from one place of the project to another is followed, also where the project itself is one."""
    (project.locales / "a.po").write_bytes(b"x")
    (project.locales / "b.po").symlink_to("a.po")
    (project.root.parent / "linked").symlink_to(project.root)

    assert b"x" == read_outside(project, project.locales / "b.po", "catalog-bytes")
    linked = Project(project.root.parent / "linked")
    assert b"x" == read_outside(linked, linked.locales / "b.po", "catalog-bytes")


def test_no_file(project: Project) -> None:
    """A file that is not there is the caller's to explain."""
    with pytest.raises(FileNotFoundError):
        read_outside(project, project.locales / "none.po", "catalog-bytes")


def test_limits_say_why() -> None:
    """Every limit is a number with its reason."""
    assert [] == [name for name, row in load_limits().items() if row.keys() != {"most", "reason"} or row["most"] < 1]
