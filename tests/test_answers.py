"""The answers file: what is written there, what is not, and never a no that nobody wrote."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_check import answers
from cse_check.model import Answer, Basis, Catalogue, Response, When
from cse_check.screening import ANSWER_TOKENS
from examples import AREAS, NO, NOT_KNOWN, YES, bundled, changed, edition, faults

CANARY = "Canary-7f3e"
NOT_AN_ANSWER = "is not an answer: write yes, no or not-known, or leave it empty for unanswered"


def load(text: str, catalogue: Catalogue | None = None) -> dict[str, Response]:
    return answers.load(text.encode(), "a.yaml", catalogue or edition().catalogue).answers


def complaints(text: str) -> list[str]:
    return faults(lambda: load(text))


# What is read


def test_answers_are_read_from_yaml() -> None:
    text = "school.truanting: yes\nschool.excluded: no\nhealth.self-harm: not known\n"
    assert load(text) == {
        "school.truanting": YES,
        "school.excluded": NO,
        "health.self-harm": NOT_KNOWN,
    }


def test_answers_are_read_from_json() -> None:
    document = {
        "school.truanting": "yes",
        "school.excluded": False,
        "health.self-harm": {"answer": "NK", "when": None, "note": "Café \U0001f600"},
    }
    assert (
        load(json.dumps(document))
        == load(json.dumps(document, indent="\t"))
        == {
            "school.truanting": YES,
            "school.excluded": NO,
            "health.self-harm": Response(Answer.NOT_KNOWN, note="Café \U0001f600"),
        }
    )


@pytest.mark.parametrize(("token", "answer"), ANSWER_TOKENS.items())
@pytest.mark.parametrize("quoted", ['"{}"', "'{}'", '"  {}  "'])
def test_every_token_is_read_in_any_case(token: str, answer: Answer, quoted: str) -> None:
    for written in (token, token.upper(), token.title()):
        text = quoted.format(written)
        assert load(f"school.truanting: {text}") == {"school.truanting": Response(answer)}
        assert load(f"school.truanting: {{answer: {text}}}") == {
            "school.truanting": Response(answer)
        }


@pytest.mark.parametrize(
    ("token", "answer"), [item for item in ANSWER_TOKENS.items() if item[0] != "?"]
)
def test_every_word_is_read_without_quotes(token: str, answer: Answer) -> None:
    assert load(f"school.truanting:   {token}   # so") == {"school.truanting": Response(answer)}


@pytest.mark.parametrize("blank", ["", "~", "null", "{}", "{answer: }", "{answer: null, note: }"])
def test_a_blank_is_unanswered(blank: str) -> None:
    assert load(f"school.truanting: {blank}\nschool.excluded: no\n") == {"school.excluded": NO}


@pytest.mark.parametrize("blank", ['""', '"  "', "''"])
@pytest.mark.parametrize("line", ["school.truanting: {}", "school.truanting: {{answer: {}}}"])
def test_a_blank_in_quotes_is_unanswered(line: str, blank: str) -> None:
    assert load(line.format(blank)) == {}


@given(st.text(" \t", max_size=8))
def test_a_blank_never_becomes_an_answer(blank: str) -> None:
    found = complaints(f'school.truanting: "{blank}"')
    assert found or load(f'school.truanting: "{blank}"') == {}


def test_an_indicator_that_is_not_in_the_file_is_unanswered() -> None:
    assert "school.excluded" not in load("school.truanting: yes")


@pytest.mark.parametrize("text", ["---\n", "{}", "null", "--- ~"])
def test_a_file_that_says_nothing_answers_nothing(text: str) -> None:
    assert load(text) == {}


def test_details_are_read() -> None:
    text = (
        "school.truanting: {answer: yes, when: past, basis: told, note: two weeks in May}\n"
        "health.self-harm:\n  answer: not-known\n  basis: opinion\n  note: |\n    one\n    two\n"
    )
    assert load(text) == {
        "school.truanting": Response(Answer.YES, When.PAST, Basis.TOLD, "two weeks in May"),
        "health.self-harm": Response(Answer.NOT_KNOWN, None, Basis.OPINION, "one\ntwo\n"),
    }


@pytest.mark.parametrize("when", list(When))
@pytest.mark.parametrize("basis", list(Basis))
def test_every_when_and_basis_is_read(when: When, basis: Basis) -> None:
    text = f"school.truanting: {{answer: y, when: {when}, basis: {basis}}}"
    assert load(text) == {"school.truanting": Response(Answer.YES, when, basis)}


def test_a_note_without_an_answer_stays_a_note_on_what_is_unanswered() -> None:
    assert load("school.truanting: {note: ask on Monday}") == {
        "school.truanting": Response(note="ask on Monday")
    }


def test_a_note_of_null_in_quotes_is_a_note() -> None:
    assert load('school.truanting: {note: "null"}') == {"school.truanting": Response(note="null")}


# What is refused


@pytest.mark.parametrize(
    "written",
    ["N/A", "None", "Not recorded", "Nil", '"-"', '"null"', '"~"', "nope", "No.", "off", "2",
     "yes please", "not_known", '"no\\n no"'],
)  # fmt: skip
def test_what_is_no_answer_is_a_fault_and_never_a_no(written: str) -> None:
    assert complaints(f"school.truanting: {written}") == [
        f"a.yaml:1:19: school.truanting: {NOT_AN_ANSWER}"
    ]
    assert complaints(f"school.truanting: {{answer: {written}}}") == [
        f"a.yaml:1:28: school.truanting.answer: {NOT_AN_ANSWER}"
    ]


def test_a_dash_without_quotes_is_a_fault() -> None:
    (complaint,) = complaints("school.truanting: -")
    assert complaint.startswith("a.yaml:1:19: cannot be read: ")


@given(st.text())
def test_only_the_words_for_no_are_read_as_no(text: str) -> None:
    document = json.dumps({"school.truanting": text})
    if not complaints(document) and load(document) == {"school.truanting": NO}:
        assert text.strip().casefold() in {"n", "no", "false", "0"}


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("school.trunting: yes",
         "1:1: 'school.trunting' is not an indicator of exampleshire; did you mean "
         "'school.truanting' (Truanting)?"),
        ("School.truanting: yes",
         "1:1: this is not an indicator of exampleshire; did you mean 'school.truanting' "
         "(Truanting)?"),
        ("zzz: no", "1:1: 'zzz' is not an indicator of exampleshire"),
        ("<<: {}", "1:1: this is not an indicator of exampleshire"),
        ("Jane ran off: yes", "1:1: this is not an indicator of exampleshire"),
    ],
)  # fmt: skip
def test_an_unknown_indicator_is_refused_with_the_nearest(written: str, expected: str) -> None:
    assert f"a.yaml:{expected}" in complaints(written)


def test_an_unknown_indicator_of_great_length_is_not_repeated() -> None:
    assert complaints(f"{'z' * 900}: yes") == [
        "a.yaml:1:1: this is not an indicator of exampleshire"
    ]


def test_an_indicator_of_another_area_is_unknown() -> None:
    (complaint,) = complaints("education.truanting: yes")
    assert complaint.startswith("a.yaml:1:1: 'education.truanting' is not an indicator of")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[yes]", "1:19: school.truanting: should hold names and values, not a list"),
        ("{answer: [yes]}", "1:28: school.truanting.answer: should be text, not a list"),
        ("{answer: yes, when: now}",
         "1:39: school.truanting.when: should be one of current, past"),
        ("{answer: yes, basis: tolt}",
         "1:40: school.truanting.basis: should be one of seen, told, reported, opinion; "
         "did you mean 'told'?"),
        ("{answer: yes, note: [a]}",
         "1:39: school.truanting.note: should be some text, not a list: put it in quotes"),
        ('{answer: yes, note: "  "}',
         "1:39: school.truanting.note: is empty; it should be some text"),
        ('"yes\\x1b"',
         "1:19: holds U+001B, an invisible character: remove it, or type the word again"),
        ('{answer: "no\\u202e"}',
         "1:28: holds U+202E, an invisible character: remove it, or type the word again"),
        ('{answer: yes, note: "a\\u202eb"}',
         "1:39: holds U+202E, an invisible character: remove it, or type the word again"),
        ("*yes", "1:19: begins with * (in YAML an alias): put the text in quotes"),
        ("!!str yes", "1:19: begins with ! (in YAML a tag): put the text in quotes"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_one_fault(written: str, expected: str) -> None:
    assert complaints(f"school.truanting: {written}") == [f"a.yaml:{expected}"]


def test_a_detail_that_is_not_known_is_refused_with_the_nearest() -> None:
    (complaint,) = complaints("school.truanting: {anwser: yes}")
    assert complaint.startswith("a.yaml:1:20: school.truanting: ")
    assert complaint.endswith("did you mean 'answer'?")


@pytest.mark.parametrize("text", ["yes", "- school.truanting", "[school.truanting, yes]"])
def test_a_file_without_names_is_refused(text: str) -> None:
    assert complaints(text) == ["a.yaml:1:1: should hold lines such as 'education.truanting: yes'"]


def test_an_empty_file_is_refused() -> None:
    assert complaints("") == ["a.yaml:1:1: is empty"]


def test_an_indicator_that_is_there_twice_is_refused() -> None:
    assert complaints("school.truanting: yes\nschool.truanting: no\n") == [
        "a.yaml:2:1: 'school.truanting' appears twice; it is already on line 1"
    ]


def test_all_faults_are_told_at_once_with_their_lines() -> None:
    text = (
        "school.trunting: yes\n"
        "school.excluded: N/A\n"
        "health.self-harm:\n"
        "  answer: maybe\n"
        "  when: [past]\n"
        "school.truanting: &a yes\n"
    )
    assert complaints(text) == [
        "a.yaml:1:1: 'school.trunting' is not an indicator of exampleshire; did you mean "
        "'school.truanting' (Truanting)?",
        f"a.yaml:2:18: school.excluded: {NOT_AN_ANSWER}",
        f"a.yaml:4:11: health.self-harm.answer: {NOT_AN_ANSWER}",
        "a.yaml:5:9: health.self-harm.when: should be one of current, past, not a list",
        "a.yaml:6:19: begins with & (in YAML an anchor): put the text in quotes",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "school.truanting: {canary}",
        "school.truanting: yes, {canary}",
        "school.truanting: [{canary}]",
        "school.truanting: {{answer: {canary}}}",
        "school.truanting: {{answer: maybe, note: {canary}}}",
        "school.truanting: {{answer: yes, when: {canary}, note: {canary}}}",
        "school.truanting: {{answer: yes, basis: {canary}}}",
        "school.truanting: {{answer: yes, note: [{canary}]}}",
        "school.truanting: {{answer: yes, note: {{a: {canary}}}}}",
        "school.truanting: {{answer: yes, note: {canary}: {canary}}}",
        "school.truanting: {{answer: yes, note: &{canary} a}}",
        "school.truanting: {{answer: yes, note: *{canary}}}",
        "school.truanting: {{answer: yes, note: !{canary} a}}",
        'school.truanting: {{answer: yes, note: "{canary}}}',
        'school.truanting: {{answer: yes, note: "{canary} \\q"}}',
        'school.truanting: {{answer: yes, note: "{canary} \\x1b"}}',
        "school.truanting: yes\n {canary}: said",
        "school.truanting: {{answer: yes, note: she said, {canary} did it}}",
        "- {canary}",
        "{canary}",
    ],
)
def test_no_fault_repeats_a_note(text: str) -> None:
    found = complaints(text.format(canary=CANARY))
    assert found
    assert [line for line in found if CANARY in line] == []


# The file to fill


def each_area() -> list[Catalogue]:
    return [edition().catalogue, *(bundled(area).catalogue for area in AREAS)]


EACH = pytest.mark.parametrize("catalogue", each_area(), ids=lambda each: each.area.id)


@EACH
def test_the_empty_file_answers_nothing(catalogue: Catalogue) -> None:
    assert load(answers.template(catalogue), catalogue) == {}


@EACH
@pytest.mark.parametrize("filled", ["yes", "{answer: yes, when: current, basis: told, note: a}"])
def test_every_line_of_the_empty_file_can_be_filled(catalogue: Catalogue, filled: str) -> None:
    lines = [
        line if line.startswith("#") or not line else f"{line} {filled}"
        for line in answers.template(catalogue).splitlines()
    ]
    found = load("\n".join(lines).partition("\nnarrative:")[0], catalogue)
    assert list(found) == [indicator.id for indicator in catalogue.indicators]
    assert {response.answer for response in found.values()} == {Answer.YES}


def test_the_example_in_the_empty_file_is_one_that_is_read() -> None:
    lines = answers.template(edition().catalogue).splitlines()
    (example,) = (line.removeprefix("#").strip() for line in lines if "{" in line)
    assert load(f"school.truanting: {example}") == {
        "school.truanting": Response(Answer.YES, When.CURRENT, Basis.TOLD, "what was seen")
    }


def test_the_empty_file_is_this() -> None:
    assert (
        answers.template(edition().catalogue)
        == """\
