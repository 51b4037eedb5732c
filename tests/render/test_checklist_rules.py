"""The page's rules beside cse-check's own, in a real JavaScript engine: the same bytes."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple

import msgspec
import pytest
from shells import Program, ids_of, write_answers

from cse_check.case_ref import CASE_REF, doubts
from cse_check.model import Answer, Basis, Edition, Manner, Response, Role, When
from cse_check.narrative import FIELDS, Narrative
from cse_check.record import as_record, dump
from cse_check.render import render
from cse_check.render.checklist import FOLDER
from cse_check.render.checklist.ages import last_day, table
from cse_check.render.checklist.facts import facts
from cse_check.render.page import Page
from cse_check.screening import Screening, screen
from cse_check.unseen import tidy
from examples import AREAS, PROJECT, TODAY, bundled, changed, edition

NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(not NODE, reason="needs Node.js (apt-get install nodejs)")

COUNT: Final = 2000
WHOLE: Final = 40
"""How many of them are compared with what is written to a file, guard and all, which takes long."""
HOSTILE: Final = changed(
    ("    text: Truanting\n", '    text: "</script><b>_x_ {names} $& \\\\"\n'),
    ("name: School", 'name: "<!--<script>*School*"'),
    ('revision: "2026-11-21"', 'revision: "2026-11-21"\nreview_by: "2027-06-30"'),
    ("grouping: editorial", "grouping: editorial\n    note: 1) one\\_thing"),
)
EDITIONS: Final[dict[str, Edition]] = {
    **{area: bundled(area) for area in AREAS},
    "hostile": edition(HOSTILE),
}
PIECES: Final = (
    *"abc019_*`#<>&$~[]\\()|!-+=.:;'\"{}\t\n\r\v\f\0\x1b\x1c\x1f\x7f\x85\xa0\xad\u1680\u2003\u2028",
    *"\u202e\u200d\ufeff\uffff\ud800\U000e0041éß",
    *(
        "\u0634\u200c\u0647",
        "👩\u200d👧",
        "\U0001d518",
        "\r\n",
        "\n\n",
        "  ",
        " # ",
        "\n- ",
        "\n1. ",
    ),
    *("\n12) x", "&amp;", "&#39;", "_a_", "a_b", "é_b", "{n}", "$&", "$1", "\0guide\0"),
    *("constructor", "__proto__", "</script>", "Ring 999 now."),
)
REFERENCES: Final = (
    *("", "CASE-1", "a", "x" * 64, "x" * 65, "-a", "a b", "Jane.Smith", "é", "a\n", "9434765919"),
    *("C-943-476-5919", "9434765918", "12-05-2015", "12-05-15", "20150512", "31-02-2015"),
    *("29.02.2024", "29.02.2023"),
)


class State(NamedTuple):
    """What somebody entered in the page of an area, as it was typed, on a day."""

    name: str
    entered: dict[str, Any]

    @property
    def screening(self) -> Screening:
        """What cse-check makes of the same."""
        told = {name: tidy(text) or None for name, text in self.entered["narrative"].items()}
        answers = {name: _response(said) for name, said in self.entered["answers"].items()}
        ref = self.entered["case_ref"]
        return screen(
            EDITIONS[self.name],
            {name: said for name, said in answers.items() if said != Response()},
            screened_on=date.fromisoformat(self.entered["day"]),
            role=Role(self.entered["role"]),
            case_ref=ref if CASE_REF.fullmatch(ref) else None,
            narrative=Narrative(**told),
        )


def _response(said: dict[str, str]) -> Response:
    return Response(
        Answer(said["answer"]) if said.get("answer") else None,
        When(said["when"]) if said.get("when") else None,
        Basis(said["basis"]) if said.get("basis") else None,
        tidy(said.get("note", "")) or None,
        Manner(said["given"]) if said.get("given") else None,
    )


@cache
def edges(name: str) -> tuple[str, ...]:
    """Return the days on which something changes in what this page says, and those around them."""
    catalogue = EDITIONS[name].catalogue
    found = {date.fromisoformat(day) for runs in table(catalogue).values() for day, _ in runs}
    found = {day for day in found if day > date.min}
    found |= {last_day(catalogue), date.fromisoformat(catalogue.review_by or "2026-11-21")}
    around = {
        day + timedelta(days=by)
        for day in found
        for by in (-1, 0, 1)
        if day + timedelta(days=by) <= last_day(catalogue)
    }
    return tuple(sorted(day.isoformat() for day in around))


def text(draw: Random) -> str:
    return "".join(draw.choices(PIECES, k=draw.randrange(12))) if draw.random() < 0.3 else ""


def states(count: int) -> Iterator[State]:
    """Yield states of every area: nothing answered, everything, and all between."""
    draw = Random(13)  # noqa: S311 - the same states every time
    for number in range(count):
        name = tuple(EDITIONS)[number % len(EDITIONS)]
        asked = [each.id for each in EDITIONS[name].catalogue.indicators]
        likely = draw.choice((0, 0.1, 0.5, 1))
        answers = {each: _drawn(draw) for each in asked if draw.random() < likely}
        ref = draw.choice(REFERENCES)
        yield State(
            name,
            {
                "role": draw.choice(tuple(Role)),
                "day": draw.choice(edges(name)),
                "case_ref": ref if CASE_REF.fullmatch(ref) else "",
                "answers": answers,
                "narrative": {each.name: text(draw) for each in FIELDS},
            },
        )


def _drawn(draw: Random) -> dict[str, str]:
    answer = draw.choice(("", *Answer))
    return {
        "answer": answer,
        "when": draw.choice(("", "", *When)),
        "basis": draw.choice(("", "", *Basis)),
        "note": text(draw),
        "given": draw.choice(("", Manner.REST)) if answer == Answer.NO else "",
    }


def in_javascript(given: list[State], texts: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what the page's rules make of states and texts, in one run of the engine."""
    assert NODE
    wanted = {
        "rules": (FOLDER / "rules.js").read_text(encoding="utf-8"),
        "facts": {name: facts(each) for name, each in EDITIONS.items()},
        "states": given,
        "texts": texts,
    }
    ran = subprocess.run(
        [NODE, PROJECT / "tests" / "states.js"],
        input=json.dumps(wanted).encode(),
        capture_output=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr.decode()
    return dict(json.loads(ran.stdout))


def canonical(value: object) -> object:
    """Return a value in the form that docs/records.md describes."""
    match value:
        case dict():
            return [[name, canonical(each)] for name, each in value.items()]
        case list():
            return [canonical(each) for each in value]
        case str():
            return [value, False]
        case _:
            return [json.dumps(value), True]


def part(name: str, value: Any) -> bytes:
    """Return one name of a record and its value in that form."""
    return msgspec.json.encode([name, canonical(json.loads(msgspec.json.encode(value)))])


@cache
def part_of_catalogue(name: str) -> bytes:
    return part("catalogue", EDITIONS[name].catalogue)


def written(area: str, screening: Screening) -> str:
    """Return the record as its file has it, the digest made as docs/records.md describes it."""
    record = as_record(screening)
    parts = [
        part_of_catalogue(area) if name == "catalogue" else part(name, getattr(record, name))
        for name in record.__struct_fields__
        if name != "digest"
    ]
    digest = sha256(b"[" + b",".join(parts) + b"]").hexdigest()
    whole = msgspec.json.encode(msgspec.structs.replace(record, digest=digest))
    return msgspec.json.format(whole, indent=2).decode() + "\n"


def hashed(text: str) -> str:
    return sha256(text.encode()).hexdigest()


NAMED: Final = [
    State("leeds", {"role": "public", "day": day, "case_ref": ref, "answers": {}, "narrative": {}})
    for ref in REFERENCES
    for day in ("2026-11-21", "2041-12-31", "2042-01-01", "2014-12-31")
]


class Made(NamedTuple):
    """What JavaScript made of states and texts."""

    states: list[tuple[State, list[Any]]]
    named: list[tuple[State, list[Any]]]
    texts: tuple[str, ...]
    found: dict[str, Any]


@pytest.fixture(scope="module")
def made() -> Made:
    given, texts = list(states(COUNT)), tuple(typed())
    found = in_javascript([*given, *NAMED], texts)
    both = list(zip([*given, *NAMED], found["made"], strict=True))
    return Made(both[:COUNT], both[COUNT:], texts, found)


def typed() -> Iterator[str]:
    """Yield texts as somebody might type them: every character about, and many together."""
    draw = Random(7)  # noqa: S311 - the same texts every time
    for each in map(chr, (*range(0x3100), *range(0xFE00, 0x10000), 0x1F600, 0xE0041)):
        yield f"{each} x {each}{each}y{each}"
    for _ in range(500):
        yield "".join(draw.choices(PIECES, k=draw.randrange(40)))
    yield from ("a" * n for n in range(130))


@pytest.mark.slow
def test_records_and_markdown_are_the_same_bytes(made: Made) -> None:
    for state, (record, markdown, *_) in made.states:
        screening = state.screening
        assert hashed(written(state.name, screening)) == record, state
        assert hashed(render(screening, "markdown", Page())) == markdown, state


@pytest.mark.slow
def test_what_is_written_to_a_file_is_the_same_too(made: Made) -> None:
    for state, (record, *_) in made.states[:WHOLE]:
        assert hashed(dump(state.screening)) == record, state


@pytest.mark.slow
def test_case_references_are_judged_alike(made: Made) -> None:
    for state, (_, _, doubted, is_one) in made.named:
        ref, day = state.entered["case_ref"], date.fromisoformat(state.entered["day"])
        assert is_one == bool(CASE_REF.fullmatch(ref)), ref
        assert doubted == [*doubts(ref, day)], (ref, day)


@pytest.mark.slow
def test_texts_are_tidied_and_hashed_alike(made: Made) -> None:
    assert made.found["tidied"] == [tidy(each) for each in made.texts]
    assert all(made.found["hashed"])


@pytest.mark.parametrize("area", AREAS)
def test_it_is_what_screen_writes_from_answers_in_a_file(area: str, tmp_path: Path) -> None:
    program, ids = Program(tmp_path), ids_of(area)
    answers = dict(zip(ids, ("yes", "no", "not-known") * 9, strict=False))
    write_answers(tmp_path, answers)
    ran = program.run_inside(
        *("screen", "--area", area, "--case", "EX-7", "--answers", "answers.yaml"),
        *("--output", "record.json", "--output", "summary.md"),
    )
    assert ran.code == 0
    said = {name: {"answer": answer} for name, answer in answers.items()}
    entered = {"role": "professional", "day": str(TODAY), "case_ref": "EX-7", "answers": said}
    ((record, markdown, *_),) = in_javascript([State(area, {**entered, "narrative": {}})])["made"]
    assert sha256((tmp_path / "record.json").read_bytes()).hexdigest() == record
    assert sha256((tmp_path / "summary.md").read_bytes()).hexdigest() == markdown
