"""Desk: what the web page shows now, and the one thread that makes it anew; nothing here speaks HTTP."""

import gc
import json
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from threading import Condition

from handouts.errors import describe_bug, describe_failure
from handouts.preview.entries import (
    Json,
    describe_error,
    describe_findings,
    describe_language,
    describe_messages,
    describe_pages,
)
from handouts.preview.press import Forme, Press, Proof, SupersededError

CATALOG = ".po"
TARGET, SOURCE = "target", "source"
BREATH = 0.5  # seconds in which the page loads new pictures before anything else takes the processor


class Desk:
    """Keeps the state of the page; ``run`` is the work of one thread, everything else may be called from any.

    ``listeners`` are called after each change of the state.
    """

    def __init__(self, target: Press, source: Press | None, report: Callable[[str], object]) -> None:
        """Take the press of a language, and that of the English beside it; *report* gets traces of our own mistakes."""
        self.report = report
        self.presses = {TARGET: target} | ({SOURCE: source} if source else {})
        self.listeners: set[Callable[[], None]] = set()
        self.is_closed = False
        language, paper = describe_language(target.order.language), target.order.paper
        self._state: Json = {"version": 0, "is_busy": True, "error": None, "findings": [], "language": language}
        self._state |= {"handout": target.order.handout, "ratio": paper.width / paper.height}
        self._pictures: dict[str, bytes] = {}
        self._changes = Condition()
        self._waiting = set(self.presses)
        self._owed: set[str] = set()
        self._is_outdated = False

    def note(self, paths: Iterable[str]) -> None:
        """Note that files were saved; a catalog concerns the translation only."""
        with self._changes:
            if all(path.endswith(CATALOG) for path in paths):
                self._waiting.add(TARGET)
            else:
                self._waiting |= self.presses.keys()
                self._is_outdated = True
            self._changes.notify_all()

    def close(self) -> None:
        """End ``run``, and let listeners see that it is over."""
        with self._changes:
            self.is_closed = True
            self._changes.notify_all()
        self._tell()

    def write_state(self) -> str:
        """Give all that the page shows, as JSON."""
        return json.dumps(self._state, ensure_ascii=False)

    def find_picture(self, name: str) -> bytes | None:
        """Give a page (PNG) of the state now or the one before."""
        return self._pictures.get(name)

    def run(self) -> None:
        """Make anew what waits, until the desk is closed."""
        while not self.is_closed:
            with self._changes:
                self._changes.wait_for(lambda: self._waiting or self.is_closed)
                self._owed |= self._waiting
                self._waiting = set()
                is_outdated, self._is_outdated = self._is_outdated, False
            for press in self.presses.values() if is_outdated else ():
                press.forget()
            if not self.is_closed:
                self._work([part for part in self.presses if part in self._owed])

    def _work(self, parts: Sequence[str]) -> None:
        """Make *parts*; what fails is owed until the next file is saved, and the last good pages stay."""
        self._show(is_busy=True)
        try:
            self._make(parts)
        except SupersededError:
            pass
        except Exception as failure:  # noqa: BLE001 -- the page must say it, and wait for a better file
            known = describe_failure(failure)
            if known is None:
                self.report(traceback.format_exc())
            self._show(error=describe_error(known or describe_bug()))
        if not self._waiting:
            self._show(is_busy=False)

    def _make(self, parts: Sequence[str]) -> None:
        """Show the pages first, then what the checks say, then the fit that a build would choose."""
        made: dict[str, tuple[Forme, Proof]] = {}
        with keep_garbage():
            for part in parts:
                made[part] = self.presses[part].make_proof()
                self._show_pages(part, made[part][1])
            self._wait(BREATH)
        if TARGET in made:
            self._show_findings(made[TARGET][1])
        for part, (forme, proof) in made.items():
            settled = self.presses[part].settle(forme, proof, lambda: bool(self._waiting) or self.is_closed)
            self._show_pages(part, settled)
            if part == TARGET and settled.layout is not proof.layout:
                self._show_findings(settled)
            self._owed.discard(part)

    def _wait(self, seconds: float) -> None:
        """Leave the processor to others, until there is more to do."""
        with self._changes:
            self._changes.wait_for(lambda: self._waiting or self.is_closed, seconds)

    def _show_pages(self, part: str, proof: Proof) -> None:
        """Show the pages of a language; those of the translation bring what the catalog says, and end an error."""
        self._pictures = {**self._find_shown(), **proof.pictures}
        changes: Json = {part: describe_pages(proof)}
        if part == TARGET:
            changes |= {"error": None, **describe_messages(self.presses[part].order.project, proof)}
        self._show(**changes)

    def _find_shown(self) -> dict[str, bytes]:
        """Give the pictures that the page shows now: it may still be loading them."""
        shown = [self._state.get(part) for part in self.presses]
        names = {name for each in shown if isinstance(each, dict) for name in each["pages"]}
        return {name: self._pictures[name] for name in names}

    def _show_findings(self, proof: Proof) -> None:
        """Show what the checks say."""
        self._show(findings=describe_findings(self.presses[TARGET].order.project, proof))

    def _show(self, **changes: object) -> None:
        """Change the state."""
        version = int(str(self._state["version"])) + 1
        self._state = {**self._state, **changes, "version": version}
        self._tell()

    def _tell(self) -> None:
        """Call all listeners."""
        for listener in tuple(self.listeners):
            listener()


@contextmanager
def keep_garbage() -> Iterator[None]:
    """Look for no garbage inside of the block: someone waits, and it would take a fourth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
