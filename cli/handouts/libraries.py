"""Libraries: the system libraries that the engine loads, and their versions; what to do without them is doctor's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Library:
    """A system library: its file names on Linux, macOS and Windows, the function that tells its version, packages."""

    name: str
    files: tuple[str, ...]
    version: str
    packages: Mapping[str, str]


PANGO = {"fedora": "pango", "brew": "pango", "msys2": "mingw-w64-ucrt-x86_64-pango"}
LIBRARIES = (
    Library(
        "Pango",
        ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
        "pango_version_string",
        PANGO | {"debian": "libpango-1.0-0"},
    ),
    Library(
        "PangoFT2",
        ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll"),
        "",
        PANGO | {"debian": "libpangoft2-1.0-0"},
    ),
    Library(
        "HarfBuzz",
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
        "hb_version_string",
        PANGO | {"debian": "libharfbuzz0b"},
    ),
    Library(
        "HarfBuzz subset",
        ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
        "hb_version_string",
        PANGO | {"debian": "libharfbuzz-subset0"},
    ),
    Library(
        "fontconfig",
        ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
        "FcGetVersion",
        PANGO | {"debian": "libfontconfig1"},
    ),
)


def ask_version(loaded: Any, function: str) -> str:  # noqa: ANN401
    """Call the version function of a C library; fontconfig gives a number such as 21401, the others a text."""
    if not function:
        return ""
    ask = getattr(loaded, function, None)
    if ask is None:  # a library so old or so bare that it does not say
        return ""
    if function == "FcGetVersion":
        number = int(ask())
        return f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    import ctypes  # noqa: PLC0415  (may be missing where the libraries are, too)

    ask.restype = ctypes.c_char_p
    return str(ask().decode())
