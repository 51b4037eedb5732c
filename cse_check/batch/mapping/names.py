"""Names of columns, and when two of them are the same."""


def name_key(name: str) -> str:
    """Return a name for comparison: case, and space around it or doubled, do not matter."""
    return " ".join(name.split()).casefold()
