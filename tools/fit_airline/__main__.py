"""Print the constants of the airline, and how they fare where they were not fitted."""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from mintgeo.modes import MODES
from tools.fit_airline import curve, law, lists, sample


def main(paths: list[Path]) -> None:
    """Curve, law and lists of every mode."""
    for mode in MODES:
        samples = sample.samples(paths, mode)
        pairs = curve.banded(samples)
        found = curve.fitted(pairs, mode)
        speeds = ", ".join(f"{kmh:.3g} km/h to {end:g} km" for end, kmh in found.stretches)
        print(f"\n{mode}: {', '.join(one.extract for one in samples)}; {len(pairs):,} pairs")
        print(f"  detour {found.detour:.2f}; {speeds}")
        off = np.abs(np.expm1(curve.log_error(pairs, found)))
        parts = curve.quantiles(off, pairs["weight"].to_numpy(), [0.5, 0.8, 0.95])
        print("  half, 80 %, 95 % off by", ", ".join(f"{one:.0%}" for one in parts))
        unseen, curves = curve.left_out(pairs, mode)
        print("  median error where left out, log:")
        print(curve.medians(unseen).round(3).to_string())
        of_all = law.measured(unseen, mode)
        print(f"  {of_all}")
        tables = []
        for one in samples:
            rest = unseen[unseen["extract"] != one.extract]
            tails = law.measured(rest, mode).tails
            tables.append(lists.judged(one, curves[one.extract], replace(of_all, tails=tails)))
        print("\n".join(lists.summary(pd.concat(tables))))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
