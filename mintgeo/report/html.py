"""The report as one HTML page: it renders a Run and computes nothing but order and wording."""

from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd

from mintgeo._markup import verbatim
from mintgeo.findings import TOPICS
from mintgeo.language import LEVELS, MODES, PEOPLE, STATUSES, Language, language
from mintgeo.maps import Map, coverage_map, local_map
from mintgeo.maps._page import POLICY, framed
from mintgeo.participation import who_counts
from mintgeo.privacy import MOST_OFF, NEAR, SHOWN
from mintgeo.ranking import LOW
from mintgeo.report import areas, comparing, rows
from mintgeo.report.coarse import unknown_places
from mintgeo.report.environment import environment
from mintgeo.report.points import after_share, caveats, key_points
from mintgeo.report.spans import row_span
from mintgeo.report.spoken import spoken
from mintgeo.report.wording import NOT_REACHED, about_half
from mintgeo.run import Run

_TOP_GAPS: Final = 25
_TOP_KREISE: Final = 30
_TOP_ON_PAPER: Final = 40
_MAP_HEIGHT: Final = 720


def study_map(run: Run, *, lang: str = "de") -> Map:
    """Draw the map of a run: of shares by Kreis, or of a town on its streets."""
    if "isochrones" in run.tables:
        return _street_map(run, lang)
    return coverage_map(
        run.table("coverage_kreis"),
        gpd.GeoDataFrame(run.table("kreise")),
        sites=run.tables.get("sites"),
        participants=run.tables.get("participants"),
        meeting=run.tables.get("meeting"),
        participation=run.tables.get("participation_kreis"),
        gaps=gpd.GeoDataFrame(run.table("gaps")),
        title=run.title,
        mode=run.parameters["modes"][0],
        minutes=max(run.parameters["minutes"]),
        who=run.parameters["people"]["who"],
        vintages=vintage_lines(run, lang=lang),
        attributions=run.attributions,
        lang=lang,
    )


def _street_map(run: Run, lang: str) -> Map:
    modes = run.parameters["modes"]
    partners = run.tables.get(f"partners_{modes[0]}")
    return local_map(
        {mode: gpd.GeoDataFrame(run.table(f"reach_{mode}")) for mode in modes},
        gpd.GeoDataFrame(run.table("isochrones")),
        gpd.GeoDataFrame(run.table("sites")),
        partners=None if partners is None else gpd.GeoDataFrame(partners),
        roads=gpd.GeoDataFrame(run.table("roads")),
        title=run.title,
        minutes=min(run.parameters["minutes"]),
        who=run.parameters["people"]["who"],
        vintages=vintage_lines(run, lang=lang),
        attributions=run.attributions,
        lang=lang,
    )


def render(
    run: Run,
    *,
    map_html: str | None = None,
    still: Mapping[str, str] | None = None,
    head: str = "",
    lang: str = "de",
) -> str:
    """Render the report of a run as one page that loads nothing.

    Parameters
    ----------
    run
        The result of a study.
    map_html
        Its map, if it has been drawn already.
    still
        For paper: HTML of figures by the anchor of their section; that of ``map`` stands in place
        of the map. Long tables are cut then, and say so.
    head
        What the page needs besides in its head.
    lang
        ``de`` or ``en``; names, and words of the lists' own, stay as they are.

    Raises
    ------
    OptionError
        If mintgeo does not speak the language.
    """
    run, say = spoken(run, lang), language(lang)
    headings = _headings(run, say)
    paper = {name: verbatim((still or {}).get(name, "")) for name in headings}
    frame = paper["map"] or framed(
        map_html if map_html is not None else study_map(run, lang=lang).html(),
        title=say("Karte der Erreichbarkeit"), height=_MAP_HEIGHT,
    )  # fmt: skip
    return environment(say).get_template("report.html.j2").render(
        run=run,
        lang=lang,
        policy=POLICY,
        head=head,
        day=say("Stand: {day}", day=say.day(run.as_of)),
        frame=frame,
        still=paper,
        most=_TOP_ON_PAPER if still else None,
        local=run.parameters["router"] == "roads",
        public=run.parameters.get("variant") == "public",
        rule={"least": SHOWN, "near": NEAR, "most": MOST_OFF},
        vintages=vintage_lines(run, lang=lang),
        counted=run.parameters["people"], all_people=PEOPLE,
        who=say.who(run.parameters["people"]["who"]),
        modes=MODES, statuses=STATUSES, levels=LEVELS, findings=TOPICS,
        not_reached=NOT_REACHED,
        headings=headings,
        figures=_figures(run, say),
        points=key_points(run, lang=lang),
        caveats=caveats(run, lang=lang),
        **_coverage(run, say),
        **_gaps(run, say),
        **_people(run, say),
    )  # fmt: skip


