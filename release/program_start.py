"""Where the one-file program begins: with the environment of whoever started it.

PyInstaller has the system's linker look into the folder that the program unpacked itself into. An
editor that is started from here must not: it would be given other libraries than its own.
"""

import os

from cse_check.__main__ import main

FOUND = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


def restore(environ: "os._Environ[str]") -> None:
    """Put back what PyInstaller has changed, and keep nothing of what it remembers it by."""
    for name in FOUND:
        original = environ.pop(f"{name}_ORIG", None)
        environ.pop(name, None)
        if original is not None:
            environ[name] = original


if __name__ == "__main__":
    restore(os.environ)
    main()
