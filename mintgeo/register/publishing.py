"""What of a register may be published: entries with consent, by the values of those who gave it."""

from typing import Final

import pandas as pd

from mintgeo.duplicates.merging import CONSENT, as_json, chosen
from mintgeo.duplicates.prepared import is_missing
from mintgeo.register.updating import CURRENT, KEPT, newest

SHOWN: Final = (
    "title", "name", "provider", "provider_type", "category", "description", "topics",
    "disciplines", "further_disciplines", "formats", "target_groups", "special_groups", "age_from",
    "age_to", "grade_from", "grade_to", "times", "days", "start", "end", "rhythm", "date_from",
    "date_to", "cost", "cost_eur", "cost_max_eur", "cost_per", "venues", "stage", "street",
    "postcode", "place", "state", "lat", "lon", "capacity", "email", "phone", "url",
)  # fmt: skip
"""Fields of a public entry. What is not listed stays inside: people to ask, remarks, others."""
_DATES: Final = ("id", "first_seen", "last_seen")


def published(entries: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Entries that may be published, from the sources that allow it.

    Nobody may have said no, and somebody must have said yes. A value comes only from a sender whose
    last word on this entry is yes; what others said of it, or the same one before without a yes,
    stays inside.
    """
    fields = [name for name in SHOWN if name in sources.columns and name not in KEPT]
    if CONSENT not in sources.columns:
        return pd.DataFrame(columns=[*_DATES, *fields], dtype=object)
    now = entries.loc[entries["status"].eq(CURRENT) & entries[CONSENT].eq("yes"), list(_DATES)]
    own = allowed(sources)
    told = chosen(own[own["entry"].isin(now["id"])], fields)
    return now.merge(told, left_on="id", right_index=True, how="inner").reset_index(drop=True)


def allowed(sources: pd.DataFrame) -> pd.DataFrame:
    """Sources that say yes, of senders whose last word on the entry is yes; the newest first."""
    said = newest(sources)
    if CONSENT not in said:
        return said.iloc[:0]
    yes = said[CONSENT].eq("yes").fillna(False).astype(bool)
    keys = pd.MultiIndex.from_frame(said[["entry", "sender"]])
    return said[keys.isin(keys[yes & said["current"]]) & yes]


def allowed_values(entries: pd.DataFrame, sources: pd.DataFrame) -> set[tuple[str, str, str]]:
    """Entry, field and value (as JSON) of all that may be published today, also of what was."""
    own = allowed(sources)
    if len(own):
        own = own[own["entry"].isin(entries.loc[entries[CONSENT].eq("yes"), "id"])]
    fields = [name for name in SHOWN if name in own]
    return {
        (id_, name, as_json(value))
        for name in fields
        for id_, value in zip(own["entry"], own[name].astype(object), strict=True)
        if not is_missing(value)
    }
