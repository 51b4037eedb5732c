"""A catalogue written out as its YAML file."""

from collections.abc import Iterator

from cse_check.catalogue.checks import FORMAT
from cse_check.model import Catalogue, Category, Guide
from cse_check.reading.writing import item_lines, quoted, value_lines


def catalogue_yaml(catalogue: Catalogue, head: str = "") -> str:
    """Return the text of a catalogue's file; `head` are comments that stand before it."""
    return head + "\n".join(_lines(catalogue)) + "\n"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield f"format: {FORMAT}"
    yield "area:"
    yield from value_lines(catalogue.area)
    yield f"revision: {quoted(catalogue.revision)}"
    if catalogue.review_by:
        yield f"review_by: {quoted(catalogue.review_by)}"
    yield "\nsources:"
    for source in catalogue.sources:
        yield from item_lines(source)
    yield "\nguide:"
    yield from _guide(catalogue.guide)
    yield "\ncategories:"
    for category in catalogue.categories:
        yield from _category(category)
    yield "\ncontacts:"
    for contact in catalogue.contacts:
        yield from item_lines(contact)
    yield "\ngaps:" if catalogue.gaps else "\ngaps: []"
    yield from (f"  - {quoted(gap)}" for gap in catalogue.gaps)


def _guide(guide: Guide) -> Iterator[str]:
    for name in ("definition", "who", "caveat"):
        if statement := getattr(guide, name):
            yield f"  {name}:"
            yield from value_lines(statement, "    ")
    yield "  actions:"
    for action in guide.actions:
        yield from item_lines(action, "    ")


def _category(category: Category) -> Iterator[str]:
    yield from item_lines(category, "  ", without=("indicators",))
    yield "    indicators:"
    for indicator in category.indicators:
        yield from item_lines(indicator, "      ")
