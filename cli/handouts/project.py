"""Project: the folder with templates/, locales/ and styles/; the one value through which files are found."""

from dataclasses import dataclass
from pathlib import Path

from handouts.errors import HandoutError

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Project:
    """A folder that holds templates/, locales/ and styles/."""

    root: Path

    @property
    def templates(self) -> Path:
        """Hold one folder per handout, and ``_layout`` for the page frame."""
        return self.root / "templates"

    @property
    def locales(self) -> Path:
        """Hold languages.toml, the .pot files and one folder of catalogs per language."""
        return self.root / "locales"

    @property
    def styles(self) -> Path:
        """Hold the style sheets and scripts.toml (fonts and line heights per script)."""
        return self.root / "styles"

    @property
    def output(self) -> Path:
        """Receive the finished PDF files unless the user names another folder."""
        return self.root / "output"

    def find_output(self, start: Path) -> Path:
        """Give the folder for finished files: that of the project *start* lies in, else one in *start* itself."""
        here = start.resolve()
        return self.output if here.is_relative_to(self.root) else here / "output"

    def name(self, path: Path) -> str:
        """Give *path* as messages show it: relative to the project where it lies inside."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)


def find(start: Path) -> Project:
    """Find the project at or above *start*; else the one that came with the package.

    Raises HandoutError when neither has templates/ and locales/.
    """
    here = start.resolve()
    for folder in (here, *here.parents, PACKAGE, *PACKAGE.parents):
        if (folder / "templates").is_dir() and (folder / "locales").is_dir():
            return Project(folder)
    raise HandoutError(
        "no templates/ and locales/ folders here or above",
        str(start),
        "change to your project folder, or reinstall handouts",
    )
