"""How a search keeps what it knows of a way: arrival, rides and offer in one whole number."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]
Ints = NDArray[np.integer[Any]]
RIDE_BITS: Final = 5
_ROOM: Final = {np.int32: 30, np.int64: 62}


@dataclass(frozen=True, kw_only=True)
class Coding:
    """The better way has the lower code: earlier arrival, then fewer rides, then the lower offer.

    Attributes
    ----------
    begin
        Minute that arrivals are counted from.
    dtype
        ``int32`` if all fits, with room for one sum of two codes, else ``int64``.
    offers
        Bits of the offer.
    """

    begin: int
    dtype: Any
    offers: int

    @classmethod
    def fitting(cls, begin: int, last: int, n_offers: int) -> "Coding":
        """One for arrivals from ``begin`` to ``last`` at so many offers."""
        offers = max(n_offers - 1, 0).bit_length()
        bits = max(last - begin + 1, 1).bit_length() + RIDE_BITS + offers
        return cls(
            begin=begin, dtype=np.int32 if bits <= _ROOM[np.int32] else np.int64, offers=offers
        )

    @property
    def none(self) -> int:
        """The code of no way at all."""
        return 1 << _ROOM[self.dtype]

    @property
    def ride(self) -> int:
        """What one more ride adds to a code."""
        return 1 << self.offers

    @property
    def minute(self) -> int:
        """What one more minute adds to a code."""
        return 1 << (self.offers + RIDE_BITS)

    def walk(self, minutes: Ints, offer: Ints | int = 0) -> Codes:
        """Codes of walks to offers, for somebody who is there at ``begin``."""
        codes: Codes = (minutes.astype(np.int64) * self.minute + offer).astype(self.dtype)
        return codes

    def later(self, minute: Ints | int) -> Any:
        """What a start at a minute adds to codes of ``walk``."""
        since = np.asarray(minute) - self.begin
        return since.astype(self.dtype) * self.dtype(self.minute)

    def beyond(self, minute: Ints | int) -> Any:
        """The least code of an arrival after a minute."""
        return np.clip(self.later(np.asarray(minute) + 1), 0, self.none)

    def arrive(self, codes: Codes) -> NDArray[np.int32]:
        """Minute of arrival; -1 where there is no way."""
        minute = (codes >> (self.offers + RIDE_BITS)) + self.begin
        return np.where(codes < self.none, minute, -1).astype(np.int32)

    def rides(self, codes: Codes) -> NDArray[np.int8]:
        """Number of rides; -1 where there is no way."""
        rides = (codes >> self.offers) & ((1 << RIDE_BITS) - 1)
        return np.where(codes < self.none, rides, -1).astype(np.int8)

    def offer(self, codes: Codes) -> NDArray[np.int32]:
        """Position of the offer; -1 where there is no way."""
        return np.where(codes < self.none, codes & (self.ride - 1), -1).astype(np.int32)
