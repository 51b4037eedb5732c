"""Which bytes of an encoding stand for what: all that can be told without decoding a line."""

from importlib import import_module
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cse_check.batch.lines import MARK
from cse_check.unseen import UNSEEN

LINE_END: Final = 10
RETURN: Final = 13
QUOTE: Final = 34
ASCII: Final = list(map(chr, range(128)))

Flags = NDArray[np.bool_]


class Alphabet(NamedTuple):
    """The bytes of a file whose lines can be told from each other without decoding it.

    `seen` has every byte that stands for a character that can be seen, whatever is beside it, or
    that ends a line. `mixed` is whether the others may be parts of such characters.
    """

    encoding: str
    delimiter: int
    seen: Flags
    mixed: bool

    def decode(self, data: bytes) -> str:
        """Return text as the strict reader decodes it."""
        return data.decode(self.encoding, "cse-check-mark")


def alphabet(encoding: str, delimiter: str) -> Alphabet | None:
    """Return the alphabet of an encoding by its codec, or None if a line does not end at a byte."""
    mixed = encoding in ("utf-8", "utf-8-sig")
    characters = ASCII + [chr(MARK)] * 128 if mixed else _characters(encoding)
    if characters[:128] != ASCII:
        return None
    seen = np.array([not UNSEEN.search(each) for each in characters], np.bool_)
    return Alphabet("utf-8" if mixed else encoding, ord(delimiter), seen, mixed)


def _characters(encoding: str) -> list[str]:
    """Return what each byte stands for; nothing if one alone need not stand for a character."""
    if encoding not in ("ascii", "iso8859-1"):
        module = import_module(f"encodings.{encoding.replace('-', '_')}")
        if not hasattr(module, "decoding_table"):
            return []
    return [bytes([byte]).decode(encoding, "cse-check-mark") for byte in range(256)]
