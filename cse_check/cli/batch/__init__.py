"""`cse-check batch`: a caseload checked against the checklist, every row accounted for."""

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated, BinaryIO, Final, cast

import typer

from cse_check.batch import mapping as mapping_file
from cse_check.batch import rounding
from cse_check.batch.caseload import Caseload
from cse_check.batch.dialect import Dialect, check_delimiter
from cse_check.batch.figures import Figures
from cse_check.batch.lines import check_encoding, is_sheet
from cse_check.batch.mapping import ColumnMap
from cse_check.batch.suppression import DEFAULT, publish
from cse_check.cli.batch.opening import open_input
from cse_check.cli.batch.progress import Progress
from cse_check.cli.batch.run import Run, Targets, stoppable
from cse_check.cli.batch.words import list_words
from cse_check.cli.editions import read_edition
from cse_check.cli.files import say_written
from cse_check.cli.options import Area, CatalogueDir, Force, Plain, checked, format_option
from cse_check.cli.remedies import helps
from cse_check.cli.shell import STDIO, Shell
from cse_check.errors import ExitCode, UsageError
from cse_check.interrupts import heard
from cse_check.model import Edition
from cse_check.reading.files import MAX_BYTES
from cse_check.render.caseload import REPORTS, ROW_FORMATS
from cse_check.render.caseload.brief import brief

