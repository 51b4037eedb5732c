"""The library: where catalogues are found, and the names people may ask for them by."""

from pathlib import Path

import pytest
from shells import Program
from systems import unix

from cse_check.catalogue import library as module
from cse_check.catalogue.library import (
    Folder,
    Library,
    bundled_folder,
    fold,
    read_catalogue,
)
from cse_check.errors import FileAccessError, Remedy, UsageError, Way
from cse_check.reading.files import read_bytes
from examples import CATALOGUE, DATA, changed, faults


def catalogue_of(area: str, name: str, *, authority: str = "A council", alias: str = "x") -> str:
    return changed(
        ("id: exampleshire", f"id: {area}"),
        ("name: Exampleshire\n", f"name: {name}\n"),
        ("Exampleshire & District Council", authority),
        ("[the shire]", f"[{alias}]"),
    )


def put(folder: Path, area: str, text: str | None = None, *, suffix: str = "yaml") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"indicators_{area}.{suffix}"
    path.write_text(text or catalogue_of(area, area.title()), encoding="utf-8")
    return path


@pytest.fixture
def two_areas(tmp_path: Path) -> Library:
    put(tmp_path, "exampleshire", CATALOGUE)
    put(
        tmp_path,
        "north-wold",
        catalogue_of("north-wold", "North Wold", authority="Wold County Council", alias="the wold"),
    )
    return Library([Folder(tmp_path, "a test")])


# Where catalogues are found


def test_every_catalogue_of_a_folder_is_found_sorted_by_area(tmp_path: Path) -> None:
    first, second = put(tmp_path, "b"), put(tmp_path, "a", suffix="yml")
    library = Library([Folder(tmp_path, "a test")])
    assert library.areas == ("a", "b")
    assert library.entries == (("a", second, "a test", None), ("b", first, "a test", None))


@pytest.mark.parametrize(
    "name",
    ["leeds.yaml", "indicators_.yaml", "indicators_Leeds.yaml", "indicators_a.yaml.bak",
     "indicators_a.json", "indicators_a b.yaml", ".indicators_a.yaml", "indicators_a--b.yaml",
     "indicators_a_b.yaml", "indicators_a\n.yaml"],
)  # fmt: skip
def test_a_file_of_another_name_is_no_catalogue(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(CATALOGUE, encoding="utf-8")
    assert Library([Folder(tmp_path, "a test")]).areas == ()


def test_a_folder_named_like_a_catalogue_is_none(tmp_path: Path) -> None:
    (tmp_path / "indicators_a.yaml").mkdir()
    assert Library([Folder(tmp_path, "a test")]).areas == ()


def test_the_first_folder_wins_and_says_what_it_stands_in_front_of(tmp_path: Path) -> None:
    mine = put(tmp_path / "mine", "a")
    put(tmp_path / "ours", "a")
    theirs = put(tmp_path / "ours", "b")
    folders = [Folder(tmp_path / "mine", "mine"), Folder(tmp_path / "ours", "ours")]
    assert Library(folders).entries == (("a", mine, "mine", "ours"), ("b", theirs, "ours", None))
    assert [each.origin for each in Library(reversed(folders)).entries] == ["ours", "ours"]


def test_the_nearest_of_several_that_it_stands_in_front_of_is_named(tmp_path: Path) -> None:
    folders = [Folder(put(tmp_path / name, "a").parent, name) for name in ("one", "two", "three")]
    (entry,) = Library(folders).entries
    assert (entry.origin, entry.instead_of) == ("one", "two")


def test_a_folder_without_catalogues_has_no_area(tmp_path: Path) -> None:
    assert Library([Folder(tmp_path, "a test")]).areas == ()
    assert Library([]).areas == ()


def test_a_folder_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError) as raised:
        Library([Folder(tmp_path / "nowhere", "a test")])
    assert str(raised.value) == (
        f"{tmp_path / 'nowhere'}: cannot be read: No such file or directory."
    )


# The bundled folder


def test_the_bundled_folder_of_this_checkout_is_data() -> None:
    assert bundled_folder() == (DATA, "bundled with cse-check")


def checkout(tmp_path: Path, project: str | bytes | None) -> Path:
    """Lay out a package with `_data`, beside a folder `data` and perhaps a pyproject.toml."""
    package = tmp_path / "cse_check"
    for folder in (package, package / "_data", tmp_path / "data"):
        folder.mkdir()
    if project is not None:
        content = project.encode() if isinstance(project, str) else project
        (tmp_path / "pyproject.toml").write_bytes(content)
    return package


def test_in_a_checkout_data_wins_over_a_copy_that_a_build_left(tmp_path: Path) -> None:
    package = checkout(tmp_path, '[project]\nname = "cse-check"\n')
    assert bundled_folder(package).path == tmp_path / "data"


def test_in_an_installed_package_the_copy_in_it_is_taken(tmp_path: Path) -> None:
    package = checkout(tmp_path, None)
    assert bundled_folder(package).path == package / "_data"


