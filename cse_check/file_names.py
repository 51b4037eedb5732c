"""Names that a file can have on every system: files travel, by mail, share or stick.

Windows keeps some names for devices, whatever their ending, drops a full stop or a space at the
end, and takes what follows a colon for a hidden part of the file.
"""

from typing import Final

DEVICES: Final = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{number}" for port in ("com", "lpt") for number in "123456789\u00b9\u00b2\u00b3"}
)
"""Source: Microsoft, "Naming Files, Paths, and Namespaces", and Python's `os.path.isreserved`."""
REFUSED: Final = frozenset('<>:"|?*\\')
STREAM: Final = "has a colon in it: on Windows that would be a hidden part of another file"
ENDS: Final = "ends in a full stop or a space, which Windows drops"


def problem_with(name: str) -> str | None:
    """Return what is wrong with a file's name on some system, after the name; None if nothing is.

    It is the last part of a path: the folders above it are there already.
    """
    if ":" in name:
        return STREAM
    if found := next((each for each in name if each in REFUSED or each < " "), None):
        return f"has {found!r} in it, which no name can have on Windows"
    if name not in (".", "..") and name.endswith((".", " ")):
        return ENDS
    if is_device(name):
        return "is the name of a device on Windows, where no file can have it"
    return None


def is_device(name: str) -> bool:
    """Return whether Windows takes this name for a device: `con`, and `CON.md` too."""
    return name.partition(".")[0].rstrip(" ").casefold() in DEVICES
