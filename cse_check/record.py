"""A screening written down, and read back: JSON, format 1.

A record is complete in itself. It keeps the wording, the contacts and the statements as they were
shown, so that it renders the same without the catalogue that it was made from. Its keys come in the
order of the summary; `docs/records.md` lists them.
"""

import codecs
import re
from collections.abc import Iterator
from datetime import date
from hashlib import sha256

import msgspec
from msgspec.structs import replace

from cse_check.case_ref import CASE_REF
from cse_check.catalogue.checks import Finding, findings
from cse_check.errors import FileAccessError
from cse_check.fhir.submitted import is_resource
from cse_check.model import (
    Action,
    Answer,
    Audience,
    Catalogue,
    Confirmed,
    Contact,
    Corrected,
    Day,
    Edition,
    Hours,
    OpenHours,
    PartialDate,
    Response,
    Role,
    Sha256,
    Slug,
    Source,
    Text,
    Value,
    is_day,
)
from cse_check.narrative import Narrative
from cse_check.reading.files import check_room
from cse_check.reading.tree import (
    MappingNode,
    Node,
    Report,
    ScalarNode,
    SequenceNode,
    read_tree,
    step,
)
from cse_check.reading.typed import Builder, has_format
from cse_check.screening import Item, Screening, Statements
from cse_check.version import __version__

NO_RECORD = "is not a cse-check record: a screening saved as JSON is one"
NO_RESPONSE = (
    "is a resource of FHIR, not a cse-check record: a new screening can take the answers of a "
    "QuestionnaireResponse"
)
FORMAT = 1
MAX_BYTES = 8 * 1024 * 1024
MAX_NODES = 200_000
"""Four times a catalogue's: a record repeats it, writes out what it leaves out, and has answers."""
UNREADABLE = "the record: could not be read again, so nothing was written: it"
WRITTEN_HERE = re.compile(r"""\bname["']?\s*:\s*["']?cse-check\b""")
"""What is at the start of a record that was cut off or broken since, or made into YAML."""
HEAD = 4096
"""How many characters of a broken record are its start."""


class Tool(Value, frozen=True):
    """What wrote the record."""

    name: Text
    version: Text


class Urgent(Value, frozen=True):
    """The ids of flagged indicators that may mean harm now, and what the label means."""

    statement: Text
    indicators: tuple[Text, ...]


class Caveat(Value, frozen=True):
    """That absence does not mean safe, and whose statement that is."""

    statement: Text
    more: Text
    source: Text


class Number(Value, frozen=True, omit_defaults=True):
    """A contact for the role of the record, with its source and how old that was."""

    phone: Text
    option: Text | None
    team: Text
    audience: Audience
    hours: Hours
    hours_text: Text | None
    note: Text | None
    source: Text
    source_dated: Text
    open: tuple[OpenHours, ...] = ()
    corrected: Corrected | None = None
    confirmed: Confirmed | None = None


class WhomToRing(Value, frozen=True):
    """The contacts for the role of the record, in the order in which they were shown."""

    statement: Text
    contacts: tuple[Number, ...]
    gaps: tuple[Text, ...]


class DatedSource(Value, frozen=True):
    """A source, and how old it was on the day of the screening."""

    id: Slug
    title: Text
    publisher: Text
    published: PartialDate | None
    dated: Text
    url: Text | None


class Provenance(Value, frozen=True, omit_defaults=True):
    """Where the wording and the numbers come from.

    `local_corrections` are the ids of contacts that are not part of the file with that SHA-256.
    """

    statement: Text
    area: Slug
    authority: Text
    revision: Day
    sha256: Sha256
    sources: tuple[DatedSource, ...]
    local_corrections: tuple[Slug, ...] = ()
    review_by: Day | None = None


class Record(Value, frozen=True):
    """The JSON document, key for key. The four lists and `urgent` hold indicator ids."""

    format: int
    tool: Tool
    nature: Text
    case_ref: str | None
    screened_on: Day
    role: Role
    immediate_danger: Text
    urgent: Urgent
    flagged: tuple[Text, ...]
    not_known: tuple[Text, ...]
    unanswered: tuple[Text, ...]
    answered_no: tuple[Text, ...]
    narrative: Narrative
    caveat: Caveat
    whom_to_ring: WhomToRing
    what_next: tuple[Action, ...]
    provenance: Provenance
    supersedes: Sha256 | None
    answers: dict[str, Response]
    catalogue: Catalogue
    digest: str


