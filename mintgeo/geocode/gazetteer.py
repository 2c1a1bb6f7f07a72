"""PLZ, places and Länder, ready to be looked up by name."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
import pandas as pd
from pyproj import Transformer

from mintgeo import _embedded
from mintgeo._crs import LAEA, WGS84

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_ASIDE: Final = re.compile(r"\(.*?\)|,.*$")
_SHORT: Final = (
    (re.compile(r"\bst\.?\s"), "sankt "),
    (re.compile(r"\ba\.?\s?d\.?\s"), "an der "),
    (re.compile(r"\bi\.?\s?d\.?\s"), "in der "),
    (re.compile(r"\b(?:a\.|am|an der|/)\s*main\b|/\s*main\b|/\s*m\b\.?|\ba\.?\s?m\.?$"), "am main"),
    (re.compile(r"\bb\.\s?"), "bei "),
)  # fmt: skip
_STATE_CODES: Final = {
    "sh": "01", "hh": "02", "ni": "03", "hb": "04", "nw": "05", "nrw": "05", "he": "06",
    "rp": "07", "rlp": "07", "bw": "08", "by": "09", "sl": "10", "be": "11", "bb": "12",
    "mv": "13", "sn": "14", "st": "15", "th": "16",
}  # fmt: skip


def place_key(name: str) -> str:
    """Name of a place as it is compared: no case, umlauts, hyphens, brackets or short forms.

    Examples
    --------
    >>> place_key("St. Peter-Ording") == place_key("Sankt Peter Ording")
    True
    >>> place_key("Frankfurt a. M.") == place_key("Frankfurt am Main")
    True
    >>> place_key("Hof (Saale)")
    'hof'
    """
    text = _ASIDE.sub("", name.casefold()).translate(_UMLAUTS).strip()
    for pattern, full in _SHORT:
        text = pattern.sub(full, text)
    return "".join(letter for letter in text if letter.isalnum())


def keys(names: pd.Series) -> pd.Series:
    """Keys of names, each different name once; an empty name has none."""
    known = {name: place_key(name) or pd.NA for name in names.dropna().unique()}
    return names.map(known).astype("str")


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """Where PLZ and places are.

    Attributes
    ----------
    postcodes
        By PLZ: ``lat``, ``lon`` (degrees), ``radius_m``, ``ags_land``, and ``places`` (some names).
    pairs
        One row per PLZ and key: ``postcode``, ``key``, ``lat``, ``lon``, ``radius_m``.
    names
        One row per key and point: ``key``, ``lat``, ``lon``, ``ags_land``.
    areas
        By (key, Land), Land "" for all Germany: the middle of all places of that name, ``radius_m``
        that holds them, ``kreise`` (how many they lie in).
    states
        Key of a Land's name or code → two digits.
    laender
        Two digits → name.
    """

    postcodes: pd.DataFrame
    pairs: pd.DataFrame
    names: pd.DataFrame
    areas: pd.DataFrame
    states: dict[str, str]
    laender: dict[str, str]

    @classmethod
    def build(
        cls,
        *,
        postcodes: pd.DataFrame,
        plz_places: pd.DataFrame,
        places: pd.DataFrame,
        laender: pd.DataFrame,
    ) -> "Gazetteer":
        """Prepare tables shaped like the embedded ones."""
        pairs = plz_places.assign(key=keys(plz_places["place"])).dropna(subset="key")
        named = places.rename(columns={"name": "place"})
        named = named.assign(key=keys(named["place"]), ags_land=named["ags_kreis"].str[:2])
        columns = ["key", "lat", "lon", "ags_kreis", "ags_land"]
        names = pd.concat([pairs[columns], named[columns]], ignore_index=True)
        names = names.dropna().drop_duplicates(ignore_index=True)
        some = pairs.groupby("postcode")["place"].agg(_some_names)
        return cls(
            postcodes=postcodes.set_index("postcode").assign(places=some),
            pairs=pairs.drop_duplicates(["postcode", "key"]),
            names=names,
            areas=pd.concat([_areas(names), _areas(names.assign(ags_land=""))]),
            states={
                **_STATE_CODES,
                **dict(zip(keys(laender["name"]), laender["ags"], strict=True)),
            },
            laender=dict(zip(laender["ags"], laender["name"], strict=True)),
        )

    @classmethod
    def embedded(cls) -> "Gazetteer":
        """Return the gazetteer that comes with the package."""
        return _embedded_gazetteer()


@lru_cache(maxsize=1)
def _embedded_gazetteer() -> Gazetteer:
    return Gazetteer.build(
        postcodes=_embedded.read("postcodes"),
        plz_places=_embedded.read("plz_places"),
        places=_embedded.read("places"),
        laender=_embedded.read("laender"),
    )


def _some_names(names: pd.Series) -> str:
    first = list(names.iloc[:3])
    return ", ".join(first) + (" …" if len(names) > len(first) else "")


def _areas(names: pd.DataFrame) -> pd.DataFrame:
    """The middle of all places of a name within a Land, and how far they lie from it."""
    to_laea = Transformer.from_crs(WGS84, LAEA, always_xy=True)
    x, y = to_laea.transform(names["lon"].to_numpy(), names["lat"].to_numpy())
    table = names.assign(x=x, y=y)
    groups = table.groupby(["key", "ags_land"])
    away = np.hypot(
        table["x"] - groups["x"].transform("mean"), table["y"] - groups["y"].transform("mean")
    )
    out = groups.agg(lat=("lat", "mean"), lon=("lon", "mean"), kreise=("ags_kreis", "nunique"))
    radius = pd.Series(away, index=table.index).groupby([table["key"], table["ags_land"]]).max()
    return out.assign(radius_m=radius)
