"""The text of a study file: what is known stands in it, the rest as comments to be filled in."""

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from mintgeo.germany.within import area_of, told_name
from mintgeo.language import Language, language
from mintgeo.study.new.looking import Seen
from mintgeo.study.new.toml import toml

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_WIDE: Final = 88
_TOWN: Final = "kreisfreie Stadt"
_NAMED: Final = 3
"""More regions than that are not named one by one."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to study.

    Attributes
    ----------
    within
        Regions or files, as ``area_of`` takes them; none for Germany.
    modes
        Ways to travel, the most important one first.
    title
        Of the report; made of the area if it is empty.
    districts, borders
        Layers of areas of one's own, and official borders.
    """

    within: tuple[str, ...] = ()
    modes: tuple[str, ...]
    as_of: date
    lang: str = "de"
    title: str = ""
    districts: Path | None = None
    borders: Path | None = None


def study_text(wish: Wish, seen: Iterable[Seen], home: Path) -> str:
    """Write a study file that runs at once, with comments in its language.

    Of the lists it has names of files, and of sheets and columns where they must be said.

    Parameters
    ----------
    home
        The folder that it will lie in.

    Raises
    ------
    InputError
        If the name of a file can't be written.
    OptionError, UnknownRegionError
        If ``within`` is no area.
    """
    say, lists = language(wish.lang), {one.kind: one for one in seen}
    areas = list(_areas(wish.within, home))
    called = _called([name for name, _ in areas], say)
    name = _slug(called)
    lines = [
        *_comment(say(
            "Studie für mintgeo. Der Befehl „mintgeo report“ mit dem Namen dieser Datei rechnet "
            "sie und schreibt Bericht, Karte und Tabellen. Hinter # steht, was nur Menschen lesen; "
            "nehmen Sie das # vor einer Angabe weg, so gilt sie. Pfade gelten ab dem Ordner dieser "
            "Datei.",
        )),
        *_study(wish, name, _title(wish, called, lists, say), say),
        *_inputs(wish, lists, home, say),
        *_router(wish, say),
        *_coverage([written for _, written in areas], say),
        *_meeting("sites" not in lists, say),
        *_filters("sites" in lists, say),
        *_outputs(wish, name, say),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _areas(within: Iterable[str], home: Path) -> Iterator[tuple[str, str]]:
    """What each part of the area is called, and how a study file of ``home`` names it."""
    for asked in within:
        for part in area_of(asked).parts:
            if part.file is not None:
                yield part.name, relative(part.file, home)
            else:
                yield told_name(part.key), told_name(part.key)


def relative(file: Path, home: Path) -> str:
    """The path of a file as a study file names it: from its folder, where there is a way."""
    whole = Path(os.path.abspath(file))  # noqa: PTH100 - links in it are the user's
    try:
        return Path(os.path.relpath(whole, home.resolve())).as_posix()
    except ValueError:
        return whole.as_posix()


def _called(names: list[str], say: Language) -> str:
    """What an area is called in a title: as few words as say which."""
    plain = [one.replace(_TOWN, "Stadt") for one in names]
    if len(plain) > _NAMED:
        return say("{name} und Umgebung", name=plain[0])
    return say.listed(plain) or say("Deutschland")


def _slug(name: str) -> str:
    """A name for files and folders."""
    plain = name.casefold().translate(_UMLAUTS)
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_WIDE].strip("-")


def _title(wish: Wish, area: str, lists: dict[Any, Seen], say: Language) -> str:
    if wish.title:
        return wish.title
    if "sites" in lists:
        return say("MINT-Angebote: {area}", area=area)
    return say("Unsere Teilnehmenden: {area}", area=area)


def _study(wish: Wish, name: str, title: str, say: Language) -> Iterator[str]:
    yield from _section("study")
    yield from _key("name", name, say("kurzer Name"))
    yield from _key("title", title, say("Überschrift von Bericht und Karte"))
    yield from _key("as_of", wish.as_of, say("Stand, für den die Studie spricht"))


def _inputs(wish: Wish, lists: dict[Any, Seen], home: Path, say: Language) -> Iterator[str]:
    yield from _section("inputs")
    told = {
        "sites": say("Liste der Angebote (und Partner)"),
        "participants": say("Liste der Teilnehmenden; bleibt auf diesem Rechner"),
    }
    for kind, comment in told.items():
        seen = lists.get(kind)
        value = _listed(seen, home) if seen else say("liste.xlsx")
        yield from _key(kind, value, comment, off=seen is None)
        if seen and (seen.columns or seen.sheets):
            yield from _comment(say(
                "Bitte prüfen: sheet nennt die Blätter, columns links die Überschrift der Datei "
                "und rechts, was sie bedeutet.",
            ))  # fmt: skip
    comment = say("was Sie auf der Karte Ihrer Liste berichtigt haben (mintgeo geocode --map)")
    yield from _key("corrections", "korrekturen.csv", comment, off=True)
    layers = {
        "districts": (wish.districts, say("eigene Flächen, etwa Stadtteile")),
        "borders": (wish.borders, say("amtliche Grenzen der Gemeinden (VG250 des BKG)")),
    }
    for kind, (file, comment) in layers.items():
        path = relative(file, home) if file else f"{kind}.gpkg"
        yield from _key(kind, path, comment, off=file is None)
    comment = say("Auszug von OpenStreetMap, der Straßen und Hausnummern findet")
    yield from _key("addresses", "region.osm.pbf", comment, off=True)


