"""What the contenders are to do: `exports.py` writes it down, and each of them reads it."""

import json
from pathlib import Path
from typing import Final, NamedTuple

CODES: Final = {"": 0, "yes": 1, "no": 2, "not-known": 3}
COLUMNS: Final = (
    "case_ref", "outcome", "incomplete", "rejected_lines", "flagged", "flagged_categories",
    "urgent", "not_known", "unanswered", "notice",
)  # fmt: skip


class Column(NamedTuple):
    """A column of answers: what its words mean, as codes; with `at_least`, numbers too."""

    name: str
    indicator: str
    words: dict[str, int]
    at_least: int | None


class Job:
    """What is to be done."""

    def __init__(self, path: Path) -> None:
        job = json.loads(path.read_text(encoding="utf-8"))
        self.encoding: str = job["encoding"]
        self.delimiter: str = job["delimiter"]
        self.names: list[str] = job["names"]
        self.ids: list[str] = job["ids"]
        self.urgent: list[str] = job["urgent"]
        self.notice: str = job["notice"]
        self.columns = [
            Column(name, each, {word: CODES[said] for word, said in words.items()}, least)
            for name, each, words, least in job["columns"]
        ]
        self.sources = {
            each: [column.name for column in self.columns if column.indicator == each]
            for each in self.ids
        }
        self.categories: dict[str, list[str]] = {}
        for each, category in zip(job["ids"], job["categories"], strict=True):
            self.categories.setdefault(category, []).append(each)