FAST: Final = "CSE_CHECK_FAST"
QUICK: Final = {"0": False, "1": True}
"""What that variable says: whether files are read many rows at a time, whatever they are."""

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def batch_command(
    context: typer.Context,
    cases: Annotated[
        Path,
        typer.Argument(
            metavar="CASES.csv",
            help="The caseload: .csv, .csv.gz, .xlsx; '-' is standard input.",
        ),
    ],
    area: Area = None,
    output: Annotated[
        Path,
        typer.Option(
            "--output",
            metavar="FILE",
            help=f"Where to write: {ROW_FORMATS.endings}; '-' is standard output.",
        ),
    ] = STDIO,
    format_name: Annotated[
        str | None,
        format_option(ROW_FORMATS, "Format of the output. Default: from its name, else csv."),
    ] = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects",
            metavar="FILE",
            help="Where to list rejected rows, if there are any. Default: beside the output.",
            show_default=False,
        ),
    ] = None,
    rejects_raw: Annotated[
        bool,
        typer.Option(
            "--rejects-raw", help="List rejected rows with their text, whatever it holds."
        ),
    ] = False,
    mapping: Annotated[
        Path | None,
        typer.Option("--mapping", metavar="FILE", help="What the export's own columns mean: YAML."),
    ] = None,
    reports: Annotated[
        list[Path] | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Also write the figures: a page .html, or a table .csv. May be repeated.",
        ),
    ] = None,
    base: Annotated[
        int,
        typer.Option(
            "--round",
            metavar="N",
            min=2,
            help="Round figures to a multiple of N, with some chance.",
        ),
    ] = rounding.DEFAULT,
    exact: Annotated[
        bool, typer.Option("--exact", help="Exact figures, for use within the unit alone.")
    ] = False,
    min_cell: Annotated[
        int,
        typer.Option(
            "--min-cell",
            metavar="N",
            min=0,
            help="Figures need more than N cases; of exact ones, hide counts below N.",
        ),
    ] = DEFAULT,
    delimiter: Annotated[
        str | None,
        typer.Option(
            "--delimiter",
            metavar="D",
            callback=checked(check_delimiter),
            help="What separates the cells: ',' ';' '|' or tab. Default: the mapping's, else ','.",
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option(
            "--encoding",
            metavar="NAME",
            callback=checked(check_encoding),
            help="Its encoding, such as cp1252. Default: the mapping's, else utf-8.",
        ),
    ] = None,
    skip_lines: Annotated[
        int | None,
        typer.Option(
            "--skip-lines",
            metavar="N",
            min=0,
            help="How many lines stand above the header. Default: the mapping's, else none.",
        ),
    ] = None,
    ignore_extra: Annotated[
        bool, typer.Option("--ignore-extra", help="Ignore columns that are not ours, and say so.")
    ] = False,
    one_line_rows: Annotated[
        bool,
        typer.Option(
            "--one-line-rows",
            help="No cell holds a line break: an open quote costs its own line alone.",
        ),
    ] = False,
    words: Annotated[
        bool,
        typer.Option(
            "--words",
            help="Screen nothing, and list the values that recur, with what each would mean.",
        ),
    ] = False,
    plain: Plain = False,
    force: Force = False,
    catalogue_dir: CatalogueDir = None,
) -> None:
    """Check every case in a CSV file against an area's checklist; no row is lost.

    An audit of recorded concerns: never a way to find, rank, prioritise or close cases.
    A faulty row is rejected and listed, and the rows around it are screened.
    """
    shell: Shell = context.obj
    edition = read_edition(shell, area, catalogue_dir)
    if words:
        if output != STDIO or rejects is not None or reports:
            raise UsageError("--words writes no file: leave out --output, --rejects and --report.")
        column_map = _mapping(mapping, cases, shell, edition)
        dialect = Dialect(delimiter, encoding, skip_lines, one_line_rows or None)
        list_words(shell, cases, edition, column_map, dialect)
        return
    targets = Targets.plan(
        cases,
        output,
        format_name=format_name,
        rejects=rejects,
        reports=reports or [],
        raw=rejects_raw,
        force=force,
    )
    column_map = _mapping(mapping, cases, shell, edition)
    with stoppable(), ExitStack() as files:
        with heard():
            file = files.enter_context(open_input(cases, output, shell))
            progress = Progress(file, shell, plain=plain)
            caseload = Caseload(
                cast(BinaryIO, progress),
                edition,
                name=shell.name_of(cases),
                delimiter=delimiter,
                encoding=encoding,
                skip_lines=skip_lines,
                mapping=column_map,
                ignore_extra=ignore_extra,
                keep_raw=rejects_raw,
                one_line_rows=one_line_rows or None,
                today=shell.today(),
                quick=QUICK.get(shell.environ.get(FAST, "")),
            )

        base = 1 if exact else base

        def report(figures: Figures, path: Path) -> str:
            make = REPORTS[REPORTS.for_path(path) or ""].load()
            return make(publish(figures, min_cell, base), caseload, shell.today())

        run = Run(caseload, targets, shell)
        progress.counts = run.counts
        try:
            figures, written = run.write(report)
        finally:
            progress.finish()
        _say_what_it_comes_to(
            shell, run, figures, written, brief(figures, caseload, min_cell, base)
        )
    if figures.rejected:
        raise typer.Exit(ExitCode.ATTENTION)


def _mapping(path: Path | None, cases: Path, shell: Shell, edition: Edition) -> ColumnMap | None:
    if path is None:
        return None
    if path == cases == STDIO:
        raise UsageError("Standard input can be the cases or the mapping, not both.")
    data = shell.read(path, MAX_BYTES)
    found = mapping_file.understand(data, shell.name_of(path), edition.catalogue)
    return found.of_a_sheet() if cases != STDIO and is_sheet(cases) else found


def _say_what_it_comes_to(
    shell: Shell, run: Run, figures: Figures, written: tuple[Path, ...], told: Iterable[str]
) -> None:
    for line in told:
        shell.say(line)
    remedies = run.caseload.remedies
    for code in figures.rejected:
        if code in remedies:
            shell.say(f"{code}: {helps(remedies[code])}")
    if figures.rejected and run.targets.rejects is None:
        for row in run.first_rejects:
            shell.say(f"  line {row.line}: {row.code}: {row.message}")
        shell.say("--rejects FILE lists every rejected row.")
    say_written(shell, written)
