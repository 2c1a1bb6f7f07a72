"""Figures for print: what stands in them, that nothing is cut off, and the same bytes."""

import re
import sys
import xml.etree.ElementTree as ET
from functools import cache
from io import BytesIO
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image
from shapely.geometry import box

import mintgeo as mg
from mintgeo.figures import (
    Picture,
    coverage_figure,
    gaps_figure,
    journeys_figure,
    local_figure,
    participation_figure,
    partners_figure,
    share_figure,
)
from mintgeo.figures.turnout import class_bounds
from tests import kleinland

NOTES = ["Stand: heute", "Quellen: ein langer Satz, " + "immer wieder " * 40 + "umgebrochen"]


def coverage(by: str = "kreis") -> pd.DataFrame:
    reach = mg.reach(kleinland.demand(), kleinland.sites(), mg.Airline(mode="car"), max_min=240)
    table = mg.coverage(reach, by=by, minutes=(15, 30), sites=kleinland.sites())
    return table.assign(name=table["ags"].map({"91001": "Westkreis", "92001": "Ostkreis"}))


def choropleth(lang: str = "de") -> Picture:
    return coverage_figure(
        coverage().query("ags == '91001'"), kleinland.regions(),
        laender=kleinland.regions(), sites=kleinland.sites(), title="Titel <1>", notes=NOTES,
        lang=lang,
    )  # fmt: skip


def chart(lang: str = "de") -> Picture:
    return share_figure(coverage(), title="Titel", notes=NOTES, lang=lang)


def wordy(lang: str = "de") -> Picture:
    said = "cannot be determined" if lang == "en" else "nicht bestimmbar"
    return share_figure(coverage(), label=lambda _: said, lang=lang)


@cache
def small_town() -> mg.Run:
    """A run of a town, made once."""
    return kleinland.town()


def helpers(lang: str = "de") -> Picture:
    names = ("partners_bike", "sites", "roads", "reach_bike")
    partners, sites, roads, places = (small_town().table(name).copy() for name in names)
    for one in (partners, sites, roads, places):
        one.attrs["attributions"] = []
    return partners_figure(
        partners, sites, roads=roads, places=places, borders=kleinland.regions(), notes=NOTES,
        mode="bike", lang=lang,
    )  # fmt: skip


def town(lang: str = "de") -> Picture:
    demand, sites = kleinland.demand(), kleinland.sites()
    reach = mg.reach(demand, sites, mg.Airline(mode="bike"), max_min=200)
    areas = gpd.GeoDataFrame(
        {"id": "alle", "minutes": [15.0, 30.0], "mode": "bike", "area_km2": 1.0},
        geometry=[box(-0.05, -0.05, 0.05, 0.05), box(-0.1, -0.05, 0.1, 0.05)], crs=4326,
    )  # fmt: skip
    areas.attrs["attributions"] = []
    return local_figure(areas, reach, sites, title="Titel", notes=NOTES, lang=lang)


def found() -> gpd.GeoDataFrame:
    """Four gap areas: a place each, all but Adorf."""
    demand = kleinland.demand()
    reach = mg.reach(demand, kleinland.sites(), mg.Airline(mode="bike"), max_min=200)
    return mg.gaps(reach, minutes=15, area_types=None)


def holes(lang: str = "de") -> Picture:
    return gaps_figure(
        found(), laender=kleinland.regions(), sites=kleinland.sites(), mode="bike", minutes=15,
        notes=NOTES, lang=lang,
    )  # fmt: skip


def counts(**columns: object) -> pd.DataFrame:
    table = kleinland.regions()[["ags", "name", "population"]].assign(
        participants=[30, 4], small=[False, True]
    )
    table = pd.DataFrame(table.assign(per_1000=table["participants"] / table["population"] * 1000))
    table = table.assign(per_1000_low=table["per_1000"] / 2, per_1000_high=table["per_1000"] * 2)
    table.attrs["attributions"] = []
    return table.assign(**columns)


