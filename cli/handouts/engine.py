"""The engine: WeasyPrint, loaded with no fonts but ours; what is done with it is left to layout and pdf."""

import re
import warnings
from collections.abc import MutableMapping
from contextlib import redirect_stdout
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import ModuleType

from handouts.errors import HandoutError

FONTCONFIG_FILE = Path(__file__).with_name("fontconfig.xml")


def load_engine(environ: MutableMapping[str, str]) -> ModuleType:
    """Import WeasyPrint so that it sees none of the machine's own fonts; *environ* is ``os.environ``.

    An unexpected font can then never creep in: a letter that no font of the script holds prints as an empty box.
    Raises HandoutError when WeasyPrint, or a library that it needs, is not installed.
    """
    environ["FONTCONFIG_FILE"] = str(FONTCONFIG_FILE)
    try:
        with warnings.catch_warnings(), redirect_stdout(StringIO()):  # WeasyPrint prints advice of its own
            warnings.filterwarnings("ignore", "No fonts configured in FontConfig")
            return import_module("weasyprint")  # here, as the surroundings must be set before
    except ImportError as error:
        name = error.name or "a part of it"
        hint = "run the command that installed handouts once more"
        raise HandoutError(f"WeasyPrint cannot be imported: {name} is not installed", hint=hint) from None
    except OSError as error:
        library = re.search(r"'([^']+)'", str(error))
        name = library[1] if library else str(error).splitlines()[0]
        message = f"WeasyPrint cannot load the system library {name}"
        raise HandoutError(message, hint='run "handouts doctor" to see how to install it') from None
