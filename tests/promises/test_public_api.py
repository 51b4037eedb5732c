"""Everything that can be called from Python: a mistake in what is passed is a `CseCheckError`."""

import inspect
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
import pytest

import cse_check
from cse_check import (
    Answer,
    Caseload,
    CseCheckError,
    Response,
    load_catalogue,
    load_mapping,
    screen,
    screen_cases,
)
from cse_check.batch.mapping import load as mapping_from
from cse_check.model import Catalogue, Contact
from examples import PROJECT, TODAY, bundled, edition, screening

CASES = PROJECT / "examples" / "caseload_leeds_long.csv"
MAPPING = PROJECT / "examples" / "export_leeds_mapping.yaml"
HEADER = b"case_ref,school.truanting\n"
KNOWN = "school.truanting"


def screened(answers: Any = None, **changed: Any) -> object:
    return screen(edition(), answers or {}, **{"screened_on": TODAY, **changed})


class Failing(BytesIO):
    """A file of which no more than a part can be read."""

    def read1(self, size: int | None = -1, /) -> bytes:
        data = super().read1(size)
        if not data:
            raise OSError(5, "Input/output error")
        return data


def said(response: Any) -> object:
    return screened({KNOWN: response})


def opened(header: bytes = HEADER, **options: Any) -> object:
    return Caseload(BytesIO(header), edition(), **options)


LEEDS_MAPPING = mapping_from(MAPPING.read_bytes(), "m.yaml", bundled("leeds").catalogue)
MISTAKES: dict[str, list[Callable[[], object]]] = {
    "load_catalogue": [
        lambda: load_catalogue("nowhere"),
        lambda: load_catalogue(""),
        lambda: load_catalogue(Path("nowhere.yaml")),
        lambda: load_catalogue(CASES),
    ],
    "load_mapping": [
        lambda: load_mapping(Path("nowhere.yaml"), edition()),
        lambda: load_mapping("nowhere.yaml", edition()),
        lambda: load_mapping(CASES, edition()),
        lambda: load_mapping(MAPPING, edition()),
    ],
    "screen_cases": [
        lambda: list(screen_cases(Path("nowhere.csv"), edition())),
        lambda: list(screen_cases("nowhere.csv", edition())),
        lambda: list(screen_cases(MAPPING, edition())),
        lambda: list(screen_cases(CASES, edition(), delimiter="a")),
        lambda: list(screen_cases(CASES, edition(), encoding="klingon")),
        lambda: list(screen_cases(CASES, edition(), mapping=LEEDS_MAPPING)),
    ],
    "Caseload": [
        lambda: opened(b""),
        lambda: opened(b"\xff\xfe"),
        lambda: opened(delimiter=""),
        lambda: opened(delimiter="ab"),
        lambda: opened(encoding=""),
        lambda: opened(encoding="base64"),
        lambda: opened(b"Person ID,Attendance\n", mapping=LEEDS_MAPPING),
        lambda: opened(rows="several"),
    ],
    "Caseload.reading": [lambda: list(Caseload(Failing(HEADER), edition()).reading())],
    "Caseload.parts": [lambda: list(Caseload(Failing(HEADER), edition()).parts())],
    "screen": [
        lambda: screened({"school.unknown": Response(Answer.YES)}),
        lambda: screened({"": Response(Answer.YES)}),
        lambda: said(Response("maybe")),  # type: ignore[arg-type]
        lambda: said("yes"),
        lambda: said(None),
        lambda: said(Response(Answer.YES, when="soon")),  # type: ignore[arg-type]
        lambda: said(Response(Answer.YES, basis="guess")),  # type: ignore[arg-type]
        lambda: said(Response(note="")),
        lambda: said(Response(note="a\x00b")),
        lambda: said(Response(note=5)),  # type: ignore[arg-type]
        lambda: screened(role="nobody"),
        lambda: screened(role=None),
        lambda: screened(screened_on="yesterday"),
        lambda: screened(screened_on=None),
        lambda: screened(screened_on=datetime(2026, 11, 21, 12)),
        lambda: screened(case_ref=""),
        lambda: screened(case_ref="Jane Smith"),
        lambda: screened(case_ref=7),
        lambda: screened(narrative="a text"),
        lambda: screened(supersedes="first.json"),
    ],
    "Screening.groups": [lambda: screening().groups("maybe")],  # type: ignore[arg-type]
    "Screening.items": [lambda: screening().items("")],  # type: ignore[arg-type]
    "Screening.response": [lambda: screening().response("school.unknown")],
    "Catalogue.source": [lambda: edition().catalogue.source("nowhere")],
    "Catalogue.contacts_for": [
        lambda: edition().catalogue.contacts_for("nobody"),  # type: ignore[arg-type]
    ],
    "Contact.is_for": [
        lambda: edition().catalogue.contacts[0].is_for("nobody"),  # type: ignore[arg-type]
    ],
}
"""Each of what can be called, with ways to call it wrongly."""

PROVED_BY_SCREEN = {"Response.answered", "Response.noted", "Response.detailed"}
"""These only make another value; a mistake in it is found by `screen`."""


def callables() -> set[str]:
    """Return what can be called: functions, `Caseload`, and the methods of what they give."""
    public = {name: getattr(cse_check, name) for name in cse_check.__all__}
    functions = {name for name, each in public.items() if inspect.isfunction(each)}
    kinds = [each for each in public.values() if isinstance(each, type)]
    values = [each for each in kinds if not issubclass(each, CseCheckError)] + [Catalogue, Contact]
    return functions | {"Caseload"} | {name for each in values for name in methods(each)}


def methods(kind: type) -> set[str]:
    return {
        f"{kind.__name__}.{name}"
        for name, each in vars(kind).items()
        if inspect.isfunction(each) and not name.startswith("_")
    }


def test_everything_that_can_be_called_is_called_wrongly_here() -> None:
    assert callables() - PROVED_BY_SCREEN == set(MISTAKES)


@pytest.mark.parametrize(
    ("name", "number"),
    [(name, number) for name, calls in MISTAKES.items() for number in range(len(calls))],
)
def test_every_mistake_is_a_cse_check_error(name: str, number: int) -> None:
    with pytest.raises(CseCheckError) as raised:
        MISTAKES[name][number]()
    assert str(raised.value)


PRIVATE: list[Callable[[], object]] = [
    lambda: said(Response("Zebedee")),  # type: ignore[arg-type]
    lambda: said(Response(note="Zebedee\x00")),
    lambda: screened(case_ref="Zebedee Smith"),
    lambda: screened({"Zebedee Smith": Response(Answer.YES)}),
    lambda: screened(narrative="Zebedee"),
]


@pytest.mark.parametrize("call", PRIVATE)
def test_what_is_refused_is_not_repeated(call: Callable[[], object]) -> None:
    with pytest.raises(CseCheckError) as raised:
        call()
    assert "Zebedee" not in str(raised.value)
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_an_answer_that_is_written_as_its_word_is_that_answer() -> None:
    found = screen(edition(), {KNOWN: Response("yes")}, screened_on=date(2026, 1, 2))  # type: ignore[arg-type]
    assert found.response(KNOWN).answer is Answer.YES
    assert [item.indicator.id for item in found.flagged] == [KNOWN]


def test_no_reference_is_none_and_an_empty_one_is_refused() -> None:
    assert msgspec.structs.asdict(screening(case_ref=None))["case_ref"] is None
    with pytest.raises(CseCheckError, match="not a case reference"):
        screening(case_ref="")