def turnout(lang: str = "de") -> Picture:
    return participation_figure(
        counts(), kleinland.regions(), laender=kleinland.regions(), notes=NOTES, lang=lang
    )


def journeys() -> pd.DataFrame:
    table = pd.DataFrame(
        {
            "count": [1, 2, 3, 5],
            "distance_m": [10_000.0, 10_001.0, 99_000.0, float("nan")],
            "status": ["ok", "ok", "ok", "no_location"],
        }
    )
    table.attrs["attributions"] = []
    return table


def ways(lang: str = "de") -> Picture:
    return journeys_figure(journeys(), place="Treffen in Adorf", notes=NOTES, lang=lang)


PICTURES = pytest.mark.parametrize(
    "draw", [choropleth, chart, wordy, town, helpers, holes, turnout, ways]
)


def texts(picture: Picture) -> list[Text]:
    return [one for one in picture.figure.findobj(Text) if one.get_text() and one.get_visible()]


@PICTURES
def test_nothing_is_cut_off_and_no_text_lies_on_another(draw) -> None:  # type: ignore[no-untyped-def]
    picture = draw()
    pen = FigureCanvasAgg(picture.figure).get_renderer()
    picture.figure.draw(pen)
    paper = picture.figure.bbox
    for one in texts(picture):
        room = one.get_window_extent(pen)
        assert room.x0 >= paper.x0, one.get_text()
        assert room.x1 <= paper.x1, one.get_text()
        assert room.y0 >= paper.y0, one.get_text()
        assert room.y1 <= paper.y1, one.get_text()
    lines = [one.get_window_extent(pen) for one in picture.figure.texts]
    assert not any(first.overlaps(other) for first, other in combinations(lines, 2))


def test_partners_have_a_symbol_and_the_ranks_of_their_table() -> None:
    axes, side = helpers().figure.axes
    ranks = list(small_town().table("partners_bike")["rank"].astype(str))
    assert set(ranks) <= {one.get_text() for one in texts(helpers())}
    kinds = [(line.get_marker(), line.get_markerfacecolor()) for line in axes.lines[:2]]
    assert kinds[0] != kinds[1]
    assert [line.get_marker() for line in side.get_legend().get_lines()] == ["s", "o"]  # type: ignore[union-attr]


def _opened() -> list[int]:
    """Figures of pyplot that somebody, another test maybe, has opened; ours are none of them."""
    return mpl.pyplot.get_fignums() if "matplotlib.pyplot" in sys.modules else []


@PICTURES
@pytest.mark.slow
def test_same_bytes_and_settings_untouched(draw) -> None:  # type: ignore[no-untyped-def]
    before, opened = dict(mpl.rcParams), _opened()
    first, second = draw(), draw()
    assert first.png(dpi=60) == second.png(dpi=60)
    assert first.svg() == second.svg()
    assert dict(mpl.rcParams) == before
    assert _opened() == opened


@PICTURES
def test_svg_is_whole_and_says_what_it_shows(draw) -> None:  # type: ignore[no-untyped-def]
    picture = draw()
    root = ET.fromstring(picture.svg())  # noqa: S314 our own text
    space = "{http://www.w3.org/2000/svg}"
    assert root.findtext(f"{space}title") == picture.title
    assert root.findtext(f"{space}desc") == picture.alt
    assert root.get("role") == "img"


def test_png_for_print(tmp_path: Path) -> None:
    picture = chart()
    image = Image.open(BytesIO(picture.save(tmp_path / "a.png").read_bytes()))
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert image.width == pytest.approx(17 / 2.54 * 300, abs=1)
    assert image.info["Description"] == picture.alt
    with pytest.raises(mg.MintgeoError, match=r"\.png or \.svg, not as '\.gif'"):
        picture.save(tmp_path / "a.gif")


