"""handouts build: what is printed and written, and how each thing that goes wrong is told.

Whatever goes wrong: one clear message, no traceback, no half of a file, and all other languages are built.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts.__main__ import run
from handouts.batch import files
from handouts.batch import run as batch
from handouts.batch.workshop import Workshop
from handouts.handout import load_handout
from handouts.pdf.read import read_pdf
from handouts.project import Project
from handouts.task import Task

Edit = Callable[[Path, str, str], None]
OURS = {"manifest.jsonl", ".handouts"}
TEA = "locales/es/LC_MESSAGES/tea.po"
TEMPLATE = "templates/tea/handout.html.jinja"


@dataclass(frozen=True)
class Ending:
    """How a command ended, and the files in output/ afterwards."""

    code: int
    out: str
    errors: list[str]
    files: list[str]


Build = Callable[..., Ending]


@pytest.fixture
def build(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Build:
    """Give the way to run ``handouts build`` in the tiny project."""
    monkeypatch.chdir(project.root)

    def run_build(*arguments: str) -> Ending:
        code = run(["build", "--jobs", "0", *arguments])
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        errors = [line for line in err.splitlines() if not line.startswith("[")]
        return Ending(code, out, errors, list_files(project.output))

    return run_build


def list_files(folder: Path) -> list[str]:
    """List the names in a folder, hidden ones too, but not what each build leaves."""
    return sorted({path.name for path in folder.iterdir()} - OURS) if folder.is_dir() else []


def name_files(*tags: str) -> list[str]:
    """Give the files of the tiny handout in these languages."""
    return sorted(f"tea.{tag}.pdf" for tag in tags)


def test_everything(build: Build) -> None:
    """Without arguments every handout is built in every language that has a catalog."""
    ending = build()

    assert 0 == ending.code
    assert name_files("en", "es", "ar") == ending.files
    assert ["tea      en", "tea      es", "tea      ar"] == [line[:11] for line in ending.out.splitlines()[1:]]


def test_some(build: Build, project: Project) -> None:
    """Named handouts, languages, paper and folder are what is built."""
    ending = build("tea", "-l", "ES", "--paper", "letter", "--output", "here/below", "--json")

    (row,) = json.loads(ending.out)
    assert (0, [], name_files("es")) == (ending.code, ending.files, list_files(project.root / "here" / "below"))
    assert ("letter", 1, "here/below/tea.es.pdf") == (row["paper"], row["pages"], row["path"])


def test_newer_standards(build: Build, project: Project) -> None:
    """On request a file is PDF/UA-2 and PDF/A-4; asked for the usual ones again, it is built anew."""
    path = project.output / "tea.es.pdf"
    assert (0, []) == (build("-l", "es", "--standard", "ua2").code, build("-l", "es", "--standard", "ua2").errors)
    assert ("PDF/A-4", "PDF/UA-2") == read_pdf(path.read_bytes()).conformance
    build("-l", "es")
    assert ("PDF/A-2A", "PDF/UA-1") == read_pdf(path.read_bytes()).conformance


def test_untranslated(build: Build, project: Project) -> None:
    """What is not translated is printed in English, and counted."""
    ending = build("-l", "ar")

    warning = "1 message is not translated and printed in English, first: wait [untranslated]"
    assert [
        f"warning: locales/ar/LC_MESSAGES/tea.po:18: {warning}",
        "hint: translate them in the catalog",
    ] == ending.errors
    assert 0 == ending.code
    assert "Wait 3 minutes, then drink." in read_pdf((project.output / "tea.ar.pdf").read_bytes()).tree.text


def test_unknown_handout(build: Build) -> None:
    """A wrong name is answered with the right one; the others are built."""
    ending = build("te", "tea", "-l", "en")

    assert ['error: templates: unknown handout "te"', 'hint: did you mean "tea"?'] == ending.errors
    assert (1, name_files("en")) == (ending.code, ending.files)


def test_unknown_language(build: Build) -> None:
    """A wrong language is answered with the right one; the others are built."""
    ending = build("-l", "spansh", "-l", "ar", "-l", "en")

    assert 'error: locales/languages.toml: unknown language "spansh"' == ending.errors[-2]
    assert 'hint: did you mean "es" (Spanish)?' == ending.errors[-1]
    assert (1, name_files("ar", "en")) == (ending.code, ending.files)


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        (TEA, 'msgstr "Una', "msgstr Una", rf"{TEA}:10: .*quot.*"),
        (TEA, 'msgctxt "water"', 'msgctext "water"', rf"{TEA}:12: .*msgctext.*"),
        (TEA, "Language: es", "Language: fr", rf"{TEA}:2: .*'fr'.*"),
        (TEA, "<b>caliente</b>", "caliente", rf'{TEA}:14: "water": tag <b> missing'),
        (TEA, "<b>caliente</b>", "<b>muy</b> <i>caliente</i>", rf'{TEA}:14: "water": unknown tag <i>.*'),
        (TEA, "<b>caliente</b>", "<b>caliente", rf'{TEA}:14: "water": <b> is never closed'),
        (TEA, "Espere 3", "Espere {minutes}", rf'{TEA}:18: "wait": unknown placeholder \{{minutes\}}'),
        (TEA, "Espere", "Espere ☃", rf'{TEA}:18: no font of this language has the letter "☃" \(U\+2603\)'),
        (TEA, "Espere", "Espere 👩", rf'{TEA}:18: no font of this language has the letter "👩" \(U\+1F469\)'),
        (
            "styles/scripts.toml",
            '[script.Arab]\nfamilies = ["Noto Naskh Arabic"',
            '[script.Arab]\nfamilies = ["Noto Nowhere"',
            r'styles/scripts.toml: no \[font."Noto Nowhere"\] table .*',
        ),
        (
            "styles/scripts.toml",
            '"NotoNaskhArabic-Regular.ttf"',
            '"NoSuchArabic-Regular.ttf"',
            r'styles/scripts.toml:\d+: font "Noto Naskh Arabic" is not installed',
        ),
    ],
)
def test_one_language_fails(  # noqa: PLR0913 -- two fixtures and the four parts of a case
    build: Build, project: Project, edit: Edit, *, path: str, old: str, new: str, message: str
) -> None:
    """A fault in what belongs to one language is told with its place, and ends that language alone."""
    broken = "es" if path == TEA else "ar"
    edit(project.root / path, old, new)

    ending = build()

    errors = [line for line in ending.errors if line.startswith("error: ")]
    assert 1 == len(errors)
    assert re.fullmatch(f"error: {message}", errors[0])
    assert ending.errors[ending.errors.index(errors[0]) + 1].startswith("hint: ")
    assert (1, name_files(*{"en", "es", "ar"} - {broken})) == (ending.code, ending.files)
    assert 1 == len(re.findall(rf"^tea +{broken} +failed ", ending.out, re.MULTILINE))


def test_missing_placeholder(build: Build, project: Project, edit: Edit) -> None:
    """A translation that leaves a value out is told with its place."""
    edit(project.root / TEMPLATE, "Wait 3 minutes, then", "Wait {{ version }} minutes, then")
    edit(project.root / TEA, "Wait 3 minutes, then", "Wait {version} minutes, then")

    ending = build("-l", "es", "-l", "en")

    assert f'error: {TEA}:18: "wait": placeholder {{version}} missing' == ending.errors[0]
    assert (1, name_files("en")) == (ending.code, ending.files)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("{% endblock %}", "", r"5: .*"),
        ("<p>{% trans", "<p>{% trams", r"4: encountered unknown tag 'trams'.*"),
        ("<b>hot</b>", "{{ temperature }}", r"4: 'temperature' is undefined"),
        ("<b>hot</b>", "<b>hot", r"4: .*"),
        ("<h1>", "<h1>{{ art('cup', 'A cup') }}", r"3: .*|templates/tea/art/cup.svg: there is no picture \"cup\""),
        ("_layout/frame", "_layout/farm", r"1: there is no template '_layout/farm.html.jinja'.*"),
    ],
)
def test_template_fails(  # noqa: PLR0913 -- three fixtures and the three parts of a case
    build: Build, project: Project, edit: Edit, *, old: str, new: str, message: str
) -> None:
    """A fault in a template is told with its line, and ends that handout alone."""
    shutil.copytree(project.templates / "tea", project.templates / "water")
    edit(project.root / TEMPLATE, old, new)

    ending = build("-l", "en")

    errors = [line for line in ending.errors if line.startswith("error: ")]
    assert 1 == len(errors)
    assert re.fullmatch(f"error: (?:{TEMPLATE}:)?(?:{message})", errors[0])
    assert (1, ["water.en.pdf"]) == (ending.code, ending.files)


def test_no_disclaimer(build: Build, project: Project, real: Project) -> None:
    """In the frame of the real project a handout that does not fill the disclaimer cannot be built."""
    shutil.rmtree(project.templates / "_layout")
    shutil.copytree(real.templates / "_layout", project.templates / "_layout")
    path = project.root / TEMPLATE
    blocks = {name: f"{{% block {name} %}}<p>{{{{ english_title }}}}</p>{{% endblock %}}\n" for name in REQUIRED}
    whole = path.read_text("utf-8") + "".join(blocks.values())
    path.write_text(whole, "utf-8")
    assert 0 == build("-l", "en").code
    (project.output / "tea.en.pdf").unlink()

    path.write_text(whole.replace(blocks["disclaimer"], ""), "utf-8")
    ending = build("-l", "en")

    assert 1 == ending.code
    assert re.fullmatch(r"error: .*: required block 'disclaimer' not found", ending.errors[0])
    assert [] == ending.files


REQUIRED = ("footer_title", "audience", "masthead", "disclaimer")


def test_lost_disclaimer(build: Build, team: Project, edit: Edit, sign: Callable[..., str]) -> None:
    """A frame that prints no disclaimer is an error of the finished file, and a release of it is refused."""
    edit(team.templates / "_layout" / "frame.html.jinja", ' id="disclaimer"', "")
    for tag, role, person in (
        ("es", "translator", "tess"),
        ("es", "reviewer", "rae"),
        ("es", "clinical-lead", "lee"),
        ("en", "clinical-lead", "lee"),
    ):
        sign(team, tag, role, person)

    ending = build("-l", "es")
    assert (1, ["error: tea.es.pdf: the page has no whole disclaimer [disclaimer-missing]"]) == (
        ending.code,
        ending.errors,
    )
    (team.output / "tea.es.pdf").unlink()

    ending = build("-l", "es", "--release")
    assert (1, []) == (ending.code, ending.files)
    assert "error: 1 error keeps es from release, first: the page has no whole disclaimer" == ending.errors[0]


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "cut off"), (b"no font at all", "no TrueType or OpenType font"), (None, "cut off: the table")],
)
def test_damaged_font(build: Build, project: Project, content: bytes | None, fault: str) -> None:
    """A font file that is empty, something else, or cut off is told by name; it crashes nothing."""
    fonts = project.styles / "fonts"
    fonts.mkdir()
    whole = next(Path("/usr/share/fonts").rglob("NotoNaskhArabic-Regular.ttf")).read_bytes()
    (fonts / "NotoNaskhArabic-Regular.ttf").write_bytes(whole[: len(whole) // 2] if content is None else content)

    ending = build()

    errors = [line for line in ending.errors if line.startswith("error: ")]
    assert 1 == len(errors)
    assert errors[0].startswith(f"error: styles/fonts/NotoNaskhArabic-Regular.ttf: this font cannot be used: {fault}")
    assert (1, name_files("en", "es")) == (ending.code, ending.files)


def test_output_is_a_file(build: Build, project: Project) -> None:
    """A file in the place of the folder is told with its path; as an option it is a mistake of usage."""
    project.output.write_text("mine", "utf-8")

    usage, ending = build("--output", "output"), build("-l", "es")

    assert (2, 1) == (usage.code, ending.code)
    assert ["error: invalid value for '--output': Directory 'output' is a file"] == usage.errors[:1]
    assert f"error: {project.output}: cannot write: file exists" == ending.errors[0]
    assert "mine" == project.output.read_text("utf-8")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_output_is_read_only(build: Build, project: Project) -> None:
    """A folder that may not be written is told with its path."""
    project.output.mkdir(mode=0o500)

    ending = build("-l", "es")

    assert (1, []) == (ending.code, ending.files)
    assert f"error: {project.output}: cannot write: permission denied" == ending.errors[0]


def test_bare_surroundings(project: Project) -> None:
    """Nothing is needed of the user: no home folder, no language, no folder for caches, no sane SOURCE_DATE_EPOCH."""
    environ = {"HOME": "/nonexistent", "XDG_CACHE_HOME": "/proc/none", "LANG": "C", "SOURCE_DATE_EPOCH": "yesterday"}
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ}
    command = [sys.executable, "-m", "handouts", "build", "-l", "ar", "-l", "es"]
    done = subprocess.run(command, cwd=project.root, capture_output=True, text=True, env=environ | kept, check=False)

    assert (0, name_files("ar", "es")) == (done.returncode, list_files(project.output))
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("jobs", ["-1", "513", "99999999999999999999", "many"])
def test_number_of_workers(build: Build, jobs: str) -> None:
    """Nobody starts thousands of processes by a slip of the finger."""
    ending = build("--jobs", jobs)

    assert (2, []) == (ending.code, ending.files)
    assert ending.errors[0].startswith("error: invalid value for '--jobs': ")


def test_nobody_reads(project: Project) -> None:
    """Who reads nothing of the table, such as head, costs no file and gets no traceback."""
    command = f"{sys.executable} -m handouts build --json | head -c 0"
    done = subprocess.run(["/bin/sh", "-c", command], cwd=project.root, capture_output=True, text=True, check=False)

    assert "Traceback" not in done.stderr
    assert name_files("ar", "en", "es") == list_files(project.output)
    assert 3 == len((project.output / "manifest.jsonl").read_text("utf-8").splitlines())


def test_disk_full(build: Build, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """When no more can be written, older files stay as they were and no half of a new one is left."""
    resource = pytest.importorskip("resource")

    def write_with_limit(path: Path, data: bytes) -> None:
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (len(data) // 2, limits[1]))
        try:
            files.write_file(path, data)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    monkeypatch.setattr(batch, "write_file", write_with_limit)
    project.output.mkdir()
    (project.output / "tea.es.pdf").write_text("old", "utf-8")

    ending = build()

    errors = [line for line in ending.errors if line.startswith("error: ")]
    assert [
        f"error: {project.output / name}: cannot write: file too large"
        for name in ("tea.en.pdf", "tea.es.pdf", "tea.ar.pdf")
    ] == errors
    assert (1, ["tea.es.pdf"]) == (ending.code, ending.files)
    assert "old" == (project.output / "tea.es.pdf").read_text("utf-8")


def test_interrupted(project: Project) -> None:
    """An interrupt keeps the files that are finished, leaves no half of one, and is told in the exit code."""
    with subprocess.Popen(
        [sys.executable, "-m", "handouts", "build", "--jobs", "1"],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        count, name = process.stderr.readline().split()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)

    assert ("[1/3]", 130, [name]) == (count, process.returncode, list_files(project.output))
    assert "interrupted: finished files are kept, nothing is half-written" == err.strip()
    assert (project.output / name).read_bytes().endswith(b"%%EOF\n")


def test_release_refused(build: Build) -> None:
    """A release of what nobody signed is refused with all reasons and what to do; no file is written."""
    ending = build("--release", "-l", "es", "-l", "ar")

    assert (1, []) == (ending.code, ending.files)
    spanish, hint, arabic, _ = ending.errors
    assert spanish.startswith("error: locales/es/signoff: tea in es is not released: no translator has signed")
    assert "no reviewer has signed this text; no clinical lead has signed this text" in spanish
    assert "hint: have it signed, or build a draft without --release" == hint
    assert "1 message is untranslated, first: wait (locales/ar/LC_MESSAGES/tea.po:18)" in arabic


def test_release(build: Build, release: Project, edit: Edit) -> None:
    """What everyone signed is released without the draft notice; one changed letter later it is refused by name."""
    ending = build("--release", "-l", "es", "-l", "en", "-l", "ar")
    assert (1, name_files("en", "es")) == (ending.code, ending.files)
    assert re.search(r"^tea +es +released +1 ", ending.out, re.MULTILINE)
    assert [False, False] == [has_notice(release, "en"), has_notice(release, "es")]
    subject = read_pdf((release.output / "tea.es.pdf").read_bytes()).info["Subject"]
    assert re.fullmatch(r"A cup of tea, Spanish, version 1\.0, released [0-9a-f]{8}", subject)

    edit(release.root / TEA, "Espere", "Esperen")
    ending = build("--release", "-l", "es")
    assert 1 == ending.code
    change = f'"wait" ({TEA}:18): [-Espere-]{{+Esperen+}} 3 minutos y beba.'
    assert f"1 text has changed since lee signed as clinical-lead on 2026-11-22: {change}" in ending.errors[0]
    ending = build("-l", "es")
    assert (0, True) == (ending.code, change in ending.out)
    assert has_notice(release, "es")


def test_release_needs_english(build: Build, release: Project) -> None:
    """A translation is not released while nobody has signed the English that it translates."""
    shutil.rmtree(release.locales / "en")

    ending = build("--release", "-l", "es")
    assert (1, []) == (ending.code, ending.files)
    assert ending.errors[0].endswith("the English is not released: no clinical lead has signed this text")


def test_edited_record(build: Build, release: Project) -> None:
    """No page is printed beside sign-off files that were edited: one message names the file."""
    (path,) = (release.locales / "es" / "signoff").glob("*.reviewer.*.toml")
    path.write_text(path.read_text("utf-8").replace("Test rae", "Test ray"), "utf-8")

    ending = build("-l", "es")
    assert (1, []) == (ending.code, ending.files)
    assert f"error: locales/es/signoff/{path.name}:1: the file is not as it was written" == ending.errors[0]
    assert 2 == len(ending.errors)


def has_notice(project: Project, tag: str) -> bool:
    """Say whether a file has the draft notice of the tiny frame; its footer says draft or released with it."""
    command = ["pdftotext", str(project.output / f"tea.{tag}.pdf"), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    has_draft = "source-draft" in text or "unreviewed" in text
    assert has_draft is not (" released" in text)
    return has_draft


def test_release_of_the_real_frame(build: Build, team: Project, real: Project, sign: Callable[..., str]) -> None:
    """Once it is released, the real frame prints no notice and says so in the footer."""
    shutil.rmtree(team.templates / "_layout")
    shutil.copytree(real.templates / "_layout", team.templates / "_layout")
    path = team.root / TEMPLATE
    blocks = "".join(f"{{% block {name} %}}<p>{{{{ english_title }}}}</p>{{% endblock %}}\n" for name in REQUIRED)
    path.write_text(path.read_text("utf-8") + blocks, "utf-8")
    words = load_handout(team, "tea").english
    texts = []
    for options in ([], ["--release"]):
        assert 0 == build("-l", "en", *options).code
        command = ["pdftotext", str(team.output / "tea.en.pdf"), "-"]
        texts.append(" ".join(subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()))
        if not options:
            sign(team, "en", "clinical-lead", "lee")

    seen = [
        [words[key] in text for key in ("notice.source-draft", "status.draft", "status.released")] for text in texts
    ]
    assert [[True, True, False], [False, False, True]] == seen
    record = next((team.locales / "en" / "signoff").glob("*.jsonl")).name
    assert [[], [record.split(".")[1]]] == [re.findall(r"\b[0-9a-f]{8}\b", text) for text in texts]


def test_nothing_to_build(build: Build, project: Project) -> None:
    """A project without any handout is not built in silence."""
    shutil.rmtree(project.templates / "tea")

    ending = build()

    assert ["error: templates: there is no handout", "hint: make a folder with a handout.toml in it"] == ending.errors
    assert 1 == ending.code


def test_no_language(build: Build, project: Project) -> None:
    """A handout without any language is not built in silence."""
    (project.locales / "languages.toml").write_text("", "utf-8")

    ending = build()

    assert (1, "error: locales: there is nothing to build") == (ending.code, ending.errors[0])


def test_told_once(build: Build, project: Project) -> None:
    """The same error is told once, however many handouts it ends; the same job is done once."""
    shutil.copytree(project.templates / "tea", project.templates / "water")

    ending = build("tea", "water", "tea", "-l", "en", "-l", "EN", "-l", "spansh")

    assert 2 == len(ending.errors)
    assert (1, ["tea.en.pdf", "water.en.pdf"]) == (ending.code, ending.files)
    assert 3 == len(ending.out.splitlines())


def test_early_errors_as_json(build: Build) -> None:
    """A program is told of what could not even be begun, too."""
    ending = build("te", "tea", "-l", "en", "-l", "spansh", "--json")

    rows = json.loads(ending.out)
    assert ["draft", "failed", "failed"] == [row["status"] for row in rows]
    assert ['unknown handout "te"', 'unknown language "spansh"'] == [row["error"]["message"] for row in rows[1:]]


def test_paper(build: Build, project: Project) -> None:
    """A sheet is what paper.toml names; any other is answered with the nearest."""
    ending = build("--paper", "leter")
    assert (1, ['error: styles/paper.toml: unknown paper "leter"', 'hint: did you mean "letter"?']) == (
        ending.code,
        ending.errors,
    )

    with (project.styles / "paper.toml").open("a", encoding="utf-8") as file:
        file.write("\n[a5]\nwidth = 148\nheight = 210\nside = 12\nedge = 8\n")
    assert 0 == build("--paper", "a5", "-l", "en").code


def test_probed_first(build: Build, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be written is told before anything is laid out."""
    project.output.touch()
    monkeypatch.setattr(Workshop, "build", pytest.fail)

    assert f"error: {project.output}: cannot write: file exists" == build("-l", "en").errors[0]


