"""The desk: what is made anew when, and what the page shows meanwhile."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any

import pytest

from handouts.project import Project

if TYPE_CHECKING:
    from handouts.preview.desk import Desk
    from handouts.preview.press import Press

    SetUp = Callable[[Project, str, str], Press]

Edit = Callable[[Path, str, str], None]
Wait = Callable[[Callable[[dict[str, Any]], bool]], dict[str, Any]]


@pytest.fixture
def traces() -> list[str]:
    """Collect the traces of our own mistakes."""
    return []


@pytest.fixture
def desk(project: Project, real: Project, set_up: "SetUp", traces: list[str]) -> "Desk":
    """Give a desk with the tiny project's Spanish beside the English."""
    (project.locales / "checks.toml").write_bytes((real.locales / "checks.toml").read_bytes())
    target, source = (set_up(project, "tea", tag) for tag in ("es", "en"))
    from handouts.preview.desk import Desk  # noqa: PLC0415 -- needs the engine

    return Desk(target, source, traces.append)


@contextmanager
def working(desk: "Desk") -> Iterator[Wait]:
    """Let the desk work, and give the way to wait for a state; then close it."""
    changed = Condition()

    def listen() -> None:
        with changed:
            changed.notify_all()

    def wait(is_wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        with changed:
            assert changed.wait_for(lambda: is_wanted(json.loads(desk.write_state())), 60)
        state: dict[str, Any] = json.loads(desk.write_state())
        return state

    desk.listeners.add(listen)
    thread = Thread(target=desk.run)
    thread.start()
    try:
        yield wait
    finally:
        desk.close()
        thread.join(60)
    assert not thread.is_alive()


def test_first(desk: "Desk") -> None:
    """At first both languages are made, and settled."""
    with working(desk) as wait:
        state = wait(lambda state: not state["is_busy"])

    assert [("es", True), ("en", True)] == [
        (state[part]["tag"], state[part]["is_settled"]) for part in ("target", "source")
    ]
    assert (None, []) == (state["error"], state["findings"])
    pages = state["target"]["pages"] + state["source"]["pages"]
    assert [b"\x89PNG"] * 2 == [(desk.find_picture(name) or b"")[:4] for name in pages]
    assert desk.find_picture("x") is None


def test_catalog(desk: "Desk", project: Project, edit: Edit, monkeypatch: pytest.MonkeyPatch) -> None:
    """A saved catalog concerns the translation only, any other file both languages."""
    made: list[str] = []

    def count(part: str, make: Callable[[], Any]) -> Callable[[], Any]:
        def make_counted() -> Any:  # noqa: ANN401 -- as the press gives it
            made.append(part)
            return make()

        return make_counted

    for part, press in desk.presses.items():
        monkeypatch.setattr(press, "make_proof", count(part, press.make_proof))
    with working(desk) as wait:
        first = wait(lambda state: not state["is_busy"])["version"]
        edit(project.locales / "es" / "LC_MESSAGES" / "tea.po", "Espere", "Aguarde")
        desk.note(["/x/locales/es/LC_MESSAGES/tea.po"])
        second = wait(lambda state: state["version"] > first and not state["is_busy"])["version"]
        desk.note(["/x/styles/page.css"])
        wait(lambda state: state["version"] > second and not state["is_busy"])

    assert ["target", "source", "target", "target", "source"] == made


def test_fault(desk: "Desk", project: Project, edit: Edit) -> None:
    """A fault is told with its place and keeps the last good pages; what it kept from being made comes later."""
    path = project.locales / "es" / "LC_MESSAGES" / "tea.po"
    edit(path, 'msgstr "Una taza', "msgstr Una taza")
    with working(desk) as wait:
        broken = wait(lambda state: not state["is_busy"])
        assert "locales/es/LC_MESSAGES/tea.po:10" == broken["error"]["where"]
        assert not {"target", "source"} & broken.keys()
        edit(path, "msgstr Una taza", 'msgstr "Una taza')
        desk.note([str(path)])
        good = wait(lambda state: state["error"] is None and not state["is_busy"])
        assert {"target", "source"} <= good.keys()
        edit(path, 'msgstr "Una taza', "msgstr Una taza")
        desk.note([str(path)])
        again = wait(lambda state: state["error"] is not None and not state["is_busy"])

    assert good["target"] == again["target"]
    assert desk.find_picture(good["target"]["pages"][0])


def test_our_mistake(desk: "Desk", traces: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake of ours is told as one, with its trace for a report."""
    press = desk.presses["target"]

    def fail() -> None:
        raise ValueError("x")

    with monkeypatch.context() as context:
        context.setattr(press, "make_proof", fail)
        with working(desk) as wait:
            state = wait(lambda state: not state["is_busy"])

    assert "this is a mistake in handouts, not yours" == state["error"]["message"]
    assert ["ValueError: x"] == [trace.splitlines()[-1] for trace in traces]
