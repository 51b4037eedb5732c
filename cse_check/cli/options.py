"""The options that several commands share, so that each is named and explained once."""

from pathlib import Path
from typing import Annotated

import typer

from cse_check.model import Role

Area = Annotated[
    str | None,
    typer.Option(
        "--area",
        metavar="AREA",
        envvar="CSE_CHECK_AREA",
        show_envvar=True,
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
    typer.Option("--plain", help="Plain lines: no colour, no drawing; good for a screen reader."),
]
CatalogueDir = Annotated[
    Path | None,
    typer.Option("--catalogue-dir", metavar="FOLDER", help="Look for catalogues here first."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace files that are there already.")]
