"""What tours cost: kilometres, hours, nights, fuel, CO2, money, and money per child."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import pandas as pd

from mintgeo._schema import TOUR_COSTS
from mintgeo.analysis.tours.plan import per_child
from mintgeo.analysis.tours.wishes import Prices, Van

_CHILDREN: Final = ("children", "children_low", "children_high")


def tour_costs(
    visits: pd.DataFrame,
    days: pd.DataFrame,
    vans: Sequence[Van],
    stops: pd.DataFrame,
    prices: Prices,
) -> pd.DataFrame:
    """One row per tour: ``tour_costs`` of docs/tables.md.

    Children are those of the stops' columns, once for each visit; without spans, ``children`` is
    taken for both ends.
    """
    by = {van.name: van for van in vans}
    table = days.groupby("tour", as_index=False).agg(
        van=("van", "first"), days=("day", "size"), nights=("night", "sum"), km=("drive_km", "sum"),
        hours=("work_min", "sum"),
    )  # fmt: skip
    table["nights"] = table["nights"].astype(int)
    table["hours"] = table["hours"] / 60
    van = [by[name] for name in table["van"]]
    table["fuel"] = table["km"] * np.array([one.fuel_per_100km for one in van]) / 100
    table["co2_kg"] = [one.emissions.kg(km) for one, km in zip(van, table["km"], strict=True)]
    table["cost_eur"] = (
        table["km"] * prices.km + table["hours"] * prices.hour + table["nights"] * prices.night
    )
    if "children" in stops:
        table = _with_children(table, visits, stops)
    return table[[one.name for one in TOUR_COSTS.columns if one.name in table]]


def _with_children(table: pd.DataFrame, visits: pd.DataFrame, stops: pd.DataFrame) -> pd.DataFrame:
    by_id = stops.assign(id=stops["id"].astype(str)).set_index("id")
    reached = pd.DataFrame({"tour": visits["tour"]})
    for name in _CHILDREN:
        of = name if name in by_id else "children"
        counts = by_id[of].astype(float).fillna(by_id["children"].astype(float))
        reached[name] = visits["id"].map(counts).to_numpy(dtype=float)
    sums = reached.groupby("tour")[list(_CHILDREN)].sum().reindex(table["tour"], fill_value=0.0)
    for name in _CHILDREN:
        table[name] = sums[name].to_numpy()
    found = [per_child(row["cost_eur"], row) for row in table.to_dict("records")]
    return table.join(pd.DataFrame(found, index=table.index))
