"""SARIF 2.1.0: what GitHub code scanning and many editors read.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Sequence
from urllib.parse import quote

from handouts.ci.case import Case, Notice

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write_sarif(cases: Sequence[Case], version: str) -> str:
    """Write each notice once; *version* is ours."""
    notices = dict.fromkeys((notice, notice.path or case.name) for case in cases for notice in case.notices)
    codes = sorted({notice.code for notice, _ in notices})
    driver = {"name": "handouts", "version": version, "rules": [{"id": code} for code in codes]}
    results = [_make_result(notice, path, codes) for notice, path in notices]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _make_result(notice: Notice, path: str, codes: list[str]) -> dict[str, object]:
    """Make the object of one notice."""
    place: dict[str, object] = {"artifactLocation": {"uri": quote(path)}}
    if notice.line:
        place["region"] = {"startLine": notice.line}
    return {
        "ruleId": notice.code,
        "ruleIndex": codes.index(notice.code),
        "level": str(notice.level),
        "message": {"text": notice.text},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"handouts/v1": notice.mark(path)},
    }
