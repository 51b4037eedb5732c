"""Every command that writes, with what it is to find, and what its files may hold afterwards."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copy
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from shells import Program, Ran

from examples import PROJECT

KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(32)).private_bytes(
    Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()
)
"""The key of nobody: whatever signs with it signs the same way every time."""
OLD: Final = b"what was there before\n"


class Scene(NamedTuple):
    """A command line, its standard input, and the files that it writes beside the home's own."""

    args: tuple[str, ...]
    outputs: tuple[str, ...] = ()
    stdin: str = ""
    is_forced: bool = False
    first: tuple[str, ...] = ()
    """A command that is run before, so that there is something to work on."""
    first_stdin: str = ""


EXAMPLES: Final = {
    "answers.yaml": "examples/answers_leeds.yaml",
    "record.json": "examples/record_older.json",
    "later.json": "examples/record_newer.json",
    "cases.csv": "examples/caseload_leeds_wide.csv",
    "indicators_north-wold.yaml": "examples/keeping/indicators_north-wold.yaml",
}
LEEDS: Final = ("--area", "leeds")
BATCH: Final = ("batch", "cases.csv", *LEEDS, "--output", "out.csv", "--report", "out.html")
NAMES: Final = (
    *EXAMPLES,
    "id_ed25519",
    "indicators_",
    ".local/share/cse-check",
    ".cse-check-",
    "standard ",
    "/cse_check/",
)
"""What a message may name: an input, a catalogue, a file of cse-check's own, a stream."""
FOLDER: Final = re.compile(r"^(?:cse-check: )?/\S+: ", re.M)
"""Where Python looks for its modules, the working folder among them, or where catalogues are."""
STUCK: Final = "could not be put back"
KEPT: Final = re.compile(r"(?:kept as the draft|Go on with: .*--resume) (leeds-\w+)")
WALK: Final = ("screen", *LEEDS)
NEW: Final = (
    "catalogue", "new", "north-wold", "--authority", "North Wold", "--title", "A guide",
    "--published", "2025",
)  # fmt: skip
CORRECT: Final = (
    "contacts", "correct", "leeds", "edt-2013", "--phone", "0113 496 0000", "--source", "rung",
)  # fmt: skip
SCREEN: Final = ("screen", *LEEDS, "--answers", "answers.yaml")

SCENES: Final[Mapping[str, Scene]] = {
    "screen": Scene(
        (*SCREEN, "--output", "a.json", "--output", "a.md", "--output", "a.html"),
        ("a.json", "a.md", "a.html"),
    ),
    "screen --sign": Scene(
        (*SCREEN, "--output", "a.json", "--sign", "id_ed25519"), ("a.json", "a.json.sig")
    ),
    "screen --force": Scene(
        (*SCREEN, "--output", "a.txt", "--output", "a.md", "--force"),
        ("a.txt", "a.md"),
        is_forced=True,
    ),
    "screen, walked": Scene(("screen", *LEEDS, "--output", "a.md"), ("a.md",), "y\nn\nq\n"),
    "screen, finished": Scene(
        ("screen", *LEEDS, "--output", "a.md", "--output", "a.html"),
        ("a.md", "a.html"),
        "y\n" + ".\n" * 9 + "\n",
    ),
    "screen --resume": Scene(
        ("screen", "--resume", "last"), stdin="y\nq\n", first=WALK, first_stdin="y\nq\n"
    ),
    "batch": Scene(BATCH, ("out.csv", "out.rejects.csv", "out.html")),
    "batch --force": Scene(
        (*BATCH, "--force"), ("out.csv", "out.rejects.csv", "out.html"), is_forced=True
    ),
    "report": Scene(("report", "record.json", "--output", "a.md"), ("a.md",)),
    "compare": Scene(("compare", "record.json", "later.json", "--output", "a.md"), ("a.md",)),
    "template --force": Scene(
        ("template", *LEEDS, "--output", "t.yaml", "--force"), ("t.yaml",), is_forced=True
    ),
    "guide": Scene(("guide", *LEEDS, "--output", "a.md"), ("a.md",)),
    "form": Scene(("form", *LEEDS, "--output", "f.html"), ("f.html",)),
    "contacts": Scene(("contacts", *LEEDS, "--output", "a.md"), ("a.md",)),
    "page": Scene(("page", *LEEDS, "--output", "p.html"), ("p.html",)),
    "catalogue schema": Scene(("catalogue", "schema", "--output", "s.json"), ("s.json",)),
    "catalogue new": Scene((*NEW, "--output", "n.yaml"), ("n.yaml",)),
    "catalogue preview": Scene(
        ("catalogue", "preview", "indicators_north-wold.yaml", "--output", "p.html"), ("p.html",)
    ),
    "catalogue show": Scene(("catalogue", "show", "leeds", "--output", "a.md"), ("a.md",)),
    "catalogue sheet": Scene(("catalogue", "sheet", "leeds", "--output", "s.csv"), ("s.csv",)),
    "catalogue export": Scene(
        ("catalogue", "export", "leeds", "--output", "form.json"), ("form.json",)
    ),
    "contacts confirm": Scene(("contacts", "confirm", "leeds", "edt-2013")),
    "contacts correct": Scene(CORRECT, first=("contacts", "confirm", "leeds", "police")),
    "contacts withdraw": Scene(("contacts", "withdraw", "leeds", "edt-2013"), first=CORRECT),
    "contacts export": Scene(
        ("contacts", "export", "leeds", "--output", "a.patch"), ("a.patch",), first=CORRECT
    ),
    "drafts purge": Scene(("drafts", "purge", "--yes"), first=WALK, first_stdin="y\nq\n"),
    "drafts sweep": Scene(("drafts", "sweep", ".")),
}


