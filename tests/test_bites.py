"""Kleinland again, where a wrong row, a wrong end or a wrong threshold would still look right."""

from typing import ClassVar

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

import mintgeo as mg
from mintgeo._crs import points
from mintgeo._errors import OptionError
from mintgeo.travel import SpeedCurve
from tests import kleinland

CURVE = SpeedCurve(detour=1.5, stretches=((float("inf"), 90),), spread=0.2, source="test")
"""A straight kilometre a minute: 1.5 km of way, at 90 km/h."""
MIN = kleinland.DEGREE_M / 1000
"""Minutes of a degree."""
ROUTER = mg.Airline(curve=CURVE)


def offers(at: dict[str, float], **columns: object) -> gpd.GeoDataFrame:
    """Offers on the equator, by id."""
    table = pd.DataFrame({"id": list(at), "name": list(at), "role": "offer", **columns})
    return gpd.GeoDataFrame(table, geometry=points(list(at.values()), [0.0] * len(at)))


def people(at: dict[str, tuple[float, float]], **columns: object) -> gpd.GeoDataFrame:
    """People on the equator: id → longitude and number."""
    lons, numbers = zip(*at.values(), strict=True)
    table = pd.DataFrame({
        "id": list(at), "place": list(at), "population": numbers, "ags_land": "91",
        "ags_kreis": "91001", "ags": "91001001", "area_type": "rural",
    }).assign(**columns)  # fmt: skip
    return gpd.GeoDataFrame(table, geometry=points(list(lons), [0.0] * len(at)))


class TestReach:
    def test_two_offers_keep_their_own_time_and_way(self) -> None:
        """Cdorf (0.1°) is 0.04° from ``near`` and 0.15° from ``far``; ``third`` is 0.2° away."""
        sites = offers({"far": 0.25, "third": 0.30, "near": 0.06})
        row = mg.reach(kleinland.demand(), sites, ROUTER).set_index("id").loc["c"]
        assert (row["nearest_id"], row["second_id"]) == ("near", "far")
        assert row["travel_min"] == pytest.approx(0.04 * MIN)
        assert row["second_min"] == pytest.approx(0.15 * MIN)
        assert row["distance_m"] == pytest.approx(0.04 * MIN * 1500)

    def test_exactly_the_longest_time_counts(self) -> None:
        """The second offer too; a nearest one that is too far is told by its minutes alone."""
        sites = offers({"west": -0.1, "east": 0.2})
        home = people({"a": (0.0, 1.0)})
        whole = mg.reach(home, sites, ROUTER).iloc[0]
        times = [float(whole["travel_min"]), float(whole["second_min"])]
        rows = {
            limit: mg.reach(home, sites, ROUTER, max_min=limit).iloc[0]
            for limit in (*times, *(np.nextafter(one, 0) for one in times))
        }
        both, one, less, none = (
            rows[limit] for limit in (times[1], times[0], np.nextafter(times[1], 0),
                                      np.nextafter(times[0], 0))
        )  # fmt: skip
        assert (both["nearest_id"], both["second_id"], both["status"]) == ("west", "east", "ok")
        assert np.isnan(both["least_min"])
        assert (one["nearest_id"], one["status"], one["least_min"]) == ("west", "ok", times[1])
        assert pd.isna(less["second_id"])
        assert np.isnan(less["second_min"])
        assert not whole["edge"]
        assert (none["status"], none["least_min"]) == ("over_limit", times[0])
        assert none[["nearest_id", "travel_min", "distance_m", "second_min"]].isna().all()

    def test_a_single_offer_leaves_no_second(self) -> None:
        row = mg.reach(people({"a": (0.0, 1.0)}), offers({"one": 0.1}), ROUTER).iloc[0]
        assert (row["status"], row["least_min"], row["edge_min"]) == ("ok", np.inf, np.inf)
        assert row["max_min"] == 120
        assert pd.isna(row["second_id"])


class Bordered(mg.Airline):
    """A router of the west half: its data end at 0°, and it takes people over all the same."""

    place = None  # type: ignore[assignment]
    """It asks tables for their points, so none are placed for it."""

    def __init__(self, border_min: float) -> None:
        super().__init__(curve=CURVE)
        self.border_min, self.known = border_min, box(0, 0, 0, 0)

    def nearest(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame,
        *, k: int = 1, max_min: float | None = None,
    ) -> pd.DataFrame:  # fmt: skip
        inside = gpd.GeoDataFrame(destinations[destinations.geometry.x <= 0])
        return super().nearest(origins, inside, k=k, max_min=max_min)

    def nearest_beyond(
        self, origins: gpd.GeoDataFrame, destinations: gpd.GeoDataFrame, *, k: int = 1
    ) -> pd.DataFrame:
        beyond = gpd.GeoDataFrame(destinations[destinations.geometry.x >= 0])
        return super().nearest(origins, beyond, k=k)

    def minutes_to_border(
        self, points: gpd.GeoDataFrame, *, known: BaseGeometry | None = None
    ) -> NDArray[np.float64]:
        self.known = known or self.known
        return np.full(len(points), self.border_min)


