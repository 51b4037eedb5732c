"""The record: a screening written down and read back the same, or refused where it was changed."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cse_check import record
from cse_check.errors import FileAccessError, InvalidFileError
from cse_check.model import Answer, Basis, Edition, Manner, Response, Role, When
from cse_check.reading.tree import Report, read_tree
from cse_check.screening import Screening
from cse_check.unseen import visible
from examples import (
    AREAS,
    CATALOGUE,
    NO,
    NOT_KNOWN,
    YES,
    Place,
    bundled,
    changed,
    edition,
    faults,
    holder_of,
    path_of,
    places_in,
    screening,
)

CANARY = "Canary-7f3e"
ANSWERED = {
    "school.truanting": Response(Answer.NOT_KNOWN, note="ask on Monday"),
    "school.excluded": NO,
    "health.self-harm": Response(Answer.YES, When.CURRENT, Basis.TOLD, "in her own words"),
}

Change = Callable[[dict[str, Any]], object]


def document(found: Screening | None = None) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(record.dump(found or screening(ANSWERED)))
    return read


def written(change: Change, found: Screening | None = None) -> str:
    """Return a record after somebody changed it and made its digest anew, laid out as before."""
    read = document(found)
    change(read)
    if "digest" in read:
        tree = read_tree(json.dumps(read).encode(), Report("r.json"), max_bytes=record.MAX_BYTES)
        read["digest"] = record.digest(tree)
    return json.dumps(read, indent=2, ensure_ascii=False) + "\n"


def changed_by_hand(change: Change) -> str:
    """Return a record after somebody changed it, with the digest that it had before."""
    read = document()
    change(read)
    return json.dumps(read, indent=2)


def load(text: str) -> Screening:
    return record.load(text.encode(), "r.json")


def complaints(text: str) -> list[str]:
    return faults(lambda: load(text))


def start_of(text: str, found: str, *, after: str = "") -> str:
    """Return the line and column of `found`, which follows `after` in `text` just once."""
    assert text.count(after + found) == 1
    before = text[: text.index(after + found) + len(after)].split("\n")
    return f"r.json:{len(before)}:{len(before[-1]) + 1}"


def value_of(text: str, name: str) -> str:
    """Return the line and column of the value that a name has at the top of a record."""
    return start_of(text, "", after=f'\n  "{name}": ')


# There and back


ALL_CHARACTERS = st.characters(exclude_categories=())
NOTES = st.text(ALL_CHARACTERS, max_size=40).map(visible).filter(str.strip)
RESPONSES = st.builds(
    Response,
    st.none() | st.sampled_from(Answer),
    st.none() | st.sampled_from(When),
    st.none() | st.sampled_from(Basis),
    st.none() | NOTES,
)
EDITIONS = [edition(), *map(bundled, AREAS)]


@st.composite
def screenings(draw: st.DrawFn) -> Screening:
    of = draw(st.sampled_from(EDITIONS))
    ids = [indicator.id for indicator in of.catalogue.indicators]
    return screening(
        draw(st.dictionaries(st.sampled_from(ids), RESPONSES, max_size=12)),
        of=of,
        role=draw(st.sampled_from(Role)),
        case_ref=draw(
            st.none() | st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}", fullmatch=True)
        ),
    )


@given(screenings())
@settings(max_examples=40)
def test_what_was_written_down_is_read_back_the_same(found: Screening) -> None:
    text = record.dump(found)
    again = load(text)
    assert again == found
    assert record.dump(again) == text


@given(NOTES)
def test_every_note_is_read_back_letter_for_letter(note: str) -> None:
    found = screening({"school.excluded": Response(Answer.YES, note=note)})
    assert load(record.dump(found)).response("school.excluded").note == note


def test_a_case_reference_that_looks_like_nothing_is_read_back() -> None:
    for case_ref in ("null", "0", "no", "true", "1e3", "007"):
        assert load(record.dump(screening(case_ref=case_ref))).case_ref == case_ref


def test_no_case_reference_is_read_back_as_none() -> None:
    assert load(record.dump(screening(case_ref=None))).case_ref is None


def test_equal_screenings_are_written_down_alike() -> None:
    one = screening({"school.truanting": YES, "health.self-harm": NO})
    other = screening({"health.self-harm": NO, "school.truanting": YES})
    assert one == other
    assert record.dump(one) == record.dump(other)


def test_a_record_stands_without_the_catalogue_it_was_made_from() -> None:
    text = changed(("text: Truanting", "text: Wording of another time"))
    found = screening({"school.truanting": YES}, of=edition(text))
    again = load(record.dump(found))
    assert again.flagged[0].indicator.text == "Wording of another time"
    assert again.edition.sha256 == edition(text).sha256


def test_a_record_keeps_the_statements_as_they_were_shown() -> None:
    def change(read: dict[str, Any]) -> None:
        read["caveat"]["statement"] = "The caveat of another time."
        read["tool"]["version"] = "0.0.7"

    again = load(written(change))
    assert again.statements.caveat == "The caveat of another time."
    assert again.tool_version == "0.0.7"


def test_a_record_laid_out_in_another_way_is_the_same() -> None:
    found = screening(ANSWERED)
    compact = json.dumps(document(found), separators=(",", ":"))
    with_tabs = json.dumps(document(found), indent="\t").replace("\n", "\r\n")
    assert load(compact) == load(with_tabs) == found


def test_a_note_that_another_program_wrote_in_two_part_escapes_is_the_same() -> None:
    found = screening({"school.truanting": Response(note="so \U0001f600")})
    text = json.dumps(document(found))
    assert r"\ud83d\ude00" in text
    assert load(text) == found


def test_a_record_may_be_larger_than_a_catalogue() -> None:
    found = screening({"school.truanting": Response(Answer.YES, note="x" * 2_000_000)})
    assert load(record.dump(found)) == found


def test_a_record_over_the_largest_size_is_refused() -> None:
    assert complaints(" " * (8 * 1024 * 1024 + 1)) == [
        "r.json:1:1: is larger than 8,388,608 bytes, the limit"
    ]


# What is written


def test_the_keys_come_in_the_order_of_the_summary() -> None:
    assert list(document()) == [
        "format",
        "tool",
        "nature",
        "case_ref",
        "screened_on",
        "role",
        "immediate_danger",
        "urgent",
        "flagged",
        "not_known",
        "unanswered",
        "answered_no",
        "narrative",
        "caveat",
        "whom_to_ring",
        "what_next",
        "provenance",
        "supersedes",
        "answers",
        "catalogue",
        "digest",
    ]


def test_a_record_says_what_was_answered() -> None:
    read = document(screening({"health.self-harm": YES, "school.excluded": NOT_KNOWN}))
    assert read["urgent"]["indicators"] == ["health.self-harm"]
    assert read["flagged"] == ["health.self-harm"]
    assert read["not_known"] == ["school.excluded"]
    assert read["unanswered"] == ["school.truanting"]
    assert read["answered_no"] == []


def test_a_record_says_with_what_when_and_for_whom_it_was_made() -> None:
    read = document()
    assert (read["format"], read["tool"]["name"]) == (1, "cse-check")
    assert (read["case_ref"], read["screened_on"], read["role"]) == (
        "CASE-1", "2026-11-21", "professional",
    )  # fmt: skip
    assert read["provenance"]["sha256"] == edition().sha256
    assert read["provenance"]["revision"] == "2026-11-21"
    assert [each["dated"] for each in read["provenance"]["sources"]] == [
        "November 2013, 13 years old",
        "a web page without a date",
    ]


@pytest.mark.parametrize("of", EDITIONS, ids=lambda each: each.catalogue.area.id)
def test_the_caveat_is_there_even_when_nothing_is_flagged(of: Edition) -> None:
    caveat = document(screening(of=of))["caveat"]
    assert caveat["statement"] == "Absence of indicators does not mean that a child is safe."
    assert "ring somebody" in caveat["more"]
    assert caveat["source"]


@pytest.mark.parametrize(
    ("role", "phones"),
    [(Role.PROFESSIONAL, ["999", "0113 496 0336"]), (Role.PUBLIC, ["999", "01632 960403"])],
)
def test_a_record_holds_the_contacts_of_its_role_with_their_source_and_age(
    role: Role, phones: list[str]
) -> None:
    whom = document(screening(role=role))["whom_to_ring"]
    assert [contact["phone"] for contact in whom["contacts"]] == phones
    assert whom["contacts"][0]["source"] == "Exampleshire Council, A guide"
    assert whom["contacts"][0]["source_dated"] == "November 2013, 13 years old"
    assert whom["gaps"] == ["The guide prints no office hours."]


def test_a_record_is_text_with_one_final_line_end() -> None:
    text = record.dump(screening(ANSWERED))
    assert text.startswith('{\n  "format": 1,\n')
    assert text.endswith("}\n")
    assert not text.endswith("\n\n")


# What is refused


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", "just a text", '{"format": 1}', '"a"', CATALOGUE, "school.truanting: yes\n",
     "null"],
    ids=range(8),
)  # fmt: skip
def test_what_is_no_record_is_refused(text: str) -> None:
    assert complaints(text) == [
        "r.json:1:1: is not a cse-check record: a screening saved as JSON is one"
    ]


@pytest.mark.parametrize("text", ["{", '{"a": ', "\x00", "", '{"a": 1}{"b": 2}', "{]"])
def test_what_is_not_json_is_one_fault(text: str) -> None:
    assert len(complaints(text)) == 1


@pytest.mark.parametrize("number", [2, 0, 99])
def test_another_format_is_the_only_fault(number: int) -> None:
    def change(read: dict[str, Any]) -> None:
        read.update(format=number, catalogue=[], answers="x", new="y")

    text = written(change)
    assert complaints(text) == [
        f"r.json:2:13: format: is format {number}; this version of cse-check reads format 1"
    ]


@pytest.mark.parametrize("number", [-1, 2.5, "one", None, True])
def test_a_format_that_is_no_number_of_a_format_is_refused(number: object) -> None:
    (complaint,) = complaints(written(lambda read: read.update(format=number)))
    assert complaint.startswith("r.json:2:13: format: ")


LISTS = ["flagged", "not_known", "unanswered", "answered_no"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("ids", [[], ["school.truanting", "health.self-harm"], ["other.thing"]])
def test_a_list_that_was_changed_by_hand_is_refused(name: str, ids: list[str]) -> None:
    def change(read: dict[str, Any]) -> None:
        read[name] = ids

    found = screening({"school.truanting": YES})
    if document(found)[name] == ids:
        return
    text = written(change, found)
    where = value_of(text, name)
    assert complaints(text) == [
        f"{where}: {name}: does not agree with the answers: the record was changed by hand"
    ]


@pytest.mark.parametrize("ids", [[], ["school.excluded"]])
def test_a_list_of_the_urgent_that_was_changed_by_hand_is_refused(ids: list[str]) -> None:
    def change(read: dict[str, Any]) -> None:
        read["urgent"]["indicators"] = ids

    (complaint,) = complaints(written(change))
    assert complaint.endswith(
        ": urgent: does not agree with the answers: the record was changed by hand"
    )


@pytest.mark.parametrize("answer", ["no", "not-known", None])
def test_an_answer_that_was_changed_by_hand_is_refused(answer: str | None) -> None:
    def change(read: dict[str, Any]) -> None:
        read["answers"]["health.self-harm"]["answer"] = answer

    found = complaints(written(change))
    names = {line.split(": ")[1] for line in found}
    assert {"urgent", "flagged"} < names
    assert all(line.endswith("the record was changed by hand") for line in found)


def test_an_answer_that_was_taken_away_by_hand_is_refused() -> None:
    def change(read: dict[str, Any]) -> None:
        del read["answers"]["health.self-harm"]

    assert [line.split(": ")[1] for line in complaints(written(change))] == [
        "urgent", "flagged", "unanswered",
    ]  # fmt: skip


def test_an_urgent_mark_that_was_taken_away_by_hand_is_refused() -> None:
    def change(read: dict[str, Any]) -> None:
        read["catalogue"]["categories"][1]["indicators"][0]["urgent"] = False

    (complaint,) = complaints(written(change))
    assert ": urgent: does not agree" in complaint


def test_an_answer_to_an_unknown_indicator_is_refused_where_it_stands() -> None:
    text = written(lambda read: read["answers"].update({"school.unknown": {"answer": "yes"}}))
    where = start_of(text, "{", after='"school.unknown": ')
    assert complaints(text) == [
        f"{where}: answers.school.unknown: is not an indicator of the record's catalogue"
    ]


def test_a_fault_of_the_embedded_catalogue_is_told_where_it_stands() -> None:
    def change(read: dict[str, Any]) -> None:
        read["catalogue"]["contacts"][2]["phone"] = "0113 TYPO"
        read["catalogue"]["revision"] = "2026-02-30"

    text = written(change)
    day, phone = start_of(text, '"2026-02-30"'), start_of(text, '"0113 TYPO"')
    assert complaints(text) == [
        f"{day}: catalogue.revision: '2026-02-30' is not a real date",
        f"{phone}: catalogue.contacts[2].phone: '0113 TYPO' is not a UK number or short code: "
        "digits and single spaces, with the area code, such as '0113 496 0000' or '999'",
    ]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("case_ref", "Jane Doe", "is not a case reference"),
        ("case_ref", "-", "is not a case reference"),
        ("screened_on", "2026-02-30", "is not a real date"),
        ("screened_on", "21 November", "should be a date written YYYY-MM-DD"),
        ("screened_on", None, "is empty; it should be a date written YYYY-MM-DD"),
        ("role", "other", "should be one of professional, public"),
        ("flagged", None, "is empty; it should be a list"),
        ("flagged", "x", "should be a list, not a text: each item begins with '- '"),
        ("answers", [], "should hold names and values, not a list"),
        ("answers", None, "is empty; it should be names and values"),
        ("catalogue", "x", "should hold names and values, not a text"),
        ("catalogue", None, "is empty; it should be names and values"),
        ("nature", "", "should be some text"),
        ("caveat", [], "should hold names and values, not a list"),
    ],
)
def test_a_wrong_value_is_one_fault_where_it_stands(name: str, value: object, message: str) -> None:
    text = written(lambda read: read.update({name: value}), screening())
    where = value_of(text, name)
    assert complaints(text) == [f"{where}: {name}: {message}"]


@pytest.mark.parametrize("case_ref", ["", " ", [], {}])
def test_a_case_reference_that_is_none_is_not_said_to_be_names_and_values(
    case_ref: object,
) -> None:
    text = written(lambda read: read.update(case_ref=case_ref))
    (complaint,) = complaints(text)
    assert complaint.startswith(f"{value_of(text, 'case_ref')}: case_ref: ")
    assert "should be names and values" not in complaint


PLACES = [place for place in places_in(document()) if place[0] not in ("catalogue", "digest")]


@pytest.mark.parametrize(
    "place", [place for place in PLACES if isinstance(place[-1], str)], ids=path_of
)
def test_a_name_that_was_taken_away_is_one_fault_at_most(place: Place) -> None:
    found = complaints(written(lambda read: holder_of(read, place).pop(place[-1])))
    if place[0] == "narrative" and len(place) > 1:
        assert found == []  # a text that was not given may be left out
    elif place[0] == "answers" and len(place) > 1:
        assert all("changed by hand" in line for line in found)
    else:
        (complaint,) = found
        assert (
            f"has no '{place[-1]}', which is required" in complaint
            or "not a cse-check record" in complaint
        )


@pytest.mark.parametrize("place", PLACES, ids=path_of)
@pytest.mark.parametrize("wrong", [[["x"]], {"x": {"y": "z"}}, "", "  "], ids=str)
def test_a_wrong_value_anywhere_is_refused(place: Place, wrong: object) -> None:
    def change(read: dict[str, Any]) -> None:
        holder_of(read, place)[place[-1]] = wrong

    assert complaints(written(change))


@pytest.mark.parametrize("place", PLACES, ids=path_of)
def test_a_null_anywhere_ends_in_a_screening_or_in_faults(place: Place) -> None:
    def change(read: dict[str, Any]) -> None:
        holder_of(read, place)[place[-1]] = None

    assert all(line.startswith("r.json:") for line in complaints(written(change)))


@pytest.mark.parametrize(
    "change",
    [
        lambda read: read["answers"]["health.self-harm"].update(note="other"),
        lambda read: read.update(case_ref="OTHER-1"),
        lambda read: read["caveat"].update(statement="All is well."),
        lambda read: read["whom_to_ring"]["contacts"][0].update(phone="998"),
        lambda read: read["catalogue"]["contacts"][0].update(phone="101"),
        lambda read: read["narrative"].update(worry="None."),
        lambda read: read.update(supersedes="0" * 64),
        lambda read: read.update(digest="0" * 64),
        lambda read: read.update(digest=""),
    ],
)
def test_any_change_by_hand_is_found(change: Change) -> None:
    found = complaints(changed_by_hand(change))
    assert any(line.endswith("it was changed by hand") for line in found) or "999" in found[0]


def test_a_key_that_is_not_known_is_refused() -> None:
    text = written(lambda read: read.update(score=7))
    key = start_of(text, '"score"')
    assert complaints(text) == [f"{key}: 'score' is not a known name here"]


def test_all_faults_are_told_at_once() -> None:
    def change(read: dict[str, Any]) -> None:
        read["screened_on"] = "2026-02-30"
        read["role"] = "publik"
        read["answers"]["health.self-harm"]["when"] = "now"
        read["catalogue"]["area"]["id"] = "../etc"

    paths = [line.split(": ")[1] for line in complaints(written(change))]
    assert paths == ["screened_on", "role", "answers.health.self-harm.when", "catalogue.area.id"]


def test_a_fault_stays_on_one_line_whatever_a_key_holds() -> None:
    text = written(lambda read: read["answers"].update({"x\nfake.json:1:1: y": {}}))
    assert [line for line in complaints(text) if "\n" in line] == []


def test_a_key_that_is_there_twice_is_refused() -> None:
    text = record.dump(screening()).replace('"role": ', '"role": "public",\n  "role": ')
    (complaint,) = complaints(text)
    assert complaint.endswith("'role' appears twice; it is already on line 10")


def spoil_details(read: dict[str, Any]) -> None:
    read["answers"]["health.self-harm"].update(when=CANARY, basis=CANARY, answer=CANARY)


def spoil_shape(read: dict[str, Any]) -> None:
    read["answers"]["health.self-harm"] = CANARY
    read["answers"]["school.excluded"] = [CANARY]
    read["flagged"] = CANARY
    read["urgent"]["indicators"] = [CANARY]


def spoil_head(read: dict[str, Any]) -> None:
    read.update(case_ref=f"{CANARY} Doe", screened_on=CANARY, role=CANARY)


def spoil_notes(read: dict[str, Any]) -> None:
    read["answers"]["health.self-harm"]["note"] = [CANARY]
    read["answers"]["school.excluded"]["note"] = {"a": CANARY}
    read["answers"]["school.truanting"]["note"] = f"{CANARY}\u202e"


def spoil_lists(read: dict[str, Any]) -> None:
    read["flagged"] = [CANARY]


@pytest.mark.parametrize(
    "spoil", [spoil_details, spoil_shape, spoil_head, spoil_notes, spoil_lists]
)
def test_no_fault_repeats_a_value(spoil: Change) -> None:
    found = complaints(
        written(spoil, screening(dict.fromkeys(ANSWERED, Response(note=CANARY)), case_ref=CANARY))
    )
    assert found
    assert [line for line in found if CANARY in line] == []
    assert all(line.startswith("r.json:") for line in found)


@given(st.data())
@settings(max_examples=40)
def test_a_record_with_a_few_bytes_changed_ends_in_a_screening_or_in_faults(
    data: st.DataObject,
) -> None:
    content = record.dump(screening(ANSWERED)).encode()
    start = data.draw(st.integers(0, len(content)))
    length = data.draw(st.integers(0, 12))
    content = content[:start] + data.draw(st.binary(max_size=4)) + content[start + length :]
    found: list[Screening] = []
    lines = faults(lambda: found.append(record.load(content, "r.json")))
    assert bool(found) != bool(lines)


GOLDEN = {
    '{"a": null}': "3452031df5fa3ef838a22459463166ac391ff1dae06b4c666c10e3db4d946065",
    '{"a": "null"}': "7ba978e7c2270aa9e762beb9807589ca9490302b1e8d31109db7e57bf3982d14",
    '{"a": ""}': "a9eb4dedd9a2b2f091914b6e0b6cdb186c388d6bed9ee1f268f0929ca4f2e007",
    '{"a": true}': "ad569b4225c9c77af696cf6295fc4756504d6a1651f9bc9af2a26f3e63cdd3e1",
    '{"a": "true"}': "4bdcf5602873bee2323736afe37ddb22d67194c228b6727532cd49e9c5524fb1",
    '{"a": 1}': "5baab6633cb7438d4f54e978b97d9212ed85ab18c467eee99bdb4442b74619b8",
    '{"a": "1"}': "d31db646f60e75f252384ca830886fc8cd14e2062664f41eed8e5661640be98b",
    '{"a": {"digest": "x"}}': "e4c146ae837fba87bfb18ab86058183e7d8e15b88df2bf8da4414586867c2e27",
    '{"a": "x", "b": "y"}': "ade3a7ab4d4b8fc03af6783ad1b9afcc221f46d16a2f7579afeb43ab531a502b",
    '{"b": "y", "a": "x"}': "14457d6a02b4f6a9f4d4403953afd246f481445c05cd32e4f58e7ced1db582b4",
}
"""Documents and their digests, once and for all: every record that is kept depends on them."""


def digest_of(text: str) -> str:
    return record.digest(read_tree(text.encode(), Report("r.json")))


@pytest.mark.parametrize(("text", "digest"), GOLDEN.items(), ids=GOLDEN)
def test_the_digest_of_a_document_never_changes(text: str, digest: str) -> None:
    assert digest_of(text) == digest


@pytest.mark.parametrize("same", ['{"a":null}', '{\n  "a": null\n}', '{"a": null, "digest": "x"}'])
def test_the_digest_is_not_of_the_layout_nor_of_itself(same: str) -> None:
    assert digest_of(same) == GOLDEN['{"a": null}']


def test_null_and_the_word_null_are_told_apart() -> None:
    assert digest_of('{"a": null}') != digest_of('{"a": "null"}')
    assert len(set(GOLDEN.values())) == len(GOLDEN)


def test_a_missing_note_that_becomes_the_word_null_is_a_change_by_hand() -> None:
    text = changed_by_hand(lambda read: read["answers"]["school.excluded"].update(note="null"))
    assert complaints(text)


# A record that was forged: its digest made again --------------------------------------------------


@pytest.mark.parametrize(
    ("path", "change"),
    [
        (
            "whom_to_ring.contacts",
            lambda read: read["whom_to_ring"]["contacts"][0].update(phone="01632 960999"),
        ),
        ("whom_to_ring.contacts", lambda read: read["whom_to_ring"]["contacts"].pop()),
        ("what_next", lambda read: read["what_next"][0].update(text="Do nothing.")),
        ("provenance.authority", lambda read: read["provenance"].update(authority="Nobody")),
        ("provenance.area", lambda read: read["provenance"].update(area="elsewhere")),
        ("provenance.revision", lambda read: read["provenance"].update(revision="2030-01-01")),
        (
            "provenance.sources",
            lambda read: read["provenance"]["sources"][0].update(dated="this week"),
        ),
        (
            "provenance.local_corrections",
            lambda read: read["provenance"].update(local_corrections=["a-contact"]),
        ),
    ],
)
def test_what_a_record_repeats_of_its_catalogue_cannot_say_otherwise(
    path: str, change: Change
) -> None:
    (said,) = complaints(written(change))
    assert said.endswith(
        f": {path}: does not agree with the record's catalogue: it was changed by hand"
    )


def test_how_another_version_worded_an_age_is_no_change() -> None:
    def change(read: dict[str, Any]) -> None:
        read["tool"]["version"] = "0.0.9"
        read["provenance"]["sources"][0]["dated"] = "of old"
        read["whom_to_ring"]["contacts"][0]["source_dated"] = "of old"

    assert complaints(written(change)) == []


REST_OF_SCHOOL = {
    "school.truanting": NO,
    "school.excluded": Response(Answer.NO, given=Manner.REST),
}


def test_an_answer_keeps_that_it_was_part_of_no_to_the_rest() -> None:
    found = screening(REST_OF_SCHOOL)
    answers = document(found)["answers"]
    assert answers["school.excluded"]["given"] == "rest"
    assert list(answers["school.truanting"]) == ["answer", "when", "basis", "note"]
    assert record.load(record.dump(found).encode(), "r.json") == found


@pytest.mark.parametrize("answer", ["yes", "not-known", None])
def test_only_a_no_can_have_been_part_of_no_to_the_rest(answer: str | None) -> None:
    def change(read: dict[str, Any]) -> None:
        read["answers"]["school.excluded"]["answer"] = answer

    with pytest.raises(InvalidFileError, match="is only ever said of a no"):
        record.load(written(change, screening(REST_OF_SCHOOL)).encode(), "r.json")


def test_a_record_that_could_not_be_read_again_is_not_written() -> None:
    note = "x" * record.MAX_BYTES
    with pytest.raises(FileAccessError, match="not be read again, so nothing was written") as e:
        record.dump(screening({"school.excluded": Response(Answer.YES, note=note)}))
    assert "xx" not in str(e.value)
    nearly = "x" * (record.MAX_BYTES - 5000)  # only its lay-out makes it too large
    with pytest.raises(FileAccessError, match=r"would have 8,\d\d\d,\d\d\d bytes"):
        record.dump(screening({"school.excluded": Response(Answer.YES, note=nearly)}))