class _Named(msgspec.Struct):
    name: str


class Marked(msgspec.Struct):
    """What a record has by which it is known, whatever else is in it."""

    format: msgspec.Raw
    tool: _Named
    answers: msgspec.Raw
    catalogue: msgspec.Raw


def dump(screening: Screening) -> str:
    """Return the screening as JSON text, the same for the same screening, with a final newline.

    Raises:
        FileAccessError: it would be too large to be read again.
    """
    record, report = as_record(screening), Report("the record")
    tree = read_tree(msgspec.json.encode(record), report, max_bytes=MAX_BYTES, max_nodes=MAX_NODES)
    if report.faults:
        raise FileAccessError(f"{UNREADABLE} {report.faults[0].message}.")
    encoded = msgspec.json.encode(replace(record, digest=digest(tree)))
    written = msgspec.json.format(encoded, indent=2) + b"\n"
    check_room(written, report.file, MAX_BYTES)
    return written.decode()


def is_record(data: bytes) -> bool:
    """Return whether this is a record, or an encrypted file that may be one.

    It is known by what it has, however it was laid out, sorted or encoded since; one that was cut
    off or broken is known by how it begins.
    """
    if data.startswith(b"age-encryption.org/"):
        return True
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if wide else "utf-8-sig", errors="replace")
    try:
        return msgspec.json.decode(text, type=Marked).tool.name == "cse-check"
    except msgspec.ValidationError:  # it is JSON, and not a record
        return False
    except (msgspec.DecodeError, RecursionError):
        return bool(WRITTEN_HERE.search(text, 0, HEAD))


def digest(tree: Node | None) -> str:
    """Return the SHA-256 of everything a record says except its own `digest`.

    It is made from names, values and their order; line breaks and indentation do not matter.
    """
    return sha256(msgspec.json.encode(_canonical(tree, top=True))).hexdigest()


def load(data: bytes, name: str) -> Screening:
    """Return the screening that a record holds; messages call the file `name`.

    Raises:
        InvalidFileError: with every fault of the file. No fault repeats a note or a reference.
    """
    report = Report(name)
    screening = _read(data, report)
    report.raise_if_any()
    assert screening is not None  # noqa: S101 - no screening without a fault
    return screening


def as_record(screening: Screening) -> Record:
    """Return the record of a screening, with nothing yet for its digest."""
    catalogue = screening.edition.catalogue
    says = screening.statements
    return Record(
        format=FORMAT,
        tool=Tool("cse-check", screening.tool_version),
        nature=says.nature,
        case_ref=screening.case_ref,
        screened_on=screening.screened_on.isoformat(),
        role=screening.role,
        immediate_danger=says.immediate_danger,
        urgent=Urgent(says.urgent, _ids(screening.urgent)),
        flagged=_ids(screening.flagged),
        not_known=_ids(screening.items(Answer.NOT_KNOWN)),
        unanswered=_ids(screening.items(None)),
        answered_no=_ids(screening.items(Answer.NO)),
        caveat=Caveat(says.caveat, says.caveat_more, says.caveat_source),
        whom_to_ring=WhomToRing(
            says.check_numbers,
            tuple(
                _number(contact, screening) for contact in catalogue.contacts_for(screening.role)
            ),
            catalogue.gaps,
        ),
        what_next=catalogue.guide.actions,
        provenance=Provenance(
            says.age,
            catalogue.area.id,
            catalogue.area.authority,
            catalogue.revision,
            screening.edition.sha256,
            tuple(_dated(source, screening.screened_on) for source in catalogue.sources),
            tuple(contact.id for contact in catalogue.corrections),
            catalogue.review_by,
        ),
        narrative=screening.narrative,
        supersedes=screening.supersedes,
        answers={
            each.id: screening.answers[each.id]
            for each in catalogue.indicators
            if each.id in screening.answers
        },
        catalogue=catalogue,
        digest="",
    )


def _canonical(node: Node | None, *, top: bool = False) -> list[object]:
    match node:
        case MappingNode():
            entries = ((name, entry[1]) for name, entry in node.entries.items())
            return [
                [name, _canonical(each)] for name, each in entries if not (top and name == "digest")
            ]
        case SequenceNode():
            return [_canonical(item) for item in node.items]
        case ScalarNode():
            return [node.text, node.plain]
        case None:
            return []


def _ids(items: tuple[Item, ...]) -> tuple[str, ...]:
    return tuple(item.indicator.id for item in items)


