"""A mapping to start from."""

from collections.abc import Iterator

from cse_check.model import Catalogue, When
from cse_check.reading.writing import use


def template(catalogue: Catalogue, *, used_with: str = "") -> str:
    """Return a mapping with every indicator, to be changed to an export's names.

    `used_with` is what its first comment says to use it with.
    """
    return "\n".join(_template_lines(catalogue, used_with)) + "\n"


def _template_lines(catalogue: Catalogue, used_with: str) -> Iterator[str]:
    area = catalogue.area
    yield from use(f"What the columns of an export mean for {area.name}", used_with)
    yield "# As it stands it fits cse-check's own names. Put your export's names to the left of the"
    yield "# colons, and remove the lines that it has no column for."
    yield "# To say more about a column, use braces; everything but the indicator is optional:"
    yield "#   Times missing: {indicator: ID, at_least: 3, yes: [Often], when: past}"
    yield "#   Last episode: {indicator: ID, date: yes, formats: [dd/mm/yyyy]}"
    yield '#   Several signs: {split: ";", values: {Truant: ID, Gifts: ID}, absent: unanswered}'
    yield f"# when: {', '.join(When)}."
    yield "format: 1"
    yield f"area: {area.id}"
    yield "# The column with the case reference: a pseudonym, never a name."
    yield "case_ref: case_ref"
    yield "# What your export writes besides yes, no and not known, such as unanswered: [N/A]."
    yield "answers: {yes: [], no: [], not_known: [], unanswered: []}"
    yield "# Columns that are not needed."
    yield "ignore: []"
    yield "columns:"
    for category in catalogue.categories:
        yield f"\n  # {category.name}"
        for indicator in category.indicators:
            yield f"  # {indicator.text}"
            yield f"  {indicator.id}: {indicator.id}"
