"""What people found out about numbers: shown beside what was printed, and never in its place."""

from datetime import date
from pathlib import Path

import pytest
from formats import TEXTS
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from shells import Program, Ran

from cse_check import record
from cse_check.catalogue.library import read_catalogue
from cse_check.corrections import overlay as local
from cse_check.corrections.overlay import Overlay
from cse_check.corrections.patch import BY_HAND, patch
from cse_check.model import Catalogue, Contact, Edition, Role, Source
from cse_check.render import render
from cse_check.render.contacts import contacts_document
from cse_check.render.page import Page
from cse_check.render.text import render_document as as_text
from examples import (
    BUNDLED,
    CATALOGUE,
    TODAY,
    area_of,
    bundled,
    changed,
    edition,
    faults,
    screening,
)

EXAMPLE = edition().catalogue
NEW = "01632 960500"
PRINTED = "01632 960403"
ANSWER_WORDS = (
    "corrected locally on 21 November 2026, source: a letter; the catalogue printed 01632 960403"
)


def contact(name: str, catalogue: Catalogue = EXAMPLE) -> Contact:
    return next(each for each in catalogue.contacts if each.id == name)


def correcting(
    name: str = "duty-public",
    *,
    phone: str = NEW,
    option: str | None = None,
    source: str = "a letter",
    today: date = TODAY,
    catalogue: Catalogue = EXAMPLE,
) -> Overlay:
    return local.correct(
        local.empty(catalogue.area.id),
        contact(name, catalogue),
        phone=phone,
        option=option,
        source=source,
        today=today,
    )


def ids(catalogue: Catalogue) -> list[str]:
    return [each.id for each in catalogue.contacts]


def page(catalogue: Catalogue, role: Role = Role.PUBLIC) -> str:
    return " ".join(as_text(contacts_document(catalogue, role, TODAY), Page()).split())


# Merging


def test_a_correction_stands_directly_before_the_printed_number() -> None:
    merged = local.merge(EXAMPLE, correcting())
    assert ids(merged) == ["police", "duty-professional", "local-duty-public", "duty-public"]
    assert merged.contacts[3] == EXAMPLE.contacts[2]


def test_a_correction_says_when_from_where_and_what_was_printed() -> None:
    shown = page(local.merge(EXAMPLE, correcting()))
    assert ANSWER_WORDS in shown
    assert shown.index(f"- {NEW}: Duty Team") < shown.index(f"- {PRINTED}: Duty Team")
    assert "Some numbers were corrected on this machine" in shown


def test_a_correction_has_the_team_audience_and_hours_of_what_it_corrects_alone() -> None:
    corrected = local.merge(EXAMPLE, correcting("duty-professional")).contacts[1]
    printed = contact("duty-professional")
    assert (corrected.team, corrected.audience) == (printed.team, printed.audience)
    assert (corrected.hours, corrected.hours_text) == (printed.hours, printed.hours_text)
    assert (corrected.option, corrected.note) == (None, None)


def test_a_correction_stands_after_a_number_whose_source_is_later() -> None:
    overlay = correcting(today=date(2012, 1, 1))
    assert ids(local.merge(EXAMPLE, overlay))[2:] == ["duty-public", "local-duty-public"]


def test_a_second_correction_takes_the_place_of_the_first() -> None:
    overlay = local.correct(
        correcting(), contact("duty-public"), phone="0113 496 0001", option=None,
        source="a call", today=TODAY,
    )  # fmt: skip
    assert [each.phone for each in overlay.contacts] == ["0113 496 0001"]
    assert [each.title for each in overlay.sources] == ["a call"]


def test_a_confirmation_is_shown_with_its_day_and_role() -> None:
    overlay = local.confirm(
        local.empty("exampleshire"), contact("duty-public"), today=TODAY, by="duty manager"
    )
    shown = page(local.merge(EXAMPLE, overlay))
    assert f"- {PRINTED}: Duty Team" in shown
    assert "confirmed on 21 November 2026 (by duty manager)" in shown


