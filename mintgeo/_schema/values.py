"""What the codes of tables can be."""

from typing import Final

MATCH_LEVELS: Final = (
    "coordinate", "house", "street", "place", "postcode", "municipality", "none",
)  # fmt: skip
"""How exactly a row was placed, finest first."""

STATUSES: Final = (
    "ok", "over_limit", "not_snapped", "other_component", "outside_extract", "no_location",
    "no_stop", "no_service", "no_connection",
)  # fmt: skip
"""Why a travel time is there or missing: ``travel_min`` is NaN if and only if it is not ``ok``."""

WEEKDAYS: Final = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""Days of a week, as in the column ``days`` of sites."""

ROLES: Final = ("offer", "potential")
"""``offer`` takes children today and counts in coverage; ``potential`` could be won."""


AREA_TYPES: Final = ("city", "town", "rural")
"""Degree of urbanisation: cities (dicht), towns and suburbs (mittel), rural (gering besiedelt)."""

VERDICTS: Final = ("more", "less", "open")
"""Whether a difference is surely above zero, surely below, or open."""

CELL_TYPES: Final = ("centre", "cluster", "rural")
"""Kind of 1 km cell: urban centre, urban cluster, rural."""

OUTING_REASONS: Final = (
    "ok", "no_way_there", "no_way_back", "home_too_late", "no_offer", "no_location", "no_stop",
    "no_service",
)  # fmt: skip
"""Why a child can or can't come to an offer; ``no_offer``: none takes place on that day."""

PLAN_ROLES: Final = ("required", "chosen")
"""Why a stop or hub is in a plan."""

NEAR_REASONS: Final = ("required", "area", "capacity", "people", "spare")
"""Why a stop stands beside another or beside an offer: it was required, its area wants so many
stops, the other one has not the room, it reaches people whom the other one does not; or fewer stops
reach everybody who can be reached, and this one is spare."""
