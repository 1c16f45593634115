"""Options that several commands share, so that they are named and explained once."""

from pathlib import Path

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
fhir_option = click.option(
    "--fhir",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write also a FHIR R4 Bundle of the files.",
)
language_option = click.option(
    "-l",
    "--language",
    "tags",
    multiple=True,
    metavar="TAG",
    help="Only this language, such as es or zh-Hans; repeatable.",
)
date_option = click.option(
    "--date",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day to take for today; else that of SOURCE_DATE_EPOCH, or of the clock.",
)
