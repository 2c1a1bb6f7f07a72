"""Real addresses with what lists append to them: where are they put.

``python -m benchmarks.additions EXTRACT…`` prints, for each kind of addition, how many of the
addresses of the extract lie outside of their radius and how many are called a house.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

import mintgeo as mg
from benchmarks.addresses import addresses, placed
from benchmarks.distort import Written

APPENDED = {
    "storey, short": (" EG", ", EG", " 1. OG", " 2.OG", ", DG", " / 3. OG", " // 4. OG", " UG"),
    "storey, long": (" Erdgeschoss", ", 2. Obergeschoss", " Dachgeschoß", " Hochparterre"),
    "storey, Stock": (" 3. Stock", ", 1.Stock", " 4. Etage", " Etage 2", " 2 Treppen"),
    "storey, Roman": (" II", " III", " IV.", " II. Stock", " III links", ", II r."),
    "storey and side": (" 2. OG links", ", EG re.", " 3. Stock rechts", " DG Mitte", " 1.OG/li."),
    "side": (" links", ", rechts", " Mitte", " li.", " hinten"),
    "flat": (" WE 5", ", WE 12", " Whg. 3", " Wohnung 14", " Whg.Nr. 7", " Wohneinheit 9", " W12"),
    "flat, sign": (" #5", " # 12", "/WE 5", " - WE 3", " (Whg. 2)"),
    "apartment": (" App. 12", ", Appartement 3", " Apt. 104", " App 7"),
    "room": (" Zi. 104", ", Zimmer 12", " Raum 2.17", " R. 305", " Büro 3", " Rm 12"),
    "c/o": (" c/o Meier", ", c/o Anna Schulz", " co/ Meier", " C/O WG Müller 5", " c / o Kunze",
            " b/ Meier"),
    "bei": (" bei Meier", ", bei Familie Schulz", " b. Meier", " (bei Müller)"),
    "z. Hd.": (" z.Hd. Frau Meier", ", z. Hd. Herrn Schulz", " zu Händen Meier", " z.H. Meier"),
    "im Hause": (" im Hause Meier", ", i.H. Meier", " im Haus der Jugend", " i. Hs. Schulz"),
    "company": (" Fa. Meier", ", Firma Schulz", " Fam. Meier", " Familie Schulz"),
    "rear building": (" Hinterhaus", ", HH", " (Hinterhaus)", " Rückgebäude", " Hinterhof"),
    "garden house": (" Gartenhaus", ", GH", " Gartengebäude", " Gartenhaus 2. OG"),
    "front building": (" Vorderhaus", ", VH", " Vorderhaus 3. Stock", " VH links"),
    "wing": (" Seitenflügel", ", Seitenflügel rechts", " SF li.", " Quergebäude", " 2. Hof"),
    "court": (" (Hof)", ", Hof", " 2. Hinterhof", " Innenhof", " (im Hof)"),
    "building": (" Geb. 5", ", Gebäude 12", " Geb. 5467", " Haus B", ", Haus 3", " H 3", " Bau 7"),
    "hall": (" Halle 4", ", Halle C", " Tor 2", " Werkhalle 3", ", Tor 12a"),
    "staircase": (" Aufgang C", ", Aufg. 2", " Eingang B", " Eingang Nord", " Treppe 3"),
    "Austrian": (" Stiege 2", ", Stiege 2 Top 4", " Top 12", "/Top 3", " Stg. 1/Tür 5"),
    "corner": (" Ecke Bahnhofstr.", ", Ecke Bahnhofstraße 3", " / Ecke Marktplatz", " Eckhaus"),
    "near": (" gegenüber der Kirche", ", Nähe Bahnhof", " neben der Schule", " ggü. Rathaus"),
    "telephone": (" Tel. 0395 1234567", ", Tel.: 0395/12345", " Mobil 0171 1234567", " Fax 12",
                  " T: 0395 1234"),
    "e-mail": (" info@beispiel.de", ", E-Mail: a.b@beispiel.de", " www.beispiel.de"),
    "post box": (" Postfach 10 02", ", PF 12", " / Postfach 1234"),
    "department": (" Abt. 3", ", Sekretariat", " Institut für Physik", ", Pforte 2", " Zentrale"),
    "coordinates": (" N53° 33.2' E13° 15.1'", " (53.55, 13.26)", ", GPS 53,55 / 13,26"),
    "dates and times": (" bis 31.12.2026", " ab 1.1.2027", ", Mo-Fr 8-12 Uhr", " (seit 2019)"),
    "unknown word": (" Xanadu", " Xanadu 7", ", Blubb 3", " (Quark)", " - Sonstiges 12"),
}  # fmt: skip
"""Kind → what is written behind the house number."""


def appended(truth: pd.DataFrame, kind: str, seed: int = 5) -> list[Written]:
    """Every address with something of a kind behind its number."""
    rng = random.Random(f"{seed} {kind}")
    columns = truth[["street", "number", "postcode", "place"]]
    return [
        Written(street, number + rng.choice(APPENDED[kind]), postcode, place)
        for street, number, postcode, place in columns.itertuples(index=False, name=None)
    ]


def figures(path: str | Path, most: int = 400, seed: int = 1) -> Iterator[tuple[str, float, float]]:
    """Kind, per cent outside of ``radius_m``, per cent called a house."""
    index = mg.AddressIndex.from_osm(path, progress=False)
    truth = addresses(path)
    truth = truth.sample(min(most, len(truth)), random_state=seed).reset_index(drop=True)
    rows = [one for kind in APPENDED for one in appended(truth, kind)]
    out = placed(rows, pd.concat([truth] * len(APPENDED), ignore_index=True), index)
    kinds = pd.Series(list(APPENDED)).repeat(len(truth)).to_numpy()
    out = out.assign(outside=out["error_m"] > out["radius_m"], house=out["match_level"] == "house")
    for kind, share in out.groupby(kinds, sort=False)[["outside", "house"]].mean().iterrows():
        yield str(kind), 100 * share["outside"], 100 * share["house"]


if __name__ == "__main__":
    for extract in sys.argv[1:]:
        for kind, outside, house in figures(extract):
            print(f"{extract:50} {kind:16} outside {outside:5.1f} %  house {house:5.1f} %")
