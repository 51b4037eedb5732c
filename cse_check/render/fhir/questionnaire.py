"""A checklist as a Questionnaire: danger and the numbers first, the caveat last."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any, Final
from urllib.parse import quote

import msgspec

from cse_check.case_ref import CASE_REF, PSEUDONYM
from cse_check.fhir.links import (
    CASE,
    CODED,
    DETAILS,
    NARRATIVE,
    detail_link,
    field_link,
    form_url,
    said_link,
)
from cse_check.fhir.terms import (
    ANSWERS,
    BASE,
    CATEGORIES,
    CATEGORY,
    CONTROL,
    CONTROLS,
    ORIENTATION,
    REGEX,
    RELATED,
    URGENT,
    WORDING,
)
from cse_check.model import Answer, Edition, Indicator, Role, Source
from cse_check.narrative import FIELDS
from cse_check.render.form import REFERENCE
from cse_check.render.outline import Asked, Outline, Part, Said, outline
from cse_check.screening import Statements
from cse_check.version import __version__

Item = dict[str, Any]

WHITE: Final = re.compile(r"\s")
"""What no address has: a guide may print one that is broken over two lines."""
OWN_WORDS: Final = "In the words of whoever completes this"
BUTTONS: Final = {"coding": [{"system": CONTROLS, "code": "radio-button"}]}
SIDE_BY_SIDE: Final = (
    {"url": CONTROL, "valueCodeableConcept": BUTTONS},
    {"url": ORIENTATION, "valueCode": "horizontal"},
)
"""How the answers to a question are shown, where a form has room for that."""
UNITED_KINGDOM: Final = {"system": "urn:iso:std:iso:3166", "code": "GB"}


def questionnaire(edition: Edition, role: Role, *, version: str = __version__) -> dict[str, Any]:
    """Return the Questionnaire of an area; `version` is that of the program that it says."""
    catalogue = edition.catalogue
    said = outline(edition, role, version=version)
    items = list(_items(said, edition))
    return {
        "resourceType": "Questionnaire",
        "id": catalogue.area.id,
        "extension": [_related(each) for each in catalogue.sources],
        "url": form_url(catalogue.area.id),
        "identifier": [{"system": f"{BASE}/catalogue-sha256", "value": edition.sha256}],
        "version": f"{catalogue.revision}-{edition.sha256[:12]}-{_digest(items)}",
        "name": f"CseCheck_{catalogue.area.id.replace('-', '_')}",
        "title": said.title,
        "status": "active",
        "date": catalogue.revision,
        "publisher": "cse-check",
        "description": f"{Statements().nature} {Statements().caveat}",
        "jurisdiction": [{"coding": [UNITED_KINGDOM]}],
        "item": items,
    }


def canonical(form: dict[str, Any]) -> str:
    """Return what a response calls a Questionnaire by: its address and its version."""
    return f"{form['url']}|{form['version']}"


def _digest(items: list[Item]) -> str:
    """Return what tells a Questionnaire of another text, such as a corrected number."""
    return sha256(msgspec.json.encode(items)).hexdigest()[:8]


def _related(source: Source) -> dict[str, Any]:
    """Return a source. `derivedFrom` is for other Questionnaires, and a guide is none."""
    held = {"type": "derived-from", "display": f"{source.named} ({source.printed_date})"}
    if source.url:
        held["url"] = WHITE.sub(lambda found: quote(found[0]), source.url)
    return {"url": RELATED, "valueRelatedArtifact": held}


def _items(said: Outline, edition: Edition) -> Iterator[Item]:
    yield from map(_said, said.first)
    yield {
        "extension": [{"url": REGEX, "valueString": f"^{CASE_REF.pattern}$"}],
        "linkId": CASE,
        "text": REFERENCE,
        "type": "string",
        "maxLength": 64,
        "item": [_help(f"{CASE}/help", PSEUDONYM)],
    }
    for part in said.parts:
        yield _part(part, said.now, edition)
    yield {"linkId": NARRATIVE, "text": OWN_WORDS, "type": "group", "item": list(_fields())}
    yield from map(_said, said.last)


def _said(said: Said) -> Item:
    link = said_link(said.name)
    first, *more = said.paragraphs
    if not more:
        return _display(link, first)
    inside = [_display(f"{link}/{number}", text) for number, text in enumerate(more, start=1)]
    return {"linkId": link, "text": first, "type": "group", "item": inside}


def _part(part: Part, now: tuple[str, ...], edition: Edition) -> Item:
    link = part.category.id
    asked = (_question(each, now, edition) for each in part.asked)
    inside = [*_remarks(link, part.remarks), *asked]
    return {"linkId": link, "text": part.name, "type": "group", "item": inside}


def _question(asked: Asked, now: tuple[str, ...], edition: Edition) -> Item:
    indicator = asked.indicator
    ring = [_now(indicator.id, now)] if indicator.urgent else []
    return {
        "extension": list(_extensions(indicator, edition)),
        "linkId": indicator.id,
        "text": indicator.text,
        "type": "choice",
        "answerOption": ANSWERS.options,
        "item": [*_remarks(indicator.id, asked.remarks), *ring, *_details(indicator.id)],
    }


def _now(link: str, now: tuple[str, ...]) -> Item:
    """Return what is shown at a yes to something urgent."""
    first, *more = now
    yes = ANSWERS.coding(Answer.YES)
    return {
        "linkId": f"{link}/now",
        "text": first,
        "type": "group",
        "enableWhen": [{"question": link, "operator": "=", "answerCoding": yes}],
        "item": [_display(f"{link}/now-{number}", text) for number, text in enumerate(more, 1)],
    }


def _extensions(indicator: Indicator, edition: Edition) -> Iterator[dict[str, Any]]:
    yield from SIDE_BY_SIDE
    if indicator.urgent:
        yield URGENT.of(value=True)
    source = edition.catalogue.source(indicator.source)
    yield WORDING.with_parts(text=indicator.source_text, source=source.named)


def _remarks(link: str, remarks: Iterable[str]) -> Iterator[Item]:
    for number, text in enumerate(remarks, start=1):
        yield _help(f"{link}/help-{number}", text)


def _details(link: str) -> Iterator[Item]:
    """Yield what is asked once there is an answer."""
    for name, text in DETAILS.items():
        codes = CODED.get(name)
        options = {"answerOption": codes.options} if codes else {}
        yield {
            "linkId": detail_link(link, name),
            "text": text,
            "type": "choice" if codes else "text",
            "enableWhen": [{"question": link, "operator": "exists", "answerBoolean": True}],
            **options,
        }


def _fields() -> Iterator[Item]:
    for field in FIELDS:
        link = field_link(field.name)
        asks = _help(f"{link}/help", field.asks)
        yield {"linkId": link, "text": field.heading, "type": "text", "item": [asks]}


def _display(link: str, text: str) -> Item:
    return {"linkId": link, "text": text, "type": "display"}


def _help(link: str, text: str) -> Item:
    """Return what is shown as help with a question."""
    coding = {"system": CATEGORIES, "code": "instructions"}
    category = {"url": CATEGORY, "valueCodeableConcept": {"coding": [coding]}}
    return {"extension": [category], **_display(link, text)}
