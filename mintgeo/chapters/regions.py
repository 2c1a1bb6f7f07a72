"""The area of a study, the regions that it is made of, and what lies around it."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from mintgeo import _embedded, _qml, _schema
from mintgeo._crs import UTM32, WGS84
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo._located import Located
from mintgeo.cartography.extent import extent
from mintgeo.chapters.area import AREA, Area, area_of
from mintgeo.chapters.area.parts import cells, circles
from mintgeo.chapters.people import EVERYBODY, LOCATED, POINTS
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Chapter, Input, Layer, Theme
from mintgeo.chapters.rows import placed
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.streets import is_local
from mintgeo.germany.regions import nearest_region, regions
from mintgeo.language import N_, Language
from mintgeo.official import read_districts
from mintgeo.run import Run

KREISE: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="kreise", privacy="open", columns=columns_of(_schema.REGIONS)
)
LAENDER: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="laender", privacy="open", columns=columns_of(_schema.REGIONS)
)
PARTS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="areas", privacy="open", columns=columns_of(_schema.REGIONS)
)
"""The smallest areas that maps show, where the study is of a part of the country."""
AROUND: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="around", privacy="open", columns=columns_of(_schema.REGIONS)
)
"""Kreise around the area, as far as maps show them."""
GROUND: Final = ("kreise", "laender", "areas", "around")
"""What figures draw results on."""
LEVELS: Final[Item[Mapping[str, str | gpd.GeoDataFrame]]] = Item(name="levels")
"""Levels of areas that the study shows, the coarsest first, and what ``by=`` takes for each."""
_USED: Final = ("kreise", "laender")
_HALO: Final = 0.5
"""So much of its longer side lies around an area on its map,"""
_HALO_M: Final = 5_000
"""and no less than that."""
_FEW: Final = 2
"""Fewer areas are no level: the one would repeat the whole."""


def _area(work: Work) -> Results:
    return {AREA: area_of(work[POINTS], work[EVERYBODY])}


def _levels(work: Work) -> Results:
    """Levels that there is something of: areas whose keys are known, more than one."""
    area, homes, asked = work[AREA], work[POINTS], work.plan.inputs
    found: dict[str, str | gpd.GeoDataFrame] = {}
    for level in area.levels:
        column = {"land": "ags_land", "kreis": "ags_kreis", "gemeinde": "ags"}[level]
        if area.kind == "country" or homes[column].nunique() >= _FEW:
            found[level] = level
    if asked.borders and ("gemeinde" in area.levels or area.kind == "country"):
        layer = regions("gemeinde", source=work.plan.resolve(asked.borders))
        found["gemeinde"] = _inside(layer, area, homes)
    if asked.districts:
        file = work.plan.resolve(asked.districts)
        found["district"] = read_districts(file, name=asked.district_names)
    elif not found:
        found["cell"] = cells(work[LOCATED])
    return {LEVELS: found}


def _inside(layer: gpd.GeoDataFrame, area: Area, homes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Official Gemeinden of an area; of a part, those where somebody lives."""
    if area.kind != "part":
        return gpd.GeoDataFrame(layer[area.holds(layer["ags"])].reset_index(drop=True))
    there = layer.sindex.query(homes.geometry, predicate="intersects")[1]
    return gpd.GeoDataFrame(layer.iloc[sorted(set(there))].reset_index(drop=True))


def _shapes(work: Work) -> Results:
    area, levels, homes = work[AREA], work[LEVELS], work[POINTS]
    kreise, laender = regions("kreis"), regions("land")
    if area.kind == "country":
        finest = levels.get("district")
        shapes: dict[Item[Any], Any] = {KREISE: kreise, LAENDER: laender}
        return shapes if finest is None else {**shapes, PARTS: finest}
    own = kreise[area.holds(kreise["ags"])] if area.whole else kreise.iloc[:0]
    parts = _finest(levels, work[LOCATED])
    ground = own if len(own) else (homes if parts is None else parts)
    beside = kreise[~kreise["ags"].isin(own["ags"])]
    found: dict[Item[Any], Any] = {AROUND: _clipped(beside, frame_of(ground))}
    if len(own):
        found[KREISE] = own.reset_index(drop=True)
    if area.kind == "land":
        found[LAENDER] = laender[area.holds(laender["ags"])].reset_index(drop=True)
    return found if parts is None else {**found, PARTS: parts}


