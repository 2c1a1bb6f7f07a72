"""``stop_times.txt``: streamed, ids become positions, and trips stand in their order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from mintgeo._limits import LIMITS, refuse_more
from mintgeo._phrase import Phrase
from mintgeo.timetable.feed import ALIGHT, BOARD, CALL_TO_ALIGHT, CALL_TO_BOARD, Positions
from mintgeo.timetable.gtfs.clock import BAD, NONE, seconds_of
from mintgeo.timetable.gtfs.faults import Faults
from mintgeo.timetable.gtfs.ids import numbers
from mintgeo.timetable.gtfs.source import Source
from mintgeo.timetable.gtfs.tables import CODED, Wanted, batches

FILE: Final = "stop_times.txt"
_ALONG: Final = "shape_dist_traveled"
_NEEDED: Final = ("trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time")
_CODED: Final = (
    "trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time", "pickup_type",
    "drop_off_type",
)  # fmt: skip
_WANTED: Final = Wanted(
    member=FILE,
    needed=_NEEDED,
    also=("pickup_type", "drop_off_type", _ALONG),
    types=dict.fromkeys(_CODED, CODED),
)
_NEVER, _PHONE, _DRIVER = "1", "2", "3"
_MOST_SEQUENCE: Final = 2_000_000_000


@dataclass(kw_only=True, eq=False)
class Rows:
    """The rows of ``stop_times.txt`` that name a trip and a stop, by trip and sequence.

    Attributes
    ----------
    trip, stop, arrive, depart
        Positions and seconds; -1 where no time is given: ``int32``.
    flags
        As of ``Calls``.
    along
        ``shape_dist_traveled``, NaN where none is given: ``float32``; None where no time is blank.
    """

    trip: Positions
    stop: Positions
    arrive: Positions
    depart: Positions
    flags: NDArray[np.uint8]
    along: NDArray[np.float32] | None


def read_rows(
    source: Source, stops: pd.DataFrame, trips: pd.DataFrame, faults: Faults, *, on_call: bool
) -> Rows:
    """Stream the stop times.

    Raises
    ------
    InputError
        If the file lacks a column, can't be read, or has too many rows.
    """
    reader = _Reader(stops, trips, faults, on_call=on_call)
    for batch in batches(source, _WANTED, faults):
        reader.take(batch)
        refuse_more(reader.seen, LIMITS.calls, file=source.told(FILE), of=Phrase("rows"))
    reader.say()
    return reader.rows()


class _Reader:
    """Gathers batches as arrays."""

    def __init__(
        self, stops: pd.DataFrame, trips: pd.DataFrame, faults: Faults, *, on_call: bool
    ) -> None:
        self._stops, self._trips = _places(stops["stop_id"]), _places(trips["trip_id"])
        self._faults, self._on_call = faults, on_call
        self._parts: dict[str, list[NDArray[Any]]] = {}
        self.seen = 0

    def take(self, batch: pa.RecordBatch) -> None:
        """Add a batch."""
        trip = self._coded(batch, "trip_id", self._trips)
        stop = self._coded(batch, "stop_id", self._stops)
        sequence = self._coded(batch, "stop_sequence", _sequences)
        arrive = self._coded(batch, "arrival_time", seconds_of)
        depart = self._coded(batch, "departure_time", seconds_of)
        self._complain("unknown_trip", trip < 0, batch["trip_id"])
        self._complain("unknown_stop", (stop < 0) & (trip >= 0), batch["stop_id"])
        self._complain("bad_number", sequence < 0, batch["stop_sequence"])
        self._complain("bad_time", arrive == BAD, batch["arrival_time"])
        self._complain("bad_time", depart == BAD, batch["departure_time"])
        parts: dict[str, NDArray[Any]] = {
            "trip": trip, "stop": stop, "sequence": sequence,
            "arrive": _either(arrive, depart), "depart": _either(depart, arrive),
            "flags": self._flags(batch),
        }  # fmt: skip
        if _ALONG in batch.schema.names:
            parts["along"] = _along(batch[_ALONG])
        keep = (trip >= 0) & (stop >= 0) & (sequence >= 0)
        for name, part in parts.items():
            self._parts.setdefault(name, []).append(part if keep.all() else part[keep])
        self.seen += len(batch)

    def say(self) -> None:
        """Count calls that are made on demand only."""
        flags = self._parts.get("flags", [])
        called = sum(int(np.count_nonzero(one & (CALL_TO_BOARD | CALL_TO_ALIGHT))) for one in flags)
        self._faults.add("on_call" if self._on_call else "on_call_left_out", FILE, n=called)

    def rows(self) -> Rows:
        """All rows by trip and sequence; of a sequence that comes again the first counts."""
        if not self._parts:
            none = np.zeros(0, dtype=np.int32)
            return Rows(trip=none, stop=none, arrive=none, depart=none,
                        flags=none.astype(np.uint8), along=None)  # fmt: skip
        if not any((one < 0).any() for one in self._parts["arrive"]):
            self._parts.pop("along", None)
        whole = {name: self._joined(name) for name in tuple(self._parts)}
        order = _order(whole["trip"], whole["sequence"])
        if order is not None:
            for name in whole:
                whole[name] = whole[name][order]
        again = np.zeros(len(whole["trip"]), dtype=bool)
        again[1:] = (np.diff(whole["trip"]) == 0) & (np.diff(whole["sequence"]) == 0)
        if again.any():
            value = whole["sequence"][np.argmax(again)]
            self._faults.add("duplicate", FILE, n=np.count_nonzero(again), value=value)
            whole = {name: part[~again] for name, part in whole.items()}
        del whole["sequence"]
        along = whole.pop("along", None)
        return Rows(**whole, along=along)

    def _joined(self, name: str) -> NDArray[Any]:
        return np.concatenate(self._parts.pop(name))

    def _coded(self, batch: pa.RecordBatch, name: str, of: Any) -> Positions:
        column = batch[name]
        known = np.asarray(of(column.dictionary), dtype=np.int32)
        codes = np.asarray(column.indices)
        return known[codes] if len(known) else np.zeros(len(codes), dtype=np.int32)

    def _complain(self, code: str, wrong: NDArray[np.bool_], values: Any) -> None:
        self._faults.rows(code, FILE, wrong, values, before=self.seen)

    def _flags(self, batch: pa.RecordBatch) -> NDArray[np.uint8]:
        """Whether people may get on and off; by arrangement counts, unless it is not wanted."""
        out = np.zeros(len(batch), dtype=np.uint8)
        names = batch.schema.names
        for name, may, called in (
            ("pickup_type", BOARD, CALL_TO_BOARD), ("drop_off_type", ALIGHT, CALL_TO_ALIGHT),
        ):  # fmt: skip
            if name not in names:
                out |= may
                continue
            texts = pc.utf8_trim_whitespace(batch[name].dictionary).to_pylist()
            bits = [self._bits(one, may, called) for one in texts]
            out |= np.array(bits, dtype=np.uint8)[np.asarray(batch[name].indices)]
        return out

    def _bits(self, text: str, may: int, called: int) -> int:
        if text in (_PHONE, _DRIVER):
            return called | may * self._on_call
        return 0 if text == _NEVER else may


def _places(ids: pd.Series) -> Callable[[pa.Array], Positions]:
    """What says of ids where they stand among all; -1 for one that is not there.

    A dictionary is made once, where Arrow would make its own for every batch.
    """
    known = {one: at for at, one in enumerate(pa.array(ids, pa.string()).to_pylist())}

    def positions(texts: pa.Array) -> Positions:
        plain = pc.utf8_trim_whitespace(texts).to_pylist()
        return np.array([known.get(one, -1) for one in plain], dtype=np.int32)

    return positions


def _sequences(texts: pa.Array) -> Positions:
    found = numbers(pc.utf8_trim_whitespace(texts), least=0)
    whole = (found == np.floor(found)) & (found < _MOST_SEQUENCE)
    return np.where(whole, np.nan_to_num(found, nan=-1), -1).astype(np.int32)


def _either(one: Positions, other: Positions) -> Positions:
    """A time, or the other one of the call where it is blank."""
    return np.where(one >= 0, one, np.where(other >= 0, other, NONE)).astype(np.int32)


def _along(texts: pa.Array) -> NDArray[np.float32]:
    return numbers(pc.utf8_trim_whitespace(texts), least=0).astype(np.float32)


def _order(trip: Positions, sequence: Positions) -> NDArray[np.int64] | None:
    """Rows by trip and sequence, as they came among equals; None where they are so already."""
    steps = np.diff(trip)
    if not ((steps < 0) | ((steps == 0) & (np.diff(sequence) < 0))).any():
        return None
    key = trip.astype(np.int64) << 31 | sequence
    return np.argsort(key, kind="stable")
