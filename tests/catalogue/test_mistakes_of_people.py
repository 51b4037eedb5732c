"""Mistakes of people who are no programmers: each is told on its line, plainly, with what to do.

Each of the mistakes is made in a valid catalogue, alone, and scores three points: the line of the
first fault is that of the mistake; no word of it is a parser's; and it says what to do.
"""

import re
from typing import Final, NamedTuple

import pytest

from cse_check.catalogue.load import load
from cse_check.errors import Fault, InvalidFileError
from examples import CATALOGUE, changed

JARGON: Final = re.compile(
    r"\b(?:token|scalar|mapping|sequence|block|flow|context|stream|node|document|parser?|"
    r"expected|indicator'|directive|simple key|codec|decode)\b",
    re.I,
)
NO_BREAK: Final = "\u00a0"


class Mistake(NamedTuple):
    """What somebody does to a valid catalogue, and what the message must say to do."""

    old: str
    new: str
    does: str


TEXT: Final = "        text: Truanting\n"
NOTE: Final = "note: Only for practitioners."
TWENTY: Final = {
    "a hash in the name of a team": Mistake(
        "team: Duty Team\n    phone: \"01632", "team: Night Team #2\n    phone: \"01632",
        "put the text in quotes"),
    "a hash in a note": Mistake(NOTE, "note: See page #4", "put the text in quotes"),
    "no-break spaces from a web page": Mistake(
        TEXT, TEXT.replace(" " * 8, NO_BREAK * 8), "put ordinary spaces in its place"),
    "no space after a colon": Mistake(TEXT, "        text:Truanting\n", "put one there"),
    "a tab": Mistake(TEXT, "\ttext: Truanting\n", "put spaces in its place"),
    "a space too few": Mistake(TEXT, TEXT[1:], "4 or 8 would fit"),
    "a space too many": Mistake(TEXT, " " + TEXT, "4 or 8 would fit"),
    "a soft hyphen from a PDF": Mistake(
        TEXT, TEXT.replace("Truant", "Truant\u00ad"), "type the word again"),
    "a text over several lines": Mistake(
        "      - id: school.excluded",
        "that is, not going to school\n      - id: school.excluded",
        "put all of that text on one line"),
    "quotes within quotes": Mistake(
        '"Truancing"', '"Says "Truancing" often"', 'write a " inside it as \\"'),
    "an apostrophe in single quotes": Mistake(
        TEXT, "        text: 'The child's friends'\n", "write a ' inside it as ''"),
    "a quote that is not closed": Mistake(
        '"Truancing"\n', '"Truancing\n', "end the text with a quote"),
    "a colon in a text": Mistake(
        TEXT, "        text: Missing: often\n", "put the text after the first one in quotes"),
    "a long dash for a hyphen": Mistake(
        "  - id: police", "  \u2013 id: police", "begins with '- '"),
    "no hyphen before an item": Mistake(
        "  - id: duty-public", "    id: duty-public", "begin a new item of the list with '- '"),
    "two entries on one line": Mistake(
        'team: Police\n    phone: "999"', 'team: Police phone: "999"', "begin a new line"),
    "a text that begins with an @": Mistake(
        TEXT, "        text: '@home' online\n", "put the whole text in quotes"),
    "no colon after a name": Mistake("    team: Police", "    team Police", "': ' and the value"),
    "a word where yes or no is meant": Mistake("urgent: true", "urgent: yes", "true or false"),
    "an id with a space": Mistake(
        "id: school.truanting", "id: school.going missing", "single hyphens"),
}  # fmt: skip
MORE: Final = {
    "a hash right after a colon": Mistake(NOTE, "note: #4 is the page", "needs quotes"),
    "a hash with a space after it": Mistake(NOTE, "note: See page # 4", "in quotes"),
    "an item indented too little": Mistake(
        "      - id: school.excluded", "     - id: school.excluded", "2 or 6 would fit"),
    "an item at the margin": Mistake("  - id: duty-public", "- id: duty-public", "2 would fit"),
    "no space after a hyphen": Mistake("  - id: police", "  -id: police", "begins with '- '"),
    "a bullet in a list": Mistake("  - The guide prints", "  • The guide prints", "with '- '"),
    "a text that begins with an &": Mistake(TEXT, TEXT.replace("T", "& T", 1), "in quotes"),
    "a text that begins with a *": Mistake(TEXT, TEXT.replace("T", "*T", 1), "in quotes"),
    "a text that begins with a %": Mistake(TEXT, TEXT.replace("T", "%T", 1), "in quotes"),
    "a text that begins with a `": Mistake(TEXT, TEXT.replace("T", "`T", 1), "in quotes"),
    "a text that begins with a !": Mistake(TEXT, TEXT.replace("T", "!T", 1), "in quotes"),
    "a text that begins with a >": Mistake(TEXT, TEXT.replace("T", "> T", 1), "in quotes"),
    "a text that begins with a [": Mistake(TEXT, TEXT.replace("T", "[sic] T", 1), "in quotes"),
    "a text that begins with a -": Mistake(TEXT, TEXT.replace("T", "- T", 1), "in quotes"),
    "a text that begins with a ?": Mistake(TEXT, TEXT.replace("T", "? T", 1), "in quotes"),
    "a list where a text is wanted": Mistake(TEXT, "        text: [Truanting]\n", "in quotes"),
    "a backslash": Mistake('"Truancing"', '"C:\\Data"', "single quotes"),
    "a bracket that is not closed": Mistake("[the shire]", "[the shire", "put a ']'"),
    "a name twice": Mistake(TEXT, TEXT + TEXT, "Keep one"),
    "a date as it is written in the UK": Mistake(
        'revision: "2026-11-21"', "revision: 21/11/2026", "YYYY-MM-DD"),
    "nothing at all": Mistake(TEXT, "        text:\n", "should be some text"),
    "a text that goes on with a colon": Mistake(
        "      - id: school.excluded",
        "that is: not going\n      - id: school.excluded", "put all of that text on one line"),
}  # fmt: skip
NAMES: Final = {
    "a capital in a name": Mistake("    team: Police", "    Team: Police", "did you mean 'team'?"),
    "a slip in a name": Mistake(
        '        source_text: "Truancing"', '        sorce_text: "Truancing"',
        "did you mean 'source_text'?"),
}  # fmt: skip


