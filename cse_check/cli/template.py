"""`cse-check template`: an empty input to fill in."""

from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path
from typing import Annotated, assert_never

import typer

from cse_check import answers
from cse_check.cli.editions import read_edition
from cse_check.cli.files import put_or_write
from cse_check.cli.options import Area, CatalogueDir, Force, Output
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import UsageError
from cse_check.model import Edition

app = typer.Typer(rich_markup_mode=None, add_completion=False)


class TemplateKind(StrEnum):
    """The inputs that there is an empty form of."""

    ANSWERS = "answers"
    CSV = "csv"
    MAPPING = "mapping"


def _template(kind: TemplateKind, edition: Edition, export: Path | None, shell: Shell) -> str:
    area = edition.catalogue.area.id
    match kind:
        case TemplateKind.ANSWERS:
            command = f"cse-check screen --area {area} --answers THIS-FILE"
            return answers.template(edition.catalogue, used_with=command)
        case TemplateKind.CSV:
            from cse_check.batch.caseload import template

            return template(edition)
        case TemplateKind.MAPPING:
            from cse_check.batch import mapping
            from cse_check.batch.mapping.submitted import Collector, submitted

            command = f"cse-check batch EXPORT.csv --area {area} --mapping THIS-FILE"
            if export is not None and str(export) in tuple(Collector):
                collector = Collector(str(export))
                return submitted(edition.catalogue, collector, used_with=command)
            if export is not None:
                return _begun(export, edition, command, shell)
            return mapping.template(edition.catalogue, used_with=command)
        case _:
            assert_never(kind)


def _begun(export: Path, edition: Edition, command: str, shell: Shell) -> str:
    from cse_check.batch.begun import begun
    from cse_check.batch.lines import explained, open_cases

    name = shell.name_of(export)
    opened = nullcontext(shell.stdin.buffer) if export == STDIO else open_cases(export)
    with explained(name), opened as file:
        return begun(file, edition, name=name, used_with=command)


@app.command()
def template_command(
    context: typer.Context,
    area: Area = None,
    kind: Annotated[TemplateKind, typer.Option("--kind", help="What to fill in.")] = (
        TemplateKind.ANSWERS
    ),
    export: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="odk|kobo|EXPORT.csv",
            help=(
                "A mapping for what ODK Central or KoboToolbox gives back of a form of 'catalogue "
                "export'; or begun from an export, with proposals to confirm ('-' is standard "
                "input)."
            ),
        ),
    ] = None,
    output: Output = STDIO,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Write an empty input for an area, to be filled in.

    answers is for screen --answers, csv for batch, mapping for batch --mapping.
    """
    shell: Shell = context.obj
    if export is not None and kind is not TemplateKind.MAPPING:
        raise UsageError("--from begins a mapping: add --kind mapping.")
    edition = read_edition(shell, area, catalogue_dir)
    put_or_write(shell, _template(kind, edition, export, shell), output, force=force)
