"""The report as one HTML page: it renders a Run and computes nothing but order and wording."""

from typing import Any

import geopandas as gpd
import pandas as pd
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from mintgeo.geocode import doubtful_rows
from mintgeo.maps import MapPage, coverage_map, local_map
from mintgeo.maps._page import POLICY, framed
from mintgeo.privacy import LEAST
from mintgeo.report import spans, words
from mintgeo.run import Run

_TOP_GAPS = 25
_LOW_KREISE = 20
_TOP_KREISE = 30
_MAP_HEIGHT = 720
_LISTS = {"participants": "Teilnehmende", "sites": "Angebote"}


def study_map(run: Run) -> MapPage:
    """Draw the map of a run: of shares by Kreis, or of a town on its streets."""
    if "isochrones" in run.tables:
        return _street_map(run)
    tables = {name: run.tables.get(name) for name in ("sites", "participants", "meeting")}
    counts = run.tables.get("participation_kreis")
    return coverage_map(
        run.table("coverage_kreis"),
        gpd.GeoDataFrame(run.table("kreise")),
        **tables,
        participation=counts,
        gaps=gpd.GeoDataFrame(run.table("gaps")),
        title=run.title,
        mode=run.parameters["modes"][0],
        minutes=max(run.parameters["minutes"]),
        who=run.parameters["people"]["who"],
        vintages=vintage_lines(run),
        attributions=run.attributions,
    )


def _street_map(run: Run) -> MapPage:
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
        vintages=vintage_lines(run),
        attributions=run.attributions,
    )


def render(run: Run, *, map_html: str | None = None, still: str = "") -> str:
    """Render the report of a run as one page that loads nothing.

    Parameters
    ----------
    run
        The result of a study.
    map_html
        Its map, if it has been drawn already.
    still
        For paper: HTML of figures that stand in place of the map.
    """
    frame = still or framed(
        map_html if map_html is not None else study_map(run).html(),
        title="Karte der Erreichbarkeit", height=_MAP_HEIGHT,
    )  # fmt: skip
    template = _environment().get_template("report.html.j2")
    local = run.parameters["router"] == "roads"
    return template.render(
        run=run,
        policy=POLICY,
        frame=Markup(frame),  # noqa: S704 of our own making, texts in it are escaped
        still=bool(still),
        vintages=vintage_lines(run),
        counted=run.parameters["people"],
        figures=_figures(run),
        thresholds=_thresholds(run),
        regions=_by_region(run, "coverage_gemeinde" if local else "coverage_land"),
        local=local,
        partners=_partners(run),
        edge_people=_edge_people(run),
        country=_by_region(run, "coverage_country")[0],
        low_kreise=_lowest(run),
        journeys=_records(run, "journeys"),
        sentences=spans.sentences(run),
        way=next(iter(_records(run, "journey_summary")), None),
        gaps=_records(run, "gaps")[:_TOP_GAPS],
        gap_people=float(run.tables["gaps"]["population"].sum()),
        gap_areas=len(run.tables["gaps"]),
        all_gap_people=float(run.tables["gap_points"]["population"].sum()),
        kinds=_kinds(run),
        sites=_records(run, "sites"),
        placement=_placement(run),
        doubts=_doubts(run),
        participation_land=_participation(run, "participation_land"),
        participation_kreis=_participation(run, "participation_kreis")[:_TOP_KREISE],
        public=run.parameters.get("variant") == "public",
        least=LEAST,
        words=words,
    )


def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("mintgeo.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "number": words.number,
        "percent": words.percent,
        "km": words.kilometres,
        "people": words.people,
        "day": words.day,
        "rate": words.rate,
    }
    return env


def vintage_lines(run: Run) -> list[str]:
    """Say of when the ingredients are, one line per date."""
    by_vintage: dict[str, list[str]] = {}
    for what, when in run.vintages:
        by_vintage.setdefault(when, []).append(what)
    return [f"{', '.join(things)}: {when}" for when, things in by_vintage.items()]