def test_what_is_unknown_is_hatched_and_named() -> None:
    picture = choropleth()
    said = [one.get_text() for one in texts(picture)]
    assert "keine Angabe" in said
    assert "Angebot (1)" in said
    assert any(one.get_hatch() for one in picture.figure.axes[0].collections)
    assert "Sie liegt in 1 von 2 Gebieten bei mindestens 80 %" in picture.alt
    assert "Für 1 fehlt die Angabe" in picture.alt


def test_a_kreis_in_doubt_is_striped_and_counted() -> None:
    doubtful = coverage().assign(share_low=0.3, share_high=0.7)
    picture = coverage_figure(doubtful, kleinland.regions())
    said = " ".join(one.get_text() for one in texts(picture)).replace("\n", " ")
    assert "schraffiert: Die Spanne reicht über mehr als eine Klassengrenze" in said
    assert "In 2 ist die Klasse nicht sicher." in picture.alt
    striped = [one for one in picture.figure.axes[0].collections if one.get_hatch()]
    assert sum(len(one.get_paths()) for one in striped) == 2


def test_chart_puts_the_highest_first_and_labels_every_share() -> None:
    picture = chart()
    names = [one.get_text() for one in picture.figure.axes[0].get_yticklabels()]
    assert names == ["Westkreis", "Ostkreis"]
    labels = [one.get_text() for one in picture.figure.axes[0].texts]
    shares = coverage().set_index(["minutes", "ags"])["share"]
    wanted = [
        f"{shares[limit, ags] * 100:.0f} %" for limit in (30, 15) for ags in ("91001", "92001")
    ]
    assert labels == wanted


def test_town_names_its_offer_and_its_places() -> None:
    said = [one.get_text() for one in texts(town())]
    assert "1  Labor Adorf" in said
    assert {"Adorf", "Edorf"} <= set(said)
    assert "Fdorf" not in said  # nobody lives there


def test_faults_are_named() -> None:
    with pytest.raises(mg.MintgeoError, match="no row of foot and 30 minutes"):
        coverage_figure(coverage(), kleinland.regions(), mode="foot")
    with pytest.raises(mg.MintgeoError, match="empty"):
        share_figure(coverage().head(0))
    with pytest.raises(mg.MintgeoError, match="share"):
        coverage_figure(coverage().drop(columns="share"), kleinland.regions())


@PICTURES
def test_english_says_nothing_in_german(draw) -> None:  # type: ignore[no-untyped-def]
    picture = draw(lang="en")
    said = [picture.alt, *(one.get_text() for one in texts(picture))]
    assert not [one for one in said if re.search(r"\b(der|die|und|in höchstens|Anteil)\b", one)]
    assert "%" not in picture.alt or re.search(r"\d%", picture.alt)


def test_gaps_are_numbered_on_the_map_and_in_the_list() -> None:
    table, picture = found(), holes()
    axes, side = picture.figure.axes
    ranks = [str(rank) for rank in table["rank"]]
    assert [one.get_text() for one in axes.texts if one.get_text().isdigit()] == ranks
    said = [one.get_text() for one in side.texts]
    assert [one for one in said if one.isdigit() and len(one) == 1] == ranks
    for row in table.to_dict("records"):
        assert row["places"] in said
    assert {"500 Menschen", "400 Menschen, 116 min bis zum nächsten"} <= set(said)
    bars = [one.get_width() for one in side.patches]
    assert bars == pytest.approx(1.35 * (table["score"] / table["score"].max()).to_numpy())
    assert "Angebot (1)" in [one.get_text() for one in texts(picture)]
    assert f"Karte mit {len(table)} Räumen" in picture.alt


def test_more_gaps_than_the_list_holds_are_counted() -> None:
    rows = found().iloc[[0] * 22].reset_index(drop=True)
    rows = rows.assign(rank=range(1, 23), id=[f"Raum {one}" for one in range(22)])
    said = [one.get_text() for one in texts(gaps_figure(rows))]
    assert "2 weitere Räume" in said
    assert "20" in said
    assert "21" not in said


