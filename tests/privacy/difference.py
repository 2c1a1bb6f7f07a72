"""Two public runs that differ by one person, and what they tell of the person's home."""

from dataclasses import dataclass
from itertools import islice

import numpy as np

from mintgeo.privacy import public_tables
from tests.privacy import bayes
from tests.privacy.attacker import possible_homes
from tests.privacy.law import AREAS, LAW, Counts, Law, Numbers, changed
from tests.privacy.programs import Publication
from tests.privacy.published import counted, read
from tests.privacy.studies import make

SURE = 0.95


@dataclass(frozen=True, kw_only=True)
class Try:
    """One person more, and what became known."""

    home: str
    first: Numbers
    second: Numbers
    proven: int
    """In so many areas the person can live; 2 for more."""
    posteriors: dict[str, dict[str, float]]
    """By kind of prior."""
    priors: dict[str, bayes.Prior]

    def hit(self, prior: str, *, before: bool = False) -> bool:
        return bayes.best((self.priors if before else self.posteriors)[prior]) == self.home

    def sure(self, prior: str) -> bool:
        """A Kreis is told by these numbers: unlikely before, nearly certain after."""
        area = bayes.best(self.posteriors[prior])
        return self.posteriors[prior][area] > SURE >= self.priors[prior].get(area, 0.0)

    @property
    def naive(self) -> str | None:
        """The only Kreis whose number changed."""
        cells = changed(self.first, self.second, AREAS)
        return cells[0] if len(cells) == 1 else None


def numbers_of(counts: Counts, key: bytes) -> Numbers:
    """What the package publishes of counts."""
    tables = {f"participation_{by}": counted(counts, by) for by in ("land", "kreis")}
    return read(public_tables(tables, key=key))


def one_more(seed: int, *, law: Law = LAW) -> Try:
    """Publish a random list without its last person, and with."""
    made, chance = make(seed), np.random.default_rng([seed, 1])
    areas = list(chance.permutation(made.areas))
    home = str(areas.pop())
    counts = {str(area): areas.count(area) for area in set(areas)}
    key = chance.bytes(32)
    first = numbers_of(counts, key)
    second = numbers_of({**counts, home: counts.get(home, 0) + 1}, key)
    pair = (Publication(numbers=first, law=law), Publication(numbers=second, law=law, extra=1))
    likelihood = bayes.likelihoods(second, counts, law)
    priors = {
        "flat": bayes.flat(),
        "people": bayes.by_population(),
        "list": bayes.like_the_list(counts),
    }
    return Try(
        home=home,
        first=first,
        second=second,
        proven=len(list(islice(possible_homes(*pair), 2))) if second.total else 2,
        posteriors={name: bayes.posterior(likelihood, prior) for name, prior in priors.items()},
        priors=priors,
    )


def summary(tries: list[Try]) -> dict[str, float]:
    """Shares of the tries, as the documentation states them."""
    share = {
        "home proven": np.mean([one.proven == 1 for one in tries]),
        "only changed Kreis is the home": np.mean([one.naive == one.home for one in tries]),
        "only changed Kreis is another": np.mean(
            [one.naive not in (None, one.home) for one in tries]
        ),
    }
    for prior in ("flat", "people", "list"):
        share[f"{prior}: above 95 %"] = np.mean([one.sure(prior) for one in tries])
        share[f"{prior}: best guess before"] = np.mean([t.hit(prior, before=True) for t in tries])
        share[f"{prior}: best guess after"] = np.mean([one.hit(prior) for one in tries])
    return {name: float(value) for name, value in share.items()}
