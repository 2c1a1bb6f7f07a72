"""``[trail]``: a round on foot or by bike, as tables, a section, a theme, a page for children."""

from collections.abc import Iterator
from typing import Any, Final

import geopandas as gpd

from mintgeo import _schema
from mintgeo._credits import credits_of
from mintgeo._crs import WGS84
from mintgeo._errors import InfeasibleError
from mintgeo._kinds import Item, Kind, columns_of
from mintgeo.analysis.tours.handouts.round import round_map, themes_of, trail_body
from mintgeo.analysis.tours.trail import Trail, plan_trail
from mintgeo.analysis.tours.ways import trail_ways
from mintgeo.chapters.coverage.tables import PLACED
from mintgeo.chapters.leaf import File, Page
from mintgeo.chapters.lists import INDEX
from mintgeo.chapters.plan import Study
from mintgeo.chapters.protocol import Column, Input, Section, Sentence, Sheet, Theme
from mintgeo.chapters.rows import records
from mintgeo.chapters.stages import Results, Stage, Work
from mintgeo.chapters.touring.options import TrailOptions
from mintgeo.chapters.touring.wishes import beginning, listed
from mintgeo.chapters.travel import ROUTER
from mintgeo.chapters.words import by_mode
from mintgeo.language import LANGUAGES, N_, Language, explained
from mintgeo.run import Run

FOLDER: Final = "trail"
SITES: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="trail", privacy="open", columns=columns_of(_schema.TRAIL) | frozenset({"topics"})
)
WAYS: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="trail_ways", privacy="open",
    columns=frozenset({"order", "from_id", "to_id", "line", "geometry"}),
)  # fmt: skip
START: Final[Kind[gpd.GeoDataFrame]] = Kind(
    name="trail_start", privacy="open", columns=frozenset({"id", "name", "geometry"})
)
_NUMBERS: Final = ("back_min", "back_km", "km", "minutes", "worth")
KINDS: Final = (SITES, WAYS, START)
SAID: Final[Item[dict[str, Any]]] = Item(name="what is said of the trail")
TROUBLE: Final[Item[InfeasibleError]] = Item(name="why there is no trail")


def _asked(plan: Study) -> bool:
    return plan.section(TrailOptions) is not None


def _trail(work: Work) -> Results:
    """The round, or why there is none."""
    asked = work.plan.section(TrailOptions)
    if asked is None:
        return {}
    sites, router = listed(work, asked.sites), work.by_mode(ROUTER)[asked.mode]
    start = beginning(work, asked.start, "[trail] start") if asked.start else None
    try:
        trail = plan_trail(
            sites, router, max_km=asked.max_km or None, max_min=asked.max_min or None,
            start=start if start is not None else asked.start or None, must=asked.must,
            stay_min=asked.stay_min, worth="value" if "value" in sites else None,
            executor=work.executor,
        )  # fmt: skip
    except InfeasibleError as error:
        return {TROUBLE: error}
    return {
        SAID: {**{name: getattr(trail, name) for name in (*_NUMBERS, "proven")},
               "left": list(trail.left)},
        WAYS: trail_ways(trail, router),
        SITES: gpd.GeoDataFrame(trail.sites.to_crs(WGS84)),
        START: gpd.GeoDataFrame(trail.start.to_crs(WGS84)),
    }  # fmt: skip


def inputs(plan: Study) -> Iterator[Input]:
    """The list of sites."""
    asked = plan.section(TrailOptions)
    if asked is not None:
        yield Input(name="trail", key="sites", file=asked.sites)


def attributions(work: Work) -> list[str]:
    """Whom to name for the sites."""
    return credits_of(work[SITES]) if SITES in work else []


def parameters(work: Work) -> dict[str, Any]:
    """What was asked of the round and what it comes to, or why there is none."""
    asked = work.plan.section(TrailOptions)
    if asked is None or not (SAID in work or TROUBLE in work):
        return {}
    told: dict[str, Any] = {"mode": asked.mode, "max_km": asked.max_km, "max_min": asked.max_min,
                            "title": asked.title}  # fmt: skip
    if (error := work.get(TROUBLE)) is not None:
        told["trouble"] = {lang: explained(error, lang=lang) for lang in LANGUAGES}
    return {"trail": told | (work.get(SAID) or {})}


