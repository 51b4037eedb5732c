"""Records, drafts, amendments and comparisons with the real program."""

import json
import os
import re
import signal
import subprocess
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest
from shells import PROGRAM, Program, ids_of
from systems import ENDING

from cse_check.interview.drafts import Draft
from examples import DATA

IDS = ids_of("leeds")
NAME = re.compile(r"--resume (leeds-[0-9a-f]{8})")
REST = ".\n" * 9 + "\n"
"""Skip what is left of every category, and finish the review; the end of input ends the rest."""


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


def drafts_of(program: Program) -> list[Path]:
    return sorted((program.home / ".local/share/cse-check/drafts").glob("*"))


def screened(program: Program, name: str, stdin: str, *args: str) -> Path:
    """Walk through the Leeds checklist and give the record."""
    ran = program.run_inside("screen", "--area", "leeds", "--output", name, *args, stdin=stdin)
    assert ran.code == 0, ran.err
    return program.home / name


def answers_in(record: Path) -> dict[str, str | None]:
    answers = json.loads(record.read_text())["answers"]
    return {name: said["answer"] for name, said in answers.items()}


# Drafts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stop", ["q\n", ""])
def test_stopping_keeps_a_draft_and_says_how_to_go_on(program: Program, stop: str) -> None:
    ran = program.run_inside("screen", "--area", "leeds", stdin=f"y\nn\n{stop}")
    assert ran.code == 130
    assert ran.out == ""
    assert "What was entered so far (2) is kept as the draft leeds-" in ran.err
    assert len(drafts_of(program)) == 1


def test_a_draft_goes_on_where_it_stopped_and_is_gone_at_the_end(program: Program) -> None:
    stopped = program.run_inside(
        "screen", "--area", "leeds", "--case", "EX-7", stdin="y\n\nb\n+\nseen\n"
    )
    name = NAME.search(stopped.err)
    assert name
    ran = program.run_inside(
        "screen", "--resume", name[1], "--output", "r.json", stdin=f"?\n{REST}"
    )
    assert ran.code == 0, ran.err
    assert "2 of 45. Regularly not attending school\nYour note: seen\n" in ran.err
    record = json.loads((program.home / "r.json").read_text())
    assert record["case_ref"] == "EX-7"
    assert record["answers"][IDS[0]]["answer"] == "yes"
    assert record["answers"][IDS[1]] == {
        "answer": "not-known",
        "when": None,
        "basis": None,
        "note": "seen",
    }
    assert drafts_of(program) == []


def test_the_last_draft_can_be_asked_for_without_its_name(program: Program) -> None:
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    ran = program.run_inside("screen", "--resume", "last", "--format", "json", stdin=REST)
    assert ran.answers == {IDS[0]: "yes"}


def test_a_draft_that_is_not_there_is_a_usage_error_that_lists_the_others(program: Program) -> None:
    assert program.run_inside("screen", "--resume", "last").err.startswith(
        "There is no such draft."
    )
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    ran = program.run_inside("screen", "--resume", "../../etc/passwd")
    assert ran.code == 2
    assert re.search(r"^There is no such draft\.\n  leeds-[0-9a-f]{8}  last changed ", ran.err)


def test_a_draft_says_exactly_what_has_changed_in_its_catalogue(program: Program) -> None:
    data = DATA / "indicators_leeds.yaml"
    folder = program.home / ".local/share/cse-check/catalogues"
    folder.mkdir(parents=True)
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    text = data.read_text(encoding="utf-8")
    text = text.replace('"0113 222 4403"', '"0113 222 4404"').replace(
        "text: Truanting", "text: Truanting from school"
    )
    (folder / "indicators_leeds.yaml").write_text(text, encoding="utf-8")
    ran = program.run_inside("screen", "--resume", "last", "--format", "json", stdin=REST)
    assert ran.code == 0
    assert "The catalogue has changed since this was started." in ran.err
    assert "it was “Truanting” and is now “Truanting from school”" in ran.err
    assert "0113 222 4404" in ran.err
    assert ran.record["catalogue"]["categories"][0]["indicators"][0]["text"] == "Truanting"


