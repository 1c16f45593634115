"""Ask pip-audit about every locked package; what could not be asked is never called clean.

Exit code 1: a package has a known weakness. 0: none has. Where the advisory service cannot be reached, or does not know
a package, this is said and the exit code is 0 as well, unless --strict is given: a machine without network shall be
able to run everything else, and what was found is reported in any case.
"""

# ruff: noqa: T201 (a script speaks by printing)

import json
import subprocess
import sys
from pathlib import Path

LOCK = "requirements-test.lock"  # holds everything of requirements.lock, too: tests/test_house.py
COMMAND = ("pip-audit", "--requirement", LOCK, "--disable-pip", "--require-hashes", "--progress-spinner", "off")


def main() -> int:
    """Audit, print what was found and what was not asked, and give the exit code."""
    program = Path(sys.executable).parent / COMMAND[0]
    command = [str(program) if program.is_file() else COMMAND[0], *COMMAND[1:], "--format", "json"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- no input of users
        packages = json.loads(done.stdout)["dependencies"]
    except (OSError, ValueError, KeyError):
        packages = []
    weak = [package for package in packages if package.get("vulns")]
    unasked = [package["name"] for package in packages if "skip_reason" in package]
    for package in weak:
        for weakness in package["vulns"]:
            mended = ", ".join(weakness.get("fix_versions", [])) or "no version yet"
            print(f"error: {LOCK}: {package['name']} {package['version']}: {weakness['id']}, mended in {mended}")
    if unasked or not packages:
        count = f"{len(unasked)} of {len(packages)}" if packages else "any of the"
        print(f"warning: the advisory service could not be asked about {count} packages: NOT audited", file=sys.stderr)
        print("hint: run make audit where the package index can be reached", file=sys.stderr)
    else:
        print(f"{len(packages)} packages audited, {len(weak)} with a known weakness")
    return 1 if weak or ("--strict" in sys.argv and (unasked or not packages)) else 0


if __name__ == "__main__":
    sys.exit(main())
