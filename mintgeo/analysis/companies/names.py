"""Names and web pages of providers → what tells that two of them are the same.

Nothing is guessed from likeness: two names are one if they are the same letters without what
offices write differently (capitals, umlauts, signs, legal form,
branch), two pages if their domain is one.
"""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

_LEGAL: Final = (
    r"gemeinnuetzige gmbh", r"gesellschaft mit beschraenkter haftung", r"aktiengesellschaft",
    r"ggmbh", r"gmbh", r"mbh", r"gag", r"ag", r"kgaa", r"kg", r"ohg", r"gbr", r"ug", r"se", r"eg",
    r"e v", r"ev", r"eingetragener verein", r"e k", r"e kfm", r"e kfr", r"partg", r"partgmbb",
    r"inc", r"ltd", r"limited", r"llc", r"b v", r"s a", r"holding", r"co",
)  # fmt: skip
_JOINERS: Final = frozenset({"und", "and", "u", "haftungsbeschraenkt"})
_FORM: Final = re.compile(rf"(?<=\S) (?:{'|'.join(_LEGAL)})(?= |$)")
_BRANCH: Final = re.compile(
    r"(?<=\S) (?:haupt|zweig)?(?:niederlassung|standort|filiale|zweigstelle|geschaeftsstelle|"
    r"betriebsstaette|aussenstelle|betriebsteil|werk|nl|campus|regionalbuero|buero|zentrale)"
    r"(?: .*|$)"
)
_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "oe"})
_SEVERAL_PARTS: Final = frozenset({"co", "com", "org", "net", "ac", "gov", "edu", "or", "gv"})
"""Second-level names under which others register: co.uk, or.at."""
_SHARED: Final = frozenset({
    "facebook", "instagram", "linkedin", "youtube", "youtu", "xing", "twitter", "x", "t", "google",
    "wikipedia", "openstreetmap", "jimdo", "jimdofree", "jimdosite", "wixsite", "wordpress",
    "blogspot", "github", "goo", "linktr", "business", "vereine", "webnode", "weebly", "tiktok",
    "whatsapp", "telegram", "gelbeseiten", "dasoertliche", "11880", "bit", "t-online", "web",
})  # fmt: skip
"""Domains on which everybody has a page."""
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
    small = unicodedata.normalize("NFC", text).casefold().replace("ẞ", "ss").translate(_LETTERS)
    bare = unicodedata.normalize("NFKD", small)
    words = re.sub(r"[^\w]|_", " ", "".join(one for one in bare if not unicodedata.combining(one)))
    return " ".join(one for one in words.split() if one not in _JOINERS)


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
    >>> normal_name("Freiwillige Feuerwehr e.V.")
    ''
    """
    full = plain(text)
    cut = _BRANCH.sub("", full) or full
    formed, where = _FORM.search(cut), plain(place)
    if formed and where:
        cut = re.sub(rf"(?<=\S) {re.escape(where)}$", "", cut)
    shorter = _FORM.sub("", cut)
    while shorter != cut:
        cut, shorter = shorter, _FORM.sub("", shorter)
    return "" if cut in GENERIC or len(cut) < _SHORTEST else cut


def has_form(text: str) -> bool:
    """Whether a name says its legal form.

    Examples
    --------
    >>> has_form("Optik e. V., Jena"), has_form("Pestalozzischule"), has_form("AG Natur")
    (True, False, False)
    """
    return _FORM.search(plain(text)) is not None


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
    deep = len(parts) > 2 and parts[-2] in _SEVERAL_PARTS  # noqa: PLR2004
    label = parts[-3] if deep else parts[-2]
    return "" if label in _SHARED else ".".join(parts[-3 if deep else -2 :])
