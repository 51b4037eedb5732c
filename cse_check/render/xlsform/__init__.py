"""A checklist as an XLSForm, for ODK and KoboToolbox: an Excel workbook that they make a form of.

A group a category, and a question an indicator, called by its id: `batch` reads what comes back.
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Final

from cse_check.batch.mapping.submitted import (
    CASE,
    group_name,
    note_name,
    question_name,
    said_name,
)
from cse_check.case_ref import CASE_REF, NO_CASE_REF, PSEUDONYM
from cse_check.keeping.sheets.workbook import text_workbook
from cse_check.model import Answer, Edition, Role
from cse_check.render.form import REFERENCE
from cse_check.render.outline import Asked, Outline, Part, Said, outline
from cse_check.render.xlsform.labels import label
from cse_check.screening import ANSWER_WORDS

Row = tuple[str, ...]

SURVEY: Final = (
    "type", "name", "label", "hint", "required", "constraint", "constraint_message", "relevant",
    "appearance",
)  # fmt: skip
ANSWERS: Final = "answers"
"""The list of choices that every question has."""
APART: Final = "\n\n"
ON_ONE_SCREEN: Final = "field-list"
SIDE_BY_SIDE: Final = "columns-pack"
STRONG: Final = {"danger", "caveat"}
"""What is said in bold, in its first paragraph."""


def xlsform(edition: Edition, role: Role) -> bytes:
    """Return the form of an area, with the numbers for a role, as an .xlsx file.

    Raises:
        UsageError: the extra `excel` is not installed, or a text is longer than a cell may be.
    """
    form = outline(edition, role)
    survey = tuple(_survey(form))
    return text_workbook(
        {
            "survey": survey,
            "choices": (("list_name", "name", "label"), *_choices()),
            "settings": _settings(form, edition, survey),
        }
    )


def _survey(form: Outline) -> Iterator[Row]:
    yield SURVEY
    yield from map(_note, form.first)
    yield _row(
        type="text",
        name=CASE,
        label=label(REFERENCE),
        hint=label(PSEUDONYM),
        required="yes",
        constraint=f"regex(., '^{CASE_REF.pattern}$')",
        constraint_message=label(NO_CASE_REF),
    )
    for part in form.parts:
        yield from _group(part, form)
    yield from map(_note, form.last)


def _note(said: Said) -> Row:
    shown = _strong(said.paragraphs) if said.name in STRONG else _plain(said.paragraphs)
    return _row(type="note", name=said_name(said.name), label=shown)


def _plain(paragraphs: Iterable[str]) -> str:
    return APART.join(map(label, paragraphs))


def _strong(paragraphs: Iterable[str]) -> str:
    first, *more = map(label, paragraphs)
    return APART.join((f"**{first}**", *more))


def _group(part: Part, form: Outline) -> Iterator[Row]:
    group = group_name(part.category.id)
    yield _row(type="begin_group", name=group, label=label(part.name), appearance=ON_ONE_SCREEN)
    if part.remarks:
        said = _plain(part.remarks)
        yield _row(type="note", name=note_name(part.category.id), label=said)
    for asked in part.asked:
        yield from _question(asked, form)
    yield _row(type="end_group", name=group)


def _question(asked: Asked, form: Outline) -> Iterator[Row]:
    """Yield a question; at a yes to an urgent one, it says at once to ring."""
    name = question_name(asked.indicator.id)
    yield _row(
        type=f"select_one {ANSWERS}",
        name=name,
        label=label(asked.indicator.text),
        hint=_plain(asked.remarks),
        appearance=SIDE_BY_SIDE,
    )
    if asked.indicator.urgent:
        yield _row(
            type="note",
            name=note_name(asked.indicator.id),
            label=_strong(form.now),
            relevant=f"${{{name}}} = '{Answer.YES.value}'",
        )


def _choices() -> Iterator[Row]:
    for answer in Answer:
        yield ANSWERS, answer.value, label(ANSWER_WORDS[answer])


def _settings(form: Outline, edition: Edition, survey: tuple[Row, ...]) -> tuple[Row, Row]:
    """Return the settings; another text, such as a corrected number, is another version."""
    area, revision = edition.catalogue.area.id, edition.catalogue.revision
    said = sha256("\0".join(cell for row in survey for cell in row).encode()).hexdigest()
    version = f"{revision}-{edition.sha256[:12]}-{said[:8]}"
    names = ("form_title", "form_id", "version")
    return names, (label(form.title), f"cse-check-{area}", version)


def _row(**cells: str) -> Row:
    return tuple(cells.get(column, "") for column in SURVEY)
