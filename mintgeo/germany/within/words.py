"""Words around the names of regions: what they are called, and how they are shortened."""

from typing import Final

UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
LITTLE: Final = frozenset({
    "a", "am", "an", "auf", "b", "bei", "d", "dem", "den", "der", "die", "i", "im", "in", "ob",
    "unter", "v", "von", "vor", "vorm",
})  # fmt: skip
"""What stands between the words of a name, in full or as one letter."""
WORDS: Final = {
    "st": "sankt",
    "oldb": "oldenburg",
    "opf": "oberpfalz",
    "ofr": "oberfranken",
    "ufr": "unterfranken",
    "mfr": "mittelfranken",
    "obb": "oberbayern",
    "ndb": "niederbayern",
    "schwab": "schwaben",
    "westf": "westfalen",
    "wuertt": "wuerttemberg",
    "meckl": "mecklenburg",
    "holst": "holstein",
    "thuer": "thueringen",
    "brbg": "brandenburg",
}
"""Short words of names."""
AFFIXES: Final = frozenset({"region", "staedteregion", "regionalverband"})
"""What some Kreise have before their name."""
KINDS: Final = {
    tuple(words.split()): kind
    for kind, each in {
        "land": ("land", "bundesland", "freistaat", "freie hansestadt", "freie und hansestadt"),
        "kreis": (
            "kreis", "landkreis", "lk", "lkr", "lkrs", "ldkr", "kr", "region", "staedteregion",
            "regionalverband",
        ),
        "town": (
            "stadt", "hansestadt", "kreisfreie stadt", "krfr stadt", "stadtkreis", "sk", "skr",
            "landeshauptstadt", "lh", "lhst", "universitaetsstadt", "kreisstadt",
            "grosse kreisstadt", "lutherstadt", "klingenstadt", "wissenschaftsstadt",
            "barlachstadt", "reuterstadt", "muenzstadt", "bergstadt",
            "universitaets und hansestadt", "hanse und universitaetsstadt",
        ),
        "gemeinde": ("gemeinde", "ortsgemeinde", "gem", "markt", "flecken", "dorf", "ort"),
    }.items()
    for words in each
}  # fmt: skip
"""What regions are called before or behind their names."""
LAENDER: Final = {
    "01": ("SH", "S-H", "Schl.-Holst.", "Schleswig Holstein"),
    "02": ("HH",),
    "03": ("NI", "NDS", "Nieders.", "Lower Saxony"),
    "04": ("HB",),
    "05": ("NW", "NRW", "N-W", "North Rhine-Westphalia"),
    "06": ("HE", "Hess.", "Hesse"),
    "07": ("RP", "RLP", "Rheinl.-Pfalz", "Rhineland-Palatinate"),
    "08": ("BW", "BaWü", "Ba-Wü", "B-W", "Bad.-Württ."),
    "09": ("BY", "Bay.", "Bavaria"),
    "10": ("SL", "Saar"),
    "11": ("BE", "Bln"),
    "12": ("BB", "Brdbg.", "Brb."),
    "13": ("MV", "M-V", "MeckPomm", "Meck-Pomm", "Meckl.-Vorp."),
    "14": ("SN", "Sachs.", "Saxony"),
    "15": ("ST", "LSA", "S-A", "Saxony-Anhalt"),
    "16": ("TH", "Thür.", "Thuringia"),
}
"""Short and English names of the Länder."""
