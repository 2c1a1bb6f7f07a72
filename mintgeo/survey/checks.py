"""What an offer lacks, and what only shows beside others: places that contradict, answers again."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pandas as pd

from mintgeo.findings import findings_of
from mintgeo.geocoding import geocode
from mintgeo.survey.notes import Note
from mintgeo.survey.rows import Offer
from mintgeo.survey.vocabulary import key

_PLACED: Final = ("street", "postcode", "place", "lat")
_AT: Final = ("street", "postcode", "place", "state", "lat", "lon")
_DATED: Final = ("date_to", "date_from", "times", "ends", "begins")
_LONG_AGO: Final = 366
_CONTACT: Final = ("email", "phone", "contact")


def check_offer(offer: Offer) -> None:
    """Say what is missing of one offer."""
    values, notes = offer.values, offer.notes
    said = {note.finding.code for note in notes.said}
    texts = offer.row.texts
    if values["title"] is None:
        notes.at("title").add("survey.title_missing")
    if values["provider"] is None:
        alone = all(values[name] is None for name in _CONTACT)
        code = "survey.sender_missing" if alone else "survey.provider_missing"
        notes.at("provider").add(code)
    on_site = not values["venues"] or "on_site" in values["venues"]
    if on_site and all(values[name] is None for name in _PLACED):
        notes.at("place").add("survey.place_missing")
    if not values["_audience"] and not said & {"survey.audience_odd", "survey.age_unlikely"}:
        notes.at("audience").add("survey.audience_missing")
    if not values["topics"] and not values["disciplines"]:
        notes.at("topics").add("survey.topics_missing")
    if "consent" not in texts:
        notes.at("consent").add("survey.consent_missing")


def check_places(offers: Sequence[Offer]) -> None:
    """Say what a gazetteer knows against the addresses."""
    placed = [one for one in offers if any(one.values[name] is not None for name in _PLACED)]
    if not placed:
        return
    rows: list[dict[str, Any]] = [{name: one.values[name] for name in _AT} for one in placed]
    table = pd.DataFrame(rows).assign(id=[str(at) for at in range(len(rows))])
    for name in _AT:
        table[name] = table[name].astype("float64" if name in ("lat", "lon") else "str")
    for one, findings in zip(placed, findings_of(geocode(table)), strict=True):
        for finding in findings:
            name = "postcode" if finding.get("postcode") and not finding.get("place") else "place"
            if finding.code.startswith("place."):
                one.notes.said.append(Note(name, str(one.values[name] or ""), finding))


def check_dates(offers: Sequence[Offer]) -> None:
    """Say which offers ended long before the others: last year's list, or a wrong year.

    No clock is asked: the newest answer says when it is, else the middle one of all dates.
    """
    sent = [day for one in offers if (day := _day(one.values["submitted"]))]
    ends = sorted(day for one in offers if (day := _day(one.values["date_to"])))
    if not sent and len(ends) <= 1:
        return
    today = max(sent) if sent else ends[len(ends) // 2]
    for one in offers:
        day = _day(one.values["date_to"])
        if day is not None and (today - day).days > _LONG_AGO:
            texts = one.row.texts
            name = next((name for name in _DATED if name in texts), "")
            one.notes.at(name, texts.get(name)).add("survey.date_past", date=f"{day:%d.%m.%Y}")


def _day(text: object) -> date | None:
    """The day of a moment, if it is one."""
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None


def check_again(offers: Sequence[tuple[Offer, str]]) -> None:
    """Say which offers were sent before with other answers; each with its sender."""
    known: dict[tuple[str, str], Offer] = {}
    for offer, sender in offers:
        title = offer.values["title"]
        if title is None:
            continue
        before = known.setdefault((sender, key(title)), offer)
        if before is not offer and before.row is not offer.row:
            offer.notes.at("title", title).add("survey.sent_again", other=before.id)
