"""What the documented law of the noise tells somebody who knows all but one person.

The strongest form: the counts of everybody else are known exactly, and only the key is not.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from math import exp, inf, log

from mintgeo import _embedded
from tests.privacy.law import ALL, AREAS, LANDS, OUTSIDE, Counts, Law, Numbers, land_of

Prior = Mapping[str, float]


@cache
def _children(land: str) -> tuple[str, ...]:
    return tuple(area for area in AREAS if land_of(area) == land)


def _log(chance: float) -> float:
    return log(chance) if chance > 0 else -inf


def _land(numbers: Numbers, counts: Counts, land: str, law: Law) -> float:
    """Log likelihood of what is published of a Land and its Kreise."""
    inside = {area: counts.get(area, 0) for area in _children(land)}
    total = sum(inside.values())
    told = [area for area, count in inside.items() if count or numbers.of(area) is not None]
    out = sum(_log(law.chances(inside[area]).get(numbers.of(area), 0.0)) for area in told)
    same = [area for area, count in inside.items() if count == total and total]
    if _one(same, law, len(inside)):
        return out if numbers.of(same[0]) == numbers.of(land) else -inf
    return out + _log(law.chances(total).get(numbers.of(land), 0.0))


def _one(same: list[str], law: Law, parts: int) -> bool:
    """Whether a larger area shares its number with its only part that somebody lives in."""
    return bool(same) and (law.same_people or parts == 1)


def likelihoods(numbers: Numbers, counts: Counts, law: Law) -> dict[str, float]:
    """Log likelihood of the numbers if one more person lived in each area; "" for nobody more."""
    if numbers.total is None:
        return _untold(counts, law)
    base = {land: _land(numbers, counts, land, law) for land in LANDS}
    people = {land: sum(counts.get(area, 0) for area in _children(land)) for land in LANDS}
    out = {}
    for area in (*AREAS, ""):
        parts, sizes = dict(base), dict(people)
        if area:
            land = land_of(area)
            parts[land] = _land(numbers, {**counts, area: counts.get(area, 0) + 1}, land, law)
            sizes[land] += 1
        out[area] = sum(parts.values()) + _total(numbers, sizes, law)
    return out


def _untold(counts: Counts, law: Law) -> dict[str, float]:
    """Nothing is published: so the number of all is not shown, whoever they are."""
    people = sum(counts.values())
    alone, more = (_log(law.chances(size).get(None, 0.0)) for size in (people, people + 1))
    return {**dict.fromkeys(AREAS, more), "": alone}


def _total(numbers: Numbers, sizes: Mapping[str, int], law: Law) -> float:
    total = sum(sizes.values())
    same = [land for land, size in sizes.items() if size == total]
    if _one(same, law, len(sizes)):
        return 0.0 if numbers.of(same[0]) == numbers.total else -inf
    return _log(law.chances(total).get(numbers.of(ALL), 0.0))


def posterior(likelihood: Mapping[str, float], prior: Prior) -> dict[str, float]:
    """Chance of every area to be the home of the last person."""
    top = max(likelihood[area] for area in prior)
    if top == -inf:
        raise AssertionError("no home explains the published numbers")
    weight = {area: share * exp(likelihood[area] - top) for area, share in prior.items()}
    whole = sum(weight.values())
    return {area: value / whole for area, value in weight.items()}


def best(chances: Mapping[str, float]) -> str:
    return max(sorted(chances), key=lambda area: chances[area])


def flat() -> Prior:
    return dict.fromkeys(AREAS, 1 / len(AREAS))


@cache
def by_population() -> Prior:
    people = _embedded.read("kreise").set_index("ags")["population"]
    shares = 0.99 * people / people.sum()
    return {**shares.to_dict(), OUTSIDE: 0.01}


def like_the_list(counts: Counts) -> Prior:
    """As the others on the list, with a little for all other areas."""
    weight = {area: counts.get(area, 0) + 0.05 * by_population()[area] for area in AREAS}
    whole = sum(weight.values())
    return {area: value / whole for area, value in weight.items()}


def flat_over(areas: Iterable[str]) -> Prior:
    """Equally likely in each of these areas."""
    chosen = list(areas)
    return dict.fromkeys(chosen, 1 / len(chosen))
