"""Schools in the workbook, in layers and on the map."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd
import pandas as pd

from mintgeo import _qml
from mintgeo._schema.rows import SEPARATOR
from mintgeo.chapters.protocol import Column, Layer, Sheet, Theme
from mintgeo.chapters.rows import degrees, placed
from mintgeo.chapters.schools.tables import ACCESS, PARTIES
from mintgeo.chapters.words import by_mode
from mintgeo.language import N_, Language
from mintgeo.modes import MODES
from mintgeo.run import Run

_CLASSES: Final = {
    "alone": (N_("Kinder kommen allein zu einem Angebot"), "#009e73"),
    "brought": (N_("nur wenn jemand sie bringt"), "#e69f00"),
    "none": (N_("auf keinem Weg"), "#d55e00"),
}
_PARTY: Final = {
    "ok": N_("Vorschlag"), "no_partner": N_("niemand in der Nähe"),
    "partners_full": N_("alle in der Nähe sind schon vergeben"), "no_location": N_("ohne Ort"),
}  # fmt: skip


def _way(modes: str) -> str:
    """How the pupils of a school come to an offer at best."""
    known = [one for one in modes.split(SEPARATOR) if one]
    if not known:
        return "none"
    return "brought" if all(MODES[one].brought for one in known) else "alone"


def _one_each(run: Run) -> gpd.GeoDataFrame | None:
    """One row per school with its class (``way``)."""
    table = run.find(ACCESS)
    if table is None:
        return None
    once = table.drop_duplicates("id").reset_index(drop=True)
    return gpd.GeoDataFrame(once.assign(way=once["modes"].map(_way)))


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """A row per school with the time of each way, and who could come."""
    schools, access, parties = _one_each(run), run.find(ACCESS), run.find(PARTIES)
    if schools is None or access is None:
        return
    table = degrees(schools).assign(way=schools["way"].map(
        {key: say(text) for key, (text, _) in _CLASSES.items()}
    ))  # fmt: skip
    heads = {"name": say("Schule"), "way": say("Angebot in Reichweite")}
    for mode, own in access.groupby("mode", sort=False):
        rows = own.set_index("id").loc[table["id"]]
        table[f"time_{mode}"] = rows["travel_min"].where(rows["reached"]).to_numpy()
        table[f"nearest_{mode}"] = rows["nearest"].where(rows["reached"]).to_numpy()
        name = by_mode(str(mode), say)
        heads |= {f"time_{mode}": say("{mode} (min)", mode=name),
                  f"nearest_{mode}": say("Angebot ({mode})", mode=name)}  # fmt: skip
    yield Sheet(
        title=say("Schulen"), table=table, place=83,
        formats={name: "0" for name in heads if name.startswith("time_")},
        columns=[Column(name=name, head=head) for name, head in (heads | _LATLON).items()],
        note=say("welches Angebot jede Schule in der Zeit erreicht; leer: keines"),
    )  # fmt: skip
    if parties is not None:
        told = pd.DataFrame(degrees(parties))
        told["reason"] = told["reason"].map({key: say(text) for key, text in _PARTY.items()})
        heads = {
            "name": say("Schule"), "reason": say("Ob jemand kommen könnte"),
            "partner": say("Wer kommen könnte"), "travel_min": say("Fahrt (min)"),
            "blur_m": say("Orte zusammen auf so viele Meter genau"),
        }  # fmt: skip
        yield Sheet(
            title=say("MINT-Partys"), table=told, place=84,
            formats={"travel_min": "0", "blur_m": "#,##0"},
            columns=[Column(name=name, head=head) for name, head in (heads | _LATLON).items()],
            note=say("Schulen ohne Angebot, und wer zu ihnen kommen könnte; niemand ist gefragt"),
        )  # fmt: skip


_LATLON: Final = {"lat": "", "lon": ""}


def columns(run: Run, say: Language) -> list[tuple[str, str]]:
    """What the columns of the sheet mean."""
    if run.find(ACCESS) is None:
        return []
    return [("way", say("ob eine Schule allein (zu Fuß, mit Rad, Bus oder Bahn), nur mit dem Auto "
                        "oder gar nicht zu einem Angebot kommt"))]  # fmt: skip


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """Schools by how their pupils come to an offer."""
    schools = _one_each(run)
    if schools is not None:
        classes = [(key, say(text), colour) for key, (text, colour) in _CLASSES.items()]
        yield Layer(
            name="schulen", title=say("Schulen"), place=86, label="name", shown=False,
            meaning=say("ob eine Schule ein Angebot erreicht"),
            table=placed(schools[["id", "name", "modes", "way", "geometry"]]),
            style=_qml.categorised("point", "way", classes),
        )  # fmt: skip


def themes(run: Run, say: Language) -> Iterator[Theme]:
    """The same on the map, to be switched on."""
    from mintgeo.maps import ShapesLayer

    schools = _one_each(run)
    if schools is not None:
        words = {key: say(text) for key, (text, _) in _CLASSES.items()}
        shapes = schools[["name", "geometry"]].assign(
            text=schools["way"].map(words), **{"class": schools["way"]}
        )
        yield Theme(
            name="schools", layer=ShapesLayer, place=96,
            of={"shapes": shapes, "caption": say("Schulen"), "name": say("Schulen"),
                "classes": [(key, words[key], colour) for key, (_, colour) in _CLASSES.items()],
                "show": False},
        )  # fmt: skip