def _number(contact: Contact, screening: Screening) -> Number:
    source = screening.edition.catalogue.source(contact.source)
    return Number(
        phone=contact.phone,
        option=contact.option,
        team=contact.team,
        audience=contact.audience,
        hours=contact.hours,
        hours_text=contact.hours_text,
        note=contact.note,
        source=source.named,
        source_dated=source.dated(screening.screened_on),
        open=contact.open,
        corrected=contact.corrected,
        confirmed=contact.confirmed,
    )


def _dated(source: Source, today: date) -> DatedSource:
    return DatedSource(
        source.id, source.title, source.publisher, source.published, source.dated(today), source.url
    )


def _read(data: bytes, report: Report) -> Screening | None:
    tree = read_tree(data, report, max_bytes=MAX_BYTES, max_nodes=MAX_NODES)
    if tree is None:
        return None
    marks = set(Marked.__struct_fields__)
    if not (isinstance(tree, MappingNode) and marks <= tree.entries.keys()):
        report.add(1, 1, NO_RESPONSE if is_resource(tree) else NO_RECORD)
        return None
    if not has_format(tree, FORMAT, report):
        return None
    builder = Builder(report)
    record = builder.build(tree, Record)
    builder.add_findings(_findings(record))
    if report.faults:
        return None
    screening = _screening(record)
    builder.add_findings(_disagreements(record, as_record(screening)))
    if not report.faults and record.digest != digest(tree):
        builder.fault("digest", "does not agree with the record: it was changed by hand")
    return screening


def _findings(record: Record) -> Iterator[Finding]:
    if not is_day(record.screened_on):
        yield "screened_on", "is not a real date"
    if record.case_ref is not None and not CASE_REF.fullmatch(record.case_ref):
        yield "case_ref", "is not a case reference"
    known = {indicator.id for indicator in record.catalogue.indicators}
    for indicator_id in record.answers.keys() - known:
        yield f"answers.{step(indicator_id)}", "is not an indicator of the record's catalogue"
    for indicator_id, response in record.answers.items():
        if response.misgiven:
            yield f"answers.{step(indicator_id)}.given", response.misgiven
    for path, message in findings(record.catalogue):
        yield f"catalogue.{path}", message


def _disagreements(record: Record, again: Record) -> Iterator[Finding]:
    """Yield what does not follow from the answers and the catalogue: it would mislead somebody.

    Programs read these parts of the JSON, and people what `report` makes of the rest: no part may
    say otherwise than another. How an age is worded is compared only with the same version's words.
    """
    for name in ("urgent", "flagged", "not_known", "unanswered", "answered_no"):
        if getattr(again, name) != getattr(record, name):
            yield name, "does not agree with the answers: the record was changed by hand"
    derived = _of_catalogue(again)
    for name, written in _of_catalogue(record).items():
        if written != derived[name]:
            yield name, "does not agree with the record's catalogue: it was changed by hand"


def _of_catalogue(record: Record) -> dict[str, object]:
    """Return what a record repeats of its catalogue, by its path."""
    contacts, sources = record.whom_to_ring.contacts, record.provenance.sources
    if record.tool.version != __version__:
        contacts = tuple(replace(each, source_dated="") for each in contacts)
        sources = tuple(replace(each, dated="") for each in sources)
    return {
        "whom_to_ring.contacts": contacts,
        "whom_to_ring.gaps": record.whom_to_ring.gaps,
        "what_next": record.what_next,
        "provenance.area": record.provenance.area,
        "provenance.authority": record.provenance.authority,
        "provenance.revision": record.provenance.revision,
        "provenance.sources": sources,
        "provenance.local_corrections": record.provenance.local_corrections,
        "provenance.review_by": record.provenance.review_by,
    }


def _screening(record: Record) -> Screening:
    return Screening(
        edition=Edition(record.catalogue, record.provenance.sha256),
        answers=record.answers,
        role=record.role,
        screened_on=date.fromisoformat(record.screened_on),
        tool_version=record.tool.version,
        case_ref=record.case_ref,
        narrative=record.narrative,
        supersedes=record.supersedes,
        statements=Statements(
            nature=record.nature,
            immediate_danger=record.immediate_danger,
            urgent=record.urgent.statement,
            caveat=record.caveat.statement,
            caveat_more=record.caveat.more,
            caveat_source=record.caveat.source,
            check_numbers=record.whom_to_ring.statement,
            age=record.provenance.statement,
        ),
    )