def _listed(seen: Seen, home: Path) -> Any:
    paths = [relative(file, home) for file in seen.files]
    path: Any = paths[0] if len(paths) == 1 else paths
    if not seen.sheets and not seen.columns:
        return path
    more = {"sheet": list(seen.sheets), "columns": dict(seen.columns)}
    return {"path": path} | {name: value for name, value in more.items() if value}


def _router(wish: Wish, say: Language) -> Iterator[str]:
    yield from _section("router")
    yield from _key("kind", "airline", say("aus der Luftlinie geschätzt, ohne Straßendaten"))
    comment = say("Verkehrsmittel; das erste gilt für Orte ohne Angebot")
    yield from _key("modes", list(wish.modes), comment)
    yield from _comment(say(
        "Genauer auf Straßen eines Auszugs von OpenStreetMap: dann oben „roads“ statt „airline“, "
        "und hier die Datei.",
    ))  # fmt: skip
    yield from _key("extract", "region.osm.pbf", "", off=True)


def _coverage(within: list[str], say: Language) -> Iterator[str]:
    yield from _section("coverage")
    comment = say(
        "nur wer dort lebt: Name oder Schlüssel eines Landes, Kreises oder einer Gemeinde, oder "
        "eine Datei mit Flächen; mehrere in eckigen Klammern. Ohne diese Zeile ganz Deutschland.",
    )
    value: Any = within[0] if len(within) == 1 else within or say("Landkreis Uelzen")
    yield from _key("within", value, comment, off=not within)
    comment = say("so heißt das Gebiet im Bericht, wenn der Name der Region nicht passt")
    yield from _key("area", say("im Wendland"), comment, off=True)
    yield from _key("minutes", [15, 30], say("Schwellen; genau so lange zählt noch"))
    comment = say("ab wann ein Ort als ohne Angebot gilt, in Minuten")
    yield from _key("gap_minutes", 30, comment)


def _meeting(alone: bool, say: Language) -> Iterator[str]:
    yield ""
    yield from _comment(
        say("Wege der Teilnehmenden zu Ihrem Haus; mit date = 2026-05-09 zu einem Treffen:")
        if alone
        else say("Wege der Teilnehmenden zu einem Treffen, oder ohne date zu Ihrem Haus:")
    )
    yield "# [meeting]"
    given = {
        "name": say("Unser Haus"), "street": "Herzogenplatz 2", "postcode": "29525",
        "place": "Uelzen",
    }  # fmt: skip
    for key, value in given.items():
        yield from _key(key, value, "", off=True)


def _filters(offers: bool, say: Language) -> Iterator[str]:
    if not offers:
        return
    yield ""
    yield from _comment(say(
        "Auf der Karte die Anteile nach Thema und Alter wählen; das Rechnen dauert dann länger:",
    ))  # fmt: skip
    yield "# [filters]"
    comment = say("so viele Themen, die häufigsten")
    yield from _key("topics", 6, comment, off=True)
    yield from _key("ages", True, say("dazu Altersgruppen"), off=True)


def _outputs(wish: Wish, name: str, say: Language) -> Iterator[str]:
    yield from _section("outputs")
    folder = say("ergebnisse/{name}", name=name)
    yield from _key("folder", folder, say("hierhin schreibt mintgeo"))
    comment = say("true: dazu PDF, Abbildungen für den Druck und Ebenen für QGIS")
    yield from _key("for_print", False, comment)
    comment = say("true: daneben eine Fassung zum Weitergeben, ohne Orte einzelner Teilnehmender")
    yield from _key("public", False, comment)
    yield from _key("lang", wish.lang, say("Sprache von Bericht und Karte: de oder en"))


def _section(name: str) -> Iterator[str]:
    yield ""
    yield f"[{name}]"


def _key(key: str, value: Any, comment: str, *, off: bool = False) -> Iterator[str]:
    """A key with its comment behind it, or above it where the line would be too wide."""
    line = f"{'# ' * off}{key} = {toml(value)}"
    behind = f"{line:<35} # {comment}"
    if comment and len(behind) > _WIDE:
        yield from _comment(comment)
    yield behind if comment and len(behind) <= _WIDE else line


def _comment(text: str) -> Iterator[str]:
    """A comment in lines that an editor shows whole."""
    line = "#"
    for word in text.split():
        if len(line) + len(word) >= _WIDE:
            yield line
            line = "#"
        line += f" {word}"
    yield line
