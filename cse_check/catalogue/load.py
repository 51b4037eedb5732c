"""Load a catalogue from the bytes of its file."""

from collections.abc import Iterator
from hashlib import sha256

from cse_check.catalogue.checks import FORMAT, Finding, findings
from cse_check.catalogue.reader import Node, Report, read_tree
from cse_check.catalogue.schema import Builder, has_format
from cse_check.model import Catalogue, Edition


def load(data: bytes, name: str) -> Edition:
    """Give the catalogue that these bytes hold; `name` stands in messages for the file.

    Raises:
        InvalidFileError: with every fault of the file.
    """
    report = Report(name)
    tree = read_tree(data, report)
    catalogue = _build(tree, report) if tree and has_format(tree, FORMAT, report) else None
    report.raise_if_any()
    assert catalogue is not None  # noqa: S101 - no tree without a fault
    return Edition(catalogue, sha256(data).hexdigest())


def _build(tree: Node, report: Report) -> Catalogue:
    builder = Builder(report)
    catalogue = builder.build(tree, Catalogue)
    builder.add_findings(findings(catalogue))
    builder.add_findings(_local_words(catalogue))
    return catalogue


def _local_words(catalogue: Catalogue) -> Iterator[Finding]:
    """Refuse what people found out locally: a record keeps it, a catalogue's file never has it."""
    for i, contact in enumerate(catalogue.contacts):
        for name in ("corrected", "confirmed"):
            if getattr(contact, name) is not None:
                yield f"contacts[{i}].{name}", "belongs to local corrections, not to a catalogue"
