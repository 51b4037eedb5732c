"""The guarded reader: bytes to a tree of text, or every reason why not.

It accepts a small, plain part of YAML (which includes JSON): mappings, sequences and strings.
Whatever a checklist does not need, and people have used to attack YAML readers, is refused. The
guard works on the parser's events, before anything is composed: composing 25,000 nested brackets
overflows the C stack.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator

import yaml
from msgspec import Struct

from cse_check.errors import Fault, InvalidFileError
from cse_check.reading.files import MAX_BYTES, too_large
from cse_check.reading.plain import OTHER_SPACES, Found, not_a_space, other_file
from cse_check.unseen import UNSEEN

MAX_DEPTH = 20
TOO_DEEP = f"is nested more than {MAX_DEPTH} deep"
MAX_NODES = 50_000
"""How many names, texts, lists and mappings a file may have: a catalogue has some thousand."""
MAX_FAULTS = 200
MAX_COUNTED = 10_000

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
NAME = re.compile(r"[a-z0-9._-]{1,64}")
AFTER_TEXT = re.compile(r"[ \t]#|[ \t]+#(?=\S)")
AFTER_NOTHING = re.compile(r"[ \t]+#(?=[^\s#])")
SURROGATE_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.I)
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
HALF = "found invalid Unicode character escape code"


class ScalarNode(Struct, frozen=True, gc=False):
    """A text. `plain` when it stood without quotes; only then can it mean null.

    `cut` when its line goes on with a `#` that does not look like the beginning of a comment.
    """

    line: int
    column: int
    text: str
    plain: bool
    cut: bool = False

    @property
    def is_null(self) -> bool:
        """Return whether this means nothing at all: empty, `~` or `null`, without quotes."""
        return self.plain and self.text in NULLS


class SequenceNode(Struct, frozen=True):
    """A list of nodes."""

    line: int
    column: int
    items: list["Node"]


class MappingNode(Struct, frozen=True):
    """Keys and their values, in the file's order."""

    line: int
    column: int
    entries: dict[str, tuple[ScalarNode, "Node"]]


Node = ScalarNode | SequenceNode | MappingNode


