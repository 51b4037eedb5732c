"""A disk of 64 KB, where one may be mounted; else no file may become larger than that."""

import subprocess
from pathlib import Path

import pytest
from shells import PROGRAM, Program
from systems import unix

pytestmark = unix

OLD = "what was there before\n"
ROWS = "".join(f"C{number},y\n" for number in range(3000))
MOUNTED = ("unshare", "-rm", "bash", "-c", "mount -t tmpfs -o size=64k none disk && {}")
LIMITED = ("bash", "-c", "trap '' XFSZ; ulimit -f 64; {}")
BATCH = "batch cases.csv --area leeds --output disk/out.csv --report disk/out.html --force"


def small_disk(folder: Path) -> tuple[str, ...]:
    (folder / "disk").mkdir()
    try:
        tried = subprocess.run(
            [part.format("true") for part in MOUNTED], cwd=folder, capture_output=True, check=False
        )
    except FileNotFoundError:
        return LIMITED
    return LIMITED if tried.returncode else MOUNTED


@pytest.mark.parametrize("rows", ["", ROWS], ids=["fits", "too large"])
def test_on_a_small_disk_all_is_written_or_all_is_as_before(rows: str, tmp_path: Path) -> None:
    (tmp_path / "cases.csv").write_text(f"case_ref,education.truanting\n{rows}")
    lay_out = f"printf {OLD!r} >disk/out.csv"
    line = f'{lay_out}; "$0" "$@" {BATCH}; echo $?; ls -A disk; cat disk/out.csv'
    command = tuple(part.format(line) for part in small_disk(tmp_path))
    ran = Program(tmp_path).run_bytes(*PROGRAM, command=command)
    code, *found = ran.stdout.decode().splitlines()
    if rows:
        assert (code, found) == ("1", ["out.csv", OLD.strip()])
        assert b"Nothing was written." in ran.stderr
    else:
        assert (code, found[:2]) == ("0", ["out.csv", "out.html"])
