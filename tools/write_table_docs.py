"""Write the pages that are made from code, or parts of them; ``make docs`` does it too.

They are ``docs/tables.md``, ``docs/findings.md`` and, in the guide, ``verstanden.md`` and
``adressen_verstehen.md``.
"""

import re
from pathlib import Path
from typing import Final

from mintgeo._schema import TABLES, Column, Table
from mintgeo.addresses.additions import ADDITIONS
from mintgeo.findings import KINDS, SEVERITIES, TOPICS, Kind
from mintgeo.language import Language, language
from mintgeo.read.words import FILLERS, MOST, OWNERS, WORDS

PAGE: Final = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
FINDINGS: Final = PAGE.with_name("findings.md")
ADDRESSES: Final = PAGE.parent / "anleitung" / "adressen_verstehen.md"
_OF_ADDITIONS: Final = re.compile(r"(?<=\|---\|---\|\n).*?(?=\n\n<!-- Aus additions)", re.DOTALL)
"""The rows of the table of additions; all else of that page is written by hand."""
WORDS_PAGE: Final = PAGE.parent / "anleitung" / "verstanden.md"
_HEAD: Final = """\
# Tables

Every table is a pandas or GeoPandas frame that keeps the index, the order and further columns of
what it was made from. `id` is a text and unique. Geometry is EPSG:4326. A missing time has its
reason in `status`; no number ever stands for something else. Optional columns are there where the
data or the options allow.

Made from `mintgeo/_schema` by `tools/write_table_docs.py`.
"""

_CALLED: Final = {
    "id": "Kennung", "street": "Straße, Adresse", "house_number": "Hausnummer", "postcode": "PLZ",
    "place": "Ort", "district": "Ortsteil", "state": "Land", "lat": "Breite", "lon": "Länge",
    "latlon": "Koordinaten in einer Zelle", "count": "Anzahl (nur Teilnehmende)",
    "count_part": "Teile der Anzahl, die zusammengezählt werden", "name": "Name (nur Angebote)",
    "role": "Rolle", "category": "Art", "topics": "Themen", "provider": "Träger",
    "age_min": "Alter von", "age_max": "Alter bis", "ages": "Alter in einer Zelle",
    "grades": "Klassen in einer Zelle", "capacity": "Plätze", "times": "Tage und Zeiten",
    "weekdays": "Wochentage", "begins": "Beginn", "ends": "Ende", "url": "Webseite",
    "source": "Quelle",
}  # fmt: skip
_UNDERSTOOD: Final = """\
# Was verstanden wird

Eine Überschrift wird Wort für Wort gelesen. Groß und klein, Umlaute (ä ist ae), Satzzeichen,
Klammern und die Endungen der Geschlechter (`Teilnehmer:innen`, `Schüler*innen`,
`BesucherInnen`) sind gleichgültig, die Reihenfolge der Wörter auch. Verstanden ist sie, wenn jedes
ihrer Wörter bekannt ist: „Anz. der angemeldeten Kinder“ ist eine Anzahl, „PLZ der Schule“ eine PLZ;
„Geburtsort“ ist kein Ort und „Anzahl Kurse“ keine Anzahl von Menschen. Was nicht verstanden wird,
bleibt stehen und wird genannt; was wie eine Anzahl, ein Alter, Koordinaten, eine PLZ oder eine
Hausnummer aussieht, mit „Achtung“. Hat eine Liste von Angeboten keinen Namen, so ist es der Träger;
fehlen PLZ und Ort, so ist der „Standort“ oder „Veranstaltungsort“ der Ort.

| Bedeutung | Wörter |
|---|---|
{rows}
Ohne Bedeutung sind: {fillers}.

Wessen Adresse oder Name es ist, ändert nichts: {owners}.

Neben einer Anzahl bedeuten {most}, dass es um Plätze geht. Eine Spalte „Nr.“ rechts neben Straßen
ohne Hausnummern enthält die Hausnummern, sonst die Kennungen.

**Kopfzeilen**: eine in den ersten 40 Zeilen, dazu eine Zeile mit Gruppen darüber oder mit Teilen
darunter.

**PLZ**: `1067`, `01067`, `D-01067`, `DE01067`, `17033.0`, `17.033`, `="01067"`, `'01067`,
`01067/01069` (die erste).

**Anzahl**: `12`, `ca. 12`, `12 Kinder`, `1.250`, `10-12` (die Mitte), `5+`, `3 + 4`, `zwölf`; über
Zeilen verbundene Zellen werden aufgeteilt.

**Alter und Klassen**: `8-12`, `ab 10`, `bis 14 Jahre`, `Klasse 5-7`.

**Koordinaten**: `53,5 13,2`, `53.5, 13.2`, `53° 33' 26" N, 13° 15' 40" O`, `POINT (13.2 53.5)`,
`geo:53.5,13.2`, Links auf Karten, `33U 380000 5930000`.

**Keine Zeilen der Liste**: Summe, Ergebnis, Gesamt, insgesamt, zusammen, Total, Σ; eine Zahl
allein, die die Summe der Zeilen darüber ist; davon, darunter; Durchschnitt, Anteil; Übertrag;
Überschriften wie „Landkreis …“.

**Dateien**: .csv, .tsv, .txt (Semikolon, Tabulator, senkrechter Strich oder Komma; UTF-8, UTF-16,
UTF-32, Windows, Mac, DOS), .xlsx, .xlsm, .ods.

Gemacht aus `mintgeo/read/words.py` von `tools/write_table_docs.py`.
"""
_STAGES: Final = {
    "read": "Readers, of a row",
    "list": "Readers, of a list as a whole",
    "place": "geocode(), from PLZ and place",
    "address": "AddressIndex",
    "online": "Online",
    "step": "Steps of one's own",
}
_FOUND: Final = """\
# Findings

What a reader, `geocode` or a step finds of a row is data: a code, the values it speaks of, and a
severity. The column `findings` of a table holds them as JSON (`[{"code": …, …}]`, empty where
nothing was found), so they survive whatever a table goes through. `mg.row_findings(table)` lists
them, `mg.row_notes(table, lang="en")` says them in a sentence per row; `read_note` and `match_note`
are those sentences in German, for whoever looks at a table. What was found of a list as a whole
(rows, sheets and columns that were not read) stands in `mg.list_findings(table)`.

`info`: repaired or set aside for certain. `warning`: somebody should look. `error`: something is
lost, or contradicts itself.

Made from `mintgeo/findings` by `tools/write_table_docs.py`.
"""


