"""A workshop for tests of workers: builds nothing, and gets into the trouble that it was told for a language."""

import os
import signal
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.batch.workshop import Workshop
from handouts.fonts import FontLibrary
from handouts.project import Project
from handouts.result import Outcome
from handouts.task import Task

if TYPE_CHECKING:
    from handouts.pipeline import Build


class TroubledWorkshop(Workshop):
    """Says in the trace of each outcome which process made it."""

    def __init__(self, folder: Path, troubles: Mapping[str, str]) -> None:
        """Take the trouble of each language, and a folder to remember in what has happened."""
        super().__init__(Project(folder), FontLibrary({}, {}, None))
        self.troubles = troubles

    def make(self, task: Task) -> Outcome:
        """Leave a temporary folder; get into trouble, or not."""
        tempfile.mkdtemp(prefix="trouble-")
        match self.troubles.get(task.language.tag):
            case "die":
                os.kill(os.getpid(), signal.SIGKILL)
            case "leave":
                os._exit(7)
            case "die once":
                marker = self.project.root / f"{task.language.tag}.died"
                if not marker.exists():
                    marker.touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            case "hang":
                time.sleep(600)
            case "eat":
                return super().make(task)
        return Outcome(task, data=task.id.encode(), trace=str(os.getpid()))

    def build(self, task: Task) -> "Build":
        """Take more memory than there is."""
        raise AssertionError(len(bytearray(50_000_000_000)), task)
