"""Two reach tables or two runs → who gained and who lost."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from mintgeo._credits import credited
from mintgeo._errors import InputError, name_ids
from mintgeo._located import Located
from mintgeo._progress import quiet
from mintgeo._quantiles import Floats, Ints, grouped_quantiles
from mintgeo._schema import CHANGE, received
from mintgeo.analysis.coverage import (
    REACHED,
    blanked,
    check_limits,
    only_mode,
    thresholds,
)
from mintgeo.analysis.division import By, Division
from mintgeo.analysis.ranking import verdicts
from mintgeo.analysis.resolution import Resolution
from mintgeo.analysis.uncertainty import LEVEL, Draws, uncertainty
from mintgeo.analysis.uncertainty.together import signs
from mintgeo.chapters.coverage.tables import REACH
from mintgeo.chapters.lists import SITES
from mintgeo.chapters.travel import law_of_run, speeds_of_run
from mintgeo.run import Run

_MEASURES: Final = (
    "share_before", "share_after", "gained", "lost", "change", "change_low", "change_high",
    "verdict", "median_before_min", "median_after_min", "median_change_min",
)  # fmt: skip


def compare(
    before: gpd.GeoDataFrame | Run,
    after: gpd.GeoDataFrame | Run,
    *,
    by: By = "land",
    key: str | None = None,
    minutes: float | Sequence[float] | None = None,
    uncertainty: tuple[Draws, Draws] | None = None,
    too_coarse: str = "refuse",
    geometry: bool = False,
    progress: bool = True,
) -> pd.DataFrame:
    """Say who gained and who lost between two reach tables, or two saved runs.

    Parameters
    ----------
    before, after
        Reach tables of the same points and mode, or two runs (``Run.load``) that counted the same
        points: then every mode that both have is compared, with intervals.
    by, key, geometry
        As of ``coverage``.
    minutes
        Thresholds; 15 and 30 by default, for runs those of ``after``.
    uncertainty
        Draws of both reach tables, made with the same seed: if given, the change has an interval
        and a verdict. Errors that both share cancel: a draw decides the same for offers and points
        that stand in both, so more offers never show a loss and fewer never a gain.
    too_coarse
        As of ``coverage``; runs leave empty what their points are too coarse for.
    progress
        Show progress bars of the draws of runs, if the output is a terminal or notebook.

    Returns
    -------
    DataFrame
        A change table: one row per region and threshold (and mode). People are those of ``after``
        in both, so that a change is one of offers and times. With t minutes before and s after:
        ``gained`` = Σ P [t > minutes ≥ s], ``lost`` = Σ P [s > minutes ≥ t], ``change`` their
        difference as a part of all people. With draws, shares and ``change`` are medians of the
        draws, as those of ``coverage``; what is gained and lost stays the count. ``verdict``:
        ``more``, ``less`` or ``open``; those of all regions at a threshold are right at once in 9
        of 10 cases.

    Raises
    ------
    InputError
        If the tables do not hold the same points or one and the same mode.
    TooCoarseError
        If the points are too coarse for the areas and thresholds asked for.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> table = pd.DataFrame({"Name": ["Labor", "Technikum"], "PLZ": ["17033", "17109"]})
    >>> sites = mg.geocode(mg.read_sites(table))
    >>> people = mg.population(within="13071")
    >>> before = mg.reach(people, sites[:1], mg.Airline())
    >>> after = mg.reach(people, sites, mg.Airline())
    >>> change = mg.compare(before, after, by="kreis", minutes=30)
    >>> change[["share_before", "share_after", "gained", "lost"]].round(2)
       share_before  share_after    gained  lost
    0           0.4          0.5  26392.65   0.0
    """
    division = Division.of(by, key)
    if isinstance(before, Run) and isinstance(after, Run):
        with quiet(when=not progress):
            found = compare_runs(before, after, levels=[division], minutes=minutes)[division.level]
        return division.drawn(found) if geometry else found
    if isinstance(before, Run) or isinstance(after, Run):
        raise InputError("compare() takes two reach tables or two runs, not one of each.")
    limits = thresholds((15, 30) if minutes is None else minutes)
    before, after = (received(table, REACHED) for table in (before, after))
    mode = _same_mode(before, after)
    for table in (before, after):
        check_limits(table, limits, drawn=uncertainty is not None)
    points = Located(after, what="points of the reach table").by_id
    after = gpd.GeoDataFrame(points.table)
    old = _aligned(before, after)
    codes, names = pd.factorize(division.keys(points), sort=True)
    people = after["population"].to_numpy(dtype=float)
    sums = _Sums.of(people, np.asarray(codes, dtype=np.intp), len(names))
    coarse = Resolution.of(points, sums.codes, len(names), limits)
    coarse.check(mode, limits, names, too_coarse)
    table = _changes(old, after, sums, limits, uncertainty)
    table = blanked(table, coarse.hidden.T.ravel(), _MEASURES)
    table["ags"] = pd.Series(np.repeat(names, len(limits)), dtype="str")
    table["name"] = table["ags"].map(division.names()).fillna(table["ags"]).astype("str")
    table["mode"] = pd.Series(mode, index=table.index, dtype="str")
    table = table[[column.name for column in CHANGE.columns if column.name in table]]
    CHANGE.check(table)
    table = credited(table, after, before, division.layer)
    return division.drawn(table) if geometry else table


def compare_runs(
    before: Run,
    after: Run,
    *,
    levels: Sequence[str | Division] = ("country", "land", "kreis"),
    minutes: float | Sequence[float] | None = None,
) -> dict[str, pd.DataFrame]:
    """Compare two runs at several levels at once.

    Parameters
    ----------
    before, after, minutes
        As of ``compare``.
    levels
        Each as ``by`` of ``coverage``.

    Returns
    -------
    dict
        Level → change table of all modes that both runs have.

    Raises
    ------
    InputError
        If the runs have no way to travel in common, or did not count the same points.
    """
    limits = after.parameters["minutes"] if minutes is None else minutes
    modes = [mode for mode in after.modes if mode in before.modes]
    if not modes:
        raise InputError("The two runs have no way to travel in common.")
    divisions = [Division.of(one) for one in levels]
    parts: dict[str, list[pd.DataFrame]] = {one.level: [] for one in divisions}
    for mode in modes:
        old, new = (run.of(REACH, mode=mode) for run in (before, after))
        _aligned(old, new)
        law, curve = law_of_run(after, mode), speeds_of_run(after, mode)
        drawn = [
            uncertainty(table, run.of(SITES), law=law, curve=curve, minutes=limits)
            for run, table in ((before, old), (after, new))
        ]
        for one in divisions:
            table = compare(
                old, new, by=one, minutes=limits, uncertainty=(drawn[0], drawn[1]),
                too_coarse="blank",
            )  # fmt: skip
            parts[one.level].append(table)
    return {by: pd.concat(found, ignore_index=True) for by, found in parts.items()}


def _same_mode(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> str:
    modes = only_mode(before), only_mode(after)
    if modes[0] != modes[1]:
        raise InputError(
            "Only the same way to travel can be compared, not {modes} and {modes2}.",
            modes=modes[0],
            modes2=modes[1],
        )
    return modes[1]


def _aligned(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The points of before, in the order of after."""
    lost = pd.Index(before["id"]).symmetric_difference(pd.Index(after["id"]))
    if len(lost):
        raise InputError(
            "The reach tables do not hold the same points ({rows}); compare() needs the same "
            "demand in both: run the older offers again with the newer people.",
            rows=name_ids(lost),
        )
    return before.set_index("id").loc[after["id"].to_numpy()].reset_index()