@pytest.mark.parametrize(
    "project",
    [
        "",
        '[project]\nname = "another"\n',
        '[project]\nname = "cse-check-more"\n',
        '[project]\nname = "another"\ndependencies = ["cse-check"]\n',
        '[project]\nname = "another"\nauthors = [{name = "Ren\xe9"}]\n'.encode("latin-1"),
    ],
)
def test_a_foreign_project_beside_an_installed_package_is_not_taken(
    project: str | bytes, tmp_path: Path
) -> None:
    package = checkout(tmp_path, project)
    assert bundled_folder(package).path == package / "_data"


# By which names people may ask


@pytest.mark.parametrize(
    "name",
    ["exampleshire", "Exampleshire", "EXAMPLESHIRE", "  exampleshire ", "the shire", "The Shire",
     "Exampleshire & District Council", "exampleshire and district council",
     "Exampleshire&District Council", "exampleshire, and district council!"],
)  # fmt: skip
def test_an_area_is_found_by_its_id_name_authority_and_alias(name: str, two_areas: Library) -> None:
    assert two_areas.find(name).area == "exampleshire"


@pytest.mark.parametrize("name", ["north-wold", "North Wold", "wold county council", "NORTH  wold"])
def test_an_area_of_two_words_is_found(name: str, two_areas: Library) -> None:
    assert two_areas.find(name).area == "north-wold"


@pytest.mark.parametrize("other", ["a", "c"])
def test_an_id_wins_over_the_alias_of_another_area(other: str, tmp_path: Path) -> None:
    put(tmp_path, other, catalogue_of(other, "Other", alias="b"))
    put(tmp_path, "b")
    assert Library([Folder(tmp_path, "a test")]).find("b").area == "b"


def test_an_unknown_area_names_the_known_ones(two_areas: Library) -> None:
    with pytest.raises(UsageError) as raised:
        two_areas.find("zzz")
    assert str(raised.value) == (
        "No catalogue is known for that area.\nKnown areas: exampleshire, north-wold."
    )
    assert raised.value.remedy == Remedy(Way.AREAS)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("exampelshire", "exampleshire"), ("nort wold", "north-wold"),
     ("wold county", "north-wold"), ("the shyre", "exampleshire")],
)  # fmt: skip
def test_an_unknown_area_names_the_nearest(name: str, nearest: str, two_areas: Library) -> None:
    with pytest.raises(UsageError) as raised:
        two_areas.find(name)
    assert str(raised.value).startswith(
        f"No catalogue is known for that area. Did you mean {nearest!r}?\n"
    )


def test_without_any_catalogue_no_area_is_known() -> None:
    with pytest.raises(UsageError) as raised:
        Library([]).find("leeds")
    assert "Known areas: none." in str(raised.value)


@pytest.mark.parametrize("name", ["", " ", "&", "-", "..", "*", "?"])
def test_a_name_without_letters_is_no_area(name: str, two_areas: Library) -> None:
    with pytest.raises(UsageError):
        two_areas.find(name)


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "{outside}", "../outside/secret",
     "../outside/indicators_secret.yaml", "indicators_secret", "file:///etc/passwd",
     "C:\\Windows\\win.ini", "exampleshire/../../outside/secret"],
)  # fmt: skip
def test_a_path_is_never_opened_as_an_area(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = put(tmp_path / "inside", "exampleshire", CATALOGUE)
    outside = put(tmp_path / "outside", "secret")
    monkeypatch.chdir(inside.parent)
    opened = []

    def read_and_remember(path: Path, max_bytes: int = 0) -> bytes:
        opened.append(path)
        return path.read_bytes()

    monkeypatch.setattr(module, "read_bytes", read_and_remember)
    with pytest.raises(UsageError) as raised:
        Library([Folder(inside.parent, "a test")]).find(name.format(outside=outside))
    assert set(opened) <= {inside}
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "folded"),
    [("B&NES", "b and nes"), ("Bath  &  N.E. Somerset", "bath and n e somerset"),
     ("STRASSE", "strasse"), ("Straße", "strasse"), ("...", "")],
)  # fmt: skip
def test_names_are_compared_without_case_space_and_punctuation(name: str, folded: str) -> None:
    assert fold(name) == folded


