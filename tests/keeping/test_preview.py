"""The page of a catalogue that somebody works on: made again after every change."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from shells import Program

from cse_check.cli.catalogue.preview import preview_catalogue
from cse_check.cli.shell import Shell
from examples import CATALOGUE, TODAY, changed


class StoppedError(Exception):
    """Ends a watch."""


def watching(home: Path, *acts: Callable[[Path], None]) -> tuple[str, str]:
    """Do these to a file that is watched; return the page at the end, and what was said."""
    file, page, err = home / "a.yaml", home / "a.html", StringIO()
    file.write_text(CATALOGUE, encoding="utf-8")
    left = list(acts)

    def wait(_seconds: float) -> None:
        if not left:
            raise StoppedError
        left.pop(0)(file)

    shell = Shell(stdin=StringIO(), stdout=StringIO(), stderr=err, environ={}, today=lambda: TODAY)
    with pytest.raises(StoppedError):
        preview_catalogue(shell, file, output=page, watch=True, force=False, wait=wait)
    return page.read_text(encoding="utf-8"), err.getvalue()


def saved(text: str) -> Callable[[Path], None]:
    def save(file: Path) -> None:
        file.write_text(text, encoding="utf-8")

    return save


MORE = changed(("text: Truanting", "text: Truanting a lot"))


def test_the_page_follows_the_file(tmp_path: Path) -> None:
    page, said = watching(tmp_path, saved(MORE))
    assert "Truanting a lot" in page
    assert said.count("Written: ") == 2


def test_faults_are_listed_and_leave_the_page_as_it_was(tmp_path: Path) -> None:
    page, said = watching(tmp_path, saved(MORE), saved("format: 1"))
    assert "Truanting a lot" in page
    assert "a.yaml:1:1: has no 'area'" in said


def test_a_file_that_is_gone_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    page, _ = watching(tmp_path, Path.unlink, saved(MORE))
    assert "Truanting a lot" in page


def test_without_watching_faults_end_it(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("format: 1", encoding="utf-8")
    ran = Program(tmp_path).run_inside("catalogue", "preview", "a.yaml", "--output", "a.html")
    assert (ran.code, (tmp_path / "a.html").exists()) == (3, False)


def test_only_a_page_is_written(tmp_path: Path) -> None:
    ran = Program(tmp_path).run_inside("catalogue", "preview", "a.yaml", "--output", "a.md")
    assert (ran.code, "Use one of .html, .htm." in ran.err) == (2, True)
