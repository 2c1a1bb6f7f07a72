"""Names and web pages of providers → what tells that two of them are the same.

Nothing is guessed from likeness: two names are one if they are the same letters without what
offices write differently (capitals, umlauts, signs, legal form, branch), two pages if their domain
is one.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

from mintgeo._organisations import legal_forms, own_domain

_JOINERS: Final = frozenset({"und", "and", "u"})
_BRANCH: Final = re.compile(
    r"(?<=\S) (?:haupt|zweig)?(?:niederlassung|standort|filiale|zweigstelle|geschaeftsstelle|"
    r"betriebsstaette|aussenstelle|betriebsteil|werk|nl|campus|regionalbuero|buero|zentrale)"
    r"(?: .*|$)"
)
_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
GENERIC: Final = frozenset({
    "stadtwerke", "sparkasse", "kreissparkasse", "volksbank", "raiffeisenbank",
    "feuerwehr", "freiwillige feuerwehr", "feuerwache",
    "feuerwehrhaus", "geraetehaus", "bauhof", "rathaus", "gymnasium", "grundschule", "realschule",
    "hauptschule", "mittelschule", "gesamtschule", "oberschule", "berufsschule", "kita", "schule",
    "kindergarten", "kindertagesstaette", "hochschule", "universitaet", "museum", "bibliothek",
    "stadtbibliothek", "buecherei", "schwimmbad", "freibad", "hallenbad", "turnhalle", "sporthalle",
    "volkshochschule", "vhs", "musikschule", "jugendzentrum", "jugendclub", "klaeranlage", "verein",
    "wasserwerk", "heimatmuseum", "schwimmverein", "sportverein", "werkstatt", "autohaus",
    "betrieb", "tischlerei", "apotheke", "baeckerei", "dlrg", "thw", "drk", "stadt", "gemeinde",
    "landkreis", "umspannwerk", "wasserturm", "recyclinghof", "bauernhof", "hof",
})  # fmt: skip
"""Names of kinds of places: who has only such a one has no name."""
_SHORTEST: Final = 2


def plain(text: str) -> str:
    """Small letters without umlauts, accents and signs, words apart by one space.

    Examples
    --------
    >>> plain("Möbel-Groß & Söhne"), plain("CAFÉ  e.V.")
    ('moebel gross soehne', 'cafe e v')
    """
    return _unjoined(_folded(text))


def _folded(text: str) -> str:
    small = unicodedata.normalize("NFC", text).casefold().replace("ẞ", "ss").translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", small)
    words = re.sub(r"[^\w]|_", " ", "".join(one for one in bare if not unicodedata.combining(one)))
    return " ".join(words.split())


def _unjoined(words: str) -> str:
    """The words without those that stand for "&"."""
    return " ".join(one for one in words.split() if one not in _JOINERS)


_FORM: Final = re.compile(rf"(?<=\S) (?:(?:gemeinn\w+ )?{legal_forms(_folded)}|holding|co)(?= |$)")
_ONLY_FORM: Final = re.compile(legal_forms(_folded))


def normal_name(text: str, place: str = "") -> str:
    """The name of a provider without legal form and branch; "" for one that names only a kind.

    A place behind a legal form is that of a branch, if it is the place of the row; before it, it
    is part of the name.

    Examples
    --------
    >>> normal_name("Müller & Söhne GmbH & Co. KG, Werk 2"), normal_name("MUELLER SOEHNE")
    ('mueller soehne', 'mueller soehne')
    >>> normal_name("Optik AG Jena", "Jena"), normal_name("Stadtwerke Jena GmbH", "Jena")
    ('optik', 'stadtwerke jena')
    >>> normal_name("Freiwillige Feuerwehr e.V."), normal_name("GmbH & Co. KG")
    ('', '')
    """
    full = _folded(text)
    cut = _BRANCH.sub("", full) or full
    formed, where = _FORM.search(cut), _folded(place)
    if formed and where:
        cut = re.sub(rf"(?<=\S) {re.escape(where)}$", "", cut)
    while (shorter := _FORM.sub("", cut)) != cut:
        cut = shorter
    name = _unjoined(cut)
    return "" if name in GENERIC or len(name) < _SHORTEST or _ONLY_FORM.fullmatch(name) else name


def has_form(text: str) -> bool:
    """Whether a name says its legal form.

    Examples
    --------
    >>> has_form("Optik e. V., Jena"), has_form("Pestalozzischule"), has_form("AG Natur")
    (True, False, False)
    """
    return _FORM.search(_folded(text)) is not None


def domain_of(page: str) -> str:
    """The domain that somebody registered for a page or mail address; "" for one of everybody.

    Examples
    --------
    >>> domain_of("https://www.jobs.Example.de/werk"), domain_of("info@example.co.uk")
    ('example.de', 'example.co.uk')
    >>> domain_of("facebook.com/example"), domain_of("keine")
    ('', '')
    """
    text = page.strip().rpartition("@")[2] if "/" not in page else page.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    parts = host.strip(".").split(".")
    if len(parts) < 2 or not re.fullmatch(r"[^\W\d_]{2,}|xn--[\w-]+", parts[-1]):  # noqa: PLR2004
        return ""
    return own_domain(host.strip("."))
