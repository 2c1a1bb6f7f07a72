"""German and English headers → the names of the schema."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

import pandas as pd

from mintgeo._errors import InputError
from mintgeo._schema import Table

ALIASES: Final = {
    "id": "id nr nummer lfdnr laufendenummer laufendenr kennung tnnr teilnehmernr",
    "street": "strasse adresse anschrift street address strasseundhausnummer strassehausnummer "
    "strassenr strassehausnr strasseundnr strassenname wohnadresse anschriftort postanschrift",
    "house_number": "hausnummer hausnr hnr housenumber",
    "postcode": "plz postleitzahl postcode zip zipcode postalcode plzort plzwohnort plzundort "
    "postleitzahlort plzwohnortes wohnortplz plzdeswohnorts",
    "place": "ort stadt wohnort gemeinde ortsname place city town ortschaft gemeindename stadtort "
    "stadtgemeinde wohngemeinde heimatort",
    "state": "land bundesland state",
    "lat": "lat latitude breite breitengrad geobreite geographischebreite ycoord gpsbreite",
    "lon": "lon lng long longitude laenge laengengrad geolaenge geographischelaenge gpslaenge",
    "latlon": "koordinaten koordinate gps gpskoordinaten geokoordinaten latlon latlng",
    "count": "anzahl kinder personen teilnehmende teilnehmer count teilnehmerzahl anzahlkinder "
    "kinderanzahl anzahlteilnehmende anzahlteilnehmer anzahlpersonen tn kinderzahl schueler",
    "name": "name einrichtung standort bezeichnung institution titel organisation verein "
    "angebotsort lernort schule schulname nameeinrichtung namedereinrichtung",
    "role": "rolle role",
    "category": "kategorie art typ category type schulart einrichtungsart",
    "topics": "themen thema topics schwerpunkt schwerpunkte mintbereich",
    "provider": "anbieter traeger betreiber provider operator",
    "age_min": "altervon mindestalter agemin abalter",
    "age_max": "alterbis hoechstalter agemax",
    "capacity": "plaetze kapazitaet capacity platzzahl",
    "url": "url webseite website internet homepage link",
    "source": "quelle source",
}
"""Schema name → headers that mean it, without case, umlauts, spaces and punctuation."""

_MOST: Final = 30
_LONGEST: Final = 40
"""Letters of a header that are compared and shown; how many headers are."""
EXTRA: Final = frozenset({"house_number", "latlon"})
"""Columns that are read into others and are no columns of a table."""
_MEANS: Final = {alias: name for name, words in ALIASES.items() for alias in words.split()}
_PARTICIPANT_NAMES: Final = frozenset(
    {"id", "street", "house_number", "postcode", "place", "state", "lat", "lon", "latlon", "count"}
)
_SECOND: Final = re.compile(r" \(\d+\)$")


def rename(
    cells: pd.DataFrame, table: Table, *, columns: Mapping[str, str] | None, file: str
) -> pd.DataFrame:
    """Give the columns their names in the schema; others keep their own.

    An empty column gives way to a filled one of the same meaning.

    Raises
    ------
    InputError
        If ``columns`` names a header or a schema column that there is not, or two headers mean the
        same column.
    """
    known = names(table)
    chosen = _chosen(dict(columns or {}), cells.columns, known, file)
    means = {
        header: chosen.get(header) or meaning(header, table, without=frozenset(chosen.values()))
        for header in cells.columns
    }
    doubles = _doubles(means)
    for headers in doubles.values():
        filled = [header for header in headers if cells[header].notna().any()]
        for header in set(headers) - set(filled or headers[:1]):
            means[header] = None
    _refuse_doubles(_doubles(means), file)
    return cells.rename(columns={header: name for header, name in means.items() if name})


def names(table: Table) -> frozenset[str]:
    """Every name that a header of this table can mean."""
    return frozenset(column.name for column in table.columns) | EXTRA


def plain(header: str) -> str:
    """A header without case, umlauts, spaces and punctuation."""
    text = header.casefold()
    for umlaut, letters in (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")):
        text = text.replace(umlaut, letters)
    return "".join(letter for letter in text if letter.isalnum())


def meaning(header: str, table: Table, *, without: frozenset[str] = frozenset()) -> str | None:
    """Name of the schema that a header means, if any."""
    known = names(table) - without
    name = header if header in known else _MEANS.get(plain(_SECOND.sub("", header)))
    if table.name == "participants" and name not in _PARTICIPANT_NAMES:
        return None
    return name if name in known else None


def suggestions(headers: Iterable[str], wanted: Iterable[str]) -> str:
    """Headers that nearly say what is wanted: "'Wohnot' perhaps place"."""
    words = {alias: name for name in wanted for alias in ALIASES.get(name, "").split()}
    found = []
    for header in list(headers)[:_MOST]:
        near = get_close_matches(plain(header[:_LONGEST]), words, n=1, cutoff=0.75)
        if near:
            found.append(f"'{header[:_LONGEST]}' perhaps {words[near[0]]}")
    return ", ".join(found)


def listed(headers: Iterable[str]) -> str:
    """Headers for a message: the first of them, shortened.

    Where no header was found they may be anybody's cells, so addresses of e-mail are not shown.
    """
    names = [str(name) for name in headers if name != "_row"]
    shown = [name[:1] + "…" if "@" in name else name[:_LONGEST] for name in names[:_MOST]]
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(shown) + more


def _chosen(
    given: dict[str, str], found: Iterable[str], known: frozenset[str], file: str
) -> dict[str, str]:
    headers = [header for header in found if header != "_row"]
    absent = [header for header in given if header not in headers]
    if absent:
        short = [header[:_LONGEST] for header in headers[:_MOST]]
        near = get_close_matches(absent[0][:_LONGEST], short, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        raise InputError(
            f"{file} has no column {', '.join(map(repr, absent))} as named in columns=; "
            f"found: {listed(headers)}.{hint}"
        )
    wrong = [name for name in given.values() if name not in known]
    if wrong:
        raise InputError(
            f"columns= may map to {', '.join(sorted(known))}, not to {', '.join(map(repr, wrong))}."
        )
    return given


def _doubles(means: dict[str, str | None]) -> dict[str, list[str]]:
    by_name: dict[str, list[str]] = {}
    for header, name in means.items():
        if name:
            by_name.setdefault(name, []).append(header)
    return {name: headers for name, headers in by_name.items() if len(headers) > 1}


def _refuse_doubles(doubles: dict[str, list[str]], file: str) -> None:
    if doubles:
        said = "; ".join(
            f"{' and '.join(map(repr, same[:_MOST]))} all mean '{name}'"
            for name, same in doubles.items()
        )
        first = next(iter(doubles))
        raise InputError(
            f"{file} has several columns for the same thing: {said}. "
            f"Say which one counts with columns={{'{doubles[first][0]}': '{first}'}}."
        )
