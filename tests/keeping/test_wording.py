"""Words that blame a child or are about who it is: found in every form, and in no other word."""

import re

import pytest

from cse_check.keeping.wording import Doubtful, doubts, root, word_list
from examples import AREAS, PROJECT, bundled

GUIDE = (PROJECT / "docs" / "catalogues.md").read_text(encoding="utf-8")
LISTED = word_list()
PRINTED = {
    "Promiscuous behaviour": "promiscuous",
    "Putting themselves at risk": "puts themselves at risk",
    "Placing herself in danger": "puts themselves at risk",
    "Prostituting themselves": "prostitute, prostitution",
    "Streetwise": "streetwise, wayward",
    "Sexualised dress": "provocative, inappropriate dress",
    "Dressing inappropriately": "provocative, inappropriate dress",
    "Older boyfriend": "older boyfriend",
    "Having a much older girlfriend": "older boyfriend",
    "Lifestyle choice": "lifestyle",
    "Consensual relationship with an older man": "consensual, consenting",
    "Attention seeking": "attention-seeking",
    "From a travelling background": "ethnicity, race, nationality",
    "Making poor choices": "chooses, choice",
    "Taking risks online": "risk-taking, risky behaviour",
    "Engaging in risky behaviour": "risk-taking, risky behaviour",
    "Sexually active from a young age": "promiscuous",
    "High number of sexual partners": "promiscuous",
    "Sex in exchange for gifts": "sexual activity with an adult",
    "Swapping sexual favours for drugs": "sexual activity with an adult",
    "Sending explicit pictures": "sends explicit pictures",
    "Contacting older men on the internet": "contacts adults",
    "Associating with older men": "associating with older people",
    "Failing to engage with services": "refuses to engage",
    "Hard to reach": "refuses to engage",
    "Beyond parental control": "out of control",
    "Involvement in CSE": "involved in exploitation",
    "Drug running": "recruited, drug running",
    "Learning difficulties": "disability",
    "Unsure about their sexuality": "sexuality, gender identity",
}
"""Thirty phrases of the kind that guides print, and the entry that is about each."""
MORE = {
    "Child pornography": "child pornography",
    "A known troublemaker": "troublemaker",
    "Girl with older friends": "girl, boy, female, male",
    "Muslim family": "religion, faith",
    "Asylum-seeking child": "migrant, refugee, asylum",
    "Single-parent family": "single parent, council estate",
}
FINE = [
    "A change in how the child dresses", "An adult keeps contacting the child",
    "Adults have been contacting the child", "Given gifts by somebody older",
    "An older partner (five years older or more)", "Boyish", "Trace of drugs", "Racing cars",
    "Exposure to adult sex work", "Going to areas known to be risky", "White goods", "Embrace",
    "A translator", "Images shared without consent", "Somebody asks the child for pictures",
    "Forced to carry drugs", "Seeks medical attention", "Attention to hygiene has changed",
    "Made to send indecent pictures", "Has no choice about whom to see", "Told to sell drugs",
    "Meeting unknown adults", "Getting into unknown cars", "Sexual bullying, on the internet too",
    "Somebody controls the child's phone", "A parent's prostitution", "Manipulative adults nearby",
    "A relationship with a parent has changed", "A dramatic change in mood",
    "Family members are dealing drugs",
]  # fmt: skip


def test_all_of_thirty_phrases_that_guides_print_are_found() -> None:
    missed = [phrase for phrase in PRINTED if not doubts(phrase)]
    assert (len(PRINTED), missed) == (30, [])


@pytest.mark.parametrize(("phrase", "shown"), {**PRINTED, **MORE}.items())
def test_a_phrase_is_found_with_the_entry_that_is_about_it(phrase: str, shown: str) -> None:
    for text in (phrase, phrase.upper(), f"The child: {phrase.lower()}, often"):
        assert shown in [each.entry.shown for each in doubts(text)]


def test_every_entry_is_tried_here() -> None:
    tried = {*PRINTED.values(), *MORE.values()}
    assert {each.shown for each in LISTED.words} == tried


@pytest.mark.parametrize("text", FINE)
def test_a_phrase_that_only_looks_doubtful_is_fine(text: str) -> None:
    assert doubts(text) == []


@pytest.mark.parametrize("area", AREAS)
def test_no_question_of_a_shipped_catalogue_is_doubtful(area: str) -> None:
    asked = [each.text for each in bundled(area).catalogue.indicators]
    assert [text for text in asked if doubts(text)] == []


def test_the_words_are_told_as_the_text_has_them() -> None:
    (found,) = doubts("Often PUTS  herself at great risk")
    assert found.words == "PUTS  herself at great risk"


@pytest.mark.parametrize(
    ("word", "form"),
    [("put", "putting"), ("place", "placing"), ("place", "placed"), ("family", "families"),
     ("dress", "dresses"), ("dress", "dressing"), ("boy", "boys"), ("girl", "girl's"),
     ("engage", "engaging"), ("refuse", "refusing"), ("risk", "risks"), ("swap", "swapped")],
)  # fmt: skip
def test_the_forms_of_a_word_have_one_root(word: str, form: str) -> None:
    assert root(word) == root(form)


@pytest.mark.parametrize(
    ("word", "other"),
    [("boy", "boyish"), ("girl", "girder"), ("race", "trace"), ("risk", "risky"),
     ("choice", "choir"), ("gay", "gap"), ("faith", "fail")],
)  # fmt: skip
def test_words_that_only_begin_alike_have_two(word: str, other: str) -> None:
    assert root(word) != root(other)


@pytest.mark.parametrize("each", LISTED.words, ids=lambda each: each.shown)
def test_every_entry_says_where_it_is_from_and_what_to_ask(each: Doubtful) -> None:
    source = LISTED.source_of(each)
    assert source.url or source.id == "project"
    assert each.instead
    assert f"| {each.shown} | {each.why} | {each.instead} | {source.title}" in GUIDE


@pytest.mark.parametrize("source", LISTED.sources, ids=lambda source: source.id)
def test_every_source_is_used_and_has_a_public_address(source: object) -> None:
    used = {each.source for each in LISTED.words}
    assert {each.id for each in LISTED.sources} == used
    for each in LISTED.sources:
        assert each.url is None or re.match(r"https://[\w.-]+/", each.url)
