"""Ways to write the same thing again, and ways to look like it and be another.

Made without knowledge of any code that compares; see ``distorter``.
"""

import random
from collections.abc import Callable
from typing import Any

from tests.distorted_country import (
    HEADS,
    NAMES,
    STREETS,
    TITLES,
    TOWNS,
    Row,
    entry,
    names,
    who,
)

SHORT = {
    "Freiwillige Feuerwehr": ("FFW", "FF", "Freiw. Feuerwehr", "Feuerwehr"),
    "Volkshochschule": ("VHS",), "Grundschule": ("GS", "Grundsch."), "Gymnasium": ("Gym.", "Gymn."),
    "Technische Hochschule": ("TH", "Techn. Hochschule"), "Technisches Hilfswerk": ("THW",),
    "Sankt": ("St.",), "Stadtbibliothek": ("Stadtbib.", "Stadtbücherei"),
    "Jugendzentrum": ("JUZ", "Jugendz."), "Mehrgenerationenhaus": ("MGH",),
    "Realschule": ("RS", "Realsch."), "Schülerlabor": ("Schüler-Labor", "Schuelerlabor"),
    "Naturkundemuseum": ("Museum für Naturkunde",),
    "Kinderuniversität": ("Kinderuni", "Kinder-Uni"), "Makerspace": ("Maker Space", "Maker-Space"),
}  # fmt: skip
LEGAL = ("e.V.", "e. V.", "gGmbH", "GmbH", "gemeinnützige GmbH", "Stiftung")
PARTS = (("Nord", "Süd"), ("Ost", "West"), ("1", "2"), ("I", "II"), ("Altstadt", "Neustadt"))
COURSES = (
    ("für Anfänger", "für Fortgeschrittene"), ("Teil 1", "Teil 2"), ("Grundkurs", "Aufbaukurs"),
    ("Klasse 5", "Klasse 8"), ("für Mädchen", "für Jungen"), ("im Sommer", "im Winter"),
)  # fmt: skip


def only(*kinds: str) -> Callable[[Any], Any]:
    def mark(way: Any) -> Any:
        way.kinds = kinds
        return way

    return mark


# --- the same, written by somebody else -----------------------------------------------------------


def typos(row: Row, draw: random.Random) -> Row:
    for field in (*names(row), "street"):
        if isinstance(row[field], str):
            row[field] = _slip(row[field], draw)
    return row


