"""The options that several commands share, so that each is named and explained once."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Annotated, Any

import typer

from cse_check.cli import completion
from cse_check.errors import UsageError
from cse_check.model import Role

Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="AREA",
        envvar="CSE_CHECK_AREA",
        show_envvar=True,
        autocompletion=completion.areas,
        help="The local authority, by id or name: leeds, bathnes, ... Required.",
    ),
]
ForRole = Annotated[
    Role | None,
    typer.Option(
        "--role",
        envvar="CSE_CHECK_ROLE",
        show_envvar=True,
        help="Whose numbers to show. Default: professional.",
        case_sensitive=False,
    ),
]
Plain = Annotated[
    bool,
    typer.Option("--plain", help="Plain lines: no colour, no drawing; suits a screen reader."),
]
CatalogueDir = Annotated[
    Path | None,
    typer.Option("--catalogue-dir", metavar="FOLDER", help="Look for catalogues here first."),
]
Output = Annotated[
    Path,
    typer.Option("--output", metavar="FILE", help="Where to write it; '-' is standard output."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace existing files.")]


def checked(check: Callable[[str], object]) -> Callable[[str | None], str | None]:
    """Return a callback that refuses what a check of the core refuses, and names the option."""

    def callback(given: str | None) -> str | None:
        try:
            if given is not None:
                check(given)
        except UsageError as error:
            raise typer.BadParameter(str(error)) from error
        return given

    return callback


def format_option(names: Collection[str], about: str) -> Any:
    """Return the option that names one of these formats; `about` is its help."""
    return typer.Option(
        "--format",
        metavar="|".join(names),
        callback=one_of(names),
        autocompletion=lambda: list(names),
        help=about,
        show_default=False,
    )


def output_option(endings: str) -> Any:
    """Return the option that names a file for a page, whose name may have one of these endings."""
    return typer.Option(
        "--output", metavar="FILE", help=f"Where to write it: {endings}; '-' is standard output."
    )


def one_of(names: Collection[str]) -> Callable[[str | None], str | None]:
    """Return a callback that refuses a value that is none of these; an option may be left out."""

    def check(name: str | None) -> str | None:
        if name is not None and name not in names:
            raise typer.BadParameter(f"choose one of {', '.join(names)}.")
        return name

    return check
