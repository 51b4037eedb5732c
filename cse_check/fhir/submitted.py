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
HAS_RULES: Final = f"has {RULES}, which may change what it means, and are not known here"
FORM: Final = re.compile(re.escape(form_url("")) + r"([a-z0-9-]{1,64})")
REVISION: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?!\d)")
NO_ELEMENTS: Final = "is not as FHIR has {name}: a list of elements"
NO_PART: Final = "is no part of what is said of a question without an answer, or was there before"
NOWHERE: Final = "says something of a question, and stands where there is none"
MAX_BYTES: Final = 16 * 1024 * 1024
MAX_NODES: Final = 400_000
"""The most that a response may hold: all of the longest record, and the Questionnaire with it."""
NARRATIVE: Final = "narrative"
"""What an answers file calls the texts by; a `linkId` of that name is no question."""
ELEMENT: Final = frozenset({"id", "extension", MODIFIER, "item"})
ITEM: Final = ELEMENT | {"linkId", "definition", "text", "answer"}
WHOLE: Final = ELEMENT | {
    KIND, "meta", RULES, "language", "text", "contained", "identifier", "basedOn", "partOf",
    "questionnaire", "status", "subject", "encounter", "authored", "author", "source",
}  # fmt: skip
"""The elements that R4 has for an answer, an item and a response; an answer has a value too."""
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
    url, version = reader.form(tree)
    if not _is_meant(tree, url, catalogue, report):
        return Submitted(MappingNode(tree.line, tree.column, {}), None, ())
    reader.check(tree, WHOLE)
    reader.check_meaning(tree)
    reader.items(tree)
    entries = reader.entries
    if reader.fields:
        first, _ = next(iter(reader.fields.values()))
        entries[NARRATIVE] = (first, MappingNode(first.line, first.column, reader.fields))
    notices = tuple(_notices(tree, version, catalogue))
    return Submitted(MappingNode(tree.line, tree.column, entries), reader.case_ref, notices)


def _is_meant(tree: MappingNode, url: str, catalogue: Catalogue, report: Report) -> bool:
    """Return whether it is a response to this checklist, and meant to be taken."""
    area = catalogue.area.id
    found = FORM.fullmatch(url)
    if _text(tree, KIND) == "Bundle":
        message = f"is a Bundle: each {RESPONSE} in it has to be taken by itself"
    elif _text(tree, KIND) != RESPONSE:
        message = f"is a resource of FHIR, but not a {RESPONSE}"
    elif _text(tree, "status") == ERROR:
        message = f"is a {RESPONSE} that was entered in error, by its own account"
    elif _text(tree, "status") not in STATUSES:
        message = "does not say whether it is completed, or has a status that FHIR has not"
    elif RULES in tree.entries:
        message = HAS_RULES
    elif not url:
        message = "does not say which Questionnaire it answers, so that nobody knows what was asked"
    elif url != form_url(area):
        of = f"the checklist of {found[1]}" if found else "another Questionnaire"
        message = f"answers {of}, not the checklist of {area}"
    else:
        return True
    report.add(tree.line, tree.column, message)
    return False


def _notices(tree: MappingNode, version: str, catalogue: Catalogue) -> Iterator[str]:
    if _text(tree, "status") in UNFINISHED:
        yield "it is not finished, by its own account: what it leaves out is unanswered."
    if not version:
        yield "it does not say which version of the checklist it answers."
    elif (asked := _day(version)) is None:
        yield "it answers a version of the checklist that cse-check has not made."
    elif asked != (today := _day(catalogue.revision)):
        yield f"it answers the checklist as it was on {asked}; that of today is of {today}."
    if answered := _text(tree, "authored"):
        yield f"it was answered on {_day(answered) or 'no day that there is'}, by its own account."
    if _text(tree, "status") == "amended":
        yield "it amends an earlier one, which a new record does not name."


def _day(text: str) -> str | None:
    """Return the day with which a text begins, as it is shown; None if there is none."""
    found = REVISION.match(text)
    try:
        return written_date(date.fromisoformat(found[1])) if found else None
    except ValueError:
        return None