def test_turnout_colours_rates_and_writes_small_counts() -> None:
    picture = turnout()
    axes = picture.figure.axes[0]
    assert "4" in [one.get_text() for one in axes.texts]
    assert "30" not in [one.get_text() for one in axes.texts]
    said = [one.get_text() for one in texts(picture)]
    assert "50 bis unter 51" in said
    assert "weniger als 20\nTeilnehmende" in said
    assert "nicht genannt: 0." in picture.alt


def test_untold_counts_are_pale_and_nowhere_written() -> None:
    picture = participation_figure(counts(hidden=False).iloc[:1], kleinland.regions())
    axes = picture.figure.axes[0]
    assert not [one for one in axes.collections if one.get_hatch()]
    assert not [one for one in axes.texts if one.get_text().isdigit()]
    assert "nicht genannt: 1." in picture.alt
    assert "nicht genannt: weniger\nals etwa 10 oder niemand" in [
        one.get_text() for one in texts(picture)
    ]


def test_kreise_without_a_row_are_hatched() -> None:
    picture = participation_figure(counts().iloc[:1], kleinland.regions())
    axes = picture.figure.axes[0]
    assert [len(one.get_paths()) for one in axes.collections if one.get_hatch()] == [1]
    assert "keine Angabe" in [one.get_text() for one in texts(picture)]


def test_gemeinden_are_drawn_on_their_surroundings() -> None:
    areas = kleinland.regions().assign(level="gemeinde")
    picture = participation_figure(counts(), areas, around=kleinland.regions(), per=100_000)
    said = [one.get_text() for one in texts(picture)]
    assert "Teilnehmende je 100.000 Menschen, nach der Gemeinde ihres Ortes" in said
    assert "5.000 bis unter 5.100" in said
    assert len(picture.figure.axes[0].collections) > len(
        participation_figure(counts(), areas).figure.axes[0].collections
    )


def test_those_of_no_kreis_are_counted_at_the_foot() -> None:
    last = counts().iloc[[1]].assign(ags="außerhalb", participants=7)
    picture = participation_figure(pd.concat([counts(), last]), kleinland.regions())
    wanted = "7 Teilnehmende sind in keinem dieser Gebiete verortet."
    assert wanted in [one.get_text() for one in picture.figure.texts]


@pytest.mark.parametrize(
    ("rates", "wanted"),
    [
        ([], []),
        ([0.0123], [0.012, 0.013]),
        ([1.0, 1.02, 5.0, 5.1, 9.96], [1.0, 2.0, 10.0]),
        ([201, 1, 1, 2, 2, 50, 51, 52, 99, 100, 200, 201], [1.0, 10.0, 60.0, 200.0, 210.0]),
    ],
)
def test_bounds_of_classes_are_round_and_hold_every_rate(
    rates: list[float], wanted: list[float]
) -> None:
    bounds = class_bounds(np.array(rates))
    assert bounds == pytest.approx(wanted)
    assert not rates or (bounds[0] <= min(rates) and max(rates) < bounds[-1])


def test_ways_fall_into_classes_with_their_upper_end() -> None:
    axes = ways().figure.axes[0]
    assert [one.get_text() for one in axes.get_yticklabels()] == [
        "bis 10 km", "über 10 bis 25 km", "über 25 bis 50 km", "über 50 bis 100 km",
        "Ort unbekannt",
    ]  # fmt: skip
    assert [one.get_text() for one in axes.texts if one.get_text().isdigit()] == [
        "1", "2", "0", "3", "5",
    ]  # fmt: skip
    assert [one.get_text() for one in axes.texts if "%" in one.get_text()] == [
        "17 %", "50 %", "50 %", "100 %",
    ]  # fmt: skip


def test_nothing_to_draw_is_said() -> None:
    with pytest.raises(mg.MintgeoError, match="no areas to draw"):
        gaps_figure(found().head(0))
    with pytest.raises(mg.MintgeoError, match="Nobody has a way"):
        journeys_figure(journeys().tail(1))
