"""A plan in sentences: what it gains, how good and how certain it is, what else would do."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

import pandas as pd

from mintgeo._schema import AREA_TYPES
from mintgeo.chapters import gained
from mintgeo.chapters.gained import Sentences, share
from mintgeo.chapters.protocol import Sentence
from mintgeo.chapters.rows import Row, as_records, records, region_name
from mintgeo.chapters.stops.tables import OTHERS, REACHED, SHARES, STOPS
from mintgeo.chapters.words import by_mode, who
from mintgeo.language import N_, Language
from mintgeo.language.planned import CERTAINTIES, certainty
from mintgeo.run import Run

_NEAR: Final = {
    "required": N_("vorgegeben"),
    "area": N_("dieses Gebiet soll so viele Halte haben"),
    "capacity": N_("der andere Halt reicht nicht für alle"),
    "people": N_("erreicht andere Menschen"),
    "spare": N_("alle, die erreichbar sind, erreichen schon weniger Halte"),
}
"""Why a stop stands beside another one, or beside an offer."""
_FIRST: Final = 3
"""So many stops are named as those to begin with."""


def told(run: Run) -> dict[str, Any]:
    """What the run says of its plan; nothing if it has none."""
    found: dict[str, Any] = run.parameters.get("plan") or {}
    return found


def trouble(run: Run, say: Language) -> str:
    """Say why there is no plan; nothing if there is one, or none was asked for."""
    said = told(run).get("trouble")
    return "" if said is None else str(said.get(say.code) or said["en"])


def counted(run: Run, say: Language) -> str:
    """Say whom the plan counts."""
    areas = told(run).get("areas", list(AREA_TYPES))
    if set(areas) >= set(AREA_TYPES):
        return who(run, say)
    if set(areas) == {"rural"}:
        return say("{who} im ländlichen Raum", who=who(run, say))
    if "rural" not in areas:
        return say("{who} in Städten und Vororten", who=who(run, say))
    return say("{who} auf dem Land und in Städten dieser Auswahl", who=who(run, say))


def stop_rows(run: Run, say: Language, kind: Any = STOPS) -> list[Row]:
    """Stops with their names in words."""
    return [_named(row, say) for row in records(run, kind)]


def reached_rows(run: Run, say: Language, kind: Any = REACHED) -> pd.DataFrame | None:
    """Whom stops reach by Gemeinde, with the names of these in words."""
    table = run.find(kind)
    if table is None:
        return None
    pairs = zip(table["ags_gemeinde"], table["gemeinde"], strict=True)
    named = [
        name if pd.isna(name) else region_name(str(key), str(name), say) for key, name in pairs
    ]
    out: pd.DataFrame = table.assign(gemeinde=pd.Series(named, table.index, dtype="str"))
    return out


def _named(row: Row, say: Language) -> Row:
    """A stop that is called as its Gemeinde has a proper name, or is near a place that has one."""
    key, gemeinde = str(row["ags_gemeinde"] or ""), row.get("gemeinde") or ""
    same = row["name"] == gemeinde
    said = region_name(key, str(gemeinde), say) if gemeinde else ""
    name = said if same else row["name"]
    return {**row, "name": name, "gemeinde": said, "where": _where(name, said, row.get("kreis"))}


def _where(name: str, gemeinde: str, kreis: object) -> str:
    parts = [gemeinde] if gemeinde and gemeinde != name else []
    return ", ".join([*parts, str(kreis)] if kreis else parts)


def share_row(run: Run, plan: str) -> Row | None:
    """Whom a plan reaches: ``before``, ``after``, ``gain`` or ``alternative_1``."""
    return next((row for row in records(run, SHARES) if row["plan"] == plan), None)


def gain(run: Run, say: Language, *, kinds: Sentences = gained.IN_FULL) -> str:
    """Say what the plan gains, in the one sentence that can be quoted."""
    rows = {row["plan"]: row for row in records(run, SHARES)}
    if not rows:
        return ""
    about = told(run)
    if run.of(STOPS).empty:
        return say(
            "Für {share} der {who} in höchstens {minutes} Minuten ({mode}) ist kein Halt nötig: So "
            "viele erreichen schon heute ein Angebot.",
            share=say.percent(about["target_share"]), who=counted(run, say),
            minutes=say.limit(about["minutes"]), mode=by_mode(about["mode"], say),
        )  # fmt: skip
    told_of = {"mode": about["mode"], "minutes": about["minutes"]}
    rows = gained.as_told(rows, run, **told_of, areas=about["areas"])
    return gained.gain(
        rows, len(run.of(STOPS)), say, kinds=kinds, counted=counted(run, say), who=who(run, say),
        **told_of,
    )  # fmt: skip


def sureness(run: Run, say: Language) -> str:
    """Say how many stops are certain, and how many could as well be elsewhere."""
    codes = Counter(certainty(row) for row in records(run, STOPS))
    if codes["unknown"] or not codes:
        return ""
    parts = [
        say("{word}: {n}", word=say(text), n=say.number(codes[code]))
        for code, text in CERTAINTIES.items()
        if codes[code]
    ]
    return say("Wie sicher die Halte sind – {parts}.", parts=", ".join(parts))


def near_words(row: Row, say: Language) -> str:
    """Say why a stop stands where another one or an offer is; nothing if there is none."""
    other, offer = row.get("near_reason"), row.get("offer_reason")
    if offer is not None:
        return say("neben einem Angebot: {why}", why=say(_NEAR.get(str(offer), str(offer))))
    if other is not None:
        return say("zweiter Halt der Gemeinde: {why}", why=say(_NEAR.get(str(other), str(other))))
    return ""


def points(run: Run, say: Language) -> Iterator[Sentence]:
    """What the plan gains, or why there is none."""
    if why := trouble(run, say):
        text = say("Den Plan, nach dem gefragt ist, gibt es nicht. {why}", why=why)
        yield Sentence(about=say("MINT-Mobil"), text=text)
    elif text := gain(run, say, kinds=gained.ALONE):
        yield Sentence(about=say("MINT-Mobil"), text=text)


def steps(run: Run, say: Language) -> Iterator[Sentence]:
    """Where to begin: the stops that add most."""
    rows = stop_rows(run, say)
    if rows:
        names = say.listed([row["name"] for row in rows[:_FIRST]])
        yield Sentence(
            about=say("Halte klären"),
            text=say(
                "Klären Sie vor Ort Stellplatz, Strom und wer öffnet, zuerst in {names}; für jeden "
                "Halt gibt es ein Blatt im Ordner „stops“.",
                names=names,
            ),
        )  # fmt: skip


def other_plans(run: Run, say: Language) -> list[dict[str, Any]]:
    """Other plans: what they reach, and which stops they have in place of which."""
    stops, others = run.find(STOPS), run.find(OTHERS)
    if stops is None or others is None:
        return []
    after = share_row(run, "after")
    found = []
    for number, rows in others.groupby("plan", sort=True):
        row = share_row(run, f"alternative_{number}")
        theirs, ours = set(rows["id"]), set(stops["id"])
        found.append({
            "number": int(str(number)), "share": "" if row is None else share(row, say),
            "less": None if row is None or after is None else after["reached"] - row["reached"],
            "instead": _names(rows[~rows["id"].isin(ours)], say),
            "dropped": _names(stops[~stops["id"].isin(theirs)], say),
        })  # fmt: skip
    return found


def _names(rows: pd.DataFrame, say: Language) -> list[str]:
    plain = pd.DataFrame(rows).drop(columns="geometry", errors="ignore")
    return [str(_named(row, say)["name"]) for row in as_records(plain)]
