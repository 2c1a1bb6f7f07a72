"""What is to be asked, as a page: by sender, by file, by column."""

from typing import Any, Final

import pandas as pd

from mintgeo.language import Language, explained, language
from mintgeo.pages.environment import environment
from mintgeo.survey.marked import question
from mintgeo.survey.table import LOST, Survey

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_COLUMNS: Final = ("survey.header_similar", "survey.header_unknown", "survey.header_again")
_LONGEST: Final = 160
Row = dict[str, Any]


def page_of(survey: Survey, *, title: str = "", lang: str = "de") -> str:
    """The page; texts of the files are values of its template, nothing in it runs or loads."""
    say = language(lang)
    told = survey.told(lang=lang)
    asked = told[told["severity"].isin(LOST)]
    own = asked[asked["id"].notna()]
    numbers = _numbers(survey, own, say)
    return environment(say, "mintgeo.survey").get_template("survey.html.j2").render(
        lang=lang, policy=_POLICY, title=title or say("Umfrage"), message=_message(numbers, say),
        figures=_figures(survey, say),
        senders=_senders(survey, own, say), clear=_clear(survey, own),
        files=_files(survey, told, say), columns=_columns(told),
        rows=_rows(told[told["id"].isna() & told["row"].gt(0)]),
    )  # fmt: skip


def _numbers(survey: Survey, own: pd.DataFrame, say: Language) -> dict[str, str]:
    asked = own["id"].nunique()
    return {
        "offers": say.count("{n} Angebot", "{n} Angebote", len(survey.offers)),
        "senders": say.count("{n} Absender", "{n} Absendern", len(survey.senders)),
        "asked": say.count("zu {n} Angebot gibt es Rückfragen", "zu {n} gibt es Rückfragen", asked)
        if asked else say("Rückfragen gibt es keine"),
    }  # fmt: skip


def _message(numbers: dict[str, str], say: Language) -> str:
    return say("{offers} von {senders}; {asked}", **numbers)


def _figures(survey: Survey, say: Language) -> list[Row]:
    severities = survey.findings["severity"]
    files = len(survey.paths)
    consent = int(survey.offers["consent"].eq("yes").sum())
    return [
        {"value": say.number(files), "text": say("Dateien gelesen oder begründet abgelehnt")},
        {"value": say.number(len(survey.offers)), "text": say("Angebote in den Dateien")},
        {"value": say.number(consent), "text": say("davon zur Veröffentlichung freigegeben")},
        {"value": say.number(int(severities.eq("error").sum())),
         "text": say("Angaben fehlen, widersprechen sich oder sind nicht lesbar")},
        {"value": say.number(int(severities.eq("warning").sum())),
         "text": say("Angaben sollte jemand ansehen")},
    ]  # fmt: skip


def _senders(survey: Survey, own: pd.DataFrame, say: Language) -> list[Row]:
    titles = dict(zip(survey.offers["id"], survey.offers["title"], strict=True))
    out = []
    order = survey.senders.sort_values(["errors", "warnings"], ascending=False, kind="stable")
    for who in order.to_dict("records"):
        rows = own[own["sender"] == who["id"]].to_dict("records")
        if not rows:
            continue
        about = [who["email"], str(who["files"]).replace(";", ", ")]
        out.append({
            "name": who["name"] if isinstance(who["name"], str) else say("Absender unbekannt"),
            "about": " · ".join(one for one in about if isinstance(one, str)),
            "caption": say.count("{n} Rückfrage", "{n} Rückfragen", len(rows)),
            "rows": [
                {"offer": titles[row["id"]] if isinstance(titles[row["id"]], str) else "–",
                 "where": _where(row, say), "severity": row["severity"], "text": row["sentence"]}
                for row in rows
            ],
        })  # fmt: skip
    return out


def _where(row: Row, say: Language) -> str:
    """The place in a file, without what is found there."""
    return question({**row, "sentence": ""}, say).rstrip(" :")


def _clear(survey: Survey, own: pd.DataFrame) -> str:
    asked = set(own["sender"])
    rows = survey.senders[~survey.senders["id"].isin(asked)]
    return ", ".join(rows["name"].fillna(rows["id"]))


def _files(survey: Survey, told: pd.DataFrame, say: Language) -> list[Row]:
    rows = [_file({str(name): one for name, one in row.items()}, told,
                  several=(survey.sheets["file"] == row["file"]).sum() > 1)
            for row in survey.sheets.to_dict("records")]  # fmt: skip
    known = {row["file"] for row in survey.sheets.to_dict("records")}
    others = told[~told["file"].isin(known)]
    for file, own in others.groupby("file", sort=False):
        error = survey.refused.get(str(file))
        text = explained(error, lang=say.code) if error else " · ".join(own["sentence"])
        rows.append({"file": file, "rows": 0, "rows_read": 0, "rows_explained": 0, "offers": 0,
                     "text": text})  # fmt: skip
    return rows


def _file(row: Row, told: pd.DataFrame, *, several: bool) -> Row:
    here = told[(told["file"] == row["file"]) & told["row"].eq(0) & ~told["code"].isin(_COLUMNS)]
    own = here[here["sheet"].isin([row["sheet"], ""])] if several else here
    name = f"{row['file']} · {row['sheet']}" if several else row["file"]
    return {**row, "file": name, "text": " · ".join(dict.fromkeys(own["sentence"]))}


def _columns(told: pd.DataFrame) -> list[Row]:
    return [
        {"file": row["file"], "column": row["column"], "severity": row["severity"],
         "text": row["sentence"]}
        for row in told[told["code"].isin(_COLUMNS)].to_dict("records")
    ]  # fmt: skip


def _rows(told: pd.DataFrame) -> list[Row]:
    return [
        {"file": row["file"], "row": row["row"], "text": row["sentence"],
         "cell": str(row["cell"] or "")[:_LONGEST]}
        for row in told.to_dict("records")
    ]  # fmt: skip
