"""Rows a second of the processor that geocode() places: PLZ and place right, and misspelled.

Run by hand: ``taskset -c 0 python benchmarks/geocoding.py`` (goal of misspelled ones: 20,000).
"""

from time import process_time

import numpy as np
import pandas as pd

import mintgeo as mg
from mintgeo import _embedded

EXACT, FUZZY = 500_000, 20_000


def main() -> None:
    """Print the best of three for both."""
    mg.geocode(_table(100, misspelled=False))  # loads the gazetteer
    for label, rows, misspelled in (("exact", EXACT, False), ("misspelled", FUZZY, True)):
        table = _table(rows, misspelled=misspelled)
        levels = mg.geocode(table)["match_level"].value_counts(normalize=True).round(3).to_dict()
        best = min(_seconds(table) for _ in range(3))
        print(f"{label}: {rows:,} rows, {rows / best:,.0f} rows/s, levels {levels}")


def _seconds(table: pd.DataFrame) -> float:
    start = process_time()
    mg.geocode(table)
    return process_time() - start


def _table(rows: int, *, misspelled: bool) -> pd.DataFrame:
    """Rows of a participants table; misspelled ones all differ from each other."""
    rng = np.random.default_rng(1)
    pairs = _embedded.read("plz_places").sample(rows, replace=True, random_state=1)
    places = [
        _swapped(name, rng) if misspelled and len(name) > 6 else name for name in pairs["place"]
    ]
    table = pd.DataFrame({"id": np.arange(rows).astype(str), "postcode": pairs["postcode"].array})
    table["place"] = places
    return table.assign(street=None, state=None, lat=np.nan, lon=np.nan, count=1, read_note="")


def _swapped(name: str, rng: np.random.Generator) -> str:
    cut = int(rng.integers(1, len(name) - 2))
    letter = chr(int(rng.integers(97, 123)))
    return name[:cut] + name[cut + 1] + name[cut] + letter + name[cut + 2 :]


if __name__ == "__main__":
    main()
