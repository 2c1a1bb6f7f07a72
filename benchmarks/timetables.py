"""Reading timetables and building days: time and memory, of a feed as large as Germany's.

``python -m benchmarks.timetables [SHARE] [FEED…]`` invents a feed (540,000 platforms, 2.0 million
trips, 33.6 million stop times; SHARE of that many, 0.01 unless said), reads it without the cache
(``read``), into it (``keep``) and out of it (``open``), and builds a day. Each step runs in a
process of its own, so that its memory is its own. Where ``cafein`` is installed it reads the same
feeds beside it.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

STATIONS, PLATFORMS, LINES, TRIPS, CALLS = 180_000, 3, 30_000, 2_000_000, 33_600_000
"""Of Germany: stations, platforms of each, lines, trips, stop times."""
SERVICES = 2_000
PEER_BYTES = 50_000_000
DAY = "2026-11-24"
_PIECE = 2_000


def invent(path: Path, share: float, seed: int = 1) -> Path:
    """Write a feed: lines through stations near each other, trips all day on days of their own."""
    rng = np.random.default_rng(seed)
    stations, lines = max(int(STATIONS * share), 60), max(int(LINES * share), 4)
    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=3) as archive:
        _table(archive, "agency", agency_id=["a"], agency_name=["Erfunden"], agency_url=["x"],
               agency_timezone=["Europe/Berlin"])  # fmt: skip
        at = _stops(archive, rng, stations, share)
        number = [str(one) for one in range(lines)]
        _table(archive, "routes", route_id=number, agency_id=["a"] * lines, route_short_name=number,
               route_type=["3"] * lines)  # fmt: skip
        _services(archive, rng)
        trips = _trips(archive, rng, lines, int(TRIPS * share))
        with archive.open("stop_times.txt", "w", force_zip64=True) as file:
            writer = None
            for part in _calls(rng, at, trips, round(CALLS / TRIPS)):
                writer = writer or csv.CSVWriter(file, part.schema)
                writer.write(part)
            if writer:
                writer.close()
    return path


def _table(archive: ZipFile, name: str, **columns: object) -> None:
    with archive.open(f"{name}.txt", "w") as file:
        csv.write_csv(pa.table(columns), file)


def _stops(archive: ZipFile, rng: np.random.Generator, n: int, share: float) -> np.ndarray:
    """Stations in a country of a size that fits them, sorted so that neighbours are near."""
    side = np.sqrt(share)
    lat, lon = 47.5 + 7 * side * rng.random(n), 6 + 8.5 * side * rng.random(n)
    order = np.lexsort((lat, np.floor(lon * 20)))
    lat, lon = lat[order], lon[order]
    here = np.repeat(np.arange(n), PLATFORMS)
    ids = pa.array([f"de:{one}" for one in range(n)])
    platforms = pa.array([f"de:{one}:{at}" for one in range(n) for at in range(PLATFORMS)])
    lat_p, lon_p = (one[here] + rng.normal(0, 3e-4, len(here)) for one in (lat, lon))
    _table(
        archive, "stops",
        stop_id=pa.concat_arrays([ids, platforms]),
        stop_name=pa.concat_arrays([ids, ids.take(pa.array(here))]),
        stop_lat=np.concatenate([lat, lat_p]).round(6),
        stop_lon=np.concatenate([lon, lon_p]).round(6),
        location_type=["1"] * n + ["0"] * len(here),
        parent_station=pa.concat_arrays([pa.array([""] * n), ids.take(pa.array(here))]),
    )  # fmt: skip
    return np.arange(n)


def _services(archive: ZipFile, rng: np.random.Generator) -> None:
    kinds = np.array([[1, 1, 1, 1, 1, 0, 0], [0, 0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0, 1]])
    week = kinds[rng.choice(3, SERVICES, p=[0.6, 0.2, 0.2])]
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    ids = [str(one) for one in range(SERVICES)]
    _table(archive, "calendar", service_id=ids, **dict(zip(names, week.T, strict=True)),
           start_date=[20261001] * SERVICES, end_date=[20261212] * SERVICES)  # fmt: skip
    dates = 20261101 + rng.integers(0, 30, SERVICES * 10)
    _table(archive, "calendar_dates", service_id=np.repeat(ids, 10), date=dates,
           exception_type=rng.integers(1, 3, len(dates)))  # fmt: skip


def _trips(archive: ZipFile, rng: np.random.Generator, lines: int, n: int) -> np.ndarray:
    line = np.sort(rng.integers(0, lines, n))
    _table(archive, "trips", route_id=line, service_id=rng.integers(0, SERVICES, n),
           trip_id=np.arange(n), trip_headsign=line % 5_000)  # fmt: skip
    return line


def _calls(
    rng: np.random.Generator, stations: np.ndarray, trips: np.ndarray, mean: int
) -> Iterator[pa.RecordBatch]:
    paths = 5 + rng.poisson(mean - 5, int(trips.max()) + 1)
    begins = rng.integers(0, len(stations), len(paths))
    clocks = pa.array([f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(130_000)])
    for start in range(0, len(trips), _PIECE * 20):
        line = trips[start : start + _PIECE * 20]
        n = paths[line]
        trip = np.repeat(np.arange(start, start + len(line)), n)
        at = np.arange(len(trip)) - np.repeat(np.cumsum(n) - n, n)
        steps = np.where(
            at == 0, rng.integers(4 * 60, 23 * 60, len(at)), rng.integers(1, 4, len(at))
        )
        total = np.cumsum(steps)
        minute = total - np.repeat((total - steps)[np.cumsum(n) - n], n)
        stop = (np.repeat(begins[line], n) + at) % len(stations)
        platform = (np.repeat(line, n) + at) % PLATFORMS
        arrive = minute * 60
        yield pa.record_batch({
            "trip_id": pa.array(trip), "arrival_time": clocks.take(pa.array(arrive)),
            "departure_time": clocks.take(pa.array(arrive + 30 * (at % 4 == 0))),
            "stop_id": pc.binary_join_element_wise(
                "de", pa.array(stop).cast(pa.string()), pa.array(platform).cast(pa.string()), ":"),
            "stop_sequence": pa.array(at), "pickup_type": pa.array(np.where(at % 90 == 89, 1, 0)),
        })  # fmt: skip


def step(name: str, paths: list[str], cache: str) -> None:
    """Do one thing in this process, and print its seconds and its memory in MB."""
    import mintgeo.timetable as mine

    if name == "cafein":
        if sum(Path(one).stat().st_size for one in paths) > PEER_BYTES:
            print("left out: it would need more memory than this machine has")
            return
        import cafein

        start, before = perf_counter(), process_time()
        cafein.TransportNetwork.from_gtfs(paths)
    else:
        start, before = perf_counter(), process_time()
        timetable = mine.Timetable.from_gtfs(paths, cache=cache if name != "read" else False)
        if name == "day":
            start, before = perf_counter(), process_time()
            day = timetable.day(DAY if timetable.last_day.year == 2026 else timetable.first_day)
            print(
                f"{day.n_trips:,} runs, {len(day.stop):,} calls, {len(day.way_to):,} ways;", end=" "
            )
    took, worked = perf_counter() - start, process_time() - before
    used = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    print(
        f"{took:.2f} s, {worked:.2f} s of processors, {int(used[1]) / 1000 if used else 0:,.0f} MB"
    )


def main() -> None:
    share = float(sys.argv[1]) if len(sys.argv) > 1 else 0.01
    with tempfile.TemporaryDirectory() as folder:
        path = invent(Path(folder) / "feed.zip", share)
        print(f"{path.stat().st_size / 1e6:,.0f} MB; load {os.getloadavg()[0]:.1f}", flush=True)
        for feeds in ([str(path)], *([one] for one in sys.argv[2:])):
            for name in ("read", "keep", "open", "day", "cafein"):
                said = subprocess.run(
                    [sys.executable, "-m", "benchmarks.timetables", "--step", name, folder, *feeds],
                    capture_output=True, text=True, check=False,
                )  # fmt: skip
                answer = said.stdout.strip() or said.stderr.strip().splitlines()[-1:]
                print(f"{Path(feeds[0]).name} {name}: {answer}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--step"]:
        step(sys.argv[2], sys.argv[4:], sys.argv[3])
    else:
        main()