def _finest(
    levels: Mapping[str, str | gpd.GeoDataFrame], homes: Located
) -> gpd.GeoDataFrame | None:
    """The smallest areas that can be drawn; none where these are the Kreise of a Land."""
    for level in ("district", "gemeinde", "cell"):
        layer = levels.get(level)
        if isinstance(layer, gpd.GeoDataFrame):
            return layer
        if layer is not None and "kreis" not in levels:
            return circles(homes)
    return None


def frame_of(ground: gpd.GeoDataFrame) -> tuple[float, float, float, float]:
    """West, south, east, north (EPSG:25832) of what a map of the ground has."""
    west, south, east, north = extent(ground.geometry.to_crs(UTM32))
    rim = max(_HALO_M, _HALO * max(east - west, north - south))
    return west - rim, south - rim, east + rim, north + rim


def _clipped(
    beside: gpd.GeoDataFrame, frame: tuple[float, float, float, float]
) -> gpd.GeoDataFrame:
    """What of the Kreise beside an area a map shows."""
    shapes = beside.geometry.to_crs(UTM32)
    inside = shapely.intersection(shapes.to_numpy(), shapely.box(*frame))
    cut = gpd.GeoSeries(shapely.buffer(inside, 0), crs=UTM32)  # lines along the frame fall away
    out = beside.assign(geometry=cut.to_crs(WGS84).to_numpy())
    return gpd.GeoDataFrame(out[~cut.is_empty.to_numpy()].reset_index(drop=True), crs=WGS84)


def shown(run: Run) -> tuple[str, gpd.GeoDataFrame]:
    """The areas that maps of a run colour: their level, and their shapes."""
    parts = run.find(PARTS)
    if parts is not None:
        return str(parts["level"].iloc[0]), parts
    return "kreis", run.of(KREISE)


def where(
    spots: gpd.GeoDataFrame, own: gpd.GeoDataFrame | None, around: gpd.GeoDataFrame,
    parts: gpd.GeoDataFrame | None,
) -> pd.Series:  # fmt: skip
    """Say of points if they are ``inside`` of the area, ``around`` it, or ``beyond`` what is shown.

    Parameters
    ----------
    spots
        Points; one without a place is ``beyond``.
    own, around, parts
        Kreise of the area and around it, and the smallest areas that are shown.
    """
    ground = around if own is None else gpd.GeoDataFrame(pd.concat([own, around]))
    kreis = nearest_region(spots, ground)[0]
    inner = nearest_region(spots, parts)[0].notna() if own is None and parts is not None else (
        kreis.isin([] if own is None else own["ags"])
    )  # fmt: skip
    out = pd.Series("beyond", index=spots.index, dtype="str")
    return out.mask(kreis.notna(), "around").mask(inner, "inside")


def where_of(run: Run, spots: gpd.GeoDataFrame) -> pd.Series:
    """Say it of points of a run; all are ``inside`` where the study is of the whole country."""
    around = run.find(AROUND)
    if around is None:
        return pd.Series("inside", index=spots.index, dtype="str")
    return where(spots, run.find(KREISE), around, run.find(PARTS))


def is_country(run: Run) -> bool:
    """Whether a run is of the whole country."""
    return run.find(AROUND) is None


def all_kreise(run: Run) -> gpd.GeoDataFrame | None:
    """Kreise of the area and around it."""
    tables = [one for one in (run.find(KREISE), run.find(AROUND)) if one is not None]
    return gpd.GeoDataFrame(pd.concat(tables, ignore_index=True)) if tables else None