def test_mistake_of_ours(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A mistake of ours in one language shows its traceback, and ends neither the others nor in silence."""
    whole = Workshop.build

    def fail_for_one(workshop: Workshop, task: Task) -> object:
        if task.language.tag == "es":
            raise ValueError("x")
        return whole(workshop, task)

    monkeypatch.setattr(Workshop, "build", fail_for_one)
    monkeypatch.chdir(project.root)

    assert 3 == run(["build", "--jobs", "0"])
    err = capsys.readouterr().err
    assert 1 == err.count("Traceback")
    assert "error: tea.es.pdf: this is a mistake in handouts, not yours\nhint: please report it" in err
    assert name_files("en", "ar") == list_files(project.output)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<h1>", '<h1 title="{{ english("nope") }}">', r'english\("nope"\): no message has this key'),
        ("<h1>", f'{{% include "{TEMPLATE.removeprefix("templates/")}" %}}<h1>', r".* itself without end"),
    ],
)
def test_template_without_sense(  # noqa: PLR0913 -- three fixtures and the three parts of a case
    build: Build, project: Project, edit: Edit, *, old: str, new: str, message: str
) -> None:
    """A key that no message has and a template that includes itself have a sentence of their own."""
    edit(project.root / TEMPLATE, old, new)

    ending = build("-l", "en")

    assert 1 == ending.code
    place = rf"(?:{TEMPLATE}:3|templates/_layout/frame.html.jinja:\d+)"  # either is part of the circle
    assert re.fullmatch(f"error: {place}: {message}", ending.errors[0])