def trail_of(run: Run) -> Trail | None:
    """The round of a run, put together again from its tables."""
    sites, start, about = run.find(SITES), run.find(START), run.parameters.get("trail")
    if sites is None or start is None or about is None:
        return None
    numbers = {name: about[name] for name in _NUMBERS}
    return Trail(
        sites=gpd.GeoDataFrame(sites), start=gpd.GeoDataFrame(start), left=tuple(about["left"]),
        proven=bool(about["proven"]), **numbers,
    )  # fmt: skip


def _title(run: Run, say: Language) -> str:
    return run.parameters["trail"]["title"] or say("MINT-Parcours")


def _said(trail: Trail, run: Run, say: Language) -> str:
    return say.count(
        "Ein Parcours mit einer Station ({mode}), {km} lang: {names}. Mit Aufenthalt dauert er "
        "{time}.",
        "Ein Parcours mit {n} Stationen ({mode}), {km} lang: {names}. Mit allen Aufenthalten "
        "dauert er {time}.",
        len(trail.sites), mode=by_mode(run.parameters["trail"]["mode"], say),
        km=say.short_way(trail.km * 1000), time=say.duration(trail.minutes),
        names=say.listed([str(one) for one in trail.sites["name"]]),
    )  # fmt: skip


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """The round in a sentence."""
    trail = trail_of(run)
    if trail is not None:
        yield Sentence(about=_title(run, say), text=_said(trail, run, say))


def sections(run: Run, say: Language) -> Iterator[Section]:
    """The round, or why there is none."""
    trail, ways = trail_of(run), run.find(WAYS)
    about = run.parameters.get("trail") or {}
    if said := about.get("trouble"):
        yield Section(anchor="trail", title=_title(run, say), template="trail.html.j2",
                      values={"trouble": str(said.get(say.code) or said["en"])})  # fmt: skip
    elif trail is not None and ways is not None:
        rows = [{**row, "themes": themes_of(row, say)} for row in records(run, SITES)]
        yield Section(
            anchor="trail", title=_title(run, say), template="trail.html.j2",
            values={"trouble": "", "said": _said(trail, run, say), "rows": rows,
                    "drawn": round_map(trail, ways, say), "left": len(trail.left),
                    "proven": trail.proven},
        )  # fmt: skip


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """The sites in the order of the round."""
    table = run.find(SITES)
    if table is None:
        return
    heads = {
        "order": say("Nr."), "name": say("Station"), "topics": say("Themen"),
        "way_km": say("Weg (km)"), "way_min": say("Weg (min)"),
        "stay_min": say("Aufenthalt (min)"), "lat": "", "lon": "",
    }  # fmt: skip
    yield Sheet(
        title=say("Parcours"), table=table, place=82, formats={"way_km": "0.0"},
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("die Stationen des Parcours der Reihe nach"),
    )  # fmt: skip


def themes(run: Run, say: Language) -> Iterator[Theme]:
    """The round, to be switched on."""
    from mintgeo.maps import ToursLayer

    trail, ways = trail_of(run), run.find(WAYS)
    if trail is not None:
        of = {"plan": trail, "ways": ways, "show": False, "name": _title(run, say)}
        yield Theme(name="trail", layer=ToursLayer, place=98, of=of)


def pages(run: Run, say: Language) -> Iterator[Page]:
    """The page for children."""
    trail, ways = trail_of(run), run.find(WAYS)
    if trail is not None and ways is not None:
        yield Page(folder=FOLDER, number=1, title=_title(run, say), template="handout.html.j2",
                   values={"body": trail_body(trail, ways, say)})  # fmt: skip


def files(run: Run, say: Language) -> Iterator[File]:
    """The track."""
    trail, ways = trail_of(run), run.find(WAYS)
    if trail is not None:
        name, lang = _title(run, say), say.code
        yield File(
            folder=FOLDER, name="trail.gpx",
            write=lambda path: trail.to_gpx(path, ways=ways, name=name, lang=lang),
        )  # fmt: skip


STAGE: Final = Stage(
    title=N_("Parcours"), needs=(PLACED, ROUTER, INDEX), makes=(*KINDS, SAID, TROUBLE),
    run=_trail, asked=_asked,
)  # fmt: skip
"""It keeps nothing: its table has every column of the list, such as who can be called."""
