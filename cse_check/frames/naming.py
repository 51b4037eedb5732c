"""Names of columns in a frame."""

from collections.abc import Callable, Iterable
from typing import Final

CASE_REF: Final = "case_ref"


def underscored(name: str) -> str:
    """Return a name that needs no quotes, in SQL or in Spark, for an indicator's id.

    `missing.out-overnight` becomes `missing__out_overnight`. No id has an underscore, nor two
    hyphens side by side, so that no two ids become the same.
    """
    return name.replace(".", "__").replace("-", "_")


def known_as(wanted: Iterable[str], name: Callable[[str], str]) -> dict[str, str]:
    """Return by which of these names each name of a frame's column is known here."""
    return {name(each): each for each in wanted}