@pytest.mark.parametrize(
    "more", [["--no-draft"], ["--amend", "r.json"], ["--answers", "a.yaml"]], ids=" ".join
)
def test_a_draft_goes_on_by_itself_alone(program: Program, more: list[str]) -> None:
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    assert program.run_inside("screen", "--resume", "last", *more, stdin=REST).code == 2
    assert len(drafts_of(program)) == 1


def test_a_summary_that_cannot_be_written_leaves_the_draft_and_says_so(program: Program) -> None:
    ran = program.run_line("cse-check screen --area leeds >/dev/full", stdin=f"y\n{REST}")
    assert ran.code == 1
    (draft,) = drafts_of(program)
    assert f"Your answers are kept: cse-check screen --resume {draft.stem}" in ran.err
    again = program.run_inside("screen", "--resume", "last", "--format", "json", stdin=REST)
    assert again.answers == {IDS[0]: "yes"}
    assert drafts_of(program) == []


def test_no_draft_keeps_nothing_and_says_so(program: Program) -> None:
    ran = program.run_inside("screen", "--area", "leeds", "--no-draft", stdin="y\n")
    assert "Nothing was kept: what was entered so far (1) is gone." in ran.err
    assert "Nothing is kept unless you ask for it." in ran.err
    assert drafts_of(program) == []


def test_drafts_are_listed_without_what_they_hold_and_purged(program: Program) -> None:
    program.run_inside("screen", "--area", "leeds", "--case", "EX-7", stdin="y\n\nb\n+\nCANARY\n")
    listed = program.run_inside("drafts", "list")
    assert re.fullmatch(
        r"leeds-[0-9a-f]{8}  \d{4}-\d\d-\d\d \d\d:\d\d  Leeds, case EX-7, 1 of 45 answered\n",
        listed.out,
    )
    assert "CANARY" not in listed.out + listed.err
    assert (
        program.run_inside("drafts", "purge", "--older-than", "30d").err
        == "Removed: 0 of 1 drafts.\n"
    )
    assert program.run_inside("drafts", "purge", "--yes").err == "Removed: 1 of 1 drafts.\n"
    assert program.run_inside("drafts", "list").err == "There are no drafts.\n"


def test_old_drafts_alone_are_purged(program: Program) -> None:
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    (draft,) = drafts_of(program)
    (draft.parent / ".cse-check-left.tmp").write_text("left by a crash")
    for path in drafts_of(program):
        os.utime(path, (0, 0))
    program.run_inside("screen", "--area", "leeds", stdin="n\n")
    assert (
        program.run_inside("drafts", "purge", "--older-than", "1d", "--yes").err
        == "Removed: 1 of 2 drafts.\n"
    )
    assert len(drafts_of(program)) == 1


def test_an_age_that_is_no_number_of_days_is_a_usage_error(program: Program) -> None:
    assert program.run_inside("drafts", "purge", "--older-than", "soon").code == 2


def test_a_broken_draft_is_listed_as_one_and_does_not_stop_the_list(program: Program) -> None:
    program.run_inside("screen", "--area", "leeds", stdin="y\n")
    (draft,) = drafts_of(program)
    draft.write_text("{}")
    assert "not a draft that this version can read" in program.run_inside("drafts", "list").out
    assert program.run_inside("screen", "--resume", "last").code == 3


