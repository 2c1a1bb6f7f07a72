"""What the commands do; everything heavy is imported when it is asked for."""

import argparse
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Final

from mintgeo._collector import loading, seldom
from mintgeo._errors import OptionError
from mintgeo.language import N_, language

if TYPE_CHECKING:
    from mintgeo.chapters import Study
    from mintgeo.language import Language
    from mintgeo.lists import PlacedList
    from mintgeo.study import Kept

OF_SOURCES: Final = (
    N_("Zensus 2022: Einwohner in Gitterzellen (100 m, 1 km, 10 km)"), N_("15. Mai 2022"),
    N_("Zensus 2022: infrastrukturelle Altersgruppen in Gitterzellen"),
    N_("Gemeindeverzeichnis: Fläche, Einwohner, Grad der Verstädterung"),
    N_("laufendes Quartal"), N_("1. Januar des laufenden Jahres"),
    N_("Grenzen 1 : 250.000: Länder, Kreise, Gemeinden (GeoPackage)"),
    N_("Grenzen 1 : 5.000.000: Länder, Kreise, Gemeinden (GeoPackage)"),
    N_("RegioStaR: Raumtypen der Gemeinden"), N_("je Blatt ein Gebietsstand"), N_("von gestern"),
    N_("Fahrplan Deutschland (GTFS): alle Verkehrsmittel"),
    N_("Fahrplan Deutschland (GTFS): Nahverkehr (Bus, Straßenbahn, U-Bahn)"),
    N_("Fahrplan Deutschland (GTFS): Regionalzüge und S-Bahnen"),
    N_("Fahrplan Deutschland (GTFS): Fernverkehr"),
    N_("Fahrplan Deutschland (GTFS) des DELFI e. V.; nur nach Anmeldung auf der Seite"),
    N_("laufend, die nächsten Wochen; im Zweifel gilt die Lizenz, die feed_info.txt nennt"),
    N_("laufend; im Zweifel gilt die Lizenz, die die Seite nennt"),
)  # fmt: skip
"""Titles and dates of the official files, as ``sources`` has them."""

_FOR_PRINT: Final = ("mintgeo.report", "mintgeo.figures", "weasyprint")
"""What is loaded to draw and print, by a process beside this one."""


@seldom()
def report(options: argparse.Namespace) -> None:
    """Run a study and write its results."""
    with loading():
        from mintgeo import report, study
        from mintgeo._outputs import writing
        from mintgeo._parallel import helper, workers
        from mintgeo.report.folder import file_names, prepare
        from mintgeo.study import again
        from mintgeo.study.names import input_files, table_names

    start = perf_counter()
    plan = study.load_study(options.study).in_language(options.lang)
    outputs = plan.outputs
    folder = options.out or plan.resolve(outputs.folder)
    wanted = file_names(
        table_names(plan), for_print=outputs.for_print, public=outputs.public, run=True
    )
    with writing(
        folder, parts={"run", "report"}, wanted=wanted, inputs=input_files(plan),
        force=options.force,
    ) as new, helper(_is_shared(options, plan), _FOR_PRINT) as other:  # fmt: skip
        key = again.key_of(plan)
        known = None if options.fresh else again.taken(key, folder)
        kept = study.Kept(fresh=options.fresh)
        if known is None:
            with workers(options.workers) as executor:
                result = study.run(plan, executor=executor, kept=kept)
        else:
            result = known
        result.prepare(new)
        names = prepare(
            result, new, for_print=outputs.for_print, public=outputs.public, lang=outputs.lang,
            by=other,
        )  # fmt: skip
    if key == again.key_of(plan):  # nothing has changed while it was computed
        again.remember(key, folder)
    say = language(outputs.lang)
    if known:
        print(say(
            "Die Rechnung ist unverändert, aus „{folder}“ übernommen; --fresh rechnet neu.",
            folder=folder.name,
        ))  # fmt: skip
    print(report.summary(result, lang=outputs.lang))
    if kept.taken:
        print(say(
            "Unverändert, aus früheren Läufen übernommen: {steps}; --fresh rechnet neu.",
            steps=say.listed(_steps(kept, say)),
        ))  # fmt: skip
    files = [folder / name for name in names]
    print(report.written(files, folder, perf_counter() - start, lang=outputs.lang))
    if outputs.for_print and (missing := report.missing_for_pdf(lang=outputs.lang)):
        print(missing)