class Report:
    """Collects the faults of one file; past `MAX_FAULTS` it counts them, up to `MAX_COUNTED`."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Fault] = []
        self.unlisted = 0
        self._refused: set[tuple[int, int]] = set()

    def add(self, line: int, column: int, message: str, *, path: str = "") -> None:
        """Add one fault at a position that counts from 1; those of the guard have no path."""
        if not path:
            self._refused.add((line, column))
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(Fault(self.file, line, column, path, message))
        else:
            self.unlisted += 1

    @property
    def is_full(self) -> bool:
        """Return whether there are so many faults that looking for more would only cost memory."""
        return self.unlisted >= MAX_COUNTED

    def refused(self, line: int, column: int) -> bool:
        """Return whether the guard has already refused what is at this position."""
        return (line, column) in self._refused

    def raise_if_any(self) -> None:
        """Raise `InvalidFileError` with all the faults, if there are any."""
        if self.unlisted:
            last = max(self.faults, key=lambda fault: (fault.line, fault.column))
            least = "at least " if self.is_full else ""
            message = f"and {least}{self.unlisted} more faults that are not listed here"
            self.faults.append(Fault(self.file, last.line, last.column, "", message))
        if self.faults:
            raise InvalidFileError(self.faults)


def named(key: str) -> str:
    """Return a key for a message if it is like the names in files; else it may be private."""
    return repr(key) if NAME.fullmatch(key) else "this"


def step(key: str) -> str:
    """Return a key as a step of a path in a message, with the same care."""
    return key if NAME.fullmatch(key) else "?"


class _StopReadingError(Exception):
    """The rest of the file cannot be read; the fault is in the report already."""


def read_tree(
    data: bytes, report: Report, *, max_bytes: int = MAX_BYTES, max_nodes: int = MAX_NODES
) -> Node | None:
    """Read a file's bytes, at most `max_bytes`, as a tree of text of at most `max_nodes` nodes.

    Nodes are counted as they come, since a few bytes are enough for one, and it takes hundreds.
    Faults go to `report`. None when there is no tree; there may be faults even with a tree.
    """
    try:
        if len(data) > max_bytes:
            report.add(1, 1, too_large(max_bytes))
            return None
        text = _decode(data, report)
        _refuse_unseen(text, report)
        _refuse_other_spaces(text, report)
        return _TreeBuilder(report, max_nodes, text).build(_events(text, report))
    except _StopReadingError:
        return None


def _decode(data: bytes, report: Report) -> str:
    if message := other_file(data):
        report.add(1, 1, message)
        raise _StopReadingError
    while data.startswith(BOM_UTF8):  # programs that write a mark do not look for one
        data = data.removeprefix(BOM_UTF8)
    try:
        text = _with_plain_line_ends(data.decode())
    except UnicodeDecodeError as error:
        *lines, last = _with_plain_line_ends(data[: error.start].decode()).split("\n")
        found = f"byte 0x{data[error.start]:02X}"
        message = f"is not UTF-8 here ({found}): save the file with encoding UTF-8"
        report.add(len(lines) + 1, len(last) + 1, message)
        raise _StopReadingError from None
    return _join_surrogates(text) if text.lstrip()[:1] in ("{", "[") else text


def _join_surrogates(text: str) -> str:
    r"""Write JSON's two-part escapes (`\ud83d\ude00`), which YAML lacks, as one character.

    A backslash that is escaped itself begins none, so those stand aside as NUL, which no text has.
    """

    def join(found: re.Match[str]) -> str:
        high, low = found.groups()
        return chr(0x10000 + (int(high, 16) - 0xD800) * 0x400 + int(low, 16) - 0xDC00)

    if "\0" in text or "\\u" not in text:
        return text
    aside = text.replace("\\\\", "\0\0")
    return SURROGATE_PAIR.sub(join, aside).replace("\0\0", "\\\\")


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_unseen(text: str, report: Report) -> None:
    if not UNSEEN.search(text):
        return
    line, start, before = 1, 0, 0
    for found in UNSEEN.finditer(text):
        if report.is_full:
            break
        here = found.start()
        line += text.count("\n", before, here)
        start = max(start, text.rfind("\n", before, here) + 1)
        report.add(line, here - start + 1, _unseen_message(found[0]))
        before = here
    raise _StopReadingError


def _unseen_message(character: str) -> str:
    what = f"holds U+{ord(character):04X}, an invisible character"
    return f"{what}: remove it, or type the word again"


def _refuse_other_spaces(text: str, report: Report) -> None:
    """Refuse lines that are indented with spaces that are none for YAML: they only look right."""
    if OTHER_SPACES.search(text) is None:
        return
    found = tuple(not_a_space(text.split("\n")))
    for each in found:
        report.add(each.line, each.column, each.message)
    if found:
        raise _StopReadingError


def _events(text: str, report: Report) -> Iterator[yaml.Event]:
    try:
        yield from yaml.parse(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        line, column, message = _explain(error, text)
        report.add(line, column, message if message == TOO_DEEP else f"cannot be read: {message}")
        raise _StopReadingError from None
    except (yaml.YAMLError, ValueError, OverflowError):  # escapes and tags that mean no character
        report.add(1, 1, "cannot be read: it holds something that is not a character")
        raise _StopReadingError from None


def _explain(error: yaml.MarkedYAMLError, text: str) -> Found:
    """Return what is wrong in plain words, and the line where somebody made the mistake."""
    problem = str(error.problem or error.context)
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if problem == "exceeded maximum nesting depth":  # PyYAML 6.0.4 looks ahead and counts to 1,000
        return Found(line, column, TOO_DEEP)
    if problem == HALF:
        return Found(line, column, "this \\u escape is half of a pair")
    from cse_check.reading.diagnosis import Stopped, diagnose  # only now: most files can be read

    return diagnose(Stopped(problem, line, column), text.split("\n"))


class _TreeBuilder:
    """Builds the tree from events, with no recursion and a bounded depth."""

    def __init__(self, report: Report, max_nodes: int, text: str) -> None:
        self.report = report
        self.max_nodes = max_nodes
        self.lines = text.split("\n") if "#" in text else []
        self.nodes = 0

    def build(self, events: Iterable[yaml.Event]) -> Node:
        self.open: list[SequenceNode | MappingNode] = []
        self.keys: list[ScalarNode | None] = []
        self.root: Node | None = None
        for event in events:
            self._refuse_features(event)
            match event:
                case yaml.DocumentStartEvent() if self.root is not None:
                    self._fault(event, "a second document starts here: one file, one document")
                    raise _StopReadingError
                case yaml.ScalarEvent():
                    self._add(self._scalar(event))
                case yaml.AliasEvent():
                    self._add(ScalarNode(*_at(event), "", plain=False))
                case yaml.SequenceStartEvent():
                    self._enter(SequenceNode(*_at(event), []))
                case yaml.MappingStartEvent():
                    self._enter(MappingNode(*_at(event), {}))
                case yaml.CollectionEndEvent():
                    self._leave()
                case _:
                    pass
        if self.root is None:
            self.report.add(1, 1, "is empty")
            raise _StopReadingError
        return self.root

    def _fault(self, event: yaml.Event, message: str) -> None:
        self.report.add(*_at(event), message)

    def _refuse_features(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, "begins with * (in YAML an alias): put the text in quotes")
        elif getattr(event, "anchor", None) is not None:
            self._fault(event, "begins with & (in YAML an anchor): put the text in quotes")
        if getattr(event, "tag", None) is not None or getattr(event, "tags", None):
            self._fault(event, "begins with ! (in YAML a tag): put the text in quotes")

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        text = event.value.replace("\r\n", "\n")  # a line end as others write it, in quotes
        if found := UNSEEN.search(text):
            self._fault(event, _unseen_message(found[0]))
        plain = not event.style
        return ScalarNode(*_at(event), text, plain, plain and self._is_cut(event))

    def _is_cut(self, event: yaml.ScalarEvent) -> bool:
        """Return whether a text without quotes ends at a `#` that may well be a part of it."""
        end = event.end_mark
        if not self.lines or end is None or end.line >= len(self.lines):
            return False
        rest = self.lines[end.line][end.column :]
        return bool((AFTER_TEXT if event.value else AFTER_NOTHING).match(rest))

    def _enter(self, node: SequenceNode | MappingNode) -> None:
        if len(self.open) == MAX_DEPTH:
            self.report.add(node.line, node.column, TOO_DEEP)
            raise _StopReadingError
        self._add(node)
        self.open.append(node)
        self.keys.append(None)

    def _leave(self) -> None:
        self.open.pop()
        self.keys.pop()

    def _add(self, node: Node) -> None:
        self._count(node)
        if not self.open:
            self.root = node
            return
        holder = self.open[-1]
        if isinstance(holder, SequenceNode):
            holder.items.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self._key(node, holder)
        else:
            self.keys[-1] = None
            holder.entries.setdefault(key.text, (key, node))

    def _count(self, node: Node) -> None:
        self.nodes += 1
        if self.nodes > self.max_nodes:
            message = f"has more than {self.max_nodes:,} names and values, the limit"
            self.report.add(node.line, node.column, message)
            raise _StopReadingError

    def _key(self, node: Node, holder: MappingNode) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            self.report.add(node.line, node.column, "is a list or mapping where a name should be")
            raise _StopReadingError
        if node.text == "<<" and node.plain:
            self.report.add(node.line, node.column, "is a merge key (<<): write the values out")
        elif first := holder.entries.get(node.text):
            message = f"{named(node.text)} appears twice; it is already on line {first[0].line}"
            if len(self.open) > 1 and isinstance(self.open[-2], SequenceNode):
                message += ". Keep one, or begin a new item of the list with '- '"
            self.report.add(node.line, node.column, message)
        return node


def _at(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
