"""Who travels how: each by the one router, by the mode that they state, or in shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd

from mintgeo._errors import InputError, OptionError, name_ids
from mintgeo._located import AnyTable, Ints, Located
from mintgeo._schema.rows import people_in
from mintgeo.analysis.venues.wish import Floats
from mintgeo.travel.matrices import REASONS, Codes
from mintgeo.travel.pairs import matrix
from mintgeo.travel.protocol import Router

Routers = Mapping[str, Router]


@dataclass(frozen=True, kw_only=True)
class Ways:
    """Ways of travellers (rows) to venues (columns).

    ``minutes`` and ``metres`` are NaN where there is no way, ``codes`` say why (``REASONS``).
    """

    minutes: Floats
    metres: Floats
    codes: Codes


@dataclass(frozen=True, kw_only=True, eq=False)
class Travellers:
    """Participants, each once per mode that they travel in.

    Attributes
    ----------
    people
        The participants.
    routers
        By mode.
    row, mode, weight
        Of every traveller: position of the participant, mode, and how many people that is.
    """

    people: Located
    routers: Routers
    row: Ints
    mode: np.ndarray
    weight: Floats

    @classmethod
    def of(
        cls, people: Located, router: Router | Routers, shares: Mapping[str, float] | None,
        stated: str,
    ) -> "Travellers":  # fmt: skip
        """Say how everybody travels.

        Raises
        ------
        InputError
            If somebody states a mode that there is no router of, or all rows are of nobody.
        OptionError
            If nobody says who travels how, or shares are none.
        """
        routers = _checked(router)
        count = people_in(people.table).to_numpy(dtype=float)
        if not count.sum() > 0:
            raise InputError("The counts of all participants are 0: there is nobody to meet.")
        share = _shares(people.table, routers, shares, stated)
        parts = [(mode, np.flatnonzero(share[mode] > 0)) for mode in routers]
        return cls(
            people=people, routers=routers,
            row=np.concatenate([rows for _, rows in parts]),
            mode=np.concatenate([np.full(len(rows), mode) for mode, rows in parts]),
            weight=np.concatenate([count[rows] * share[mode][rows] for mode, rows in parts]),
        )  # fmt: skip

    def ways(self, venues: AnyTable) -> Ways:
        """Ways to venues, each by its router."""
        shape = len(self.row), len(Located.of(venues))
        minutes, metres = np.full(shape, np.nan), np.full(shape, np.nan)
        codes = np.zeros(shape, dtype=np.uint8)
        for mode, router in self.routers.items():
            here = np.flatnonzero(self.mode == mode)
            if len(here):
                found = matrix(self.people.rows(self.row[here]), venues, router)
                minutes[here], metres[here] = found.dense(), found.dense("distance_m")
                codes[here] = found.reasons()
        return Ways(minutes=minutes, metres=metres, codes=codes)

    def table(self, ways: Ways, place: int, venue: str) -> pd.DataFrame:
        """A row per traveller: who gets how to one of the venues (a column of the ways)."""
        people = self.people.table
        return pd.DataFrame(
            {
                "id": people["id"].to_numpy()[self.row],
                "venue": venue,
                "mode": self.mode.astype(object),
                "people": self.weight,
                "travel_min": ways.minutes[:, place],
                "distance_m": ways.metres[:, place],
                "status": [REASONS[code] for code in ways.codes[:, place]],
            }
        ).astype({"id": "str", "venue": "str", "mode": "str", "status": "str"})


def _checked(router: Router | Routers) -> dict[str, Router]:
    """Routers by mode."""
    if isinstance(router, Router):
        return {router.mode: router}
    known = dict(router) if isinstance(router, Mapping) else {}
    if not known or not all(isinstance(one, Router) for one in known.values()):
        raise OptionError("best_meeting() needs a router, or several in a dictionary by mode.")
    wrong = [mode for mode, one in known.items() if one.mode != mode]
    if wrong:
        raise OptionError(
            "The router under '{mode}' is of mode {mode2}.", mode=wrong[0],
            mode2=known[wrong[0]].mode,
        )  # fmt: skip
    return known


def _shares(
    people: pd.DataFrame, routers: Routers, shares: Mapping[str, float] | None, stated: str
) -> dict[str, Floats]:
    """Share of every participant that travels in a mode, by mode; they add up to one."""
    usual = _usual(routers, shares)
    said = people[stated] if stated in people.columns and len(routers) > 1 else None
    if said is not None:
        strange = said.notna() & ~said.isin(list(routers))
        if strange.any():
            raise InputError(
                "Participants state modes that there is no router of ({modes}) in {rows}; there "
                "are {known}.", modes=", ".join(sorted(set(said[strange].astype(str)))),
                rows=name_ids(people.loc[strange, "id"]), known=", ".join(routers),
            )  # fmt: skip
    silent = np.ones(len(people), dtype=bool) if said is None else said.isna().to_numpy()
    if usual is None and silent.any():
        raise OptionError(
            "Of several routers somebody has to say who travels how: a column '{stated}' of the "
            "participants, or shares={{{example}}}.", stated=stated,
            example=", ".join(f"'{mode}': {1 / len(routers):.2g}" for mode in routers),
        )  # fmt: skip
    return {
        mode: np.where(
            silent, (usual or {}).get(mode, 0.0),
            0.0 if said is None else (said == mode).fillna(value=False).to_numpy(dtype=float),
        )
        for mode in routers
    }  # fmt: skip


def _usual(routers: Routers, shares: Mapping[str, float] | None) -> dict[str, float] | None:
    """How those travel who do not state it; None if nobody says."""
    if shares is None:
        return {next(iter(routers)): 1.0} if len(routers) == 1 else None
    strange = [mode for mode in shares if mode not in routers]
    fine = all(isinstance(one, Real) and np.isfinite(one) and one >= 0 for one in shares.values())
    total = sum(shares.values()) if fine else 0.0
    if strange or not total > 0:
        raise OptionError(
            "shares must be numbers of 0 or more by mode ({known}), not {shares}.",
            known=", ".join(routers), shares=dict(shares),
        )  # fmt: skip
    return {mode: shares.get(mode, 0.0) / total for mode in routers}
