"""What of a register may be published: entries with consent, by the values of those who gave it."""

from typing import Final

import pandas as pd

from mintgeo.duplicates.merging import CONSENT, chosen
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
    said = newest(sources)
    now = entries.loc[entries["status"].eq(CURRENT) & entries[CONSENT].eq("yes"), list(_DATES)]
    yes = said[CONSENT].eq("yes").fillna(False).astype(bool)
    keys = pd.MultiIndex.from_frame(said[["entry", "sender"]])
    allowed = keys.isin(keys[yes & said["current"]]) & yes
    own = said[allowed & said["entry"].isin(now["id"])]
    told = chosen(own, fields)
    return now.merge(told, left_on="id", right_index=True, how="inner").reset_index(drop=True)
