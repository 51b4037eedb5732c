"""What is proposed from a guide: list by list, and every line of it accounted for."""

import sys
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pasted import guide

from cse_check.catalogue.load import load
from cse_check.errors import UsageError
from cse_check.guides import Dropped
from cse_check.keeping.proposals import (
    MOST,
    Account,
    Accounted,
    Group,
    Ids,
    Proposals,
    Use,
    propose,
)
from cse_check.keeping.proposals.marks import marked
from cse_check.keeping.starting import NewCatalogue, starting_file
from cse_check.keeping.tracing import folded
from cse_check.keeping.unused import unused
from cse_check.model import Audience, Hours, Kind
from examples import TODAY, faults

START = NewCatalogue("x", "A", "T", "2025")
UNDER_SIGNS = "Signs to look out for\n"


def proposed(text: str) -> Proposals:
    return propose(guide(text))


def words(text: str) -> list[str]:
    return [item.words for group in proposed(text).groups for item in group.items]


def groups(text: str) -> dict[str | None, list[str]]:
    return {each.name: [item.words for item in each.items] for each in proposed(text).groups}


def only_group(text: str) -> Group:
    (group,) = proposed(text).groups
    return group


def started(text: str) -> Any:
    return yaml.safe_load(starting_file(START, TODAY, guide=guide(text)).text)


# bullets as they come


@pytest.mark.parametrize(
    "mark",
    [
        *"\uf0b7\uf0a7\u2022\u00b7\u2713\u27a2\u25a0\u2610\u00a7>\u2013*ol",
        *("-", "a)", "(b)", "iv.", "1.", "1.1", "2)", "[ ]"),
    ],
)
def test_every_kind_of_bullet_marks_an_item_and_is_no_part_of_it(mark: str) -> None:
    text = f"{UNDER_SIGNS}{mark} Away overnight\n{mark} Late home without saying where"
    assert words(text) == ["Away overnight", "Late home without saying where"]


@pytest.mark.parametrize("mark", ["\u2022", "\uf0b7", "o", "l", "a)"])
def test_a_bullet_alone_on_its_line_belongs_to_the_next(mark: str) -> None:
    text = f"{UNDER_SIGNS}{mark}\nAway overnight\n{mark}\n\nLate home"
    assert words(text) == ["Away overnight", "Late home"]
    assert proposed(text).account.count(Use.NOT_USED) == 0


@pytest.mark.parametrize(
    "text",
    ["one of these", "late", "0113 496 0000", "9.30 am to 5 pm", "101", "e.g. this", "A boy", ""],
)
def test_what_only_begins_like_a_bullet_is_none(text: str) -> None:
    assert marked(text) is None


def test_bare_numbers_are_marks_where_they_count_a_list() -> None:
    assert words(f"{UNDER_SIGNS}1 Late home\n2 Tired\n3 Hurt") == ["Late home", "Tired", "Hurt"]
    assert words(f"{UNDER_SIGNS}- 3 Phones or more\n- Late") == ["3 Phones or more", "Late"]


def test_an_item_that_is_asked_is_no_heading_of_what_stands_after_its_list() -> None:
    text = "Signs\n- Late home?\n- Tired?\n\nWhat to do\nTell somebody."
    assert words(text) == ["Late home?", "Tired?"]


def test_wrapped_lines_are_one_item() -> None:
    long = "Being collected from school or from home by an adult whom nobody in the family"
    assert words(f"{UNDER_SIGNS}- {long}\n  has ever met\n- Late home") == [
        f"{long} has ever met",
        "Late home",
    ]


