"""Pairs of rows that mean the same, with a probability each, and groups of them."""

from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from mintgeo._errors import OptionError
from mintgeo.duplicates import levels
from mintgeo.duplicates.blocks import Pairs, candidate_pairs
from mintgeo.duplicates.decisions import Decisions, decided
from mintgeo.duplicates.groups import grouped
from mintgeo.duplicates.prepared import Prepared, prepared, taken
from mintgeo.duplicates.weights import FIELDS, MOST, OFTEN, probability, weights

_WHO: Final = ("provider", "where", "contact")
_CHUNK: Final = 400_000
_LEAST: Final = -3.5
"""Bits of log-odds below which nobody asks further."""
_CHANCES: Final = {"same": 1.0, "unsure": 0.5, "different": 0.0}
_BOTH: Final = 4.0
"""Bits that two contacts agree on add to those of the rarer one, at most."""


@dataclass(frozen=True, kw_only=True)
class DuplicateOptions:
    """What counts as the same.

    Attributes
    ----------
    same
        Least probability of pairs that are taken for the same.
    unsure
        Least probability of pairs that somebody should look at.
    block
        Rows that share a key and are compared each with each; keys of more rows are skipped, and
        said in ``Duplicates.skipped``.
    """

    same: float = 0.9
    unsure: float = 0.2
    block: int = 150

    def __post_init__(self) -> None:
        if not 0 < self.unsure <= self.same <= 1:
            raise OptionError(
                "Wanted is 0 < unsure <= same <= 1, not unsure={unsure} and same={same}.",
                unsure=self.unsure, same=self.same,
            )  # fmt: skip
        if self.block <= 1:
            raise OptionError("block must be 2 or more, not {block}.", block=self.block)


@dataclass(frozen=True, kw_only=True, eq=False)
class Duplicates:
    """What of a table is the same.

    Attributes
    ----------
    pairs
        Pairs that are the same or unsure: ``a``, ``b`` (ids), ``probability``, ``verdict``
        (``same``, ``unsure``), the level of every field (see ``docs/methoden``), and ``why``:
        ``compared``, ``decided``, or ``chain`` where a pair looks the same, but would join rows
        that are not. A pair in one group is ``same`` in any case.
    groups
        Number of the group of every row, by id; a row that is like no other is its own.
    skipped
        Keys that too many rows have: ``key``, ``value``, ``rows``.
    compared
        Number of pairs that were compared.
    decided
        Pairs that were decided: ``a``, ``b``, ``decision``.
    unused
        Decisions whose rows are not there any more, or say something else now.
    """

    pairs: pd.DataFrame
    groups: pd.Series
    skipped: pd.DataFrame
    compared: int
    table: pd.DataFrame = field(repr=False)
    decided: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)
    unused: pd.DataFrame = field(default_factory=pd.DataFrame, repr=False)

    @property
    def unsure(self) -> pd.DataFrame:
        """Pairs to look at, the likeliest first."""
        return self.pairs[self.pairs["verdict"] == "unsure"]


def find_duplicates(
    table: pd.DataFrame,
    *,
    decisions: Decisions | None = None,
    options: DuplicateOptions | None = None,
) -> Duplicates:
    """Find rows of offers or sites that mean the same thing.

    Rows that share a key (postcode, words of the name, contact, place) are compared by name, place,
    contact and ages; the probability is that of Fellegi and Sunter with the weights of
    ``weights.csv``. Groups never hold two rows that are known to differ.

    Parameters
    ----------
    table
        Offers (``title``, ``provider``) or sites (``name``), each with ``id``, and as far as known
        ``street``, ``postcode``, ``place``, ``lat``, ``lon``, ``email``, ``phone``, ``url``,
        ``age_from``, ``age_to``. Without ``lat`` and ``lon``, points of its geometry count.
    decisions
        What somebody has decided of pairs: a file that the review page saves. It counts first.
    options
        Thresholds.

    Returns
    -------
    Duplicates

    Raises
    ------
    TableError
        If the table is none of these, or an id is missing or there twice.
    InputError
        If the decisions can't be read, or contradict each other; or if geometry that is needed is
        not of points.
    CrsError
        If such geometry does not say where it is.

    References
    ----------
    Fellegi, Sunter (1969), A theory for record linkage, JASA 64.
    """
    chosen = options or DuplicateOptions()
    table = taken(table)
    rows = prepared(table)
    said = decided(decisions, table)
    blocked = candidate_pairs(rows, chosen.block)
    forced = np.array(sorted(said.pairs), dtype=np.int64).reshape(-1, 2)
    pairs = (
        np.unique(np.concatenate([blocked.pairs, forced]), axis=0) if len(forced) else blocked.pairs
    )
    chance, found = _compared(rows, pairs, chosen.unsure)
    kept = pairs[found.index.to_numpy(dtype=np.int64)] if len(found) else pairs[:0]
    chance = chance[found.index.to_numpy(dtype=np.int64)] if len(found) else chance[:0]
    chance, why = said.applied(kept, chance)
    kept, chance, why, found = _with_forced(rows, forced, said.pairs, kept, chance, why, found)
    groups, chained = grouped(rows, kept, chance, said.pairs, chosen)
    verdicts = _verdicts(kept, chance, why, groups, said.pairs, chained, chosen)
    out = pd.DataFrame(
        {"a": rows.ids[kept[:, 0]], "b": rows.ids[kept[:, 1]], "probability": chance}
    )
    out = out.assign(
        **{"verdict": verdicts, **{str(name): found[name].to_numpy() for name in found}, "why": why}
    )
    out.loc[chained, "why"] = "chain"
    out = out[out["verdict"].isin(["same", "unsure"])]
    order = out.sort_values(["probability", "a", "b"], ascending=[False, True, True], kind="stable")
    return Duplicates(
        pairs=order.reset_index(drop=True), groups=pd.Series(groups, index=rows.ids, name="group"),
        skipped=blocked.skipped, compared=len(pairs), table=table, unused=said.unused,
        decided=_told(rows, said.pairs),
    )  # fmt: skip


