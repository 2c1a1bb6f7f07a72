"""German and English headers → the names of the schema."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

import pandas as pd

from mintgeo._errors import InputError
from mintgeo._schema import Table

ALIASES: Final = {
    "id": "id nr nummer lfdnr laufendenummer kennung",
    "street": "strasse adresse anschrift street address strasseundhausnummer strassehausnummer "
    "strassenr",
    "house_number": "hausnummer hausnr hnr housenumber",
    "postcode": "plz postleitzahl postcode zip zipcode postalcode",
    "place": "ort stadt wohnort gemeinde ortsname place city town",
    "state": "land bundesland state",
    "lat": "lat latitude breite breitengrad geobreite",
    "lon": "lon lng long longitude laenge laengengrad geolaenge",
    "count": "anzahl kinder personen teilnehmende teilnehmer count",
    "name": "name einrichtung standort bezeichnung institution titel",
    "role": "rolle role",
    "category": "kategorie art typ category type",
    "topics": "themen thema topics",
    "provider": "anbieter traeger betreiber provider operator",
    "age_min": "altervon mindestalter agemin abalter",
    "age_max": "alterbis hoechstalter agemax",
    "capacity": "plaetze kapazitaet capacity",
    "url": "url webseite website internet homepage link",
    "source": "quelle source",
}
"""Schema name → headers that mean it, without case, umlauts, spaces and punctuation."""

_MEANS: Final = {alias: name for name, words in ALIASES.items() for alias in words.split()}
_PARTICIPANT_NAMES: Final = frozenset(
    {"id", "street", "house_number", "postcode", "place", "state", "lat", "lon", "count"}
)


def rename(
    cells: pd.DataFrame, table: Table, *, columns: Mapping[str, str] | None, file: str
) -> pd.DataFrame:
    """Give the columns their names in the schema; others keep their own.

    Raises
    ------
    InputError
        If ``columns`` names a header or a schema column that there is not, or two headers mean the
        same column.
    """
    known = {column.name for column in table.columns} | {"house_number"}
    chosen = _chosen(dict(columns or {}), cells.columns, known, file)
    means = {
        header: chosen.get(header) or _meaning(header, known - set(chosen.values()), table)
        for header in cells.columns
    }
    _refuse_doubles(means, file)
    return cells.rename(columns={header: name for header, name in means.items() if name})


def plain(header: str) -> str:
    """A header without case, umlauts, spaces and punctuation."""
    text = header.casefold()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, letters)
    return "".join(letter for letter in text if letter.isalnum())


def _meaning(header: str, known: set[str], table: Table) -> str | None:
    name = header if header in known else _MEANS.get(plain(header))
    if table.name == "participants" and name not in _PARTICIPANT_NAMES:
        return None
    return name if name in known else None


def _chosen(
    given: dict[str, str], found: Iterable[str], known: set[str], file: str
) -> dict[str, str]:
    headers = [header for header in found if header != "_row"]
    absent = [header for header in given if header not in headers]
    if absent:
        near = get_close_matches(absent[0], headers, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise InputError(
            f"{file} has no column {', '.join(map(repr, absent))} as named in columns=; "
            f"found: {', '.join(headers)}.{hint}"
        )
    wrong = [name for name in given.values() if name not in known]
    if wrong:
        raise InputError(
            f"columns= may map to {', '.join(sorted(known))}, not to {', '.join(map(repr, wrong))}."
        )
    return given


def _refuse_doubles(means: dict[str, str | None], file: str) -> None:
    by_name: dict[str, list[str]] = {}
    for header, name in means.items():
        if name:
            by_name.setdefault(name, []).append(header)
    doubles = {name: headers for name, headers in by_name.items() if len(headers) > 1}
    if doubles:
        said = "; ".join(f"{' and '.join(map(repr, h))} all mean '{n}'" for n, h in doubles.items())
        raise InputError(
            f"{file} has several columns for the same thing: {said}. "
            f"Say which one counts with columns={{'…': '{next(iter(doubles))}'}}, or rename one."
        )