@pytest.mark.parametrize(
    ("broken", "whole", "undone"),
    [
        ("is vulner-\nable", "is vulnerable", ("vulnerable",)),
        ("talks of self-\nharm", "talks of self-harm", ()),
        ("uses e-cigar-\nettes", "uses e-cigarettes", ("cigarettes",)),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_undone_where_it_only_broke_the_line(
    broken: str, whole: str, undone: tuple[str, ...]
) -> None:
    item, _ = only_group(f"{UNDER_SIGNS}- The child {broken}\n- Late home").items
    assert item.words == f"The child {whole}"
    assert item.passage.notes == tuple(
        f"undid the hyphen at the end of a line: {each}" for each in undone
    )


def test_the_file_says_where_a_hyphen_was_undone() -> None:
    made = starting_file(START, TODAY, guide=guide(f"{UNDER_SIGNS}- Is vulner-\nable\n- Late")).text
    assert "# From the guide's file: undid the hyphen at the end of a line: vulnerable." in made


def test_page_numbers_do_not_break_an_item_and_are_said() -> None:
    text = f"{UNDER_SIGNS}- Away over-\n1\nnight with people\n- Late home\n2\n- Hurt badly\n3"
    found = proposed(text)
    assert words(text) == ["Away overnight with people", "Late home", "Hurt badly"]
    assert [each.text for each in found.account.left if each.why == "a page number"] == [
        "1",
        "2",
        "3",
    ]


def test_a_guide_of_nothing_but_page_numbers_is_accounted_for() -> None:
    assert proposed("1\n\n2").account.count(Use.NOT_USED) == 2


def test_a_sentence_with_a_list_is_taken_apart() -> None:
    text = (
        "Children may be more vulnerable. Signs of this are many, such as: late; away; and/or hurt."
    )
    group = only_group(text)
    assert [item.words for item in group.items] == ["late", "away", "hurt"]
    assert group.kind is Kind.INDICATOR


def test_signs_that_commas_part_are_taken_apart() -> None:
    text = "Signs include going missing, unexplained gifts (phones, clothes) and secrecy."
    assert words(text) == ["going missing", "unexplained gifts (phones, clothes)", "secrecy"]


# list by list


def test_one_line_like_a_list_does_not_switch_the_others_off() -> None:
    text = (
        "Trust your instincts \u2013 ask.\n\nSigns\n\nGoing missing\nUnexplained gifts\nMood swings"
    )
    assert words(text) == ["Going missing", "Unexplained gifts", "Mood swings"]


def test_lines_that_name_a_group_and_its_items_are_groups() -> None:
    text = f"{UNDER_SIGNS}\nEducation\u2014Truancing. Excluded, bad\n\nHealth - Self-harm; hurt"
    assert groups(text) == {
        "Education": ["Truancing", "Excluded, bad"],
        "Health": ["Self-harm", "hurt"],
    }


def test_headings_name_groups_under_the_heading_that_says_what_they_are() -> None:
    missing = "Going missing:\n\u2022 Late;\n* Away overnight."
    text = f"{UNDER_SIGNS}\n{missing}\n\nHealth\n- Self-harm\n- Hurt"
    assert groups(text) == {
        "Going missing": ["Late", "Away overnight"],
        "Health": ["Self-harm", "Hurt"],
    }
    assert {each.kind for each in proposed(text).groups} == {Kind.INDICATOR}


def test_blocks_of_lines_have_the_first_as_their_heading_where_each_has_a_short_one() -> None:
    text = f"{UNDER_SIGNS}\nAt home\nBruises\nTired a lot\n\nMoney\nA new phone\nDebts"
    assert groups(text) == {
        "At home": ["Bruises", "Tired a lot"],
        "Money": ["A new phone", "Debts"],
    }


def test_how_to_fill_in_a_form_is_no_heading() -> None:
    text = "Section 1: Indicators\nPlease tick all that apply\n\u2610 Late home\n\u2610 Tired"
    assert groups(text) == {"Section 1: Indicators": ["Late home", "Tired"]}


def test_several_boxes_in_a_line_are_several_items_and_yes_and_no_are_none() -> None:
    text = (
        f"{UNDER_SIGNS}\u2610 Late home \u2610 Tired\nHurt? \u2610 Yes \u2610 No \u2610 Not known"
    )
    assert words(text) == ["Late home", "Tired", "Hurt?"]


def test_a_sentence_that_explains_another_stays_with_it() -> None:
    text = f"{UNDER_SIGNS}- Late home. This may be for a night.\n- Hurt. Tired. Hungry"
    assert words(text) == ["Late home. This may be for a night", "Hurt", "Tired", "Hungry"]


def test_a_list_is_not_lost_because_no_word_over_it_is_known() -> None:
    assert words("Our leaflet\n\n- Late home\n- Away overnight") == ["Late home", "Away overnight"]


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("Signs to look out for", Kind.INDICATOR),
        ("Warning signs:", Kind.INDICATOR),
        ("The signs below may mean that a child is being exploited.", Kind.INDICATOR),
        ("A child who is being exploited may:", Kind.INDICATOR),
        ("Vulnerability and risk factors", Kind.VULNERABILITY),
        ("What can make a child more vulnerable:", Kind.VULNERABILITY),
        ("These can make a child more susceptible:", Kind.VULNERABILITY),
        ("It is also linked to other types of criminal activity such as:", Kind.LINKED_ACTIVITY),
        ("In the home", None),
    ],
)
def test_the_kind_is_what_the_guide_prints_over_a_list(lead: str, kind: Kind | None) -> None:
    assert only_group(f"{lead}\n- Late home\n- Away overnight").kind is kind


