"""Tours in the workbook, in layers and on the map."""

from collections.abc import Iterator

from mintgeo import _qml
from mintgeo.cartography.palettes import ROUND_COLOURS
from mintgeo.chapters.protocol import Column, Layer, Sheet, Theme
from mintgeo.chapters.touring.page import assumed
from mintgeo.chapters.touring.tables import COSTS, TOURS, WAYS, plan_of
from mintgeo.language import Language
from mintgeo.run import Run


def sheets(run: Run, say: Language) -> Iterator[Sheet]:
    """Visits, and what each tour costs."""
    tours, costs = run.find(TOURS), run.find(COSTS)
    if tours is None or costs is None:
        return
    heads = {
        "date": say("Datum"), "van": say("Fahrzeug"), "order": say("Nr."), "name": say("Halt"),
        "arrive": say("an"), "begin": say("Beginn"), "leave": say("weiter"),
        "drive_min": say("Fahrt (min)"), "drive_km": say("Fahrt (km)"), "visit": say("Besuch"),
    }  # fmt: skip
    yield Sheet(
        title=say("Termine"), table=tours, place=80, formats={"drive_km": "0.0"},
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("wann das MINT-Mobil wo ist"),
    )  # fmt: skip
    heads = {
        "tour": say("Tour"), "van": say("Fahrzeug"), "days": say("Tage"), "nights": say("Nächte"),
        "km": say("km"), "hours": say("Arbeitszeit (h)"), "fuel": say("Kraftstoff"),
        "co2_kg": say("CO₂e (kg)"), "cost_eur": say("Kosten (€)"), "children": say("Kinder"),
        "per_child_low": say("€ je Kind, von"), "per_child_high": say("€ je Kind, bis"),
    }  # fmt: skip
    yield Sheet(
        title=say("Kosten der Touren"), table=costs, place=81,
        formats={"km": "0.0", "hours": "0.0", "fuel": "0.0", "co2_kg": "0.0", "cost_eur": "0.00",
                 "per_child_low": "0.00", "per_child_high": "0.00"},
        columns=[Column(name=name, head=head) for name, head in heads.items()],
        note=say("was jede Tour kostet und wen sie erreicht"),
    )  # fmt: skip


def columns(run: Run, say: Language) -> list[tuple[str, str]]:
    """What the columns of the sheets rest on."""
    said = assumed(run, say)
    return [("cost_eur", said)] if said else []


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """Lines that vans drive."""
    ways = run.find(WAYS)
    if ways is not None:
        yield Layer(
            name="touren", title=say("Touren des MINT-Mobils"), place=60, table=ways, shown=False,
            meaning=say("was an jedem Tag gefahren wird; line: road: Straße, straight: Luftlinie"),
            style=_qml.single("line", colour=ROUND_COLOURS[0], line_width="0.8"),
        )  # fmt: skip


def themes(run: Run, say: Language) -> Iterator[Theme]:
    """Rounds, to be switched on."""
    from mintgeo.maps import ToursLayer

    plan, ways = plan_of(run), run.find(WAYS)
    if plan is not None:
        of = {"plan": plan, "ways": ways, "show": False, "name": say("Touren")}
        yield Theme(name="tours", layer=ToursLayer, place=97, of=of)