def test_a_confirmation_without_a_role_says_the_day_alone() -> None:
    overlay = local.confirm(
        local.empty("exampleshire"), contact("duty-public"), today=TODAY, by=None
    )
    assert "confirmed on 21 November 2026 What" in page(local.merge(EXAMPLE, overlay))


def test_a_confirmation_does_not_pass_to_another_number() -> None:
    overlay = local.confirm(
        local.empty("exampleshire"), contact("duty-public"), today=TODAY, by=None
    )
    now = edition(changed((PRINTED, NEW))).catalogue
    assert local.merge(now, overlay) == now
    assert list(local.out_of_force(now, overlay)) == [
        f"The confirmation of duty-public is not shown: it was of {PRINTED}, which is "
        "no longer its number."
    ]


def test_a_correction_can_be_confirmed_and_keeps_the_printed_number_unconfirmed() -> None:
    overlay = correcting()
    merged = local.merge(EXAMPLE, overlay)
    overlay = local.confirm(overlay, contact("local-duty-public", merged), today=TODAY, by=None)
    merged = local.merge(EXAMPLE, overlay)
    assert contact("local-duty-public", merged).confirmed
    assert not contact("duty-public", merged).confirmed


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (changed((PRINTED, NEW)), "the catalogue prints that number now"),
        (changed(("id: duty-public", "id: other-public")), "the catalogue does not list it"),
        (
            changed(("id: duty-professional", "id: local-duty-public")),
            "the catalogue has that id itself now",
        ),
    ],
)
def test_a_correction_with_nothing_left_to_correct_is_told_and_not_shown(
    now: str, why: str
) -> None:
    catalogue = edition(now).catalogue
    assert local.merge(catalogue, correcting()) == catalogue
    assert list(local.out_of_force(catalogue, correcting())) == [
        f"The correction of duty-public to {NEW} is not shown: {why}."
    ]


def test_withdrawing_leaves_nothing_behind() -> None:
    assert local.withdraw(correcting(), "local-duty-public").is_empty
    assert local.withdraw(correcting(), "local-duty-public").sources == ()


def test_the_id_of_a_correction_is_never_too_long() -> None:
    assert len(local.local_id("a" * 64)) == 64
    assert local.local_id("a" * 57 + "-bc") == "local-" + "a" * 57


@pytest.mark.parametrize("path", BUNDLED, ids=area_of)
def test_no_printed_number_of_a_shipped_catalogue_is_ever_hidden(path: Path) -> None:
    catalogue = bundled(area_of(path)).catalogue
    for each in catalogue.contacts:
        overlay = correcting(each.id, catalogue=catalogue)
        merged = local.merge(catalogue, overlay)
        assert (
            tuple(found for found in merged.contacts if not found.corrected) == catalogue.contacts
        )
        assert len(merged.corrections) == 1


# The file


def test_an_overlay_is_written_as_it_is_read() -> None:
    overlay = local.confirm(correcting(option="option 3"), EXAMPLE.contacts[1], today=TODAY, by="x")
    assert local.load(local.dump(overlay).encode(), "f", "exampleshire") == overlay


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1).map(str.strip))
def test_any_source_that_can_be_typed_survives_the_file(source: str) -> None:
    if source:
        overlay = correcting(source=source)
        assert local.load(local.dump(overlay).encode(), "f", "exampleshire") == overlay


OVERLAY = local.dump(local.confirm(correcting(), EXAMPLE.contacts[1], today=TODAY, by="x"))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("area: exampleshire", "area: leeds", "should be 'exampleshire'"),
        ("format: 1", "format: 2", "is format 2"),
        (f'phone: "{NEW}"', "phone: 0207", "is not a UK number"),
        (f'phone: "{NEW}"', "fone: x", "did you mean 'phone'?"),
        ("    source: local-duty-public", "    source: other", "'other' is not the id of a source"),
        ('on: "2026-11-21"}', 'on: "2026-02-30"}', "corrected.on: is not a real date"),
        ('    on: "2026-11-21"', '    on: "2026-02-30"', "confirmed[0].on: '2026-02-30' is not"),
        ('published: "2026-11-21"', 'published: "2026"', "should be the day of the correction"),
    ],
)
def test_a_fault_of_an_overlay_has_its_place(old: str, new: str, says: str) -> None:
    found = faults(
        lambda: local.load(changed((old, new), text=OVERLAY).encode(), "f", "exampleshire")
    )
    assert any(says in each for each in found), found
    assert all(each.startswith("f:") for each in found)