def test_a_kind_that_the_guide_does_not_print_is_to_do() -> None:
    assert started("In the home\n- Late home\n- Away overnight")["categories"][0]["kind"] == "TO DO"


def test_a_level_of_risk_never_names_a_group() -> None:
    text = "Signs\n\nLow risk\n- Late home\n- Tired\n\nHigh risk\n- Away overnight\n- Hurt"
    assert [each.name for each in proposed(text).groups if each.name not in ("Signs", None)] == []


# what is no indicator


@pytest.mark.parametrize(
    "heading",
    [
        "What to do", "What do we all need to do?", "If you are worried about a child:",
        "Disruption",
        "Making a referral", "Who can help", "Useful contacts", "Support services",
        "If a child tells you:",
        "Staff should:", "Further information", "Responding to concerns",
    ],
)  # fmt: skip
def test_what_stands_under_another_heading_is_not_proposed(heading: str) -> None:
    text = f"{UNDER_SIGNS}- Late home\n- Tired\n\n{heading}\n- Warning notices\n- Visits to hotels"
    assert words(text) == ["Late home", "Tired"]


@pytest.mark.parametrize(
    "line",
    [
        "Dial 999", "Trust your instincts \u2013 you know the child", "Call the police on 101",
        "Report any concern to your manager", "NSPCC", "Children's Social Care",
        "Multi-Agency Safeguarding Hub (MASH)", "Barnardo's", "www.example.org", "team@example.org",
        "Front Door Team: 01632 960 100", "Please ring us", "Don't wait", "12",
        "Last updated: May 2025",
        "Skip to main content", "HYPERLINK \\l _Toc1234",
    ],
)  # fmt: skip
def test_advice_bodies_addresses_and_debris_are_not_proposed_wherever_they_stand(line: str) -> None:
    assert words(f"{UNDER_SIGNS}- Late home\n- {line}\n- Tired") == ["Late home", "Tired"]


@pytest.mark.parametrize(
    "line",
    [
        "Contact with older people", "Use of drugs", "Phone calls at night",
        "Reports of being in hotels",
        "Being told what to do", "Talk of suicide", "Cut marks", "Going to places known to police",
        "Looks tired", "Known to Youth Offending Team",
    ],
)  # fmt: skip
def test_a_noun_is_not_taken_for_advice(line: str) -> None:
    assert line in words(f"{UNDER_SIGNS}- Late home\n- {line}\n- Tired")


def test_what_a_child_may_do_begins_with_a_verb_and_is_proposed() -> None:
    text = "A child may:\n- go missing\n- keep secrets\n- report being followed\n- Dial 999"
    assert words(text) == ["go missing", "keep secrets", "report being followed"]


def test_no_more_is_proposed_than_anybody_could_check() -> None:
    found = words(UNDER_SIGNS + "- one thing\n" * 300 + "\nHealth\n" + "- two things\n" * 300)
    assert len(found) == MOST


# urgent


@pytest.mark.parametrize(
    ("text", "urgent"),
    [
        ("Signs of immediate danger\n- Late home\n- Locked in", [True, True]),
        (f"{UNDER_SIGNS}- Late home\n- Self-harm", [None, "TO DO"]),
    ],
)
def test_urgent_is_what_the_guide_prints_or_somebody_decides(text: str, urgent: list[Any]) -> None:
    (category,) = started(text)["categories"]
    assert [each.get("urgent") for each in category["indicators"]] == urgent


# contacts


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("Ring (01226) 787789", ["(01226) 787789"]),
        ("Ring 01226-787790.", ["01226-787790"]),
        ("Ring +44 1226 787790", ["+44 1226 787790"]),
        ("Ring +44 (0)1226 787790", ["+44 (0)1226 787790"]),
        ("Childline 0800 1111", ["0800 1111"]),
        ("Missing People: 116 000", ["116 000"]),
        ("ring the police on 101", ["101"]),
        ("text 07700 900 461", ["07700 900 461"]),
        ("01225 396312 or 396313", ["01225 396312", "01225 396313"]),
        ("0113 496 0470 or 0471", ["0113 496 0470", "0113 496 0471"]),
        ("0113 3760336 (day)", ["0113 3760336"]),
        ("Fax: 0113 496 0470", []),
        ("Room 101 of the hall", []),
        ("101 signs to know", []),
        ("from 2013-2014 and 12345678901234567", []),
    ],
)
def test_numbers_are_found_in_every_form_and_kept_as_printed(line: str, phones: list[str]) -> None:
    assert [each.phone for each in proposed(line).rung.contacts] == phones