def main() -> None:
    PAGE.write_text(page(), encoding="utf-8")
    FINDINGS.write_text(findings_page(), encoding="utf-8")
    ADDRESSES.write_text(addresses_page(), encoding="utf-8")
    WORDS_PAGE.write_text(words_page(), encoding="utf-8")


def addresses_page() -> str:
    """The guide's page with the rows of its first table made from the code."""
    rows = (
        f"| {one.name} | {', '.join(f'`{text}`' for text in one.examples)} |" for one in ADDITIONS
    )
    return _OF_ADDITIONS.sub("\n".join(rows), ADDRESSES.read_text(encoding="utf-8"), count=1)


def words_page() -> str:
    """The words of headers that are understood, as a page of the guide."""
    rows = "".join(f"| {_CALLED[name]} | {_listed(words)} |\n" for name, words in WORDS.items())
    return _UNDERSTOOD.format(
        rows=rows, fillers=_listed(" ".join(sorted(FILLERS))),
        owners=_listed(" ".join(sorted(OWNERS))), most=_listed(" ".join(sorted(MOST))),
    )  # fmt: skip


def _listed(words: str) -> str:
    return ", ".join(words.split())


def findings_page() -> str:
    return _FOUND + _topics() + "".join(map(_stage, _STAGES))


def _topics() -> str:
    german, english = language("de"), language("en")
    rows = "".join(f"| `{t}` | {german(s)} | {english(s)} |\n" for t, s in TOPICS.items())
    return f"\n## Topics, the gravest first\n\n| topic | German | English |\n|---|---|---|\n{rows}"


def _stage(stage: str) -> str:
    kinds = [kind for kind in KINDS.values() if kind.stage == stage]
    kinds.sort(key=lambda kind: -SEVERITIES.index(kind.severity))
    return (
        f"\n## {_STAGES[stage]}\n\n"
        "| code | severity | topic | values | German | English |\n|---|---|---|---|---|---|\n"
        + "".join(map(_finding, kinds))
    )


def _finding(kind: Kind) -> str:
    values = ", ".join(f"`{name}`" for name in kind.values)
    german, english = (_said(kind, language(lang)) for lang in ("de", "en"))
    return f"| `{kind.code}` | {kind.severity} | {kind.topic} | {values} | {german} | {english} |\n"


def _said(kind: Kind, say: Language) -> str:
    if not kind.several:
        return say(kind.sentence)
    one, many = (say.count(kind.sentence, kind.several, n, **_themselves(kind)) for n in (1, 2))
    return f"{one} / {many}"


def _themselves(kind: Kind) -> dict[str, str]:
    return {name: f"{{{name}}}" for name in kind.values if name != "n"}


def page() -> str:
    return _HEAD + "".join(map(section, TABLES))


def section(table: Table) -> str:
    rows = "".join(map(row, table.columns))
    return (
        f"\n## {table.name}\n\n{table.meaning}\n\n"
        f"| column | holds | unit | may be empty | meaning |\n|---|---|---|---|---|\n{rows}"
    )


def row(column: Column) -> str:
    meaning = column.meaning + (f": {', '.join(column.allowed)}" if column.allowed else "")
    empty = "yes" if column.nullable else "no"
    note = "" if column.required else " (optional)"
    return f"| `{column.name}` | {column.kind}{note} | {column.unit} | {empty} | {meaning} |\n"


if __name__ == "__main__":
    main()
