"""Ask pip-audit about every locked package; what could not be asked is never called clean.

Exit code 1: a package has a known weakness. 0: none has. Where the advisory service cannot be reached, or does not know
a package, this is said and the exit code is 0 as well, unless --strict is given: a machine without network shall be
able to run everything else, and what was found is reported in any case.
"""

# ruff: noqa: INP001, T201 (a script beside the package; it speaks by printing)

import json
import subprocess
import sys
from pathlib import Path

LOCK = "requirements-test.lock"  # holds everything of requirements.lock, too: tests/test_house.py
ARGUMENTS = ("--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json")


def ask() -> str:
    """Give what pip-audit says as JSON; nothing where it is missing or broke off."""
    program = Path(sys.executable).parent / "pip-audit"
    try:
        done = subprocess.run(  # noqa: S603 -- no input of users
            [str(program), "--requirement", LOCK, *ARGUMENTS], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    return done.stdout


def judge(answer: str, *, strict: bool) -> tuple[list[str], int]:
    """Give the lines to print and the exit code for an *answer* of pip-audit."""
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError):
        packages = []
    lines = [
        f"error: {LOCK}: {package['name']} {package['version']}: {weakness['id']}, "
        f"mended in {', '.join(weakness.get('fix_versions', [])) or 'no version yet'}"
        for package in packages
        for weakness in package.get("vulns", ())
    ]
    code = 1 if lines else 0
    unasked = sum("skip_reason" in package for package in packages)
    if unasked or not packages:
        count = f"{unasked} of {len(packages)}" if packages else "any"
        lines.append(f"warning: NOT audited: the advisory service could not be asked about {count} packages")
        lines.append("hint: run make audit where the package index can be reached")
        return lines, 1 if strict else code
    lines.append(f"{len(packages)} packages audited, weaknesses: {len(lines)}")
    return lines, code


def main() -> int:
    """Audit, print what was found and what was not asked, and give the exit code."""
    lines, code = judge(ask(), strict="--strict" in sys.argv)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
