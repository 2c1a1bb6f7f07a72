"""Names of places as they are compared: spellings, short forms, English names, parts."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import pandas as pd

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ASIDE: Final = re.compile(r"\(.*?\)|,.*$")
_SHORT: Final = (
    (re.compile(r"\bsk?t\s"), "sankt "),
    (re.compile(r"\ba\.?\s?d\.?\s"), "an der "),
    (re.compile(r"\bi\.?\s?d\.?\s"), "in der "),
    (re.compile(r"\b(?:a\.|am|an der|/)\s*main\b|/\s*main\b|/\s*m\b\.?|\ba\.?\s?m\.?$"), "am main"),
    (re.compile(r"\bb\.\s?"), "bei "),
)  # fmt: skip
OTHER: Final = {
    "brunswick": "braunschweig", "cologne": "koeln", "constance": "konstanz",
    "frankfort": "frankfurtammain", "hamelin": "hameln", "hanover": "hannover",
    "munich": "muenchen", "nuremberg": "nuernberg", "ratisbon": "regensburg",
    "karlmarxstadt": "chemnitz", "stalinstadt": "eisenhuettenstadt",
    "wilhelmpieckstadtguben": "guben",
    "bln": "berlin", "ffm": "frankfurtammain", "hh": "hamburg", "mgladbach": "moenchengladbach",
    "stgt": "stuttgart",
}  # fmt: skip
"""Key of an English, former or short name → key of the name of today."""
_DOTTED: Final = (
    (re.compile(r"\bsk?t\.\s?"), "sankt "),
    (re.compile(r"^b\.\s?"), "bad "),
    (re.compile(r"\bgr\.\s?"), "gross "),
    (re.compile(r"\bkl\.\s?"), "klein "),
    (re.compile(r"^ndr?\.\s?"), "nieder "),
)
_CUTS: Final = re.compile(
    r"\s*(?:/|-|–|\bot\b|\bortsteil\b|\bstadtteil\b|,|\(|\))\s*", re.IGNORECASE
)
_DIVIDING: Final = frozenset({"ot", "ortsteil", "stadtteil"})
_TAILS: Final = re.compile(
    r"\s+(?:am|an|bei|b\.?|im|in|ob|vor|auf|unter|a\.|i\.)(?=\s|\w).*$|\s*\(.*$", re.IGNORECASE
)
_HYPHENED: Final = re.compile(r"-(?:am|an|auf|bei|im|in|ob|vor|unter)-(?:der-|dem-|den-)?")
_LITTLE: Final = (
    r"(?:(?:am|an|auf|bei|im|in|ob|vor|unter|unterm|der|dem|den|die|das|(?:land)?kreis|l?krs?|lk)\s|"
    r"[abdiouv][./]\s?|(?:l?krs?|lk)\.\s?)"
)
_TAIL: Final = re.compile(
    rf"(?P<stem>.+?)(?:\s*[(/,]\s*{_LITTLE}*|\s+{_LITTLE}+)(?P<tail>[^\s()].*?)\s*\)?\s*\.?"
)
_TITLES: Final = re.compile(
    r"\b(?:[\w-]+ und )?(?:luther|hanse|reuter|barlach|universitäts|landeshaupt|kreis|große kreis|"
    r"residenz|fontane|münz|berg|wein|wissenschafts|kreisfreie )?stadt\s|"
    r"\b(?:samt|orts|verbands|einheits)?gemeinde\s|\bflecken\s|"
    r"\b(?:kur|luftkur)ort\s|\b(?:ost|nord)?seebad\s|\bmarkt\s"
)
_SHORTEST: Final = 3


@lru_cache(maxsize=100_000)
def place_key(name: str) -> str:
    """Name of a place as it is compared: no case, umlauts, hyphens, brackets or short forms.

    Examples
    --------
    >>> place_key("St. Peter-Ording") == place_key("Sankt Peter Ording")
    True
    >>> place_key("Frankfurt a. M.") == place_key("Frankfurt am Main")
    True
    >>> place_key("Hof (Saale)"), place_key("Munich")
    ('hof', 'muenchen')
    """
    text = _ASIDE.sub("", name.casefold())
    text = (text if text.isascii() else text.translate(_UMLAUTS)).strip()
    if not text.isalpha():  # a single word has no short forms
        for pattern, full in (*_DOTTED, *_SHORT) if "." in text else _SHORT:
            text = pattern.sub(full, text)
    key = text if text.isalnum() else "".join(filter(str.isalnum, text))
    return OTHER.get(key, key)


@lru_cache(maxsize=50_000)
def stem_and_tail(name: str) -> tuple[str, str]:
    """First words of a name, and the key of what tells it from others of these words.

    Examples
    --------
    >>> stem_and_tail("Frankfurt a.d. Oder"), stem_and_tail("Frankfurt/M.")
    (('frankfurt', 'oder'), ('frankfurt', 'm'))
    >>> stem_and_tail("Freiburg i. Br."), stem_and_tail("Neustadt (Hessen)")
    (('freiburg', 'br'), ('neustadt', 'hessen'))
    >>> stem_and_tail("Kiel")
    ('kiel', '')
    """
    text = _HYPHENED.sub(lambda one: one[0].replace("-", " "), name.casefold()).strip()
    found = _TAIL.fullmatch(text)
    if found is None:
        return text, ""
    tail = place_key(found["tail"].replace("(", " ").replace("/", " "))
    return found["stem"], "" if _TITLES.fullmatch(f"{tail} ") else tail


def untitled(name: str) -> str:
    """Return a name in small letters, without what its bearer calls itself.

    Examples
    --------
    >>> untitled("Hansestadt Wismar"), untitled("Gemeinde Bad Endorf")
    ('wismar', 'bad endorf')
    """
    return _TITLES.sub("", name.casefold())


def bare_key(name: str) -> str:
    """Key of a name whose umlauts lost their dots: Dusseldorf, Munchen.

    Examples
    --------
    >>> bare_key("Düsseldorf") == bare_key("Dusseldorf")
    True
    """
    text = unicodedata.normalize("NFKD", _ASIDE.sub("", name.casefold()))
    plain = text.encode("ascii", "ignore").decode("ascii")
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def keys(names: pd.Series) -> pd.Series:
    """Keys of names, each different name once; an empty name has none."""
    known = {name: place_key(name) or pd.NA for name in names.dropna().unique()}
    return names.map(known).astype("str")


def pieces(name: str) -> list[str]:
    """What hyphens, slashes, brackets and "OT" divide a name into, the last first.

    Examples
    --------
    >>> pieces("Wulkenzin OT Neuendorf")
    ['Neuendorf', 'Wulkenzin']
    """
    return [piece for piece in reversed(_CUTS.split(name)) if piece]


@lru_cache(maxsize=50_000)
def parts(name: str) -> tuple[str, ...]:
    """Keys of parts of a name, the most telling first: "Gemeinde-Ortsteil" gives both.

    Examples
    --------
    >>> parts("Husum-Nord")
    ('nord', 'husum', 'badhusumnord')
    >>> parts("Lutherstadt Wittenberg")
    ('wittenberg', 'lutherstadt', 'badlutherstadtwittenberg')
    """
    text, whole = name.casefold(), place_key(name)
    short, long = whole.removeprefix("bad"), f"bad{whole}"
    if text.isalpha() and text not in _DIVIDING and short == whole:  # most names are one word
        return (long,)
    found = [] if text.isalpha() and text not in _DIVIDING else _in_words(text)
    found += [short, long]
    wanted = [key for key in found if key != whole and len(key) >= _SHORTEST]
    return tuple(dict.fromkeys(wanted))


def _in_words(text: str) -> list[str]:
    """Keys of the pieces and words of a text; a single word has none but its own."""
    cut = pieces(text)
    plain = [
        _TITLES.sub("", text),
        _TAILS.sub("", text),
        *(_TAILS.sub("", p) for p in reversed(cut)),
    ]
    words = [word for word in text.split() if len(word) > _SHORTEST]
    return [place_key(piece) for piece in [*cut, *plain, *words]]