def vintage_lines(run: Run, *, lang: str = "de") -> list[str]:
    """Say of when the ingredients are, one line per date."""
    say = language(lang)
    by_vintage: dict[str, list[str]] = {}
    for what, when in run.vintages:
        by_vintage.setdefault(when, []).append(say(what))
    return [f"{', '.join(things)}: {say(when)}" for when, things in by_vintage.items()]


def _headings(run: Run, say: Language) -> dict[str, str]:
    """Sections of the report by anchor, in their order; only those that the run has."""
    local = run.parameters["router"] == "roads"
    titles = {
        "map": say("Karte"),
        "regions": say("Erreichbarkeit nach Gemeinden")
        if local
        else say("Erreichbarkeit nach Ländern"),
        "gaps": say("Wo nichts ist"),
        "partners": say("Wer mitmachen könnte"),
        "meeting": say("Wege zum Treffen"),
        "participation": say("Woher die Teilnehmenden kommen"),
        "limits": say("Was die Zahlen nicht sagen"),
        "placement": say("Wie genau die Listen verortet sind"),
        "method": say("Wie gerechnet wurde"),
        "sources": say("Quellen und Lizenzen"),
    }
    needs = {
        "partners": f"partners_{run.parameters['modes'][0]}",
        "meeting": "journey_summary",
        "participation": "participation_land",
    }
    return {name: title for name, title in titles.items() if needs.get(name, "sites") in run.tables}


def _figures(run: Run, say: Language) -> list[dict[str, str]]:
    """The longest threshold of every mode: what one reads before anything else."""
    table = run.tables["coverage_country"]
    longest = table[(table["minutes"] == max(run.parameters["minutes"])) & table["share"].notna()]
    return [
        {
            "value": row_span(row, lang=say.code),
            "text": after_share(run, row, say),
        }
        for row in longest.to_dict("records")
    ]


def _coverage(run: Run, say: Language) -> dict[str, Any]:
    local = run.parameters["router"] == "roads"
    area = run.parameters["area"]
    by = "gemeinde" if local else "land"
    whole = rows.by_region(run, run.tables["coverage_country"], say)[0]
    low, number = rows.surely_low(run, say)
    return {
        "minutes": run.parameters["minutes"],
        "regions": rows.by_region(run, run.tables[f"coverage_{by}"], say),
        "country": {**whole, "name": say(area)},
        "low_kreise": low,
        "low_number": number,
        "low": LOW,
        "low_count": comparing.low_kreise(run, say),
        "edge_people": rows.edge_people(run),
    }


def _gaps(run: Run, say: Language) -> dict[str, Any]:
    people, number = areas.whole(run)
    beyond, best = areas.beyond(run, say)
    found = areas.gap_rows(run, _TOP_GAPS, say)
    return {
        "gaps": found,
        "gap_people": people,
        "gap_areas": number,
        "gap_rural": areas.rural(run),
        "gap_spans": any(row["span"] for row in found),
        "gap_missing": areas.tells_apart(found, "missing"),
        "gap_towns": areas.towns(run, say),
        "gap_left_out": areas.left_out(run, say),
        "all_gap_people": float(run.tables["gap_points"]["population"].sum()),
        "beyond": beyond,
        "beyond_best": best,
        "beyond_unknown": unknown_places(run, say),
        "kinds": rows.kinds(run),
        "partners": rows.partners(run),
    }


def _people(run: Run, say: Language) -> dict[str, Any]:
    """The lists of a study: offers, participants, their ways, and how well they were placed."""
    ways = [
        {**row, "way": say.distance(row["distance_m"], row["blur_m"])}
        for row in rows.records(run, "journeys")
    ]
    summary = next(iter(rows.records(run, "journey_summary")), None)
    if summary and run.parameters.get("variant") == "public":
        summary["about_half"] = about_half(summary["median_m"], say)
    elif summary:
        summary |= {
            name: say.distance(summary[f"{name}_m"], summary[f"{name}_blur_m"])
            for name in ("min", "median", "max")
        }
    return {
        "offers": rows.offers(run),
        "placed": len(rows.placed_offers(run)),
        "journeys": ways,
        "way": summary,
        "placement": rows.placement(run, say),
        "doubts": rows.doubts(run, say),
        "unread": rows.unread(run, say),
        "everybody": next(iter(rows.records(run, "participation_total")), None),
        **_rates(run, say),
        "participation_land": rows.participation(run, "participation_land", say),
        "participation_kreis": rows.participation(run, "participation_kreis", say)[:_TOP_KREISE],
    }


def _rates(run: Run, say: Language) -> dict[str, str]:
    """Per how many of whom rates of participation are said, and what chance is reckoned with."""
    table = run.tables.get("participation_land")
    if table is None:
        return {}
    return {
        "participation_who": say.who(who_counts(table)),
        "participation_chance": "" if run.is_public else rows.together(run, say),
    } | {
        f"{by}_per": rows.rates_per(run, f"participation_{by}", say)
        for by in ("land", "kreis")
        if f"participation_{by}" in run.tables
    }