def test_a_contact_of_an_overlay_says_what_it_corrects_and_nothing_is_there_twice() -> None:
    first = OVERLAY.split("contacts:\n")[1].split("confirmed:\n")[0]
    twice = OVERLAY.replace(first, first + first)
    bare = OVERLAY.replace("    corrected:", "    confirmed: {on: '2026-11-21'}\n    corrected:")
    bare = bare.replace(
        '    corrected: {contact: duty-public, printed: "01632 960403", on: "2026-11-21"}', ""
    )
    for text, says in (
        (twice, "'local-duty-public' appears twice"),
        (bare, "has no 'corrected'"),
        (bare, "belongs under 'confirmed'"),
    ):
        found = faults(lambda text=text: local.load(text.encode(), "f", "exampleshire"))  # type: ignore[misc]
        assert any(says in each for each in found), found


@pytest.mark.parametrize(
    "extra",
    [
        '    confirmed: {on: "2026-11-21"}\n',
        '    corrected: {contact: police, printed: "999", on: "2026-11-21"}\n',
    ],
)
def test_a_catalogue_s_own_file_has_no_local_words(extra: str) -> None:
    text = changed(('    phone: "999"\n', f'    phone: "999"\n{extra}'))
    (fault,) = faults(lambda: edition(text))
    assert fault.endswith("belongs to local corrections, not to a catalogue")


# Records


def test_a_record_keeps_a_correction_and_says_so_for_ever() -> None:
    merged = local.merge(EXAMPLE, correcting())
    made = screening(of=Edition(merged, edition().sha256), role=Role.PUBLIC)
    again = record.load(record.dump(made).encode(), "f")
    assert again.edition == made.edition
    assert '"local_corrections": [\n      "local-duty-public"\n    ]' in record.dump(made)
    for name in TEXTS:
        text = " ".join(render(again, name, Page()).split())
        assert NEW in text
        assert PRINTED in text
        assert name == "json" or "in force, and not part of the file with that SHA-256" in text


def test_a_record_without_a_correction_says_nothing_of_any() -> None:
    assert "local_corrections" not in record.dump(screening())


# The patch


def patched(data: bytes, overlay: Overlay, folder: Path) -> Catalogue:
    """Apply the patch with a small applier of our own: no context is ever out of place here."""
    before = data.decode().splitlines(keepends=True)
    after: list[str] = []
    at = 0
    for line in patch(data, "x.yaml", overlay).splitlines(keepends=True)[2:]:
        if line.startswith("@@"):
            start = int(line.split("-")[1].split(",")[0]) - 1
            after += before[at:start]
            at = start
        elif line.startswith("+"):
            after.append(line[1:])
        else:
            assert line[1:] == before[at]
            after.append(before[at])
            at += 1
    path = folder / "patched.yaml"
    path.write_text("".join([*after, *before[at:]]), encoding="utf-8")
    return read_catalogue(path).catalogue


@pytest.mark.parametrize("path", BUNDLED, ids=area_of)
def test_the_patch_puts_correction_and_source_into_the_catalogue(
    path: Path, tmp_path: Path
) -> None:
    catalogue = bundled(area_of(path)).catalogue
    last = catalogue.contacts[-1]
    overlay = local.confirm(
        correcting(last.id, catalogue=catalogue), catalogue.contacts[0], today=TODAY, by="x"
    )
    after = patched(path.read_bytes(), overlay, tmp_path)
    assert ids(after) == ids(local.merge(catalogue, overlay))
    assert after.source(f"local-{last.id}").title == "a letter"
    assert "# 999 was confirmed on 2026-11-21 (by x)." in patch(path.read_bytes(), "x", overlay)


