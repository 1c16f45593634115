"""What the tests of batches share: the jobs of the tiny project, and the way to run them in this process."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handouts.batch.key import Keyring
from handouts.batch.run import Batch, run
from handouts.batch.workshop import Workshop
from handouts.fonts import FontLibrary, font_folders, load_library
from handouts.language import find_language
from handouts.project import Project
from handouts.result import Result
from handouts.styles import find_paper
from handouts.task import Task

Run = Callable[..., Iterator[Result]]


@pytest.fixture
def library(project: Project) -> FontLibrary:
    """Give the fonts of this machine."""
    return load_library(project, font_folders(os.environ, Path.home()))


@pytest.fixture
def make_task(project: Project) -> Callable[..., Task]:
    """Give the way to a job of the tiny handout, by its language."""

    def make(tag: str, *, release: bool = False) -> Task:
        return Task("tea", find_language(project, tag), find_paper(project, "a4"), release)

    return make


@pytest.fixture
def batch(project: Project, library: FontLibrary, make_task: Callable[..., Task]) -> Run:
    """Give the way to run the jobs of the tiny handout in some languages."""

    def run_jobs(*tags: str, release: bool = False, force: bool = False) -> Iterator[Result]:
        tasks = tuple(make_task(tag, release=release) for tag in tags)
        keyring = Keyring(project, library, {"engine": "1"})
        workshop = Workshop(project, library)
        return run(Batch(project, tasks, project.output, keyring, force), lambda tasks: map(workshop.make, tasks))

    return run_jobs
