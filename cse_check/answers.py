"""Answers from a file, and an empty file to fill in: YAML or JSON, through the guarded reader.

A QuestionnaireResponse of FHIR is one as well.

education.truanting: yes
missing.out-overnight: {answer: not-known, note: "asked on Monday"}
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from cse_check.catalogue.joining import joined_by_id
from cse_check.catalogue.renaming import Renaming
from cse_check.fhir.submitted import MAX_BYTES, MAX_NODES, Submitted, is_resource, submitted
from cse_check.model import Answer, Basis, Catalogue, Manner, Response, Text, Value, When
from cse_check.narrative import FIELDS, NO_NARRATIVE, Narrative
from cse_check.reading.nearness import did_you_mean
from cse_check.reading.tree import MappingNode, Node, Report, ScalarNode, named, read_tree
from cse_check.reading.typed import Builder
from cse_check.reading.writing import comment, use
from cse_check.screening import NO_RESPONSE, parse_answer

NARRATIVE: Final = "narrative"
"""The one name in an answers file that is not an indicator's: ids contain a full stop."""


class Given(Value, frozen=True):
    """What an answers file may say about one indicator, when it says more than the answer."""

    answer: str | None = None
    when: When | None = None
    basis: Basis | None = None
    note: Text | None = None
    given: Manner | None = None


class Filled(NamedTuple):
    """What an answers file holds: responses by indicator id, and the narrative.

    `notices` has what to know of it, such as a line for each old id that it uses. `case_ref` is
    whose answers they are, where it says that.
    """

    answers: dict[str, Response]
    narrative: Narrative = NO_NARRATIVE
    notices: tuple[str, ...] = ()
    case_ref: str | None = None


def load(data: bytes, name: str, catalogue: Catalogue) -> Filled:
    """Return the answers and the narrative in a file; messages call the file `name`.

    Raises:
        InvalidFileError: with every unknown id, unknown answer and wrong type of the file.
    """
    report = Report(name)
    is_json = data.lstrip()[:1] == b"{"  # as every resource is, with its Questionnaire inside
    limits = {"max_bytes": MAX_BYTES, "max_nodes": MAX_NODES} if is_json else {}
    tree = read_tree(data, report, **limits)
    if tree and is_resource(tree):
        filled = _responded(submitted(tree, catalogue, report), catalogue, report)
    else:
        filled = _filled(tree, catalogue, report) if tree else Filled({})
    report.raise_if_any()
    return filled


def template(catalogue: Catalogue, *, used_with: str = "") -> str:
    """Return an answers file with every indicator and no answer, ready to fill in.

    `used_with` is what its first comment says to use it with.
    """
    return "\n".join(_template_lines(catalogue, used_with)) + "\n"


def _filled(tree: Node, catalogue: Catalogue, report: Report) -> Filled:
    if isinstance(tree, ScalarNode) and tree.is_null:
        return Filled({})
    if not isinstance(tree, MappingNode):
        report.add(tree.line, tree.column, "should hold lines such as 'education.truanting: yes'")
        return Filled({})
    _, told = tree.entries.pop(NARRATIVE, (None, None))
    narrative = NO_NARRATIVE
    if told and not (isinstance(told, ScalarNode) and told.is_null):
        narrative = Builder(report).build(told, Narrative, NARRATIVE)
    renaming = Renaming(catalogue)
    answers = _answers(tree, catalogue, report, renaming)
    return Filled(answers, narrative, renaming.lines)


def _responded(found: Submitted, catalogue: Catalogue, report: Report) -> Filled:
    filled = _filled(found.tree, catalogue, report)
    return filled._replace(
        notices=(*found.notices, *filled.notices),
        case_ref=found.case_ref,
    )


def _answers(
    tree: MappingNode, catalogue: Catalogue, report: Report, renaming: Renaming
) -> dict[str, Response]:
    asks = {indicator.id: indicator.text for indicator in catalogue.indicators}
    builder = Builder(report)
    answers: dict[str, dict[str, Response]] = {}
    for written, (key, node) in tree.entries.items():
        if report.is_full:
            break
        indicator_id = renaming.current(written)
        if indicator_id not in asks:
            near = "" if report.unlisted else did_you_mean(indicator_id, asks, asks=asks)
            message = f"{named(indicator_id)} is not an indicator of {catalogue.area.id}{near}"
            report.add(key.line, key.column, message)
        elif (response := _response(node, written, builder)) == NO_RESPONSE:
            continue
        elif _contradicts(answers.get(indicator_id, {}), written, response, indicator_id):
            report.add(key.line, key.column, f"{named(written)} {_twice(indicator_id)}")
        else:
            answers.setdefault(indicator_id, {})[written] = response
    return {each: _one(said, renaming.joined.get(each, ())) for each, said in answers.items()}


def _contradicts(
    before: Mapping[str, Response], written: str, response: Response, indicator_id: str
) -> bool:
    """Return whether this is another answer to the same question; two old ids were two."""
    if written == indicator_id:
        return any(each != response for each in before.values())
    return before.get(indicator_id, response) != response


def _one(said: Mapping[str, Response], was: Sequence[str]) -> Response:
    """Return the response to an indicator, by the ids with which it was written."""
    if was and all(each in was for each in said):
        return joined_by_id(said, was)
    return next(iter(said.values()))


def _twice(indicator_id: str) -> str:
    return (
        f"stands for {indicator_id!r}, which has a different answer above: one indicator has one "
        "answer"
    )


def _response(node: Node, indicator_id: str, builder: Builder) -> Response:
    if isinstance(node, ScalarNode):
        return Response(_answer(node, indicator_id, builder))
    given = builder.build(node, Given, indicator_id)
    written = node.entries.get("answer") if isinstance(node, MappingNode) else None
    answer = _answer(written[1], f"{indicator_id}.answer", builder) if written else None
    response = Response(answer, given.when, given.basis, given.note, given.given)
    if response.misgiven:
        path = f"{indicator_id}.given"
        builder.report.add(node.line, node.column, response.misgiven, path=path)
    return response


def _answer(node: Node, path: str, builder: Builder) -> Answer | None:
    if not isinstance(node, ScalarNode) or node.is_null or not node.text.strip():
        return None
    if builder.report.refused(node.line, node.column):
        return None
    answer = parse_answer(node.text)
    if answer is None:
        builder.report.add(
            node.line,
            node.column,
            "is not an answer: write yes, no or not-known, or leave it empty for unanswered",
            path=path,
        )
    return answer


def _template_lines(catalogue: Catalogue, used_with: str) -> Iterator[str]:
    yield from use(f"Answers for {catalogue.area.name}", used_with)
    yield "# After each colon write yes, no or not-known; leave it empty for unanswered."
    yield "# To say more, use braces; everything but the answer is optional:"
    yield '#   {answer: yes, when: current, basis: told, note: "what was seen"}'
    yield f"# when: {', '.join(When)}; basis: {', '.join(Basis)}."
    yield "# Never write a name, address, date of birth or NHS number here."
    for category in catalogue.categories:
        yield ""
        yield comment(category.name)
        for indicator in category.indicators:
            yield comment(indicator.text)
            yield f"{indicator.id}:"
    yield "\n# Anything else worth writing down; leave out what does not apply."
    yield f"{NARRATIVE}:"
    for field in FIELDS:
        yield f"  # {field.heading}: {field.asks}"
        yield f"  {field.name}:"