class _Reader:
    """Gathers what the items of a response say."""

    def __init__(self, catalogue: Catalogue, report: Report) -> None:
        self._area = catalogue.area.id
        self._asks = {each.id: each.text for each in catalogue.indicators}
        self._renaming = Renaming(catalogue)
        self._report = report
        self._asked: dict[str, str] = {}
        self.entries: Entries = {}
        self.fields: Entries = {}
        self.case_ref: str | None = None

    def form(self, tree: MappingNode) -> tuple[str, str]:
        """Return the address and the version of what is answered, which may be inside."""
        called = _text(tree, "questionnaire")
        if not called.startswith("#"):
            url, _, version = called.partition("|")
            return url, version
        inside = [each for each in self._all(tree, "contained") if _text(each, "id") == called[1:]]
        if len(inside) != 1 or _text(inside[0], KIND) != "Questionnaire":
            return "", ""
        form = inside[0]
        if RULES in form.entries:
            self._fault(form, HAS_RULES)
        self._learn(form)
        return _text(form, "url"), _text(form, "version")

    def _learn(self, holder: MappingNode) -> None:
        """Learn in what words a Questionnaire asks."""
        for item in self._all(holder, "item"):
            self._asked[_text(item, "linkId")] = _text(item, "text")
            self._learn(item)

    def check(self, element: MappingNode, known: frozenset[str]) -> None:
        """Refuse an element that has what FHIR has not there, or may mean something else."""
        for name, (key, _) in element.entries.items():
            plain = name.removeprefix("_")
            if plain not in known and not (known is ELEMENT and plain.startswith("value")):
                self._fault(key, f"{named(name)} is no element that FHIR R4 has here")

    def _all(self, holder: MappingNode, name: str) -> Iterator[MappingNode]:
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

    def _items(self, holder: MappingNode) -> Iterator[MappingNode]:
        for item in self._all(holder, "item"):
            self.check(item, ITEM)
            yield item

    def items(self, holder: MappingNode) -> None:
        """Take all items of a response or a group."""
        for item in self._items(holder):
            link = _scalar(item, "linkId")
            if link is None:
                self._fault(item, "is an item without a linkId")
            elif link.text == CASE:
                self._case(item)
            elif link.text.startswith(FIELDS):
                self._field(item, link)
            elif link.text == NARRATIVE or _is_detail(link.text):
                if self._leaf(item):
                    self._fault(item, f"{named(link.text)} is answered outside its question")
            elif self._renaming.current(link.text) in self._asks or "answer" in item.entries:
                self._question(item, link)
            else:
                self._check_apart(item)
                self.items(item)

    def _question(self, item: MappingNode, link: ScalarNode) -> None:
        if link.text in self.entries:
            self._fault(link, f"{named(link.text)} is answered twice")
            return
        told: Entries = {}
        if answer := self._only(item):
            if code := self._code(answer, ANSWERS):
                told["answer"] = (code, code)
            self._check_apart(answer)
            self._details(answer, link.text, told)
        self._details(item, link.text, told)
        self._apart(item, told)
        if told and not self._is_worded(item, link.text):
            self._fault(link, f"{named(link.text)} was asked in other words than {self._area} has")
        self.entries[link.text] = (link, MappingNode(item.line, item.column, told))

    def _is_worded(self, item: MappingNode, link: str) -> bool:
        """Return whether all who say in what words it was asked say the same, and today's."""
        texts = (_text(item, "text"), self._asked.get(link, ""), self._asks.get(link, ""))
        return len({_plain(text) for text in texts if text}) <= 1

    def _details(self, holder: MappingNode, question: str, told: Entries) -> None:
        """Take what was said of an answer besides."""
        names = {detail_link(question, name): name for name in DETAILS}
        for item in self._items(holder):
            link = _text(item, "linkId")
            name = names.get(link)
            answer = self._only(item)
            if answer is None:
                self._check_apart(item)
                self._details(item, question, told)
                continue
            self._check_leaf(item, answer)
            if name is None or name in told:
                self._fault(item, f"{named(link)} is no part of this question, or was there before")
            elif value := self._value(answer, CODED.get(name)):
                told[name] = (value, value)

    def _own(self, element: MappingNode) -> Iterator[MappingNode]:
        """Yield our extensions that say something of a question."""
        for extension in self._all(element, "extension"):
            if _text(extension, "url") in (GIVEN.url, UNANSWERED.url):
                yield extension

    def _check_apart(self, element: MappingNode) -> None:
        """Refuse our extensions where there is no question of which they say something."""
        for extension in self._own(element):
            self._fault(extension, NOWHERE)

    def _apart(self, item: MappingNode, told: Entries) -> None:
        """Take what our extensions say of a question."""
        for extension in self._own(item):
            if _text(extension, "url") == UNANSWERED.url:
                self._parts(extension, told)
            elif (code := _scalar(extension, "valueCode")) is None or "given" in told:
                self._fault(extension, "does not say how the answer was given (valueCode, once)")
            else:
                told["given"] = (code, code)

    def _parts(self, extension: MappingNode, told: Entries) -> None:
        parts = [*self._all(extension, "extension")]
        if "answer" in told or not parts:
            self._fault(extension, "says nothing, or of a question that has an answer")
        for part in parts:
            name = _text(part, "url")
            value = _scalar(part, "valueString" if name == "note" else "valueCode")
            if value is None or name not in DETAILS or name in told:
                self._fault(part, NO_PART)
            else:
                told[name] = (value, value)

    def _field(self, item: MappingNode, link: ScalarNode) -> None:
        answer = self._leaf(item)
        if answer and (value := self._value(answer, None)):
            name = link.text.removeprefix(FIELDS)
            if name in self.fields:
                self._fault(link, f"{named(name)} is answered twice")
            self.fields[name] = (link, value)

    def _case(self, item: MappingNode) -> None:
        answer = self._leaf(item)
        if answer is None or (value := self._value(answer, None)) is None:
            return
        if self.case_ref is not None:
            self._fault(value, "is a second case reference")
        elif not CASE_REF.fullmatch(value.text):
            self._fault(value, "is not a case reference")
        else:
            self.case_ref = value.text

    def _leaf(self, item: MappingNode) -> MappingNode | None:
        """Return the answer of an item inside which nothing may be asked."""
        answer = self._only(item)
        self._check_leaf(item, answer)
        return answer

    def _check_leaf(self, *holders: MappingNode | None) -> None:
        """Refuse whatever is said of questions inside items that are none."""
        for holder in filter(None, holders):
            self._check_apart(holder)
            for item in self._items(holder):
                if answer := self._only(item):
                    link = named(_text(item, "linkId"))
                    self._fault(item, f"{link} is answered where nothing is asked")
                self._check_leaf(item, answer)

    def _only(self, item: MappingNode) -> MappingNode | None:
        """Return the answer of an item, which has one or none."""
        answers = [*self._all(item, "answer")]
        if len(answers) > 1:
            self._fault(answers[1], "is a second answer to one question")
        for each in answers:
            self.check(each, ELEMENT)
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
                if _text(coding, "display") in {*codes.codes.values()} - {codes.codes[code.text]}:
                    self._fault(answer, "has a code and a display that say different things")
                return code
        wanted = ", ".join(codes.codes)
        self._fault(
            answer, f"is not answered with one of {wanted}, as a valueCoding of {codes.url}"
        )
        return None

    def _fault(self, node: Node, message: str) -> None:
        self._report.add(node.line, node.column, message)


def _is_detail(link: str) -> bool:
    return link.rpartition("/")[2] in DETAILS and "/" in link


def _scalar(holder: MappingNode, name: str) -> ScalarNode | None:
    _, node = holder.entries.get(name, (None, None))
    return node if isinstance(node, ScalarNode) and not node.is_null else None


def _text(holder: MappingNode, name: str) -> str:
    found = _scalar(holder, name)
    return found.text if found else ""


def _plain(text: str) -> str:
    return " ".join(spaced(text).split())
