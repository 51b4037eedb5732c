"""The whole guard attacked: whatever a file holds, it ends in 0 or in 3, with positions."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attacks import is_verdict, mutations
from hypothesis import given
from hypothesis import strategies as st
from shells import IMPORTED_FROM

from cse_check.keeping.examine import examine
from examples import BUNDLED, CATALOGUE, PROJECT, area_of

ATTACKS = PROJECT / "tests" / "attacks.py"
LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 9)}]\n" for i in range(12)
)
MEGABYTE = 1024 * 1024
BOMBS = {
    "laughs": LAUGHS,
    "brackets": "[" * 500_000,
    "braces": "{a: " * 200_000,
    "dashes": "- " * 400_000,
    "keys": "? " * 400_000,
    "one long line": "a: " + "x" * 900_000,
    "quotes": '"' * 900_000,
    "many faults": "contacts:\n" + "- {}\n" * 180_000,
    "many names": "".join(f"k{i}: v\n" for i in range(90_000)),
    "escapes": 'a: "' + "\\u0041" * 150_000 + '"',
    "too large": "# " + "x" * (3 * MEGABYTE),
    "merges": "a: {<<: {<<: {<<: {}}}}\n" * 30_000,
}
VALUES = {
    "no": "no", "0207": "0207", "12:30": "12:30", "+44": "+44 113 496 0336", "1e9": "1e9",
    "date": "2026-11-21", "null": "null", "tag": "!!int 5", "python": "!!python/object:os.x {}",
    "anchor": "&a x", "alias": "*a", "merge": "{<<: x}", "block": "|\n      x", "folded": ">-\n",
    "surrogate": '"\\ud83d"', "bidi": '"\\u202e"', "bidi itself": "\u202ex", "mark": "a\ufeffb",
    "nul": '"\\0"', "tab": "\tx", "tab after": "x\t", "quote": '"', "percent": "%YAML 9",
    "beyond": '"\\U00110000"', "separator": "a\u2028b", "emoji": "\U0001f600", "list": "[[[[]]]]",
}  # fmt: skip
BYTES = {
    "surrogate bytes": b"\xed\xa0\xbd", "overlong": b"\xc0\xaf", "half a character": b"\xe2\x80",
    "nul": b"\x00", "latin": b"caf\xe9", "utf-16": "a: b".encode("utf-16"),
}  # fmt: skip


def doubled() -> Iterator[str]:
    """Yield the example with each of its lines that has a key written twice."""
    lines = CATALOGUE.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if ":" in line and not line.lstrip().startswith("-"):
            yield "".join([*lines[: number + 1], *lines[number:]])


def hazards() -> Iterator[tuple[str, bytes]]:
    for name, bomb in BOMBS.items():
        yield f"bomb {name}", bomb.encode()
    for name, value in VALUES.items():
        for at in ("text: Truanting", 'phone: "999"', "  id: exampleshire"):
            key = at.split(":")[0]
            text = CATALOGUE.replace(at, f"{key}: {value}", 1)
            yield f"value {name} {key.strip()}", text.encode("utf-8", errors="surrogatepass")
    for name, data in BYTES.items():
        yield f"bytes {name}", CATALOGUE.encode().replace(b"Truanting", data)
    for number, text in enumerate(doubled()):
        yield f"twice {number:02}", text.encode()
    yield "tabs", CATALOGUE.replace("  ", "\t").encode()
    yield "mark in the middle", CATALOGUE.replace("sources:", "\ufeffsources:").encode()


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="needs /proc, which Linux has")
def test_every_hazard_ends_in_a_verdict_within_memory_and_time(tmp_path: Path) -> None:
    written = dict(hazards())
    for name, data in written.items():
        (tmp_path / f"{name}.yaml").write_bytes(data)
    ran = subprocess.run(
        [sys.executable, ATTACKS, tmp_path],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(IMPORTED_FROM), "LC_ALL": "C.UTF-8"},
        timeout=300,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout[-500:] + ran.stderr[-2000:]
    codes = dict(line.split(".yaml ", 1) for line in ran.stdout.splitlines())
    assert codes.keys() == written.keys()
    for name, said in codes.items():
        if name.startswith(("bomb", "bytes", "twice", "tabs", "mark")):
            assert said.startswith("3 "), (name, said)


@pytest.mark.parametrize(
    "text", [BOMBS["many faults"][:200_000], CATALOGUE + BOMBS["many names"][:200_000]]
)
def test_faults_beyond_counting_are_told_as_at_least_so_many(text: str) -> None:
    found = examine(text.encode(), Path("f"), date(2026, 11, 21)).faults
    assert found[-1].message.startswith("and at least 10")
    assert len(found) == 201


@pytest.mark.slow
@pytest.mark.parametrize("path", BUNDLED, ids=area_of)
def test_a_shipped_catalogue_changed_at_any_byte_ends_in_a_verdict(path: Path) -> None:
    data = path.read_bytes()
    for position in range(0, len(data), 809):  # attacks.py --bytes takes every one
        for mutated in mutations(data, position):
            assert is_verdict(mutated), position


SCALARS = st.one_of(
    st.sampled_from(list(VALUES.values())), st.text(st.characters(codec="utf-8"), max_size=8)
)
KEYS = st.one_of(
    st.sampled_from(["format", "area", "id", "sources", "contacts", "categories", "phone", "<<"]),
    SCALARS,
)


def nested(children: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """Return mappings and lists of YAML-like lines, indented as a tired person might."""

    def indent(lines: list[str], mark: str, margin: str) -> list[str]:
        return [mark, *(f"{margin}{line}" for line in lines)]

    margins = st.sampled_from(["  ", "    ", " ", "\t", ""])
    return st.one_of(
        st.builds(
            lambda key, each, margin: indent(each, f"{key}:", margin), KEYS, children, margins
        ),
        st.builds(lambda each, margin: indent(each, "-", margin), children, margins),
        st.lists(children, max_size=3).map(lambda parts: [line for part in parts for line in part]),
    )


YAML_LIKE = st.recursive(
    st.one_of(
        st.builds(lambda key, value: [f"{key}: {value}"], KEYS, SCALARS),
        SCALARS.map(lambda value: [f"- {value}"]),
        SCALARS.map(lambda value: [value]),
    ),
    nested,
    max_leaves=12,
)


@given(YAML_LIKE)
def test_what_looks_like_yaml_ends_in_a_verdict(lines: list[str]) -> None:
    assert is_verdict("\n".join(lines).encode("utf-8", errors="surrogatepass"))


@given(YAML_LIKE, st.integers(0, CATALOGUE.count("\n")))
def test_what_looks_like_yaml_inside_a_catalogue_ends_in_a_verdict(
    lines: list[str], at: int
) -> None:
    before = CATALOGUE.splitlines()
    text = "\n".join([*before[:at], *lines, *before[at:]])
    assert is_verdict(text.encode("utf-8", errors="surrogatepass"))