def _figures(run: Run) -> list[dict[str, str]]:
    """The first threshold figures of every mode: what one reads before anything else."""
    rows = run.tables["coverage_country"]
    who = run.parameters["people"]["who"]
    longest = rows[rows["minutes"] == max(run.parameters["minutes"])]
    return [
        {
            "value": spans.row_span(row),
            "text": f"der {who} erreichen in höchstens {words.number(row['minutes'])} Minuten "
            f"{words.MODE_PHRASES[row['mode']]} eines der Angebote dieser Liste",
        }
        for row in longest.to_dict("records")
    ]


def _thresholds(run: Run) -> list[tuple[str, float]]:
    pairs = run.tables["coverage_country"][["mode", "minutes"]]
    return list(zip(pairs["mode"].astype(str), pairs["minutes"].astype(float), strict=True))


def _by_region(run: Run, name: str) -> list[dict[str, Any]]:
    """One record per region: people, offers, median way, share and span of every threshold."""
    table = run.tables[name]
    pairs = _thresholds(run)
    said = spans.spans_of(table, pairs)
    first = table.drop_duplicates("ags").set_index("ags")
    shares = table.pivot_table(
        index="ags", columns=["mode", "minutes"], values="share", dropna=False
    )
    return [
        {
            "name": first.at[ags, "name"],
            "population": first.at[ags, "population"],
            "offers": first.at[ags, "offers"],
            "median_m": first.at[ags, "median_m"],
            "shares": [shares.at[ags, pair] for pair in pairs],
            "spans": said[ags],
        }
        for ags in first.index
    ]


def _lowest(run: Run) -> list[dict[str, Any]]:
    """The Kreise with the lowest share at the longest threshold of the first mode."""
    last = len(run.parameters["minutes"]) - 1
    rows = _by_region(run, "coverage_kreis")
    return sorted(rows, key=lambda row: (row["shares"][last], -row["population"]))[:_LOW_KREISE]


def _placement(run: Run) -> list[dict[str, Any]]:
    """Rows of the review of each list, with the list's name."""
    return [
        {"list": label, **row}
        for name, label in _LISTS.items()
        for row in _records(run, f"geocode_{name}")
    ]


def _kinds(run: Run) -> int:
    """How many kinds of offers there are."""
    sites = run.tables["sites"]
    return int(sites.loc[sites["role"] == "offer", "category"].nunique())


def _partners(run: Run) -> list[dict[str, Any]]:
    """Partners in the order of the first mode, with what they gain in every mode."""
    tables = [run.tables.get(f"partners_{mode}") for mode in run.parameters["modes"]]
    if tables[0] is None:
        return []
    gains = [table.set_index("id")["gained"] for table in tables if table is not None]
    rows = _records(run, f"partners_{run.parameters['modes'][0]}")
    return [{**row, "gains": [gain[row["id"]] for gain in gains]} for row in rows]


def _edge_people(run: Run) -> float:
    """People whose nearest offer could lie beyond the data, in the first mode."""
    reached = run.tables[f"reach_{run.parameters['modes'][0]}"]
    return float(reached.loc[reached["edge"], "population"].sum())


def _doubts(run: Run) -> list[dict[str, Any]]:
    """Rows that were repaired, doubted or not found, with the words that say so."""
    return [
        {"list": label, "id": row["id"], "note": row["note"] or "nicht gefunden"}
        for name, label in _LISTS.items()
        if name in run.tables
        for row in doubtful_rows(gpd.GeoDataFrame(run.tables[name])).to_dict("records")
    ]


def _participation(run: Run, name: str) -> list[dict[str, Any]]:
    """Regions with participants, hidden ones last among them, the most participants first."""
    rows = [{"hidden": False, **row} for row in _records(run, name)]
    there = [row for row in rows if row["hidden"] or row["participants"]]
    if name == "participation_land":
        return there
    return sorted(there, key=lambda row: (-(row["participants"] or 0), row["ags"]))


def _records(run: Run, name: str) -> list[dict[str, Any]]:
    if name not in run.tables:
        return []
    table = pd.DataFrame(run.tables[name]).astype(object)
    table = table.where(table.notna(), None)
    return [dict(zip(table.columns, row, strict=True)) for row in table.to_numpy()]