@pytest.mark.parametrize(
    ("line", "team"),
    [
        ("Please call the Duty and Assessment Team on 01225 396312", "Duty and Assessment Team"),
        ("Integrated Safeguarding Unit Tel: 0113 496 0652", "Integrated Safeguarding Unit"),
        ("Out of Hours Service: 0113 496 0652", "Out of Hours Service"),
        ("Professionals: Ashcombe MASH, 028 9649 6070", "Ashcombe MASH"),
        ("The Front Door Team\n01632 960 100", "Front Door Team"),
        ("Ring the Safeguarding Hub (MASH) on 01632 960 100", "Safeguarding Hub (MASH)"),
        ("or the Out of Hours team on 01632 960 100", "Out of Hours team"),
        ("What To Do\nIf you are worried, ring 01632 960 100", None),
        ("01632 960 100 (Front Door Team)", "Front Door Team"),
        ("or the police on 101", "Police"),
        ("If you are worried, ring 01632 960 100", None),
    ],
)
def test_a_team_is_the_words_before_its_number(line: str, team: str | None) -> None:
    assert proposed(line).rung.contacts[0].team == team


def test_a_number_has_the_team_before_it_only_where_little_stands_between() -> None:
    text = (
        "Ring the Front Door Team on 01632 960 100 or 01632 960 101, or at night somebody else on "
    )
    assert [each.team for each in proposed(f"{text}01632 960 199").rung.contacts] == [
        "Front Door Team", "Front Door Team", None
    ]  # fmt: skip


def test_each_number_gets_what_is_said_of_it_in_its_own_sentence() -> None:
    day, public, night = proposed(
        "Duty & Advice Tel: 0113 496 0336 (professionals, weekdays 9am to 5pm, option 2) or "
        "0113 496 0403 (public) or out of hours Emergency Duty Team Tel: 0113 496 0536"
    ).rung.contacts
    assert day[1:6] == (
        "Duty & Advice", Audience.PROFESSIONAL, Hours.OFFICE, "weekdays 9am to 5pm", "option 2"
    )  # fmt: skip
    assert public[1:6] == ("Duty & Advice", Audience.PUBLIC, None, None, None)
    assert night[1:6] == ("Emergency Duty Team", None, Hours.OUT_OF_HOURS, "out of hours", None)


@pytest.mark.parametrize(
    ("said", "hours"),
    [
        ("Monday to Friday, 9am to 5pm", "office"),
        ("evenings, weekends and bank holidays", "out-of-hours"),
        ("24 hours a day", "any"),
        ("outside office hours", "out-of-hours"),
        ("Mon - Fri 9.00 - 17.00", "office"),
    ],
)
def test_hours_are_kept_as_printed_beside_what_they_mean(said: str, hours: str) -> None:
    contact = started(f"Front Door Team: 01632 960 100 ({said})")["contacts"][1]
    assert (contact["hours"], contact["hours_text"]) == (hours, said)


def test_what_a_guide_does_not_print_about_a_number_is_to_do_and_not_not_said() -> None:
    contact = started("If you are worried, ring 01632 960 100.")["contacts"][1]
    assert contact["team"] == "TO DO: the team"
    assert (contact["audience"], contact["hours"]) == ("TO DO", "TO DO")
    assert "hours_text" not in contact


def test_a_number_without_its_area_code_is_noted_as_printed() -> None:
    contact = started("Duty Team: 01225 396312 or 396313")["contacts"][2]
    assert contact["phone"] == "01225 396313"
    assert contact["note"] == 'The guide prints this number as "396313".'


def test_without_the_extra_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "phonenumbers", None)
    with pytest.raises(UsageError, match=r"pip install 'cse-check\[guides\]'"):
        proposed("ring 01632 960 100")


# ids


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("Here are some examples of self-harm", None, "self-harm"),
        ("Signs of child sexual exploitation to look out for", Kind.INDICATOR, "signs"),
        ("Going missing", None, "going-missing"),
        (None, Kind.VULNERABILITY, "vulnerability"),
        ("Experiences that contribute to vulnerability and to a child's risk", None,
         "experiences-contribute-vulnerability-risk"),
    ],
)  # fmt: skip
def test_ids_are_of_the_words_that_carry_the_meaning(
    name: str, kind: Kind | None, wanted: str
) -> None:
    assert Ids().category(name, kind) == wanted