class TestBeyondTheBorder:
    """Offers 22 min west, at the border, and 11 min east of people at −0.1°."""

    SITES: ClassVar = {"west": -0.3, "on": 0.0, "east": 0.01}

    def reached(self, border_min: float, max_min: float = 120) -> gpd.GeoDataFrame:
        homes = people({f"p{n:02}": (-0.1, 1.0) for n in range(40)})
        return mg.reach(homes, offers(self.SITES), Bordered(border_min), max_min=max_min)

    def test_the_nearest_two_of_both_sides_each_offer_once(self) -> None:
        table = self.reached(99)
        assert set(table["nearest_id"]) == {"on"}
        assert set(table["second_id"]) == {"east"}
        assert table["second_min"].to_list() == pytest.approx([0.11 * MIN] * 40)

    def test_the_list_is_known_between_its_offers(self) -> None:
        router = Bordered(99)
        sites = offers(self.SITES | {"lost": 5.0})
        sites.loc[3, "geometry"] = None
        mg.reach(people({"a": (-0.1, 1.0)}), sites, router)
        assert router.known.bounds == (-0.3, 0, 0.01, 0)

    def test_only_who_is_sooner_at_the_border_may_find_something_nearer(self) -> None:
        """Neither at the same time, nor where the border is beyond what was looked for."""
        near = float(self.reached(99)["travel_min"].iloc[0])
        edge = [
            bool(self.reached(border, limit)["edge"].all())
            for border, limit in (
                (np.nextafter(near, 0), 120), (near, 120), (5, 5), (np.nextafter(5, 9), 5)
            )
        ]  # fmt: skip
        assert edge == [True, False, True, False]


class TestCoverage:
    """Four Gemeinden whose rows, ids, keys and offers are all in different orders."""

    @pytest.fixture
    def reached(self) -> gpd.GeoDataFrame:
        homes = people(
            {"d": (0.4, 10.0), "a": (0.1, 40.0), "c": (0.3, 20.0), "b": (0.2, 30.0)},
            ags=["91001003", "91001004", "91001001", "91001002"],
            area_type=["rural", "city", "town", "rural"],
        )
        return mg.reach(homes, self.sites(), ROUTER)

    def sites(self) -> gpd.GeoDataFrame:
        """Three near b, one near d, a potential one at a, one nowhere."""
        table = offers({"s1": 0.21, "s2": 0.2, "s3": 0.41, "s4": 0.19, "s5": 0.1, "s6": 0.1})
        table.loc[4, "role"] = "potential"
        table.loc[5, "geometry"] = None
        return table

    def test_offers_belong_to_the_nearest_point(self, reached: gpd.GeoDataFrame) -> None:
        table = mg.coverage(reached, by="gemeinde", sites=self.sites(), minutes=5)
        found = table.set_index("ags")[["population", "offers", "offers_per_10k"]]
        assert found["offers"].to_dict() == {
            "91001001": 0, "91001002": 3, "91001003": 1, "91001004": 0,
        }  # fmt: skip
        assert found["offers_per_10k"].to_list() == pytest.approx([0, 1000, 1000, 0])
        types = mg.coverage(reached, by="area_type", sites=self.sites(), minutes=5)
        assert dict(zip(types["ags"], types["offers"], strict=True)) == {
            "city": 0, "rural": 4, "town": 0,
        }  # fmt: skip

    def test_sites_without_a_role_all_count(self, reached: gpd.GeoDataFrame) -> None:
        sites = self.sites().drop(columns="role")
        table = mg.coverage(reached, by="gemeinde", sites=sites, minutes=5)
        assert table["offers"].to_list() == [0, 3, 1, 1]

    def test_offers_of_polygons_lie_in_them(self, reached: gpd.GeoDataFrame) -> None:
        halves = kleinland.regions()  # the border is at 0.15°
        sites = self.sites()
        table = mg.coverage(reached, by=halves, sites=sites, minutes=5).set_index("ags")
        assert table["name"].to_dict() == {"91001": "Westkreis", "92001": "Ostkreis"}
        assert table["population"].to_dict() == {"91001": 40, "92001": 60}
        assert table["offers"].to_dict() == {"91001": 0, "92001": 4}
        plain = mg.coverage(reached, by=halves.drop(columns="name"), minutes=5)
        assert plain["name"].to_list() == plain["ags"].to_list() == ["91001", "92001"]

    def test_offers_of_a_country_are_those_in_its_laender(self) -> None:
        homes = people({"x": (10.0, 100.0)}).set_geometry(points([10.0], [53.55]))
        table = offers({"here": 0, "there": 0}).set_geometry(points([9.99, 2.35], [53.56, 48.85]))
        row = mg.coverage(mg.reach(homes, table, ROUTER), by="country", sites=table).iloc[0]
        assert (row["ags"], row["name"], row["offers"]) == ("DE", "Deutschland", 1)

    def test_every_quantile_is_of_its_own_column(self) -> None:
        """5, 15, 10, 10 … 10 people at 0.1°, 0.2° … 1.0° of an offer, the next one at −0.05°."""
        numbers = [5, 15, *[10] * 8]
        homes = people({f"p{n}": (n / 10 + 0.1, float(one)) for n, one in enumerate(numbers)}
                       | {"empty": (5.0, 0.0)})  # fmt: skip
        table = mg.coverage(
            mg.reach(homes, offers({"s": 0.0, "t": -0.05}), ROUTER, max_min=600),
            by="land", minutes=(0.35 * MIN, 0.201 * MIN),
        )  # fmt: skip
        assert table["share"].to_list() == pytest.approx([0.3, 0.2])
        assert table["covered"].to_list() == pytest.approx([30, 20])
        row = table.iloc[0]
        assert row["population"] == 100
        assert [row[f"{name}_min"] / MIN for name in ("p10", "median", "p90")] == pytest.approx(
            [0.2, 0.5, 0.9]
        )
        assert row["median_point_min"] == pytest.approx(0.5 * MIN)
        assert row["second_median_min"] == pytest.approx(0.55 * MIN)
        assert row["median_m"] == pytest.approx(0.5 * MIN * 1500)

    @pytest.mark.filterwarnings("ignore:GeoSeries.notna")
    def test_an_offer_of_an_empty_place_lies_nowhere(self, reached: gpd.GeoDataFrame) -> None:
        sites = self.sites()
        sites.loc[1, "geometry"] = Point()
        table = mg.coverage(reached, by="gemeinde", sites=sites, minutes=5)
        assert table["offers"].to_list() == [0, 2, 1, 0]

    def test_a_longer_threshold_only_if_nobody_can_be_within_it(self) -> None:
        """Looked for up to 20 minutes: Edorf's offer is 22.3 minutes away."""
        homes, sites = people({"a": (0.0, 1.0), "e": (0.2, 9.0)}), offers({"s": 0.0})
        reached = mg.reach(homes, sites, ROUTER, max_min=20)
        assert mg.coverage(reached, by="land", minutes=22)["share"].to_list() == [0.1]
        for minutes in (23, (10, 23)):
            with pytest.raises(OptionError, match=r"at most 20 minutes.*max_min=23"):
                mg.coverage(reached, by="land", minutes=minutes)
        draws = mg.uncertainty(reached, sites)
        with pytest.raises(OptionError, match="max_min=22"):
            mg.coverage(reached, by="land", minutes=22, uncertainty=draws)
        with pytest.raises(OptionError, match="positive"):
            mg.coverage(reached, minutes=(15, -1))

    def test_where_nobody_lives_there_is_no_share(self) -> None:
        homes = people({"a": (0.1, 0.0), "b": (0.2, 5.0)}, ags_land=["91", "92"])
        table = mg.coverage(mg.reach(homes, offers({"s": 0.1}), ROUTER), by="land", minutes=15)
        assert table["population"].to_list() == [0, 5]
        assert np.isnan(table["share"].iloc[0])
        assert table["share"].iloc[1] == 1


