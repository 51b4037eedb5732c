"""What `catalogue sheet` writes."""

from pathlib import Path
from typing import Final

from cse_check.cli.catalogue.show import named_catalogue
from cse_check.cli.files import check_outputs, no_format, write_and_say
from cse_check.cli.shell import STDIO, Shell
from cse_check.keeping.sheets.table import table

SUFFIXES: Final = (".csv", ".xlsx")


def write_sheet(
    shell: Shell,
    area: str | None,
    file: Path | None,
    *,
    output: Path,
    force: bool,
    folder: Path | None,
) -> None:
    """Write a catalogue as a sheet, as its file has it: CSV, or an Excel workbook.

    Raises:
        UsageError: the output's name ends in neither, or the library for workbooks is missing.
        FileAccessError: it cannot be written.
    """
    if output != STDIO and output.suffix.lower() not in SUFFIXES:
        raise no_format(output, SUFFIXES)
    check_outputs([output] if output != STDIO else [], force=force)
    rows = table(named_catalogue(shell, area, file, folder).catalogue)
    if output.suffix.lower() == ".xlsx":
        from cse_check.keeping.sheets.workbook import sheet_workbook

        write_and_say(shell, {output: sheet_workbook(rows)}, force=force)
        return
    from cse_check.keeping.sheets.csv import sheet_csv

    if output == STDIO:
        shell.put(sheet_csv(rows), always_utf8=True)
    else:
        write_and_say(shell, {output: sheet_csv(rows)}, force=force)
