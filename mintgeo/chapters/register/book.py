"""The register of a study in the workbook, in layers and on the map."""

from collections.abc import Iterator
from typing import Final

import geopandas as gpd

from mintgeo import _qml
from mintgeo.chapters.protocol import Column, Layer, Sheet, Theme
from mintgeo.chapters.register.page import EVENTS
from mintgeo.chapters.register.tables import ENTRIES, NEWS, SHOWN
from mintgeo.chapters.rows import degrees, placed
from mintgeo.language import Language
from mintgeo.register.words import in_words, title
from mintgeo.run import Run

_NEW, _KNOWN = "#d55e00", "#0072b2"
_OF_NEWS: Final = ("title", "provider", "place")


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """The entries in words, and what is new of them."""
    entries, news = run.find(ENTRIES), run.find(NEWS)
    if entries is None:
        return
    table = degrees(entries)
    for name in SHOWN:
        if name in table:
            table[name] = [in_words(name, one, say) for one in table[name].astype(object)]
    heads = {name: title(name, say) for name in SHOWN if name in table}
    heads |= {"kreis": say("Kreis"), "lat": "", "lon": ""}
    yield Sheet(
        title=say("Register"), table=table, place=88,
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("die öffentlichen Einträge des Registers im Gebiet"),
    )  # fmt: skip
    if news is not None:
        told = news.assign(
            event=news["event"].map({key: say(text) for key, text in EVENTS.items()})
        )
        heads = {"event": say("Was"), **{name: title(name, say) for name in _OF_NEWS}}
        yield Sheet(
            title=say("Neu im Register"), table=told, place=89,
            columns=[Column(name=name, head=head) for name, head in heads.items()],
            note=say("was sich seit dem früheren Stand geändert hat"),
        )  # fmt: skip


def _classes(say: Language) -> list[tuple[str, str, str]]:
    return [("new", say("neu im Register"), _NEW), ("known", say("schon länger dabei"), _KNOWN)]


def _shapes(entries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    kind = entries["new"].map({True: "new", False: "known"})
    text = entries["provider"].fillna("") if "provider" in entries else ""
    return gpd.GeoDataFrame(entries[["name", "geometry"]].assign(text=text, **{"class": kind}))


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """Entries that have a place."""
    entries = run.find(ENTRIES)
    if entries is not None:
        yield Layer(
            name="register", title=say("Register"), place=87, label="name", shown=False,
            meaning=say("öffentliche Einträge des Registers"), table=placed(_shapes(entries)),
            style=_qml.categorised("point", "class", _classes(say)),
        )  # fmt: skip


def themes(run: Run, say: Language) -> Iterator[Theme]:
    """The same on the map, to be switched on."""
    from mintgeo.maps import ShapesLayer

    entries = run.find(ENTRIES)
    if entries is not None:
        of = {"shapes": _shapes(entries), "classes": _classes(say), "caption": say("Register"),
              "name": say("Register"), "show": False}  # fmt: skip
        yield Theme(name="register", layer=ShapesLayer, place=99, of=of)
