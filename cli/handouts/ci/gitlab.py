"""GitLab: a Code Quality report, which a merge request shows beside the lines it changes.

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import json
from collections.abc import Sequence

from handouts.ci.case import Case
from handouts.finding import Level

SEVERITIES = {Level.ERROR: "critical", Level.WARNING: "minor", Level.NOTE: "info"}


def write_gitlab(cases: Sequence[Case]) -> str:
    """Write each notice once; one without a file is put at the file that was made."""
    rows = {}
    for case in cases:
        for notice in case.notices:
            path = notice.path or case.name
            mark = notice.mark(path)
            rows[mark] = {
                "description": notice.text,
                "check_name": notice.code,
                "fingerprint": mark,
                "severity": SEVERITIES[notice.level],
                "location": {"path": path, "lines": {"begin": notice.line or 1}},
            }
    return json.dumps(list(rows.values()), ensure_ascii=False, indent=2) + "\n"
