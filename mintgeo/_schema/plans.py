"""Tables of plans: where to stop, whom it reaches; where to lend, and who goes there."""

from typing import Final

from mintgeo._schema.column import GEOMETRY, ID, Column, Table, number, optional, text
from mintgeo._schema.values import NEAR_REASONS, PLAN_ROLES, STATUSES

_ORDER: Final = Column(name="order", kind="integer", meaning="1 is what adds most", low=1,
                       nullable=False)  # fmt: skip
_STATUS: Final = text("status", "required, or chosen by the plan", nullable=False,
                      allowed=PLAN_ROLES)  # fmt: skip

PLAN_STOPS: Final = Table(
    name="plan_stops",
    meaning="one row per stop of a plan, in the order of what each adds",
    columns=(
        _ORDER,
        ID,
        text("name", "name of the place", nullable=False),
        _STATUS,
        number("people", "people within the threshold", "people", low=0),
        number("adds", "of them, whom neither offers nor stops before it reach", "people", low=0),
        number("loses", "people who would not be reached without it", "people", low=0),
        number("certainty", "draws in which a plan made anew has it / all", "0–1", low=0, high=1),
        text("nearest_offer", "nearest offer that is there already"),
        number("nearest_offer_km", "straight line to it", "km", low=0),
        number("nearest_stop_km", "straight line to the nearest other stop", "km", low=0),
        text("near_reason", "why another stop is in the same Gemeinde", allowed=NEAR_REASONS),
        text("ags_gemeinde", "Gemeinde, 8 digits"),
        *optional((
            text("offer_reason", "why there is an offer within walking distance",
                 allowed=NEAR_REASONS),
            number("weight", "what these people count in the plan, if not all the same", "people",
                   low=0),
            number("weight_adds", "what those whom it adds count", "people", low=0),
        )),
        GEOMETRY,
    ),
)  # fmt: skip

PLAN_REACHED: Final = Table(
    name="plan_reached",
    meaning="one row per stop and Gemeinde: whom the stop reaches there",
    columns=(
        text("id", "stop", nullable=False),
        text("ags_gemeinde", "Gemeinde, 8 digits"),
        text("gemeinde", "its name"),
        number("people", "people within the threshold", "people", low=0),
        number("adds", "of them, whom neither offers nor stops before it reach", "people", low=0),
    ),
    key=None,
)

PLAN_SHARES: Final = Table(
    name="plan_shares",
    meaning="how many are reached before, after, and by the plan alone",
    columns=(
        text("plan", "before, after, gain, alternative_1 …", nullable=False),
        number("reached", "people reached", "people", low=0),
        number("share", "reached / population", "0–1", low=0, high=1),
        number("share_low", "lower end of the middle 90 % of the draws", "0–1", low=0, high=1),
        number("share_high", "upper end of the middle 90 % of the draws", "0–1", low=0, high=1),
        number("population", "people of the demand", "people", low=0),
        *optional((number("share_middle", "median of the draws", "0–1", low=0, high=1),)),
    ),
    key="plan",
)

PLAN_HUBS: Final = Table(
    name="plan_hubs",
    meaning="one row per hub of a plan, in the order of whom each serves",
    columns=(
        _ORDER,
        ID,
        text("name", "name of the place", nullable=False),
        text("status", "existing, required, or chosen by the plan", nullable=False,
             allowed=("existing", *PLAN_ROLES)),
        number("served", "weight of the demand that goes there", "people", low=0),
        number("longest_min", "longest time to it", "minutes", low=0),
        number("mean_min", "mean time to it, by weight", "minutes", low=0),
        Column(name="boxes", kind="integer", meaning="boxes that belong there", low=0),
        GEOMETRY,
    ),
)  # fmt: skip

HUB_WAYS: Final = Table(
    name="hub_ways",
    meaning="one row per point of demand: where it lends",
    columns=(
        ID,
        text("hub_id", "hub that it goes to; empty where it reaches none"),
        number("travel_min", "time to it", "minutes", low=0),
        number("distance_m", "way to it", "m", low=0),
        text("status", "why a time is there or missing", nullable=False, allowed=STATUSES),
    ),
)
