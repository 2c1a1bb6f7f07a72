"""Ask a server of the caller's choice: slowly, once, and not about people without consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pandas as pd

from mintgeo._errors import OptionError, ServiceError, reason
from mintgeo._http import RedirectError
from mintgeo._osm import ATTRIBUTION
from mintgeo._progress import waiting
from mintgeo.addresses.query import Query
from mintgeo.findings import found
from mintgeo.gazetteer.gazetteer import Gazetteer
from mintgeo.gazetteer.step import Placed, as_it_is
from mintgeo.online.answers import Answers
from mintgeo.online.consent import Consent, check_may_leave, not_asked
from mintgeo.online.contact import ascii_contact, check_patience, check_server
from mintgeo.online.crosscheck import contradiction, placed
from mintgeo.online.services import SERVICES, Answer, ask
from mintgeo.online.turns import LONGEST_S, Turns

_TROUBLE: Final = 3
"""After so many questions in a row without an answer, a server is left alone."""
_NO_ANSWER, _UNREADABLE = "online.no_answer", "online.unreadable"


@dataclass(frozen=True, kw_only=True)
class Online:
    """A geocoding server, as the last step of ``geocode(table, using=[index, online])``.

    What leaves the machine is street, house number, PLZ and place of rows that are still coarser
    than wanted, and the name of a site that has no street; nothing of people, or of rows that could
    be people, unless ``consent`` is given: such rows stay where they are, and their findings say
    why (``withheld`` lists them beforehand). Nothing goes to another server than this. Answers are
    kept in ``cache`` for good: a job killed at any moment goes on where it was.

    Attributes
    ----------
    service
        ``nominatim``, ``photon`` or ``pelias``.
    url
        Address of the server; there is no default.
    contact
        Mail address or web page of who asks; it stands in the user agent. Umlauts in its host are
        sent by IDNA.
    cache
        File for the answers. It holds the addresses asked for: treat it like the list itself.
    consent
        Permission to ask about people; it is written into the run.
    pause_s
        Seconds from one request to the next, at least 1 for public servers.
    timeout_s, tries, wait_s
        Seconds to wait for a whole answer; how often a question is asked; seconds before it is
        asked again, doubled each time, unless the server says how long.
    api_key
        For a Pelias server that wants one.
    progress
        Show a progress bar, if the output is a terminal or notebook.
    """

    service: str
    url: str
    contact: str
    cache: str | Path
    consent: Consent | None = None
    pause_s: float = 1.0
    timeout_s: float = 10.0
    tries: int = 4
    wait_s: float = 2.0
    api_key: str | None = None
    progress: bool = True

    def __post_init__(self) -> None:
        if self.service not in SERVICES:
            raise OptionError(
                "service={service!r} must be one of {services}.",
                service=self.service,
                services=", ".join(SERVICES),
            )
        ascii_contact(self.contact)
        check_patience(
            timeout_s=self.timeout_s, tries=self.tries, pause_s=self.pause_s, wait_s=self.wait_s
        )
        check_server(self.url, self.pause_s)

    def describe(self) -> dict[str, Any]:
        """What the run says of the server, and of the consent."""
        consent = self.consent.describe() if self.consent else None
        return {
            "step": "Online", "service": self.service, "url": self.url, "consent": consent,
            "attributions": [ATTRIBUTION],
        }  # fmt: skip

    def find(self, rows: pd.DataFrame, known: Gazetteer) -> dict[int, Placed]:
        """Place rows; see :class:`mintgeo.gazetteer.step.Step`.

        Raises
        ------
        PrivacyError
            If the table is not certainly one of sites and there is no consent.
        ServiceError
            If the server refuses to be asked, or sends on to another one.
        """
        withheld = check_may_leave(rows, self.consent)
        places: dict[int, Placed] = {}
        silent = 0
        name = f"{self.service} {self.url}"
        with Answers(self.cache, name) as answers:
            turns = Turns(answers, name)
            bar: Iterable[Any] = waiting(
                rows.itertuples(), progress=self.progress, total=len(rows), unit=" Adressen"
            )
            for row in bar:
                if withheld[row.Index]:
                    why = not_asked(withheld[row.Index], service=self.service)
                    places[row.Index] = as_it_is(row, why)
                    continue
                query = Query.of(row.street, row.postcode, row.place, row.name, row.lat, row.lon,
                                 row.radius_m, row.findings)  # fmt: skip
                text = _question(query)
                if text is None:
                    continue
                offered = self._answered(text, answers, turns, may_ask=silent < _TROUBLE)
                silent = silent + 1 if isinstance(offered, str) else 0
                places[row.Index] = self._chosen(row, query, offered, known)
        return places

    def _answered(
        self, text: str, answers: Answers, turns: Turns, *, may_ask: bool
    ) -> list[Answer] | str:
        """Answers from disk, or from the server if it may be asked; else the code of why not."""
        kept = answers.get(text)
        if kept is None:
            asked = self._asked(text, turns) if may_ask else _NO_ANSWER
            if isinstance(asked, str):
                return asked
            kept = [one._asdict() for one in asked]
            answers.put(text, kept)
            turns.hold(self.pause_s)
        return [Answer(**one) for one in kept]

    def _asked(self, text: str, turns: Turns) -> list[Answer] | str:
        """Ask until there is an answer, with longer and longer pauses; else the code of why not."""
        from geopy import exc

        refused = (
            exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges, RedirectError,
        )  # fmt: skip
        why = _NO_ANSWER
        for attempt in range(self.tries):
            turns.wait(self.pause_s)
            try:
                return ask(
                    self.service, self.url, text, contact=self.contact, timeout_s=self.timeout_s,
                    api_key=self.api_key,
                )  # fmt: skip
            except refused as error:
                raise ServiceError(
                    "{url} refuses to be asked: {error}.", url=self.url, error=reason(error)
                ) from error
            except exc.GeopyError as error:
                why = _UNREADABLE if isinstance(error, exc.GeocoderParseError) else _NO_ANSWER
                told = getattr(error, "retry_after", None)
                wait = self.wait_s * 2**attempt if told is None else float(told)
                turns.hold(min(max(wait, 0.0), LONGEST_S))
        return why

    def _chosen(
        self, row: Any, query: Query, offered: list[Answer] | str, known: Gazetteer
    ) -> Placed:
        """The first answer that nothing contradicts, or the row as it is with the reason."""
        if isinstance(offered, str):
            return as_it_is(row, found(offered, service=self.service))
        reasons = []
        for answer in offered:
            against = contradiction(answer, query, row.land, known, service=self.service)
            place = None if against else placed(answer, query, self.service)
            if place is not None:
                return place
            reasons.append(against or found("online.not_finer", service=self.service))
        nothing = found("online.nothing", service=self.service)
        return as_it_is(row, reasons[0] if reasons else nothing)


def _question(query: Query) -> str | None:
    """What is asked: the street as it was understood (no c/o), PLZ and place; None: too little."""
    if query.address.postbox:
        return None
    number = "" if query.address.number is None else str(query.address.number)
    what = f"{query.address.street} {number}".strip() if query.address.street else query.name
    town = f"{query.postcode} {query.place}".strip()
    return f"{what}, {town}, Deutschland" if what and town else None
