"""A small fictional country with places and offers: what ``distorter`` writes again and again."""

import random
from typing import Any

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
FREE_MAIL = ("gmx.example", "web.example", "t-online.example")


def entry(draw: random.Random, kind: str, number: int) -> Row:
    postcode, place, lat, lon = draw.choice(TOWNS)
    head, name = draw.choice(HEADS), draw.choice(NAMES)
    whose = draw.choice(
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
        return {"name": whose, **row}
    ages = draw.randint(5, 14)
    title = draw.choice(TITLES)
    return {
        "title": title,
        "provider": whose,
        **row,
        "age_from": float(ages),
        "age_to": float(ages + draw.randint(1, 4)),
    }


def _plain(text: str) -> str:
    for one, other in zip("äöüß ", ("ae", "oe", "ue", "ss", "-"), strict=True):
        text = text.lower().replace(one, other)
    return text


def bare(row: Row) -> frozenset[str]:
    """No two entries of a town have the same name: there, such are the same."""
    words = row[who(row)].replace("-", " ").split(" ")
    return frozenset(words) - {row["place"]}


def names(row: Row) -> list[str]:
    return [field for field in ("name", "title", "provider") if field in row]


def who(row: Row) -> str:
    return "name" if "name" in row else "provider"
