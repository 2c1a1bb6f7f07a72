"""Fellegi and Sunter's weights: how much more often pairs of the same agree so than others do.

``m`` is the share of pairs of the same thing that compare so, ``u`` that of other pairs among those
compared; the weight of a level is log2(m/u) bits. They are stated, not fitted: each with its reason
in ``weights.csv``. The sum of the bits is the log-odds of the pair.

References
----------
Fellegi, Sunter (1969), A theory for record linkage, JASA 64.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log2
from typing import Final

import numpy as np
import numpy.typing as npt

MOST: Final = 9.0
"""Bits that name of the provider, place and contact add up to at most for offers: they say the same
thing three times."""
FIELDS: Final = {"sites": ("name", "where", "contact", "age"),
                 "offers": ("title", "provider", "where", "contact", "age")}  # fmt: skip
OFTEN: Final = 1000.0
"""A value that k of n rows have is worth log2(n/k) bits at most; n is taken for this at least."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """Bits by field and level."""

    prior: float
    bits: dict[str, dict[str, float]]

    def codes(self, field: str) -> list[str]:
        """Levels of a field."""
        return list(self.bits[field])


@cache
def weights(kind: str) -> Weights:
    """Read the weights of ``sites`` or ``offers``."""
    text = files("mintgeo.duplicates").joinpath("weights.csv").read_text(encoding="utf-8")
    bits: dict[str, dict[str, float]] = {}
    for row in csv.DictReader(text.splitlines()):
        if row["table"] == kind:
            weight = log2(float(row["m"]) / float(row["u"]))
            bits.setdefault(row["field"], {})[row["level"]] = weight
    prior = bits.pop("prior")["all"]
    return Weights(prior=prior, bits=bits)


def probability(bits: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Bits of log-odds as a probability."""
    return 1.0 / (1.0 + np.exp2(-np.clip(bits, -60, 60)))
