"""``handouts signoff sign``: one person's signature under a handout as it reads now."""

import sys
import tempfile
from datetime import datetime
from pathlib import Path

import click

from handouts.batch.files import write_files
from handouts.catalog.lookup import SOURCE_TAG, Catalog, Origin, load_catalog
from handouts.commands.check import check_language
from handouts.commands.chosen import choose_handout
from handouts.commands.options import date_option
from handouts.commands.surroundings import find_day, find_folder
from handouts.errors import ExitCode, HandoutError
from handouts.finding import Level
from handouts.handout import Handout, load_handout
from handouts.language import Language, find_language
from handouts.project import Project, find_own
from handouts.signoff.archive import name_signature, read_archive
from handouts.signoff.judge import judge
from handouts.signoff.keys import Signers, load_signers, sign
from handouts.signoff.people import FILE, Person, Role, load_people
from handouts.signoff.proposal import Proposal, Signer, propose
from handouts.signoff.record import Record
from handouts.signoff.text import Difference, SignedText, make_source_text, make_text

EPILOG = """\b
Examples:
  handouts signoff sign es --role translator --as some-id
  handouts signoff sign es --handout car-t --role reviewer --as another-id
  handouts signoff sign en --role clinical-lead --as third-id --key ~/.ssh/id_ed25519

Who may sign stands in locales/people.toml. A role that has signed before is shown only what changed since; with
--whole it signs everything anew. One changed letter later, the text is a draft again.
"""


@click.command("sign", epilog=EPILOG)
@click.argument("tag", metavar="TAG")
@click.option("--handout", "name", metavar="ID", help="Which handout; needed where there are several.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True, help="What you answer for.")
@click.option("--as", "person_id", metavar="ID", required=True, help="Who you are in locales/people.toml.")
@click.option("--key", type=click.Path(path_type=Path), help="Private ssh key; needed if allowed_signers names you.")
@click.option("--whole", is_flag=True, help="Sign every sentence anew, not only those that changed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@date_option
def command(  # noqa: PLR0913 -- one for each option
    tag: str,
    name: str | None,
    *,
    role: str,
    person_id: str,
    key: Path | None,
    whole: bool,
    yes: bool,
    day: datetime | None,
) -> int:
    """Sign a handout in the language TAG, as it reads now.

    Shows what is signed and asks. Refused is a text with gaps or with errors of "handouts check".
    """
    project = find_own(find_folder())
    language = find_language(project, tag)
    handout = load_handout(project, choose_handout(project, name, language))
    signer = Signer(find_person(project, person_id), Role(role), find_day(day))
    catalogs = load_sound(project, language, handout)
    archive = read_archive(project, language)
    archive.refuse_faults()
    text = make_source_text(project, handout) if not catalogs else make_text(project, language.tag, handout, catalogs)
    proposal = propose(archive, judge(project, archive, handout.id), text, signer, is_whole=whole)
    show(proposal, language, is_machine=any(catalog.origin is Origin.MACHINE for catalog in catalogs))
    if not (yes or ask()):
        click.echo("not signed", err=True)
        return ExitCode.FINDINGS
    signature = sign_record(load_signers(project), proposal.record, key)
    if read_archive(project, language).files != archive.files:
        raise HandoutError("somebody else has signed meanwhile", archive.name, "run the command again")
    write_files(archive.add(proposal.record, text, signature), "make the folder one that you may write")
    click.echo(archive.where(proposal.record))
    return ExitCode.OK


def find_person(project: Project, person_id: str) -> Person:
    """Find who signs; raises HandoutError for an unknown id."""
    people = load_people(project)
    if person_id not in people:
        hint = f"the ids there are: {', '.join(people)}" if people else "enter who may sign: see locales/README.md"
        raise HandoutError(f'nobody has the id "{person_id}"', project.name(project.locales / FILE), hint)
    return people[person_id]


def load_sound(project: Project, language: Language, handout: Handout) -> list[Catalog]:
    """Load the catalogs of *handout*, none for English; raises HandoutError for gaps and for errors of a check."""
    if language.tag == SOURCE_TAG:
        return []
    catalogs = [load_catalog(project, language, *item) for item in handout.domains.items()]
    gaps = [(catalog, message) for catalog in catalogs for message in catalog.untranslated]
    if gaps:
        catalog, message = gaps[0]
        count = "1 text has" if len(gaps) == 1 else f"{len(gaps)} texts have"
        text = f'{count} no translation that may be printed, first: "{message.key}"'
        raise HandoutError(text, catalog.entries[message.key].where, "translate them, then sign")
    errors = [each for each in check_language(project, language, (handout,)).findings if each.level is Level.ERROR]
    if errors:
        hint = f"run: handouts check {handout.id} -l {language.tag}; mend it, or suppress what is no fault"
        count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
        raise HandoutError(f"a check finds {count}, first: {errors[0].message}", errors[0].where, hint)
    return catalogs


def show(proposal: Proposal, language: Language, *, is_machine: bool) -> None:
    """Show what would be signed."""
    record, base = proposal.record, proposal.base
    head = f"{record.handout} {record.version} in {language.english} ({language.tag})"
    lines = [f"{head}: {count_texts(proposal.text)}, sum {record.text[:8]}"]
    if is_machine:
        lines.append("a machine made this translation: sign only what a person has read and corrected")
    if base:
        count = "1 text has" if len(proposal.changes) == 1 else f"{len(proposal.changes)} texts have"
        lines.append(f"{count} changed since {base}:")
    else:
        lines.append(f"every text is signed; see them all: handouts build {record.handout} -l {record.language}")
    lines += [line for change in proposal.changes for line in write_change(change, language)]
    who = f"{record.name}, {record.credential}"
    lines += [f"{who}, signs as {record.role} on {record.date}:", f'  "{record.statement}"']
    click.echo("\n".join(lines), err=True)


def count_texts(text: SignedText) -> str:
    """Count what is signed."""
    messages = sum(each.is_message for each in text.sentences)
    files = sum(not each.key for each in text.sentences)
    settings = len(text.sentences) - messages - files
    also = f", {files} templates and drawings" if files else ""
    return f"{messages} sentences, {settings} settings{also}"


def write_change(change: Difference, language: Language) -> list[str]:
    """Write one text that changed: the words, then all of it in both languages."""
    new = change.new
    if new is None or not new.key or new.msgid == new.msgstr:
        return [f"  {change}"]
    return [f"  {change}", f"    English: {new.msgid}", f"    {language.english}: {new.msgstr}"]


def ask() -> bool:
    """Ask on a terminal; raises UsageError where there is none."""
    if not sys.stdin.isatty():
        raise click.UsageError("nobody is here to ask: look at what is signed, then say --yes")
    return click.confirm("Sign?", err=True)


def sign_record(signers: Signers, record: Record, key: Path | None) -> bytes | None:
    """Make the ssh signature under *record*; raises HandoutError where the key is missing or another one."""
    if key is None:
        if record.person in signers.people:
            where, hint = str(signers.path), "name it: --key ~/.ssh/id_ed25519"
            raise HandoutError(f"{record.person} signs with a key", where, hint)
        return None
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / record.file
        file.write_bytes(record.data)
        signature = sign(key, file)
        if refusal := signers.explain_refusal(record, file.with_name(name_signature(record))):
            hint = f'add the line: {record.person} namespaces="handouts-signoff" <what stands in {key}.pub>'
            raise HandoutError(refusal, str(signers.path), hint)
    return signature