def _slip(text: str, draw: random.Random) -> str:
    words = text.split(" ")
    long = [at for at, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not long:
        return text
    at = draw.choice(long)
    word, where = words[at], draw.randint(1, len(words[at]) - 3)
    words[at] = draw.choice((
        word[:where] + word[where + 1] + word[where] + word[where + 2:],
        word[:where] + word[where + 1:], word[:where] + word[where] + word[where:],
    ))  # fmt: skip
    return " ".join(words)


def short_forms(row: Row, draw: random.Random) -> Row:
    for field in names(row):
        for long, shorts in SHORT.items():
            row[field] = row[field].replace(long, draw.choice(shorts))
    return row


def umlauts(row: Row, draw: random.Random) -> Row:
    table = draw.choice(({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "Oe"}, {"ß": "ss"}))
    for field in (*names(row), "street", "place"):
        if isinstance(row[field], str):
            row[field] = row[field].translate(str.maketrans(table))
    return row


def legal_form(row: Row, draw: random.Random) -> Row:
    row[who(row)] += draw.choice((" ", ", ")) + draw.choice(LEGAL)
    return row


def street_forms(row: Row, draw: random.Random) -> Row:
    if row["street"]:
        street = (
            row["street"]
            .replace("straße", "str.")
            .replace("Professor-", "Prof.-")
            .replace("Große", "Gr.")
        )
        row["street"] = draw.choice(
            (street, street.replace("str.", "strasse"), street.rsplit(" ", 1)[0])
        )
    return row


def missing(row: Row, draw: random.Random) -> Row:
    for field in draw.sample(("street", "email", "phone", "url", "lat", "postcode"), 3):
        row[field] = None
    if row["lat"] is None:
        row["lon"] = None
    return row


def swapped(row: Row, draw: random.Random) -> Row:
    for field in names(row):
        words = row[field].replace("-", " ").split(" ")
        if len(words) > 1 and not any(word.islower() for word in words):
            draw.shuffle(words)
        row[field] = " ".join(words)
    return row


@only("sites", "offers")
def moved(row: Row, draw: random.Random) -> Row:
    row["street"] = f"Neuer Weg {draw.randint(1, 99)}"
    row["lat"], row["lon"] = (None, None) if draw.random() < 0.5 or row["lat"] is None else (
        row["lat"] + 0.01, row["lon"] + 0.01)  # fmt: skip
    if row["email"] is None:
        row["phone"] = row["phone"] or "03641 555"
    return row


@only("sites")
def renamed(row: Row, draw: random.Random) -> Row:
    row["name"] = draw.choice(("Zukunftsort MINT", "Haus der Ideen", "Forum Zukunft", "Lernwelten"))
    return row


def shouted(row: Row, draw: random.Random) -> Row:
    for field in (*names(row), "place"):
        row[field] = draw.choice(
            (row[field].upper(), f"„{row[field]}“", f"  {row[field]} ", row[field].lower())
        )
    return row


def place_forms(row: Row, draw: random.Random) -> Row:
    forms = {
        "Frankfurt am Main": "Frankfurt/M.",
        "Freiburg im Breisgau": "Freiburg",
        "Halle (Saale)": "Halle/Saale",
    }
    row["place"] = forms.get(
        row["place"],
        draw.choice((row["place"], f"Stadt {row['place']}", f"{row['postcode']} {row['place']}")),
    )
    row["postcode"] = draw.choice(
        (row["postcode"], row["postcode"].lstrip("0"), f"D-{row['postcode']}", None)
    )
    return row


def contact_forms(row: Row, draw: random.Random) -> Row:
    if row["phone"]:
        bare = row["phone"].replace(" ", "")
        row["phone"] = draw.choice(
            (
                f"+49 {bare[1:]}",
                f"0049{bare[1:]}",
                f"{bare[:4]}/{bare[4:]}",
                f"(0{bare[1:4]}) {bare[4:]}",
            )
        )
    if row["email"]:
        row["email"] = draw.choice((row["email"].upper(), f" {row['email']}", row["email"]))
    if row["url"]:
        row["url"] = row["url"].replace(
            "https://www.", draw.choice(("http://", "https://", "www."))
        )
    return row


def more_words(row: Row, draw: random.Random) -> Row:
    field, place = names(row)[0], row["place"]
    forms = (f"{row[field]} ({place})", f"Angebot: {row[field]}", f"{row[field]} in {place}")
    row[field] = draw.choice(forms) if field == "title" else f"{row[field]} {place}"
    return row


def several(row: Row, draw: random.Random) -> Row:
    for way in draw.sample(
        (typos, short_forms, umlauts, legal_form, street_forms, contact_forms, shouted), 2
    ):
        row = way(row, draw)
    return row


# --- not the same, and alike ----------------------------------------------------------------------


def other_branch(row: Row, draw: random.Random) -> Row:
    postcode, place, lat, lon = draw.choice([one for one in TOWNS if one[1] != row["place"]])
    row |= {"postcode": postcode, "place": place, "lat": lat, "lon": lon,
            "street": f"{draw.choice(STREETS)} {draw.randint(1, 140)}"}  # fmt: skip
    if draw.random() < 0.5:
        row["phone"] = f"0{draw.randint(300, 999)} {draw.randint(100000, 9999999)}"
    return row


def branch_in_town(row: Row, draw: random.Random) -> Row:
    one, other = draw.choice(PARTS)
    row["name" if "name" in row else "title"] += f" {one}"
    return row | {"_other": other}


def same_house(row: Row, draw: random.Random) -> Row:
    kept = {field: row[field] for field in ("street", "postcode", "place", "lat", "lon")}
    kind = "sites" if "name" in row else "offers"
    fresh = entry(draw, kind, draw.randint(10_000, 10**9))
    while (
        fresh[who(row)].split(" ")[0].split("-")[-1] == row[who(row)].split(" ")[0].split("-")[-1]
    ):
        fresh = entry(draw, kind, draw.randint(10_000, 10**9))
    return {**fresh, **kept}


@only("sites")
def same_centre(row: Row, draw: random.Random) -> Row:
    """Two schools of one centre: the same house, the same name of a person, the same phone."""
    heads = [one for one in HEADS if one not in row["name"]]
    old = next(one for one in HEADS if one in row["name"])
    row["name"] = row["name"].replace(old, draw.choice(heads))
    row["email"] = f"sekretariat@{draw.randint(1, 10**6)}.example"
    return row


@only("offers")
def other_course(row: Row, draw: random.Random) -> Row:
    row["title"] = draw.choice([one for one in TITLES if one != row["title"]])
    return row


@only("offers")
def other_level(row: Row, draw: random.Random) -> Row:
    one, other = draw.choice(COURSES)
    return row | {"_both": (f"{row['title']} {one}", f"{row['title']} {other}")}


def neighbour(row: Row, draw: random.Random) -> Row:
    """The same kind of place in the same town, with another name."""
    field = who(row)
    old = next(one for one in NAMES if one in row[field])
    row[field] = row[field].replace(old, draw.choice([one for one in NAMES if one != old]))
    return row | {
        "street": f"{draw.choice(STREETS)} {draw.randint(141, 199)}", "lat": None, "lon": None,
        "email": f"post@{draw.randint(1, 10**9)}.example", "phone": None, "url": None,
    }  # fmt: skip


SAME = {
    one.__name__: one
    for one in (
        typos, short_forms, umlauts, legal_form, street_forms, missing, swapped, moved, renamed,
        shouted, place_forms, contact_forms, more_words, several,
    )
}  # fmt: skip
OTHER = {
    one.__name__: one
    for one in (
        other_branch, branch_in_town, same_house, same_centre, other_course, other_level, neighbour,
    )
}  # fmt: skip
