"""Tours in the report: how often, how far, whom they reach, what they cost."""

from collections.abc import Iterator
from typing import Any

from mintgeo.analysis.tours.rounds import Round, rounds_of
from mintgeo.chapters import gained
from mintgeo.chapters.gained import Sentences
from mintgeo.chapters.protocol import Section, Sentence
from mintgeo.chapters.rows import Row, records
from mintgeo.chapters.touring.tables import SHARES, WAYS, plan_of
from mintgeo.chapters.words import who
from mintgeo.language import NO_BREAK, Language
from mintgeo.run import Run


def told(run: Run) -> dict[str, Any]:
    """What a run says of its tours."""
    found: dict[str, Any] = run.parameters.get("tours") or {}
    return found


def trouble(run: Run, say: Language) -> str:
    """Say why there are no tours; nothing if there are, or none were asked for."""
    said = told(run).get("trouble")
    return "" if said is None else str(said.get(say.code) or said["en"])


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """What the tours come to."""
    if totals := told(run).get("totals"):
        yield Sentence(
            about=say("Touren"),
            text=f"{summary(run, totals, say)} {gain(run, say, kinds=gained.ALONE)}".strip(),
        )


def steps(run: Run, say: Language) -> Iterator[Sentence]:
    """What to do with them."""
    if told(run).get("totals"):
        yield Sentence(about=say("Termine"), text=say(
            "Stimmen Sie die Termine mit jedem Halt ab; im Ordner „tours“ liegt für jeden ein "
            "Blatt, dazu Kalender, Wochenpläne und die Strecken für das Navi."
        ))  # fmt: skip


def summary(run: Run, totals: dict[str, float], say: Language) -> str:
    """Say how many visits there are, on how many days, how far and how long."""
    term, costs = told(run)["term"], totals
    return say(
        "{visits} Besuche an {days} Tagen vom {first} bis {last}: {km}, {hours} Arbeitszeit und "
        "{co2} kg CO₂e.",
        visits=say.number(totals["visits"]), days=say.number(totals["days"]),
        first=say.day(term["first"]), last=say.day(term["last"]),
        km=say.kilometres(costs["km"] * 1000), hours=say.duration(60 * costs["hours"]),
        co2=say.number(costs["co2_kg"]),
    )  # fmt: skip


def gain(run: Run, say: Language, *, kinds: Sentences = gained.IN_FULL) -> str:
    """Say who reaches an offer or a stop, before and after."""
    rows, about = {row["plan"]: row for row in records(run, SHARES)}, told(run)
    if not rows:
        return ""
    rows = gained.as_told(rows, run, mode=about["way"], minutes=about["minutes"])
    return gained.gain(
        rows, about["stops"], say, kinds=kinds, minutes=about["minutes"], mode=about["way"],
        counted=who(run, say), who=who(run, say),
    )  # fmt: skip


def money(totals: dict[str, float], say: Language) -> str:
    """Say what the tours cost, and what a child costs where children are known."""
    ways = (
        say("Fahrten und Nächte kosten {euro} €.", euro=say.number(totals["cost_eur"]))
        if totals["nights"]
        else say("Die Fahrten kosten {euro} €.", euro=say.number(totals["cost_eur"]))
    )
    if not totals.get("children"):
        return ways
    low, high = (say.number(totals[name], 2) for name in ("per_child_low", "per_child_high"))
    if low == high:
        child = say("Das sind {euro} € für jedes Kind und jeden Besuch, wenn so viele kommen, wie "
                    "in der Liste der Halte stehen.", euro=low)  # fmt: skip
    else:
        child = say("Das sind {low} bis {high} € für jedes Kind und jeden Besuch, je nachdem, wie "
                    "viele kommen.", low=low, high=high)  # fmt: skip
    return f"{ways} {child}"


def assumed(run: Run, say: Language) -> str:
    """Say by which prices and which litres money and CO2 are counted."""
    about = told(run)
    prices = about.get("prices")
    if not prices:
        return ""
    said = [
        say("Ein Kilometer zählt {km} € (§ 5 Abs. 2 BRKG), eine Nacht {night} € (§ 7 Abs. 1 BRKG).",
            km=say.number(prices["km"], 2), night=say.number(prices["night"])),
        "" if prices["hour"] else say("Arbeitszeit ist in den Kosten nicht enthalten."),
        say("Für CO₂e sind {litres} Liter Diesel auf 100 km angenommen.",
            litres=say.number(about["fuel_per_100km"])),
    ]  # fmt: skip
    return " ".join(filter(None, said))


def sections(run: Run, say: Language) -> Iterator[Section]:
    """The tours, or why there are none."""
    title = say("Wann das MINT-Mobil kommt")
    if why := trouble(run, say):
        yield Section(anchor="tours", title=title, template="tours.html.j2",
                      values={"trouble": why})  # fmt: skip
    elif (plan := plan_of(run)) is not None and (ways := run.find(WAYS)) is not None:
        totals = told(run)["totals"]
        yield Section(
            anchor="tours", title=title, template="tours.html.j2",
            values={
                "trouble": "", "summary": summary(run, totals, say), "gain": gain(run, say),
                "money": money(totals, say), "assumed": assumed(run, say),
                "sources": told(run)["emissions"],
                "rounds": [_row(at, one, plan.places, say)
                           for at, one in enumerate(rounds_of(plan, ways), start=1)],
                "unknown": ", ".join(map(str, told(run)["unknown_years"])),
            },
        )  # fmt: skip


def _row(at: int, one: Round, places: Any, say: Language) -> Row:
    names = dict(zip(places["id"], places["name"], strict=True))
    km = sum(day["drive_km"] for day in one.days) / len(one.days)
    work = sum(day["work_min"] for day in one.days) / len(one.days)
    return {
        "name": say("Runde {n}", n=say.number(at)).replace(" ", NO_BREAK),
        "stops": [names[key] for key in one.stops],
        "times": len(one.dates), "km": say.kilometres(km * 1000), "work": say.duration(work),
        "first": say.day(one.dates[0]), "last": say.day(one.dates[-1]), "van": one.van,
    }  # fmt: skip
