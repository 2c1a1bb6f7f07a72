"""Which rows ``read_sites`` has read as places, and which of them could be people all the same.

A row is known by a fingerprint of what a server would be asked with: its name and its address.
Fingerprints stay in this process; they are of no use without its key. So a row counts as read only
if it still says what it said, wherever it was copied, sorted or joined, and whatever stands in the
attributes of its table.
"""

import re
import secrets
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Final

import pandas as pd

from mintgeo._schema import PARTICIPANTS
from mintgeo.read.folding import plain
from mintgeo.read.meaning import understood
from mintgeo.read.words import WORDS

UNREAD: Final = "unread"
"""The row is not as ``read_sites`` has read it."""
CODES: Final = (UNREAD, "people", "person", "repeated", "no_kind")
"""Why a row may be one of people; the list is one, the name is one, several addresses have one
name, or nothing says what kind of place it is."""
_KEYED: Final = blake2b(key=secrets.token_bytes(32), digest_size=16)
_VERDICTS: Final[dict[bytes, str]] = {}
"""Fingerprint → code, empty where the row is certainly a place."""
_LONGEST: Final = 200
_ASKED: Final = ("name", "street", "postcode", "place")

_COUNTS: Final = frozenset(WORDS["count"].split())
_PEOPLE: Final = re.compile(
    r"vorname|nachname|familienname|zuname|rufname|first_?name|lastname|surname|givenname"
    r"|forename|familyname|fullname"
    r"|geburt|geboren|^geb(dat|tag|am|jahr)?\d*$|birth|^dob$"
    r"|^(alter|age)(injahren|jahre|inyears|years|(des|der|vom)?kind(es)?|teilnehm\w*)?$|lebensalter"
    r"|^jahrgang$|^klasse$|^grade$|geschlecht|gender|^sex$|^mwd?$|anrede|^titelname$"
    r"|^eltern(teil|name|mail|email|telefon|kontakt)?\d*$|erziehungsberecht|sorgeberecht|^mutter"
    r"|^vater|guardian|^parents?|^mother|^father"
    r"|(^|des|der|dein|ihr)kind(es)?(er)?(name)?$|namekind|kindname|^(an)?zahl(der)?(kinder|personen)"
    r"|child|^kids?|pupil|participant|attendee|^students?(name)?$|teilnehm|^tn(name|nr)?$"
    r"|^schueler(in|innen)?(name|nr|zahl)?$|nameschueler|^azubi|^jugendliche|^mitglied(er)?(s?nr|nummer|name)?$"
    r"|wohn|privat|heimat|^home|^zuhause|angemeldet|anmeldedatum|anmeldetag|registered"
    r"|nationalitaet|staatsangehoer|konfession|religion|allerg|krankenkasse|notfall|muttersprache"
    r"|taschengeld|schwimmer|vegetari|familienstand|migration"
)
"""Headers, without case, umlauts and spaces, that only lists of people have."""
_TOLD: Final = ("provider", "url", "capacity", "age_min", "age_max")
"""Columns that only lists of places have."""
_PLACES: Final = frozenset({
    "einrichtung", "institution", "organisation", "verein", "angebotsort", "lernort",
    "nameeinrichtung", "namedereinrichtung", "standort", "einrichtungsname", "facility", "venue",
})  # fmt: skip
"""Headers of names that say themselves that they are names of places."""
_KIND: Final = re.compile(
    r"\b(?:\w*(?:schulen?|schulzentrum|gymnasium|kolleg|internat|college|school|universität|university"
    r"|hochschule|akademie|academy|fakultät|seminar|institute?|labore?|fablab|medialab|zentrum|zentren"
    r"|center|centre|museum|museen|ausstellung|sammlung|bibliothek|bücherei|library|archiv"
    r"|mediathek|sternwarte|planetarium|observatorium|technikum|werkstatt|werkstätten|makerspace"
    r"|hackerspace|feuerwehr|feuerwache|rettungswache|polizei|verein|club|klub|verband|stiftung"
    r"|genossenschaft|gesellschaft|kindergarten|kindertagesstätte|kindergärten|jugendhaus|jugendtreff"
    r"|freizeitheim|jugendherberge|mehrgenerationenhaus|gemeinschaftshaus|gemeindehaus|bürgerhaus"
    r"|rathaus|kulturhaus|technikhaus|naturhaus|gästehaus|krankenhaus|klinikum|klinik|kirche"
    r"|kirchengemeinde|sporthalle|turnhalle|stadthalle|mehrzweckhalle|theater|tierpark"
    r"|technologiepark|wissenschaftspark|freizeitpark|naturpark|nationalpark|botanischer garten"
    r"|schwimmbad|freibad|hallenbad|wasserwerk|kraftwerk|klärwerk|stadtwerke|bauernhof|flughafen"
    r"|sparkasse|landratsamt|forstamt|ministerium|behörde|betriebe?|fabrik|campus|workshop)"
    r"|zoo|kita|\w+hort|lab|labs|ggmbh|gmbh|mbh|(?-i:\w*Lab|AG|KG|UG|OHG|TU|FH|VHS|THW|DLRG|DRK|Uni|MINT))\b"
    r"|\be\. ?v\b|\bscience\b",
    re.IGNORECASE,
)
"""Words that places have in their names or kinds; no surname ends in one of them."""
_ADDRESSED: Final = re.compile(
    r"\b(?:herrn?|frau|familie|fam|mr|mrs|ms|schüler(?:in)?|teilnehmer(?:in)?|kind)\b\.?",
    re.IGNORECASE,
)
_WORD: Final = r"[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[-'’][A-ZÀ-ÖØ-Þ]?[^\W\d_]+)*"
_PERSON: Final = re.compile(
    rf"(?:{_WORD}|[A-Z]\.)(?: (?:{_WORD}|[A-Z]\.|von|van|der|den|de|zu|zur|zum|al|el|bin))* {_WORD}"
    rf"|{_WORD}(?: {_WORD})*, {_WORD}(?: {_WORD})*"
)
"""Two words or more that all begin with a capital letter, as first and last names do."""


