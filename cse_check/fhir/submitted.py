"""A QuestionnaireResponse that was filled in somewhere, read as an answers file.

Its nodes become those of an answers file, so that one reader judges what they say. Whatever has an
answer and is not asked by the checklist is passed on as well, to be refused there: nothing that
somebody answered is left out without a word. Who it is about is the case reference alone; what a
response says of people (`subject`, `author`, `source`) is never looked at.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple, TypeGuard

from cse_check.case_ref import CASE_REF
from cse_check.catalogue.renaming import Renaming
from cse_check.fhir.links import CASE, CODED, DETAILS, detail_link, field_link, form_url
from cse_check.fhir.terms import ANSWERS, GIVEN, UNANSWERED, Codes, spaced
from cse_check.model import Catalogue, written_date
from cse_check.reading.tree import MappingNode, Node, Report, ScalarNode, SequenceNode, named

KIND: Final = "resourceType"
RESPONSE: Final = "QuestionnaireResponse"
ERROR: Final = "entered-in-error"
UNFINISHED: Final = ("in-progress", "stopped")
STATUSES: Final = (*UNFINISHED, "completed", "amended", ERROR)
MODIFIER: Final = "modifierExtension"
RULES: Final = "implicitRules"
"""What FHIR lets nobody pass over: it may turn what stands there into something else."""
FORM: Final = re.compile(re.escape(form_url("")) + r"([a-z0-9-]{1,64})")
REVISION: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
NO_ELEMENTS: Final = "is not as FHIR has {name}: a list of elements"
NO_PART: Final = "is no part of what is said of a question without an answer"
FIELDS: Final = field_link("")

Entries = dict[str, tuple[ScalarNode, Node]]


class Submitted(NamedTuple):
    """What a response says: the tree of an answers file, whose it is, and what to know of it."""

    tree: MappingNode
    case_ref: str | None
    notices: tuple[str, ...]


def is_resource(tree: Node) -> TypeGuard[MappingNode]:
    """Return whether a file is a resource of FHIR, of whatever kind."""
    return isinstance(tree, MappingNode) and KIND in tree.entries


def submitted(tree: MappingNode, catalogue: Catalogue, report: Report) -> Submitted:
    """Return what a response to an area's checklist says; `report` takes what is wrong with it."""
    reader = _Reader(catalogue, report)
    url, version = _form(tree, reader)
    if not _is_meant(tree, url, catalogue, report):
        return Submitted(MappingNode(tree.line, tree.column, {}), None, ())
    reader.check_meaning(tree)
    reader.items(tree)
    entries = reader.entries
    if reader.fields:
        first, _ = next(iter(reader.fields.values()))
        entries["narrative"] = (first, MappingNode(first.line, first.column, reader.fields))
    notices = tuple(_notices(tree, version, catalogue))
    return Submitted(MappingNode(tree.line, tree.column, entries), reader.case_ref, notices)


def _is_meant(tree: MappingNode, url: str, catalogue: Catalogue, report: Report) -> bool:
    """Return whether it is a response to this checklist, and meant to be taken."""
    area = catalogue.area.id
    found = FORM.fullmatch(url)
    if _text(tree, KIND) != RESPONSE:
        message = f"is a resource of FHIR, but not a {RESPONSE}"
    elif _text(tree, "status") == ERROR:
        message = f"is a {RESPONSE} that was entered in error, by its own account"
    elif _text(tree, "status") not in STATUSES:
        message = "does not say whether it is completed, or has a status that FHIR has not"
    elif RULES in tree.entries:
        message = f"has {RULES}, which may change what it means, and are not known here"
    elif not url:
        message = "does not say which Questionnaire it answers, so that nobody knows what was asked"
    elif url != form_url(area):
        of = f"the checklist of {found[1]}" if found else "another Questionnaire"
        message = f"answers {of}, not the checklist of {area}"
    else:
        return True
    report.add(tree.line, tree.column, message)
    return False


def _form(tree: MappingNode, reader: "_Reader") -> tuple[str, str]:
    """Return the address and the version of what it answers, which may be inside it."""
    called = _text(tree, "questionnaire")
    if called.startswith("#"):
        for held in reader.all_of(tree, "contained"):
            if _text(held, "id") == called[1:]:
                return _text(held, "url"), _text(held, "version")
        return "", ""
    url, _, version = called.partition("|")
    return url, version


def _notices(tree: MappingNode, version: str, catalogue: Catalogue) -> Iterator[str]:
    if _text(tree, "status") in UNFINISHED:
        yield "it is not finished, by its own account: what it leaves out is unanswered."
    if not version:
        yield "it does not say which version of the checklist it answers."
    found = REVISION.match(version)
    if found and found[1] != catalogue.revision:
        yield (
            f"it answers the checklist as it was on {_day(found[1])}; that of today is of "
            f"{_day(catalogue.revision)}."
        )
    if answered := REVISION.match(_text(tree, "authored")):
        yield f"it was answered on {_day(answered[1])}, by its own account."


def _day(written: str) -> str:
    try:
        return written_date(date.fromisoformat(written))
    except ValueError:
        return written


