"""cse-check: an offline checklist for recognising child sexual exploitation.

It is a prompt and a record, never an assessment. See `docs/design.md` for how it is made and
`docs/python.md` for its use from Python.
"""

from importlib import import_module

from cse_check.version import __version__

TYPE_CHECKING = False
"""As in `typing`, which is not loaded for it: Ctrl-C in the meantime would be a traceback."""

if TYPE_CHECKING:
    from cse_check.batch.caseload import Caseload, screen_cases
    from cse_check.batch.mapping import load_mapping
    from cse_check.batch.rows import Rejected, Rows, Screened
    from cse_check.catalogue.library import load_catalogue
    from cse_check.errors import CseCheckError
    from cse_check.model import Answer, Edition, Response
    from cse_check.screening import Screening, screen

__all__ = [
    "Answer",
    "Caseload",
    "CseCheckError",
    "Edition",
    "Rejected",
    "Response",
    "Rows",
    "Screened",
    "Screening",
    "__version__",
    "load_catalogue",
    "load_mapping",
    "screen",
    "screen_cases",
]
_HOMES = {
    "cse_check.batch.caseload": ("Caseload", "screen_cases"),
    "cse_check.batch.mapping": ("load_mapping",),
    "cse_check.batch.rows": ("Rejected", "Rows", "Screened"),
    "cse_check.catalogue.library": ("load_catalogue",),
    "cse_check.errors": ("CseCheckError",),
    "cse_check.model": ("Answer", "Edition", "Response"),
    "cse_check.screening": ("Screening", "screen"),
}


def __getattr__(name: str) -> object:
    """Import what is asked for only then, so that a command starts with what it needs."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