# Files that are called nearly as a catalogue


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("Indicators_Leeds.YAML", "indicators_leeds.yaml"),
     ("indicators-leeds.yml", "indicators_leeds.yaml"),
     ("indicator_leeds.yaml", "indicators_leeds.yaml"),
     ("indicators leeds.yaml", "indicators_leeds.yaml"),
     ("indicators_leeds.yaml.txt", "indicators_leeds.yaml"),
     ("indicators_North Wold.yaml", "indicators_north-wold.yaml"),
     ("indicators.yaml", "indicators_AREA.yaml")],
)  # fmt: skip
def test_a_file_that_is_named_nearly_as_a_catalogue_is_told(
    name: str, wanted: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text(CATALOGUE, encoding="utf-8")
    library = Library([Folder(tmp_path, "a test")])
    said = f"{tmp_path / name}: is not used: to be found as an area, call it {wanted}."
    assert list(map(str, library.misnamed)) == [said]
    with pytest.raises(UsageError) as raised:
        library.find("leeds")
    assert said in str(raised.value)


@pytest.mark.parametrize(
    "name",
    ["indicators_leeds.yaml", "indicators_leeds.yaml.bak", "indicators_leeds.yaml~", "other.yaml",
     "indicators_leeds.csv", ".indicators_leeds.yaml"],
)  # fmt: skip
def test_other_files_are_not_told(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(CATALOGUE, encoding="utf-8")
    assert Library([Folder(tmp_path, "a test")]).misnamed == ()


@unix
def test_a_folder_that_is_named_twice_has_its_misnamed_files_told_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "Folder").symlink_to(tmp_path / "folder")  # as where case does not matter
    (tmp_path / "folder/Indicators_Leeds.YAML").write_text(CATALOGUE, encoding="utf-8")
    folders = [Folder(tmp_path / name, "a test") for name in ("folder", "Folder")]
    assert len(Library(folders).misnamed) == 1


def test_the_list_of_areas_tells_of_them_after_everything_else(tmp_path: Path) -> None:
    (tmp_path / "Indicators_Wold.YAML").write_text(CATALOGUE, encoding="utf-8")
    ran = Program(tmp_path).run_inside("areas", "--catalogue-dir", tmp_path)
    assert ran.code == 0
    assert ran.err.endswith("call it indicators_wold.yaml.\n")


# A catalogue that is not in order


def test_a_broken_catalogue_does_not_keep_another_from_being_found(tmp_path: Path) -> None:
    put(tmp_path, "broken", "format: 1\narea: [")
    put(tmp_path, "exampleshire", CATALOGUE)
    library = Library([Folder(tmp_path, "a test")])
    assert library.find("the shire").read().catalogue.area.id == "exampleshire"
    assert library.find("exampleshire").area == "exampleshire"


def test_a_catalogue_that_cannot_be_read_does_not_keep_another_from_being_found(
    tmp_path: Path,
) -> None:
    gone = put(tmp_path, "gone")
    put(tmp_path, "exampleshire", CATALOGUE)
    library = Library([Folder(tmp_path, "a test")])
    gone.unlink()
    assert library.find("the shire").area == "exampleshire"


def test_a_broken_catalogue_is_known_by_its_id_and_told_when_read(tmp_path: Path) -> None:
    path = put(tmp_path, "broken", "format: 1\narea: [")
    library = Library([Folder(tmp_path, "a test")])
    assert library.areas == ("broken",)
    (complaint,) = faults(library.find("Broken").read)
    assert complaint.startswith(f"{path}:")
    assert ": cannot be read: " in complaint


def test_a_broken_catalogue_is_not_known_by_its_name(tmp_path: Path) -> None:
    put(tmp_path, "broken", catalogue_of("broken", "Brokenshire").replace("format: 1", "format: 2"))
    with pytest.raises(UsageError, match="Known areas: broken"):
        Library([Folder(tmp_path, "a test")]).find("Brokenshire Proper")


def test_a_file_of_another_area_than_its_name_says_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "other", CATALOGUE)
    assert faults(lambda: read_catalogue(path)) == [
        f"{path}:1:1: area.id: is 'exampleshire', but the file's name says 'other': make them agree"
    ]


def test_a_file_of_another_area_is_not_found_by_that_areas_names(tmp_path: Path) -> None:
    put(tmp_path, "other", CATALOGUE)
    with pytest.raises(UsageError):
        Library([Folder(tmp_path, "a test")]).find("the shire")


def test_a_file_that_is_named_for_no_area_may_hold_any(tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(CATALOGUE, encoding="utf-8")
    assert read_catalogue(path).catalogue.area.id == "exampleshire"


def test_a_file_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileAccessError) as raised:
        read_catalogue(tmp_path / "nowhere.yaml")
    assert str(raised.value) == (
        f"{tmp_path / 'nowhere.yaml'}: cannot be read: No such file or directory."
    )


def test_a_file_is_read_no_further_than_its_reader_allows(tmp_path: Path) -> None:
    path = tmp_path / "long"
    path.write_bytes(b"x" * 100)
    assert read_bytes(path, 10) == b"x" * 11


def test_a_file_that_is_too_large_is_refused_by_its_reader(tmp_path: Path) -> None:
    path = put(tmp_path, "exampleshire", CATALOGUE + "#" * 1024 * 1024)
    (complaint,) = faults(lambda: read_catalogue(path))
    assert complaint.endswith("is larger than 1,048,576 bytes, the limit")
