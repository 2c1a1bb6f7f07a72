"""Damaged files of every kind that is read: a small corpus, seeded damage, and what comes of it.

``python -m tests.damaged COUNT SECONDS`` reads COUNT damaged files and prints what became of them,
as JSON: by kind, how many gave a result, one of our errors, or anything else.
"""

import gzip
import io
import json
import random
import resource
import signal
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any, Final

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Font
from shapely import box

import mintgeo as mg
from mintgeo import official
from mintgeo._errors import MintgeoError
from mintgeo.addresses.harvest import harvest
from mintgeo.sites import places_from_osm, taxonomy
from mintgeo.study import load_study

EACH_S: Final = 20
MEMORY: Final = 6_000_000_000
"""Address space of the process; what is really used is measured besides."""
OSM: Final = """<?xml version='1.0' encoding='UTF-8'?>
<osm version="0.6" generator="hand"><bounds minlat="53" minlon="13" maxlat="54" maxlon="14"/>
<node id="1" lat="53.5" lon="13.2"><tag k="place" v="village"/><tag k="name" v="Musterdorf"/></node>
<node id="2" lat="53.501" lon="13.2"/><node id="3" lat="53.5" lon="13.201"/>
<node id="4" lat="53.5" lon="13.2"><tag k="addr:housenumber" v="3"/>
<tag k="addr:street" v="Hauptstraße"/><tag k="addr:postcode" v="17033"/></node>
<way id="5"><nd ref="1"/><nd ref="2"/><nd ref="3"/><tag k="highway" v="residential"/>
<tag k="name" v="Hauptstraße"/></way>
<way id="6"><nd ref="4"/><nd ref="2"/><tag k="addr:interpolation" v="all"/></way>
<relation id="7"><member type="way" ref="5" role="outer"/><tag k="type" v="multipolygon"/>
<tag k="amenity" v="school"/><tag k="name" v="Schule"/></relation></osm>"""
STUDY: Final = """[study]
name = "probe"
title = "Probe"
as_of = 2026-05-01
[inputs]
sites = "sites.csv"
participants = "people.csv"
[outputs]
folder = "out"
public = true
[router]
modes = ["car", "foot"]
max_min = 90.5
[coverage]
minutes = [15, 30]
[meeting]
name = "Treffen"
date = 2026-06-01
lat = 53.5
lon = 13.2
"""
LIST: Final = (
    "Nr;Name;Straße;PLZ;Ort;Anzahl;Breite;Länge\n1;Ada;Weg 3;17033;Neubrandenburg;2;53,5;13,2\n"
    '2;Bär;"Ring; 5";1067;Dresden;1;;\n\n3;Cem;;10115;Berlin;;;\nSumme;;;;;3;;\nQuelle: Anmeldung\n'
)
GRID: Final = "GITTER_ID_1km;x_mp_1km;y_mp_1km;Einwohner\n" + "".join(
    f"CRS3035RES1000mN{2684 + row}000E4334000;4334500;{2684 + row}500;{row * 7}\n"
    for row in range(20)
)
RULES: Final = (
    "category;tags;topics;age_min;age_max;offer\n"
    "Labor;amenity=school|college&name!=x*;Chemie|Physik;6;18;Versuche\n"
)
HOSTILE: Final = (
    b"", b"0", b"-1", b"99999999999999999999", b"1e999", b"nan", b"\x00", b"\xff\xfe", b"\xef\xbb",
    b"<", b"&lol;", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b'"', b'"""', b";" * 3000, b"[" * 900,
    b"{" * 50, b"A" * 70_000, b"XFD1048576", b"AAAA1", b"../../etc", b"/vsicurl/http://h/", b"\r",
    b"\xf0\x9f\x93\x8d", b"2026-02-30", b"inf", b"true", b"\x1a", b"\xe2\x80\xae",
)  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, a good one, and the door that it goes through."""

    file: str
    good: bytes
    door: Callable[[Path], Any]


def book(*sheets: tuple[str, list[list[Any]]]) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.worksheets[0].merge_cells("B2:B3")
    made.worksheets[0]["C9"].font = Font(bold=True)
    made.worksheets[0].row_dimensions[3].hidden = True
    made.worksheets[0].column_dimensions["B"].hidden = True
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def shared_book(
    rows: str = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
    '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><v>17033</v></c><c r="C2" s="1"><v>45000</v>'
    '</c></row><row r="4" hidden="1"><c r="B4"><v>10115</v></c></row>',
    texts: str = "<si><t>Ort</t></si><si><t>PLZ</t></si><si><r><t>Neu</t></r><r><t>stadt</t></r>"
    "<rPh><t>laut</t></rPh></si>",
) -> bytes:
    """A workbook as Excel writes it, with one table of texts for all cells."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    links = "".join(
        f'<Relationship Id="r{number}" Type="{kind}/{name}" Target="{target}"/>'
        for number, (name, target) in enumerate(
            [("worksheet", "s.xml"), ("sharedStrings", "t.xml"), ("styles", "/xl/f.xml")]
        )
    )
    parts = {
        "_rels/.rels": f'<R><Relationship Id="a" Type="{kind}/officeDocument" '
        'Target="xl/w.xml"/></R>',
        "xl/_rels/w.xml.rels": f"<Relationships>{links}</Relationships>",
        "xl/w.xml": f'<workbook {main} xmlns:r="{kind}"><sheets><sheet name="Liste" r:id="r0"/>'
        "</sheets></workbook>",
        "xl/s.xml": f"<worksheet {main}><sheetData>{rows}</sheetData></worksheet>",
        "xl/t.xml": f"<sst {main}>{texts}</sst>",
        "xl/f.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        "</styleSheet>",
    }
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return raw.getvalue()


