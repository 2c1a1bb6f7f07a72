"""Ask a server of the caller's choice: slowly, once, and not about people without consent."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import pandas as pd

from mintgeo._errors import OptionError, PrivacyError, ServiceError
from mintgeo._osm import ATTRIBUTION
from mintgeo._progress import waiting
from mintgeo.geocode.answers import Answers
from mintgeo.geocode.consent import Consent
from mintgeo.geocode.crosscheck import contradiction, placed
from mintgeo.geocode.gazetteer import Gazetteer
from mintgeo.geocode.query import Query
from mintgeo.geocode.services import SERVICES, Answer, ask
from mintgeo.geocode.step import Placed, as_it_is

_PUBLIC: Final = ("openstreetmap.org", "photon.komoot.io")
_PUBLIC_PAUSE_S: Final = 1.0
"""The usage policy of the public servers: one request a second at the very most."""
_TROUBLE: Final = 3
"""After so many questions in a row without an answer, a server is left alone."""
_LONGEST_WAIT_S: Final = 300.0


@dataclass(frozen=True, kw_only=True)
class Online:
    """A geocoding server, as the last step of ``geocode(table, using=[index, online])``.

    What leaves the machine is street, house number, PLZ and place of rows that are still coarser
    than wanted, and the name of a site that has no street; nothing of people unless ``consent`` is
    given. Answers are kept in ``cache`` for good: a job killed at any moment goes on where it was.

    Attributes
    ----------
    service
        ``nominatim``, ``photon`` or ``pelias``.
    url
        Address of the server; there is no default.
    contact
        Mail address or web page of who asks; it stands in the user agent.
    cache
        File for the answers. It holds the addresses asked for: treat it like the list itself.
    consent
        Permission to ask about people; it is written into the run.
    pause_s
        Seconds from one request to the next, at least 1 for public servers.
    timeout_s, tries, wait_s
        Seconds to wait for an answer; how often a question is asked; seconds before it is asked
        again, doubled each time, unless the server says how long.
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
            raise OptionError(f"service={self.service!r} must be one of {', '.join(SERVICES)}.")
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise OptionError(f"url={self.url!r} must be the http address of a server.")
        if "@" not in self.contact and "://" not in self.contact:
            raise OptionError(
                f"contact={self.contact!r} must be a mail address or a web page: servers want to "
                "know who asks."
            )
        if min(self.pause_s, self.wait_s) < 0 or self.timeout_s <= 0 or self.tries < 1:
            raise OptionError(
                "timeout_s and tries must be positive, pause_s and wait_s not negative."
            )
        host = parts.hostname or ""
        if host.endswith(_PUBLIC) and self.pause_s < _PUBLIC_PAUSE_S:
            raise OptionError(f"{host} is public: pause_s must be at least {_PUBLIC_PAUSE_S:g}.")

    def describe(self) -> dict[str, Any]:
        """What the run says of the server, and of the consent."""
        consent = self.consent.describe() if self.consent else None
        return {
            "step": "Online", "service": self.service, "url": self.url, "consent": consent,
            "attributions": [ATTRIBUTION],
        }  # fmt: skip

    def find(self, rows: pd.DataFrame, known: Gazetteer) -> dict[int, Placed]:
        """Place rows; see :class:`mintgeo.geocode.step.Step`.

        Raises
        ------
        PrivacyError
            If the rows are not certainly sites and there is no consent.
        ServiceError
            If the server refuses to be asked.
        """
        if self.consent is None and rows.attrs.get("sites") is not True:
            raise PrivacyError(
                "This table may hold addresses of people; they leave the machine only with "
                "Online(consent=Consent(…)). Lists of sites must come from read_sites()."
            )
        found: dict[int, Placed] = {}
        silent = 0
        with Answers(self.cache, f"{self.service} {self.url}") as answers:
            bar: Iterable[Any] = waiting(
                rows.itertuples(), progress=self.progress, total=len(rows), unit=" Adressen"
            )
            for row in bar:
                query = Query.of(row.street, row.postcode, row.place, row.name, row.lat, row.lon,
                                 row.radius_m, row.match_note)  # fmt: skip
                text = _question(query)
                if text is None:
                    continue
                offered = self._answered(text, answers, may_ask=silent < _TROUBLE)
                silent = silent + 1 if offered is None else 0
                found[row.Index] = self._chosen(row, query, offered, known)
        return found

    def _answered(self, text: str, answers: Answers, *, may_ask: bool) -> list[Answer] | None:
        """Answers from disk, or from the server if it may be asked; None if there are none."""
        kept = answers.get(text)
        if kept is None and may_ask:
            kept = self._asked(text, answers)
        return None if kept is None else [Answer(**one) for one in kept]

    def _asked(self, text: str, answers: Answers) -> list[dict[str, Any]] | None:
        """Ask until there is an answer, with longer and longer pauses; keep it."""
        from geopy import exc

        refused = (exc.GeocoderAuthenticationFailure, exc.GeocoderInsufficientPrivileges)
        for attempt in range(self.tries):
            answers.wait(self.pause_s)
            try:
                offered = ask(
                    self.service, self.url, text, contact=self.contact, timeout_s=self.timeout_s,
                    api_key=self.api_key,
                )  # fmt: skip
            except refused as error:
                raise ServiceError(f"{self.url} refuses to be asked: {error}.") from error
            except exc.GeopyError as error:
                told = getattr(error, "retry_after", None)
                wait = self.wait_s * 2**attempt if told is None else float(told)
                answers.hold(min(wait, _LONGEST_WAIT_S))
                continue
            kept = [one._asdict() for one in offered]
            answers.put(text, kept)
            answers.hold(self.pause_s)
            return kept
        return None

    def _chosen(
        self, row: Any, query: Query, offered: list[Answer] | None, known: Gazetteer
    ) -> Placed:
        """The first answer that nothing contradicts, or the row as it is with the reason."""
        if offered is None:
            return as_it_is(row, f"{self.service}: keine Antwort")
        reasons = []
        for answer in offered:
            against = contradiction(answer, query, row.land, known)
            found = None if against else placed(answer, query, self.service)
            if found is not None:
                return found
            reasons.append(against or "nicht genauer")
        return as_it_is(row, f"{self.service}: {reasons[0] if reasons else 'nichts gefunden'}")


def _question(query: Query) -> str | None:
    """What is asked: the street as it was understood (no c/o), PLZ and place; None: too little."""
    if query.address.postbox:
        return None
    number = "" if query.address.number is None else str(query.address.number)
    what = f"{query.address.street} {number}".strip() if query.address.street else query.name
    town = f"{query.postcode} {query.place}".strip()
    return f"{what}, {town}, Deutschland" if what and town else None
