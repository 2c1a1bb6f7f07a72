"""A page of A4 for each stop of a plan: when the van comes, what it brings, what is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from markupsafe import Markup

from mintgeo._cache import write_atomically
from mintgeo._credits import credits_of
from mintgeo._markup import filled, template
from mintgeo.analysis.tours.calendar import lands_of
from mintgeo.analysis.tours.handouts.kept import kept_holidays
from mintgeo.analysis.tours.handouts.rows import places_of
from mintgeo.analysis.tours.wishes import as_minutes, clock
from mintgeo.language import Language, language

if TYPE_CHECKING:
    from mintgeo.analysis.tours.plan import TourPlan

_BODY: Final = template("""\
<p class="place">{{ place.address or place.degrees }}</p>
<table class="dates">
<caption>{{ title }}</caption>
<thead><tr><th class="text" scope="col">{{ head.n }}</th><th class="text" scope="col">{{ head.day }}</th><th class="text" scope="col">{{ head.date }}</th><th scope="col">{{ head.arrive }}</th><th scope="col">{{ head.begin }}</th><th scope="col">{{ head.end }}</th></tr></thead>
<tbody>
{% for row in rows %}<tr><td class="text">{{ row.n }}</td><td class="text">{{ row.day }}</td><th class="text" scope="row">{{ row.date }}</th><td>{{ row.arrive }}</td><td>{{ row.begin }}</td><td>{{ row.end }}</td></tr>
{% endfor %}
</tbody>
</table>
<dl>
{% for key, text in facts %}<div><dt>{{ key }}</dt><dd>{{ text }}</dd></div>
{% endfor %}
</dl>
<table class="ask">
<caption>{{ ask }}</caption>
<tbody>
{% for text in questions %}<tr><th class="text" scope="row">{{ text }}</th><td></td></tr>
{% endfor %}
</tbody>
</table>
""")  # noqa: E501
SHELL: Final = template("""\
<!doctype html>
<html lang="{{ lang }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }}</title>
<style>
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 186mm; padding: 18px; color: #1b2733; background: #fff;
  font: 14px/1.4 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
  overflow-wrap: break-word; }
h1 { font-size: 26px; line-height: 1.15; margin: 4px 0 0; }
.place { font-size: 15px; margin: 2px 0 10px; }
.rest { color: #51606e; font-size: .85em; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums;
  margin: 0 0 14px; }
caption { text-align: left; font-weight: 600; padding: 0 0 4px; }
th, td { padding: 3px 6px; border-bottom: 1px solid #d5dbe0; text-align: right;
  vertical-align: top; }