def zipped(**members: bytes) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return raw.getvalue()


def corpus(home: Path) -> dict[str, Kind]:
    """Good files of every kind, made here."""
    rows = [line.split(";") for line in LIST.replace('"', "").splitlines()]
    head = ["Satzart", "Textkennzeichen", "Amtlicher Regionalschlüssel (ARS)", None, None, None,
            None, "Gemeindename", "Fläche km2", "Bevölkerung", "Postleitzahl",
            "Geografische Mittelpunktkoordinaten", None, "Grad der Verstädterung"]  # fmt: skip
    town = ["60", "61", "13", "0", "71", "5157", "107", "Stadt", 86.1, 63000, "17033", 13.2, 53.5,
            "02"]  # fmt: skip
    gemeinden = book(("Gemeinden", [["Gebietsstand: 31.12.2022"], head, [], [], town]))
    stars = [["gem_20", "name_20", "RegioStaR7"], [1001000, "Flensburg", 75], [13071107, "N", 74]]
    shapes = gpd.GeoDataFrame(
        {"AGS": ["01001", "01002"], "GEN": ["A", "B"], "BEZ": "Kreis", "EWZ": [5, 7]},
        geometry=[box(9, 54, 9.5, 54.5), box(9.5, 54, 10, 54.5)], crs=4326,
    )  # fmt: skip
    files = {}
    for name in ("b.gpkg", "b.geojson", "b.shp"):
        shapes.to_file(home / name)
        files[name] = (home / name).read_bytes()
    shp = {f"b__{end}": (home / f"b.{end}").read_bytes() for end in ("shp", "shx", "dbf", "prj")}
    grid = pd.read_csv(io.StringIO(GRID), sep=";")
    grid.to_parquet(home / "g.parquet")
    (home / "o.osm").write_text(OSM, encoding="utf-8")
    mg.AddressIndex.from_osm(home / "o.osm", save_to=home / "i.addresses", progress=False)
    extract = home / "o.osm.pbf"
    pbf(home / "o.osm", extract)

    def borders(path: Path) -> Any:
        return official.read_borders(path, level="kreis")

    return {
        "list csv": Kind("l.csv", LIST.encode("cp1252"), mg.read_participants),
        "list utf-16": Kind("l.txt", LIST.encode("utf-16"), mg.read_sites),
        "list xlsx": Kind("l.xlsx", book(("L", rows), ("M", rows)), mg.read_participants),
        "sites xlsx": Kind("s.xlsx", book(("L", rows)), mg.read_sites),
        "shared xlsx": Kind("h.xlsx", shared_book(), mg.read_participants),
        "study toml": Kind("s.toml", STUDY.encode(), load_study),
        "taxonomy csv": Kind("t.csv", RULES.encode(), lambda path: taxonomy(extra=path)),
        "gemeinden xlsx": Kind("g.xlsx", gemeinden, official.read_gemeinden),
        "regiostar xlsx": Kind(
            "r.xlsx", book(("ReferenzGebietsstand2020", stars)), official.read_regiostar
        ),
        "grid csv": Kind("g.csv", GRID.encode(), official.read_grid),
        "grid zip": Kind("g.zip", zipped(g_1km__csv=GRID.encode()), official.read_grid),
        "grid parquet": Kind("g.parquet", (home / "g.parquet").read_bytes(), official.read_grid),
        "borders gpkg": Kind("b.gpkg", files["b.gpkg"], borders),
        "borders geojson": Kind("b.geojson", files["b.geojson"], borders),
        "borders shp": Kind("b.shp", files["b.shp"], borders),
        "borders zip": Kind("b.zip", zipped(**shp), borders),
        "osm xml": Kind("o.osm", OSM.encode(), extract_door),
        "osm gz": Kind("o.osm.gz", gzip.compress(OSM.encode()), extract_door),
        "osm pbf": Kind("o.osm.pbf", extract.read_bytes(), extract_door),
        "addresses": Kind("i.addresses", (home / "i.addresses").read_bytes(), index_door),
    }