def prepare(home: Path, scene: Scene) -> None:
    """Lay out what a scene finds."""
    for name, source in EXAMPLES.items():
        copy(PROJECT / source, home / name)
    for name in scene.outputs if scene.is_forced else ():
        (home / name).write_bytes(OLD)
    if "--sign" in scene.args:
        (home / "id_ed25519").write_bytes(KEY)
        (home / "id_ed25519").chmod(0o600)
    left = home / ".cse-check-0a1b2c3d-a.md.old"
    left.write_bytes(OLD)
    os.utime(left, (0, 0))
    if scene.first:
        Program(home).run_inside(*scene.first, stdin=scene.first_stdin)


def files_of(home: Path) -> dict[str, bytes]:
    """Return every file below a home folder, but the locks, which stay."""
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in home.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }


class Outcome(NamedTuple):
    """How a run ended: what it said, all files before and after it, and what a whole run leaves.

    `cleaning`: what failed was to take something away, which may then be left.
    """

    scene: Scene
    ran: Ran
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    whole: Mapping[str, bytes]
    cleaning: bool

    def faults(self) -> Iterator[str]:
        """Yield what is wrong with how it ended."""
        yield from self._faults_of_outputs()
        yield from self._faults_of_words()
        yield from self._faults_of_own_files()
        if left := self._left_behind():
            yield f"left behind: {sorted(left)}"

    def _outputs(self, files: Mapping[str, bytes]) -> list[bytes | None]:
        return [files.get(name) for name in self.scene.outputs]

    def _faults_of_outputs(self) -> Iterator[str]:
        said = self.ran.err
        old, new, now = map(self._outputs, (self.before, self.whole, self.after))
        if now not in (old, new) and STUCK not in said:
            yield "some outputs are new and some are not, and nothing says so"
        if self.ran.code == 0 and now != new:
            yield "it says that it is done, and not all is written"
        if self.ran.code == 1 and "Nothing was written" in said and now != old:
            yield "it says that nothing was written, and something was"
        if now == new != old and "Written: " not in said and "written, but" not in said:
            yield "files are written, and nothing says so"

    def _faults_of_words(self) -> Iterator[str]:
        code, said = self.ran.code, self.ran.err
        if code not in (0, 1, 4, 130):
            yield f"exit code {code}"
        if code == 1 and not (FOLDER.search(said) or any(name in said for name in self._names())):
            yield "no file is named"
        if "Traceback" in said:
            yield "a traceback"

    def _names(self) -> tuple[str, ...]:
        return *NAMES, *self.scene.outputs

    def _faults_of_own_files(self) -> Iterator[str]:
        drafts = {Path(name).stem for name in self.after if name.endswith(".draft")}
        for named in set(KEPT.findall(self.ran.err)) - drafts:
            yield f"it names the draft {named}, which is not there"
        if "Nothing was kept" in self.ran.err and drafts:
            yield "it says that nothing was kept, and a draft is there"
        for name, data in self.after.items():
            if name.endswith((".draft", ".json")):
                json.loads(data)
            elif name.endswith("leeds.yaml") and data not in (
                self.before.get(name),
                self.whole.get(name),
            ):
                yield f"{name} is neither as it was nor as it should be"

    def _left_behind(self) -> set[str]:
        if self.cleaning or STUCK in self.ran.err:
            return set()
        names = self.after.keys() - self.before.keys() - self.whole.keys()
        return {name for name in names if Path(name).name.startswith(".cse-check-")}
