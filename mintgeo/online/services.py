"""Nominatim, Photon and Pelias through geopy: one question, one list of answers of one shape."""

import warnings
from importlib.metadata import version
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from mintgeo._http import ascii_url
from mintgeo.online.contact import ascii_contact

SERVICES: Final = ("nominatim", "photon", "pelias")
_LIMIT: Final = 5
_POLE: Final = 90
_LONGEST: Final = 200
"""Letters of a name; a longer one is cut off."""
_PLACES: Final = (
    "city", "town", "village", "municipality", "hamlet", "suburb", "city_district", "district",
    "locality", "localadmin", "borough", "neighbourhood", "county",
)  # fmt: skip
_STREETS: Final = ("road", "street", "pedestrian", "footway", "path", "square", "place")


class Answer(NamedTuple):
    """One place that a server offers, in words and degrees."""

    lat: float
    lon: float
    street: str
    number: str
    postcode: str
    places: list[str]
    state: str
    country: str
    name: str


def agent(contact: str) -> str:
    """User agent that says who asks, as public servers demand."""
    return f"mintgeo/{version('mintgeo')} ({ascii_contact(contact)})"


def ask(
    service: str, url: str, query: str, *, contact: str, timeout_s: float, api_key: str | None
) -> list[Answer]:
    """Ask a server for an address in Germany.

    Raises
    ------
    geopy.exc.GeopyError
        Whatever went wrong: no connection, no answer in time, an error, an answer of no sense.
    RedirectError
        If the server sends on to somebody else, who is not asked.
    """
    from geopy import exc

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # geopy warns of what it then refuses
            found = _places(service, url, query, contact, timeout_s, api_key)
        return [_answer(*one) for one in found[:_LIMIT]]
    except (
        ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError,
    ) as error:  # fmt: skip
        raise exc.GeocoderParseError(f"the answer makes no sense: {error!r:.200}") from error


def _places(
    service: str, url: str, query: str, contact: str, timeout_s: float, api_key: str | None
) -> list[tuple[float, float, dict[str, Any]]]:
    from geopy import geocoders

    from mintgeo.online.adapter import Adapter

    parts = urlsplit(ascii_url(url))
    common: dict[str, Any] = {
        "domain": (parts.netloc + parts.path).rstrip("/"),
        "scheme": parts.scheme,
        "user_agent": agent(contact),
        "timeout": timeout_s,
        "adapter_factory": Adapter,
    }
    if service == "nominatim":
        found = geocoders.Nominatim(**common).geocode(
            query, exactly_one=False, limit=_LIMIT, addressdetails=True, country_codes="de",
            language="de",
        )  # fmt: skip
    elif service == "photon":
        found = geocoders.Photon(**common).geocode(
            query, exactly_one=False, limit=_LIMIT, language="de"
        )
    else:
        pelias = geocoders.Pelias(api_key=api_key, **common)
        found = pelias.geocode(query, exactly_one=False, countries=["DE"], language="de")
    return [(one.latitude, one.longitude, one.raw) for one in found or []]


def _answer(latitude: float, longitude: float, raw: dict[str, Any]) -> Answer:
    lat, lon = float(latitude), float(longitude)
    said = raw.get("address") or raw.get("properties") or {}
    if not (abs(lat) <= _POLE and abs(lon) <= 2 * _POLE):  # neither for what is no number
        raise ValueError(f"no place on earth: {lat}, {lon}")
    name = _text(raw.get("name") or said.get("name"))
    street = _first(said, _STREETS)
    if not street and said.get("osm_key") == "highway":
        street = name
    places = [_text(said[key]) for key in _PLACES if said.get(key)]
    country = _first(said, ("country_code", "countrycode", "country_a"))
    return Answer(
        lat=lat, lon=lon, street=street,
        number=_first(said, ("house_number", "housenumber")),
        postcode=_first(said, ("postcode", "postalcode")),
        places=places, state=_first(said, ("state", "region")),
        country={"deu": "de"}.get(country.lower(), country.lower()), name=name,
    )  # fmt: skip


def _first(said: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((_text(said[key]) for key in keys if said.get(key)), "")


def _text(value: object) -> str:
    """A name as it is written; what is no text and no number is none."""
    if not isinstance(value, str | int | float):
        return ""
    return "".join(letter for letter in str(value)[:_LONGEST] if letter.isprintable())