def pbf(source: Path, goal: Path) -> None:
    import osmium

    with osmium.SimpleWriter(goal) as writer:
        for one in osmium.FileProcessor(source):
            writer.add(one)


def extract_door(path: Path) -> None:
    places_from_osm(path)
    harvest(path)


def index_door(path: Path) -> None:
    with mg.AddressIndex.open(path) as index:
        found = index.rows()
        assert index.areas is not None
        for street in index.in_postcode("hauptstr", "17033"):
            index.beside(street.id, 3)
        index.names("postcode", "17033")
        index.facilities("17033")
        assert found.houses is not None


def damage(kind: Kind, kinds: list[Kind], chance: random.Random) -> bytes:
    """One way to spoil a file."""
    how = chance.randrange(10)
    raw = bytearray(kind.good)
    if how == 0:
        return bytes(raw[: chance.randrange(len(raw))])
    if how == 1:
        return bytes(chance.choice(kinds).good)
    if how == 2:
        return chance.randbytes(chance.randrange(1, 2000))
    if how >= 7 and raw[:2] == b"PK":
        return _inside(bytes(raw), chance)
    if how >= 8 and raw[:2] == b"\x1f\x8b":
        return gzip.compress(_spoiled(bytearray(gzip.decompress(bytes(raw))), chance))
    return _spoiled(raw, chance)


def _inside(raw: bytes, chance: random.Random) -> bytes:
    """Spoil a member of an archive whose checksums then fit again."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = chance.choice(names)
        for name in names:
            content = old.read(name)
            if name == chosen:
                content = _spoiled(bytearray(content), chance)
                if chance.random() < 0.1:
                    continue
            out_of_it = name == chosen and chance.random() < 0.1
            new.writestr(f"../{name}" if out_of_it else name, content)
    return out.getvalue()


def _spoiled(raw: bytearray, chance: random.Random) -> bytes:
    if not raw:
        return b"x"
    for _ in range(chance.choice([1, 1, 2, 5])):
        at = chance.randrange(len(raw) + 1)
        size = chance.choice([0, 1, 1, 3, 20, 300])
        kind = chance.randrange(5)
        if kind == 0 and at < len(raw):
            raw[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            raw[at : at + size] = chance.choice(HOSTILE)
        elif kind == 2:
            raw[at : at + size] = b""
        elif kind == 3:
            raw[at:at] = raw[max(0, at - size) : at] * chance.choice([1, 2, 50])
        else:
            raw[at : at + size] = chance.randbytes(size)
    return bytes(raw)


def _late(number: int, frame: FrameType | None) -> None:
    raise TimeoutError("took too long")


def tried(door: Callable[[Path], Any], path: Path) -> tuple[str, str]:
    """What became of a file, and where, if it is a fault."""
    signal.alarm(EACH_S)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            door(path)
    except MintgeoError as error:
        return ("error", "") if str(error) else ("fault", "an error that says nothing")
    except BaseException:  # noqa: BLE001
        return "fault", traceback.format_exc(limit=-4)
    finally:
        signal.alarm(0)
    return "result", ""


def _peak() -> int:
    """Bytes that this process had at most; ``ru_maxrss`` would count who started it."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return 1024 * next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def main(count: int, limit_s: float) -> None:
    """Read so many damaged files."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (int(limit_s), int(limit_s) + 5))
    signal.signal(signal.SIGALRM, _late)
    found: dict[str, Counter[str]] = {}
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        kinds = corpus(Path(folder))
        names = list(kinds)
        for name, kind in kinds.items():
            path = Path(folder) / f"good_{kind.file}"
            path.write_bytes(kind.good)
            became, where = tried(kind.door, path)
            if kind.file != "b.shp" and became != "result":  # a shapefile alone is not whole
                faults.append((f"{name}: the good one", where))
        for number in range(count):
            name = names[number % len(names)]
            kind, chance = kinds[name], random.Random(f"{name} {number}")  # noqa: S311
            path = Path(folder) / f"x_{kind.file}"
            path.write_bytes(damage(kind, list(kinds.values()), chance))
            became, where = tried(kind.door, path)
            found.setdefault(name, Counter())[became] += 1
            if where:
                faults.append((f"{name} {number}", where))
    peak = _peak()
    print(json.dumps({"found": found, "faults": faults[:20], "peak": peak, "all": len(faults)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
