"""Load a catalogue from the bytes of its file."""

import re
from collections.abc import Iterator
from hashlib import sha256

from msgspec import Struct

from cse_check.catalogue.checks import FORMAT, Finding, findings
from cse_check.model import Catalogue, Edition
from cse_check.reading.tree import Node, Report, read_tree
from cse_check.reading.typed import TO_DO, Builder, has_format

LEFT_OPEN = re.compile(
    r"to ?do\s*(?:[:.\u2026\u2013\u2014-].*)?|x{2,6}|\?+|\.{2,}|\u2026", re.I | re.S
)
"""`TO_DO`, as people write it. "To do this, ring ..." is a sentence, and none of these."""
PROMISED = re.compile(r"\bTB[ACD]\b|\A\W*(?i:tb[acd]|to be (?:confirmed|added|decided))\W*\Z")
NOTHING = re.compile(r"\W*(?:n ?/ ?a|n\.a\.?|not applicable|nil)\W*", re.I)


def load(data: bytes, name: str) -> Edition:
    """Return the catalogue that these bytes hold; messages call the file `name`.

    Raises:
        InvalidFileError: with every fault of the file.
    """
    return load_placed(data, name)[0]


def load_placed(data: bytes, name: str) -> tuple[Edition, Builder]:
    """Return the catalogue, and the builder that knows where everything in it stands.

    Raises:
        InvalidFileError: with every fault of the file.
    """
    report = Report(name)
    builder = Builder(report)
    tree = read_tree(data, report)
    catalogue = _build(tree, builder) if tree and has_format(tree, FORMAT, report) else None
    report.raise_if_any()
    assert catalogue is not None  # noqa: S101 - no tree without a fault
    return Edition(catalogue, sha256(data).hexdigest()), builder


def _build(tree: Node, builder: Builder) -> Catalogue:
    catalogue = builder.build(tree, Catalogue)
    builder.add_findings(findings(catalogue))
    builder.add_findings(_local_words(catalogue))
    builder.add_findings(_unfinished(catalogue))
    builder.add_findings(_unchecked(catalogue))
    return catalogue


def _unfinished(catalogue: Catalogue) -> Iterator[Finding]:
    """Refuse what was left for a person to write: nobody should be shown that."""
    for path, text in texts(catalogue):
        if text.startswith(TO_DO) or LEFT_OPEN.fullmatch(text):
            yield path, "is still to do: fill it in"
        elif PROMISED.search(text):
            yield path, "is not decided yet: fill it in, or leave it out"
        elif NOTHING.fullmatch(text):
            yield path, "says nothing: fill it in, or remove the line if there is nothing to say"


def _unchecked(catalogue: Catalogue) -> Iterator[Finding]:
    """Refuse proposals that nobody has checked, with one fault for all of them, at the first."""
    found = [
        (f"categories[{i}].indicators[{j}].checked", each.checked)
        for i, category in enumerate(catalogue.categories)
        for j, each in enumerate(category.indicators)
    ]
    found += [(f"contacts[{i}].checked", each.checked) for i, each in enumerate(catalogue.contacts)]
    left = [path for path, is_checked in found if not is_checked]
    if left:
        yield (
            left[0],
            f"{len(left)} of {len(found)} indicators and contacts are not checked yet: hold each "
            "against the guide, and turn its 'checked: false' into 'checked: true'. This is the "
            "first",
        )


def texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from texts(item, f"{path}[{i}]")
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name), f"{path}.{name}" if path else name)


def _local_words(catalogue: Catalogue) -> Iterator[Finding]:
    """Refuse what people found out locally: a record keeps it, a catalogue's file never has it."""
    for i, contact in enumerate(catalogue.contacts):
        for name in ("corrected", "confirmed"):
            if getattr(contact, name) is not None:
                yield f"contacts[{i}].{name}", "belongs to local corrections, not to a catalogue"