def line_of(mistake: Mistake) -> int:
    """Return the line of the mistake: the first that is not as it was."""
    lines = zip(changed(mistake[:2]).split("\n"), CATALOGUE.split("\n"), strict=False)
    return next(number for number, (new, old) in enumerate(lines, 1) if new != old)


def faults_of(mistake: Mistake) -> tuple[Fault, ...]:
    try:
        load(changed(mistake[:2]).encode(), "f.yaml")
    except InvalidFileError as error:
        return error.faults
    return ()


def points(mistake: Mistake) -> int:
    """Return how many of the three points the first fault scores."""
    first, *_ = faults_of(mistake) or (Fault("", 0, 0, "", "token"),)
    return (
        (first.line == line_of(mistake))
        + (JARGON.search(first.message) is None)
        + (mistake.does in first.message)
    )


def test_twenty_mistakes_score_sixty_of_sixty() -> None:
    scored = {name: points(mistake) for name, mistake in TWENTY.items()}
    assert len(scored) == 20
    assert sum(scored.values()) == 60, {name: got for name, got in scored.items() if got < 3}


@pytest.mark.parametrize("mistake", MORE.values(), ids=MORE)
def test_other_mistakes_score_as_much(mistake: Mistake) -> None:
    assert points(mistake) == 3, faults_of(mistake)


@pytest.mark.parametrize("mistake", NAMES.values(), ids=NAMES)
def test_a_wrong_name_is_told_on_its_line_with_the_right_one(mistake: Mistake) -> None:
    (told,) = (each for each in faults_of(mistake) if each.line == line_of(mistake))
    assert mistake.does in told.message


@pytest.mark.parametrize("mistake", [*TWENTY.values(), *MORE.values()], ids=[*TWENTY, *MORE])
def test_a_message_about_layout_repeats_nothing_of_what_the_file_says(mistake: Mistake) -> None:
    for fault in faults_of(mistake):
        assert "Truan" not in fault.message.replace("education.truanting", "")