# Answers for Exampleshire.
# After each colon write yes, no or not-known; leave it empty for unanswered.
# To say more, use braces; everything but the answer is optional:
#   {answer: yes, when: current, basis: told, note: "what was seen"}
# when: current, past; basis: seen, told, reported, opinion.
# Never write a name, address, date of birth or NHS number here.

# School
# Truanting
school.truanting:
# Excluded from school
school.excluded:

# Health
# Self-harm
health.self-harm:

# Anything else worth writing down; leave out what does not apply.
narrative:
  # The worry, in facts: What was seen or heard, when and where? Label an opinion as an opinion.
  worry:
  # The child's own words: What did the child say, word for word, and who asked what?
  childs_words:
  # What is going well: What and who helps this child?
  going_well:
  # Who has been told: Which people or services, by role, and when?
  who_was_told:
  # Parents or carers: Does a parent know and agree? If not, why not?
  parents:
  # The decision, and why: What was decided, and for what reason? Also a decision not to refer.
  decision:
  # Completed by: The role of whoever completed this, not their name.
  completed_by:
"""
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Truanting", 'text: "Truanting\\nschool.excluded: yes"'),
        ("name: School", 'name: "School\\nhealth.self-harm: no"'),
        ("name: Exampleshire\n", 'name: "Example\\nschool.excluded: yes"\n'),
    ],
)
def test_the_empty_file_is_empty_even_when_a_text_of_the_catalogue_has_two_lines(
    old: str, new: str
) -> None:
    catalogue = edition(changed((old, new))).catalogue
    text = answers.template(catalogue).partition("\nnarrative:")[0]
    assert [line for line in text.splitlines() if line and not line.startswith("#")] == [
        f"{indicator.id}:" for indicator in catalogue.indicators
    ]


@pytest.mark.parametrize("text", ["school.truanting: yes\n", '{"school.truanting": "yes"}'])
@pytest.mark.parametrize("marks", [1, 2])
def test_byte_order_marks_before_answers_make_no_difference(text: str, marks: int) -> None:
    assert load("\ufeff" * marks + text) == {"school.truanting": Response(Answer.YES)}