def _compared(
    rows: Prepared, pairs: Pairs, least: float
) -> tuple[npt.NDArray[np.float64], pd.DataFrame]:
    """Probabilities of all pairs, and levels of those that reach the least one (by position)."""
    chances, kept = [np.empty(0)], []
    for begin in range(0, len(pairs), _CHUNK):
        part = pairs[begin : begin + _CHUNK]
        chance, found = compare(rows, part)
        keep = np.flatnonzero(chance >= min(least, 0.1))
        chances.append(chance)
        kept.append(found.iloc[keep].set_axis(keep + begin, axis="index"))
    return np.concatenate(chances), pd.concat(kept) if kept else pd.DataFrame(
        columns=list(FIELDS[rows.kind])
    )


def compare(rows: Prepared, pairs: Pairs) -> tuple[npt.NDArray[np.float64], pd.DataFrame]:
    """Probability and levels of pairs of positions.

    Names are compared where what is known already leaves a chance: the most that they could weigh
    would make the pair at least as likely as ``_LEAST``; letter by letter, if all else alone makes
    it likely.
    """
    known = weights(rows.kind)
    often = max(OFTEN, len(rows))
    found: dict[str, npt.NDArray[np.object_]] = {
        "where": levels.where(rows, pairs),
        "contact": levels.contact(rows, pairs),
        "age": levels.ages(rows, pairs)
        if rows.kind == "offers"
        else np.full(len(pairs), "missing", object),
    }
    bits = {name: _bits(known.bits[name], one) for name, one in found.items()}
    bits["contact"] = _at_most(bits["contact"], often, levels.often(rows, pairs), extra=_BOTH)
    best = {name: max(known.bits[name].values()) for name in rows.words}
    for name in rows.words:
        chance = known.prior + _summed(rows.kind, {**best, **bits})
        unlike = chance - best[name] + known.bits[name]["other"]
        found[name] = levels.names(rows, name, pairs, chance >= _LEAST, unlike >= 0)
        bits[name] = _at_most(
            _bits(known.bits[name], found[name]), often, levels.name_counts(rows, name, pairs)
        )
    table = pd.DataFrame({name: found[name] for name in FIELDS[rows.kind]})
    return probability(known.prior + _summed(rows.kind, bits)), table


def _bits(known: dict[str, float], found: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    codes, values = pd.factorize(found)
    return np.array([*(known[value] for value in values), 0.0])[codes]


def _at_most(
    bits: npt.NDArray[np.float64],
    often: float,
    counts: npt.NDArray[np.float64],
    *,
    extra: float = 0,
) -> npt.NDArray[np.float64]:
    """Weights of agreement on a value that many rows have are less."""
    rare = np.maximum(np.log2(often / np.maximum(counts, 1)), 0) + extra
    return np.where(bits > 0, np.minimum(bits, rare), bits)


def _summed(kind: str, bits: dict[str, Any]) -> npt.NDArray[np.float64]:
    if kind == "sites":
        return np.asarray(sum(bits.values()))
    who = np.minimum(sum(bits[name] for name in _WHO), MOST)
    return np.asarray(bits["title"] + bits["age"] + who)


def _told(rows: Prepared, said: dict[tuple[int, int], str]) -> pd.DataFrame:
    told = [(rows.ids[one], rows.ids[other], decision) for (one, other), decision in said.items()]
    return pd.DataFrame(told, columns=["a", "b", "decision"])


def _with_forced(
    rows: Prepared, forced: Pairs, said: dict[tuple[int, int], str], kept: Pairs,
    chance: npt.NDArray[np.float64], why: npt.NDArray[np.object_], found: pd.DataFrame,
) -> tuple[Pairs, npt.NDArray[np.float64], npt.NDArray[np.object_], pd.DataFrame]:  # fmt: skip
    """Add pairs that were decided and did not look alike."""
    have = set(map(tuple, kept.tolist()))
    more = np.array(
        [pair for pair in forced.tolist() if tuple(pair) not in have], dtype=np.int64
    ).reshape(-1, 2)
    if not len(more):
        return kept, chance, why, found
    _, levels_of = compare(rows, more)
    chances = np.array([_CHANCES[said[one, other]] for one, other in more.tolist()])
    return (np.concatenate([kept, more]), np.concatenate([chance, chances]),
            np.concatenate([why, np.full(len(more), "decided", object)]),
            pd.concat([found, levels_of], ignore_index=True))  # fmt: skip


def _verdicts(
    pairs: Pairs, chance: npt.NDArray[np.float64], why: npt.NDArray[np.object_],
    groups: npt.NDArray[np.int64], said: dict[tuple[int, int], str], chained: npt.NDArray[np.bool_],
    options: DuplicateOptions,
) -> npt.NDArray[np.object_]:  # fmt: skip
    together = groups[pairs[:, 0]] == groups[pairs[:, 1]]
    out = np.where(
        together, "same", np.where(chance >= options.unsure, "unsure", "different")
    ).astype(object)
    for at in np.flatnonzero(why == "decided"):
        out[at] = said[tuple(pairs[at].tolist())]
    out[together] = "same"
    out[chained] = "unsure"
    return out
