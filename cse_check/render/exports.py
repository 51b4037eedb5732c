"""A whole catalogue for other systems, which make a form of it.

`EXPORTS` is the registry: an export is a module or a folder here, and an entry in it. What it makes
depends on the catalogue alone, never on the day, so that the same catalogue is the same bytes.
"""

from collections.abc import Callable

from cse_check.model import Edition, Role
from cse_check.render.registry import Registry

Export = Callable[[Edition, Role], str | bytes]
"""What the module of an export has, for those in a role; bytes, where it is binary."""

EXPORTS: Registry[Export] = Registry()


@EXPORTS.add("xlsform", ".xlsx", binary=True)
def _xlsform() -> Export:
    from cse_check.render.xlsform import xlsform

    return xlsform


@EXPORTS.add("fhir", ".json", always_utf8=True)
def _fhir() -> Export:
    from cse_check.render.fhir import form

    return form
