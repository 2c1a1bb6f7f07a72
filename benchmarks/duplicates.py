"""Duplicates beside splink on labelled pairs, and how long a large table takes.

``python -m benchmarks.duplicates [pairs] [large]`` prints a line a case, of the labelled pairs by
default: those of ``tests/distorter.py``. Splink gets the same rows, tidied as its manual says,
learns its weights from them, and is measured twice: at the probability that ours joins at, and at
the one that suits it best, which only the truth knows. Seconds are those of the processor.
"""

import os
import re
import sys
import unicodedata
from collections.abc import Iterator
from itertools import combinations
from time import process_time

import numpy as np
import pandas as pd

from mintgeo.duplicates import DuplicateOptions, find_duplicates
from tests.distorter import World, world

SEEDS = (2, 3, 11)
COUNT = 1_200
JOINED = DuplicateOptions().same
_SYLLABLES = ("bi", "do", "fa", "gel", "hum", "ker", "lo", "mat", "ro", "su")
Pairs = set[tuple[str, str]]


def main(asked: list[str]) -> None:
    for name in asked or ["pairs"]:
        for line in CASES[name]():
            print(f"{line}; load {os.getloadavg()[0]:.1f}", flush=True)


def labelled() -> Iterator[str]:
    """Both on the same pairs, one after the other."""
    for kind in ("sites", "offers"):
        for seed in SEEDS:
            made = world(kind, COUNT, seed=seed)
            head = f"{kind}, {COUNT:,} pairs, seed {seed}"
            start = process_time()
            got = grouped(made)
            yield f"{head}: mintgeo {shares(got, made.true_pairs)}, {process_time() - start:.1f} s"
            start = process_time()
            scored = beside(made)
            if isinstance(scored, str):
                yield f"{head}: {scored}"
                continue
            seconds = process_time() - start
            own = shares(above(scored, JOINED), made.true_pairs)
            best = fittest(scored, made.true_pairs)
            yield f"{head}: splink at {JOINED:.2f} {own}, {seconds:.1f} s"
            yield (f"{head}: splink at {best:.4f}, the best by the truth, "
                   f"{shares(above(scored, best), made.true_pairs)}")  # fmt: skip


def grouped(made: World) -> Pairs:
    """Pairs of rows that mintgeo makes one."""
    groups = find_duplicates(made.rows).groups
    every = groups.groupby(groups).groups.values()
    return {pair for group in every for pair in combinations(sorted(group), 2)}


def shares(got: Pairs, true: Pairs) -> str:
    precision = len(got & true) / max(len(got), 1)
    return f"precision {precision:.3f}, recall {len(got & true) / len(true):.3f}"


def beside(made: World) -> pd.DataFrame | str:
    """Probabilities of pairs by splink (``a``, ``b``, ``chance``), or why there are none."""
    try:
        import splink
        from splink import comparison_library as cl
    except ImportError:
        return "splink is not installed"
    table, named = tidied(made.rows)
    comparisons = [
        *(cl.JaroWinklerAtThresholds(one, [0.95, 0.88, 0.8]) for one in named),
        cl.JaroWinklerAtThresholds("street", [0.92, 0.8]), cl.ExactMatch("postcode"),
        cl.JaroWinklerAtThresholds("place", [0.9]), cl.ExactMatch("email"), cl.ExactMatch("phone"),
        cl.ExactMatch("domain"), cl.DistanceInKMAtThresholds("lat", "lon", [0.2, 2]),
    ]  # fmt: skip
    keys = [["postcode", "begin"], ["place", "begin"], ["email"], ["phone"],
            ["domain"], [named[0]]]  # fmt: skip
    settings = splink.SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, unique_id_column_name="id",
        blocking_rules_to_generate_predictions=[splink.block_on(*key) for key in keys],
    )  # fmt: skip
    linker = splink.Linker(splink.DuckDBAPI().register(table), settings, log_level="ERROR")
    train = linker.training
    train.estimate_probability_two_random_records_match(
        [splink.block_on("email"), splink.block_on("phone")], recall=0.6
    )
    train.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for key in (["postcode"], ["phone"], ["email"]):
        train.estimate_parameters_using_expectation_maximisation(splink.block_on(*key))
    found = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    return pd.DataFrame({
        "a": found["id_l"].astype(str), "b": found["id_r"].astype(str),
        "chance": found["match_probability"],
    })  # fmt: skip


