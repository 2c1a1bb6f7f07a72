"""An index of the size of Germany: 20 million made-up addresses, built, opened and asked.

``python -m benchmarks.germany [MILLIONS]`` prints times (rows a second of the processor), the size
of the file and the peak of memory. Names and numbers are drawn as they are spread in Germany (many
a "Hauptstraße"); no extract is read: the locations of its nodes would lie in a file on disk.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo import _embedded
from mintgeo.addresses.rows import COLUMNS, Harvest

MILLIONS = 20
PER_STREET = 16
ASKED = 50_000
_ENDS = ("straße", "weg", "platz", "ring", "allee", "gasse")
_SYLLABLES = ("ba", "dor", "el", "fin", "gra", "hol", "im", "ke", "lin", "mar", "nor", "ost", "pe")
_STEP = 0.0003
_NAMES, _COMMON = 200_000, 60
"""How many names of streets there are; the lower the second, the more share the first of them."""


def made_up(millions: float, seed: int = 1) -> Harvest:
    """Streets of 16 houses around the middles of all PLZ and their places."""
    rng = np.random.default_rng(seed)
    towns = _embedded.read("plz_places")
    houses = int(millions * 1_000_000)
    streets = houses // PER_STREET
    town = rng.integers(0, len(towns), streets)
    name = (_COMMON * np.exp(rng.random(streets) * np.log(_NAMES / _COMMON)) - _COMMON).astype(int)
    lat = towns["lat"].to_numpy()[town] + rng.normal(0, 0.01, streets)
    lon = towns["lon"].to_numpy()[town] + rng.normal(0, 0.015, streets)
    of = np.repeat(np.arange(streets, dtype=np.int32), PER_STREET)
    number = np.tile(np.arange(1, PER_STREET + 1, dtype=np.int32), streets)
    plz, plz_names = pd.factorize(towns["postcode"])
    place, place_names = pd.factorize(towns["place"])
    return Harvest(
        pd.DataFrame({
            "street": pd.Categorical.from_codes(name[of].astype(np.int32), _names(name.max() + 1)),
            "postcode": pd.Categorical.from_codes(plz[town][of].astype(np.int32), plz_names),
            "place": pd.Categorical.from_codes(place[town][of].astype(np.int32), place_names),
            "part": pd.Categorical.from_codes(np.zeros(houses, np.int8), [""]),
            "suffix": pd.Categorical.from_codes(np.zeros(houses, np.int8), [""]),
            "number": number,
            "kind": np.zeros(houses, np.int8),
            "lat": ((lat[of] + number * _STEP / 4) * 1e7).astype(np.int32),
            "lon": ((lon[of] + number * _STEP) * 1e7).astype(np.int32),
        })[[*COLUMNS, "number", "kind", "lat", "lon"]],
        pd.DataFrame({"name": [], "lat": [], "lon": []}),
        pd.DataFrame({"name": [], "kind": [], "lat": [], "lon": []}),
    )  # fmt: skip


def _names(count: int) -> list[str]:
    """Different names that look like streets: number in base 13 as syllables."""
    out = []
    for one in range(count):
        rest, text = one // len(_ENDS), ""
        while rest or not text:
            rest, digit = divmod(rest, len(_SYLLABLES))
            text += _SYLLABLES[digit]
        out.append(text.capitalize() + _ENDS[one % len(_ENDS)])
    return out


def ask(path: Path) -> None:
    """Open an index in this process and ask it; print times."""
    start = perf_counter()
    index = mg.AddressIndex.open(path)
    print(f"  opened in {perf_counter() - start:.3f} s; {len(index):,} houses")
    rows = index._db.execute(
        "SELECT name, postcode, place FROM street WHERE id % ? = 0",
        (max(len(index) // PER_STREET // ASKED, 1),),
    ).fetchall()
    table = pd.DataFrame(rows, columns=["Straße", "PLZ", "Ort"]).sample(frac=1, random_state=1)
    numbers = (np.arange(len(table)) % PER_STREET + 1).astype(str)
    exact = mg.read_sites(table.assign(Name="-", Straße=table["Straße"] + " " + numbers))
    wrong = table["Straße"].str[:3] + table["Straße"].str[2:] + " " + numbers
    slips = mg.read_sites(table.assign(Name="-", Straße=wrong)).head(5_000)
    mg.geocode(exact.head(10))
    for what, asked in (
        ("exact, first time", exact),
        ("exact, again", exact),
        ("misspelled", slips),
    ):
        start = process_time()
        levels = mg.geocode(asked, using=[index])["match_level"].value_counts().to_dict()
        took = process_time() - start
        print(f"  {what}: {len(asked):,} rows, {len(asked) / took:,.0f} rows/s, {levels}")


def main(millions: float) -> None:
    """Build, then ask in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "germany.addresses"
        found = made_up(millions)
        start = perf_counter()
        mg.AddressIndex.build(found, save_to=path).close()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"  built in {perf_counter() - start:.0f} s, peak {peak:.1f} GB of memory, "
              f"{path.stat().st_size / 1e6:,.0f} MB on disk")  # fmt: skip
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", "benchmarks.germany", str(path)], check=True)


if __name__ == "__main__":
    given = sys.argv[1] if len(sys.argv) > 1 else str(MILLIONS)
    if Path(given).is_file():
        ask(Path(given))
    else:
        main(float(given))
