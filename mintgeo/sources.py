"""Official data that can be downloaded: what, from where, under which licence. Never needed."""

from dataclasses import dataclass
from typing import Final

from mintgeo._errors import MissingDataError

DL_DE: Final = "dl-de/by-2-0"
ODBL: Final = "ODbL 1.0"
CC_BY: Final = "CC BY 4.0"


@dataclass(frozen=True, kw_only=True)
class Download:
    """One file that an official place offers.

    Attributes
    ----------
    name, title
        How it is called here, and what it is.
    url, page
        The file itself, and where people read about it. Without an address of the file people fetch
        it there themselves, because they must sign up.
    file
        Name on disk.
    licence, attribution, vintage
        What must stand wherever the data are shown.
    reader
        How it is read here.
    sha256
        Hash, where the file never changes.
    checksum
        Ending of the address of an MD5 sum beside the file, or empty.
    """

    name: str
    title: str
    url: str
    page: str
    file: str
    licence: str
    attribution: str
    vintage: str
    reader: str
    sha256: str = ""
    checksum: str = ""


_ZENSUS: Final = "https://www.destatis.de/static/DE/zensus/gitterdaten/"
_BKG: Final = "https://daten.gdz.bkg.bund.de/produkte/vg/"
_GV: Final = (
    "https://www.destatis.de/DE/Themen/Laender-Regionen/Regionales/Gemeindeverzeichnis/"
    "Administrativ/Archiv/GVAuszugQ/AuszugGV1QAktuell"
)
_GEOFABRIK: Final = "https://download.geofabrik.de/europe/germany/"
_CENSUS_CREDIT: Final = "© Statistische Ämter des Bundes und der Länder, Zensus 2022 (dl-de/by-2-0)"

_OFFICIAL: Final = (
    Download(
        name="zensus-2022",
        title="Zensus 2022: Einwohner in Gitterzellen (100 m, 1 km, 10 km)",
        url=f"{_ZENSUS}Zensus2022_Bevoelkerungszahl.zip",
        page="https://www.zensus2022.de",
        file="Zensus2022_Bevoelkerungszahl.zip",
        licence=DL_DE,
        attribution=_CENSUS_CREDIT,
        vintage="15. Mai 2022",
        reader="population(file)",
    ),
    Download(
        name="zensus-2022-alter",
        title="Zensus 2022: infrastrukturelle Altersgruppen in Gitterzellen",
        url=f"{_ZENSUS}Alter_in_infrastrukturellen_Altersgruppen.zip",
        page="https://www.zensus2022.de",
        file="Alter_in_infrastrukturellen_Altersgruppen.zip",
        licence=DL_DE,
        attribution=_CENSUS_CREDIT,
        vintage="15. Mai 2022",
        reader="population(grid, ages=file, under=16)",
    ),
    Download(
        name="gemeindeverzeichnis",
        title="Gemeindeverzeichnis: Fläche, Einwohner, Grad der Verstädterung",
        url=f"{_GV}.xlsx?__blob=publicationFile",
        page=f"{_GV}.html",
        file="AuszugGV1QAktuell.xlsx",
        licence=DL_DE,
        attribution="Gemeindeverzeichnis © Statistisches Bundesamt (Destatis) (dl-de/by-2-0)",
        vintage="laufendes Quartal",
        reader="regions('gemeinde', source=file)",
    ),
    Download(
        name="vg250",
        title="Grenzen 1 : 250.000: Länder, Kreise, Gemeinden (GeoPackage)",
        url=f"{_BKG}vg250_ebenen_0101/aktuell/vg250_01-01.utm32s.gpkg.ebenen.zip",
        page="https://gdz.bkg.bund.de",
        file="vg250_01-01.utm32s.gpkg.ebenen.zip",
        licence=DL_DE,
        attribution="© GeoBasis-DE / BKG (dl-de/by-2-0; Daten verändert)",
        vintage="1. Januar des laufenden Jahres",
        reader="regions('kreis', source=file)",
    ),
    Download(
        name="vg5000",
        title="Grenzen 1 : 5.000.000: Länder, Kreise, Gemeinden (GeoPackage)",
        url=f"{_BKG}vg5000_0101/aktuell/vg5000_01-01.utm32s.gpkg.ebenen.zip",
        page="https://gdz.bkg.bund.de",
        file="vg5000_01-01.utm32s.gpkg.ebenen.zip",
        licence=DL_DE,
        attribution="© GeoBasis-DE / BKG (dl-de/by-2-0; Daten verändert)",
        vintage="1. Januar des laufenden Jahres",
        reader="regions('kreis', source=file)",
    ),
    Download(
        name="regiostar",
        title="RegioStaR: Raumtypen der Gemeinden",
        url="https://www.bmv.de/SharedDocs/DE/Anlage/G/regiostar-referenzdateien.xlsx"
        "?__blob=publicationFile",
        page="https://www.bmv.de",
        file="regiostar-referenzdateien.xlsx",
        licence=DL_DE,
        attribution="RegioStaR © BMV (dl-de/by-2-0)",
        vintage="je Blatt ein Gebietsstand",
        reader="official.read_regiostar(file)",
    ),
)