@pytest.mark.parametrize(
    "line",
    ["note: Only for practitioners.  # ask again", "note: Only for practitioners.\t\t# ask again",
     'note: "See page #4"', "note: 'See page #4' # the second one", "note: C#",
     "note: null   # nothing", "note:   # nothing", "note: >-\n      See page #4", "audience: x"],
)  # fmt: skip
def test_what_looks_like_a_comment_is_one_and_what_is_in_quotes_is_text(line: str) -> None:
    text = changed((NOTE, line)) if line.startswith("note") else CATALOGUE
    load(text.encode(), "f.yaml")


def test_a_hash_after_a_value_that_is_no_free_text_is_a_comment() -> None:
    load(changed(("urgent: true", "urgent: true # now")).encode(), "f.yaml")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"id,text,source\nschool.late,Late,guide\n", "seems to be a table (CSV)"),
        (b'"id","text"\n"school.late","Late"\n', "seems to be a table (CSV)"),
        (b"Our guide.\n", "is only a text"),
        (b'"id","text","source"\n"school.late","Late","guide"\n', "seems to be a table (CSV)"),
        (CATALOGUE.replace("A guide", "Caf\u00e9").encode("cp1252"), "save the file with encoding"),
        (CATALOGUE.encode("utf-16"), "save the file with encoding UTF-8"),
    ],
)
def test_a_file_of_another_kind_is_told_plainly(data: bytes, says: str) -> None:
    with pytest.raises(InvalidFileError, match=re.escape(says)) as raised:
        load(data, "f.yaml")
    assert JARGON.search(str(raised.value)) is None


def test_a_mark_at_the_start_of_the_file_is_no_mistake() -> None:
    load(CATALOGUE.encode("utf-8-sig"), "f.yaml")


def test_what_does_not_fit_in_json_is_told_as_such() -> None:
    with pytest.raises(InvalidFileError, match=r"f\.json:2:9: .* look for a comma"):
        load(b'{"format": 1,\n "area" "leeds"}', "f.json")


@pytest.mark.parametrize(
    "long",
    ["a" + " " * 400_000 + "x", "a: " + "b" * 400_000, "a: " + "b:" * 200_000, 'a: "' + '\\"' * 9],
    ids=["spaces", "letters", "colons", "an open quote"],
)
def test_a_very_long_line_is_looked_at_in_no_time(long: str) -> None:
    with pytest.raises(InvalidFileError):
        load(f"a: b\n{long}\nc: d: e\n".encode(), "f.yaml")


SLIPS: Final = {
    "a space less": (r"^ ", ""),
    "a space more": (r"^(?= *(?:- )?\w+:)", " "),
    "no space after a colon": (r"^( *(?:- )?\w+): (?=\S)", r"\1:"),
    "no colon": (r"^( *(?:- )?\w+): (?=\S)", r"\1 "),
    "a tab": (r"^ {2,}", "\t"),
    "no closing quote": (r'(: ".*)"$', r"\1"),
    "a quote within": (r'(: ")(.* .*)"$', r'\1a "b" \2"'),
    "no space after a hyphen": (r"^( *)- (?=\w)", r"\1-"),
    "a dash for a hyphen": (r"^( *)- (?=\w)", "\\1\u2013 "),
}


def test_of_the_same_slips_on_every_line_nearly_all_are_told_on_it() -> None:
    lines = CATALOGUE.split("\n")
    right, wrong = 0, []
    for number, line in enumerate(lines):
        for name, (pattern, put) in SLIPS.items():
            slip = re.sub(pattern, put, line)
            try:
                load("\n".join([*lines[:number], slip, *lines[number + 1 :]]).encode(), "f.yaml")
            except InvalidFileError as error:
                if error.faults[0].line == number + 1:
                    right += 1
                else:
                    wrong.append((name, number + 1, str(error.faults[0])))
    assert right > 250
    assert right / (right + len(wrong)) >= 0.95, wrong