class _Reader:
    """Gathers what the items of a response say."""

    def __init__(self, catalogue: Catalogue, report: Report) -> None:
        self._area = catalogue.area.id
        self._asks = {each.id: each.text for each in catalogue.indicators}
        self._renaming = Renaming(catalogue)
        self._report = report
        self.entries: Entries = {}
        self.fields: Entries = {}
        self.case_ref: str | None = None

    def all_of(self, holder: MappingNode, name: str) -> Iterator[MappingNode]:
        """Yield the elements of this name; anything that is no element is a fault."""
        _, node = holder.entries.get(name, (None, None))
        listed = node.items if isinstance(node, SequenceNode) else ()
        for each in listed:
            if isinstance(each, MappingNode):
                self.check_meaning(each)
                yield each
            else:
                self._fault(each, NO_ELEMENTS.format(name=name))
        if node is not None and not isinstance(node, SequenceNode):
            self._fault(node, NO_ELEMENTS.format(name=name))

    def check_meaning(self, element: MappingNode) -> None:
        """Refuse what may mean something else than it says (FHIR R4, Extensibility)."""
        if MODIFIER in element.entries:
            message = f"has a {MODIFIER}, which may change what it means, and is not known here"
            self._fault(element, message)

    def items(self, holder: MappingNode) -> None:
        """Take all items of a response or a group."""
        for item in self.all_of(holder, "item"):
            link = _scalar(item, "linkId")
            if link is None:
                self._fault(item, "is an item without a linkId")
            elif link.text == CASE:
                self._case(item)
            elif link.text.startswith(FIELDS):
                self._field(item, link)
            elif self._renaming.current(link.text) in self._asks or "answer" in item.entries:
                self._question(item, link)
            else:
                self.items(item)

    def _question(self, item: MappingNode, link: ScalarNode) -> None:
        if link.text in self.entries:
            self._fault(link, f"{named(link.text)} is answered twice")
            return
        told: Entries = {}
        if answer := self._only(item):
            if code := self._code(answer, ANSWERS):
                told["answer"] = (code, code)
            self._details(answer, link.text, told)
        self._details(item, link.text, told)
        self._apart(item, told)
        asked, now = _text(item, "text"), self._asks.get(link.text)
        if told and now is not None and asked and _plain(asked) != _plain(now):
            self._fault(link, f"{named(link.text)} was asked in other words than {self._area} has")
        self.entries[link.text] = (link, MappingNode(item.line, item.column, told))

    def _details(self, holder: MappingNode, question: str, told: Entries) -> None:
        """Take what was said of an answer besides."""
        names = {detail_link(question, name): name for name in DETAILS}
        for item in self.all_of(holder, "item"):
            link = _text(item, "linkId")
            name = names.get(link)
            answer = self._only(item)
            if answer is None:
                self._details(item, question, told)
            elif name is None or name in told:
                self._fault(item, f"{named(link)} is no part of this question, or was there before")
            elif value := self._value(answer, CODED.get(name)):
                told[name] = (value, value)

    def _apart(self, item: MappingNode, told: Entries) -> None:
        """Take what our extensions say of a question."""
        for extension in self.all_of(item, "extension"):
            if _text(extension, "url") == GIVEN.url:
                if code := _scalar(extension, "valueCode"):
                    told["given"] = (code, code)
                else:
                    self._fault(extension, "does not say how the answer was given (valueCode)")
            elif _text(extension, "url") == UNANSWERED.url:
                for part in self.all_of(extension, "extension"):
                    value = _scalar(part, "valueString") or _scalar(part, "valueCode")
                    if value and (name := _text(part, "url")) in DETAILS:
                        told[name] = (value, value)
                    else:
                        self._fault(part, NO_PART)

    def _field(self, item: MappingNode, link: ScalarNode) -> None:
        answer = self._only(item)
        if answer and (value := self._value(answer, None)):
            name = link.text.removeprefix(FIELDS)
            if name in self.fields:
                self._fault(link, f"{named(name)} is answered twice")
            self.fields[name] = (link, value)

    def _case(self, item: MappingNode) -> None:
        answer = self._only(item)
        if answer is None or (value := self._value(answer, None)) is None:
            return
        if self.case_ref is not None:
            self._fault(value, "is a second case reference")
        elif not CASE_REF.fullmatch(value.text):
            self._fault(value, "is not a case reference")
        else:
            self.case_ref = value.text

    def _only(self, item: MappingNode) -> MappingNode | None:
        """Return the answer of an item, which has one or none."""
        answers = [*self.all_of(item, "answer")]
        if len(answers) > 1:
            self._fault(answers[1], "is a second answer to one question")
        for each in answers:
            if sum(name.startswith("value") for name in each.entries) > 1:
                self._fault(each, "has several values, and only one can be the answer")
        return answers[0] if answers else None

    def _value(self, answer: MappingNode, codes: Codes | None) -> ScalarNode | None:
        if codes is not None:
            return self._code(answer, codes)
        if (value := _scalar(answer, "valueString")) is None:
            self._fault(answer, "is not answered with a text (valueString)")
        return value

    def _code(self, answer: MappingNode, codes: Codes) -> ScalarNode | None:
        _, coding = answer.entries.get("valueCoding", (None, None))
        if isinstance(coding, MappingNode) and _text(coding, "system") == codes.url:
            code = _scalar(coding, "code")
            if code and code.text in codes.codes:
                return code
        wanted = ", ".join(codes.codes)
        self._fault(
            answer, f"is not answered with one of {wanted}, as a valueCoding of {codes.url}"
        )
        return None

    def _fault(self, node: Node, message: str) -> None:
        self._report.add(node.line, node.column, message)


def _scalar(holder: MappingNode, name: str) -> ScalarNode | None:
    _, node = holder.entries.get(name, (None, None))
    return node if isinstance(node, ScalarNode) and not node.is_null else None


def _text(holder: MappingNode, name: str) -> str:
    found = _scalar(holder, name)
    return found.text if found else ""


def _plain(text: str) -> str:
    return " ".join(spaced(text).split())
