"""What the system says of a file, with the name of the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from cse_check.errors import FileAccessError, Remedy, Way

NOTHING: Final = "Nothing was written."
UNWRITTEN: Final = f"cannot be written: {{}}. {NOTHING}"


@contextmanager
def explained(path: Path | str, problem: str = "cannot be written: {}.") -> Iterator[None]:
    """Turn an OSError into a `FileAccessError` that names this path."""
    try:
        yield
    except FileExistsError as error:
        raise there_already(path) from error
    except OSError as error:
        raise FileAccessError(f"{path}: {problem.format(error.strerror)}") from error


def there_already(path: Path | str) -> FileAccessError:
    """Return what is said of a file that would have to be replaced."""
    return FileAccessError(f"{path}: already exists.", remedy=Remedy(Way.REPLACE))
