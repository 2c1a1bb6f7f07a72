"""The plan in the report: what it gains, its stops one by one, other plans, what it rests on."""

from collections.abc import Iterator
from typing import Any, Final

import shapely
from markupsafe import Markup

from mintgeo._crs import UTM32
from mintgeo.cartography.palettes import GAINED_COLOUR, KIND_COLOURS, LEFT_COLOUR
from mintgeo.cartography.stop_map import (
    Ground,
    Mark,
    any_inside,
    framed,
    joined,
    offer_spots,
    stop_map,
)
from mintgeo.chapters.lists import SITES
from mintgeo.chapters.protocol import Section
from mintgeo.chapters.regions import KREISE, LAENDER, is_country
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.stops import rests, words
from mintgeo.chapters.stops.hubs import hub_rows, hub_trouble, unreached
from mintgeo.chapters.stops.tables import AREAS, STOPS
from mintgeo.chapters.streets import ROADS
from mintgeo.chapters.words import by_mode
from mintgeo.language import Language
from mintgeo.language.planned import (
    certainty,
    certainty_words,
    gemeinden_words,
    hub_sign,
    offer_words,
)
from mintgeo.run import Run

_FEW: Final = 12
"""Of more stops the map names none, and their marks are smaller by this."""
_CROWDED: Final = 0.7


def sections(run: Run, say: Language) -> Iterator[Section]:
    """The plan, or why there is none."""
    title = say("Wo das MINT-Mobil halten sollte")
    if why := words.trouble(run, say):
        values: dict[str, Any] = {"trouble": why, "asked": _asked(run, say),
                                  "counted": words.counted(run, say),
                                  **hub_values(run, say)}  # fmt: skip
        yield Section(anchor="plan", title=title, template="plan.html.j2", values=values)
    elif run.find(STOPS) is not None:
        yield Section(
            anchor="plan", title=title, template="plan.html.j2",
            values={
                "trouble": "", "asked": _asked(run, say), "gain": words.gain(run, say),
                "proof": rests.proof(run, say), "sureness": words.sureness(run, say),
                "stops": rows(run, say), "others": words.other_plans(run, say),
                "lost": rests.lost(run, say),
                "certain": any(certainty(row) != "unknown" for row in records(run, STOPS)),
                "counted": words.counted(run, say), "plan": words.told(run),
                "mode": by_mode(words.told(run)["mode"], say),
                "trial": words.told(run).get("what_if"),
                "drawn": overview(run, say) if len(run.of(STOPS)) else "",
                **hub_values(run, say),
            },
        )  # fmt: skip


def hub_values(run: Run, say: Language) -> dict[str, Any]:
    """What the section says of hubs."""
    found, about = hub_rows(run, say), run.parameters.get("plan_hubs") or {}
    return {
        "hubs": [{**row, "sign": hub_sign(int(row["order"]))} for row in found],
        "hub_trouble": hub_trouble(run, say), "unreached": unreached(run),
        "hub_mode": by_mode(about["mode"], say) if about else "",
        "boxes": any(row["boxes"] is not None for row in found),
    }  # fmt: skip


def _asked(run: Run, say: Language) -> str:
    """Say what the plan was asked to do, and what it had to keep to."""
    return " ".join(filter(None, (_goal(run, say), rests.conditions(run, say))))


def _goal(run: Run, say: Language) -> str:
    about = words.told(run)
    values = {
        "minutes": say.limit(about["minutes"]), "mode": by_mode(about["mode"], say),
        "who": words.counted(run, say),
    }  # fmt: skip
    if about["target_share"]:
        return say(
            "Gesucht sind so wenige Halte wie möglich, bei denen {share} der {who} in höchstens "
            "{minutes} Minuten ({mode}) ein Angebot erreichen.",
            share=say.percent(about["target_share"]), **values,
        )  # fmt: skip
    return say.count(
        "Gesucht ist ein Halt, mit dem möglichst viele {who} in höchstens {minutes} Minuten "
        "({mode}) ein Angebot erreichen.",
        "Gesucht sind {n} Halte, mit denen möglichst viele {who} in höchstens {minutes} Minuten "
        "({mode}) ein Angebot erreichen.",
        about["stops"], **values,
    )  # fmt: skip


def rows(run: Run, say: Language) -> list[Row]:
    """Stops with all that a row of the table says."""
    reached = words.reached_rows(run, say)
    if reached is None:
        return []
    return [
        {
            **row,
            "gemeinden": gemeinden_words(reached[reached["id"] == row["id"]], say),
            "offer": offer_words(row, say), "sure": certainty_words(row, say),
            "near": words.near_words(row, say),
        }
        for row in words.stop_rows(run, say)
    ]  # fmt: skip


def overview(run: Run, say: Language) -> Markup | str:
    """Draw all stops over whom they add and who is left."""
    stops, areas = run.of(STOPS), run.find(AREAS)
    at = shapely.get_coordinates(stops.geometry.to_crs(UTM32).to_numpy())
    few = len(stops) <= _FEW
    names = [row["name"] for row in words.stop_rows(run, say)]
    ground = run.find(LAENDER) if is_country(run) else run.find(KREISE)
    shapes = [] if ground is None else list(ground.geometry.to_crs(UTM32))
    roads = run.find(ROADS)
    lands = _lands(areas)
    seen = shapes if is_country(run) and shapes else [shape for shape, _ in lands]
    offers, frame = offer_spots(run.plain(SITES)), framed([*seen, shapely.MultiPoint(at)])
    drawn = {colour for _, colour in lands}
    drawn |= {KIND_COLOURS[0]} if any_inside(offers, frame) else set()
    return stop_map(
        frame,
        [Mark(at=(x, y), sign=str(one)) for (x, y), one in zip(at, stops["order"], strict=True)],
        Ground(
            areas=lands, borders=shapes, offers=offers,
            names=[(name, (x, y)) for name, (x, y) in zip(names, at, strict=True)] if few else [],
            lines=[] if roads is None else joined(roads),
        ),
        title=say("Die Halte des Plans, und wen sie neu erreichen."), key=[
            (colour, text) for colour, text in key(say) if colour in drawn
        ],
        size=1.0 if few else _CROWDED,
    )  # fmt: skip


def _lands(areas: Any) -> list[tuple[Any, str]]:
    if areas is None or not len(areas):
        return []
    flat = areas.geometry.to_crs(UTM32)
    return [
        (shape, GAINED_COLOUR if order else LEFT_COLOUR)
        for shape, order in zip(flat, areas["order"], strict=True)
    ]


def key(say: Language) -> list[tuple[str, str]]:
    """What colours mean."""
    return [
        (GAINED_COLOUR, say("neu erreicht")), (LEFT_COLOUR, say("weiter ohne Angebot")),
        (KIND_COLOURS[0], say("Angebot heute")),
    ]  # fmt: skip
