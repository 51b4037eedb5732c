"""Who reads the rows of which form."""

from cse_check.batch.columns import Header, LongColumns
from cse_check.batch.long import LongReader
from cse_check.batch.many import ManyRows
from cse_check.batch.readings import Known, RowReader
from cse_check.batch.records import CsvRecords
from cse_check.batch.rows import Checklist, Rows
from cse_check.batch.wide import OneRow


def reader_of(
    header: Header, checklist: Checklist, records: CsvRecords, *, rows: Rows, known: Known
) -> RowReader:
    """Return what makes rows of these records; `rows` is about the wide form."""
    columns = header.columns
    if isinstance(columns, LongColumns):
        return LongReader(header, columns, checklist, records, known)
    match rows:
        case Rows.ONE:
            return OneRow(header, columns, checklist, records, known)
        case Rows.MANY:
            return ManyRows(header, columns, checklist, records, known)
