"""Times of all pairs of two tables, held compactly: numbers instead of rows of text."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._errors import InputError, name_ids
from mintgeo._located import Floats, Ints, Points
from mintgeo._schema.values import STATUSES
from mintgeo.travel._table import TRAVEL_COLUMNS, travel_table

Codes = NDArray[np.uint8]
Exact = NDArray[np.float64]
REASONS: Final = STATUSES
"""What the codes of a matrix mean, by number: 0 is ``ok``."""
_CODES: Final = {name: np.uint8(code) for code, name in enumerate(REASONS)}
OK, OVER, NOWHERE = (_CODES[name] for name in ("ok", "over_limit", "no_location"))
NOT_SNAPPED, OUTSIDE, APART = (
    _CODES[name] for name in ("not_snapped", "outside_extract", "other_component")
)


def codes_of(reasons: NDArray[Any]) -> Codes:
    """Codes of reasons given as text."""
    return np.array([_CODES[str(one)] for one in reasons], dtype=np.uint8)


@dataclass(frozen=True, kw_only=True, eq=False)
class Matrix:
    """Ways from n origins to m destinations: those within the limit, origin by origin.

    Attributes
    ----------
    from_ids, to_ids
        Ids of the n origins and m destinations, in the order of their tables.
    mode
        Way to travel.
    max_min
        The limit in minutes, None for none.
    first
        Where the ways of every origin begin, n + 1 numbers.
    column
        Position of the destination of every way (int32), ascending for each origin.
    values
        Of every way (float64): ``travel_min`` and ``access_min`` in minutes, ``distance_m`` and
        ``snap_m`` in metres, and what else a router tells, as in a travel table.
    origin, goal
        What keeps an origin or destination from every way, as codes (uint8, see ``REASONS``);
        0 where nothing does.
    """

    from_ids: NDArray[np.object_]
    to_ids: NDArray[np.object_]
    mode: str
    max_min: float | None
    first: Ints
    column: NDArray[np.int32]
    values: dict[str, Floats]
    origin: Codes
    goal: Codes
    unjoined: Callable[[], NDArray[np.bool_]] | None = None
    """Finds n × m flags of pairs that no way joins, if a missing way may be only too long."""
    apart: np.uint8 = APART
    """The reason of such pairs."""

    @classmethod
    def of_pairs(
        cls, from_ids: NDArray[Any], to_ids: NDArray[Any], row: Ints, column: Ints, **rest: Any
    ) -> "Matrix":
        """Make one of ways that stand by origin and destination."""
        first = np.concatenate([[0], np.cumsum(np.bincount(row, minlength=len(from_ids)))])
        return cls(
            from_ids=from_ids, to_ids=to_ids, first=first, column=column.astype(np.int32), **rest
        )

    @classmethod
    def of_table(
        cls, table: pd.DataFrame, from_ids: pd.Series, to_ids: pd.Series, *,
        max_min: float | None, mode: str,
    ) -> "Matrix":  # fmt: skip
        """Make one of a travel table; of reasons it has those that the table tells.

        Raises
        ------
        InputError
            If the table has ends that are not among the ids.
        """
        there = (table["status"] == "ok").to_numpy()
        row = _found(from_ids, table["from_id"])
        column = _found(to_ids, table["to_id"][there])
        order = np.lexsort((column, row[there]))
        ways = table[there]
        kept = [name for name in TRAVEL_COLUMNS if name in ways and ways[name].dtype.kind == "f"]
        origin = np.zeros(len(from_ids), dtype=np.uint8)
        origin[row[~there]] = codes_of(table.loc[~there, "status"].to_numpy())
        origin[origin == OVER] = OK
        return cls.of_pairs(
            from_ids.to_numpy(dtype=object), to_ids.to_numpy(dtype=object),
            row[there][order], column[order], mode=mode, max_min=max_min,
            values={name: ways[name].to_numpy(dtype=float)[order] for name in kept},
            origin=origin, goal=np.zeros(len(to_ids), dtype=np.uint8),
            unjoined=None if max_min is None else partial(
                np.zeros, (len(from_ids), len(to_ids)), dtype=bool
            ),
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.column)

    def __getstate__(self) -> dict[str, Any]:
        """What travels to another process: the reasons, too, not the way to find them."""
        return {**self.__dict__, "_joined": self._joined, "unjoined": None}

    @property
    def shape(self) -> tuple[int, int]:
        """Numbers of origins and destinations."""
        return len(self.from_ids), len(self.to_ids)

    @property
    def row(self) -> NDArray[np.intp]:
        """Position of the origin of every way."""
        return np.repeat(np.arange(len(self.from_ids)), np.diff(self.first))

    @property
    def travel_min(self) -> Exact:
        """Minutes of every way."""
        return np.asarray(self.values["travel_min"], dtype=np.float64)

    def dense(self, name: str = "travel_min") -> Exact:
        """A value of all pairs, n × m (float64); NaN where there is no way within the limit."""
        out = np.full(self.shape, np.nan)
        out[self.row, self.column] = self.values[name]
        return out

    def reasons(self) -> Codes:
        """Why there is a way or none, of all pairs, n × m (uint8): see ``REASONS``.

        It is what ``travel_times`` says of the two points alone. Of a matrix with a limit it may
        take a search without one.
        """
        out = np.where(self._joined, OVER, self.apart)
        out[:, self.goal != OK] = self.goal[self.goal != OK]
        out[self.origin != OK] = self.origin[self.origin != OK, None]
        out[:, self.goal == NOWHERE] = NOWHERE
        out[self.origin == NOWHERE] = NOWHERE
        out[self.row, self.column] = OK
        return out

    def ways(self) -> pd.DataFrame:
        """The ways as rows of a travel table, without origins that reach nothing."""
        table = self._table(np.full(len(self.from_ids), NOWHERE))
        return table[table["status"] == REASONS[OK]].reset_index(drop=True)

    def table(self) -> pd.DataFrame:
        """The same as a travel table: what ``travel_times`` answers."""
        return self._table(self._alone())

    def _table(self, alone: Codes) -> pd.DataFrame:
        return travel_table(
            self.from_ids, self.to_ids, row=self.row, target=self.column, values=self.values,
            missing=np.array(REASONS)[alone], mode=self.mode, ranked=False,
        )  # fmt: skip

    @cached_property
    def _joined(self) -> NDArray[np.bool_]:
        """Pairs of good ends that some way joins, however long."""
        if self.unjoined is not None:
            return ~self.unjoined()
        out = np.zeros(self.shape, dtype=bool)
        out[self.row, self.column] = True
        return out

    def _alone(self) -> Codes:
        """Why every origin would reach nothing."""
        good = self.goal == OK
        if not (self.goal != NOWHERE).any():
            return np.full(len(self.origin), NOWHERE)
        if not good.any():
            lost = self.goal[self.goal != NOWHERE][0]
            return np.where(self.origin == OK, lost, self.origin)
        near = self._joined[:, good].any(axis=1)
        return np.where(self.origin == OK, np.where(near, OVER, self.apart), self.origin)


def unplaced(points: Points) -> Codes:
    """``no_location`` for points without a place."""
    out = np.full(len(points.ids), NOWHERE)
    out[points.placed] = OK
    return out


def _found(ids: pd.Series, asked: pd.Series) -> Ints:
    """Positions of ids."""
    at = pd.Index(ids).get_indexer(pd.Index(asked))
    if (at < 0).any():
        raise InputError("The travel table has other ends ({rows}).", rows=name_ids(asked[at < 0]))
    return np.asarray(at)
