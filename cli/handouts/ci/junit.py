"""JUnit: one test case for each thing looked at; GitLab, Jenkins and others show those that failed."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from handouts.ci.case import Case, Notice

_UNFIT = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # no XML may hold these


def write_junit(cases: Sequence[Case]) -> str:
    """Write a suite for each group; errors are failures, the rest stands in the output of its case."""
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    root = Element("testsuites", {"name": "handouts", **_count(cases)})
    for group, members in groups.items():
        suite = SubElement(root, "testsuite", {"name": _fit(group), **_count(members), "skipped": "0"})
        for case in members:
            _add_case(suite, case)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _count(cases: Sequence[Case]) -> dict[str, str]:
    """Count cases and failures."""
    failures = sum(not case.is_good for case in cases)
    return {"tests": str(len(cases)), "failures": str(failures), "errors": "0", "time": "0"}


def _add_case(suite: Element, case: Case) -> None:
    """Add one case with all of its notices."""
    element = SubElement(suite, "testcase", name=_fit(case.name), classname=_fit(case.group), time="0")
    lines = map(_write_notice, case.notices)
    if case.errors:
        first = case.errors[0]
        failure = SubElement(element, "failure", message=_fit(first.message), type=_fit(first.code))
        failure.text = _fit("\n".join(lines))
    elif case.notices:
        SubElement(element, "system-out").text = _fit("\n".join(lines))


def _write_notice(notice: Notice) -> str:
    """Write a notice as two lines at most."""
    where = f"{notice.where}: " if notice.where else ""
    hint = f"\n  hint: {notice.hint}" if notice.hint else ""
    return f"{notice.level}: {where}{notice.message} [{notice.code}]{hint}"


def _fit(text: str) -> str:
    """Replace what XML cannot hold."""
    return _UNFIT.sub("\ufffd", text)
