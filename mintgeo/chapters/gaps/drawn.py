"""Areas without an offer in the report, the workbook, on maps and figures."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from mintgeo import _qml
from mintgeo.analysis.ranking import LOW
from mintgeo.chapters.coverage.page import surely_low, told
from mintgeo.chapters.coverage.tables import REACH
from mintgeo.chapters.drawing import Figure
from mintgeo.chapters.gaps import words
from mintgeo.chapters.gaps.tables import AREAS, POINTS
from mintgeo.chapters.lists import SITES, kinds_of_offers, near
from mintgeo.chapters.protocol import Layer, Section, Theme
from mintgeo.chapters.ranks.words import low_kreise
from mintgeo.chapters.regions import AROUND, GROUND, KREISE, LAENDER, cut, is_country
from mintgeo.chapters.rows import placed
from mintgeo.chapters.streets import ROADS, is_local
from mintgeo.chapters.words import notes, said_of, who
from mintgeo.language import N_, STATUSES, Language
from mintgeo.run import Run

if TYPE_CHECKING:
    from mintgeo.figures import Picture

_TOP_GAPS: Final = 20
_NOT_REACHED: Final = (
    N_("{people} {who} erreichen {mode} in höchstens {minutes} Minuten keines der Angebote."),
    N_(
        "{people} {who} erreichen in höchstens {minutes} Minuten keines der Angebote, auch wenn "
        "sie {mode} werden."
    ),
)


def sections(run: Run, say: Language) -> Iterator[Section]:
    """Areas without an offer, and the Kreise where surely few reach one."""
    if run.find(AREAS) is None:
        return
    people, number = words.whole(run)
    beyond, best = words.beyond(run, say)
    found = words.gap_rows(run, _TOP_GAPS, say)
    values = {
        "not_reached": words.unknown_places(run, say)
        or said_of(
            _NOT_REACHED,
            run.mode,
            say,
            people=beyond,
            who=who(run, say),
            minutes=say.limit(run.parameters["gap_minutes"]),
        ),
        "gaps": found,
        "gap_people": people,
        "gap_areas": number,
        "gap_rural": words.rural(run),
        "gap_spans": any(
            row["span"] and row["population_low"] < row["population_high"] for row in found
        ),
        "gap_kreise": is_country(run) or words.tells_apart(found, "kreise"),
        "gap_missing": words.tells_apart(found, "missing"),
        "gap_towns": words.towns(run, say),
        "gap_left_out": words.left_out(run, say),
        "all_gap_people": float(run.of(POINTS)["population"].sum()),
        "beyond_best": best,
        "kinds": kinds_of_offers(run),
        "statuses": STATUSES,
        **({} if is_local(run) else _low(run, say)),
    }
    yield Section(anchor="gaps", title=say("Wo nichts ist"), template="gaps.html.j2", values=values)


def _low(run: Run, say: Language) -> dict[str, Any]:
    rows, number = surely_low(run, say)
    return {
        "low_kreise": told(run, rows), "low_number": number, "low": LOW,
        "low_count": low_kreise(run, say),
    }  # fmt: skip


def layers(run: Run, say: Language) -> Iterator[Layer]:
    """The areas."""
    areas = run.find(AREAS)
    if areas is None:
        return
    rural = words.rural(run)
    yield Layer(
        name="raeume_ohne_angebot",
        title=say("Ländliche Räume ohne Angebot") if rural else say("Räume ohne Angebot"),
        meaning=say(
            "zusammenhängende Räume, über {minutes} Minuten vom nächsten Angebot; Rang nach "
            "Personenstunden; established: ob die Spanne den Raum belegt",
            minutes=say.limit(run.parameters["gap_minutes"]),
        ),
        table=placed(cut(run, areas)),
        style=_qml.single("polygon", colour="#e69f0066", outline_color="#b35806"),
        place=50,
        shown=False,
    )


def themes(run: Run, say: Language) -> Iterator[Theme]:  # noqa: ARG001
    """The areas, on a map of the country: they are too coarse for that of a town."""
    from mintgeo.maps import GapsLayer

    areas = run.find(AREAS)
    if areas is not None and len(areas) and not is_local(run):
        counted = run.parameters["people"]["who"]
        yield Theme(
            name="gaps", layer=GapsLayer, place=80,
            of={"gaps": cut(run, areas), "who": counted, "show": False},
        )  # fmt: skip


def _sees(run: Run) -> tuple[str, ...]:
    if not len(run.of(AREAS)):
        return ()
    if not is_local(run):
        return ("gaps", "sites", *GROUND, REACH.at(run.mode).name)
    return ("gaps", "sites", "roads", REACH.at(run.mode).name)


def _figure(run: Run, say: Language) -> "Picture":
    from mintgeo.figures import gaps_figure

    return gaps_figure(
        cut(run, run.of(AREAS)),
        laender=run.find(LAENDER if is_country(run) else KREISE),
        around=run.find(AROUND),
        roads=run.find(ROADS),
        places=None if is_country(run) and run.find(ROADS) is None else run.find(REACH),
        sites=near(run, run.of(SITES))[0],
        mode=run.mode,
        minutes=run.parameters["gap_minutes"],
        who=run.parameters["people"]["who"],
        notes=[run.title, *notes(run, say)],
        lang=say.code,
    )


FIGURE: Final = Figure(name="raeume", section="gaps", needs="gaps", sees=_sees, draw=_figure)