def test_where_the_layout_allows_no_patch_the_lines_come_as_they_are() -> None:
    start = CATALOGUE.index("sources:")
    end = CATALOGUE.index("guide:")
    flow = (
        CATALOGUE[:start]
        + 'sources: [{id: guide, title: A, publisher: B, published: "2013"}, '
        + "{id: page, title: A, publisher: B, published_note: none}]\n"
        + CATALOGUE[end:]
    )
    text = patch(flow.encode(), "x.yaml", correcting())
    assert text.startswith(BY_HAND)
    assert "  - id: local-duty-public" in text
    text = patch(
        flow.encode(), "x", local.confirm(correcting(), EXAMPLE.contacts[0], today=TODAY, by=None)
    )
    assert "# 999 was confirmed on 2026-11-21." in text


def test_a_correction_behind_the_last_contact_is_put_in_by_hand() -> None:
    overlay = correcting(today=date(2012, 1, 1))
    assert patch(CATALOGUE.encode(), "x.yaml", overlay).startswith(BY_HAND)


# The commands


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def overlay_file(program: Program) -> Path:
    return program.home / ".local/share/cse-check/contacts/leeds.yaml"


def correct(program: Program, *more: str) -> Ran:
    return program.run_inside(
        "contacts", "correct", "leeds", "edt-2013", "--phone", "0113 496 0999", "--source",
        "the team's page", *more,
    )  # fmt: skip


def test_a_correction_is_shown_everywhere_and_the_printed_number_too(program: Program) -> None:
    assert correct(program).code == 0
    (program.home / "a.yaml").write_text("{}")
    for command in (
        ["contacts", "--area", "leeds", "--full"],
        ["guide", "--area", "leeds"],
        ["screen", "--area", "leeds", "--answers", "a.yaml"],
        ["catalogue", "show", "leeds"],
        ["contacts", "check"],
    ):
        shown = program.run_inside(*command).out
        assert 0 < shown.index("0113 496 0999") < shown.index("- 0113 240 9536"), command
        assert "corrected locally on 21 November 2026" in shown, command


def test_the_key_for_contacts_shows_a_correction(program: Program) -> None:
    correct(program)
    ran = program.run_inside("screen", "--area", "leeds", "--plain", "--no-draft", stdin="c\nq\n")
    assert "0113 496 0999" in ran.err
    assert "0113 240 9536" in ran.err


def test_a_draft_of_before_a_correction_says_that_the_contacts_have_changed(
    program: Program,
) -> None:
    program.run_inside("screen", "--area", "leeds", stdin="y\nq\n")
    correct(program)
    ran = program.run_inside("screen", "--resume", "last", stdin="q\n")
    assert "Added a contact: Emergency Duty Team: 0113 496 0999" in ran.err


def test_the_local_file_is_for_its_owner_alone(program: Program) -> None:
    correct(program)
    assert overlay_file(program).stat().st_mode & 0o777 == 0o600
    assert overlay_file(program).parent.stat().st_mode & 0o777 == 0o700


def test_check_says_how_old_each_number_is_and_which_were_never_confirmed(
    program: Program,
) -> None:
    said = program.run_inside("contacts", "confirm", "leeds", "police", "--by", "duty\x1b manager")
    assert said.err.startswith("Confirmed: 999, Police. Kept in ")
    shown = program.run_inside("contacts", "check", "--area", "leeds").out
    assert "Leeds (leeds) (6 of 7 never confirmed here)" in shown
    assert "confirmed on 21 November 2026 (by duty[U+001B] manager)" in shown
    assert "November 2013, 13 years old" in shown
    assert shown == program.run_inside("contacts", "--area", "leeds", "check").out


