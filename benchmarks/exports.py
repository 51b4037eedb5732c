"""The two files that a caseload's speed is measured on, made anew and always the same.

*Random rows*: answers to all indicators of Leeds, written in every way that counts, under
cse-check's own names. *A realistic export*: Windows-1252, separated by `;`, with the system's own
columns and words, so that it needs a mapping; four of five answers blank or no, and a quoted note
in most rows, which may hold a `;`, quotes, a line break, a pound sign or a curly quote.

In both, one row in fifty has to be rejected: a word that is not an answer, or a cell too many. (A
cell too few is not among them, because pandas reads it as a blank; nor is a reference that comes
twice, because no other contender looks.)
"""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from cse_check.batch.rows import Checklist
from cse_check.catalogue.library import load_catalogue
from cse_check.render.caseload.csv import notice

OWN: Final = {
    **dict.fromkeys(("y", "yes", "true", "1"), "yes"),
    **dict.fromkeys(("n", "no", "false", "0"), "no"),
    **dict.fromkeys(("u", "unknown", "not known", "not-known", "nk", "?"), "not-known"),
    "": "",
}
THEIRS: Final = {"identified": "yes", "no concern": "no", "not recorded": "not-known", "n/a": ""}
WRITTEN: Final = (
    ["yes"] * 2 + ["no"] * 8 + [""] * 6 + ["Y", "N", "Not known", "nk", "No ", "0", "?", "TRUE"]
)
EXPORTED: Final = (
    [""] * 50 + ["No"] * 26 + ["No concern"] * 4 + ["Yes"] * 6 + ["Identified"] * 3
    + ["Not recorded"] * 5 + ["N/A"] * 4 + ["Not known"] * 2
)  # fmt: skip
TIMES: Final = ["", "", "", "0", "0", "0", "1", "2", "3", "5", "12"]
MISSING: Final = "missing.reported-missing"
HARM: Final = "mental-health.self-harm"
OFTEN: Final = 3
SAID: Final = (
    "Seen at school, seemed tired", "phone switched off all weekend", "new trainers, about £120",
    "mum rang; no reply since", "collected by an older friend", "doesn\u2019t want to talk",
    "stayed at a friend's", 'said "leave me alone"', "home by ten", "strategy meeting on Tuesday",
    "nothing new", "café on the high street", "visit booked",
)  # fmt: skip


Columns = list[tuple[str, str, dict[str, str], int | None]]
"""Columns of answers: each name, indicator, words, and the number from which it is yes."""


class Export(NamedTuple):
    """A file, how it is told to cse-check and to the others, and how many of its rows are good."""

    name: str
    source: Path
    options: tuple[str, ...]
    job: Path
    good: int


def random_rows(folder: Path, rows: int) -> Export:
    """Write random answers under cse-check's own names."""
    checklist = _checklist()
    columns: Columns = [(each, each, OWN, None) for each in checklist.ids]
    names = ["case_ref", *checklist.ids]
    chance = random.Random(46)  # noqa: S311 - nothing here is secret

    def row(number: int) -> list[str]:
        return [f"CASE-{number:08}", *chance.choices(WRITTEN, k=len(columns))]

    source, job = folder / f"random-{rows}.csv", folder / "random.json"
    good = _write(source, names, map(row, range(rows)), "utf-8", ",")
    _write_job(job, checklist, "utf-8", ",", names, columns)
    return Export("random rows", source, (), job, good)


def realistic(folder: Path, rows: int) -> Export:
    """Write what a system exports, and the mapping that it needs."""
    checklist = _checklist()
    words = OWN | THEIRS
    questions = [(f"Q{n}: {each}", each) for n, each in enumerate(checklist.ids, 1)]
    columns: Columns = [
        ("Times missing \u2013 12 m", each, {"": ""}, OFTEN)
        if each == MISSING
        else (name, each, words, None)
        for name, each in questions
    ]
    columns.append(("Self-harm before", HARM, words, None))
    names = ["Person ID", "Team", *(column[0] for column in columns), "Last contact", "Notes"]
    chance = random.Random(46)  # noqa: S311 - nothing here is secret
    times = checklist.places[MISSING]
    harm = checklist.places[HARM]

    def row(number: int) -> list[str]:
        cells = chance.choices(EXPORTED, k=len(columns))
        cells[times] = chance.choice(TIMES)
        if {words[cells[harm].lower()], words[cells[-1].lower()]} == {"no", "not-known"}:
            cells[-1] = ""  # the two would contradict each other
        day = f"{number % 28 + 1:02}/{number % 12 + 1:02}/2026"
        return [f"LCS-{number:07}", f"Team {number % 9}", *cells, day, _note(chance)]

    source, job = folder / f"realistic-{rows}.csv", folder / "realistic.json"
    good = _write(source, names, map(row, range(rows)), "cp1252", ";")
    _write_job(job, checklist, "cp1252", ";", names, columns)
    mapping = folder / "mapping.yaml"
    mapping.write_text(_mapping(columns), encoding="utf-8")
    options = ("--mapping", str(mapping), "--encoding", "cp1252", "--delimiter", ";")
    return Export("a realistic export", source, options, job, good)


EXPORTS: Final[tuple[Callable[[Path, int], Export], ...]] = (random_rows, realistic)


def _checklist() -> Checklist:
    return Checklist(load_catalogue("leeds"))


def _note(chance: random.Random) -> str:
    """Return a note as an export writes it: quoted, with the quotes in it doubled, or nothing."""
    if chance.random() < 0.3:
        return ""
    between = "\n" if chance.random() < 0.01 else ". "
    said = between.join(chance.choices(SAID, k=chance.randint(1, 5)))
    return '"' + said.replace('"', '""') + '"'


def _write(
    path: Path, names: list[str], rows: Iterator[list[str]], encoding: str, delimiter: str
) -> int:
    """Write a file, some of its rows spoilt; return how many are good."""
    good = 0
    with path.open("w", encoding=encoding, newline="\n") as file:
        file.write(delimiter.join(names) + "\n")
        for number, cells in enumerate(rows):
            if number % 100 == 57:
                cells.append("too much")
            elif number % 100 == 7:
                cells[5 + number % 40] = "maybe"
            else:
                good += 1
            file.write(delimiter.join(cells) + "\n")
    return good


def _write_job(
    path: Path,
    checklist: Checklist,
    encoding: str,
    delimiter: str,
    names: list[str],
    columns: Columns,
) -> None:
    job = {
        "encoding": encoding,
        "delimiter": delimiter,
        "names": names,
        "columns": columns,
        "ids": checklist.ids,
        "categories": checklist.categories,
        "urgent": checklist.urgent_ids,
        "notice": notice(checklist),
    }
    path.write_text(json.dumps(job), encoding="utf-8")


def _mapping(columns: Columns) -> str:
    lines = ["format: 1", "area: leeds", "case_ref: Person ID"]
    lines.append("ignore: [Team, Last contact, Notes]")
    lines.append("answers: {yes: [Identified], no: [No concern], not_known: [Not recorded]")
    lines[-1] += ", unanswered: [N/A]}"
    lines.append("columns:")
    for name, indicator, _, least in columns:
        more = f", at_least: {least}" if least else ""
        lines.append(f"  {json.dumps(name, ensure_ascii=False)}: {{indicator: {indicator}{more}}}")
    return "\n".join(lines) + "\n"
