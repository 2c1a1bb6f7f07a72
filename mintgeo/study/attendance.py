"""How many took part, as a study counts them: whose rates, and what is known of groups."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from mintgeo._errors import OptionError
from mintgeo.participation import participation


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """What the list of participants tells of chance: columns of the group and of the year.

    ``dispersion`` is the variance of counts over their mean, where it is known; 0 if not.
    """

    groups: str = ""
    years: str = ""
    dispersion: float = 0

    def __post_init__(self) -> None:
        if self.dispersion and self.dispersion < 1:
            raise OptionError(
                f"[participation] dispersion must be 1 or more, not {self.dispersion!r}."
            )

    def tables(
        self, participants: gpd.GeoDataFrame, children: gpd.GeoDataFrame | None
    ) -> dict[str, pd.DataFrame]:
        """Count participants by Land and by Kreis; rates are of the children, if they are known."""
        return {
            f"participation_{by}": participation(
                participants,
                by=by,
                people=children,
                groups=self.groups or None,
                years=self.years or None,
                dispersion=self.dispersion or None,
            )
            for by in ("land", "kreis")
        }