@dataclass(frozen=True)
class _Sums:
    """People by region, as sums and as parts of all."""

    people: Floats
    codes: Ints
    total: Floats

    @classmethod
    def of(cls, people: Floats, codes: Ints, groups: int) -> "_Sums":
        return cls(people, codes, np.bincount(codes, people, groups).astype(float))

    def sum(self, factor: Floats) -> Floats:
        sums = np.bincount(self.codes, self.people * factor, len(self.total))
        return sums.astype(float)

    def part(self, factor: Floats) -> Floats:
        blank = np.full(len(self.total), np.nan)
        return np.asarray(np.divide(self.sum(factor), self.total, out=blank, where=self.total > 0))

    def median(self, values: Floats) -> Floats:
        groups = len(self.total)
        return grouped_quantiles(values, self.people, self.codes, groups, [0.5])[:, 0]


def _changes(
    old: gpd.GeoDataFrame,
    new: gpd.GeoDataFrame,
    sums: _Sums,
    limits: list[float],
    draws: tuple[Draws, Draws] | None,
) -> pd.DataFrame:
    """One row per region and limit."""
    t, s = (table["travel_min"].to_numpy(dtype=float) for table in (old, new))
    medians = sums.median(t), sums.median(s)
    spans = _spanned(new, draws, sums, limits) if draws is not None else []
    rows = []
    for number, limit in enumerate(limits):
        was, now = (t <= limit).astype(float), (s <= limit).astype(float)
        wide: dict[str, Floats | NDArray[np.str_]] = {
            "minutes": np.full(len(sums.total), limit),
            "population": sums.total,
            "share_before": np.minimum(sums.part(was), 1),
            "share_after": np.minimum(sums.part(now), 1),
            "gained": sums.sum(now * (1 - was)),
            "lost": sums.sum(was * (1 - now)),
            "change": np.clip(sums.part(now - was), -1, 1),
            "median_before_min": medians[0],
            "median_after_min": medians[1],
            "median_change_min": medians[1] - medians[0],
        }
        if spans:
            wide |= spans[number]
        rows.append(pd.DataFrame(wide))
    return pd.concat(rows).sort_index(kind="stable").reset_index(drop=True)


def _spanned(
    new: gpd.GeoDataFrame, draws: tuple[Draws, Draws], sums: _Sums, limits: list[float]
) -> list[dict[str, Floats | NDArray[np.str_]]]:
    """Per limit, medians and bounds of the draws, taken pair by pair, and verdicts."""
    before, after = draws
    if len(before.times) != len(after.times):
        raise InputError("Both reach tables need the same number of draws, and the same seed.")
    rows = [one.rows(new["id"]) for one in draws]
    shares = np.empty((2, len(limits), len(after.times), len(sums.total)))
    for number, weight in enumerate(after.weights(sums.people, rows[1])):
        people = replace(
            sums,
            people=weight,
            total=np.bincount(sums.codes, weight, len(sums.total)).astype(float),
        )
        for side, one, at in zip(shares, draws, rows, strict=True):
            times = one.times[number].take(at)
            for share, limit in zip(side[:, number], limits, strict=True):
                share[:] = people.part((times <= limit).astype(float))
    return [_of_draws(*sides) for sides in zip(*shares, strict=True)]


def _of_draws(was: Floats, now: Floats) -> dict[str, Floats | NDArray[np.str_]]:
    """What the draws (rows) say of the regions (columns) at one limit."""
    tail = (1 - LEVEL) / 2
    low, middle, high = np.clip(np.quantile(now - was, [tail, 0.5, 1 - tail], axis=0), -1, 1)
    return {
        "share_before": np.minimum(np.median(was, axis=0), 1),
        "share_after": np.minimum(np.median(now, axis=0), 1),
        "change": middle,
        "change_low": low,
        "change_high": high,
        "verdict": verdicts(signs([now - was]), low, high),
    }