def test_a_broken_local_file_hides_no_printed_number_and_is_told_with_its_place(
    program: Program,
) -> None:
    correct(program)
    overlay_file(program).write_text("format: 1\narea: leeds\ncontacts: x\n")
    shown = program.run_inside("contacts", "--area", "leeds")
    assert shown.code == 0
    assert "0113 240 9536" in shown.out
    assert "leeds.yaml:3:11: contacts: should be a list" in shown.err
    assert "The local corrections could not be read." in shown.err
    checked = program.run_inside("contacts", "check", "--area", "leeds")
    assert checked.code == 3
    assert "leeds.yaml:3:11" in checked.err
    assert "0113 240 9536" in checked.out
    assert program.run_inside("contacts", "confirm", "leeds", "police").code == 3
    assert overlay_file(program).read_text().endswith("contacts: x\n")


def test_a_local_file_that_cannot_be_read_hides_no_printed_number(program: Program) -> None:
    overlay_file(program).mkdir(parents=True)
    shown = program.run_inside("contacts", "--area", "leeds")
    assert (shown.code, "0113 240 9536" in shown.out) == (0, True)
    assert "The local corrections could not be read." in shown.err
    assert program.run_inside("contacts", "check").code == 1


def test_a_broken_catalogue_does_not_stop_the_check_of_the_others(program: Program) -> None:
    (program.home / "indicators_broken.yaml").write_text("x")
    ran = program.run_inside("contacts", "check", "--catalogue-dir", program.home)
    assert ran.code == 3
    assert "Leeds (leeds)" in ran.out
    assert "indicators_broken.yaml:1:1" in ran.err


def test_what_was_said_can_be_withdrawn(program: Program) -> None:
    correct(program)
    assert program.run_inside("contacts", "withdraw", "leeds", "edt-2013").code == 0
    assert not overlay_file(program).exists()
    again = program.run_inside("contacts", "withdraw", "leeds", "edt-2013")
    assert again.code == 2
    assert "No number with that id was confirmed" in again.err


def test_withdrawing_by_the_id_of_a_correction_leaves_the_rest(program: Program) -> None:
    correct(program)
    program.run_inside("contacts", "confirm", "leeds", "police")
    assert program.run_inside("contacts", "withdraw", "leeds", "local-edt-2013").code == 0
    assert "0113 496 0999" not in overlay_file(program).read_text()


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["edt-2013", "--phone", "0113", "--source", "x"], "--phone is not a UK number"),
        (["edt-2013", "--phone", "0113 2409536", "--source", "x"], "that the catalogue prints"),
        (["edt-2014", "--phone", "0113 496 0999", "--source", "x"], "did you mean 'edt-2013'?"),
        (["police", "--phone", "112", "--source", "x"], "999 is the emergency number"),
        (["edt-2013", "--phone", "0113 496 0999", "--source", " "], "--source needs some text"),
        (["edt-2013", "--phone", "0113 496 0999", "--source", "x" * 201], "at most 200"),
        (
            ["edt-2013", "--phone", "0113 496 0999", "--source", "x", "--option", ""],
            "--option needs some text",
        ),
    ],
)
def test_a_correction_that_makes_no_sense_writes_nothing(
    program: Program, args: list[str], says: str
) -> None:
    ran = program.run_inside("contacts", "correct", "leeds", *args)
    assert ran.code == 2
    assert says in ran.err
    assert not overlay_file(program).exists()


def test_an_export_without_corrections_says_so(program: Program) -> None:
    ran = program.run_inside("contacts", "export", "leeds")
    assert ran.code == 2
    assert "Nothing was confirmed or corrected here for leeds." in ran.err


def test_an_export_can_be_a_file(program: Program) -> None:
    correct(program)
    ran = program.run_inside("contacts", "export", "leeds", "--output", "leeds.patch")
    assert ran.code == 0
    written = (program.home / "leeds.patch").read_text()
    assert written == program.run_inside("contacts", "export", "leeds").out
    assert written.startswith("--- a/indicators_leeds.yaml\n+++ b/indicators_leeds.yaml\n")


