"""Makes ids of the look RETM uses: ULIDs, 26 characters of Crockford base 32, in either case."""

from datetime import datetime
from random import Random

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def ulid(random: Random, moment: datetime) -> str:
    """A lower-case ULID for `moment`; its random part comes from `random`, so a seed repeats it."""
    value = (int(moment.timestamp() * 1000) << 80) | random.getrandbits(80)
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(125, -1, -5))
