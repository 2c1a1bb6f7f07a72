"""The rungs of an address index: exact name, same place, likest name, neighbours, facilities."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import cKDTree

from mintgeo._collector import resting
from mintgeo._crs import flat_metres
from mintgeo._progress import waiting
from mintgeo.addresses.facilities import find_facility
from mintgeo.addresses.house import has_house, locate
from mintgeo.addresses.numbers import HouseNumber
from mintgeo.addresses.pieces import Reading
from mintgeo.addresses.pools import number_in
from mintgeo.addresses.query import Query, is_slip
from mintgeo.addresses.records import Street
from mintgeo.addresses.rungs import SCORES, SOURCE, Rung, as_placed, aside, other_postcode, read_as
from mintgeo.addresses.similarity import SURE, Names, likest
from mintgeo.addresses.store import Store
from mintgeo.addresses.streets import street_key
from mintgeo.findings import Finding, found
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.step import Placed, as_it_is

NEIGHBOURS_M: Final = 10_000.0
"""PLZ whose streets lie this near to where PLZ and place put the row are its neighbours."""
FACILITY_M: Final = 150.0
"""Radius of a facility: its grounds."""
_ELSEWHERE_M: Final = 30_000.0
_LARGER: Final = 20
_SURE_AFAR: Final = 90.0
_KEPT: Final = 10_000
_POSTCODE: Final = 2
_COLUMNS: Final = (
    "street",
    "postcode",
    "place",
    "name",
    "lat",
    "lon",
    "radius_m",
    "findings",
    "district",
)


class Lookup:
    """Looks addresses up in an index."""

    def __init__(self, index: Store, known: Gazetteer) -> None:
        self._index = index
        self._known = known
        areas = index.areas
        self._postcodes = areas["postcode"].tolist()
        self._tree = cKDTree(_sphere(areas["lat"].to_numpy(), areas["lon"].to_numpy()))
        self._facilities = lru_cache(_KEPT)(index.facilities)
        self._in_postcode = lru_cache(_KEPT)(lambda plz: Names(index.names("postcode", plz)))
        self._may_hold = lru_cache(_KEPT)(index.may_hold)
        self._likest_in = lru_cache(_KEPT)(self._likest_of)
        self._in_place = lru_cache(_KEPT)(lambda key: Names(index.names("place", key)))

    @resting()
    def find(self, rows: pd.DataFrame, *, progress: bool = False) -> dict[int, Placed]:
        """Place rows; see :class:`mintgeo.gazetteer.step.Step`."""
        places = {}
        rows = rows.sort_values("postcode", kind="stable")
        columns = (rows[name].to_numpy(dtype=object).tolist() for name in _COLUMNS)
        every = zip(rows.index.tolist(), *columns, strict=True)
        unknown: dict[int, Finding] = {}
        shown = waiting(every, progress=progress, total=len(rows), unit=" Zeilen")
        for _, group in groupby(shown, key=itemgetter(_POSTCODE)):
            alike: dict[tuple[Any, ...], list[int]] = {}
            for label, *values in group:
                alike.setdefault(tuple(values), []).append(label)
            queries = [Query.of(*values) for values in alike]
            self._compare(queries)
            for query, labels in zip(queries, alike.values(), strict=True):
                placed = self.place(query)
                if placed is not None:
                    places.update(dict.fromkeys(labels, placed))
                elif query.near and self._covers(query) and (said := query.unplaced()):
                    unknown.update(dict.fromkeys(labels, said))
        left = rows.loc[list(unknown)].itertuples()
        for (label, said), row in zip(unknown.items(), left, strict=True):
            places[label] = as_it_is(row, said)
        return places

    def _compare(self, queries: list[Query]) -> None:
        """Compare at once what rows of a PLZ call their streets with the names that are there."""
        asked: dict[Names, list[str]] = {}
        for query in queries:
            if query.postcode or query.places:
                own = asked.setdefault(self._names_of(query), [])
                own += (street_key(reading.street) for reading in query.readings())
        for names, keys in asked.items():
            names.compare(keys)

    def _names_of(self, query: Query) -> Names:
        """Names of the PLZ, or else of the place."""
        if query.postcode:
            return self._in_postcode(query.postcode)
        return self._in_place(query.places[0])

    def _covers(self, query: Query) -> bool:
        """Whether the index has streets where the row is."""
        names = [self._in_place(key) for key in query.places[:1]]
        names += [self._in_postcode(query.postcode)] if query.postcode else []
        return any(one.keys for one in names)

    def place(self, query: Query) -> Placed | None:
        """Place one address, or say nothing."""
        if query.address.postbox:
            return None
        return self._by_street(query) or self._facility(query)

    def _by_street(self, query: Query) -> Placed | None:
        """Streets of exactly these names first, of all readings; the likest only of the first."""
        main = list(query.readings())
        known: Placed | None = None
        for reading in chain(main, self._others(query)):
            placed = self._first(query, reading, self._exact(query, street_key(reading.street)))
            if placed is not None and placed.match_level == "house":
                return placed
            known = known or placed
        if known is not None:
            return known
        for reading in main:
            placed = self._first(query, reading, self._unlike(query, reading))
            if placed is not None:
                return placed
        for reading in query.tails():
            placed = self._first(query, reading, self._behind(query, reading))
            if placed is not None:
                return placed
        return None

    def _others(self, query: Query) -> Iterator[Reading]:
        """Further readings; names with a number in them only where there may be such streets."""
        for one in query.others():
            number = number_in(one.street)
            if not number or self._may_hold(number, query.postcode, query.places):
                yield one

    def _behind(self, query: Query, reading: Reading) -> Iterator[Rung]:
        """A street of the name that is left without its first words, if it has the house."""
        for rung in self._exact(query, street_key(reading.street)):
            said = (read_as(reading.text, rung.streets[0].name), *rung.findings)
            yield Rung("alike", rung.streets, said, proof=True)

    def _first(self, query: Query, reading: Reading, rungs: Iterable[Rung]) -> Placed | None:
        """Where the first rung that can be believed puts a reading."""
        for rung in rungs:
            streets = query.decided(rung.streets)
            spot = locate(self._index, streets, reading.number, query.near)
            if spot.level == "house" or not rung.proof:
                return as_placed(spot, rung, aside(query, reading, spot))
        return None

    def _unlike(self, query: Query, reading: Reading) -> Iterator[Rung]:
        """Streets of other names, or near by."""
        yield from self._alike(query, reading.street, reading.number)
        yield from self._neighbours(query, reading.street)

    def _exact(self, query: Query, key: str) -> Iterator[Rung]:
        """Streets of this very name in the PLZ, in the place, or in both."""
        here = self._index.in_postcode(key, query.postcode) if query.postcode else []
        both = [street for street in here if query.agrees(street)]
        if both:
            yield Rung("exact", both)
            return
        there = [s for place in query.places for s in self._index.in_place(key, place)]
        there = [s for s in dict.fromkeys(there) if self._is_credible(query, s)]
        if there:
            yield self._elsewhere(query, there)
        if here:
            yield from self._wrong_place(query, here)

    def _elsewhere(self, query: Query, streets: list[Street]) -> Rung:
        """The place has the street, but under another PLZ than the row's, if that has one."""
        near = [street for street in streets if query.is_near(street)]
        if not query.postcode:
            return Rung("exact", near or streets)
        proof = len(near) != 1
        return Rung("repaired", near or streets, other_postcode(query, near or streets), proof)

    def _wrong_place(self, query: Query, streets: list[Street]) -> Iterator[Rung]:
        """The PLZ has the street, but in another place."""
        near = [street for street in streets if query.is_near(street)]
        names = dict.fromkeys(street.place or street.part for street in streets)
        said = {"place": query.place, "places": [*names]}
        other = (found("address.other_place", **said),) if query.place else ()
        if near:
            yield Rung("repaired" if other else "exact", near, other)
        elif query.near is None and any(self._in_place(key).keys for key in query.places):
            yield Rung("repaired", streets, other, proof=True)

    def _is_credible(self, query: Query, street: Street) -> bool:
        """Whether a street may be meant: near where PLZ and place say, or if they don't, by name.

        The place alone counts where the PLZ is a slip of the street's, or where no other place of
        Germany that anyone would mean has the name.
        """
        if query.is_near(street):
            return True
        if query.near is not None and not query.doubted:
            return False
        if not query.places or not query.agrees(street):
            return False
        return is_slip(query.postcode, street.postcode) or self._is_only_one(query, street)

    def _is_only_one(self, query: Query, street: Street) -> bool:
        people = {True: 0.0, False: -1.0}
        for spot in self._known.names.get(query.places[0], []):
            away = flat_metres(spot.lat, spot.lon, street.lat, street.lon) > _ELSEWHERE_M
            people[not away] = max(people[not away], spot.people)
        return people[False] < 0 or people[True] > _LARGER * people[False]

    def _alike(self, query: Query, name: str, number: HouseNumber | None) -> Iterator[Rung]:
        """The likest name of the PLZ and the place together, then of either."""
        here, score = self._likest_in(query.postcode, name) if query.postcode else ([], 0.0)
        agreeing = [street for street in here if query.agrees(street)]
        yield from self._read_as(query, name, number, agreeing, score)
        for place in query.places:
            keys, alike = likest(name, self._in_place(place))
            there = [s for key in keys for s in self._index.in_place(key, place)]
            yield from self._read_as(query, name, number, there, alike)
        yield from self._read_as(query, name, number, here, score)

    def _likest_of(self, postcode: str, name: str) -> tuple[list[Street], float]:
        """Streets of a PLZ whose name is likest, and how like it is."""
        keys, score = likest(name, self._in_postcode(postcode))
        return [s for key in keys for s in self._index.in_postcode(key, postcode)], score

    def _read_as(
        self,
        query: Query,
        name: str,
        number: HouseNumber | None,
        streets: list[Street],
        score: float,
    ) -> Iterator[Rung]:
        """Streets of a likest name; of several names the one that has the number."""
        streets = [street for street in streets if self._is_credible(query, street)]
        tie = len({street.key for street in streets}) > 1
        if tie:
            streets = [street for street in streets if has_house(self._index, street, number)]
        if streets and all(street.key == streets[0].key for street in streets):
            said = (read_as(name, streets[0].name), *other_postcode(query, streets))
            yield Rung("alike", streets, said, proof=tie or score < SURE)

    def _neighbours(self, query: Query, name: str) -> Iterator[Rung]:
        """The street under a PLZ near by, if one has it with this number."""
        near = self._postcodes_near(query)
        key = street_key(name)
        have = [plz for plz in near if key in self._in_postcode(plz).known]
        exact = [s for plz in have for s in self._index.in_postcode(key, plz) if query.is_near(s)]
        if exact:
            yield Rung("neighbour", exact, other_postcode(query, exact), proof=True)
            return
        for postcode in near:
            keys, score = likest(name, self._in_postcode(postcode))
            if score >= _SURE_AFAR and len(keys) == 1:
                streets = self._index.in_postcode(keys[0], postcode)
                said = (read_as(name, streets[0].name), *other_postcode(query, streets))
                yield Rung("neighbour", streets, said, proof=True)

    def _postcodes_near(self, query: Query) -> list[str]:
        if query.near is None or not self._postcodes:
            return []
        rows = self._tree.query_ball_point(_sphere(*query.near), NEIGHBOURS_M)
        return [self._postcodes[row] for row in sorted(rows)]

    def _facility(self, query: Query) -> Placed | None:
        """What the list calls by its name, near where PLZ and place put it."""
        near = self._postcodes_near(query)
        said = query.address
        unnumbered = said.street if said.number is None else ""
        for name in filter(None, (query.name, said.name, unnumbered)):
            known = [one for plz in near for one in self._facilities(plz)]
            one = find_facility(name, query.places, known)
            if one is not None:
                by_name = (found("address.by_name", name=one.name),)
                return Placed(one.lat, one.lon, "house", SCORES["alike"], FACILITY_M,
                              f"{SOURCE}, Name", by_name)  # fmt: skip
        return None


def _sphere(lat: ArrayLike, lon: ArrayLike) -> NDArray[np.float64]:
    """Points in metres on a ball, for neighbourhoods."""
    y, x = np.radians(lat), np.radians(lon)
    ball = np.stack([np.cos(y) * np.cos(x), np.cos(y) * np.sin(x), np.sin(y)], axis=-1)
    return np.asarray(6_371_000.0 * ball)