def test_no_id_is_given_twice() -> None:
    ids = Ids()
    assert [ids.indicator("a", each) for each in ("Late", "Is late", "字")] == [
        "a.late",
        "a.late-2",
        "a.item",
    ]


def test_the_file_says_that_ids_stay() -> None:
    assert "The ids become columns of caseloads" in starting_file(START, TODAY).text


# the account


def test_the_account_counts_every_line_once_and_lists_what_was_not_used() -> None:
    after = "What to do\n- Tell somebody\nTeam: 01632 960 100"
    text = f"A council\n\n{UNDER_SIGNS}- Late home\n- Tired\n\n{after}"
    account = proposed(text).account
    assert account.summary("proposed") == (
        "proposed 2 of 7 lines; 2 used for headings and contacts; 3 not used"
    )
    assert [(each.line, each.text) for each in account.left] == [
        (1, "A council"), (7, "What to do"), (8, "Tell somebody")
    ]  # fmt: skip


def test_what_is_left_of_a_line_is_listed() -> None:
    account = proposed("It is rare alone. Signs include: late; away; hurt.").account
    assert [each.left for each in account.left] == ["It is rare alone"]
    assert account.summary("proposed").endswith("0 not used, and of 1 more a part was not")


def test_the_title_and_the_authority_count_as_used() -> None:
    account = propose(guide("NORTH WOLD\n\nOur  guide"), ("North Wold", "Our guide")).account
    assert account.count(Use.BESIDE) == 2


def test_the_file_ends_with_what_was_not_used() -> None:
    made = starting_file(
        START, TODAY, guide=guide(f"{UNDER_SIGNS}- Late home\n- Tired\n\nBe kind.")
    ).text
    assert made.endswith(
        "# The whole guide: proposed 2 of 4 lines; 1 used for headings and contacts; 1 not used.\n"
        "# Look through what was not used: what should be asked belongs above.\n"
        "#   line 5: Be kind.\n"
    )


def test_what_the_reader_left_out_is_listed_and_hidden_words_are_not_repeated() -> None:
    head, hidden = Dropped("Page head", "a running head", 2), Dropped("", "hidden text (5 words)")
    listed = list(unused(Account((), (head, hidden, head))))
    assert listed[1:] == [
        "# Left out: a running head, 2 times: Page head", "# Left out: hidden text (5 words)"
    ]  # fmt: skip


def test_no_line_of_a_guide_can_end_the_comment_that_lists_it() -> None:
    said = "a\nb: c\r\n- d\x85e\u2028f\x00g"
    listed = list(unused(Account((Accounted(1, 1, said, Use.NOT_USED),))))
    assert all(line.startswith("#") for line in listed)
    assert not any(character in "".join(listed) for character in "\n\r\x85\u2028\x00")


def test_a_guide_of_very_many_lines_is_listed_to_where_a_file_can_still_be_read() -> None:
    made = starting_file(START, TODAY, guide=guide("Some words. \n" * 3000)).text
    assert made.endswith("#   ... and 1000 more, from line 2001 on.\n")


def test_proposals_are_not_checked_and_their_note_is_gone() -> None:
    made = started(f"{UNDER_SIGNS}- Late home\n- Tired\n\nFront Door Team: 01632 960 100")
    (category,) = made["categories"]
    for each in (*category["indicators"], made["contacts"][1]):
        assert each["checked"] is False
        assert "note" not in each
    assert "checked" not in made["contacts"][0]


@pytest.mark.slow
@given(
    st.text(
        st.sampled_from("ab Signs\n\t.;:,-•—*o\"'#\\{}[]&!%é\u20191209\u202e\x07\r\u2028"),
        max_size=200,
    )
)
def test_whatever_the_guide_the_new_file_invents_nothing_and_leaves_out_nothing(text: str) -> None:
    read = guide(f"Signs:\n{text}")
    made = starting_file(START, TODAY, guide=read)
    for fault in faults(lambda: load(made.text.encode(), "f")):
        assert "to do" in fault or "not checked yet" in fault, fault
    assert made.proposals
    passages = folded(" ".join(each.text for each in made.proposals.whole.passages))
    for category in yaml.safe_load(made.text)["categories"]:
        assert category["name"].startswith("TO DO") or category["name"] in passages
        for indicator in category["indicators"]:
            said = indicator["source_text"]
            assert said.startswith("TO DO") or said in passages
            assert indicator["text"].casefold() == said.casefold()
    lines = [each.number for each in read.lines]
    assert sorted(each.line for each in made.proposals.account.lines) == lines
