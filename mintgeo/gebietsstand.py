"""Keys of one Gebietsstand told in those of another: by an explicit table, or not at all."""

from collections.abc import Iterable
from functools import lru_cache

import pandas as pd

from mintgeo import _embedded
from mintgeo._errors import UnknownRegionError, name_rows

_STEPS = 5
"""A key may have changed more than once."""


def recode(keys: pd.Series, onto: Iterable[str], *, what: str = "keys") -> pd.Series:
    """Tell keys of an older Gebietsstand in the keys of another.

    Parameters
    ----------
    keys
        AGS as text of 2, 5 or 8 digits; NA stays NA.
    onto
        The keys that are wanted, such as the ``ags`` of a regions table. Keys among them stay.
    what
        How to call ``keys`` in an error.

    Returns
    -------
    Series of str
        Keys of ``onto``, in the index of ``keys``.

    Raises
    ------
    UnknownRegionError
        If the table of changes leads no way from some keys to ``onto``; the message lists them.

    Notes
    -----
    The table holds the Kreise that changed by law (Göttingen and Osterode 2016,
    Eisenach 2021) and those Gemeinden whose end the embedded data tell. A region that was split
    can't be recoded, so it is refused.

    Examples
    --------
    >>> recode(pd.Series(["16056", "03152", "13071"]), ["16063", "03159", "13071"]).tolist()
    ['16063', '03159', '13071']
    """
    known = set(onto)
    new = changes().set_index("old")["new"]
    out = keys.astype("str")
    for _ in range(_STEPS):
        stale = out.isin(new.index) & ~out.isin(known)
        out = out.where(~stale, out.map(new).astype("str"))
    lost = keys[keys.notna() & ~out.isin(known)].drop_duplicates()
    if len(lost):
        raise UnknownRegionError(
            "{n} {what} are of another Gebietsstand and the table of changes does not know them "
            "({rows}). Use data of the same year on both sides.",
            n=len(lost),
            what=what,
            rows=name_rows(lost, limit=40),
        )
    return out


@lru_cache(maxsize=1)
def _changes() -> pd.DataFrame:
    return _embedded.read("ags_changes")


def changes() -> pd.DataFrame:
    """Return the table of changed keys.

    Returns
    -------
    DataFrame
        ``old``, ``new`` (AGS of 5 or 8 digits), ``since`` (ISO date, empty where unknown) and
        ``basis`` (how it is known).
    """
    return _changes().copy()