EXTRACTS: Final = (
    "baden-wuerttemberg", "bayern", "berlin", "brandenburg", "bremen", "hamburg", "hessen",
    "mecklenburg-vorpommern", "niedersachsen", "nordrhein-westfalen", "rheinland-pfalz", "saarland",
    "sachsen", "sachsen-anhalt", "schleswig-holstein", "thueringen",
    "baden-wuerttemberg/freiburg-regbez", "baden-wuerttemberg/karlsruhe-regbez",
    "baden-wuerttemberg/stuttgart-regbez", "baden-wuerttemberg/tuebingen-regbez",
    "bayern/mittelfranken", "bayern/niederbayern", "bayern/oberbayern", "bayern/oberfranken",
    "bayern/oberpfalz", "bayern/schwaben", "bayern/unterfranken",
    "nordrhein-westfalen/arnsberg-regbez", "nordrhein-westfalen/detmold-regbez",
    "nordrhein-westfalen/duesseldorf-regbez", "nordrhein-westfalen/koeln-regbez",
    "nordrhein-westfalen/muenster-regbez",
)  # fmt: skip
"""OpenStreetMap extracts of Geofabrik; Brandenburg holds Berlin, Niedersachsen holds Bremen."""


_FEEDS: Final = {
    "free": "alle Verkehrsmittel",
    "nv_free": "Nahverkehr (Bus, Straßenbahn, U-Bahn)",
    "rv_free": "Regionalzüge und S-Bahnen",
    "fv_free": "Fernverkehr",
}
"""Feeds of gtfs.de that are free: what they hold."""


def _feed(name: str, what: str) -> Download:
    return Download(
        name=f"gtfs-{name.replace('_', '-')}",
        title=f"Fahrplan Deutschland (GTFS): {what}",
        url=f"https://download.gtfs.de/germany/{name}/latest.zip",
        page="https://gtfs.de/de/feeds/",
        file=f"gtfs-de-{name}.zip",
        licence=CC_BY,
        attribution="Fahrplan © gtfs.de, aus Daten des DELFI e. V. (CC BY 4.0)",
        vintage="laufend, die nächsten Wochen; im Zweifel gilt die Lizenz, die feed_info.txt nennt",
        reader="Timetable.from_gtfs(file)",
    )


_DELFI: Final = Download(
    name="delfi-gtfs",
    title="Fahrplan Deutschland (GTFS) des DELFI e. V.; nur nach Anmeldung auf der Seite",
    url="",
    page="https://www.opendata-oepnv.de",
    file="delfi-gtfs.zip",
    licence=CC_BY,
    attribution="Fahrplan © DELFI e. V. (CC BY 4.0)",
    vintage="laufend; im Zweifel gilt die Lizenz, die die Seite nennt",
    reader="Timetable.from_gtfs(file)",
)


def _extract(area: str) -> Download:
    file = f"{area.rsplit('/', 1)[-1]}-latest.osm.pbf"
    return Download(
        name=f"osm-{area.rsplit('/', 1)[-1]}",
        title=f"OpenStreetMap: {area}",
        url=f"{_GEOFABRIK}{area}-latest.osm.pbf",
        page=f"{_GEOFABRIK}{area}.html",
        file=file,
        licence=ODBL,
        attribution="© OpenStreetMap-Mitwirkende (ODbL)",
        vintage="von gestern",
        reader="RoadNetwork.from_osm(file)",
        checksum=".md5",
    )


_TIMETABLES: Final = (*(_feed(name, what) for name, what in _FEEDS.items()), _DELFI)
SOURCES: Final = {one.name: one for one in (*_OFFICIAL, *_TIMETABLES, *map(_extract, EXTRACTS))}
"""Name → download."""


def find_source(name: str) -> Download:
    """Return the download of this name.

    Raises
    ------
    MissingDataError
        If there is none; the message lists the names.
    """
    if name not in SOURCES:
        raise MissingDataError(
            "There is no source '{name}'; there are {sources}.",
            name=name,
            sources=", ".join(SOURCES),
        )
    return SOURCES[name]
