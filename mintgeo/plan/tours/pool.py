"""The best plan of all routes that a search has seen: each client once, no vehicle twice."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from scipy import sparse

from mintgeo.plan import program

Route = tuple[int, tuple[int, ...]]
"""Kind of vehicle, and clients in order."""
_MOST: Final = 6_000
_KEPT: Final = 30_000


class Pool:
    """Routes and what each costs; of one set of clients and one kind only the cheapest."""

    def __init__(self) -> None:
        self._routes: dict[tuple[int, frozenset[int]], tuple[float, tuple[int, ...]]] = {}

    def add(self, kind: int, clients: tuple[int, ...], cost: float) -> None:
        """Remember a route."""
        key = kind, frozenset(clients)
        if key not in self._routes or cost < self._routes[key][0]:
            self._routes[key] = cost, clients
            if len(self._routes) > _KEPT:
                for old in [*self._routes][: _KEPT // 2]:
                    del self._routes[old]

    def best(
        self, prizes: Sequence[int], numbers: Sequence[int], start: Sequence[Route], *,
        seconds: float,
    ) -> tuple[list[Route], float] | None:  # fmt: skip
        """Choose routes that cost least, with the prizes of clients that are left out.

        Parameters
        ----------
        prizes
            Of each client; 0 if it must be visited.
        numbers
            Vehicles of each kind.
        start
            Routes of a plan that is known; all of them are in the pool.
        seconds
            Ends the search.
        """
        keys = [*self._routes][-_MOST:]
        known = set(keys)
        keys += [key for key in map(_key, start) if key not in known]
        n, m = len(prizes), len(keys)
        rows = [at for _, clients in keys for at in clients] + [n + kind for kind, _ in keys]
        columns = [at for at, (_, clients) in enumerate(keys) for _ in clients] + [*range(m)]
        free = [at for at in range(n) if prizes[at]]
        matrix = sparse.csr_array(
            (np.ones(len(rows) + len(free)),
             (rows + free, [*columns, *range(m, m + len(free))])),
            shape=(n + len(numbers), m + len(free)),
        )  # fmt: skip
        cost = [self._routes[key][0] for key in keys] + [prizes[at] for at in free]
        chosen = {_key(one) for one in start}
        point = np.array([key in chosen for key in keys] + [False] * len(free), dtype=float)
        covered = {at for _, clients in start for at in clients}
        point[m:] = [at not in covered for at in free]
        found = program.solved(program.Program(
            cost=np.array(cost, dtype=float), matrix=matrix,
            low=np.concatenate([np.ones(n), np.zeros(len(numbers))]),
            high=np.concatenate([np.ones(n), np.array(numbers, dtype=float)]),
            upper=np.ones(m + len(free)), whole=np.ones(m + len(free), dtype=bool),
        ), seconds=seconds, start=point)  # fmt: skip
        if found.x is None:
            return None
        some = [keys[at] for at in np.flatnonzero(found.x[:m] > 1 / 2)]
        return [(key[0], self._routes[key][1]) for key in some], float(found.x @ np.array(cost))


def _key(route: Route) -> tuple[int, frozenset[int]]:
    return route[0], frozenset(route[1])
