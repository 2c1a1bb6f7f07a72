"""What a study file says of meetings: where people met, and how to find the next place."""

import datetime as dt
from dataclasses import dataclass

from mintgeo._errors import OptionError
from mintgeo.analysis.venues import Wish


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """Where people met: an address, or better coordinates, and when; without a date, a house.

    ``next`` asks where the next meeting should be: in which town with a station, or at which of the
    ``venues``, a list of places. They are compared ``by`` total, mean or longest time, or by how
    many people are beyond a limit (``limit_min`` or ``limit_km``).
    """

    name: str
    date: dt.date | None = None
    street: str = ""
    postcode: str = ""
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    next: bool = False
    venues: str = ""
    by: str = "total"
    limit_min: float | None = None
    limit_km: float | None = None

    def __post_init__(self) -> None:
        if (self.lat is None) != (self.lon is None):
            raise OptionError("[meeting] needs both lat and lon, or neither.")
        if not (self.has_place or self.looks_ahead):
            raise OptionError("[meeting] needs lat and lon, or postcode and place.")
        if self.wish != Wish() and not self.looks_ahead:
            raise OptionError("[meeting] by, limit_min and limit_km need next = true, or venues.")

    @property
    def has_place(self) -> bool:
        """Whether it says where people met."""
        return self.lat is not None or bool(self.postcode or self.place)

    @property
    def looks_ahead(self) -> bool:
        """Whether it asks for the next place."""
        return self.next or bool(self.venues)

    @property
    def wish(self) -> Wish:
        """By what places are compared."""
        return Wish(by=self.by, limit_min=self.limit_min, limit_km=self.limit_km)
