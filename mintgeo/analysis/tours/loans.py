"""Boxes on loan over a school year, taken along on tours that pass anyway."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import pandas as pd

from mintgeo._errors import InputError, OptionError, name_rows
from mintgeo._schema import LOANS, TOURS
from mintgeo._schema.column import Column, Table, number, optional, text
from mintgeo._schema.tours import WEEKS
from mintgeo.analysis.tours.plan import TourPlan
from mintgeo.analysis.tours.wishes import Term, as_date, naming
from mintgeo.plan.loans import Loan, Span, lend

_WISHES: Final = Table(
    name="loan_wishes",
    meaning="who wants a box",
    columns=(
        text("id", "who wants it: a stop of the tours, or somebody who fetches it", nullable=False),
        text("theme", "theme of the box", nullable=False),
        *optional((
            number("weeks", "weeks that it is wanted for", "weeks", low=1, high=WEEKS),
            text("from", "not before this date"),
            text("until", "back by this date"),
            text("hub", "hub that it must come from"),
        )),
    ),
    key=None,
)  # fmt: skip
_BOXES: Final = Table(
    name="loan_boxes",
    meaning="boxes of the hubs",
    columns=(
        text("hub", "hub that they belong to", nullable=False),
        text("theme", "their theme", nullable=False),
        Column(name="boxes", kind="integer", meaning="how many there are", low=0, nullable=False),
    ),
    key=None,
)
_VISITS: Final = TOURS.asking("id", "date", "tour")
Dates = dict[date, int | None]


@dataclass(frozen=True, kw_only=True, eq=False)
class LoanPlan:
    """Loans, and wishes that could not be served.

    Attributes
    ----------
    loans
        A row per loan (``loans`` of docs/tables.md), by first date.
    left
        The wishes without one, as they were given, with ``reason``: ``no_box`` (no hub has that
        theme), ``no_dates`` (no tour passes often enough in the time that was wanted), or
        ``all_lent`` (others have the boxes then).
    """

    loans: pd.DataFrame
    left: pd.DataFrame


def plan_loans(
    wishes: pd.DataFrame,
    boxes: pd.DataFrame,
    *,
    term: Term,
    tours: TourPlan | pd.DataFrame | None = None,
    weeks: int = 2,
    seconds: float = 20.0,
) -> LoanPlan:
    """Plan who has which box when: as many wishes as possible, then the soonest.

    A box that a stop of the tours wants comes with one visit and goes with a later one, at least
    as many weeks after as it was wanted for. Who is no stop fetches it on a Monday. A box is free
    again on the day after. It is one program of HiGHS: there are no parts for an executor.

    Parameters
    ----------
    wishes
        ``id``, ``theme``, and if wanted ``weeks``, ``from``, ``until`` and ``hub``.
    boxes
        ``hub``, ``theme`` and how many ``boxes``.
    term
        From when until when.
    tours
        Tours that pass: a plan, or its table of visits.
    weeks
        Weeks of wishes that do not say.
    seconds
        Ends the search.

    Returns
    -------
    LoanPlan
        Loans without a double booking, and wishes without a loan with the reason.

    Raises
    ------
    InputError, TableError
        If tables are not what they should be.
    OptionError
        If ``weeks`` are none that a term has.

    Examples
    --------
    >>> import pandas as pd
    >>> import mintgeo as mg
    >>> wishes = pd.DataFrame({"id": ["Waren", "Malchin"], "theme": ["Wind", "Wind"]})
    >>> boxes = pd.DataFrame({"hub": ["Demmin"], "theme": ["Wind"], "boxes": [1]})
    >>> term = mg.Term(first="2027-03-01", last="2027-04-09")
    >>> mg.plan_loans(wishes, boxes, term=term).loans[["box", "id", "from", "until"]]
                 box       id        from       until
    0  Wind Demmin 1    Waren  2027-03-01  2027-03-15
    1  Wind Demmin 1  Malchin  2027-03-22  2027-04-05
    """
    if not 1 <= weeks <= WEEKS:
        raise OptionError(
            "weeks must lie between 1 and {most}, and is not {weeks!r:.60}.", most=WEEKS,
            weeks=weeks,
        )  # fmt: skip
    _WISHES.check(wishes)
    _BOXES.check(boxes)
    twice = boxes.loc[boxes.duplicated(["hub", "theme"]), "hub"]
    if len(twice):
        raise InputError("Hubs name a theme twice ({rows}): give the number of boxes in one row.",
                         rows=name_rows(twice))  # fmt: skip
    visits = tours.tours if isinstance(tours, TourPlan) else tours
    passing = _passing(visits, term)
    stock = boxes.to_dict("records")
    asked = [_asked(row, weeks, term) for row in wishes.to_dict("records")]
    spans = [one for at, wish in enumerate(asked) for one in _spans(at, wish, stock, passing)]
    found = lend(spans, [int(row["boxes"]) for row in stock], seconds=seconds)
    able = {one.wish for one in spans}
    themes = {row["theme"] for row in stock if row["boxes"]}
    served = {loan.span.wish for loan in found}
    reasons = [
        None if at in served else "no_box" if wish["theme"] not in themes
        else "all_lent" if at in able else "no_dates"
        for at, wish in enumerate(asked)
    ]  # fmt: skip
    left = wishes.assign(reason=pd.Series(reasons, index=wishes.index, dtype="str"))
    return LoanPlan(
        loans=_table(found, asked, stock, passing), left=left[left["reason"].notna()]
    )  # fmt: skip


def _passing(visits: pd.DataFrame | None, term: Term) -> dict[str, Dates]:
    """Dates on which a box can come or go: visits of tours; under '' the Mondays of the term."""
    mondays: Dates = {one: None for one in term.dates() if one.weekday() == 0}
    out = {"": mondays}
    if visits is not None:
        _VISITS.check(visits)
        for name, on, tour in zip(visits["id"], visits["date"], visits["tour"], strict=True):
            with naming(name):
                out.setdefault(str(name), {})[as_date(on)] = int(tour)
    return out


def _asked(row: dict[Any, Any], weeks: int, term: Term) -> dict[str, Any]:
    said = {str(key): one for key, one in row.items() if not pd.isna(one)}
    with naming(said["id"]):
        first, last = as_date(said.get("from", term.first)), as_date(said.get("until", term.last))
    return {
        "id": str(said["id"]), "theme": said["theme"], "weeks": round(said.get("weeks", weeks)),
        "first": first, "hub": said.get("hub"), "last": last,
    }  # fmt: skip


def _spans(
    at: int, wish: dict[str, Any], stock: list[dict[Any, Any]], passing: dict[str, Dates]
) -> list[Span]:
    dates = sorted(passing.get(wish["id"], passing[""]))
    inside = [one for one in dates if wish["first"] <= one <= wish["last"]]
    pools = [
        pool for pool, row in enumerate(stock)
        if row["theme"] == wish["theme"] and row["boxes"] and wish["hub"] in (None, row["hub"])
    ]  # fmt: skip
    out = []
    for first in inside:
        back = next((one for one in inside if one >= first + timedelta(weeks=wish["weeks"])), None)
        if back is not None:
            out += [
                Span(wish=at, pool=pool, first=first.toordinal(), last=back.toordinal(),
                     delay=float((first - inside[0]).days))
                for pool in pools
            ]  # fmt: skip
    return out


def _table(
    found: list[Loan], asked: list[dict[str, Any]], stock: list[dict[Any, Any]],
    passing: dict[str, Dates],
) -> pd.DataFrame:  # fmt: skip
    rows = []
    for loan in found:
        wish, pool = asked[loan.span.wish], stock[loan.span.pool]
        first, last = date.fromordinal(loan.span.first), date.fromordinal(loan.span.last)
        dates = passing.get(wish["id"], passing[""])
        rows.append({
            "box": f"{pool['theme']} {pool['hub']} {loan.box + 1}", "theme": pool["theme"],
            "hub": pool["hub"], "id": wish["id"], "from": first.isoformat(),
            "until": last.isoformat(), "tour": dates[first], "tour_back": dates[last],
            "weeks": -(-(last - first).days // 7),
        })  # fmt: skip
    table = pd.DataFrame(rows, columns=[one.name for one in LOANS.columns])
    for one in LOANS.columns:
        table[one.name] = table[one.name].astype("Int64" if one.kind == "integer" else "str")
    LOANS.check(table)
    return table
