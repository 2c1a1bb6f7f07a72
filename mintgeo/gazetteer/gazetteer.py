"""PLZ, places and Länder, ready to be looked up by name and by neighbourhood."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from mintgeo import _embedded
from mintgeo._crs import metric
from mintgeo.gazetteer.names import bare_key, keys, place_key, stem_and_tail

_STATE_CODES: Final = {
    "sh": "01", "hh": "02", "ni": "03", "nds": "03", "hb": "04", "nw": "05", "nrw": "05",
    "he": "06", "rp": "07", "rlp": "07", "bw": "08", "by": "09", "sl": "10", "be": "11",
    "bb": "12", "mv": "13", "sn": "14", "st": "15", "lsa": "15", "th": "16",
}  # fmt: skip
GERMANY_KEYS: Final = frozenset({"deutschland", "germany", "brd", "de", "d"})
ABROAD: Final = frozenset({
    "oesterreich", "schweiz", "belgien", "tschechien", "daenemark", "frankreich", "luxemburg",
    "niederlande", "polen", "italien", "austria", "switzerland", "belgium", "czechia", "denmark",
    "france", "luxembourg", "netherlands", "poland", "at", "ch",
})  # fmt: skip


NAMELESS: Final = "bei "
"""So begins the name of a Gemeinde of which only a neighbour's name is known."""


class NamedPlace(NamedTuple):
    """A place of a name: degrees, metres in EPSG:3035, keys, people (0 where unknown).

    ``spread_m`` is known of the middle of a Gemeinde: how wide its people live.
    """

    lat: float
    lon: float
    x: float
    y: float
    ags_kreis: str
    name: str
    people: float
    spread_m: float = np.nan

    def away(self, x: float, y: float) -> float:
        """Metres to a point."""
        return float(np.hypot(self.x - x, self.y - y))


class Code(NamedTuple):
    """A PLZ: its middle, how far its people spread, its Land, and its places by key."""

    lat: float
    lon: float
    x: float
    y: float
    spread_m: float
    ags_land: str
    spots: dict[str, NamedPlace]


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Where PLZ and places are.

    Attributes
    ----------
    pairs
        One row per PLZ and key, for joins: ``postcode``, ``key``, ``lat``, ``lon``, ``spread_m``.
    codes
        PLZ → :class:`Code`.
    names
        Key → the places of that name in Germany.
    regions
        First three digits of a PLZ → middle of such PLZ (metres in EPSG:3035).
    knows_gemeinden
        Whether it tells which places are a Gemeinde: those whose ``spread_m`` is known.
    states, laender, kreise
        Key of a Land's name or code → two digits; two digits → name; five digits → name.
    """

    pairs: pd.DataFrame
    codes: dict[str, Code]
    names: dict[str, list[NamedPlace]]
    regions: dict[str, tuple[float, float]]
    states: dict[str, str]
    laender: dict[str, str]
    kreise: dict[str, str]
    knows_gemeinden: bool
    _spots: list[tuple[str, NamedPlace]]
    _tree: cKDTree
    _code_names: list[str]
    _code_tree: cKDTree

    @classmethod
    def build(
        cls,
        *,
        postcodes: pd.DataFrame,
        plz_places: pd.DataFrame,
        places: pd.DataFrame,
        laender: pd.DataFrame,
        kreise: pd.DataFrame | None = None,
        gemeinden: pd.DataFrame | None = None,
    ) -> "Gazetteer":
        """Prepare tables shaped like the embedded ones."""
        postcodes = _metric(postcodes)
        pairs = _metric(
            plz_places.assign(key=keys(plz_places["place"]), population=0.0, spread_m=np.nan)
        )
        pairs = pairs.dropna(subset="key").drop_duplicates(["postcode", "key"])
        named = _metric(places.rename(columns={"name": "place"}))
        named = named.assign(key=keys(named["place"])).dropna(subset="key")
        named = _with_towns(named, gemeinden)
        codes = _codes(postcodes, pairs)
        spots = [*_spots(named), *_spots(pairs)]
        names: dict[str, list[NamedPlace]] = {}
        for key, spot in spots:
            names.setdefault(key, []).append(spot)
        spread = pairs["postcode"].map({plz: code.spread_m for plz, code in codes.items()})
        columns = ["postcode", "key", "lat", "lon", "spread_m"]
        return cls(
            pairs=pairs.assign(spread_m=spread)[columns].dropna(),
            codes=codes,
            names=names,
            regions=_regions(postcodes),
            states=_STATE_CODES | dict(zip(keys(laender["name"]), laender["ags"], strict=True)),
            laender=dict(zip(laender["ags"], laender["name"], strict=True)),
            kreise={} if kreise is None else dict(zip(kreise["ags"], kreise["name"], strict=True)),
            knows_gemeinden=gemeinden is not None,
            _spots=spots,
            _tree=cKDTree(np.array([(spot.x, spot.y) for _, spot in spots])),
            _code_names=list(codes),
            _code_tree=cKDTree(postcodes[["x", "y"]].to_numpy()),
        )

    @classmethod
    def embedded(cls) -> "Gazetteer":
        """Return the gazetteer that comes with the package."""
        return _embedded_gazetteer()

    @cached_property
    def bare(self) -> dict[str, str]:
        """Key without dots on umlauts → key."""
        return {bare_key(spot.name): key for key, spot in self._spots}

    @cached_property
    def shorts(self) -> dict[str, list[NamedPlace]]:
        """Key of the first words of longer names → their places: "Frankfurt" → "am Main"."""
        return _shorts(self._spots)

    @cached_property
    def halves(self) -> dict[str, list[NamedPlace]]:
        """Key of either half of a Gemeinde's name with a hyphen → the Gemeinde."""
        return _halves(self._spots)

    @cached_property
    def gemeinden_of(self) -> dict[str, list[NamedPlace]]:
        """Key of a Kreis → middles of its Gemeinden, each once."""
        found: dict[str, dict[tuple[float, float], NamedPlace]] = {}
        for _, spot in self._spots:
            if np.isfinite(spot.spread_m):
                found.setdefault(spot.ags_kreis, {}).setdefault((spot.x, spot.y), spot)
        return {ags: list(spots.values()) for ags, spots in found.items()}

    def longer(self, words: Sequence[str]) -> list[NamedPlace]:
        """Places in whose names words go on: "schwaeb", "gmuend"."""
        pattern = re.compile("[a-z]*".join(words) + "[a-z]*")
        at = bisect_left(self._sorted_names, words[0])
        keys = takewhile(lambda key: key.startswith(words[0]), self._sorted_names[at:])
        return [spot for key in keys if pattern.fullmatch(key) for spot in self.names[key]]

    @cached_property
    def _sorted_names(self) -> list[str]:
        return sorted(self.names)

    def keys_around(self, x: float, y: float, metres: float) -> list[str]:
        """Keys of all places within a distance."""
        rows = self._tree.query_ball_point((x, y), metres)
        return [self._keys[row] for row in rows]

    def nearest(self, key: str, x: float, y: float) -> NamedPlace:
        """The nearest place of a name; of equals the first."""
        spots = self.names[key]
        away = np.hypot(*(np.array([(one.x, one.y) for one in spots]) - (x, y)).T)
        return spots[int(np.argmin(away))]

    @cached_property
    def _keys(self) -> list[str]:
        return [key for key, _ in self._spots]

    def nearest_code(self, x: float, y: float) -> tuple[str, Code]:
        """PLZ whose middle is nearest."""
        name = self._code_names[int(self._code_tree.query((x, y))[1])]
        return name, self.codes[name]

    def nearest_codes(self, x: NDArray[np.float64], y: NDArray[np.float64]) -> list[str]:
        """PLZ whose middle is nearest to every point."""
        rows = self._code_tree.query(np.column_stack([x, y]))[1]
        return [self._code_names[row] for row in rows]