def mark_sites(
    table: pd.DataFrame, headers: Sequence[tuple[str, str]], *, certain: bool
) -> pd.DataFrame:
    """Remember the rows of a sites table, and which of them could be people; return the table.

    Of several lists with one row the last that was read counts.

    Parameters
    ----------
    table
        As ``read_sites`` gives it.
    headers
        Every header of the list, and its name in the table.
    certain
        The caller's word that all rows are places.
    """
    codes = pd.Series("", index=table.index) if certain else _codes(table, headers)
    for print_, code in zip(_fingerprints(table), codes, strict=True):
        _VERDICTS[print_] = code
    return table


def verdicts(table: pd.DataFrame) -> pd.Series:
    """Say of every row why it may be one of people: one of ``CODES``, empty where it is none."""
    found = [_VERDICTS.get(print_, UNREAD) for print_ in _fingerprints(table)]
    return pd.Series(found, index=table.index, dtype="str")


def _fingerprints(table: pd.DataFrame) -> Iterable[bytes]:
    columns = [
        table[name] if name in table.columns else pd.Series(None, table.index) for name in _ASKED
    ]
    for texts in zip(*map(_texts, columns), strict=True):
        whole = "\0".join([f"{len(text)}:{text}" for text in texts])
        keyed = _KEYED.copy()
        keyed.update(whole.encode("utf-8", "surrogatepass"))
        yield keyed.digest()


def _texts(cells: pd.Series) -> list[str]:
    """Cells as texts, empty where nothing is."""
    pairs = zip(cells.to_numpy(dtype=object), cells.isna().to_numpy(), strict=True)
    return ["" if missing else str(cell) for cell, missing in pairs]


def _codes(table: pd.DataFrame, headers: Sequence[tuple[str, str]]) -> pd.Series:
    """What in a list speaks for people; the gravest of each row."""
    codes = pd.Series("", index=table.index, dtype="object")
    named = {ours: plain(header) for header, ours in headers if ours != "_row"}
    if any(is_of_people(header) for header, ours in headers if ours != "_row"):
        return codes.mask(codes == "", "people")
    names = table["name"].astype("str").str.strip()
    own_word = _is_kind(names)
    listed = table["role"].notna() & ("role" in named)
    told = _told(table, named)
    codes[~(own_word | told | listed)] = "no_kind"
    codes[_repeated(table, names)] = "repeated"
    places = table["place"].astype("str").fillna("")
    looks = [_like_person(name, place) for name, place in zip(names, places, strict=True)]
    codes[pd.Series(looks, index=table.index, dtype=bool) & ~listed] = "person"
    return codes


def is_of_people(header: str) -> bool:
    """Whether a header speaks of persons: their names, ages, numbers."""
    word = plain(header)
    if word in _COUNTS or bool(_PEOPLE.search(word)):
        return True
    return understood(header, PARTICIPANTS)[0] in ("count", "count_part")


def _told(table: pd.DataFrame, named: dict[str, str]) -> "pd.Series[bool]":
    """Rows that a column calls places."""
    out = pd.Series(named.get("name") in _PLACES, index=table.index)
    for name in _TOLD:
        if name in named:
            out |= table[name].notna()
    if "category" in named and not named["category"].startswith("schul"):
        out |= _is_kind(table["category"].astype("str"))
    return out


def _is_kind(texts: pd.Series) -> "pd.Series[bool]":
    known = {text: bool(_KIND.search(text[:_LONGEST])) for text in texts.dropna().unique()}
    return texts.map(known).fillna(value=False).astype(bool)


def _repeated(table: pd.DataFrame, names: pd.Series) -> "pd.Series[bool]":
    """Names that stand at several addresses, as that of a school of children who live there."""
    street, postcode, place = (
        table[name].astype("str").fillna("") for name in ("street", "postcode", "place")
    )
    address = street + "\0" + postcode + "\0" + place
    several: pd.Series[bool] = address.groupby(names.str.casefold()).transform("nunique") > 1
    return several


def _like_person(name: str, place: str) -> bool:
    """Whether a name reads as a person's: "Zora Geheim", "Geheim, Zora", "Frau Dr. Geheim"."""
    name = name[:_LONGEST]
    if _ADDRESSED.search(name):
        return True
    rest = name.replace(place, " ").strip() if place else name
    return bool(_PERSON.fullmatch(rest)) and not _KIND.search(name)