class TestGaps:
    @pytest.mark.parametrize("north", [False, True])
    @pytest.mark.slow
    def test_kinds_are_missed_at_twice_the_threshold_of_the_middle(self, north: bool) -> None:
        """The mean of people is at 0.371°, so 0.38° is the middle: 42.3 min from Adorf.

        The mean of points is nearer to 0.36°: 40.1 min. The Museum is 55.7 min from the middle.
        Northwards a degree is 0.7 % shorter.
        """
        homes = people({"x": (0.30, 100.0), "y": (0.36, 100.0), "z": (0.38, 1_000.0)})
        sites = offers({"lab": 0.0, "museum": 0.88}, category=["Labor", "Museum"])
        if north:
            for table in (homes, sites):
                table["geometry"] = points(table.geometry.y, table.geometry.x).to_numpy()
        reached = mg.reach(homes, sites, ROUTER)
        missing = {
            minutes: mg.gaps(reached, minutes=minutes, sites=sites, router=ROUTER,
                             rules=mg.AreaRules(link_m=10_000))["missing"].to_list()
            for minutes in (21.0, 21.3, 27.6, 27.9)
        }  # fmt: skip
        assert missing == {
            21.0: ["Labor; Museum"], 21.3: ["Museum"], 27.6: ["Museum"], 27.9: [""],
        }  # fmt: skip

    def test_partners_are_potential_only_and_near_a_home(self) -> None:
        """Two fire brigades 2.5 and 3.2 km off Edorf, an offer there, one without a place.

        Metres of the projection are up to 12 % longer here, far from Europe.
        """
        off = np.array([2_500, 3_200]) / kleinland.DEGREE_M
        lons = [0.4 + off[0], 0.4 + off[1], 0.4, 0.4]
        sites = offers(dict(zip(("near", "far", "offer", "lost"), lons, strict=True)))
        sites["role"] = ["potential", "potential", "offer", "potential"]
        sites.loc[3, "geometry"] = None
        reached = mg.reach(kleinland.demand().assign(area_type="rural"), kleinland.sites(), ROUTER)
        table = mg.gaps(reached, sites=sites).set_index("name")
        assert table["partners"].to_dict() == {"Raum Edorf": 1}
        assert table["partner_names"].to_dict() == {"Raum Edorf": "near"}
