"""Names of columns in a frame."""

from typing import Final

CASE_REF: Final = "case_ref"


def underscored(name: str) -> str:
    """Return a name that needs no quotes, in SQL or in Spark, for an indicator's id.

    `missing.out-overnight` becomes `missing__out_overnight`. No id has an underscore, nor two
    hyphens side by side, so that no two ids become the same.
    """
    return name.replace(".", "__").replace("-", "_")
