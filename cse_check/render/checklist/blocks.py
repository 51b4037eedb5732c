"""Blocks of a document as plain values, for a script that lays them out elsewhere."""

from collections.abc import Iterable
from typing import Any

from cse_check.numbers import address
from cse_check.render.document import Block, Entries, Entry, Notice


def as_values(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Return blocks by their names, without what is empty."""
    return [_block(block) for block in blocks]


def _block(block: Block) -> dict[str, Any]:
    found: dict[str, Any] = {"kind": type(block).__name__, **_filled(block._asdict())}
    if isinstance(block, Notice):
        found["tone"] = block.tone.value
    if isinstance(block, Entries):
        found["entries"] = [_entry(entry) for entry in block.entries]
    return found


def _entry(entry: Entry) -> dict[str, Any]:
    link = {"href": address(entry.phone)} if entry.phone else {}
    return _filled(entry._asdict()) | link


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