tbody th { font-weight: 600; }
th.text, td.text { text-align: left; padding-left: 0; }
dl { margin: 12px 0; }
dl div { display: flex; gap: 10px; padding: 3px 0; border-bottom: 1px solid #e3e7ea; }
dt { flex: none; width: 10em; font-weight: 600; }
dd { margin: 0; min-width: 0; }
.ask th { width: 15em; padding: 8px 6px 7px 0; font-weight: 400; }
.ask td { border-bottom: 1px dotted #51606e; }
.round { margin: 0 0 12px; }
.round svg { display: block; width: 100%; height: auto; max-height: 110mm; }
.round figcaption { color: #51606e; font-size: .85em; }
.sites { list-style: none; padding: 0; margin: 0 0 12px; }
.way { color: #51606e; font-size: .9em; }
.sites li { break-inside: avoid; padding: 6px 0; border-bottom: 1px solid #d5dbe0; }
.box { display: inline-block; width: 16px; height: 16px; border: 2px solid #1b2733;
  vertical-align: -3px; margin-right: 8px; }
.write { display: block; height: 26px; border-bottom: 1px dotted #51606e; }
@media (max-width: 640px) { dl div { flex-direction: column; gap: 0; } .ask th { width: 9em; }
  .dates { font-size: 13px; } .dates th, .dates td { padding: 3px; } }
@page { size: A4; margin: 12mm 14mm 10mm; }
@media print { body { padding: 0; font-size: 10pt; max-width: none; } }
</style>
</head>
<body>
<h1>{{ title }}</h1>
{{ body }}
<p class="rest">{{ rest }}</p>
</body>
</html>
""")
"""A page that loads nothing."""


@dataclass(frozen=True, kw_only=True)
class StopPage:
    """The page of a stop: its id, title and body."""

    id: str
    title: str
    body: Markup


def write_pages(plan: "TourPlan", folder: str | Path, *, name: str, lang: str) -> list[Path]:
    """Write a page per stop; see ``TourPlan.to_pages``."""
    say, home, files = language(lang), Path(folder), []
    rest = " · ".join(credits_of(plan.tours))
    for number, page in enumerate(stop_pages(plan, say, name=name), start=1):
        text = filled(SHELL, lang=lang, title=page.title, body=page.body, rest=rest)
        files.append(home / f"{number:02d}.html")
        with write_atomically(files[-1]) as part:
            part.write_text(text, encoding="utf-8", newline="\n")
    return files


def stop_pages(plan: "TourPlan", say: Language, *, name: str) -> Iterator[StopPage]:
    """The page of each stop that is visited, in the order of ``places``."""
    where, free = places_of(plan.places), kept_holidays(plan)
    lands = dict(zip(plan.places["id"].astype("str"), lands_of(plan.places), strict=True))
    for key, place in where.items():
        visits = plan.tours[plan.tours["id"].astype("str") == key].sort_values("visit")
        if place.kind != "stop" or visits.empty:
            continue
        facts = [
            (say("Fahrzeug"), say.listed([str(one) for one in visits["van"].unique()])),
            (say("Bringt mit"), place.boxes or _boards(plan, visits) or say("nichts angegeben")),
            (say("Für das Navi"), place.degrees),
            (say("Ferien und Feiertage"), _free_words(free[free["ags"] == lands[key]], say)),
        ]  # fmt: skip
        yield StopPage(
            id=key, title=say("{calendar}: {stop}", calendar=name, stop=place.name),
            body=filled(
                _BODY, place=place, rows=[_row(row, say) for row in visits.to_dict("records")],
                title=say.count("Ein Besuch", "{n} Besuche", len(visits)), head=_heads(say),
                facts=[pair for pair in facts if pair[1]], ask=say("Bitte eintragen und aushängen"),
                questions=_questions(say),
            ),
        )  # fmt: skip


def _heads(say: Language) -> dict[str, str]:
    return {"n": say("Nr."), "day": say("Tag"), "date": say("Datum"), "arrive": say("Ankunft"),
            "begin": say("Beginn"), "end": say("Ende")}  # fmt: skip


def _questions(say: Language) -> Sequence[str]:
    return (say("Wer empfängt, Telefon"), say("Raum oder Stellplatz"), say("Strom und Wasser"),
            say("Gruppe und Zahl der Kinder"))  # fmt: skip


def _row(row: dict[Any, Any], say: Language) -> dict[str, str]:
    return {
        "n": say.number(row["visit"]), "day": say.weekday(row["date"]),
        "date": say.day(row["date"]), "arrive": row["arrive"], "begin": row["begin"],
        "end": clock(as_minutes(row["begin"]) + int(row["stay_min"])),
    }  # fmt: skip


def _boards(plan: "TourPlan", visits: pd.DataFrame) -> str:
    """Boxes on board at the visits, where they are the same each time."""
    pairs = set(zip(visits["tour"], visits["day"], strict=True))
    days = plan.days
    boards = {str(row["boxes"]) for row in days.to_dict("records")
              if (row["tour"], row["day"]) in pairs}  # fmt: skip
    return boards.pop() if len(boards) == 1 else ""


def _free_words(free: pd.DataFrame, say: Language) -> str:
    """Name holidays of the Land in the term; public ones inside of school holidays are these."""
    school = free[free["kind"] == "school"]
    inside = [
        row["kind"] == "public"
        and bool(((school["first"] <= row["first"]) & (row["last"] <= school["last"])).any())
        for row in free.to_dict("records")
    ]
    told = [
        say("{name} ({day})", name=row["name"], day=say.day(row["first"]))
        if row["first"] == row["last"] else
        say("{name} ({first} bis {last})", name=row["name"], first=say.day(row["first"]),
            last=say.day(row["last"]))
        for row in free[~pd.Series(inside, free.index, dtype=bool)].to_dict("records")
    ]  # fmt: skip
    return ", ".join(told)
