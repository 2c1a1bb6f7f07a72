"""Areas without an offer on a map, the gravest on top."""

from collections.abc import Sequence
from typing import Any, Final, Unpack

import geopandas as gpd
import numpy as np

from mintgeo._errors import InputError
from mintgeo.analysis.gaps import only_rural
from mintgeo.cartography.simplify import coarse
from mintgeo.cartography.sources import told_sources
from mintgeo.language import PEOPLE, language
from mintgeo.maps._data import Packed
from mintgeo.maps._pack import packed
from mintgeo.maps._theme import LayerOptions, ThemeLayer
from mintgeo.maps._theme_data import GapArea, GapsData
from mintgeo.maps.ground import bounds_of

GAP_M: Final = 500
"""How far borders of gap areas may be from the true ones."""
_COLUMNS: Final = ("rank", "name", "kreise", "population", "extra_min")


class GapsLayer(ThemeLayer):
    """Areas without an offer by their rank, with how many live there and how far they have it.

    Parameters
    ----------
    gaps
        A gaps table.
    who
        Who was counted, as of ``CoverageLayer``.
    attributions, lang, options
        As of ``CoverageLayer``.

    Raises
    ------
    InputError
        If the table is not one of gaps.
    """

    kind = "gaps"

    def __init__(
        self,
        gaps: gpd.GeoDataFrame,
        *,
        who: str = PEOPLE,
        attributions: Sequence[str] = (),
        lang: str = "de",
        **options: Unpack[LayerOptions],
    ) -> None:
        if missing := [one for one in _COLUMNS if one not in gaps.columns]:
            raise InputError(
                "GapsLayer() wants the table of gaps(); {missing} are missing.", missing=missing
            )
        say = language(lang)
        data = GapsData(
            gaps=_areas(gaps),
            rural=only_rural(gaps),
            who=say.who(who),
            bounds=bounds_of(gaps),
            credits=told_sources(say, gaps, named=attributions),
        )
        super().__init__(data, say, say("Räume ohne Angebot"), options)


def _areas(gaps: gpd.GeoDataFrame) -> Packed[GapArea]:
    """One feature per gap area, the highest score last, so that it lies on top."""
    ends = ["population_low", "population_high", "established"]
    spans = [one for one in ends if one in gaps]
    columns = [*_COLUMNS, *spans]
    features: list[tuple[Any, GapArea]] = []
    for shape, row in zip(coarse(gaps, GAP_M, 3), gaps[columns].to_dict("records"), strict=True):
        known = np.isfinite(row["extra_min"])
        row["extra_min"] = round(float(row["extra_min"])) if known else None
        whole = {one: round(row[one]) for one in ("population", *spans[:2])}
        if "established" in row:
            whole["established"] = bool(row["established"])
        area: Any = {**row, **whole}
        features.append((shape, area))
    return packed("MultiPolygon", features[::-1])
