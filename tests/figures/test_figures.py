"""Figures for print: what stands in them, that nothing is cut off, and the same bytes."""

import re
import sys
import xml.etree.ElementTree as ET
from io import BytesIO
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text
from PIL import Image
from shapely.geometry import box

import mintgeo as mg
from mintgeo.figures import Picture, coverage_figure, local_figure, share_figure
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
    return share_figure(coverage(), title="Titel", region="Kreis", notes=NOTES, lang=lang)


def town(lang: str = "de") -> Picture:
    demand, sites = kleinland.demand(), kleinland.sites()
    reach = mg.reach(demand, sites, mg.Airline(mode="bike"), max_min=240)
    areas = gpd.GeoDataFrame(
        {"id": "alle", "minutes": [15.0, 30.0], "mode": "bike", "area_km2": 1.0},
        geometry=[box(-0.05, -0.05, 0.05, 0.05), box(-0.1, -0.05, 0.1, 0.05)], crs=4326,
    )  # fmt: skip
    return local_figure(areas, reach, sites, title="Titel", notes=NOTES, lang=lang)


PICTURES = pytest.mark.parametrize("draw", [choropleth, chart, town])


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


@PICTURES
def test_same_bytes_and_settings_untouched(draw) -> None:  # type: ignore[no-untyped-def]
    before = dict(mpl.rcParams)
    first, second = draw(), draw()
    assert first.png(dpi=60) == second.png(dpi=60)
    assert first.svg() == second.svg()
    assert dict(mpl.rcParams) == before
    assert "matplotlib.pyplot" not in sys.modules or mpl.pyplot.get_fignums() == []


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
    assert "In 1 von 2 Kreisen sind es mindestens 80 %" in picture.alt
    assert "Für 1 fehlt die Angabe" in picture.alt


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
    assert re.search(r"\d%", picture.alt)
