"""What was found out locally, as a patch of a catalogue's file for whoever keeps it."""

from collections.abc import Iterator
from difflib import unified_diff

from msgspec.structs import replace

from cse_check.catalogue.load import load
from cse_check.corrections.overlay import Overlay, merge
from cse_check.errors import InvalidFileError
from cse_check.model import Catalogue, Contact, Source
from cse_check.reading.tree import MappingNode, Report, ScalarNode, SequenceNode, read_tree
from cse_check.reading.writing import item_lines

BY_HAND = """\
# This cannot be added to the catalogue's file automatically, because of the way it is written.
# Put these where they belong by hand: a correction goes directly before what it corrects.
"""


def patch(data: bytes, name: str, overlay: Overlay) -> str:
    """Return a unified diff of the catalogue's file, called `name`, which is what `data` holds.

    A correction becomes a source and a contact of the catalogue; a confirmation, a comment. Where
    the file's layout does not allow that, what is to be put in comes as it is, to be put in by
    hand.

    Raises:
        InvalidFileError: the catalogue is not valid.
    """
    catalogue = load(data, name).catalogue
    merged = merge(catalogue, overlay)
    before = data.decode("utf-8-sig").splitlines(keepends=True)
    after = list(before)
    starts = _starts(data)
    for line, text in sorted(_additions(merged, catalogue, starts), reverse=True):
        after[line - 1 : line - 1] = [f"{added}\n" for added in text]
    if not _is_as_meant("".join(after), merged):
        return BY_HAND + "\n".join(_by_hand(merged, catalogue)) + "\n"
    return "".join(unified_diff(before, after, f"a/{name}", f"b/{name}"))


def _starts(data: bytes) -> dict[tuple[str, str], int]:
    """Return the line on which each source and contact of a valid catalogue starts, by its id."""
    tree = read_tree(data, Report(""))
    assert isinstance(tree, MappingNode)  # noqa: S101 - it was loaded
    found = {}
    for name in ("sources", "contacts"):
        items = tree.entries[name][1]
        for item in items.items if isinstance(items, SequenceNode) else ():
            if isinstance(item, MappingNode) and isinstance(
                named := item.entries["id"][1], ScalarNode
            ):
                found[name, named.text] = item.line
    return found


def _additions(
    merged: Catalogue, catalogue: Catalogue, starts: dict[tuple[str, str], int]
) -> Iterator[tuple[int, list[str]]]:
    """Yield lines of text, and before which line of the file they go."""
    sources = [line for source in _added(merged, catalogue) for line in item_lines(source)]
    if sources:
        yield starts["sources", catalogue.sources[0].id], sources
    waiting: list[str] = []
    for contact in merged.contacts:
        waiting += _comment(contact)
        if contact.corrected:
            waiting += item_lines(_as_printed(contact))
        elif waiting:
            yield starts["contacts", contact.id], waiting
            waiting = []


def _added(merged: Catalogue, catalogue: Catalogue) -> tuple[Source, ...]:
    return merged.sources[len(catalogue.sources) :]


def _comment(contact: Contact) -> list[str]:
    if not contact.confirmed:
        return []
    by = f" (by {contact.confirmed.by})" if contact.confirmed.by else ""
    return [f"  # {contact.phone} was confirmed on {contact.confirmed.on}{by}."]


def _as_printed(contact: Contact) -> Contact:
    return replace(contact, corrected=None, confirmed=None)


def _is_as_meant(text: str, merged: Catalogue) -> bool:
    """Return whether this text is the catalogue that is meant, sources in any order."""
    try:
        found = load(text.encode(), "").catalogue
    except InvalidFileError:
        return False
    return found.contacts == tuple(map(_as_printed, merged.contacts)) and set(found.sources) == set(
        merged.sources
    )


def _by_hand(merged: Catalogue, catalogue: Catalogue) -> Iterator[str]:
    if sources := _added(merged, catalogue):
        yield "sources:"
        yield from (line for source in sources for line in item_lines(source))
    yield "contacts:"
    for contact in merged.contacts:
        yield from _comment(contact)
        if contact.corrected:
            yield from item_lines(_as_printed(contact))
