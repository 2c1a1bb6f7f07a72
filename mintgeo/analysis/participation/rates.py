"""How rates are said: per how many of whom, and from how many on."""

from typing import Final

import numpy as np
import pandas as pd

from mintgeo.language import CHILDREN, PEOPLE, Language

BASES: Final = (1_000, 100_000, 1_000_000)
"""Per so many people a rate is said, the first that gives no zeros."""
FEWEST: Final = 5
"""A rate of fewer is none: the next participant would change it by a fifth or more."""
_SAID: Final = {"per_1000": "rate", "per_1000_low": "rate_low", "per_1000_high": "rate_high"}


def rate_base(participation: pd.DataFrame) -> int:
    """Per how many people rates can be read: 1,000, 100,000 or a million.

    Parameters
    ----------
    participation
        A participation table, as it is or from the public variant of a run.

    Returns
    -------
    int
        The smallest at which the rate of all regions together is 1 or more.

    Examples
    --------
    >>> rate_base(pd.DataFrame({"participants": [11, 0], "population": [2e6, 1e6]}))
    1000000
    >>> rate_base(pd.DataFrame({"participants": [900, 30], "population": [2e6, 1e6]}))
    100000
    """
    known = participation[participation["population"] > 0]
    counts = known["participants"].astype(float)
    rate = counts.sum() / max(float(known["population"][counts.notna()].sum()), 1.0)
    return next((base for base in BASES if rate * base >= 1), BASES[-1])


def readable_rates(participation: pd.DataFrame, base: int) -> pd.DataFrame:
    """Rates per so many people, with their intervals; none of fewer than five people.

    Returns
    -------
    DataFrame
        ``rate``, ``rate_low`` and ``rate_high``, in the rows of the table.
    """
    few = ~(participation["participants"].astype(float) >= FEWEST)
    rates = participation[list(_SAID)].astype(float).rename(columns=_SAID)
    return (rates * base / BASES[0]).mask(few)


def who_counts(participation: pd.DataFrame) -> str:
    """Whom the rates of a participation table are of, as ``Language.who`` says it.

    Examples
    --------
    >>> who_counts(pd.DataFrame({"under": pd.array([16, 16], "Int64")}))
    'children_under_16'
    >>> who_counts(pd.DataFrame({"ags": ["01"]}))
    'people'
    """
    ages = participation["under"].dropna() if "under" in participation.columns else pd.Series()
    return PEOPLE if ages.empty else f"{CHILDREN}_{int(ages.iloc[0])}"


def rate_words(participation: pd.DataFrame, say: Language, *, base: int | None = None) -> str:
    """Say per how many of whom the rates of a participation table are.

    Examples
    --------
    >>> from mintgeo.language import language
    >>> rate_words(pd.DataFrame({"participants": [900], "population": [3e6]}), language("de"))
    '100.000 Menschen'
    """
    return f"{say.base(base or rate_base(participation))} {say.who(who_counts(participation))}"


def dispersion_of(participation: pd.DataFrame) -> tuple[float, str]:
    """Return the dispersion of a participation table, per head, and what it is known from.

    A table that does not tell, such as a published one, was made for people one by one.
    """
    if "dispersion" not in participation.columns or participation.empty:
        return 1.0, ""
    factor = participation["dispersion"].to_numpy(dtype=float)
    people = participation["participants"].to_numpy(dtype=float)
    weight = people if people.sum() > 0 else np.ones(len(people))
    known = str(participation["dispersion_of"].iloc[0])
    return float((factor * weight).sum() / weight.sum()), known
