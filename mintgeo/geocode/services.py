"""Nominatim, Photon and Pelias through geopy: one question, one list of answers of one shape."""

from importlib.metadata import version
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

SERVICES: Final = ("nominatim", "photon", "pelias")
_LIMIT: Final = 5
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
    return f"mintgeo/{version('mintgeo')} ({contact})"


def ask(
    service: str, url: str, query: str, *, contact: str, timeout_s: float, api_key: str | None
) -> list[Answer]:
    """Ask a server for an address in Germany.

    Raises
    ------
    geopy.exc.GeopyError
        Whatever went wrong: no connection, no answer in time, an error, an answer of no sense.
    """
    from geopy import exc

    try:
        return [_answer(*one) for one in _places(service, url, query, contact, timeout_s, api_key)]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise exc.GeocoderParseError(f"the answer makes no sense: {error!r}") from error


def _places(
    service: str, url: str, query: str, contact: str, timeout_s: float, api_key: str | None
) -> list[tuple[float, float, dict[str, Any]]]:
    from geopy import adapters, geocoders

    parts = urlsplit(url)
    common: dict[str, Any] = {
        "domain": (parts.netloc + parts.path).rstrip("/"),
        "scheme": parts.scheme,
        "user_agent": agent(contact),
        "timeout": timeout_s,
        "adapter_factory": adapters.URLLibAdapter,
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


def _answer(lat: float, lon: float, raw: dict[str, Any]) -> Answer:
    said = raw.get("address") or raw.get("properties") or {}
    name = str(raw.get("name") or said.get("name") or "")
    street = _first(said, _STREETS)
    if not street and said.get("osm_key") == "highway":
        street = name
    places = [str(said[key]) for key in _PLACES if said.get(key)]
    country = str(
        said.get("country_code") or said.get("countrycode") or said.get("country_a") or ""
    )
    return Answer(
        lat=float(lat), lon=float(lon), street=street,
        number=_first(said, ("house_number", "housenumber")),
        postcode=_first(said, ("postcode", "postalcode")),
        places=places, state=_first(said, ("state", "region")),
        country={"deu": "de"}.get(country.lower(), country.lower()), name=name,
    )  # fmt: skip


def _first(said: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((str(said[key]) for key in keys if said.get(key)), "")