def _is_shared(options: argparse.Namespace, plan: "Study") -> bool:
    """Whether a second process draws and prints: if several are asked for, and know all that is."""
    from mintgeo.chapters.registry import is_plain

    return options.workers > 1 and plan.outputs.for_print and is_plain()


def _steps(kept: "Kept", say: "Language") -> list[str]:
    """Steps that were taken from former runs, and whether all of each."""
    return [
        say("{step} (zum Teil)", step=say(title)) if title in kept.made else say(title)
        for title in dict.fromkeys(kept.taken)
    ]


def geocode(options: argparse.Namespace) -> None:
    """Place a list and write it."""
    from mintgeo._outputs.single import check_file, remember
    from mintgeo._parallel import workers
    from mintgeo.addresses import AddressIndex
    from mintgeo.lists import check_goal, geocode_list
    from mintgeo.report.summary import placed_summary

    columns = columns_of(options.column)
    check_goal(options.out)
    read = [*options.list, *options.addresses, *options.corrections]
    goals = [options.out, *([options.map] if options.map else [])]
    if options.map and options.map.suffix.lower() != ".html":
        raise OptionError("--map writes a page; '{map}' should end with .html.", map=options.map)
    for goal in goals:
        check_file(goal, inputs=read, force=options.force)
    with workers(options.workers) as executor:
        placed = geocode_list(
            options.list,
            kind="sites" if options.sites else "participants",
            sheet=options.sheet[0] if options.sheet and len(options.sheet) == 1 else options.sheet,
            columns=columns,
            using=[AddressIndex.of_file(file) for file in options.addresses],
            corrections=options.corrections or None,
            lang=options.lang,
            executor=executor,
        )
    print(placed_summary(placed))
    print(placed.save(options.out))
    if options.map:
        _save_map(placed, options.map)
    for goal in goals:
        remember(goal)


def _save_map(placed: "PlacedList", goal: Path) -> None:
    """Write the map on which rows can be corrected; of people only the user can read it."""
    from mintgeo._cache import write_atomically
    from mintgeo.maps import placement_map

    page = placement_map(placed.geocoded, lang=placed.lang).html()
    with write_atomically(goal, private=placed.private) as part:
        part.write_text(page, encoding="utf-8", newline="\n")
    print(goal)


def columns_of(texts: Sequence[str]) -> dict[str, str]:
    """Header → name, of texts like "Heimat=Ort".

    Raises
    ------
    OptionError
        If a text names no header.
    """
    pairs = [text.rpartition("=") for text in texts]
    wrong = [text for text, (head, _, _) in zip(texts, pairs, strict=True) if not head]
    if wrong:
        raise OptionError("--column wants HEADER=NAME, not {wrong}.", wrong=", ".join(wrong))
    return {head: name for head, _, name in pairs}


def compare(options: argparse.Namespace) -> None:
    """Compare two runs."""
    from mintgeo.report import write_change
    from mintgeo.run import Run

    before, after = Run.load(options.before), Run.load(options.after)
    home = options.out or options.after
    text, files = write_change(before, after, home, lang=options.lang, force=options.force)
    print(text)
    for file in files:
        print(f"  {file.name}")


def list_sources(options: argparse.Namespace) -> None:
    """List the official files that can be fetched."""
    from mintgeo.sources import SOURCES

    say = language(options.lang)
    for source in SOURCES.values():
        print(f"{source.name:28} {say(source.title)}")
        print(f"{'':28} {say(source.vintage)}; {source.licence}; {source.attribution}")
        how = say("gelesen mit {call}", call=source.reader)
        print(f"{'':28} {source.page}; {how}")


def fetch(options: argparse.Namespace) -> None:
    """Fetch one of them."""
    from mintgeo.download import fetch
    from mintgeo.sources import find_source

    source = find_source(options.name)
    path = fetch(source, options.out, url=options.url, sha256=options.sha256)
    say = language(options.lang)
    print(say("{file} ({size} Byte)", file=path, size=say.number(path.stat().st_size)))
    print(say(
        "Lizenz {licence}; zu nennen: {attribution}",
        licence=source.licence, attribution=source.attribution,
    ))  # fmt: skip
