"""Counts made inexact, so that two published tables give nobody away when they are compared.

Rounding alone cannot do that: whatever is rounded to 10 at twelve and to 15 at thirteen says, of
two tables that are one case apart, what that case was. So a little chance is added first, of which
no amount is impossible: a difference between two tables may always be chance, and nothing can be
concluded with certainty, however many cases they are apart. It is the two-sided geometric mechanism
of differential privacy (Ghosh, Roughgarden and Sundararajan, 2009) with a ratio of one half: what
one table shows makes no answer of one child more than four times as likely as another.

The chance is drawn from the exact figures themselves, all together: the same figures always give
the same table, and asking again tells nothing new; whoever does not have them cannot work it out.
"""

from hashlib import blake2b
from typing import Final

DEFAULT: Final = 5
"""What counts are rounded to a multiple of."""
BITS: Final = 64


class Chance:
    """Draws that are the same for the same exact figures, and cannot be foretold without them."""

    def __init__(self, secret: str) -> None:
        self._key = blake2b(secret.encode(), digest_size=32).digest()
        self._drawn = 0

    def bits(self) -> int:
        """Return the next draw: a number of `BITS` bits, each as likely as any other."""
        self._drawn += 1
        drawn = blake2b(self._drawn.to_bytes(8), key=self._key, digest_size=BITS // 8)
        return int.from_bytes(drawn.digest())

    def step(self) -> int:
        """Return a whole number of any size; each is half as likely as the one nearer to 0."""
        return _ones(self.bits()) - _ones(self.bits())


def rounded(count: int, base: int, chance: Chance) -> int:
    """Return a count with a little chance, as a multiple of `base`, up or down by chance too."""
    about = max(0, count + chance.step())
    over = about % base
    up = chance.bits() % base < over
    return about - over + (base if up else 0)


def _ones(bits: int) -> int:
    """Return how many ones these bits end with: `n` of them come with a chance of 2^-(n+1)."""
    return (~bits & (bits + 1)).bit_length() - 1