def test_two_sessions_do_not_write_each_other_s_draft(program: Program) -> None:
    with program.on_terminal("screen", "--area", "leeds") as one:
        one.wait_for("1 of 45").type("y")
        with program.on_terminal("screen", "--area", "leeds") as two:
            two.wait_for("1 of 45").type("n")
            one.wait_for("2 of 45").type("y").wait_for("3 of 45")
            two.wait_for("2 of 45").type("\x03")
            assert two.end() == 130
        one.type("\x03")
        assert one.end() == 130
    drafts = [json.loads(path.read_text())["answers"] for path in drafts_of(program)]
    assert sorted(len(each) for each in drafts) == [1, 2]


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_keeps_the_draft_and_ends_in_order(
    program: Program, number: signal.Signals
) -> None:
    with program.on_terminal("screen", "--area", "leeds") as terminal:
        terminal.wait_for("1 of 45").type("y").wait_for("2 of 45")
        terminal.signal(number)
        assert terminal.end() == 130
    (draft,) = drafts_of(program)
    assert json.loads(draft.read_text())["answers"][IDS[0]]["answer"] == "yes"


def test_a_closed_terminal_keeps_the_draft(program: Program) -> None:
    with program.on_terminal("screen", "--area", "leeds") as terminal:
        terminal.wait_for("1 of 45").type("y").wait_for("2 of 45")
    (draft,) = drafts_of(program)
    assert json.loads(draft.read_text())["cursor"] == 1


KEYS = "yn?" * 16
MEANS = {"y": "yes", "n": "no", "?": "not-known"}