def tidied(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Texts without capitals, umlauts and signs; numbers of phones, domains of addresses."""
    named = [name for name in ("name", "title", "provider") if name in rows]
    out = pd.DataFrame({"id": rows["id"]})
    for name in (*named, "street", "place"):
        out[name] = rows[name].map(plain, na_action="ignore")
    out["begin"] = out[named[0]].str[:3]
    out["postcode"] = rows["postcode"].map(digits, na_action="ignore").str.zfill(5)
    out["phone"] = rows["phone"].map(digits, na_action="ignore").str.replace("^(0049|49|0)", "",
                                                                            regex=True)  # fmt: skip
    out["email"] = rows["email"].map(lambda one: one.strip().lower(), na_action="ignore")
    out["domain"] = rows["url"].map(domain, na_action="ignore")
    for name in ("lat", "lon"):
        out[name] = rows[name].astype(float)
    return out.replace({"": None}), named


def plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower().translate(str.maketrans(
        {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})))  # fmt: skip
    return " ".join(re.sub(r"[^a-z0-9]+", " ", folded).split())


def digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def domain(text: str) -> str:
    return re.sub(r"^(https?://)?(www\.)?", "", text.lower()).strip("/")


def above(scored: pd.DataFrame, least: float) -> Pairs:
    likely = scored[scored["chance"] >= least]
    return {tuple(sorted(pair)) for pair in zip(likely["a"], likely["b"], strict=True)}


def fittest(scored: pd.DataFrame, true: Pairs) -> float:
    """The probability at which precision and recall together are best."""
    order = scored.sort_values("chance", ascending=False)
    right = np.array([tuple(sorted(pair)) in true
                      for pair in zip(order["a"], order["b"], strict=True)])  # fmt: skip
    good = np.cumsum(right)
    both = 2 * good / (np.arange(1, len(order) + 1) + len(true))
    return float(order["chance"].iloc[int(both.argmax())])


def large() -> Iterator[str]:
    """100,000 rows of each kind."""
    for kind in ("sites", "offers"):
        made = world_of(kind, 100_000)
        start = process_time()
        found = find_duplicates(made)
        yield (f"{kind}, {len(made):,} rows: {found.compared / 1e6:.1f} million pairs, "
               f"{process_time() - start:.1f} s")  # fmt: skip


def world_of(kind: str, rows: int) -> pd.DataFrame:
    """A large table: worlds of 1,000 pairs, spread over ten times as many towns as each knows.

    So a postcode has ten rows, as those of Germany would; and as the distorter knows 500 names,
    each world adds a word to them.
    """
    parts: list[pd.DataFrame] = []
    for number in range(rows // 2_000):
        part = world(kind, 1_000, seed=number).rows
        town = part["id"].str[1:].astype(int) // 2 % 10 + 10 * number
        part["id"] = f"w{number}-" + part["id"]
        part["postcode"] = [
            None if pd.isna(one) else f"{(int(digits(one)) + 37 * by) % 100_000:05d}"
            for one, by in zip(part["postcode"], town, strict=True)
        ]
        for name in ("name", "provider"):
            if name in part:
                part[name] = part[name] + f" {_word(number)}"
        part["place"] = part["place"] + " am Bach " + town.astype(str)
        for name, step in (("lat", 0.002), ("lon", 0.003)):
            part[name] = part[name].astype(float) + step * town
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _word(number: int) -> str:
    """A word of its own for every number."""
    first, last = divmod(number, len(_SYLLABLES))
    return (_SYLLABLES[first % len(_SYLLABLES)] + _SYLLABLES[last]).capitalize() + "hausen"


CASES = {"pairs": labelled, "large": large}

if __name__ == "__main__":
    main(sys.argv[1:])
