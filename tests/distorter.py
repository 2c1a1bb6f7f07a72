"""Pairs of entries with the truth beside them; made without knowledge of any code that compares.

Every entry of a small fictional country is written again by somebody else (``Truth``: the same),
and beside it stand entries that only look like it (other branch, other provider in the same house,
other course of the same provider). ``same`` and ``entity`` say what is so, ``kind`` why.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

Row = dict[str, Any]
TOWNS = (
    ("07743", "Jena", 50.93, 11.59), ("99084", "Erfurt", 50.98, 11.03),
    ("99423", "Weimar", 50.98, 11.33), ("98693", "Ilmenau", 50.68, 10.91),
    ("01067", "Dresden", 51.06, 13.72), ("01662", "Meißen", 51.16, 13.48),
    ("79098", "Freiburg im Breisgau", 48.0, 7.85), ("60311", "Frankfurt am Main", 50.11, 8.68),
    ("80331", "München", 48.14, 11.57), ("90402", "Nürnberg", 49.45, 11.08),
    ("24103", "Kiel", 54.32, 10.13), ("18055", "Rostock", 54.09, 12.14),
    ("37073", "Göttingen", 51.53, 9.93), ("48143", "Münster", 51.96, 7.62),
    ("33602", "Bielefeld", 52.02, 8.53), ("66111", "Saarbrücken", 49.24, 6.99),
    ("70173", "Stuttgart", 48.78, 9.18), ("06108", "Halle (Saale)", 51.49, 11.96),
    ("39104", "Magdeburg", 52.13, 11.63), ("95444", "Bayreuth", 49.94, 11.57),
)  # fmt: skip
HEADS = (
    "Freiwillige Feuerwehr", "Volkshochschule", "Grundschule", "Gymnasium", "Schülerlabor",
    "Jugendzentrum", "Technische Hochschule", "Stadtbibliothek", "Naturkundemuseum", "Sternwarte",
    "Waldschule", "Offene Werkstatt", "Technisches Hilfswerk", "Mehrgenerationenhaus",
    "Umweltzentrum", "Makerspace", "Kinderuniversität", "Realschule",
)  # fmt: skip
NAMES = (
    "Albert Einstein", "Emmy Noether", "Am Hang", "Sankt Michael", "Lindenhof", "Lise Meitner",
    "Alte Ziegelei", "Goldberg", "Käthe Kollwitz", "Brückenstraße", "Zum Möwennest", "Carl Zeiss",
    "Otto Lilienthal", "Rosental", "Hermann Löns", "Marie Curie", "Im Grünen", "Schwanenteich",
    "Fritz Haber", "Königswiese", "Drei Eichen", "Wilhelm Röntgen", "Am Kanal", "Weißer Turm",
    "Johannes Kepler", "Blaue Blume", "Hammerwerk", "Steinbruch",
)  # fmt: skip
STREETS = (
    "Hauptstraße", "Lindenweg", "Bahnhofstraße", "Am Markt", "Goethestraße", "Schulgasse",
    "Ernst-Abbe-Platz", "Große Ulrichstraße", "Schloßallee", "An der Mühle",
    "Professor-Schulz-Straße", "Ringstraße", "Feldweg",
)  # fmt: skip
TITLES = (
    "Löten lernen", "Roboter bauen", "Forschen mit Wasser", "Sterne beobachten",
    "Programmieren mit Scratch", "Chemie in der Küche", "Bienen und Blüten", "Brücken aus Papier",
    "Raketenwerkstatt", "Trickfilm drehen", "Strom aus Sonne und Wind", "Elektronik zum Anfassen",
    "Mathematik mit Würfeln", "Fossilien suchen", "Spiele entwickeln", "Mikroskopieren im Bach",
    "Kristalle züchten", "Drohnen steuern", "Wetterstation bauen",
)  # fmt: skip
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
FREE_MAIL = ("gmx.example", "web.example", "t-online.example")


@dataclass(frozen=True)
class World:
    """A table of entries, whom each is about, and how each pair that was made came about."""

    rows: pd.DataFrame
    entity: dict[str, int]
    pairs: pd.DataFrame

    @property
    def true_pairs(self) -> set[tuple[str, str]]:
        made = self.pairs[self.pairs["same"]]
        return {tuple(sorted(pair)) for pair in zip(made["a"], made["b"], strict=True)}


def world(kind: str, count: int, seed: int) -> World:
    """``count`` pairs of ``sites`` or ``offers``, about half of them the same thing twice."""
    draw = random.Random(seed)  # noqa: S311
    rows: list[Row] = []
    pairs: list[Row] = []
    entity: dict[str, int] = {}
    used: set[tuple[frozenset[str], str]] = set()
    ways = [(name, way, True) for name, way in SAME.items() if _for(way, kind)]
    ways += [(name, way, False) for name, way in OTHER.items() if _for(way, kind)]
    for number in range(count):
        name, way, same = ways[number % len(ways)]
        first = _entry(draw, kind, number)
        while (_bare(first), first["place"]) in used:
            first = _entry(draw, kind, number)
        used.add((_bare(first), first["place"]))
        second = way(dict(first), draw)
        first, second = _settled(first, second)
        ids = [f"r{2 * number}", f"r{2 * number + 1}"]
        for id_, row in zip(ids, (first, second), strict=True):
            rows.append({**row, "id": id_})
        entity |= {ids[0]: number, ids[1]: number if same else -number - 1}
        pairs.append({"a": ids[0], "b": ids[1], "same": same, "kind": name})
    draw.shuffle(rows)
    table = pd.DataFrame(rows)
    return World(
        table[["id", *[one for one in table.columns if one != "id"]]], entity, pd.DataFrame(pairs)
    )


def _settled(first: Row, second: Row) -> tuple[Row, Row]:
    """Where both rows of a pair get something of their own, it is told by the second."""
    field = "name" if "name" in first else "title"
    if "_other" in second:
        part = second.pop("_other")
        return {**first, field: f"{first[field]} {part}"}, second
    if "_both" in second:
        one, other = second.pop("_both")
        return {**first, field: one}, {**second, field: other}
    return first, second


def _for(way: Callable[[Row, random.Random], Row], kind: str) -> bool:
    return kind in getattr(way, "kinds", ("sites", "offers"))


def only(*kinds: str) -> Callable[[Any], Any]:
    def mark(way: Any) -> Any:
        way.kinds = kinds
        return way

    return mark


def _entry(draw: random.Random, kind: str, number: int) -> Row:
    postcode, place, lat, lon = draw.choice(TOWNS)
    head, name = draw.choice(HEADS), draw.choice(NAMES)
    who = draw.choice(
        (f"{head} {name}", f"{head} {name}", f"{name}-{head}", f"{head} {name} {place}")
    )
    word = f"{_plain(head.split()[0])}-{_plain(name)}-{number}"
    free = draw.choice(FREE_MAIL)
    row: Row = {
        "street": f"{draw.choice(STREETS)} {draw.randint(1, 140)}",
        "postcode": postcode,
        "place": place,
        "lat": lat + draw.uniform(-0.03, 0.03),
        "lon": lon + draw.uniform(-0.03, 0.03),
        "email": draw.choice((f"info@{word}.example", f"info@{word}.example", f"{word}@{free}")),
        "phone": f"0{draw.randint(300, 999)} {draw.randint(100000, 9999999)}",
        "url": f"https://www.{word}.example/" if draw.random() < 0.6 else None,
    }
    if draw.random() < 0.4:
        row["lat"] = row["lon"] = None
    for field in ("street", "email", "phone"):
        if draw.random() < 0.15:
            row[field] = None
    if kind == "sites":
        return {"name": who, **row}
    ages = draw.randint(5, 14)
    title = draw.choice(TITLES)
    return {
        "title": title,
        "provider": who,
        **row,
        "age_from": float(ages),
        "age_to": float(ages + draw.randint(1, 4)),
    }


def _plain(text: str) -> str:
    for one, other in zip("äöüß ", ("ae", "oe", "ue", "ss", "-"), strict=True):
        text = text.lower().replace(one, other)
    return text


def _bare(row: Row) -> frozenset[str]:
    """No two entries of a town have the same name: there, such are the same."""
    words = row[_who(row)].replace("-", " ").split(" ")
    return frozenset(words) - {row["place"]}


def _names(row: Row) -> list[str]:
    return [field for field in ("name", "title", "provider") if field in row]


def _who(row: Row) -> str:
    return "name" if "name" in row else "provider"


# --- the same, written by somebody else -----------------------------------------------------------


def typos(row: Row, draw: random.Random) -> Row:
    for field in (*_names(row), "street"):
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
    for field in _names(row):
        for long, shorts in SHORT.items():
            row[field] = row[field].replace(long, draw.choice(shorts))
    return row


def umlauts(row: Row, draw: random.Random) -> Row:
    table = draw.choice(({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ö": "Oe"}, {"ß": "ss"}))
    for field in (*_names(row), "street", "place"):
        if isinstance(row[field], str):
            row[field] = row[field].translate(str.maketrans(table))
    return row


def legal_form(row: Row, draw: random.Random) -> Row:
    row[_who(row)] += draw.choice((" ", ", ")) + draw.choice(LEGAL)
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
    for field in _names(row):
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
    for field in (*_names(row), "place"):
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
    field, place = _names(row)[0], row["place"]
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
    fresh = _entry(draw, kind, draw.randint(10_000, 10**9))
    while (
        fresh[_who(row)].split(" ")[0].split("-")[-1] == row[_who(row)].split(" ")[0].split("-")[-1]
    ):
        fresh = _entry(draw, kind, draw.randint(10_000, 10**9))
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
    who = _who(row)
    old = next(one for one in NAMES if one in row[who])
    row[who] = row[who].replace(old, draw.choice([one for one in NAMES if one != old]))
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