class Killed:
    """A walk in plain lines, which is never ended but by kill -9."""

    def __init__(self, program: Program, *args: str) -> None:
        self._process = subprocess.Popen(
            [*PROGRAM, "screen", *args],
            env=program.environ,
            cwd=program.home,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def asked(self) -> int:
        """Wait for a question, and give its number."""
        stream, shown = self._process.stderr, b""
        assert stream
        while not shown.endswith(b"Answer: "):
            shown += stream.read(1)
        return int(re.findall(rb"(\d+) of 45\.", shown)[-1])

    def answer(self, key: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{key}\n".encode())
        self._process.stdin.flush()

    def kill(self) -> None:
        with self._process as process:
            process.kill()


@pytest.mark.slow
def test_a_walk_killed_at_fifty_points_never_loses_more_than_the_answer_being_typed(
    program: Program,
) -> None:
    sure, typed = 0, 0
    for point in range(50):
        start = ["--resume", "last"] if sure else ["--area", "leeds"]
        walk = Killed(program, *start)
        asked = walk.asked() - 1
        assert sure <= asked <= typed, f"answers were lost or invented at point {point}"
        walk.answer(KEYS[asked])
        sure, typed = asked, asked + 1
        if point % 3 and typed < 45:  # else it is killed while the answer is being taken
            assert walk.asked() == typed + 1
            sure = typed
        walk.kill()
        if sure == 45:
            break
        assert len([path for path in drafts_of(program) if path.suffix == ".draft"]) <= 1
    answers = program.run_inside(
        "screen", "--resume", "last", "--format", "json", stdin=REST
    ).answers
    assert sure <= len(answers) <= typed
    assert answers == {IDS[index]: MEANS[KEYS[index]] for index in range(len(answers))}


# Amending and comparing --------------------------------------------------------------------------


def test_an_amendment_starts_from_the_answers_and_names_what_it_supersedes(
    program: Program,
) -> None:
    first = screened(program, "first.json", f"y\nn\n{REST}", "--case", "EX-7")
    before = first.read_bytes()
    ran = program.run_inside(
        "screen", "--amend", "first.json", "--output", "second.json", stdin="2\ny\n\n"
    )
    assert ran.code == 0, ran.err
    second = json.loads((program.home / "second.json").read_text())
    assert second["supersedes"] == sha256(before).hexdigest()
    assert second["case_ref"] == "EX-7"
    assert answers_in(program.home / "second.json") == {IDS[0]: "yes", IDS[1]: "yes"}
    assert first.read_bytes() == before
    assert (
        f"Supersedes:     {second['supersedes']}" in program.run_inside("report", "second.json").out
    )


def test_stopping_an_amendment_before_anything_is_said_loses_nothing_and_says_so(
    program: Program,
) -> None:
    screened(program, "r.json", f"y\n{REST}")
    ran = program.run_inside("screen", "--amend", "r.json", stdin="q\n")
    assert "Nothing was entered yet: what it started from is as it was." in ran.err
    assert "is gone" not in ran.err
    ran = program.run_inside("screen", "--amend", "r.json", "--no-draft", stdin="1 n\nq\n")
    assert "Nothing was kept: what was entered so far (1) is gone." in ran.err


def test_an_answer_is_not_taken_over_to_a_question_in_other_words(program: Program) -> None:
    screened(program, "first.json", f"y\nn\n{REST}")
    data = DATA / "indicators_leeds.yaml"
    folder = program.home / "new"
    folder.mkdir()
    text = data.read_text(encoding="utf-8").replace("text: Truanting", "text: Plays truant")
    (folder / "indicators_leeds.yaml").write_text(text, encoding="utf-8")
    ran = program.run_inside(
        *("screen", "--amend", "first.json", "--catalogue-dir", "new", "--format", "json"),
        stdin="\n",
    )
    assert ran.answers == {IDS[1]: "no"}
    assert f"no longer asked in the same words: {IDS[0]}" in ran.err
    assert "it was “Truanting” and is now “Plays truant”" in ran.err


def test_an_amendment_can_take_answers_and_texts_from_a_file(program: Program) -> None:
    screened(program, "first.json", f"y\nn\n{REST}")
    (program.home / "more.yaml").write_text(
        f"{IDS[1]}: yes\nnarrative: {{worry: 'seen twice'}}\n", encoding="utf-8"
    )
    ran = program.run_inside(
        "screen", "--amend", "first.json", "--answers", "more.yaml", "--format", "json"
    )
    assert ran.answers == {IDS[0]: "yes", IDS[1]: "yes"}
    assert ran.record["narrative"]["worry"] == "seen twice"


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_saving_over_a_record_is_refused(program: Program, force: list[str]) -> None:
    record = screened(program, "first.json", f"y\n{REST}")
    before = record.read_bytes()
    ran = program.run_inside(
        "screen", "--area", "leeds", "--output", "first.json", *force, stdin=REST
    )
    assert ran.code == 1
    assert "first.json: is a record. Records are never replaced" in ran.err
    assert record.read_bytes() == before


@pytest.mark.parametrize(
    "command",
    [
        ["compare", "first.json", "first.json"],
        ["template", "--area", "leeds"],
        ["contacts", "export", "leeds"],
        ["catalogue", "schema"],
        ["batch", "cases.csv", "--area", "leeds", "--format", "jsonl"],
    ],
    ids=lambda command: command[0],
)
def test_no_command_replaces_a_record(program: Program, command: list[str]) -> None:
    record = screened(program, "first.json", f"y\n{REST}")
    before = record.read_bytes()
    (program.home / "cases.csv").write_text("case_ref,education.truanting\nEX-1,y\n")
    program.run_inside("contacts", "confirm", "leeds", "police")
    ran = program.run_inside(*command, "--output", "first.json", "--force")
    assert ran.code == 1
    assert "first.json: is a record. Records are never replaced" in ran.err
    assert record.read_bytes() == before


SAVES = {
    "screen": ["screen", "--area", "leeds", "--answers", "none.yaml"],
    "screen --amend": ["screen", "--amend", "plain.json", "--answers", "none.yaml"],
    "report": ["report", "plain.json"],
}


@pytest.fixture
def sealed(program: Program) -> Path:
    """Return an encrypted record; beside it stand a plain one and a file without answers."""
    (program.home / "none.yaml").write_text("{}\n")
    args = (*SAVES["screen"], "--recipient", str(pyrage.x25519.Identity.generate().to_public()))
    assert program.run_inside(*args, "--output", "first.json.age").code == 0
    assert program.run_inside(*SAVES["screen"], "--output", "plain.json").code == 0
    return program.home / "first.json.age"


@pytest.mark.parametrize("command", SAVES)
def test_force_spares_an_encrypted_record(command: str, program: Program, sealed: Path) -> None:
    before = sealed.read_bytes()
    key = str(pyrage.x25519.Identity.generate().to_public())
    args = (*SAVES[command], "--recipient", key, "--output", sealed.name, "--force")
    ran = program.run_inside(*args)
    assert (ran.code, f"{sealed.name}: is a record." in ran.err) == (1, True)
    assert sealed.read_bytes() == before


@pytest.mark.parametrize(
    "command",
    [
        ["compare", "plain.json", "plain.json"],
        ["template", "--area", "leeds"],
        ["batch", "cases.csv", "--area", "leeds"],
        ["batch", "cases.csv", "--area", "leeds", "--output", "out.csv", "--rejects"],
        ["catalogue", "schema"],
    ],
    ids=lambda command: command[0] + command[-1],
)
def test_force_spares_an_encrypted_record_whatever_it_is_called(
    command: list[str], program: Program, sealed: Path
) -> None:
    before = sealed.read_bytes()
    sealed.rename(program.home / "notes.md")
    (program.home / "cases.csv").write_text("case_ref,education.truanting\nEX-1,y\n")
    last = [] if command[-1] == "--rejects" else ["--output"]
    ran = program.run_inside(*command, *last, "notes.md", "--force")
    assert (ran.code, "notes.md: is a record." in ran.err) == (1, True)
    assert (program.home / "notes.md").read_bytes() == before


@pytest.mark.parametrize("indent", [None, 0, 4])
def test_a_record_that_was_laid_out_anew_is_still_one(
    indent: int | None, program: Program, sealed: Path
) -> None:
    plain = program.home / "plain.json"
    plain.write_text(
        json.dumps(json.loads(plain.read_text()), indent=indent, separators=(",", ":"))
    )
    before = plain.read_bytes()
    assert program.run_inside("report", "plain.json").code == 0
    ran = program.run_inside(*SAVES["screen"], "--output", "plain.json", "--force")
    assert (ran.code, plain.read_bytes()) == (1, before)


def as_sorted(text: str) -> bytes:
    return json.dumps(json.loads(text), sort_keys=True).encode()


def behind_more(text: str) -> bytes:
    return json.dumps({"more": "x" * 9000, **json.loads(text)}).encode()


@pytest.mark.parametrize(
    "change",
    [
        as_sorted,
        behind_more,
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text[:-9].encode(),
        lambda text: b"format: 1\ntool: {name: cse-check, version: 1}\n",
    ],
    ids=["sorted", "behind more", "utf-16", "bom", "cut off", "YAML"],
)
def test_a_record_is_known_by_what_it_has_and_never_replaced(
    change: Callable[[str], bytes], program: Program, sealed: Path
) -> None:
    plain = program.home / "plain.json"
    plain.write_bytes(before := change(plain.read_text()))
    ran = program.run_inside(*SAVES["screen"], "--output", "plain.json", "--force")
    assert (ran.code, plain.read_bytes()) == (1, before)
    assert "Records are never replaced" in ran.err


def test_a_file_that_only_speaks_of_cse_check_is_replaced_with_force(
    program: Program, sealed: Path
) -> None:
    (program.home / "plain.json").write_text('{"name": "cse-check", "tool": 1}')
    assert program.run_inside(*SAVES["screen"], "--output", "plain.json", "--force").code == 0


def test_a_record_that_came_while_the_questions_were_asked_is_spared(
    program: Program, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, screened_on = program.home / "late.json", Draft.screened
    monkeypatch.setattr(
        Draft,
        "screened",
        lambda *args: (late.write_bytes(sealed.read_bytes()), screened_on(*args))[1],
    )
    ran = program.run_inside(*SAVES["screen"], "--output", "late.json", "--force")
    assert (ran.code, "late.json: is a record." in ran.err) == (1, True)
    assert late.read_bytes() == sealed.read_bytes()


def test_a_record_that_was_changed_by_hand_is_refused_and_said_to_be(program: Program) -> None:
    record = screened(program, "first.json", f"y\n+\nCANARY\n\n{REST}")
    record.write_text(record.read_text().replace("CANARY", "SECRET"))
    ran = program.run_inside("report", "first.json")
    assert (ran.code, ran.out) == (3, "")
    assert "does not agree with the record: it was changed by hand" in ran.err
    assert "SECRET" not in ran.err


def test_a_record_with_other_line_breaks_is_still_the_same_record(program: Program) -> None:
    record = screened(program, "first.json", f"y\n{REST}")
    shown = program.run_inside("report", "first.json").out
    record.write_text(json.dumps(json.loads(record.read_text())))
    assert program.run_inside("report", "first.json").out == shown


def test_compare_says_what_changed_in_every_format(program: Program) -> None:
    screened(program, "old.json", f"y\n?\nn\n{REST}", "--case", "EX-7")
    screened(program, "new.json", f"n\nn\ny\n{REST}", "--case", "EX-7")
    ran = program.run_inside("compare", "old.json", "new.json", "--format", "json")
    groups = json.loads(ran.out)["groups"]
    assert groups["no-longer-flagged"] == [IDS[0]]
    assert groups["known-now"] == [IDS[1]]
    assert groups["became-flagged"] == [IDS[2]]
    for name in ("c.md", "c.html", "c.txt", "c.json"):
        assert program.run_inside("compare", "old.json", "new.json", "--output", name).code == 0
        assert "Absence of indicators" in (program.home / name).read_text()
    assert program.run_inside("compare", "old.json", "new.json", "--output", "c.doc").code == 2
    assert program.run_inside("compare", "old.json", "new.json", "--output", "c.md").code == 1


def test_records_of_two_areas_are_not_compared(program: Program) -> None:
    screened(program, "old.json", REST)
    program.run_inside(
        "screen", "--area", "bathnes", "--output", "new.json", stdin=".\n" * 8 + "\n"
    )
    assert program.run_inside("compare", "old.json", "new.json").code == 2


# The narrative -----------------------------------------------------------------------------------


def test_a_narrative_is_in_every_format_and_round_trips(program: Program) -> None:
    texts = [f"text {number} | `x` <b>\nline # two\n.\n" for number in range(7)]
    names = ["r.json", "r.md", "r.html", "r.txt"]
    outputs = [word for name in names for word in ("--output", name)]
    stdin = f"{REST}y\n{''.join(texts)}"
    ran = program.run_inside("screen", "--area", "leeds", *outputs, stdin=stdin)
    assert ran.code == 0, ran.err
    for number in range(7):
        assert f"text {number} | `x` <b>" in (program.home / "r.txt").read_text()
        assert f"text {number} | \\`x\\` \\<b>" in (program.home / "r.md").read_text()
        assert f"text {number} | `x` &lt;b&gt;" in (program.home / "r.html").read_text()
    again = program.run_inside("report", "r.json", "--format", "markdown")
    assert again.out == (program.home / "r.md").read_text()


def test_a_form_leaves_lines_to_write_on_and_without_it_there_are_none(program: Program) -> None:
    screened(program, "r.json", REST)
    form = program.run_inside("report", "r.json", "--format", "markdown", "--form").out
    assert form.count("\n___\n") == 7
    assert "### The decision, and why" in form
    page = program.run_inside("report", "r.json", "--format", "html", "--form").out
    assert page.count('class="writing"') == 7
    for name in ("markdown", "html"):
        plain = program.run_inside("report", "r.json", "--format", name).out
        assert "The decision, and why" not in plain


# Encryption --------------------------------------------------------------------------------------

IDENTITY = pyrage.x25519.Identity.generate()


@pytest.fixture
def keyed(program: Program) -> Program:
    (program.home / "key.txt").write_text(f"# a key\n{IDENTITY}\n")
    return program


def to_key(*args: str) -> list[str]:
    return [*args, "--recipient", str(IDENTITY.to_public())]


def test_files_are_encrypted_to_a_key_and_opened_with_it(keyed: Program) -> None:
    record = screened(keyed, "r.json.age", f"+\nCANARY\n\n{REST}", *to_key("--output", "r.md.age"))
    for name in ("r.json.age", "r.md.age"):
        data = (keyed.home / name).read_bytes()
        assert data.startswith(b"age-encryption.org/v1\n")
        assert b"CANARY" not in data
    shown = keyed.run_inside("report", "r.json.age", "--identity", "key.txt")
    assert "CANARY" in shown.out
    whole = record.read_bytes()
    record.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    ran = keyed.run_inside("report", "r.json.age", "--identity", "key.txt")
    assert (ran.code, ran.out) == (3, "")
    assert "cannot be opened" in ran.err


def test_an_encrypted_draft_shows_nothing_and_goes_on_with_the_key(keyed: Program) -> None:
    keyed.run_inside(*to_key("screen", "--area", "leeds"), stdin="y\n\nb\n+\nCANARY\n")
    (draft,) = drafts_of(keyed)
    assert b"CANARY" not in draft.read_bytes()
    assert "encrypted" in keyed.run_inside("drafts", "list").out
    resumed = to_key("screen", "--resume", "last", "--identity", "key.txt", "--format", "json")
    ran = keyed.run_inside(*resumed, stdin=REST)
    assert ran.answers == {IDS[0]: "yes", IDS[1]: None}


WITH_KEY = ("--identity", "key.txt")
AMENDED = ("screen", "--amend", "r.json.age", *WITH_KEY)


def test_an_encrypted_draft_goes_on_encrypted_unasked(keyed: Program) -> None:
    keyed.run_inside(*to_key("screen", "--area", "leeds"), stdin="y\n")
    ran = keyed.run_inside("screen", "--resume", "last", *WITH_KEY, stdin="+\nCANARY\n.\n")
    assert ran.code == 130
    (draft,) = drafts_of(keyed)
    assert draft.read_bytes().startswith(b"age-encryption.org/v1\n")


def test_what_amends_an_encrypted_record_is_encrypted_to_the_same_key(keyed: Program) -> None:
    screened(keyed, "r.json.age", REST, *to_key())
    assert keyed.run_inside(*AMENDED, stdin="b\ny\n").code == 130
    (draft,) = drafts_of(keyed)
    assert draft.read_bytes().startswith(b"age-encryption.org/v1\n")
    ran = keyed.run_inside(*AMENDED, "--output", "new.json.age", stdin=REST)
    assert (ran.code, keyed.run_inside("report", "new.json.age", *WITH_KEY).code) == (0, 0)


FROM_SEALED = {
    "amend": (*AMENDED, "--no-draft", "--output", "open.md"),
    "report": ("report", "r.json.age", *WITH_KEY, "--output", "open.md"),
    "compare": ("compare", "r.json.age", "r.json.age", *WITH_KEY, "--output", "open.md"),
}


@pytest.mark.parametrize("command", FROM_SEALED)
def test_what_was_encrypted_is_written_open_only_where_that_is_said(
    command: str, keyed: Program
) -> None:
    screened(keyed, "r.json.age", REST, *to_key())
    ran = keyed.run_inside(*FROM_SEALED[command], stdin=REST)
    assert (ran.code, "--unsealed" in ran.err) == (2, True)
    assert not (keyed.home / "open.md").exists()
    assert keyed.run_inside(*FROM_SEALED[command], "--unsealed", stdin=REST).code == 0
    assert (keyed.home / "open.md").read_text()


def test_an_encrypted_draft_is_not_taken_over_when_an_output_is_refused(keyed: Program) -> None:
    keyed.run_inside(*to_key("screen", "--area", "leeds"), stdin="y\n")
    before = drafts_of(keyed)
    again = ("screen", "--resume", "last", *WITH_KEY, "--output", "open.md")
    assert keyed.run_inside(*again, stdin=REST).code == 2
    assert drafts_of(keyed) == before


def test_where_others_may_read_it_too_their_keys_have_to_be_named(keyed: Program) -> None:
    other = str(pyrage.x25519.Identity.generate().to_public())
    screened(keyed, "r.json.age", REST, *to_key("--recipient", other))
    again = ("report", "r.json.age", *WITH_KEY)
    ran = keyed.run_inside(*again, "--output", "new.md.age")
    assert ran.code == 2
    assert "--recipient KEY for each of its readers" in ran.err
    assert keyed.run_inside(*to_key(*again, "--output", "new.md.age")).code == 0
    assert keyed.run_inside(*again).code == 0


def test_writing_open_contradicts_encrypting(keyed: Program) -> None:
    ran = keyed.run_inside(*to_key("screen", "--area", "leeds", "--unsealed"))
    assert (ran.code, "leave out --encrypt and --recipient" in ran.err) == (2, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_key_file_may_begin_with_a_byte_order_mark(encoding: str, keyed: Program) -> None:
    screened(keyed, "r.json.age", REST, *to_key())
    (keyed.home / "key.txt").write_text(f"# a key\n{IDENTITY}\n", encoding=encoding)
    assert keyed.run_inside("report", "r.json.age", *WITH_KEY).code == 0


@pytest.mark.slow
def test_a_passphrase_is_asked_for_twice_and_opens_what_it_closed(program: Program) -> None:
    with program.on_terminal(
        "screen", "--area", "leeds", "--encrypt", "--output", "r.json.age"
    ) as terminal:
        terminal.wait_for("New passphrase: ").type("correct horse\r")
        terminal.wait_for("Repeat the passphrase: ").type("another\r").wait_for("do not match")
        terminal.wait_for("New passphrase: ").type("\r").wait_for("protects nothing")
        terminal.wait_for("New passphrase: ").type("correct horse\r")
        terminal.wait_for("Repeat the passphrase: ").type("correct horse\r")
        terminal.wait_for("1 of 45").wait_for("> ").type("y").turn(*["."] * 9)
        terminal.wait_for("Enter finishes.").turn("\r", "n")
        assert terminal.end() == 0
        assert "correct horse" not in terminal.screen
    assert drafts_of(program) == []
    with program.on_terminal("report", "r.json.age") as terminal:
        terminal.wait_for("Passphrase: ").type("correct horse\r").wait_for("Flagged")
        assert terminal.end() == 0
    with program.on_terminal("report", "r.json.age") as terminal:
        terminal.wait_for("Passphrase: ").type("wrong\r").wait_for("cannot be opened")
        assert terminal.end() == 3


def test_without_a_terminal_a_passphrase_is_not_taken_from_a_pipe(program: Program) -> None:
    ran = program.run_inside("screen", "--area", "leeds", "--encrypt", stdin="secret\nsecret\n")
    assert ran.code == 2
    assert "A passphrase can only be typed on a terminal." in ran.err


def test_a_name_says_whether_a_file_is_encrypted(keyed: Program) -> None:
    ran = keyed.run_inside(*to_key("screen", "--area", "leeds", "--output", "r.json"))
    assert ran.code == 2
    assert "end its name in .age: r.json.age" in ran.err
    ran = keyed.run_inside("screen", "--area", "leeds", "--output", "r.json.age")
    assert ran.code == 2
    assert "add --encrypt" in ran.err


def test_the_program_never_takes_a_passphrase_name_or_date_of_birth_as_an_option() -> None:
    for command in ("screen", "report", "compare"):
        shown = subprocess.run(
            [*PROGRAM, command, "--help"], capture_output=True, text=True, check=True
        ).stdout
        options = re.findall(r"--[a-z-]+", shown)
        assert not [each for each in options if re.search("pass|name|birth|dob|nhs", each)]