def cut(run: Run, areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Areas as far as they lie in the Kreise that the study is of; all of them elsewhere."""
    own = run.find(KREISE)
    if is_country(run) or own is None or areas.empty:
        return areas
    whole = own.geometry.to_crs(UTM32).union_all()
    inside = gpd.GeoSeries(areas.geometry.to_crs(UTM32).intersection(whole).buffer(0))
    out = areas.assign(geometry=inside.to_crs(areas.crs))
    out.attrs = areas.attrs
    return gpd.GeoDataFrame(out[~inside.is_empty])


def _parameters(work: Work) -> dict[str, Any]:
    return {"region": work[AREA].described()}


def _inputs(plan: Study) -> Iterator[Input]:
    for name, file in (("borders", plan.inputs.borders), ("districts", plan.inputs.districts)):
        if file:
            yield Input(name=name, file=plan.resolve(file))


def _vintages(plan: Study) -> list[tuple[str, str]]:  # noqa: ARG001
    return [(one.title, one.vintage) for one in map(_embedded.source, _USED)]


def _attributions(work: Work) -> list[str]:
    known = [one.attribution for one in map(_embedded.source, _USED)]
    layers = [one for one in work[LEVELS].values() if isinstance(one, gpd.GeoDataFrame)]
    return [*known, *(line for one in layers for line in one.attrs.get("attributions", ()))]


def _layers(run: Run, say: Language) -> Iterator[Layer]:
    laender, around = run.find(LAENDER), run.find(AROUND)
    if around is not None:
        yield Layer(
            name="umgebung", title=say("Umgebung"), meaning=say("Kreise um das Gebiet"),
            table=placed(around), place=5,
            style=_qml.single("polygon", colour="#f1f3f5", outline_color="#c3cbd2"),
        )  # fmt: skip
    if laender is not None and not is_local(run):
        yield Layer(
            name="laender", title=say("Länder"), meaning=say("Grenzen der Länder"),
            table=placed(laender), place=30,
            style=_qml.single("polygon", colour="#ffffff", style="no", outline_color="#1b2733"),
        )  # fmt: skip


def _themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    """Kreise of the area in pale lines, those around it paler, where nothing else covers them."""
    from mintgeo.maps import GroundLayer

    kreise = all_kreise(run)
    if kreise is None or is_local(run) or (is_country(run) and "coverage_kreis" in run.tables):
        return
    own, parts = run.find(KREISE), run.find(PARTS)
    ground = own if own is not None else parts
    if parts is not None and not is_country(run) and (parts["level"] == "district").all():
        beside = run.of(AROUND)
        kreise, ground = gpd.GeoDataFrame(pd.concat([beside, parts], ignore_index=True)), parts
    of = {"kreise": kreise} if is_country(run) else {"kreise": kreise, "own": ground}
    yield Theme(name="ground", layer=GroundLayer, of=of, place=5)


REGIONS: Final = Chapter(
    name="regions",
    kinds=(KREISE, LAENDER, PARTS, AROUND),
    inputs=_inputs,
    open_inputs=frozenset({"borders", "districts"}),
    stages=(
        Stage(title=N_("Gebiete"), needs=(POINTS, EVERYBODY), makes=(AREA,), run=_area),
        Stage(title=N_("Gebiete"), needs=(AREA, POINTS, LOCATED), makes=(LEVELS,), run=_levels),
        Stage(
            title=N_("Gebiete"), needs=(AREA, LEVELS, POINTS, LOCATED),
            makes=(KREISE, LAENDER, PARTS, AROUND), run=_shapes,
        ),
    ),
    parameters=_parameters,
    vintages=_vintages,
    attributions=_attributions,
    layers=_layers,
    themes=_themes,
)  # fmt: skip