@lru_cache(maxsize=1)
def _embedded_gazetteer() -> Gazetteer:
    tables = {
        name: _embedded.read(name)
        for name in ("postcodes", "plz_places", "places", "laender", "kreise", "gemeinden")
    }
    return Gazetteer.build(**tables)


def _metric(table: pd.DataFrame) -> pd.DataFrame:
    x, y = metric(table["lon"].to_numpy(), table["lat"].to_numpy()).T
    return table.assign(x=x, y=y)


def _with_towns(named: pd.DataFrame, gemeinden: pd.DataFrame | None) -> pd.DataFrame:
    """Places, those that are the middle of a Gemeinde with its spread, and German names of these.

    GeoNames calls some by another name: Munich.
    """
    if gemeinden is None:
        return named.assign(spread_m=np.nan)
    spot = ["lat", "lon"]
    towns = gemeinden[~gemeinden["name"].str.startswith(NAMELESS)].drop_duplicates(spot)
    named = named.merge(towns[[*spot, "spread_m"]], on=spot, how="left")
    towns = _metric(towns.rename(columns={"name": "place"}))
    towns = towns.assign(key=keys(towns["place"]), ags_kreis=towns["ags"].str[:5])
    both = pd.concat([named, towns.dropna(subset="key")], ignore_index=True)
    return both.drop_duplicates([*spot, "key"], ignore_index=True)


def _spots(table: pd.DataFrame) -> Iterable[tuple[str, NamedPlace]]:
    columns = ["lat", "lon", "x", "y", "ags_kreis", "place", "population", "spread_m"]
    rows = zip(*(table[name].tolist() for name in columns), strict=True)
    return zip(table["key"].tolist(), (NamedPlace(*row) for row in rows), strict=True)


def _shorts(spots: Iterable[tuple[str, NamedPlace]]) -> dict[str, list[NamedPlace]]:
    """Places by the first words of their names, where the names say more."""
    found: dict[str, list[NamedPlace]] = {}
    for key, spot in spots:
        short = place_key(stem_and_tail(spot.name)[0])
        if short != key:
            found.setdefault(short, []).append(spot)
    return found


def _halves(spots: Iterable[tuple[str, NamedPlace]]) -> dict[str, list[NamedPlace]]:
    """Gemeinden with a double name by both of its names."""
    found: dict[str, list[NamedPlace]] = {}
    for _, spot in spots:
        names = spot.name.split("-") if np.isfinite(spot.spread_m) else []
        for name in names if len(names) == 2 else ():  # noqa: PLR2004
            found.setdefault(place_key(name), []).append(spot)
    return found


def _codes(postcodes: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, Code]:
    columns = ["postcode", "lat", "lon", "x", "y", "spread_m", "ags_land"]
    rows = zip(*(postcodes[name].tolist() for name in columns), strict=True)
    codes = {
        plz: Code(lat, lon, x, y, spread_m, ags_land, {})
        for plz, lat, lon, x, y, spread_m, ags_land in rows
    }
    for plz, (key, spot) in zip(pairs["postcode"], _spots(pairs), strict=True):
        if plz in codes:
            codes[plz].spots[key] = spot
    return codes


def _regions(postcodes: pd.DataFrame) -> dict[str, tuple[float, float]]:
    middles = postcodes.groupby(postcodes["postcode"].str[:3])[["x", "y"]].mean()
    return {str(region): (row.x, row.y) for region, row in middles.iterrows()}