def test_without_a_local_file_its_code_is_not_even_imported(program: Program) -> None:
    code = (
        "import sys; from cse_check.cli import run; from cse_check.cli.shell import Shell; "
        "run(Shell.of_process(), ['contacts', '--area', 'leeds']); "
        "print([m for m in sys.modules if m.endswith(('local', 'upkeep', 'patch', 'difflib'))],"
        " file=sys.stderr)"
    )
    ran = program.run_bytes("-c", code, command=(__import__("sys").executable,))
    assert b"cse_check.corrections.overlay" not in ran.stderr
    assert b"upkeep" not in ran.stderr


def test_a_source_that_is_used_no_more_is_not_merged() -> None:
    stray = Source("stray", "t", "p", published="2026-11-21")
    overlay = replace(correcting(), sources=(*correcting().sources, stray))
    assert [each.id for each in local.merge(EXAMPLE, overlay).sources] == [
        "guide", "page", "local-duty-public",
    ]  # fmt: skip


def test_a_word_after_contacts_that_is_no_command_is_not_repeated(program: Program) -> None:
    ran = program.run_inside("contacts", "Zebedee")
    assert ran.code == 2
    assert "Zebedee" not in ran.err
    assert "cse-check contacts --area AREA" in ran.err


def test_contacts_are_shown_the_same_whatever_the_commands_below_are(program: Program) -> None:
    shown = program.run_inside("contacts", "--area", "leeds", "--role", "public")
    assert "Leeds, for the public: " in shown.out
    asked = program.run_inside("contacts")
    assert (asked.code, "Say which area: --area AREA." in asked.err) == (2, True)


def test_a_draft_keeps_the_correction_that_it_was_started_with(program: Program) -> None:
    correct(program)
    program.run_inside("screen", "--area", "leeds", stdin="y\nq\n")
    program.run_inside("contacts", "withdraw", "leeds", "edt-2013")
    ran = program.run_inside("screen", "--resume", "last", stdin="c\nq\n")
    assert "Removed a contact: Emergency Duty Team: 0113 496 0999" in ran.err
    assert "0113 496 0999  Emergency Duty Team: now (weekend); corrected here" in ran.err


def test_a_corrected_number_answers_when_its_team_does_by_the_same_source(
    program: Program,
) -> None:
    program.run_inside(
        "contacts", "correct", "leeds", "duty-advice-later", "--phone", "0113 496 0999",
        "--source", "a call",
    )  # fmt: skip
    shown = " ".join(program.run_inside("contacts", "--area", "leeds", "--full").out.split())
    hours = (
        "Answers: Monday to Thursday 09:00 to 17:00, Friday 09:00 to 16:30 (Leeds City Council, "
        "One minute guide: Children's Emergency Duty Team)"
    )
    corrected = shown.partition("- 0113 496 0999: ")[2].partition("- 0113")[0]
    assert hours in corrected
    assert "0113 496 0999  Duty & Advice Team: from Monday 09:00; corrected here" in (
        program.run_inside("contacts", "--area", "leeds").out
    )


def test_the_patch_of_a_correction_has_its_hours_and_their_source(program: Program) -> None:
    program.run_inside(
        "contacts", "correct", "leeds", "edt-later", "--phone", "0113 496 0999",
        "--source", "a call",
    )  # fmt: skip
    patch = program.run_inside("contacts", "export", "leeds").out
    assert '+    open: ["mon-thu 17:00-09:00", "fri 16:30-09:00", "sat-sun 09:00-09:00"]\n' in patch
    assert "+    open_source: council-edt\n" in patch
    assert "by hand" not in patch


@pytest.mark.parametrize(
    "wrong",
    [
        ("confirm", "leeds", "no-such-id"),
        ("withdraw", "leeds", "police"),
        ("correct", "leeds", "edt-2013", "--phone", "0113 240 9536", "--source", "rung"),
    ],
)
def test_what_was_wrongly_asked_for_leaves_nothing_behind(
    wrong: tuple[str, ...], program: Program
) -> None:
    assert program.run_inside("contacts", *wrong).code == 2
    assert not (program.home / ".config").exists()
